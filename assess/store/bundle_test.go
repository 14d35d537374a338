package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
)

// adas is a store with two assessments and a draft about Ada, and one about Bob.
func adas(t *testing.T) *Store {
	s := filled(t, completed(1, "Ada"), rated(2, "Ada", "Bob"), completed(3, "Bob"))
	must(t, s.SaveDraft(draft(4, "Ada")))
	return s
}

func export(t *testing.T, s *Store, subject string) []byte {
	t.Helper()
	file, err := s.Export(subject)
	must(t, err)
	return file
}

func TestBundleCarriesEverythingToAnotherStore(t *testing.T) {
	t.Parallel()
	file := export(t, adas(t), "ada")
	there := open(t, storePath(t))
	done, err := there.Import("ada.json", file, noon)
	must(t, err)
	if diff := cmp.Diff(Imported{Added: []string{newID(1), newID(2), newID(4)}}, done); diff != "" {
		t.Error(diff)
	}
	if again := export(t, there, "ada"); !bytes.Equal(again, file) {
		t.Errorf("exported again:\n%s\nwas:\n%s", again, file)
	}
	done, err = there.Import("ada.json", file, noon)
	must(t, err)
	if diff := cmp.Diff(Imported{Present: []string{newID(1), newID(2), newID(4)}}, done); diff != "" {
		t.Error(diff)
	}
}

func TestBundleText(t *testing.T) {
	t.Parallel()
	a := completed(1, "Ada")
	a.Answers[0].Note = "a <b> & \u202e end"
	s := open(t, storePath(t))
	text := tinyText()
	text.Bytes = append([]byte("\ufeff"), tiny...)
	text.Digest = digestOf(text.Bytes)
	a.Rubric.Digest = text.Digest
	must(t, s.PutRubric(text, noon))
	must(t, s.Complete(a))
	got := string(export(t, s, "ada"))
	want := `{
  "schema": "rung.bundle/v1",
  "rubrics": [
    {
      "id": "tiny",
      "version": "1.0.0",
      "digest": "` + text.Digest + `",
      "text": "\ufeffschema: rung.rubric/v1\nid: tiny\n`
	if !strings.HasPrefix(got, want) {
		t.Errorf("begins with %.300s", got)
	}
	want = `"
    }
  ],
  "assessments": [
    {
      "schema": "rung.assessment/v1",
      "id": "0193a5e4-0000-7000-8000-000000000001",
      "rubric": {
        "id": "tiny",
        "version": "1.0.0",
        "digest": "` + text.Digest + `"
      },
      "subject": {
        "id": "ada",
        "name": "Ada"
      },
      "rater": {
        "id": "ada",
        "name": "Ada"
      },
      "relation": "self",
      "lang": "en",
      "started_at": "2026-11-22T12:00:00Z",
      "completed_at": "2026-11-22T12:01:00Z",
      "answers": [
        {
          "question": "teams-led",
          "state": "answered",
          "value": 2,
          "note": "a <b> & \u202e end"
        }
      ]
    }
  ],
  "drafts": [],
  "sessions": []
}
`
	if !strings.HasSuffix(got, want) {
		_, end, _ := strings.Cut(got, `"assessments"`)
		t.Errorf("ends with %s", end)
	}
	_, err := open(t, storePath(t)).Import("x", []byte(got), noon)
	must(t, err)
}

func TestImportOfABundleWithAMarkBefore(t *testing.T) {
	t.Parallel()
	file := export(t, adas(t), "ada")
	done, err := open(t, storePath(t)).Import("ada.json", append([]byte("\ufeff"), file...), noon)
	must(t, err)
	if len(done.Added) != 3 {
		t.Errorf("got %+v", done)
	}
}

func TestImportOfOneAssessment(t *testing.T) {
	t.Parallel()
	a := completed(1, "Ada")
	file, err := assess.Encode(a)
	must(t, err)
	s := open(t, storePath(t))
	_, err = s.Import("a.json", file, noon)
	wantKind(t, err, Missing)
	done, err := s.Import("a.json", file, noon, tinyText())
	must(t, err)
	if !slices.Equal(done.Added, []string{a.ID}) {
		t.Errorf("got %+v", done)
	}
	stored, err := s.Find(Last)
	must(t, err)
	if diff := cmp.Diff(a, stored); diff != "" {
		t.Error(diff)
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	t.Parallel()
	s := adas(t)
	file := export(t, s, "ada")
	changed := bytes.Replace(file, []byte(`"value": 2`), []byte(`"value": 7`), 1)
	there := filled(t)
	must(t, there.Complete(completed(1, "Ada")))
	_, err := there.Import("ada.json", changed, noon)
	if got := wantKind(t, err, Conflicting).IDs; !slices.Equal(got, []string{newID(1)}) {
		t.Errorf("names %v", got)
	}
	list, err := there.List(Filter{})
	must(t, err)
	begun, err := there.Drafts()
	must(t, err)
	if len(list) != 1 || len(begun) != 0 {
		t.Errorf("%d assessments and %d drafts were stored", len(list)-1, len(begun))
	}
}

func TestImportKeepsTheDraftThatIsHere(t *testing.T) {
	t.Parallel()
	file := export(t, adas(t), "ada")
	s := filled(t)
	here := draft(9, "Ada")
	must(t, s.SaveDraft(here))
	done, err := s.Import("ada.json", file, noon)
	must(t, err)
	if !slices.Equal(done.Kept, []string{newID(4)}) {
		t.Errorf("got %+v", done)
	}
	got, err := s.Draft(KeyOf(here))
	must(t, err)
	if got.ID != here.ID {
		t.Errorf("the draft is now %s", got.ID)
	}
}

// TestImportOfACompletedDraft brings a draft home that was completed elsewhere,
// and then the old copy of the draft.
func TestImportOfACompletedDraft(t *testing.T) {
	t.Parallel()
	s := filled(t)
	a := draft(1, "Ada")
	must(t, s.SaveDraft(a))
	unfinished := export(t, s, "ada")

	there := open(t, storePath(t))
	_, err := there.Import("x", unfinished, noon)
	must(t, err)
	resumed, err := there.Draft(KeyOf(a))
	must(t, err)
	resumed.CompletedAt = noon
	must(t, there.Complete(resumed))

	_, err = s.Import("y", export(t, there, "ada"), noon)
	must(t, err)
	done, err := s.Import("x", unfinished, noon)
	must(t, err)
	if begun, err := s.Drafts(); err != nil || len(begun) > 0 || !slices.Equal(done.Present, []string{a.ID}) {
		t.Errorf("drafts %v, error %v, import %+v", begun, err, done)
	}
}

func TestImportKeepsTheOrderOfTheBundle(t *testing.T) {
	t.Parallel()
	s := filled(t)
	var want []string
	for n, minutes := range []int{10, 60, 5, 20} {
		a := completed(n, "Ada")
		a.CompletedAt = noon.AddDate(0, 0, minutes)
		must(t, s.Complete(a))
		want = append(want, a.ID)
	}
	there := open(t, storePath(t))
	_, err := there.Import("x", export(t, s, "ada"), noon)
	must(t, err)
	list, err := there.List(Filter{})
	must(t, err)
	if got := ids(list); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// imports a file of one assessment, changed on the way.
func imports(t *testing.T, s *Store, change func(*assess.Assessment)) error {
	t.Helper()
	a := completed(9, "Ada")
	change(a)
	text, err := assess.Encode(a)
	must(t, err)
	_, err = s.Import("x.json", text, noon, tinyText())
	return err
}

func TestImportFindsPeopleByTheirShownName(t *testing.T) {
	t.Parallel()
	s := filled(t, completed(1, "Ada"))
	must(t, imports(t, s, func(a *assess.Assessment) { a.Subject.Name, a.Rater.Name = "Bob Secret", "Bob Secret" }))
	for subject, want := range map[string]string{"ada": newID(1), "bob-secret": newID(9)} {
		if list, err := s.List(Filter{Subject: subject}); err != nil || !slices.Equal(ids(list), []string{want}) {
			t.Errorf("%s: %v, error %v", subject, ids(list), err)
		}
	}
}

func TestImportRefusesWhatNobodyCanBe(t *testing.T) {
	t.Parallel()
	s := filled(t)
	for what, change := range map[string]func(*assess.Assessment){
		"self by another":   func(a *assess.Assessment) { a.Rater = person("Bob") },
		"their own manager": func(a *assess.Assessment) { a.Relation = assess.Manager },
		"no name":           func(a *assess.Assessment) { a.Subject.Name, a.Rater.Name = "", "" },
	} {
		wantKind(t, imports(t, s, change), Refused)
		if list, err := s.List(Filter{}); err != nil || len(list) > 0 {
			t.Errorf("%s: %d assessments were stored, error %v", what, len(list), err)
		}
	}
	must(t, imports(t, s, func(a *assess.Assessment) { a.Subject, a.Rater = assess.Me, assess.Me }))
}

// TestImportLeavesTheDraftOfAnother brings an assessment and a draft of Bob under
// the id of a draft of Ada.
func TestImportLeavesTheDraftOfAnother(t *testing.T) {
	t.Parallel()
	s := filled(t)
	must(t, s.SaveDraft(draft(9, "Ada")))
	bobs := filled(t)
	must(t, bobs.SaveDraft(draft(9, "Bob")))
	wantKind(t, imports(t, s, func(a *assess.Assessment) { a.Subject, a.Rater = person("Bob"), person("Bob") }), Conflicting)
	_, err := s.Import("bob.json", export(t, bobs, "bob"), noon)
	wantKind(t, err, Conflicting)
	begun, err := s.Drafts()
	if must(t, err); len(begun) != 1 || begun[0].Subject.Name != "Ada" {
		t.Errorf("the drafts are %v", begun)
	}
}

func TestBadImportsAreRefused(t *testing.T) {
	t.Parallel()
	s := adas(t)
	file := string(export(t, s, "ada"))
	one, err := assess.Encode(draft(5, "Ada"))
	must(t, err)
	edit := func(old, new string) string {
		if strings.Count(file, old) == 0 {
			t.Fatalf("%q is not in the bundle", old)
		}
		return strings.Replace(file, old, new, 1)
	}
	for what, c := range map[string]struct{ file, says string }{
		"nothing":             {"", "x.json"},
		"text":                {"hello", "x.json"},
		"half":                {file[:len(file)/2], "x.json"},
		"text behind":         {file + "{}", "x.json"},
		"a newer bundle":      {edit("bundle/v1", "bundle/v2"), "rung 2"},
		"a key twice":         {edit(`"drafts": [`, `"drafts": [], "drafts": [`), "duplicate-key"},
		"a key misspelt":      {edit(`"drafts": [`, `"Drafts": [`), "unknown-key"},
		"an inner key twice":  {edit(`"id": "tiny",`, `"id": "tiny", "id": "tiny",`), "duplicate-key"},
		"a missing key":       {edit(`"version": "1.0.0",`, ``), "missing-key"},
		"another text":        {edit(`title: {en: Tiny,`, `title: {en: Tony,`), "digest"},
		"another name for it": {edit(`"id": "tiny"`, `"id": "tony"`), "tony 1.0.0"},
		"an unknown question": {edit(`"question": "teams-led"`, `"question": "teams-fed"`), "teams-fed"},
		"a bad id":            {edit(`"id": "0193a5e4`, `"id": "x193a5e4`), "x.json:"},
		"a draft as done":     {edit(`"completed_at": "2026-11-22T12:01:00Z",`, ``), newID(1)},
		"a single draft":      {string(one), newID(5)},
		"another rubric id":   {edit("\"rubric\": {\n        \"id\": \"tiny\"", "\"rubric\": {\n        \"id\": \"tony\""), "tony 1.0.0"},
		"a huge file":         {strings.Repeat(" ", assess.MaxFile+1), "4 MiB"},
	} {
		fresh := open(t, storePath(t))
		_, err := fresh.Import("x.json", []byte(c.file), noon)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v, want it to say %q", what, err, c.says)
		}
		if list, err := fresh.List(Filter{}); err != nil || len(list) > 0 {
			t.Errorf("%s: %d assessments were stored, error %v", what, len(list), err)
		}
	}
}

func TestPositionsInABundle(t *testing.T) {
	t.Parallel()
	file := string(export(t, adas(t), "ada"))
	before, _, _ := strings.Cut(file, `"relation": "peer"`)
	place := fmt.Sprintf("x.json:%d:", strings.Count(before, "\n")+1)
	broken := strings.Replace(file, `"relation": "peer"`, `"relation": "pear"`, 1)
	_, err := open(t, storePath(t)).Import("x.json", []byte(broken), noon)
	if err == nil || !strings.Contains(err.Error(), place) {
		t.Errorf("error %v, want %s", err, place)
	}
}

func TestExportOfNobody(t *testing.T) {
	t.Parallel()
	_, err := adas(t).Export("nobody")
	wantKind(t, err, Missing)
}
