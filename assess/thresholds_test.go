package assess

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rung/rubric"
)

// below is the number next to x on the way down.
func below(x float64) float64 { return math.Nextafter(x, 0) }

func TestBandsBeginAtTheirBounds(t *testing.T) {
	for _, c := range []struct {
		confidence, runnerUp float64
		want                 Band
	}{
		{1, 0, High}, {0.75, 0.25, High}, {below(0.75), 0.25, High}, {0.749999, 0, Medium},
		{0.5, 0, Medium}, {below(0.5), 0, Medium}, {0.499999, 0, Low}, {0, 0, Low},
		{0.6, 0.4, Medium}, {0.6, 0.400001, Low}, // one and a half times
	} {
		if got := bandOf(c.confidence, c.runnerUp); got != c.want {
			t.Errorf("%v before %v is %s, want %s", c.confidence, c.runnerUp, got, c.want)
		}
	}
}

// twoLevels are l0 at step 0 and l1 at step 1 of one dimension with two questions;
// l1 requires step 1 of the first.
func twoLevels() *rubric.Rubric {
	r := ladderOf(1, 1)
	r.Dimensions, r.Questions[1].Dimension = r.Dimensions[:1], 0
	r.Fitted, r.Spread = true, [2]float64{0.1, 0.3}
	r.Levels = []rubric.Level{
		{ID: "l0", Rung: 1, Next: []int{1}, Scope: []rubric.Range{{Lo: 0, Hi: 0}}},
		{ID: "l1", Rung: 2, Scope: []rubric.Range{{Lo: 1, Hi: 1}},
			Requires: []rubric.Requirement{{By: &r.Questions[0], Range: rubric.Range{Lo: 1, Hi: 1}}}},
	}
	return r
}

func answered(r *rubric.Rubric, steps ...int) *Assessment {
	a := &Assessment{Rubric: Ref(r), Relation: Self}
	for q, step := range steps {
		if step >= 0 {
			a.Answers = append(a.Answers, AnswerAt(&r.Questions[q], step))
		}
	}
	return a
}

const open = -1

func TestARequirementByAQuestionTestsThatAnswer(t *testing.T) {
	r := twoLevels()
	for _, c := range []struct {
		steps []int
		level int
	}{
		{[]int{0, 0}, 0},
		{[]int{0, 1}, 0}, // the mean would do
		{[]int{1, 0}, 1}, // tied, and met
		{[]int{1, 1}, 1},
	} {
		res := Score(r, answered(r, c.steps...))
		eligible := res.Ranking[slices.IndexFunc(res.Ranking, func(k Ranked) bool { return k.Level == &r.Levels[1] })].Eligible
		if eligible != (c.level == 1) {
			t.Errorf("%v: eligible %v", c.steps, eligible)
		}
	}
}

func TestOpenQuestionsThatDecideAreNamed(t *testing.T) {
	r := twoLevels()
	res := Score(r, answered(r, open, 1))
	if len(res.Undecided) != 1 || len(res.Undecided[0].Levels) != 2 || res.Undecided[0].Questions[0] != &r.Questions[0] {
		t.Fatalf("undecided: %+v", res.Undecided)
	}
	if res.Confidence.Band != Low {
		t.Errorf("%s while a question decides", res.Confidence.Band)
	}
	if res := Score(r, answered(r, 1, 1)); res.Undecided != nil {
		t.Errorf("decided, yet %+v", res.Undecided)
	}
}

func TestFitIsGradedByTheSpread(t *testing.T) {
	r := twoLevels()
	r.Levels[1].Requires = nil
	for i, c := range []struct {
		spread [2]float64
		want   Grade
	}{
		{[2]float64{0.5, 0.6}, Described}, {[2]float64{0.499999, 0.6}, Uneven}, {[2]float64{0.4, 0.499999}, Misfit},
	} {
		r.Spread = c.spread
		res := Score(r, answered(r, 0, 1)) // half a step of one from either
		if res.Fit.Grade != c.want || (res.Confidence.Band == Low) != (c.want == Misfit || i >= 0) {
			t.Errorf("%v: %s, confidence %s", c.spread, res.Fit.Grade, res.Confidence.Band)
		}
	}
	if r.Spread = [2]float64{}; Score(r, answered(r, 0, 1)).Fit != nil {
		t.Error("a fit without a spread")
	}
}

func TestNoTemperatureIsTooHighForAFigure(t *testing.T) {
	r := twoLevels()
	r.Temperature = rubric.MaxTemperature
	for _, steps := range [][]int{{0, 1}, {1, open}, {open, 1}} {
		res := Score(r, answered(r, steps...))
		if v := res.Confidence.Value; !(v >= 0 && v <= 1) || !(*res.Standing >= 1 && *res.Standing <= 2) {
			t.Errorf("%v: confidence %v, standing %v", steps, v, *res.Standing)
		}
	}
}

func TestNoBandWithoutATemperature(t *testing.T) {
	r := twoLevels()
	r.Fitted = false
	if c := Score(r, answered(r, 0, 0)).Confidence; c.Band != "" {
		t.Errorf("%s of a rubric that was never fitted", c.Band)
	}
}

func TestAMeanMeetsARequirementWithinHalfAStep(t *testing.T) {
	atLeast2, atMost1 := rubric.Requirement{Range: rubric.Range{Lo: 2, Hi: 4}}, rubric.Requirement{Range: rubric.Range{Lo: 0, Hi: 1}}
	for _, c := range []struct {
		requires rubric.Requirement
		value    float64
		want     bool
	}{
		{atLeast2, 1.5, true}, {atLeast2, 1.5 - 1e-10, true}, {atLeast2, 1.5 - 1e-8, false},
		{atMost1, 1.5, true}, {atMost1, 1.5 + 1e-10, true}, {atMost1, 1.5 + 1e-8, false},
	} {
		if got := meets(c.requires, c.value, requirementSlack); got != c.want {
			t.Errorf("%v against %+v: %v", c.value, c.requires, got)
		}
	}
}

// ladderOf has one level, and a dimension of each weight with a question of one
// threshold.
func ladderOf(weights ...float64) *rubric.Rubric {
	r := &rubric.Rubric{ID: "r", Version: "1", Temperature: 10}
	l := rubric.Level{ID: "l", Rung: 1, Scope: make([]rubric.Range, len(weights))}
	for d, w := range weights {
		r.Dimensions = append(r.Dimensions, rubric.Dimension{ID: fmt.Sprint("d", d), Weight: w, Steps: make([]rubric.Text, 2)})
		r.Questions = append(r.Questions, rubric.Question{ID: fmt.Sprint("q", d), Dimension: d, Kind: rubric.Number, Thresholds: []float64{1}})
	}
	r.Levels = []rubric.Level{l}
	return r
}

func TestALevelIsGivenFromCoverageOfThreeFifths(t *testing.T) {
	for _, c := range []struct {
		weights  []float64
		answered int
		want     bool
	}{
		{[]float64{1, 1, 1, 1, 1}, 3, true},
		{[]float64{1, 1, 1, 1, 1}, 2, false},
		{[]float64{0.599, 0.401}, 1, false},
		{[]float64{below(0.6), 1 - below(0.6)}, 1, true}, // by rounding alone
	} {
		r := ladderOf(c.weights...)
		a := &Assessment{Rubric: Ref(r), Relation: Self}
		for i := range c.answered {
			a.Answers = append(a.Answers, AnswerAt(&r.Questions[i], 0))
		}
		if res := Score(r, a); (res.Level != nil) != c.want {
			t.Errorf("%d of %v answered, coverage %v: level %v", c.answered, c.weights, res.Coverage, res.Level)
		}
	}
}

// Where one answer is missing, the confidence is a mean of those that its
// possible answers would give.
func TestTheConfidenceOfSomeAnswersIsAMeanOverTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		for i := range r.Levels {
			r.Levels[i].Requires = nil
		}
		all := make([]Answer, len(r.Questions))
		for i := range all {
			all[i] = AnswerAt(&r.Questions[i], rapid.SampledFrom(r.Questions[i].StepsPossible()).Draw(t, "step"))
		}
		missing := rapid.IntRange(0, len(all)-1).Draw(t, "missing")
		some := Brief(r, &Assessment{Answers: slices.Delete(slices.Clone(all), missing, missing+1)})
		if some.Level == nil {
			return
		}
		least, most := 1.0, 0.0
		for _, step := range r.Questions[missing].StepsPossible() {
			all[missing] = AnswerAt(&r.Questions[missing], step)
			for _, k := range Brief(r, &Assessment{Answers: all}).Ranking {
				if k.Level == some.Level {
					least, most = min(least, k.Probability), max(most, k.Probability)
				}
			}
		}
		if p := some.Confidence.Value; p < least-tolerance || p > most+tolerance || some.Ways == 0 {
			t.Fatalf("%v, over %d ways, is not within %v to %v", p, some.Ways, least, most)
		}
	})
}
