package assess_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rung/assess"
	"rung/rubric"
)

// TestField scores the levels of public ladders, from the facts they state
// alone, and holds the README to the figures. `make field` prints them.
func TestField(t *testing.T) {
	r := assess.BuiltIn(t)
	var entries []fieldEntry
	readJSON(t, "testdata/field.json", &entries)
	var exact, either, near, named, covered, misfits int
	for _, e := range entries {
		a := &assess.Assessment{Answers: fieldAnswers(t, r, e)}
		found := assess.ClosestAnyway(r, a)
		if res := assess.Score(r, a); res.Level != nil {
			covered++
			misfits += one(res.Fit.Grade == assess.Misfit)
		}
		accepted := strings.Split(e.RoleAlt, "|")
		if e.Role != "other" {
			named++
			accepted = append([]string{e.Role}, accepted...)
		}
		hit, within := false, false
		for _, role := range accepted {
			i := r.LevelIndex(role)
			hit = hit || role == found.ID
			within = within || i >= 0 && abs(r.Levels[i].Rung-found.Rung) <= 1
		}
		exact += one(e.Role == found.ID)
		either += one(hit)
		near += one(within)
		t.Logf("%s %-12s %-12s → %-12s %s, %s", e.ID, e.Role, e.RoleAlt, found.ID, e.Ladder, e.Title)
	}
	figures := fmt.Sprintf("exact %d of %d, exact or alternative %d of %d, within one rung %d of %d; %d state enough for a level, which describes %d of them",
		exact, named, either, len(entries), near, len(entries), covered, covered-misfits)
	t.Log(figures)
	if 10*misfits > covered {
		t.Errorf("no level describes %d of %d that state enough; people on a ladder are ordinary, so at most 1 in 10", misfits, covered)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(strings.Fields(string(readme)), " "), figures) {
		t.Errorf("README.md does not state the figures measured: %s", figures)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func abs(n int) int { return max(n, -n) }

// fieldAnswers are the coded answers of an entry, checked like anybody's.
func fieldAnswers(t *testing.T, r *rubric.Rubric, e fieldEntry) []assess.Answer {
	var answers []assess.Answer
	for question, value := range e.Answers {
		a, err := assess.ParseAnswer(r, fmt.Sprintf("%s=%v", question, value))
		if err != nil {
			t.Fatalf("%s: %v", e.ID, err)
		}
		answers = append(answers, a)
	}
	return answers
}
