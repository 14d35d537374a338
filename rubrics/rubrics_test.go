package rubrics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rung/assess"
	"rung/rubric"
	"rung/rubrics"
)

func parse(t *testing.T, id string) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := rubric.Resolve(name, data, builtIn)
	if err != nil {
		t.Fatalf("this rubric is not valid:\n%v", err)
	}
	return r
}

// builtIn finds what a built-in rubric extends: another, with its full version, so
// that it stays what it is when that one changes.
func builtIn(ref string) (name string, data []byte, err error) {
	if id, version, _ := strings.Cut(ref, "@"); !slices.Contains(rubrics.Versions(id), version) {
		return "", nil, fmt.Errorf("%q is no built-in rubric with its version", ref)
	}
	return rubrics.Read(ref)
}

func TestEveryRubricIsValidAndReadsWell(t *testing.T) {
	if len(rubrics.IDs()) == 0 {
		t.Fatal("no rubric is built in")
	}
	for _, id := range rubrics.IDs() {
		r := parse(t, id)
		if r.ID != id {
			t.Errorf("%s.yaml calls itself %s; the file and the id must agree", id, r.ID)
		}
		if !r.Fitted || r.Spread[0] == 0 {
			t.Errorf("%s has no temperature and spread; fit them", id)
		}
		name, data, _ := rubrics.Read(id)
		if advice := rubric.Lint(name, data, builtIn); len(advice) > 0 {
			t.Errorf("%s could read better:\n%v", id, advice)
		}
	}
}

// TestProductIsWhatItPromises holds the built-in ladder to what the README and
// the source say of it.
func TestProductIsWhatItPromises(t *testing.T) {
	r := parse(t, "product")
	if n := len(r.Questions); n < 22 || n > 27 {
		t.Errorf("%d questions; 22 to 27 take ten minutes", n)
	}
	facts := 0
	for _, q := range r.Questions {
		if q.Kind == rubric.Number {
			facts++
		}
	}
	if 3*facts < len(r.Questions) {
		t.Errorf("%d of %d questions count facts; at least a third should, as facts are harder to inflate", facts, len(r.Questions))
	}
	for d, dim := range r.Dimensions {
		if n := len(r.QuestionsOf(d)); n < 2 {
			t.Errorf("%s has %d question; one answer alone wobbles too much", dim.ID, n)
		}
	}
	want := map[string][]string{
		"apm": {"pm"}, "pm": {"senior-pm"}, "senior-pm": {"staff-pm", "gpm"},
		"staff-pm": {"principal-pm", "gpm"}, "principal-pm": {"director"},
		"gpm": {"director"}, "director": {"cpo"}, "cpo": nil,
	}
	for _, l := range r.Levels {
		next, known := want[l.ID]
		if !known || len(next) != len(l.Next) {
			t.Errorf("%s leads to %d levels, want %v", l.ID, len(l.Next), next)
			continue
		}
		for i, n := range l.Next {
			if r.Levels[n].ID != next[i] {
				t.Errorf("%s leads to %s, want %s", l.ID, r.Levels[n].ID, next[i])
			}
		}
	}
	if len(r.Levels) != len(want) {
		t.Errorf("%d levels, want %d", len(r.Levels), len(want))
	}
}

func personas(t *testing.T, r *rubric.Rubric) []assess.Persona {
	t.Helper()
	name, data, err := rubrics.Personas(r.ID)
	if err != nil {
		t.Fatal(err)
	}
	all, err := assess.ParsePersonas(name, data, r)
	if err != nil {
		t.Fatal(err)
	}
	return all.All
}

// TestEveryLevelHasAPersona holds that each level has somebody to show; what comes of
// them, `rung rubric test` holds to what they expect.
func TestEveryLevelHasAPersona(t *testing.T) {
	for _, id := range rubrics.IDs() {
		r := parse(t, id)
		expected := map[*rubric.Level]bool{}
		for _, one := range personas(t, r) {
			expected[one.Level] = true
		}
		for i := range r.Levels {
			if !expected[&r.Levels[i]] {
				t.Errorf("nobody is expected to be a %s on %s", r.Levels[i].ID, id)
			}
		}
	}
}

// TestAStrongPrincipalIsNotToldToManage scores an expert whose only distance
// from a director is the track.
func TestAStrongPrincipalIsNotToldToManage(t *testing.T) {
	r := parse(t, "product")
	people := r.DimensionIndex("people")
	all := personas(t, r)
	principal := all[slices.IndexFunc(all, func(p assess.Persona) bool { return p.ID == "principal-pm" })]
	res := assess.Score(r, principal.Assessment(r))
	own := res.Toward(res.Level)
	for _, g := range own.Gaps {
		if r.DimensionIndex(g.Dimension.ID) == people {
			t.Error("people management is named as a gap of a Principal PM")
		}
	}
	for _, p := range res.Next {
		if p.Level.Track == res.Level.Track {
			t.Errorf("%s is on the same track, and above the last of it", p.Level.ID)
		}
	}
}

// TestPublishedVersionsStay holds every published version to the bytes that
// assessments name by their digest.
func TestPublishedVersionsStay(t *testing.T) {
	published := map[string]string{
		"product@1.0.0": "cb5e7d5",
	}
	for _, id := range rubrics.IDs() {
		for _, version := range rubrics.Versions(id)[1:] {
			if published[id+"@"+version] == "" {
				t.Errorf("%s %s has no digest here", id, version)
			}
		}
	}
	for ref, digest := range published {
		if r := parse(t, ref); r.ID+"@"+r.Version != ref || r.Digest[:7] != digest {
			t.Errorf("%s reads as %s %s (%.7s), want the digest %s", ref, r.ID, r.Version, r.Digest, digest)
		}
	}
}
