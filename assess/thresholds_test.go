package assess

import (
	"fmt"
	"math"
	"testing"

	"rung/rubric"
)

// below is the number next to x on the way down.
func below(x float64) float64 { return math.Nextafter(x, 0) }

func TestBandsBeginAtTheirBounds(t *testing.T) {
	for _, c := range []struct {
		confidence float64
		want       Band
	}{
		{1, High}, {0.75, High}, {below(0.75), Medium},
		{0.5, Medium}, {below(0.5), Low}, {0, Low},
	} {
		if got := BandOf(c.confidence); got != c.want {
			t.Errorf("%v is %s, want %s", c.confidence, got, c.want)
		}
	}
}

func TestTheRunnerUpIsNamedFromAFifth(t *testing.T) {
	runnerUp := &rubric.Level{ID: "b"}
	for probability, want := range map[float64]*rubric.Level{0.2: runnerUp, below(0.2): nil} {
		if got := leaning([]Ranked{{Probability: 0.8}, {Level: runnerUp, Probability: probability}}); got != want {
			t.Errorf("at %v: got %v", probability, got)
		}
	}
}

func TestARequirementIsMetWithinHalfAStep(t *testing.T) {
	atLeast2, atMost1 := rubric.Requirement{Range: rubric.Range{Lo: 2, Hi: 4}}, rubric.Requirement{Range: rubric.Range{Lo: 0, Hi: 1}}
	for _, c := range []struct {
		requires rubric.Requirement
		value    float64
		want     bool
	}{
		{atLeast2, 1.5, true}, {atLeast2, 1.5 - 1e-10, true}, {atLeast2, 1.5 - 1e-8, false},
		{atMost1, 1.5, true}, {atMost1, 1.5 + 1e-10, true}, {atMost1, 1.5 + 1e-8, false},
	} {
		if got := meets(c.requires, c.value); got != c.want {
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
			a.Answers = append(a.Answers, answerAt(&r.Questions[i], 0))
		}
		if res := Score(r, a); (res.Level != nil) != c.want {
			t.Errorf("%d of %v answered, coverage %v: level %v", c.answered, c.weights, res.Coverage, res.Level)
		}
	}
}

// The model of the confidence, with its wobble of 1 for an answer and of 0.35
// for the person, at figures computed by hand.
func TestFewerAnswersAreLessSharp(t *testing.T) {
	for n, want := range map[int]float64{
		26: 38,
		13: 38 * (1/26.0 + 0.1225) / (1/13.0 + 0.1225),
		1:  38 * (1/26.0 + 0.1225) / 1.1225,
	} {
		if got := sharpness(38, n, 26); math.Abs(got-want) > 1e-9 {
			t.Errorf("%d of 26: %v, want %v", n, got, want)
		}
	}
}
