package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

var sessionDay = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

func eraserAct() calibrate.Act { return calibrate.Act{At: sessionDay, Random: rand.Reader} }

// demoStore is a store with the demo session in it.
func demoStore(t *testing.T) (s *Store, path string, r *rubric.Rubric) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "rung.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	if r, err = rubric.Parse(name, data); err != nil {
		t.Fatal(err)
	}
	if err := s.PutRubric(RubricText{ID: r.ID, Version: r.Version, Digest: r.Digest, Bytes: data}, sessionDay); err != nil {
		t.Fatal(err)
	}
	demo, err := calibrate.Demo("demo", r, sessionDay, lang.EN)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, demo)
	return s, path, r
}

func save(t *testing.T, s *Store, session *calibrate.Session) {
	t.Helper()
	change, _ := session.Change()
	if err := s.SaveSession(change); err != nil {
		t.Fatal(err)
	}
	session.Saved()
}

func loadSession(t *testing.T, s *Store, r *rubric.Rubric) *calibrate.Session {
	t.Helper()
	record, err := s.LoadSession("demo")
	if err != nil {
		t.Fatal(err)
	}
	session, err := calibrate.Replay(record, r)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func TestASessionIsLoadedAsItWasSaved(t *testing.T) {
	t.Parallel()
	s, _, r := demoStore(t)
	session := loadSession(t, s, r)
	if err := session.Decide(eraserAct(), "Chloé", "senior-pm", "agreed"); err != nil {
		t.Fatal(err)
	}
	save(t, s, session)
	again := loadSession(t, s, r)
	if again.Head() != session.Head() {
		t.Errorf("head %v, saved as %v", again.Head(), session.Head())
	}
	all, err := s.Sessions()
	if err != nil || len(all) != 1 || all[0].ID != "demo" || all[0].State != calibrate.Revealed || all[0].Head != session.Head() {
		t.Errorf("listed as %+v, %v", all, err)
	}
}

func TestASessionChangedElsewhereIsLeftAlone(t *testing.T) {
	t.Parallel()
	s, _, r := demoStore(t)
	one, other := loadSession(t, s, r), loadSession(t, s, r)
	for _, session := range []*calibrate.Session{one, other} {
		if err := session.Decide(eraserAct(), "Chloé", "senior-pm", "agreed"); err != nil {
			t.Fatal(err)
		}
	}
	save(t, s, one)
	change, _ := other.Change()
	if err := s.SaveSession(change); !Is(err, Elsewhere) {
		t.Errorf("got %v, want an error of kind Elsewhere", err)
	}
	if loadSession(t, s, r).Head() != one.Head() {
		t.Error("the first change is lost")
	}
}

func TestASessionIDIsTakenOnce(t *testing.T) {
	t.Parallel()
	s, _, r := demoStore(t)
	again, err := calibrate.New(eraserAct(), "demo", "", r)
	if err != nil {
		t.Fatal(err)
	}
	change, _ := again.Change()
	if err := s.SaveSession(change); !Is(err, Exists) {
		t.Errorf("got %v, want an error of kind Exists", err)
	}
	if _, err := s.LoadSession("dome"); !Is(err, Missing) || !strings.Contains(err.Error(), "demo") {
		t.Errorf("got %v, want an error of kind Missing that names demo", err)
	}
}

func TestALogChangedInTheStoreIsNamed(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]string{
		"entry 5 was edited":                               `UPDATE session_entries SET bytes = CAST(replace(bytes, '"seq"', '"seQ"') AS BLOB) WHERE seq = 5`,
		"entry 7 was removed":                              `DELETE FROM session_entries WHERE seq = 7`,
		"what entry 9 stands for was edited":               `UPDATE session_payloads SET bytes = CAST(bytes || ' ' AS BLOB) WHERE seq = 9`,
		"what entry 9 stands for was removed":              `DELETE FROM session_payloads WHERE seq = 9`,
		"changed outside rung, and not used: session demo": `UPDATE sessions SET head_seq = head_seq - 1`,
	} {
		s, _, r := demoStore(t)
		if _, err := s.db.Exec(edit); err != nil {
			t.Fatal(err)
		}
		record, err := s.LoadSession("demo")
		if err == nil {
			_, err = calibrate.Replay(record, r)
		}
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestEraseTakesAPersonOutOfSessions(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	session := loadSession(t, s, r)
	if err := session.Decide(eraserAct(), "Chloé", "staff-pm", "Jonas agrees, and so does Omar"); err != nil {
		t.Fatal(err)
	}
	save(t, s, session)
	got, err := s.Erase(assess.Person{ID: "jonas"}, alias(t), eraserAct())
	if err != nil || got.Sessions != 1 {
		t.Fatalf("got %+v, %v", got, err)
	}
	record, err := s.LoadSession("demo")
	if err != nil {
		t.Fatal(err)
	}
	if findings := calibrate.Verify(record); len(findings) > 0 {
		t.Errorf("the log does not verify: %v", findings)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(bytes.ToLower(data), []byte("jonas")) {
		t.Error("the name is still in the file")
	}
	if _, err := s.Erase(assess.Person{ID: "jonas"}, alias(t), eraserAct()); !Is(err, Missing) {
		t.Errorf("erased twice: %v", err)
	}
}

func TestASessionNeedsItsRubric(t *testing.T) {
	t.Parallel()
	s, _, r := demoStore(t)
	other := *r
	other.Digest = strings.Repeat("0", 64)
	session, err := calibrate.New(eraserAct(), "else", "", &other)
	if err != nil {
		t.Fatal(err)
	}
	change, _ := session.Change()
	if err := s.SaveSession(change); err == nil {
		t.Error("stored without the text of its rubric")
	} else if e := new(Error); !errors.As(err, &e) {
		t.Errorf("%v is no store error", err)
	}
}

func TestExportHoldsWhatSessionsCameTo(t *testing.T) {
	t.Parallel()
	s, _, r := demoStore(t)
	session := loadSession(t, s, r)
	if err := session.Decide(eraserAct(), "Kofi", "pm", "agreed with Quentin"); err != nil {
		t.Fatal(err)
	}
	save(t, s, session)
	sealed, err := calibrate.New(eraserAct(), "sealed", "", r)
	if err != nil {
		t.Fatal(err)
	}
	_, err = sealed.Add(eraserAct(), calibrate.Submission{Subject: assess.Person{Name: "Kofi"}, Rater: assess.Person{Name: "Rosa"}, Relation: assess.Manager, Level: "cpo"})
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, sealed)
	file, err := s.Export("kofi")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"session": "demo"`, `"agreed": "pm"`, `"rationale_withheld": true`} {
		if !bytes.Contains(file, []byte(want)) {
			t.Errorf("the export lacks %s:\n%s", want, file)
		}
	}
	for _, not := range []string{"sealed", "cpo", "Quentin", "Rosa"} {
		if bytes.Contains(file, []byte(not)) {
			t.Errorf("the export has %s:\n%s", not, file)
		}
	}
	if _, err := s.Import("kofi.json", file, sessionDay); err != nil {
		t.Errorf("not read back: %v", err)
	}
}
