package assess

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/rubric"
)

// TestTheSameRubricChangesNobodysLevel compares a rubric with itself.
func TestTheSameRubricChangesNobodysLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		diff := Differ(r, r, []Given{{Name: "one", Answers: genAnswers(t, r)}, {Name: "two", Answers: genAnswers(t, r)}})
		if diff.Verdict() != Same || len(diff.Changes) > 0 || len(diff.Moved) > 0 || len(diff.Compared) != 2 {
			t.Fatalf("%+v", diff)
		}
	})
}

// TestAVerdictIsThatOfTheWeightiestChange makes one change at a time to a ladder of two
// levels, on which somebody stands at the upper end of the lower one.
func TestAVerdictIsThatOfTheWeightiestChange(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*rubric.Rubric)
		want   Verdict
		moved  bool
	}{
		"nothing":         {func(*rubric.Rubric) {}, Same, false},
		"words":           {func(r *rubric.Rubric) { r.Levels[0].Summary = rubric.Text{"en": "Low."} }, Patch, false},
		"what was fitted": {func(r *rubric.Rubric) { r.Fitted = true }, Minor, false},
		"a question": {func(r *rubric.Rubric) {
			r.Questions = append(r.Questions, rubric.Question{ID: "r", Kind: rubric.Number, Thresholds: []float64{1}})
		}, Minor, false},
		"a level far away": {func(r *rubric.Rubric) {
			r.Levels = append(r.Levels, rubric.Level{ID: "top", Rung: 3, Scope: []rubric.Range{{Lo: 3, Hi: 3}}})
		}, Minor, false},
		"a level in the way": {func(r *rubric.Rubric) {
			r.Levels = append(r.Levels, rubric.Level{ID: "mid", Rung: 2, Scope: []rubric.Range{{Lo: 1, Hi: 1}}})
		}, Major, true},
		"a threshold":     {func(r *rubric.Rubric) { r.Questions[0].Thresholds = []float64{1, 2, 4} }, Major, false},
		"a scope":         {func(r *rubric.Rubric) { r.Levels[1].Scope = []rubric.Range{{Lo: 1, Hi: 2}} }, Major, true},
		"a step":          {func(r *rubric.Rubric) { r.Dimensions[0].Steps = make([]rubric.Text, 5) }, Major, false},
		"a removed level": {func(r *rubric.Rubric) { r.Levels = r.Levels[:1]; r.Levels[0].Next = nil }, Major, false},
	} {
		from, to := lowAndHigh(), lowAndHigh()
		c.change(to)
		one := func(q *rubric.Question) Answer { return AnswerAt(q, 1) }
		person := &Assessment{Answers: []Answer{one(&from.Questions[0]), one(&from.Questions[1])}}
		diff := Differ(from, to, []Given{{Name: "somebody", Answers: person}})
		if diff.Verdict() != c.want || (len(diff.Moved) > 0) != c.moved {
			t.Errorf("%s: %s, %+v", name, diff.Verdict(), diff)
		}
		if c.moved && !slices.ContainsFunc(diff.Moved[0].Why, func(why rubric.Change) bool { return why.Of == rubric.ALevel || why.Of == rubric.AScope }) {
			t.Errorf("%s: nothing says why: %+v", name, diff.Moved[0])
		}
	}
}

// TestOnlyWhatDecidedIsWhy changes much of a ladder, of which one thing moves somebody.
func TestOnlyWhatDecidedIsWhy(t *testing.T) {
	much := func(r *rubric.Rubric) {
		r.Levels[0].Summary = rubric.Text{"en": "Low."}
		r.Questions[0].Thresholds = []float64{1, 2, 4}
		r.Fitted, r.Temperature = true, 30
		r.Levels = append(r.Levels, rubric.Level{ID: "top", Rung: 3, Scope: []rubric.Range{{Lo: 3, Hi: 3}}})
	}
	for name, c := range map[string]struct {
		step   int // of both answers
		change func(*rubric.Rubric)
		want   []rubric.Change
	}{
		"a scope": {1, func(r *rubric.Rubric) { r.Levels[1].Scope = []rubric.Range{{Lo: 1, Hi: 2}} },
			[]rubric.Change{{How: rubric.Changed, Of: rubric.AScope, ID: "high.d", From: "2", To: "1–2"}}},
		"a level in the way": {1, func(r *rubric.Rubric) {
			r.Levels = append(r.Levels, rubric.Level{ID: "mid", Rung: 2, Scope: []rubric.Range{{Lo: 1, Hi: 1}}})
		}, []rubric.Change{{How: rubric.Added, Of: rubric.ALevel, ID: "mid", To: " 2 → "}}},
		"a requirement": {2, func(r *rubric.Rubric) {
			r.Levels[1].Requires = []rubric.Requirement{{Range: rubric.Range{Lo: 3, Hi: 3}}}
		},
			[]rubric.Change{{How: rubric.Added, Of: rubric.ARequirement, ID: "high.d", To: "3"}}},
		"a level gone": {2, func(r *rubric.Rubric) { r.Levels[1].ID = "higher" },
			[]rubric.Change{{How: rubric.Removed, Of: rubric.ALevel, ID: "high", From: " 2 → "}}},
		"two together": {1, func(r *rubric.Rubric) {
			for i := range r.Questions {
				r.Questions[i].Thresholds = []float64{0.5, 0.7, 5}
			}
		}, nil},
	} {
		from, to := lowAndHigh(), lowAndHigh()
		much(to)
		c.change(to)
		person := &Assessment{Answers: []Answer{AnswerAt(&from.Questions[0], c.step), AnswerAt(&from.Questions[1], c.step)}}
		diff := Differ(from, to, []Given{{Name: "somebody", Answers: person}})
		if len(diff.Moved) != 1 {
			t.Fatalf("%s: %+v", name, diff)
		}
		if got := cmp.Diff(c.want, diff.Moved[0].Why); got != "" {
			t.Errorf("%s: %s", name, got)
		}
		if both := len(diff.Moved[0].Stepped); c.want == nil && both != 2 {
			t.Errorf("%s: %d answers at another step", name, both)
		}
	}
}

// TestNobodyIsComparedWithoutAQuestionInCommon renames every question, then all but one.
func TestNobodyIsComparedWithoutAQuestionInCommon(t *testing.T) {
	from, to := lowAndHigh(), lowAndHigh()
	person := &Assessment{Answers: []Answer{AnswerAt(&from.Questions[0], 1), AnswerAt(&from.Questions[1], 1)}}
	for i, want := range []bool{true, false} {
		to.Questions[i].ID += "-other"
		diff := Differ(from, to, []Given{{Name: "somebody", Answers: person}})
		if compared := len(diff.Compared) == 1; compared != want || diff.Comparable() != want || diff.Verdict() != Major || !want && len(diff.Moved) > 0 {
			t.Errorf("%d renamed: %+v", i+1, diff)
		}
	}
}

// TestAVersionThatWasNotRaisedIsToBe raises a version as semantic versioning does.
func TestAVersionThatWasNotRaisedIsToBe(t *testing.T) {
	scope := func(r *rubric.Rubric) { r.Levels[1].Scope = []rubric.Range{{Lo: 1, Hi: 2}} }
	for _, c := range []struct {
		version, due string
		change       func(*rubric.Rubric)
		unraised     bool
	}{
		{"2.1.3", "", func(*rubric.Rubric) {}, false},
		{"2.1.3", "2.1.4", func(r *rubric.Rubric) { r.Levels[0].Summary = rubric.Text{"en": "Low."} }, true},
		{"2.1.3", "2.2.0", func(r *rubric.Rubric) { r.Fitted = true }, true},
		{"2.1.3", "3.0.0", scope, true},
		{"spring", "", scope, true},
		{"2.1.3-rc1", "", scope, true},
		{"2.1.3", "", func(r *rubric.Rubric) { r.Version = "3.0.0"; scope(r) }, false},
	} {
		from, to := lowAndHigh(), lowAndHigh()
		from.Version, to.Version = c.version, c.version
		c.change(to)
		if due, unraised := Differ(from, to, nil).Unraised(); due != c.due || unraised != c.unraised {
			t.Errorf("%+v: %q, %v", c, due, unraised)
		}
	}
}
