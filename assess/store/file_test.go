package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rung/rubric/lang"
)

// names lists a folder.
func names(t *testing.T, folder string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	must(t, err)
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWriteFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "out.json")
	must(t, WriteFile(path, []byte("one"), false))
	err := WriteFile(path, []byte("two"), false)
	wantKind(t, err, Exists)
	if want := "the file “" + path + "” exists"; err.Error() != want {
		t.Errorf("says %q, want %q", err, want)
	}
	if want := "le fichier «\u00a0" + path + "\u00a0» existe déjà"; lang.In(err, lang.FR) != want {
		t.Errorf("says %q, want %q", lang.In(err, lang.FR), want)
	}
	if got := string(read(t, path)); got != "one" {
		t.Errorf("the file holds %q", got)
	}
	must(t, os.Chmod(path, 0o644))
	must(t, WriteFile(path, []byte("two"), true))
	info, err := os.Stat(path)
	must(t, err)
	if got := string(read(t, path)); got != "two" || info.Mode() != 0o644 {
		t.Errorf("the file holds %q and is %v", got, info.Mode())
	}
	if got := names(t, folder); !slices.Equal(got, []string{"out.json"}) {
		t.Errorf("the folder holds %v", got)
	}
}

func TestWriteFileElsewhere(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target"), filepath.Join(folder, "link")
	must(t, os.WriteFile(target, []byte("old"), 0o600))
	must(t, os.Symlink(target, link))
	wantKind(t, WriteFile(link, []byte("new"), false), Exists)
	must(t, WriteFile(link, []byte("new"), true))
	if got := string(read(t, target)); got != "new" {
		t.Errorf("the target of the link holds %q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info.Mode(), err)
	}

	wantKind(t, WriteFile(folder, nil, true), Failed)
	wantKind(t, WriteFile(filepath.Join(folder, "no", "such"), nil, false), Failed)
	wantKind(t, WriteFile(filepath.Join(target, "x"), nil, false), Failed)
	wantKind(t, WriteFile(filepath.Join(folder, strings.Repeat("x", 300)), nil, false), Failed)
	wantKind(t, WriteFile("", nil, false), Failed)
	if got := names(t, folder); !slices.Equal(got, []string{"link", "target"}) {
		t.Errorf("the folder holds %v", got)
	}
}

func TestWriteFileToDevices(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	must(t, WriteFile("/dev/null", []byte("x"), false))
	must(t, WriteFile("/dev/null", []byte("x"), true))
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
		t.Fatalf("/dev/null is now %v, %v", info.Mode(), err)
	}
	err := WriteFile("/dev/full", []byte("x"), false)
	if wantKind(t, err, Failed); !strings.Contains(err.Error(), "no space") {
		t.Errorf("says %q", err)
	}
}

func TestSweepTakesOnlyWhatIsAbandoned(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	alive, err := namedTemporary(folder)
	must(t, err)
	defer alive.Close()
	keep := []string{filepath.Base(alive.Name()), ".rung-x1.tmp", ".rung-12.tmp.bak", "rung-12.tmp", ".other-12.tmp"}
	for _, name := range keep[1:] {
		must(t, os.WriteFile(filepath.Join(folder, name), nil, 0o600))
	}
	must(t, os.Mkdir(filepath.Join(folder, ".rung-13.tmp"), 0o700))
	must(t, os.WriteFile(filepath.Join(folder, ".rung-12.tmp"), []byte("half"), 0o600))
	target := filepath.Join(t.TempDir(), "target")
	must(t, os.WriteFile(target, nil, 0o600))
	must(t, os.Symlink(target, filepath.Join(folder, ".rung-14.tmp")))

	must(t, WriteFile(filepath.Join(folder, "out"), nil, false))
	want := append(keep, ".rung-13.tmp", ".rung-14.tmp", "out")
	slices.Sort(want)
	if got := names(t, folder); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
	Sweep(filepath.Join(folder, "nowhere"))
}

// TestNothingIsLeftOfAFileThatIsNotDone stands for a process that is killed.
func TestNothingIsLeftOfAFileThatIsNotDone(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := nameless(folder)
	if file == nil {
		t.Skip("no nameless files here")
	}
	must(t, fill(file, []byte("half"), 0o600))
	must(t, file.Close())
	if got := names(t, folder); len(got) > 0 {
		t.Errorf("the folder holds %v", got)
	}
}

func TestOpenSweepsBesideTheStore(t *testing.T) {
	t.Parallel()
	s := filled(t)
	folder := filepath.Dir(s.Path())
	must(t, os.WriteFile(filepath.Join(folder, ".rung-12.tmp"), []byte("half"), 0o600))
	open(t, s.Path())
	if got := names(t, folder); !slices.Equal(got, []string{"rung.db"}) {
		t.Errorf("the folder holds %v", got)
	}
}

func TestOddPlacesOfTheStore(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	must(t, os.WriteFile(file, []byte("x"), 0o600))
	dangling, circle := filepath.Join(folder, "dangling"), filepath.Join(folder, "circle")
	must(t, os.Symlink(filepath.Join(folder, "nothing"), dangling))
	must(t, os.Symlink(circle, circle))
	for path, says := range map[string]string{
		folder:                                   "it is a folder",
		filepath.Join(file, "rung.db"):           "not a folder",
		dangling:                                 "symbolic link to nothing",
		circle:                                   "cannot be used",
		"/dev/null":                              "not a regular file",
		folder + strings.Repeat("/long", 100):    "too long",
		folder + "/" + strings.Repeat("x", 300):  "too long",
		filepath.Join(folder, "a\x1b[2J\nb\x00"): "“" + filepath.Join(folder, "a\x1b[2J\nb\x00") + "”",
	} {
		_, err := Open(path)
		if wantKind(t, err, Failed); !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "RUNG_STORE") {
			t.Errorf("%q: says %q, want %q", path, err, says)
		}
		if said := lang.In(err, lang.FR); strings.Contains(said, "it is") {
			t.Errorf("%q: says %q in French", path, said)
		}
	}
}

func TestOddNamesOfTheStore(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"a?mode=ro", "a#b", "100%", "%41", "a b&c", "é ☃", "'\"", "\xff", "-", ":memory:"} {
		path := filepath.Join(folder, "in "+name, name)
		s := open(t, path)
		must(t, s.PutRubric(tinyText(), noon))
		must(t, s.Complete(completed(1, "Ada")))
		must(t, s.Close())
		if got := names(t, filepath.Dir(path)); !slices.Equal(got, []string{name}) {
			t.Errorf("%q made %q", name, got)
		}
	}
}

func TestLinkedStore(t *testing.T) {
	t.Parallel()
	s := filled(t, completed(1, "Ada"))
	link := filepath.Join(t.TempDir(), "link.db")
	must(t, os.Symlink(s.Path(), link))
	linked := open(t, link)
	if list, err := linked.List(Filter{}); err != nil || len(list) != 1 || linked.Path() != s.Path() {
		t.Errorf("%d assessments in %s, error %v", len(list), linked.Path(), err)
	}
}
