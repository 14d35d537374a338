package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/rubric"
	"rung/rubrics"
)

func product() (*rubric.Rubric, RubricText, error) {
	name, data, err := rubrics.Read("product")
	if err != nil {
		return nil, RubricText{}, err
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		return nil, RubricText{}, err
	}
	return r, RubricText{ID: r.ID, Version: r.Version, Digest: r.Digest, Bytes: data}, nil
}

// handIn hands ratings in to the session h2, each by another rater and saved by
// itself, and says which were acknowledged. Of what another process has changed
// meanwhile it loads the session again, as a person would.
func handIn(s *Store, first, ratings int) error {
	r, text, err := product()
	if err != nil {
		return err
	}
	if err := s.PutRubric(text, noon); err != nil {
		return err
	}
	for n := first; n < first+ratings; {
		err := handInOne(s, r, fmt.Sprintf("Rater %d", n))
		switch {
		case Is(err, Elsewhere) || Is(err, Exists):
			continue
		case err != nil:
			return err
		}
		fmt.Printf("done Rater %d\n", n)
		n++
	}
	return nil
}

func handInOne(s *Store, r *rubric.Rubric, rater string) error {
	act := calibrate.Act{At: noon, Random: rand.Reader}
	record, err := s.LoadSession("h2")
	var session *calibrate.Session
	switch {
	case Is(err, Missing):
		session, err = sealedAnew(act, r)
	case err == nil:
		session, err = calibrate.Replay(record, r)
	}
	if err != nil {
		return err
	}
	sub := calibrate.Submission{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: rater}, Relation: assess.Manager, Level: "pm"}
	if _, err := session.Add(act, sub); err != nil {
		return err
	}
	change, _ := session.Change()
	return s.SaveSession(change)
}

// sealedAnew is a new session, sealed to a key that nobody keeps.
func sealedAnew(act calibrate.Act, r *rubric.Rubric) (*calibrate.Session, error) {
	session, err := calibrate.New(act, "h2", "", r)
	if err != nil {
		return nil, err
	}
	key, err := exchange.NewKey()
	if err != nil {
		return nil, err
	}
	return session, seal(session, key)
}

// ratersOf loads the session h2, which must verify.
func ratersOf(t *testing.T, path string) map[string]bool {
	t.Helper()
	r, _, err := product()
	must(t, err)
	s, err := Open(path)
	must(t, err)
	defer s.Close()
	record, err := s.LoadSession("h2")
	if Is(err, Missing) {
		return nil
	}
	must(t, err)
	session, err := calibrate.Replay(record, r)
	must(t, err)
	raters := map[string]bool{}
	for _, h := range session.Status().Handed {
		raters[h.Rater.Name] = true
	}
	return raters
}

func TestKilledWhileHandingIn(t *testing.T) {
	t.Parallel()
	path := storePath(t)
	dice := mathrand.New(mathrand.NewPCG(7, 8))
	var acknowledged []string
	for round := range kills(t) {
		c, said := start(t, "hand in for ever", path, round*perChild)
		out, err := c.StdoutPipe()
		must(t, err)
		must(t, c.Start())
		lines := make(chan []string, 1)
		go func() { lines <- readLines(out) }()
		time.Sleep(time.Duration(20_000+dice.IntN(120_000)) * time.Microsecond)
		must(t, c.Process.Kill())
		acknowledged = append(acknowledged, <-lines...)
		c.Wait()
		if said.Len() > 0 {
			t.Fatalf("round %d: the process said %s", round, said)
		}
		raters := ratersOf(t, path)
		for _, line := range acknowledged {
			if !raters[strings.TrimPrefix(line, "done ")] {
				t.Fatalf("round %d: %s, and it is lost", round, line)
			}
		}
		if len(raters) > len(acknowledged)+round+1 {
			t.Fatalf("round %d: %d raters, %d acknowledged", round, len(raters), len(acknowledged))
		}
	}
	t.Logf("%d ratings were acknowledged", len(acknowledged))
}

func TestFourProcessesHandIn(t *testing.T) {
	long(t)
	t.Parallel()
	path := storePath(t)
	const processes = 4
	ends := make(chan error, processes)
	for n := range processes {
		c, said := start(t, "hand in", path, n*perChild)
		must(t, c.Start())
		go func() {
			err := c.Wait()
			if err != nil {
				err = fmt.Errorf("%w: %s", err, said)
			}
			ends <- err
		}()
	}
	for range processes {
		must(t, <-ends)
	}
	if raters := ratersOf(t, path); len(raters) != processes*workload {
		t.Errorf("%d raters have handed in, want %d", len(raters), processes*workload)
	}
}

// TestFlippedByteNeverChangesASession damages one byte at a time of a store with
// a session: what is loaded is what was saved, or it is refused.
func TestFlippedByteNeverChangesASession(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	head := loadSession(t, s, r).Head()
	must(t, s.Close())
	whole := read(t, path)
	refused, tried := 0, 0
	for i, at := range sweep(offsets(len(whole), 1531)) {
		broken := bytes.Clone(whole)
		broken[at] ^= []byte{0xff, 0x01, 0x80, 0x10}[i%4]
		must(t, os.WriteFile(path, broken, 0o600))
		got, err := loadHead(path, r)
		tried++
		switch {
		case err != nil:
			refused++
			var tampered *calibrate.Tampered
			if errorOf(err) == nil && !errors.As(err, &tampered) {
				t.Errorf("byte %d: %v", at, err)
			}
			if Is(err, Missing) {
				t.Errorf("byte %d: the session is said never to have been: %v", at, err)
			}
		case got != head:
			t.Errorf("byte %d: loaded up to %v", at, got)
		}
	}
	t.Logf("%d of %d flips refused, the others harmless", refused, tried)
}

func loadHead(path string, r *rubric.Rubric) (calibrate.Head, error) {
	s, err := Open(path)
	if err != nil {
		return calibrate.Head{}, err
	}
	defer s.Close()
	record, err := s.LoadSession("demo")
	if err != nil {
		return calibrate.Head{}, err
	}
	session, err := calibrate.Replay(record, r)
	if err != nil {
		return calibrate.Head{}, err
	}
	return session.Head(), nil
}

// TestEraseLeavesNoByteOfSessions erases somebody who is subject, rater and
// facilitator, and is named in titles, notes and reasons, from a store whose
// sessions are in every state and of which some do not verify.
func TestEraseLeavesNoByteOfSessions(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	ids := []string{"collecting", "revealed", "locked", "tampered", "beheaded", "rowless"}
	for _, id := range ids {
		session := withGraceInIt(t, r, id)
		change, _ := session.Change()
		must(t, s.SaveSession(change))
	}
	for _, edit := range []string{
		`UPDATE session_payloads SET bytes = CAST(replace(bytes, 'Hopper', 'HOPPER') AS BLOB) WHERE session = 'tampered'`,
		`UPDATE sessions SET state = 'locked' WHERE id = 'beheaded'`,
		`PRAGMA foreign_keys = 0; DELETE FROM sessions WHERE id = 'rowless'; PRAGMA foreign_keys = 1`,
	} {
		_, err := s.db.Exec(edit)
		must(t, err)
	}
	for _, id := range ids[4:] {
		_, err := s.LoadSession(id)
		if got := wantKind(t, err, Changed); !slices.Contains(got.IDs, id) {
			t.Errorf("%s is not among %v", id, got.IDs)
		}
	}
	if len(traces(read(t, path))) == 0 {
		t.Fatal("the name is not in the store to begin with")
	}
	got, err := s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	must(t, err)
	if got.Sessions != len(ids) {
		t.Errorf("%d sessions, want %d", got.Sessions, len(ids))
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	must(t, err)
	for _, file := range files {
		data := read(t, file)
		if found := traces(data); len(found) > 0 || bytes.Contains(bytes.ToLower(data), []byte("admiral")) {
			t.Errorf("%s holds %v, or the name that was joined", file, found)
		}
	}
	for _, id := range ids[:3] {
		record, err := s.LoadSession(id)
		must(t, err)
		session, err := calibrate.Replay(record, r)
		must(t, err)
		for _, p := range append(session.Subjects(), session.Raters()...) {
			if len(traces([]byte(p.Name+p.ID))) > 0 {
				t.Errorf("%s: %v", id, p)
			}
		}
	}
	listed, err := s.Sessions()
	wantKind(t, err, Changed)
	if len(listed) != 5 {
		t.Errorf("%d sessions are listed, want 5", len(listed))
	}
	_, err = s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	wantKind(t, err, Missing)
}

func withGraceInIt(t *testing.T, r *rubric.Rubric, id string) *calibrate.Session {
	t.Helper()
	grace, ada := assess.Person{Name: "Grace Hopper"}, assess.Person{Name: "Ada"}
	act := calibrate.Act{Who: grace, At: noon, Random: rand.Reader}
	session, err := calibrate.New(act, id, "Grace Hopper and others", r)
	must(t, err)
	for _, sub := range []calibrate.Submission{
		{Subject: grace, Rater: ada, Relation: assess.Manager, Level: "pm"},
		{Subject: grace, Rater: ada, Relation: assess.Manager, Level: "gpm"},
		{Subject: grace, Rater: grace, Relation: assess.Self, Level: "cpo"},
		{Subject: ada, Rater: grace, Relation: assess.Manager, Level: "pm"},
		{Subject: ada, Rater: assess.Person{Name: "Admiral Hopper"}, Relation: assess.Panel, Level: "pm", Comments: map[string]string{"": "as Admiral  Hopper saw"}},
	} {
		_, err := session.Add(act, sub)
		must(t, err)
	}
	_, err = session.Join(act, "Admiral Hopper", "Grace Hopper")
	must(t, err)
	if id == "collecting" {
		return session
	}
	must(t, session.Reveal(act))
	must(t, session.Decide(act, "Grace Hopper", "cpo", "Grace Hopper herself"))
	must(t, session.Decide(act, "Ada", "gpm", "as GRACE  HOPPER says"))
	if id == "locked" {
		must(t, session.Lock(act, false))
		must(t, session.Correct(act, "Ada", "", "Grace Hopper withdrew it"))
	}
	return session
}

// TestEraseByAJoinedName erases somebody by a name that was joined to another in a
// session: both are gone from there.
func TestEraseByAJoinedName(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	change, _ := withGraceInIt(t, r, "revealed").Change()
	must(t, s.SaveSession(change))
	got, err := s.Erase(assess.Person{ID: "admiral-hopper"}, alias(t), eraserAct())
	must(t, err)
	data := read(t, path)
	if found := traces(data); got.Sessions != 1 || len(found) > 0 || bytes.Contains(bytes.ToLower(data), []byte("admiral")) {
		t.Errorf("%+v, and the store holds %v, or the name that was joined", got, found)
	}
}

// TestWithdrawnRatingsLeaveNoByte withdraws what somebody handed in twice: what they
// said is in no file any more, and the log verifies.
func TestWithdrawnRatingsLeaveNoByte(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	act := calibrate.Act{At: noon, Random: rand.Reader}
	session, err := calibrate.New(act, "h2", "", r)
	must(t, err)
	const secret = "never said aloud"
	for range 2 {
		_, err = session.Add(act, calibrate.Submission{
			Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Bo"}, Relation: assess.Manager, Level: "pm",
			Comments: map[string]string{"": secret},
		})
		must(t, err)
		change, _ := session.Change()
		must(t, s.SaveSession(change))
		session.Saved()
	}
	if !bytes.Contains(read(t, path), []byte(secret)) {
		t.Fatal("it is not in the store to begin with")
	}
	_, err = session.Withdraw(act, "Ada", "Bo", false)
	must(t, err)
	change, _ := session.Change()
	must(t, s.SaveSession(change))
	files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	must(t, err)
	for _, file := range files {
		if bytes.Contains(read(t, file), []byte(secret)) {
			t.Errorf("%s still holds it", file)
		}
	}
	record, err := s.LoadSession("h2")
	must(t, err)
	if found := calibrate.Verify(record); found != nil {
		t.Errorf("the log does not verify: %v", found)
	}
}

// TestOneSpoiledSessionLeavesTheOthers checks that a row that was changed does
// not take other sessions with it.
func TestOneSpoiledSessionLeavesTheOthers(t *testing.T) {
	t.Parallel()
	s, _, r := demoStore(t)
	change, _ := withGraceInIt(t, r, "h2").Change()
	must(t, s.SaveSession(change))
	_, err := s.db.Exec(`UPDATE sessions SET head_seq = 3 WHERE id = 'h2'`)
	must(t, err)
	loadSession(t, s, r)
	_, err = s.LoadSession("h2")
	if got := wantKind(t, err, Changed); len(got.IDs) != 1 || got.IDs[0] != "h2" {
		t.Errorf("names %v", got.IDs)
	}
	wantKind(t, s.SaveSession(change), Exists)
	fresh, _ := withGraceInIt(t, r, "h3").Change()
	must(t, s.SaveSession(fresh))
}

// TestEraseKnowsNamesFromSpoiledSessions erases somebody of whom the store knows
// nothing but what is left of a session that does not verify.
func TestEraseKnowsNamesFromSpoiledSessions(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	change, _ := withGraceInIt(t, r, "h2").Change()
	must(t, s.SaveSession(change))
	_, err := s.db.Exec(`DELETE FROM session_entries WHERE session = 'h2' AND seq = 2`)
	must(t, err)
	got, err := s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	must(t, err)
	if found := traces(read(t, path)); len(found) > 0 || got.Sessions != 1 {
		t.Errorf("%+v, and the store holds %v", got, found)
	}
}
