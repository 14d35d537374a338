package store

import (
	"bytes"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/rubric"
)

// seal has a session sealed to a key.
func seal(s *calibrate.Session, key *exchange.Key) error {
	r := s.Rubric()
	terms, err := exchange.NewTerms(exchange.Terms{
		Key: key.Recipient(), Reader: "Samira", Rubric: exchange.RubricRef{ID: r.ID, Version: r.Version, Digest: r.Digest}, SlotSize: exchange.MinSlot,
	}, rand.Reader)
	if err != nil {
		return err
	}
	return s.Seal(calibrate.Act{At: noon, Random: rand.Reader}, terms)
}

// secret is what every rating of the tests here says.
const secret = "never said aloud"

// inClear is a session in which some raters have said a secret, not sealed.
func inClear(t *testing.T, r *rubric.Rubric, raters int) *calibrate.Session {
	t.Helper()
	act := calibrate.Act{At: noon, Random: rand.Reader}
	s, err := calibrate.New(act, "h2", "", r)
	must(t, err)
	for n := range raters {
		_, err := s.Add(act, calibrate.Submission{
			Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: fmt.Sprintf("Rater %d", n)}, Relation: assess.Manager, Level: "pm",
			Comments: map[string]string{"": secret},
		})
		must(t, err)
	}
	return s
}

// sealedAt keeps a session that was sealed, in a store and with its key in a file beside
// the folder of the store.
func sealedAt(t *testing.T, path string, raters int) (keyFile string) {
	t.Helper()
	r, text, err := product()
	must(t, err)
	s, err := Open(path)
	must(t, err)
	must(t, s.PutRubric(text, noon))
	session := inClear(t, r, raters)
	key, err := exchange.NewKey()
	must(t, err)
	must(t, seal(session, key))
	change, _ := session.Change()
	must(t, s.SaveSession(change))
	file, err := key.File("", "")
	must(t, err)
	keyFile = filepath.Join(t.TempDir(), "h2.key")
	must(t, s.WriteKey(keyFile, file))
	must(t, s.Close())
	return keyFile
}

// reveal opens the session h2 with the key in a file.
func reveal(s *Store, keyFile string) error {
	r, _, err := product()
	if err != nil {
		return err
	}
	file, err := os.ReadFile(keyFile)
	if err != nil {
		return err
	}
	key, err := exchange.ParseKey(keyFile, file, "")
	if err != nil {
		return err
	}
	record, err := s.LoadSession("h2")
	if err != nil {
		return err
	}
	session, err := calibrate.Replay(record, r)
	if err != nil {
		return err
	}
	if err := session.Unseal(key, nil); err != nil {
		return err
	}
	if err := session.Reveal(calibrate.Act{At: noon, Random: rand.Reader}); err != nil {
		return err
	}
	change, _ := session.Change()
	return s.SaveSession(change)
}

// TestKilledWhileRevealing kills a process that reveals, at any instant of it: the
// session is sealed, with no byte in clear once the store was opened again, or revealed
// whole.
func TestKilledWhileRevealing(t *testing.T) {
	t.Parallel()
	const raters = 30
	dice := mathrand.New(mathrand.NewPCG(9, 10))
	r, _, err := product()
	must(t, err)
	ends := map[calibrate.State]int{}
	for round := range 4 * kills(t) {
		path := storePath(t)
		c, said := start(t, "reveal "+sealedAt(t, path, raters), path, 0)
		out, err := c.StdoutPipe()
		must(t, err)
		must(t, c.Start())
		out.Read(make([]byte, 1))
		time.Sleep(time.Duration(dice.IntN(60_000)) * time.Microsecond)
		must(t, c.Process.Kill())
		c.Wait()
		if said.Len() > 0 {
			t.Fatalf("round %d: the process said %s", round, said)
		}
		s, err := Open(path)
		must(t, err)
		record, err := s.LoadSession("h2")
		must(t, err)
		session, err := calibrate.Replay(record, r)
		must(t, err)
		must(t, s.Close())
		ends[session.State()]++
		readable := bytes.Count(read(t, path), []byte(secret))
		if handed := len(session.Status().Handed); handed != raters || session.State() == calibrate.Collecting && readable > 0 || session.State() == calibrate.Revealed && readable < raters {
			t.Fatalf("round %d: %s, %d ratings, %d readable", round, session.State(), handed, readable)
		}
	}
	t.Logf("ended as %v", ends)
}

// TestSealingLeavesNoByte seals a session that was kept in clear: its old pages are
// overwritten, and so is what was in them of ratings that were replaced.
func TestSealingLeavesNoByte(t *testing.T) {
	t.Parallel()
	path := storePath(t)
	r, text, err := product()
	must(t, err)
	s := open(t, path)
	must(t, s.PutRubric(text, noon))
	session := inClear(t, r, 40)
	change, _ := session.Change()
	must(t, s.SaveSession(change))
	session.Saved()
	if !bytes.Contains(read(t, path), []byte(secret)) {
		t.Fatal("it is not in the store to begin with")
	}
	key, err := exchange.NewKey()
	must(t, err)
	must(t, seal(session, key))
	change, _ = session.Change()
	must(t, s.SaveSession(change))
	files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	must(t, err)
	for _, file := range files {
		if data := read(t, file); bytes.Contains(data, []byte(secret)) || bytes.Contains(data, []byte(`{"level":"pm"`)) {
			t.Errorf("%s still holds it", file)
		}
	}
}

// TestASealedSessionGoesThroughItsFile writes a session that is sealed to a file, and
// has what was revealed go on from it.
func TestASealedSessionGoesThroughItsFile(t *testing.T) {
	t.Parallel()
	r, text, err := product()
	must(t, err)
	session := inClear(t, r, 3)
	key, err := exchange.NewKey()
	must(t, err)
	must(t, seal(session, key))
	file := bundleOf(t, session)
	if bytes.Contains(file, []byte(secret)) {
		t.Error("the file has it in clear")
	}
	record, _, err := SessionContents("x.json", file)
	must(t, err)
	if diff := cmp.Diff(session.Record(), record); diff != "" {
		t.Errorf("it comes out of its file as another:\n%s", diff)
	}
	elsewhere := open(t, storePath(t))
	must(t, elsewhere.PutRubric(text, noon))
	brought, err := calibrate.Replay(record, r)
	must(t, err)
	must(t, brought.CheckContents())
	must(t, elsewhere.SaveSession(brought.All()))
	must(t, session.Unseal(key, nil))
	must(t, session.Reveal(calibrate.Act{At: noon, Random: rand.Reader}))
	change, _, err := session.Beyond(brought)
	must(t, err)
	must(t, elsewhere.SaveSession(change))
	there, err := elsewhere.LoadSession("h2")
	must(t, err)
	if diff := cmp.Diff(session.Record(), there); diff != "" {
		t.Errorf("gone on elsewhere, it is another:\n%s", diff)
	}
}

// TestErasingFindsAfterReveal erases somebody whose name stands in a sealed note, and
// again when the note can be read.
func TestErasingFindsAfterReveal(t *testing.T) {
	t.Parallel()
	path := storePath(t)
	r, text, err := product()
	must(t, err)
	s := open(t, path)
	must(t, s.PutRubric(text, noon))
	session := inClear(t, r, 1)
	act := calibrate.Act{At: noon, Random: rand.Reader}
	_, err = session.Add(act, calibrate.Submission{
		Subject: assess.Person{Name: "Grace Hopper"}, Rater: assess.Person{Name: "Bo"}, Relation: assess.Manager, Level: "pm",
	})
	must(t, err)
	_, err = session.Add(act, calibrate.Submission{
		Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Bo"}, Relation: assess.Manager, Level: "pm",
		Comments: map[string]string{"": "Learns from Grace Hopper."},
	})
	must(t, err)
	key, err := exchange.NewKey()
	must(t, err)
	must(t, seal(session, key))
	change, _ := session.Change()
	must(t, s.SaveSession(change))
	grace := assess.Person{ID: "grace-hopper", Name: "Grace Hopper"}
	got, err := s.Erase(grace, alias(t), eraserAct())
	must(t, err)
	if got.Sealed != 2 || got.Sessions != 1 {
		t.Errorf("first: %+v", got)
	}
	_, err = s.Erase(grace, alias(t), eraserAct())
	wantKind(t, err, Missing)
	file, err := key.File("", "")
	must(t, err)
	keyFile := filepath.Join(t.TempDir(), "h2.key")
	must(t, s.WriteKey(keyFile, file))
	must(t, reveal(s, keyFile))
	if len(traces(read(t, path))) == 0 {
		t.Fatal("the name is not in the note")
	}
	_, err = s.Erase(grace, alias(t), eraserAct())
	must(t, err)
	if all := traces(read(t, path)); len(all) > 0 {
		t.Errorf("the store holds %v", all)
	}
}

// TestDestroyedKeys destroys the file of a key, once: that which the store made, and not
// one that another made, or that was put in its place.
func TestDestroyedKeys(t *testing.T) {
	t.Parallel()
	s, another := open(t, storePath(t)), open(t, storePath(t))
	path := filepath.Join(t.TempDir(), "keys", "h2.key")
	key := []byte("AGE-SECRET-KEY-PQ-1")
	must(t, s.WriteKey(path, key))
	linked := path + ".link"
	must(t, os.Link(path, linked))
	wantKind(t, s.WriteKey(path, []byte("another")), Exists)
	stays := func(what string, by *Store) {
		t.Helper()
		must(t, by.DestroyKey(path))
		if len(read(t, path)) != len(key) || bytes.Contains(read(t, path), []byte{0}) {
			t.Errorf("%s was destroyed", what)
		}
	}
	stays("the key of another store", another)
	must(t, os.WriteFile(path, []byte("AGE-SECRET-KEY-PQ-2"), 0o600))
	stays("another key", s)
	must(t, os.WriteFile(path, key, 0o600))
	must(t, os.Rename(path, path+".real"))
	must(t, os.Symlink(path+".real", path))
	stays("what a link leads to", s)
	must(t, os.Rename(path+".real", path))
	must(t, s.DestroyKey(path))
	if strings.Trim(string(read(t, linked)), "\x00") != "" {
		t.Errorf("the bytes are %q", read(t, linked))
	}
	if left, err := filepath.Glob(path + "*"); len(left) != 1 || err != nil {
		t.Errorf("left are %v, %v", left, err)
	}
	must(t, s.DestroyKey(path))
	must(t, os.MkdirAll(filepath.Join(madeFile(path), "in the way"), 0o700))
	if err := s.WriteKey(path, key); err == nil {
		t.Error("a key by which nobody knows it was written")
	}
	if left, err := filepath.Glob(path); len(left) > 0 || err != nil {
		t.Errorf("such a key stays: %v, %v", left, err)
	}
}

// TestAKeyIsDestroyedByTheNext has a key destroyed after the transaction that says so was
// done: by the next who opens the store, where it could not be at first.
func TestAKeyIsDestroyedByTheNext(t *testing.T) {
	t.Parallel()
	path, keys := storePath(t), t.TempDir()
	at := func() *Store {
		s, err := Open(path, KeysIn(func() (string, error) { return keys, nil }))
		must(t, err)
		return s
	}
	r, text, err := product()
	must(t, err)
	s := at()
	must(t, s.PutRubric(text, noon))
	session := inClear(t, r, 1)
	key, err := exchange.NewKey()
	must(t, err)
	must(t, seal(session, key))
	change, _ := session.Change()
	must(t, s.SaveSession(change))
	file := KeyFile(keys, session.KeyName())
	must(t, s.WriteKey(file, []byte("AGE-SECRET-KEY-PQ-1")))
	inTheWay := filepath.Join(file+".gone", "of the new name")
	must(t, os.MkdirAll(inTheWay, 0o700))
	must(t, s.DeleteSession("h2", session.Head(), session.KeyName()))
	if s.Undestroyed() == nil {
		t.Error("it says nothing of a key that it could not destroy")
	}
	must(t, s.Close())
	if string(read(t, file)) != "AGE-SECRET-KEY-PQ-1" {
		t.Errorf("the key that could not be destroyed is %q", read(t, file))
	}
	must(t, os.RemoveAll(filepath.Dir(inTheWay)))
	s = at()
	defer s.Close()
	if left, err := filepath.Glob(keys + "/*"); len(left) > 0 || err != nil || s.Undestroyed() != nil || !slices.Equal(s.Destroyed(), []string{file}) {
		t.Errorf("left are %v, %v, %v", left, err, s.Undestroyed())
	}
}
