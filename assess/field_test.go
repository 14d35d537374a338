package assess_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/elsewhere"
	"rung/rubric"
	"rung/rubrics"
)

// TestField scores the levels of public ladders, from the facts they state
// alone, and holds the README to the figures. `make field` prints them.
func TestField(t *testing.T) {
	r := assess.BuiltIn(t)
	levels := publicLadders(t).Levels()
	var exact, either, near, named, covered, misfits int
	for _, l := range levels {
		a := &assess.Assessment{Answers: fieldAnswers(t, r, l)}
		found := assess.ClosestAnyway(r, a)
		if res := assess.Score(r, a); res.Level != nil {
			covered++
			misfits += one(res.Fit.Grade == assess.Misfit)
		}
		accepted := slices.Clone(l.Or)
		if l.Is != nil {
			named++
			accepted = append(accepted, l.Is)
		}
		exact += one(l.Is != nil && l.Is.ID == found.ID)
		either += one(slices.ContainsFunc(accepted, func(a *rubric.Level) bool { return a.ID == found.ID }))
		near += one(slices.ContainsFunc(accepted, func(a *rubric.Level) bool { return abs(a.Rung-found.Rung) <= 1 }))
		t.Logf("%-12s %s, %s", found.ID, l.Ladder.Name, l.Title)
	}
	figures := fmt.Sprintf("exact %d of %d, exact or alternative %d of %d, within one rung %d of %d; %d state enough for a level, which describes %d of them",
		exact, named, either, len(levels), near, len(levels), covered, covered-misfits)
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

// fieldAnswers are the facts of a level as answers, checked like anybody's.
func fieldAnswers(t *testing.T, r *rubric.Rubric, l *elsewhere.Level) []assess.Answer {
	var answers []assess.Answer
	for _, f := range l.Facts {
		said := fmt.Sprint(midpoint(f.Least, f.Most))
		if f.Option != nil {
			said = f.Option.ID
		}
		a, err := assess.ParseAnswer(r, f.Question.ID+"="+said)
		if err != nil {
			t.Fatalf("%s: %v", l.Title, err)
		}
		answers = append(answers, a)
	}
	return answers
}

// midpoint is that of a range, rounded down; its lower end where it has no upper one.
func midpoint(least, most float64) int { return int(least+max(least, most)) / 2 }

// publicLadders are those that come with rung.
func publicLadders(t *testing.T) *elsewhere.Ladders {
	t.Helper()
	name, data, err := rubrics.Ladders("product")
	if err != nil {
		t.Fatal(err)
	}
	ladders, err := elsewhere.Parse(name, data, func(string) (*rubric.Rubric, error) { return assess.BuiltIn(t), nil })
	if err != nil {
		t.Fatal(err)
	}
	return ladders
}
