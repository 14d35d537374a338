package assess

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestBriefIsTheBeginningOfScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		want := Score(r, a)
		want.Next, want.Strengths, want.TippingPoints = nil, nil, nil
		if diff := cmp.Diff(want, Brief(r, a)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The mean steps of an assessment in which each dimension is answered in full,
// given as values, score as the assessment does.
func TestValuesScoreAsTheAnswersTheyAreTheMeansOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		r.Spread = [2]float64{} // single answers have a fit of their own
		for l := range r.Levels {
			for i := range r.Levels[l].Requires {
				r.Levels[l].Requires[i].By = nil // no mean is a fact
			}
		}
		a := &Assessment{Rubric: Ref(r), Relation: Self}
		values := map[string]float64{}
		for d := range r.Dimensions {
			if rapid.IntRange(0, 4).Draw(t, "left out") == 0 {
				continue
			}
			total := 0
			for _, q := range r.QuestionsOf(d) {
				step := rapid.SampledFrom(r.Questions[q].StepsPossible()).Draw(t, "step")
				a.Answers = append(a.Answers, AnswerAt(&r.Questions[q], step))
				total += step
			}
			values[r.Dimensions[d].ID] = float64(total) / float64(len(r.QuestionsOf(d)))
		}
		got, err := ScoreValues(r, values)
		if err != nil {
			t.Fatal(err)
		}
		want := Brief(r, a)
		want.Assessment = nil
		for d := range want.Dimensions {
			want.Dimensions[d].Steps = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestValuesThatDoNotFitAreRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		top := float64(r.Dimensions[0].Top())
		for _, bad := range []float64{-0.01, top + 0.01, math.NaN(), math.Inf(1), math.Inf(-1)} {
			if _, err := ScoreValues(r, map[string]float64{"d0": bad}); err == nil {
				t.Errorf("%v of %v is taken", bad, top)
			}
		}
		for _, good := range []float64{0, top / 2, top} {
			if _, err := ScoreValues(r, map[string]float64{"d0": good}); err != nil {
				t.Error(err)
			}
		}
		_, err := ScoreValues(r, map[string]float64{"d0": 0, "dO": 0, "zz": 0})
		if err == nil || err.Error() != "the rubric “gen” has no dimension “dO”; did you mean “d0”?" {
			t.Errorf("the slip is answered by %v", err)
		}
	})
}
