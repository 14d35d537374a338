package store

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
)

func TestWhatIsStoredIsTheExportedFile(t *testing.T) {
	t.Parallel()
	a := completed(1, "Ada Lovelace")
	s := filled(t, a)
	must(t, s.Close())

	s = open(t, s.Path())
	got, err := s.Find(a.ID)
	must(t, err)
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
	var stored []byte
	must(t, s.db.QueryRow(`SELECT bytes FROM assessments`).Scan(&stored))
	exported, err := assess.Encode(a)
	must(t, err)
	if string(stored) != string(exported) {
		t.Errorf("stored %s\nexported %s", stored, exported)
	}
	text, err := s.Rubric(a.Rubric.Digest)
	must(t, err)
	if diff := cmp.Diff(tinyText(), text); diff != "" {
		t.Error(diff)
	}
}

func TestCompleteNeedsTheRubricText(t *testing.T) {
	t.Parallel()
	s := open(t, storePath(t))
	wantKind(t, s.Complete(completed(1, "Ada")), Missing)
	wantKind(t, s.SaveDraft(draft(1, "Ada")), Missing)
}

func TestCompleteTwice(t *testing.T) {
	t.Parallel()
	a := completed(1, "Ada")
	s := filled(t, a)
	must(t, s.Complete(a))
	a.Answers[0].Note = "other"
	if got := wantKind(t, s.Complete(a), Conflicting).IDs; !slices.Equal(got, []string{a.ID}) {
		t.Errorf("names %v", got)
	}
	list, err := s.List(Filter{})
	must(t, err)
	if len(list) != 1 || list[0].Answers[0].Note == "other" {
		t.Errorf("stored %v", list)
	}
}

func TestDraftLivesUntilItIsCompleted(t *testing.T) {
	t.Parallel()
	s := filled(t)
	a := draft(1, "Ada")
	key := KeyOf(a)
	if got, err := s.Draft(key); got != nil || err != nil {
		t.Fatalf("an empty store gives draft %v, error %v", got, err)
	}
	for n := range 3 {
		a.Answers[0].Value.Number = n
		must(t, s.SaveDraft(a))
	}
	got, err := s.Draft(key)
	must(t, err)
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
	a.CompletedAt = noon
	must(t, s.Complete(a))
	if got, err := s.Draft(key); got != nil || err != nil {
		t.Errorf("after completion there is draft %v, error %v", got, err)
	}
}

func TestDraftsAreKeptApart(t *testing.T) {
	t.Parallel()
	s := filled(t)
	var want []string
	for n, relation := range assess.Relations {
		a := draft(n, "Ada")
		a.Relation = relation
		must(t, s.SaveDraft(a))
		want = append(want, a.ID)
	}
	list, err := s.Drafts()
	must(t, err)
	if got := ids(list); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	must(t, s.DropDraft(want[1]))
	must(t, s.DropDraft(want[1]))
	list, err = s.Drafts()
	must(t, err)
	if len(list) != 3 {
		t.Errorf("%d drafts are left, want 3", len(list))
	}
}

func TestDraftChangedElsewhereIsLeftAlone(t *testing.T) {
	t.Parallel()
	here := filled(t)
	there := open(t, here.Path())
	a := draft(1, "Ada")
	must(t, here.SaveDraft(a))

	wantKind(t, there.SaveDraft(draft(2, "Ada")), Elsewhere) // another draft under the same key
	theirs, err := there.Draft(KeyOf(a))
	must(t, err)
	theirs.Answers[0].Note = "from there"
	must(t, there.SaveDraft(theirs))
	wantKind(t, here.SaveDraft(a), Elsewhere)

	kept, err := here.Draft(KeyOf(a))
	must(t, err)
	if kept.Answers[0].Note != "from there" {
		t.Errorf("the other's answer was lost: %q", kept.Answers[0].Note)
	}
	must(t, here.SaveDraft(kept)) // having read it, it may be changed

	theirs.CompletedAt = noon
	must(t, there.Complete(theirs))
	wantKind(t, here.SaveDraft(kept), Elsewhere)
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	s := filled(t, completed(1, "Ada"), rated(2, "Ada", "Bob"), rated(3, "Bob", "Ada"), completed(4, "Zoé"))
	for _, c := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{}, []string{newID(1), newID(2), newID(3), newID(4)}},
		{Filter{Subject: "ada"}, []string{newID(1), newID(2)}},
		{Filter{Rater: "ada"}, []string{newID(1), newID(3)}},
		{Filter{Subject: "ada", Relation: assess.Peer}, []string{newID(2)}},
		{Filter{Rubric: "tiny", Subject: person("Zoé").ID}, []string{newID(4)}},
		{Filter{Rubric: "product"}, nil},
	} {
		list, err := s.List(c.filter)
		must(t, err)
		if got := ids(list); !slices.Equal(got, c.want) {
			t.Errorf("%+v: got %v, want %v", c.filter, got, c.want)
		}
	}
}

func TestOrderIsKeptWhenTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	s := filled(t)
	var want []string
	for n, at := range []time.Time{noon, noon.AddDate(50, 0, 0), noon.Add(-time.Hour), noon.Add(-2 * time.Hour), noon.Add(time.Minute)} {
		a := completed(9-n, "Ada")
		a.CompletedAt = at
		must(t, s.Complete(a))
		want = append(want, a.ID)
	}
	list, err := s.List(Filter{})
	must(t, err)
	if got := ids(list); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	last, err := s.Find(Last)
	must(t, err)
	if last.ID != want[4] || !last.CompletedAt.Equal(noon.Add(time.Minute)) {
		t.Errorf("last is %s at %s", last.ID, last.CompletedAt)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	first, second := completed(1, "Ada"), completed(300, "Ada")
	s := filled(t, first, second)
	for ref, want := range map[string]string{
		first.ID: first.ID, "0193a5e4-0000": first.ID, "0193A5E4-0001": second.ID, Last: second.ID,
	} {
		a, err := s.Find(ref)
		must(t, err)
		if a.ID != want {
			t.Errorf("%s: got %s, want %s", ref, a.ID, want)
		}
	}
	_, err := s.Find("0193")
	if got := wantKind(t, err, Ambiguous); !slices.Equal(got.IDs, []string{first.ID, second.ID}) || !strings.Contains(err.Error(), second.ID) {
		t.Errorf("candidates %v in %q", got.IDs, err)
	}
	for _, ref := range []string{"", "x", "0194", "%", "0193_5e4", first.ID + "0"} {
		_, err := s.Find(ref)
		wantKind(t, err, Missing)
	}
	_, err = filled(t).Find(Last)
	wantKind(t, err, Missing)
}

func TestRubrics(t *testing.T) {
	t.Parallel()
	s := filled(t)
	other := tinyText()
	other.Version, other.Bytes = "1.0.1", []byte(strings.Replace(string(tiny), "1.0.0", "1.0.1", 1))
	wantKind(t, s.PutRubric(other, noon), Refused)
	other.Digest = digestOf(other.Bytes)
	must(t, s.PutRubric(other, noon.Add(time.Hour)))
	must(t, s.PutRubric(other, noon.Add(2*time.Hour)))
	texts, err := s.Rubrics()
	must(t, err)
	if diff := cmp.Diff([]RubricText{tinyText(), other}, texts); diff != "" {
		t.Error(diff)
	}
	_, err = s.Rubric(strings.Repeat("0", 64))
	wantKind(t, err, Missing)
}

func TestTheStoreIsPrivateAndOneFile(t *testing.T) {
	t.Parallel()
	path := storePath(t)
	s := open(t, path)
	must(t, s.PutRubric(tinyText(), noon))
	must(t, s.Complete(completed(1, "Ada")))
	entries, err := os.ReadDir(strings.TrimSuffix(path, "/rung.db"))
	must(t, err)
	if len(entries) != 1 {
		t.Errorf("there are %v beside the store", entries)
	}
	must(t, os.Chmod(path, 0o644))
	open(t, path)
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the store is %v", info.Mode())
	}
}

func TestOneStoreInSeveralGoroutines(t *testing.T) {
	t.Parallel()
	s := filled(t)
	const goroutines, each = 6, 10
	ends := make(chan error, goroutines)
	for g := range goroutines {
		go func() {
			ends <- func() error {
				for n := range each {
					a := draft(g*each+n, fmt.Sprintf("Person %d", g))
					if err := s.SaveDraft(a); err != nil {
						return err
					}
					a.CompletedAt = noon
					if err := s.Complete(a); err != nil {
						return err
					}
					if _, err := s.Find(a.ID); err != nil {
						return err
					}
				}
				return nil
			}()
		}()
	}
	for range goroutines {
		must(t, <-ends)
	}
	list, err := s.List(Filter{})
	must(t, err)
	if len(list) != goroutines*each {
		t.Errorf("%d assessments, want %d", len(list), goroutines*each)
	}
}
