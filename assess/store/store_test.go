package store

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rung/assess"
	"rung/rubric/lang"
)

//go:embed testdata/tiny.yaml
var tiny []byte

func tinyText() RubricText {
	sum := sha256.Sum256(tiny)
	return RubricText{ID: "tiny", Version: "1.0.0", Digest: hex.EncodeToString(sum[:]), Bytes: tiny}
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// newID is a UUIDv7 whose order is that of n.
func newID(n int) string { return fmt.Sprintf("0193a5e4-%04x-7000-8000-%012x", n>>8&0xffff, n) }

func person(name string) assess.Person {
	p, err := assess.NewPerson(name)
	if err != nil {
		panic(err)
	}
	return p
}

// draft is a self-assessment of a person, not completed.
func draft(n int, name string) *assess.Assessment {
	who := person(name)
	text := tinyText()
	return &assess.Assessment{
		ID: newID(n), Rubric: assess.RubricRef{ID: text.ID, Version: text.Version, Digest: text.Digest},
		Subject: who, Rater: who, Relation: assess.Self, Lang: lang.EN, StartedAt: noon,
		Answers: []assess.Answer{{Question: "teams-led", State: assess.Answered, Value: assess.Value{Number: 2},
			Note: "Payments\n---\n=1+1 \"quoted\" " + fmt.Sprint(n)}},
	}
}

func completed(n int, name string) *assess.Assessment {
	a := draft(n, name)
	a.CompletedAt = noon.Add(time.Duration(n) * time.Minute)
	return a
}

// rated is an assessment of somebody by a peer.
func rated(n int, subject, rater string) *assess.Assessment {
	a := completed(n, subject)
	a.Rater, a.Relation = person(rater), assess.Peer
	return a
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// storePath is where a test has its store: in a folder that does not exist yet.
func storePath(t testing.TB) string { return filepath.Join(t.TempDir(), "data", "rung.db") }

func open(t testing.TB, path string, options ...Option) *Store {
	t.Helper()
	s, err := Open(path, options...)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// filled is a store with the rubric and these assessments.
func filled(t testing.TB, list ...*assess.Assessment) *Store {
	t.Helper()
	s := open(t, storePath(t))
	must(t, s.PutRubric(tinyText(), noon))
	for _, a := range list {
		must(t, s.Complete(a))
	}
	return s
}

func wantKind(t testing.TB, err error, kind Kind) *Error {
	t.Helper()
	if !Is(err, kind) {
		t.Fatalf("got error %v, want one of kind %d", err, kind)
	}
	return errorOf(err)
}

func ids(list []*assess.Assessment) (all []string) {
	for _, a := range list {
		all = append(all, a.ID)
	}
	return all
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}
