package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"rung/rubric/lang"

	"rung/assess"
)

// apart runs the test that calls it again in a process of its own, in which it
// may mount file systems and give up rights, and reports whether this is that
// process. Where the system does not allow it, the test is skipped.
func apart(t *testing.T) bool {
	t.Helper()
	if os.Getenv("RUNG_TEST_APART") == t.Name() {
		return true
	}
	self, err := os.Executable()
	must(t, err)
	c := exec.Command(self, "-test.run=^"+t.Name()+"$", "-test.v")
	c.Env = append(os.Environ(), "RUNG_TEST_APART="+t.Name())
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	said, err := c.CombinedOutput()
	var ended *exec.ExitError
	switch {
	case err != nil && !errors.As(err, &ended):
		t.Skipf("no namespaces here: %v", err)
	case err != nil:
		t.Fatalf("%v\n%s", err, said)
	case strings.Contains(string(said), "--- SKIP"):
		t.Skipf("%s", said)
	}
	return false
}

// smallDisk mounts a disk of this many KiB.
func smallDisk(t *testing.T, size int) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%dk,mode=0700", size)); err != nil {
		t.Skipf("no file systems can be mounted: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(folder, syscall.MNT_DETACH) })
	return folder
}

// wantFailed checks an error that the system is to blame for: it says why in
// both languages, and names the path.
func wantFailed(t *testing.T, err error, path, english, french string) {
	t.Helper()
	wantKind(t, err, Failed)
	if said := lang.In(err, lang.EN); !strings.Contains(said, english) || !strings.Contains(said, path) {
		t.Errorf("says %q, want %q and %q", said, english, path)
	}
	if said := lang.In(err, lang.FR); !strings.Contains(said, french) {
		t.Errorf("says %q, want %q", said, french)
	}
}

func fillDisk(t *testing.T, folder string) (free func()) {
	t.Helper()
	ballast := filepath.Join(folder, "ballast")
	f, err := os.Create(ballast)
	must(t, err)
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 1024))
	}
	return func() { must(t, os.Remove(ballast)) }
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	if !apart(t) {
		return
	}
	folder := smallDisk(t, 512)
	path := filepath.Join(folder, "rung.db")
	s := open(t, path)
	must(t, s.PutRubric(tinyText(), noon))
	must(t, s.Complete(rated(0, "Ada", "Grace Hopper")))
	free := fillDisk(t, folder)

	n, err := 1, error(nil)
	for err == nil && n < 1000 {
		err = s.Complete(completed(n, "Ada"))
		n++
	}
	wantFailed(t, err, path, "no space left", "plus de place")
	list, err := s.List(Filter{})
	must(t, err)
	if len(list) != n-1 {
		t.Errorf("%d assessments, %d were acknowledged", len(list), n-1)
	}
	_, err = s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	wantKind(t, err, Failed)
	_, err = Open(filepath.Join(folder, "new.db"))
	wantFailed(t, err, "new.db", "no space left", "plus de place")
	err = WriteFile(filepath.Join(folder, "ballast"), make([]byte, 4096), true)
	wantFailed(t, err, "ballast", "no space left", "plus de place")
	if len(read(t, filepath.Join(folder, "ballast"))) == 4096 {
		t.Error("the old file is gone")
	}
	_, err = s.Backup(filepath.Join(folder, "ballast"), true)
	wantFailed(t, err, "ballast", "no space left", "plus de place")
	if left, err := filepath.Glob(filepath.Join(folder, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left %v", left)
	}

	free()
	must(t, s.Complete(completed(n, "Ada")))
	_, err = s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	must(t, err)
	if found := traces(read(t, path)); len(found) > 0 {
		t.Errorf("the store holds %v", found)
	}
}

func TestReadOnlyDisk(t *testing.T) {
	t.Parallel()
	if !apart(t) {
		return
	}
	folder := smallDisk(t, 512)
	path := filepath.Join(folder, "rung.db")
	s := open(t, path)
	must(t, s.PutRubric(tinyText(), noon))
	must(t, s.Complete(completed(1, "Ada")))
	must(t, s.Close())
	if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}

	s = open(t, path)
	list, err := s.List(Filter{})
	must(t, err)
	if len(list) != 1 {
		t.Errorf("%d assessments can be read, want 1", len(list))
	}
	wantFailed(t, s.Complete(completed(2, "Ada")), path, "read-only", "lecture seule")
	wantFailed(t, s.SaveDraft(draft(3, "Ada")), path, "read-only", "lecture seule")
	_, err = Open(filepath.Join(folder, "new.db"))
	wantFailed(t, err, "new.db", "read-only", "lecture seule")
	wantFailed(t, WriteFile(filepath.Join(folder, "out"), nil, false), "out", "read-only", "lecture seule")
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	if !apart(t) {
		return
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "rung.db")
	s := open(t, path)
	must(t, s.PutRubric(tinyText(), noon))
	must(t, s.Complete(completed(1, "Ada")))
	must(t, s.Close())
	obeyPermissions(t)
	t.Cleanup(func() { os.Chmod(folder, 0o700) })

	must(t, os.Chmod(folder, 0o500))
	s = open(t, path)
	if list, err := s.List(Filter{}); err != nil || len(list) != 1 {
		t.Errorf("%d assessments, error %v", len(list), err)
	}
	wantFailed(t, s.Complete(completed(2, "Ada")), path, "in its folder", "dans son dossier")
	_, err := Open(filepath.Join(folder, "new.db"))
	wantFailed(t, err, "new.db", "permission denied", "accès refusé")
	_, err = Open(filepath.Join(folder, "below", "new.db"))
	wantFailed(t, err, "new.db", "permission denied", "accès refusé")
	wantFailed(t, WriteFile(filepath.Join(folder, "out"), nil, false), "out", "permission denied", "accès refusé")

	must(t, os.Chmod(folder, 0o300)) // which cannot be opened to be synced
	wantFailed(t, WriteFile(filepath.Join(folder, "out"), nil, false), "out", "was written, but", "est faite, mais")
	must(t, os.Chmod(folder, 0o700))
	read(t, filepath.Join(folder, "out"))

	must(t, os.Chmod(path, 0o400))
	s = open(t, path)
	wantFailed(t, s.Complete(completed(2, "Ada")), path, "read-only", "lecture seule")
	must(t, os.Chmod(path, 0))
	_, err = Open(path)
	wantFailed(t, err, path, "permission denied", "accès refusé")
}

// obeyPermissions gives up the right of the superuser to ignore permissions, in
// this goroutine.
func obeyPermissions(t *testing.T) {
	t.Helper()
	header := struct {
		version uint32
		pid     int32
	}{version: 0x20080522}
	var rights [2]struct{ effective, permitted, inheritable uint32 }
	runtime.LockOSThread()
	_, _, e := syscall.RawSyscall(syscall.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&rights)), 0)
	if e != 0 {
		t.Skip(e)
	}
}

// TestDeviceError stands for a disk that fails: from some size on, the system
// refuses to write with an error that is none of those foreseen.
func TestDeviceError(t *testing.T) {
	t.Parallel()
	if !apart(t) {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	path := filepath.Join(t.TempDir(), "rung.db")
	s := open(t, path)
	must(t, s.PutRubric(tinyText(), noon))
	must(t, s.Complete(completed(0, "Ada")))
	limit := &syscall.Rlimit{Cur: uint64(len(read(t, path))), Max: 1 << 40}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, limit); err != nil {
		t.Skip(err)
	}
	n, err := 1, error(nil)
	for err == nil && n < 1000 {
		err = s.Complete(completed(n, "Ada"))
		n++
	}
	wantFailed(t, err, path, "disk failed", "disque n’a pas pu")
	err = WriteFile(path+".out", make([]byte, 1<<20), false)
	wantFailed(t, err, path+".out", "larger than allowed", "taille permise")
	if _, err := os.Lstat(path + ".out"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the output is there: %v", err)
	}
	s = open(t, path)
	list, err := s.List(Filter{})
	must(t, err)
	if len(list) != n-1 {
		t.Errorf("%d assessments, %d were acknowledged", len(list), n-1)
	}
}

func TestUmaskDoesNotMatter(t *testing.T) {
	t.Parallel()
	if !apart(t) {
		return
	}
	for _, umask := range []int{0, 0o777, 0o022} {
		syscall.Umask(0o022)
		folder := t.TempDir()
		syscall.Umask(umask)
		s, err := Open(filepath.Join(folder, "a", "b", "rung.db"))
		must(t, err)
		must(t, s.PutRubric(tinyText(), noon))
		out := filepath.Join(folder, "out")
		must(t, WriteFile(out, nil, false))
		copied := filepath.Join(folder, "copy.db")
		_, err = s.Backup(copied, false)
		must(t, err)

		tx, err := s.db.Begin()
		must(t, err)
		_, err = tx.Exec(`UPDATE rubrics SET version = 'x'`)
		must(t, err)
		for path, want := range map[string]fs.FileMode{
			filepath.Join(folder, "a"): 0o700 | fs.ModeDir, filepath.Join(folder, "a", "b"): 0o700 | fs.ModeDir,
			s.Path(): 0o600, s.Path() + "-journal": 0o600, out: 0o600, copied: 0o600,
		} {
			info, err := os.Stat(path)
			must(t, err)
			if info.Mode() != want {
				t.Errorf("umask %03o: %s is %v, want %v", umask, path, info.Mode(), want)
			}
		}
		must(t, tx.Rollback())
		must(t, s.Close())
	}
}
