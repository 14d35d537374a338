package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/doc"
)

// bundleOf is a session as a file.
func bundleOf(t *testing.T, s *calibrate.Session) []byte {
	t.Helper()
	_, text, err := product()
	must(t, err)
	file, err := EncodeSession(s.Record(), text)
	must(t, err)
	return file
}

func TestASessionGoesThroughItsFile(t *testing.T) {
	t.Parallel()
	s, _, r := demoStore(t)
	sessions := []*calibrate.Session{loadSession(t, s, r)}
	for _, id := range []string{"collecting", "revealed", "locked"} {
		sessions = append(sessions, withGraceInIt(t, r, id))
	}
	erased := withGraceInIt(t, r, "erased")
	_, err := erased.Erase(eraserAct(), "grace-hopper", func(text string) string { return blot(text, []string{"Grace Hopper"}) })
	must(t, err)
	odd, err := calibrate.New(eraserAct(), "odd", "\u2028 <b>&\"\\ é", r)
	must(t, err)
	for _, session := range append(sessions, erased, odd) {
		file := bundleOf(t, session)
		if !HoldsSession(file) || !HoldsSession(append([]byte("\ufeff"), file...)) {
			t.Errorf("%s: its file is not known", session.ID())
		}
		record, text, err := SessionContents("x.json", append([]byte("\ufeff"), file...))
		must(t, err)
		if diff := cmp.Diff(session.Record(), record); diff != "" || text.Digest != r.Digest {
			t.Errorf("%s comes out of its file as another:\n%s", session.ID(), diff)
		}
		elsewhere := open(t, storePath(t))
		must(t, elsewhere.PutRubric(text, noon))
		brought, err := calibrate.Replay(record, r)
		must(t, err)
		must(t, elsewhere.SaveSession(brought.All()))
		there, err := elsewhere.LoadSession(session.ID())
		must(t, err)
		if diff := cmp.Diff(session.Record(), there); diff != "" {
			t.Errorf("%s is stored elsewhere as another:\n%s", session.ID(), diff)
		}
	}
	if HoldsSession([]byte(`{"schema": "rung.bundle/v1"}`)) || HoldsSession([]byte("schema: rung.answers/v1")) || HoldsSession(nil) {
		t.Error("other files are taken for sessions")
	}
}

func TestBrokenSessionFilesAreRefused(t *testing.T) {
	t.Parallel()
	_, _, r := demoStore(t)
	file := string(bundleOf(t, withGraceInIt(t, r, "h2")))
	edit := func(old, new string) string {
		if !strings.Contains(file, old) {
			t.Fatalf("there is no %s", old)
		}
		return strings.Replace(file, old, new, 1)
	}
	for what, broken := range map[string]string{
		"half":             file[:len(file)/2],
		"nothing":          `{"schema": "rung.session-bundle/v1"}`,
		"text behind":      file + "{}",
		"a newer form":     edit("bundle/v1", "bundle/v2"),
		"an unknown key":   edit(`"head"`, `"tail"`),
		"another type":     edit(`"entries": [`, `"entries": 3, "x": [`),
		"another rubric":   edit("title", "tittle"),
		"half a salt":      edit(`"salt": "`, `"salt": "z`),
		"an enormous head": edit(`"entries": `, `"entries": 99999999999`),
		"no head":          edit(`"entries": `, `"entries": -`),
	} {
		_, _, err := SessionContents("x.json", []byte(broken))
		var problems doc.Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), "x.json") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestAFlippedByteIsFoundInASessionFile damages a file, one byte at a time: it is
// refused, or what it holds is what was exported.
func TestAFlippedByteIsFoundInASessionFile(t *testing.T) {
	t.Parallel()
	_, _, r := demoStore(t)
	session := withGraceInIt(t, r, "h2")
	file := bundleOf(t, session)
	refused, tried := 0, 0
	for i, at := range sweep(offsets(len(file), 97)) {
		broken := bytes.Clone(file)
		broken[at] ^= []byte{0x01, 0x20, 0x80}[i%3]
		tried++
		record, _, err := SessionContents("x.json", broken)
		if err == nil {
			_, err = calibrate.Replay(record, r)
		}
		if err != nil {
			refused++
		} else if diff := cmp.Diff(session.Record(), record); diff != "" {
			t.Errorf("byte %d: taken in as another session:\n%s", at, diff)
		}
	}
	if refused < tried*9/10 {
		t.Errorf("%d of %d flips are refused", refused, tried)
	}
}

// goOn imports what a file has beyond the session that is stored, or all of it.
func goOn(s *Store, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	record, text, err := SessionContents(file, data)
	if err != nil {
		return err
	}
	r, _, err := product()
	if err != nil {
		return err
	}
	brought, err := calibrate.Replay(record, r)
	if err != nil {
		return err
	}
	if err := s.PutRubric(text, noon); err != nil {
		return err
	}
	change := brought.All()
	if there, err := s.LoadSession(brought.ID()); err == nil {
		here, err := calibrate.Replay(there, r)
		if err != nil {
			return err
		}
		if change, _, err = brought.Beyond(here); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	return s.SaveSession(change)
}

// TestKilledWhileImportingASession kills a process that goes on with a session from
// a file which also erases: there is the session as it was, or as it is in the file.
func TestKilledWhileImportingASession(t *testing.T) {
	t.Parallel()
	_, _, r := demoStore(t)
	session := withGraceInIt(t, r, "demo")
	before := session.Record()
	for n := range 200 {
		must(t, session.RecordAgenda(calibrate.Act{At: noon, Random: rand.Reader}, uint64(n), 60))
	}
	_, err := session.Erase(eraserAct(), "grace-hopper", func(text string) string { return blot(text, []string{"Grace Hopper"}) })
	must(t, err)
	file := filepath.Join(t.TempDir(), "s.json")
	must(t, os.WriteFile(file, bundleOf(t, session), 0o600))
	dice := mathrand.New(mathrand.NewPCG(11, 12))
	gone, none := 0, 0
	for round := range kills(t) {
		path := storePath(t)
		s := open(t, path)
		_, text, err := product()
		must(t, err)
		must(t, s.PutRubric(text, noon))
		was := calibrate.Record{}
		if round%2 == 0 {
			was = before
			begun, err := calibrate.Replay(before, r)
			must(t, err)
			must(t, s.SaveSession(begun.All()))
		}
		must(t, s.Close())
		c, _ := start(t, "go on "+file, path, 0)
		out, err := c.StdoutPipe()
		must(t, err)
		must(t, c.Start())
		out.Read(make([]byte, 1))
		time.Sleep(time.Duration(dice.IntN(30_000)) * time.Microsecond)
		must(t, c.Process.Kill())
		c.Wait()

		again := open(t, path)
		record, err := again.LoadSession("demo")
		if Is(err, Missing) {
			record, err = calibrate.Record{}, nil
		}
		must(t, err)
		switch {
		case cmp.Equal(record, session.Record()):
			gone++
			if found := traces(read(t, path)); round%2 == 0 && len(found) > 0 {
				t.Fatalf("round %d: gone on, and %v is still in the file", round, found)
			}
		case cmp.Equal(record, was):
			none++
		default:
			t.Fatalf("round %d: the session has %d entries, neither %d nor %d", round, record.Head.Seq, was.Head.Seq, session.Head().Seq)
		}
		must(t, again.Close())
	}
	t.Logf("%d went on, %d did not", gone, none)
}

// BenchmarkSessionFile has 10,000 people with three assessments each, which must
// fit into a file.
func BenchmarkSessionFile(b *testing.B) {
	r, text, err := product()
	must(b, err)
	session, err := calibrate.New(eraserAct(), "big", "", r)
	must(b, err)
	for n := range 30_000 {
		made := &assess.Assessment{ID: newID(n), Rubric: assess.Ref(r), Lang: "en", StartedAt: noon, CompletedAt: noon}
		for _, q := range r.Questions {
			a := assess.Answer{Question: q.ID, State: assess.Answered, Note: strings.Repeat("words ", 8)}
			if a.Value.Number = 1; len(q.Options) > 0 {
				a.Value = assess.Value{Option: q.Options[0].ID}
			}
			made.Answers = append(made.Answers, a)
		}
		made.Subject, made.Rater, made.Relation = person(fmt.Sprintf("Subject %d", n/3)), person(fmt.Sprintf("Rater %d", n%300)), assess.Manager
		_, err := session.Add(eraserAct(), calibrate.Hand(made))
		must(b, err)
	}
	b.ResetTimer()
	for b.Loop() {
		file, err := EncodeSession(session.Record(), text)
		must(b, err)
		b.ReportMetric(float64(len(file))/(1<<20), "MiB")
		record, _, err := SessionContents("x.json", file)
		must(b, err)
		if len(file) > MaxSessionBundle || len(record.Entries) != session.Head().Seq {
			b.Fatalf("%d bytes, %d entries", len(file), len(record.Entries))
		}
	}
}
