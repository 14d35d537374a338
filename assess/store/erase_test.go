package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
)

func alias(t *testing.T) assess.Person {
	t.Helper()
	a, err := Alias(bytes.NewReader([]byte{0xde, 0xad, 0xbe, 0xef}))
	must(t, err)
	if a != (assess.Person{ID: "erased-deadbeef", Name: "erased-deadbeef"}) {
		t.Fatalf("alias %+v", a)
	}
	return a
}

// withGrace is a store in which Grace Hopper was assessed, assessed others, and
// is mentioned; enough of it that pages were split, freed and used again.
func withGrace(t *testing.T) *Store {
	s := filled(t)
	for n := range 60 {
		name := []string{"Grace Hopper", "grace  hopper", "Ada Lovelace"}[n%3]
		a := completed(n, name)
		a.Answers[0].Note = strings.Repeat("Grace Hopper led it. ", 1+n*3)
		must(t, s.SaveDraft(draft(100+n, name)))
		must(t, s.DropDraft(newID(100+n)))
		must(t, s.Complete(a))
	}
	must(t, s.Complete(rated(200, "Ada Lovelace", "Grace Hopper")))
	must(t, s.SaveDraft(draft(201, "Grace Hopper")))
	mine := draft(202, "Ada Lovelace")
	mine.Rater, mine.Relation = person("Grace Hopper"), assess.Manager
	must(t, s.SaveDraft(mine))
	theirs := draft(203, "Ada Lovelace")
	theirs.Answers[0].Note = "with GRACE HOPPER, and Grace Hoppers team"
	must(t, s.SaveDraft(theirs))
	return s
}

// traces are the forms of the name that must be gone.
func traces(file []byte) (found []string) {
	file = bytes.ToLower(file)
	for _, trace := range []string{"grace hopper", "grace  hopper", "grace-hopper"} {
		if bytes.Contains(file, []byte(trace)) {
			found = append(found, trace)
		}
	}
	return found
}

func TestEraseLeavesNoByte(t *testing.T) {
	t.Parallel()
	s := withGrace(t)
	if len(traces(read(t, s.Path()))) == 0 {
		t.Fatal("the name is not in the store to begin with")
	}
	before := read(t, s.Path())
	would, err := s.Erasable(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	must(t, err)
	if !bytes.Equal(read(t, s.Path()), before) {
		t.Error("asking what would be erased changed the store")
	}
	got, err := s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	must(t, err)
	for _, erased := range []Erased{would, got} {
		if diff := cmp.Diff(Erased{Assessments: 40, Drafts: 2, Rated: 1, Notes: 21}, erased); diff != "" {
			t.Error(diff)
		}
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*"))
	must(t, err)
	for _, file := range files {
		if found := traces(read(t, file)); len(found) > 0 {
			t.Errorf("%s holds %v", file, found)
		}
	}

	var unused int
	must(t, s.db.QueryRow(`PRAGMA freelist_count`).Scan(&unused))
	if unused > 0 {
		t.Errorf("%d pages of the file are unused, so it was not rewritten", unused)
	}
	file := export(t, s, "ada-lovelace")
	if found := traces(file); len(found) > 0 {
		t.Errorf("the export of another holds %v", found)
	}
	list, err := s.List(Filter{})
	must(t, err)
	if len(list) != 21 {
		t.Fatalf("%d assessments are left, want 21", len(list))
	}
	byAlias, err := s.List(Filter{Rater: "erased-deadbeef"})
	must(t, err)
	if len(byAlias) != 1 || byAlias[0].ID != newID(200) || byAlias[0].Rater != alias(t) {
		t.Errorf("by the alias: %v", ids(byAlias))
	}
	begun, err := s.Drafts()
	must(t, err)
	if len(begun) != 1 || begun[0].Answers[0].Note != "with ***, and ***s team" {
		t.Errorf("drafts %+v", begun)
	}
	_, err = s.Erasable(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	wantKind(t, err, Missing)
	_, err = s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	wantKind(t, err, Missing)
}

// TestEraseIsFinishedByTheNextOpen stands for a rung that was killed before it
// could rewrite the file.
func TestEraseIsFinishedByTheNextOpen(t *testing.T) {
	t.Parallel()
	s := filled(t)
	for n := range 200 {
		must(t, s.Complete(completed(n, []string{"Grace Hopper", "Ada"}[n%2])))
	}
	size := int64(len(read(t, s.Path())))
	_, err := s.db.Exec(`DELETE FROM assessments WHERE subject = 'grace-hopper'; INSERT INTO chores (name) VALUES ('rewrite')`)
	must(t, err)
	must(t, s.Close())
	open(t, s.Path())
	info, err := os.Stat(s.Path())
	must(t, err)
	if info.Size() > size*2/3 {
		t.Errorf("the file has %d of %d bytes, it was not rewritten", info.Size(), size)
	}
	var chores int
	must(t, open(t, s.Path()).db.QueryRow(`SELECT count(*) FROM chores`).Scan(&chores))
	if chores != 0 {
		t.Error("the chore is still noted")
	}
}

func TestEraseRemovesWhatWasChangedByHand(t *testing.T) {
	t.Parallel()
	s := filled(t, completed(1, "Grace Hopper"), completed(2, "Grace Hopper"), completed(3, "Ada"))
	_, err := s.db.Exec(`UPDATE assessments SET subject = 'x', rater = 'y' WHERE id = ?`, newID(1))
	must(t, err)
	got, err := s.Erase(assess.Person{ID: "grace-hopper"}, alias(t), eraserAct())
	must(t, err)
	if got.Assessments != 2 {
		t.Errorf("got %+v", got)
	}
	if found := traces(read(t, s.Path())); len(found) > 0 {
		t.Errorf("the store holds %v", found)
	}
	_, err = s.List(Filter{})
	must(t, err)
}

func TestBlot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"Ada", "Ada, ada and Adam; Canada. ADA", "***, *** and Adam; Canada. ***"},
		{"Ada Lovelace", "Ada  Lovelace; Ada\nLovelace; Ada", "***; ***; Ada"},
		{"Ada Lovelace", "Ada\u00a0Lovelace, ADA\u202fLOVELACE, Ada\u3000 \u200bLovelace, Ada\u0085Lovelace", "***, ***, ***, ***"},
		{"Ada\u00a0Lovelace", "Ada Lovelace", "***"},
		{"Ada Lovelace", `{"note":"Ada\nLovelace, Ada\u200b\tLovelace"}`, `{"note":"***, ***"}`},
		{"Zoé", "Zoe\u0301 et Zoé et Zoéline", "*** et *** et Zoéline"},
		{"Al", "Al (Al)", "** (**)"},
		{"A.*", "A.* and Abc", "*** and Abc"},
		{"李雷", "我和李雷一起", "我和***一起"},
		{"Ada Lovelace", "Ada Lovelaces team", "***s team"},
		{"O’Neil", "O’Neil’s, O'Neil's team", "***’s, ***'s team"},
	} {
		if got := blot(c.text, []string{c.name}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if got := blot(c.text, []string{c.name}); len(got) > len(c.text) {
			t.Errorf("%s: longer than before", c.name)
		}
	}
}

// TestCleanBlotsWhatNamesThePersonAlone shows which parts of a name go with it: not
// those that somebody else has too, nor what may be an ordinary word.
func TestCleanBlotsWhatNamesThePersonAlone(t *testing.T) {
	t.Parallel()
	e := eraser{person: "ada-lovelace", people: map[assess.Person]bool{}}
	for _, name := range []string{"Ada Lovelace", "Ada Yonath", "Grace Price"} {
		e.learn(person(name))
	}
	e.finder = e.finds()
	for text, want := range map[string]string{
		"Lovelace leads, with Lovelace's team": "*** leads, with ***'s team",
		"LOVELACE, Ada; A. Lovelace; A.L. too": "***; ***; *** too",
		"ada\u00a0lovelace, Ada\u202fLovelace": "***, ***",
		"to ada.lovelace@example.com, @bo":     "to ***, @bo",
		"Ada Yonath; Ada":                      "Ada Yonath; Ada",
		"lovelace, the price, Price, Grace":    "lovelace, the price, Price, Grace",
		"":                                     "",
	} {
		if got := e.clean(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestEraseBlotsPartsOfTheName erases a person from a note of somebody else in which
// only the surname and initials stand.
func TestEraseBlotsPartsOfTheName(t *testing.T) {
	t.Parallel()
	theirs := completed(2, "Bo")
	theirs.Answers[0].Note = "As Lovelace and A.L. know, Ada\u202fLovelace led it."
	s := filled(t, completed(1, "Ada Lovelace"), theirs)
	got, err := s.Erase(assess.Person{ID: "ada-lovelace"}, alias(t), eraserAct())
	must(t, err)
	if got.Notes != 1 {
		t.Errorf("got %+v", got)
	}
	left, err := s.Find(newID(2))
	must(t, err)
	if note := left.Answers[0].Note; note != "As *** and *** know, *** led it." {
		t.Errorf("the note is %q", note)
	}
}
