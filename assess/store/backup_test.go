package store

import (
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"rung/assess"
)

func TestACopyIsAStoreWithTheSameInIt(t *testing.T) {
	t.Parallel()
	path, contents := sampleStore(t)
	s := open(t, path)
	to := filepath.Join(t.TempDir(), "copy.db")
	done, err := s.Backup(to, false)
	must(t, err)
	if want := (Copied{Assessments: 7, Drafts: 7}); done != want {
		t.Errorf("says %+v, want %+v", done, want)
	}
	got, err := openAndRead(to)
	must(t, err)
	if got != contents {
		t.Errorf("the copy holds\n%s\nnot\n%s", got, contents)
	}
	if info, err := os.Stat(to); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left := names(t, filepath.Dir(to)); len(left) != 1 {
		t.Errorf("beside the copy is %v", left)
	}
	must(t, s.Complete(completed(50, "Later")))
	_, err = s.Backup(to, false)
	wantKind(t, err, Exists)
	done, err = s.Backup(to, true)
	must(t, err)
	if done.Assessments != 8 {
		t.Errorf("says %+v", done)
	}
}

func TestWhatACopyDoesNotReplace(t *testing.T) {
	t.Parallel()
	s, path, _ := demoStore(t)
	folder := filepath.Dir(path)
	at := func(name string) string { return filepath.Join(folder, name) }
	must(t, os.Link(path, at("linked.db")))
	must(t, os.Symlink(path, at("link.db")))
	must(t, os.WriteFile(at("other.db"), read(t, sqlStore(t, "CREATE TABLE t (a); PRAGMA application_id = 7")), 0o600))
	must(t, os.WriteFile(at("gone.db-journal"), []byte("of a change"), 0o600))
	must(t, os.WriteFile(at("notes.txt"), []byte("mine"), 0o600))
	before := map[string]string{}
	for _, name := range names(t, folder) {
		before[name] = string(read(t, at(name)))
	}
	for _, name := range []string{"rung.db", "linked.db", "link.db", "rung.db-journal", "RUNG.DB-WAL", "other.db", "gone.db", ".", "../" + filepath.Base(folder)} {
		_, err := s.Backup(filepath.Join(folder, name), true)
		wantKind(t, err, Refused)
	}
	_, err := s.Backup("/dev/null", true)
	wantKind(t, err, Refused)
	_, err = s.Backup(at("notes.txt"), false)
	wantKind(t, err, Exists)
	_, err = s.Backup(filepath.Join(folder, "no", "copy.db"), false)
	wantKind(t, err, Failed)
	for name, was := range before {
		if string(read(t, at(name))) != was {
			t.Errorf("%s was changed", name)
		}
	}
	if now := names(t, folder); len(now) != len(before) {
		t.Errorf("now there are %v", now)
	}
	_, err = s.Backup(at("notes.txt"), true)
	must(t, err)
}

// writeOn stores a thousand things, fewer in a short run: an assessment, then a
// rating in the session h2, then the next assessment. It counts the pairs.
func writeOn(path string, written *atomic.Int64) error {
	s, err := Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	r, text, err := product()
	if err != nil {
		return err
	}
	if err := s.PutRubric(text, noon); err != nil {
		return err
	}
	writes := 500
	if testing.Short() {
		writes = 25
	}
	for n := range writes {
		if err := s.Complete(completed(n, "Ada")); err != nil {
			return err
		}
		if err := handInOne(s, r, fmt.Sprintf("Rater %d", n)); err != nil {
			return err
		}
		written.Add(1)
	}
	return nil
}

// TestCopiesOfAStoreInUse copies a store again and again while it is written to:
// each copy opens, its session verifies, and all that was acknowledged before it
// was begun is in it.
func TestCopiesOfAStoreInUse(t *testing.T) {
	t.Parallel()
	s := filled(t)
	var acknowledged atomic.Int64
	ends := make(chan error, 1)
	go func() { ends <- writeOn(s.Path(), &acknowledged) }()
	folder, copies := t.TempDir(), 0
	for writing := true; writing; copies++ {
		select {
		case err := <-ends:
			must(t, err)
			writing = false
		default:
		}
		written := int(acknowledged.Load())
		to := filepath.Join(folder, fmt.Sprint(copies))
		_, err := s.Backup(to, false)
		must(t, err)
		copied := open(t, to)
		list, err := copied.List(Filter{})
		must(t, err)
		must(t, copied.Close())
		if handed := len(ratersOf(t, to)); handed < written || handed > len(list) || handed < len(list)-1 {
			t.Fatalf("copy %d: %d assessments and %d ratings; %d of each were acknowledged before", copies, len(list), handed, written)
		}
		must(t, os.Remove(to))
	}
	if left := names(t, folder); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	t.Logf("%d copies", copies)
}

// TestKilledWhileCopying kills a process that replaces a copy: there is the old
// copy or the new one, whole, and nothing else once the next one is made.
func TestKilledWhileCopying(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	_, err := s.Backup(to, false)
	must(t, err)
	dice := mathrand.New(mathrand.NewPCG(9, 10))
	for round := range kills(t) {
		must(t, s.PutRubric(tinyText(), noon))
		must(t, s.Complete(completed(round, "Ada")))
		c, _ := start(t, "back up "+to, path, 0)
		out, err := c.StdoutPipe()
		must(t, err)
		must(t, c.Start())
		out.Read(make([]byte, 1))
		time.Sleep(time.Duration(dice.IntN(60_000)) * time.Microsecond)
		must(t, c.Process.Kill())
		c.Wait()
		head, err := loadHead(to, r)
		must(t, err)
		if head != loadSession(t, s, r).Head() {
			t.Fatalf("round %d: the copy ends with %v", round, head)
		}
	}
	_, err = s.Backup(to, true)
	must(t, err)
	if left := names(t, filepath.Dir(to)); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}

func TestNoTraceOfTheErasedIsCopied(t *testing.T) {
	t.Parallel()
	s := withGrace(t)
	_, err := s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	must(t, err)
	to := filepath.Join(t.TempDir(), "copy.db")
	_, err = s.Backup(to, false)
	must(t, err)
	if found := traces(read(t, to)); len(found) > 0 {
		t.Errorf("the copy holds %v", found)
	}
}
