package cmd_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/store"
	"rung/rubric"
)

// clear are texts that stand in what the tests hand in, as the store writes it, and in
// nothing that it keeps besides.
func clear() []string {
	return []string{`{"level":`, `"values":{`, `"not_rated"`, `"answers":[`, `"s":"answered"`, "unheard-of", "quite telling"}
}

// everything is every byte under a folder, by file.
func everything(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files[path], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// found is which of the texts can be read under a folder, as they are or encoded.
func found(t *testing.T, folder string) (all []string) {
	t.Helper()
	for path, data := range everything(t, folder) {
		for _, text := range clear() {
			forms := []string{text, hex.EncodeToString([]byte(text))}
			for skip := range 3 { // base64 of it after 0, 1 or 2 other bytes, less what those and the next share
				coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", skip) + text))
				forms = append(forms, coded[(skip*8+5)/6:len(coded)-4])
			}
			for _, form := range forms {
				if bytes.Contains(data, []byte(form)) {
					all = append(all, path+": "+text)
				}
			}
		}
	}
	return all
}

// handedIn are files in a folder of its own, which is not rung's: two assessments with
// notes and a table.
func handedIn(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"1.yaml": sheetBy("Ada", "Nadia", "manager", "high", "This is quite telling."), "2.yaml": sheetBy("Ada", "Ada", "self", "low", "An unheard-of year."),
		"3.csv": "subject,rater,relation,level,comment\nBo,Nadia,manager,senior,unheard-of\nBo,Omar,peer,junior,\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestNoByteIsInClearBeforeReveal looks at every byte that rung keeps, in its home with
// store, keys and journals, after each command up to reveal.
func TestNoByteIsInClearBeforeReveal(t *testing.T) {
	t.Parallel()
	m, files := newMachine(t, "en"), handedIn(t)
	roster := filepath.Join(files, "roster.csv")
	if err := os.WriteFile(roster, []byte("subject,rater,relation,level\nAda,Nadia,manager,senior\nBo,Omar,peer,junior\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"calibrate", "new", "h2", "--rubric", miniRubric(t), "--by", "Nadia", "--roster", roster},
		{"calibrate", "add", "h2", files + "/1.yaml", files + "/2.yaml", files + "/3.csv"},
		{"calibrate", "add", "h2", "--subject", "Bo", "--rater", "Cy", "--as", "panel", "--not-rated"},
		{"calibrate", "add", "h2", files + "/2.yaml"},
		{"calibrate", "withdraw", "h2", "--subject", "Bo", "--rater", "Omar", "--yes"},
		{"calibrate", "status", "h2"},
		{"calibrate", "export", "h2", "-o", filepath.Join(m.dir, "h2.json")},
		{"backup", "-o", filepath.Join(m.dir, "copy.db")},
		{"erase", "Cy", "--yes"},
	} {
		m.must(args...)
		if all := found(t, m.dir); len(all) > 0 {
			t.Fatalf("after rung %s in clear: %s", strings.Join(args, " "), strings.Join(all, ", "))
		}
	}
	m.must("calibrate", "reveal", "h2", "--yes")
	if len(found(t, m.dir)) == 0 {
		t.Error("nothing is in clear after reveal: the search is blind")
	}
}

// before keeps a session as rung did before sessions were sealed, and returns the file
// that it exported.
func (m *machine) before(id string) (exported []byte) {
	m.t.Helper()
	must := func(err error) {
		m.t.Helper()
		if err != nil {
			m.t.Fatal(err)
		}
	}
	text, err := os.ReadFile(miniRubric(m.t))
	must(err)
	r, err := rubric.Parse("mini.yaml", text)
	must(err)
	act := calibrate.Act{Who: assess.Person{Name: "Nadia"}, At: m.now, Random: rand.NewChaCha8([32]byte{})}
	s, err := calibrate.New(act, id, "", r)
	must(err)
	for _, sub := range []calibrate.Submission{
		{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Nadia"}, Relation: assess.Manager, Level: "senior", Comments: map[string]string{"": "unheard-of"}},
		{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Omar"}, Relation: assess.Panel, NotRated: true},
	} {
		_, err := s.Add(act, sub)
		must(err)
	}
	must(s.SetCurrent(act, assess.Person{Name: "Ada"}, "junior"))
	shelf, err := store.Open(m.store())
	must(err)
	kept := store.RubricText{ID: r.ID, Version: r.Version, Digest: r.Digest, Bytes: text}
	must(shelf.PutRubric(kept, m.now))
	change, _ := s.Change()
	must(shelf.SaveSession(change))
	must(shelf.Close())
	exported, err = store.EncodeSession(s.Record(), kept)
	must(err)
	return exported
}

// TestAnOlderSessionIsSealed has a session from before sealed by status, or by what
// changes it first, and no byte of it left; unless the key cannot be kept.
func TestAnOlderSessionIsSealed(t *testing.T) {
	t.Parallel()
	for _, first := range []string{
		"calibrate status h2", "calibrate add h2 --subject Bo --rater Cy --as panel --not-rated", "calibrate log h2", "calibrate export h2 -o -",
		"calibrate template h2 --by Nadia",
	} {
		m := newMachine(t, "en")
		m.before("h2")
		whole := everything(t, filepath.Dir(m.store()))
		keys := m.put(".config/rung", "in the way of the folder")
		if _, stderr, code := m.rung("", strings.Fields(first)...); code == 0 || !strings.Contains(stderr, "could not be sealed") {
			t.Errorf("%s without a place for the key: exit code %d\n%s", first, code, stderr)
		}
		for path, data := range everything(t, filepath.Dir(m.store())) {
			if !bytes.Equal(data, whole[path]) {
				t.Errorf("%s: %s was changed", first, path)
			}
		}
		if err := os.Remove(keys); err != nil {
			t.Fatal(err)
		}
		m.must(strings.Fields(first)...)
		if all := found(t, m.dir); len(all) > 0 {
			t.Errorf("%s leaves in clear: %s", first, strings.Join(all, ", "))
		}
		m.must("calibrate", "reveal", "h2", "--yes")
		m.must("calibrate", "log", "h2", "--verify")
		if report := m.must("calibrate", "report", "h2", "--format", "json"); !strings.Contains(report, `"senior"`) || !strings.Contains(report, `"junior"`) {
			t.Errorf("%s: the report has\n%s", first, report)
		}
	}
}

// TestOlderSessionsAreSealedTogether has all sessions from before sealed by what looks at
// all of them, or copies them, and by the import of one.
func TestOlderSessionsAreSealedTogether(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"calibrate list", "backup -o copy.db", "erase Omar --yes", "erase Nobody --yes"} {
		m := newMachine(t, "en")
		m.before("h2")
		m.before("h3")
		_, stderr, code := m.rung("", strings.Fields(strings.Replace(args, "copy.db", filepath.Join(m.dir, "copy.db"), 1))...)
		if none := strings.Contains(args, "Nobody"); (code != 0) != none {
			t.Errorf("%s: exit code %d\n%s", args, code, stderr)
		}
		if all := found(t, m.dir); len(all) > 0 {
			t.Errorf("%s leaves in clear: %s", args, strings.Join(all, ", "))
		}
	}
	m := newMachine(t, "en")
	m.before("h2")
	m.passphrase = "four words that hold"
	m.must("calibrate", "list")
	if data, err := os.ReadFile(m.keyOf()); err != nil || bytes.Contains(data, []byte("SECRET")) {
		t.Errorf("the passphrase does not protect the key: %.60q, %v", data, err)
	}
	file := filepath.Join(t.TempDir(), "h2.json")
	if err := os.WriteFile(file, newMachine(t, "en").before("h2"), 0o600); err != nil {
		t.Fatal(err)
	}
	m = newMachine(t, "en")
	m.must("import", file)
	if all := found(t, m.dir); len(all) > 0 {
		t.Errorf("import leaves in clear: %s", strings.Join(all, ", "))
	}
}

// TestAFullDiskUnderAnOlderSession has room for what is sealed, and none for the file to be
// written anew: the session is sealed, and the key is told all the same.
func TestAFullDiskUnderAnOlderSession(t *testing.T) {
	t.Parallel()
	if err := exec.Command("unshare", "-rm", "true").Run(); err != nil {
		t.Skip(err)
	}
	m := newMachine(t, "en")
	m.before("h2")
	old, small := m.store(), t.TempDir()
	info, err := os.Stat(old)
	if err != nil {
		t.Fatal(err)
	}
	rung := filepath.Join(m.dir, "rung") // the name by which the tests' program is rung
	if err := os.Symlink(os.Args[0], rung); err != nil {
		t.Fatal(err)
	}
	m.at = filepath.Join(small, "rung.db")
	c := m.process("calibrate", "status", "h2")
	if c.Path, err = exec.LookPath("unshare"); err != nil {
		t.Skip(err)
	}
	script := fmt.Sprintf(`mount -t tmpfs -o size=%dk none %q && cp %q %q && exec %q "$@"`, info.Size()>>10+160, small, old, small, rung)
	c.Args = append([]string{"unshare", "-rm", "sh", "-c", script}, c.Args...)
	said, err := c.CombinedOutput()
	for _, want := range []string{"it is sealed now", "  " + m.keyOf() + "\n", "may still hold traces"} {
		if err == nil || !strings.Contains(strings.ReplaceAll(string(said), ";\n", "; "), want) {
			t.Errorf("%v, and not %q:\n%s", err, want, said)
		}
	}
}

// keyOf is the only key on a machine.
func (m *machine) keyOf() string {
	m.t.Helper()
	all, err := filepath.Glob(filepath.Join(m.dir, ".config/rung/keys/*.key"))
	if err != nil || len(all) != 1 {
		m.t.Fatalf("the keys are %v, %v", all, err)
	}
	return all[0]
}

// TestTheKey follows the key of a session: who may read it, what is said without it,
// and what it takes with a passphrase, until the lock destroys it.
func TestTheKey(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.passphrase = "one"
	if _, stderr, code := m.rung("", "calibrate", "new", "h2", "--rubric", miniRubric(t)); code != 2 || !strings.Contains(stderr, "a passphrase has 12 characters or more") {
		t.Errorf("a short one: exit code %d\n%s", code, stderr)
	}
	for phrase, want := range map[string]string{
		"             ": "12 characters or more", "a line that ends\r": "none that does not show", strings.Repeat("no end ", 200): "1000 characters at most",
	} {
		m.passphrase = phrase
		if _, stderr, code := m.rung("", "calibrate", "new", "h2", "--rubric", miniRubric(t)); code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%.20q: exit code %d\n%s", phrase, code, stderr)
		}
	}
	m.passphrase = "four words that h\u00f4ld"
	if _, stderr, code := m.rung("", "calibrate", "new", "h2", "--rubric", miniRubric(t), "--by", "Nadia"); code != 0 || !strings.Contains(stderr, "together with its passphrase") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
	m.must("calibrate", "add", "h2", handedIn(t)+"/3.csv")
	key := m.keyOf()
	for path, want := range map[string]fs.FileMode{key: 0o600, filepath.Dir(key): fs.ModeDir | 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	refused := func(want string) {
		t.Helper()
		_, stderr, code := m.rung("", "calibrate", "reveal", "h2", "--yes")
		if code == 0 || !strings.Contains(stderr, want) {
			t.Errorf("exit code %d, and not %q:\n%s", code, want, stderr)
		}
	}
	if err := os.Rename(key, key+".away"); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"status h2", "add h2 --subject Bo --rater Cy --as panel --not-rated"} {
		if _, stderr, _ := m.rung("", append([]string{"calibrate"}, strings.Fields(args)...)...); !strings.Contains(stderr, "The key of h2 is not here") || !strings.Contains(stderr, "\n  "+key+"\n") {
			t.Errorf("%s says nothing of the lost key:\n%s", args, stderr)
		}
	}
	refused("the key of session “h2” is not here, and without it nothing that was handed in can be read; put a copy of it back as " + key)
	if err := os.Rename(key+".away", key); err != nil {
		t.Fatal(err)
	}
	m.passphrase = ""
	refused("there is no terminal to ask for the passphrase on")
	m.passphrase = "four words that err"
	refused("RUNG_PASSPHRASE is not the passphrase of " + key)
	m.passphrase = "four words that ho\u0302ld"
	m.must("calibrate", "reveal", "h2", "--yes")
	m.must("calibrate", "lock", "h2", "--force")
	if _, err := os.Stat(key); err == nil {
		t.Error("the key is there after the lock")
	}
	if log := m.must("calibrate", "log", "h2"); !strings.Contains(log, "key is to be destroyed") {
		t.Errorf("the log does not say that the key is gone:\n%s", log)
	}
}

// revealed is a machine with a revealed session, and its key.
func revealed(t *testing.T) (m *machine, key string) {
	t.Helper()
	m = newMachine(t, "en")
	m.must("calibrate", "new", "h2", "--rubric", miniRubric(t), "--by", "Nadia")
	m.must("calibrate", "add", "h2", handedIn(t)+"/3.csv")
	copied := filepath.Join(m.dir, "copy.db")
	if _, stderr, code := m.rung("", "backup", "-o", copied); code != 0 || !strings.Contains(stderr, "  "+m.keyOf()+"\n") {
		t.Fatalf("the copy says nothing of the key, or exit code %d:\n%s", code, stderr)
	}
	m.must("calibrate", "reveal", "h2", "--yes")
	if _, stderr, _ := m.rung("", "backup", "-o", copied+".2"); strings.Contains(stderr, "key") {
		t.Fatalf("a copy that needs no key says:\n%s", stderr)
	}
	return m, m.keyOf()
}

// TestACopyLeavesTheKey locks, erases and deletes in a copy of a store: the key of the
// store opens it still.
func TestACopyLeavesTheKey(t *testing.T) {
	t.Parallel()
	m, key := revealed(t)
	m.at = filepath.Join(m.dir, "copy.db")
	whole, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"calibrate", "reveal", "h2", "--yes"}, {"erase", "Omar", "--yes"}, {"calibrate", "lock", "h2", "--force"}, {"calibrate", "delete", "h2", "--yes"},
	} {
		_, stderr, code := m.rung("", args...)
		if code != 0 || (args[0] == "erase" || args[1] == "lock") && !strings.Contains(strings.Join(strings.Fields(stderr), " "), "This store did not make "+key) {
			t.Errorf("rung %s: exit code %d\n%s", strings.Join(args, " "), code, stderr)
		}
		if data, err := os.ReadFile(key); err != nil || !bytes.Equal(data, whole) {
			t.Fatalf("after rung %s in a copy the key is %q, %v", strings.Join(args, " "), data, err)
		}
	}
	m.at = ""
	m.must("calibrate", "lock", "h2", "--force")
	if there, _ := filepath.Glob(filepath.Dir(key) + "/*"); len(there) > 0 {
		t.Errorf("after the lock there are %v", there)
	}
}

// TestALockCountsBeforeTheKeyGoes has a key that cannot be removed when the session is
// locked or deleted, or somebody erased: that is done, the key is whole, and the next
// command that can destroys it.
func TestALockCountsBeforeTheKeyGoes(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"calibrate lock h2 --force", "erase Omar --yes", "calibrate delete h2 --yes"} {
		m, key := revealed(t)
		whole, _ := os.ReadFile(key)
		inTheWay := filepath.Join(key+".gone", "of the new name")
		if err := os.MkdirAll(inTheWay, 0o700); err != nil {
			t.Fatal(err)
		}
		_, stderr, code := m.rung("", strings.Fields(args)...)
		if code != 1 || !strings.Contains(stderr, "is to be destroyed, and could not be: ") {
			t.Errorf("%s: exit code %d\n%s", args, code, stderr)
		}
		if data, err := os.ReadFile(key); err != nil || !bytes.Equal(data, whole) {
			t.Errorf("%s: the key is %q, %v", args, data, err)
		}
		if _, _, code := m.rung("", strings.Fields(args)...); code == 0 {
			t.Errorf("%s: it was not done", args)
		}
		if err := os.RemoveAll(filepath.Dir(inTheWay)); err != nil {
			t.Fatal(err)
		}
		if _, stderr, code := m.rung("", "calibrate", "list"); code != 0 || !strings.Contains(strings.Join(strings.Fields(stderr), " "), "was still to be destroyed, and is now.") {
			t.Errorf("%s: the next says, with exit code %d:\n%s", args, code, stderr)
		}
		if there, _ := filepath.Glob(filepath.Dir(key) + "/*"); len(there) > 0 {
			t.Errorf("%s: the next leaves %v", args, there)
		}
	}
}

// TestNoKeyStaysUnsaid locks, erases and deletes where nothing says in which folder the
// keys are: nothing is done, since the key would stay for ever, until something does.
func TestNoKeyStaysUnsaid(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"calibrate lock h2 --force", "erase Omar --yes", "calibrate delete h2 --yes"} {
		m, key := revealed(t)
		home := m.dir
		m.at, m.dir = m.store(), ""
		if _, stderr, code := m.rung("", strings.Fields(args)...); code != 1 || !strings.Contains(stderr, "set RUNG_KEYS to the folder") {
			t.Errorf("%s: exit code %d\n%s", args, code, stderr)
		}
		m.dir = home
		m.must(strings.Fields(args)...)
		if there, _ := filepath.Glob(filepath.Dir(key) + "/*"); len(there) > 0 {
			t.Errorf("%s leaves %v", args, there)
		}
	}
}

// TestImportSaysThatAKeyGoes takes in a session as far as it was locked in a copy.
func TestImportSaysThatAKeyGoes(t *testing.T) {
	t.Parallel()
	m, key := revealed(t)
	m.at = filepath.Join(m.dir, "copy.db")
	locked := filepath.Join(m.dir, "locked.json")
	for _, args := range [][]string{{"backup", "-o", filepath.Join(m.dir, "second.db")}, {"calibrate", "reveal", "h2", "--yes"}, {"calibrate", "lock", "h2", "--force"}, {"calibrate", "export", "h2", "-o", locked}} {
		m.must(args...)
	}
	m.at = filepath.Join(m.dir, "second.db")
	if _, stderr, code := m.rung("", "import", locked); code != 0 || !strings.Contains(strings.Join(strings.Fields(stderr), " "), "This store did not make "+key) {
		t.Errorf("into a copy: exit code %d\n%s", code, stderr)
	}
	m.at = ""
	m.must("calibrate", "delete", "h2", "--yes", "--keep-key")
	if _, stderr, code := m.rung("", "import", locked); code != 0 || !strings.Contains(strings.Join(strings.Fields(stderr), " "), "The key of h2 is destroyed.") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
}

// TestARefusedSessionLeavesTheKeys begins a session whose id is taken: its key goes, and
// that of the first stays.
func TestARefusedSessionLeavesTheKeys(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	key := m.keyOf()
	if _, _, code := m.rung("", "calibrate", "new", "h2", "--rubric", miniRubric(t)); code != 2 {
		t.Errorf("exit code %d", code)
	}
	if m.keyOf() != key {
		t.Error("the key of the session that is there was replaced")
	}
	m.must("calibrate", "delete", "h2", "--yes", "--keep-key")
	m.keyOf()
}

// TestASessionThatWasNotStoredLeavesNoKey begins one on a disk that takes the key, and a
// store that grows no more.
func TestASessionThatWasNotStoredLeavesNoKey(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.must("calibrate", "new", "h1", "--rubric", miniRubric(t))
	key := m.keyOf()
	grown, err := os.Stat(m.store())
	if err != nil {
		t.Fatal(err)
	}
	c := m.process("calibrate", "new", "h2", "--rubric", miniRubric(t))
	if c.Path, err = exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	rung := filepath.Join(m.dir, "rung") // the name by which the tests' program is rung
	if err := os.Symlink(os.Args[0], rung); err != nil {
		t.Fatal(err)
	}
	c.Args = append([]string{"sh", "-c", fmt.Sprintf(`trap '' XFSZ; ulimit -f %d; exec %q "$@"`, grown.Size()/512, rung)}, c.Args...)
	if said, err := c.CombinedOutput(); err == nil || !strings.Contains(string(said), "nothing was changed") {
		t.Fatalf("%v: %s", err, said)
	}
	if m.keyOf() != key {
		t.Error("the key of the session that is there is gone")
	}
}

// TestTheFolderOfTheKeys refuses the store's own and one that a shell was to say, and
// warns of one that is open to others.
func TestTheFolderOfTheKeys(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.must("calibrate", "list")
	open := t.TempDir()
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		keys, want string
		code       int
	}{
		{filepath.Dir(m.store()), "is the folder of the store", 2}, {"~/keys", "RUNG_KEYS begins with ~", 2}, {open, "Others may look into", 0},
	} {
		m.keys = c.keys
		if _, stderr, code := m.rung("", "calibrate", "new", "h2", "--rubric", miniRubric(t)); code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("RUNG_KEYS=%s: exit code %d\n%s", c.keys, code, stderr)
		}
	}
	m.keys = m.put("a file", "")
	if err := os.Chmod(m.keys, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := m.rung("", "calibrate", "new", "h3", "--rubric", miniRubric(t)); code != 1 || strings.Contains(stderr, "Others") {
		t.Errorf("a file in place of the folder: exit code %d\n%s", code, stderr)
	}
	m.keys, m.at = filepath.Dir(m.store()), filepath.Join(m.dir, "leads to it.db")
	if err := os.Symlink(filepath.Join(m.keys, "rung.db"), m.at); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := m.rung("", "calibrate", "new", "h3", "--rubric", miniRubric(t)); code != 2 || !strings.Contains(stderr, "is the folder of the store") {
		t.Errorf("a link to the store: exit code %d\n%s", code, stderr)
	}
}

// TestAnotherKey has the key of another session in the place of one, and the file of
// another session with the name of one: both are said to be that.
func TestAnotherKey(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.must("calibrate", "new", "h2", "--rubric", miniRubric(t))
	m.must("calibrate", "add", "h2", handedIn(t)+"/3.csv")
	key, other := m.keyOf(), newMachine(t, "en")
	other.must("calibrate", "new", "gone", "--rubric", miniRubric(t))
	other.must("calibrate", "new", "h2", "--rubric", miniRubric(t))
	another, err := filepath.Glob(filepath.Join(other.dir, ".config/rung/keys/gone*.key"))
	if err != nil || len(another) != 1 {
		t.Fatal(another, err)
	}
	if err := os.Rename(another[0], key); err != nil {
		t.Fatal(err)
	}
	refused := func(code int, want string, args ...string) {
		t.Helper()
		if _, stderr, got := m.rung("", args...); got != code || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit code %d\n%s", strings.Join(args, " "), got, stderr)
		}
	}
	refused(1, key+" is not the key of session “h2”", "calibrate", "reveal", "h2", "--yes")
	file := filepath.Join(m.dir, "h2.json")
	other.must("calibrate", "export", "h2", "-o", file)
	refused(5, "there are two sessions with the name “h2”", "import", file)
}

// TestWhatDoesNotVerifyLeavesItsKey deletes a session that was edited: what may be its key
// stays, and is named.
func TestWhatDoesNotVerifyLeavesItsKey(t *testing.T) {
	t.Parallel()
	m, key := revealed(t)
	editStore(t, m.store(), `UPDATE session_payloads SET bytes = zeroblob(9) WHERE seq = 2`)
	if _, stderr, code := m.rung("", "calibrate", "delete", "h2", "--yes"); code != 0 || !strings.Contains(stderr, "may be its key, and stays") || m.keyOf() != key {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
}

// TestErasingWhatIsSealed counts the ratings that went, and those that could not be
// searched, and says of a name that nothing has any more that it may stand in them.
func TestErasingWhatIsSealed(t *testing.T) {
	t.Parallel()
	m, files := newMachine(t, "en"), handedIn(t)
	m.must("calibrate", "new", "h2", "--rubric", miniRubric(t), "--roster", m.put("roster.csv", "subject,rater,relation,level\nBo,Nadia,manager,junior\n"))
	m.must("calibrate", "add", "h2", files+"/1.yaml", files+"/3.csv")
	says := func(args, want string) {
		t.Helper()
		if _, stderr, _ := m.rung("", strings.Fields(args)...); !strings.Contains(strings.Join(strings.Fields(stderr), " "), want) {
			t.Errorf("%s does not say %q:\n%s", args, want, stderr)
		}
	}
	says("erase Omar --yes", "Gone from sessions, too: 1 rating. 2 ratings in sessions that are sealed could not be searched")
	says("erase Omar --yes", "rung: nothing that can be read here names “Omar”; what is sealed could not be searched: once it is revealed, run the same command again")
	says("erase Bo --yes", "Gone from sessions, too: 1 rating. 1 rating in sessions")
	says("erase Ada --yes", "Gone from sessions, too: 1 rating.")
	says("erase Omar --yes", "rung: there is no assessment yet")
}

// TestNothingIsRevealedBeforeItsDay waits for the day in the terms.
func TestNothingIsRevealedBeforeItsDay(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	if _, stderr, code := m.rung("", "calibrate", "new", "h2", "--rubric", miniRubric(t), "--not-before", "2026-03-01"); code != 2 || !strings.Contains(stderr, "a day that is over") {
		t.Errorf("a day that is over: exit code %d\n%s", code, stderr)
	}
	m.must("calibrate", "new", "h2", "--rubric", miniRubric(t), "--not-before", "2026-03-03")
	if stdout, stderr, _ := m.rung("", "calibrate", "status", "h2"); !strings.Contains(strings.Join(strings.Fields(stdout), " "), "not revealed before 2026-03-03 (UTC)") {
		t.Errorf("status says nothing of the day:\n%s%s", stdout, stderr)
	}
	m.must("calibrate", "add", "h2", handedIn(t)+"/3.csv")
	if status := m.must("calibrate", "status", "h2", "--format", "json"); !strings.Contains(status, `"not_before": "2026-03-03"`) || !strings.Contains(status, `"at": "2026-03-02"`) {
		t.Errorf("no days: %s", status)
	}
	if _, stderr, code := m.rung("", "calibrate", "reveal", "h2", "--yes"); code != 5 || !strings.Contains(stderr, "not revealed before 2026-03-03") {
		t.Errorf("a day early: exit code %d\n%s", code, stderr)
	}
	m.now = m.now.AddDate(0, 0, 1)
	m.must("calibrate", "reveal", "h2", "--yes")
}
