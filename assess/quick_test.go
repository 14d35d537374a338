package assess

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rung/rubric"
)

func TestAQuickInterviewAsksOpenQuestionsUntilTheLevelStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		next := NextQuestion(r, a.Answers)
		slices.Reverse(a.Answers)
		if again := NextQuestion(r, a.Answers); again != next {
			t.Fatalf("question %d, and with the answers in another order %d", next, again)
		}
		open := len(r.Questions) - len(a.Answers)
		if next == -1 {
			if open > 0 && Brief(r, a).Level == nil {
				t.Fatalf("%d questions are open, but none is asked though there is no level", open)
			}
			return
		}
		if _, reached := a.Answer(r.Questions[next].ID); reached {
			t.Fatalf("%s is asked again", r.Questions[next].ID)
		}
	})
}

// What nobody simulated would answer still leads to the end.
func TestAQuickInterviewOfAnybodyEnds(t *testing.T) {
	r := builtIn(t)
	for _, step := range []func(q *rubric.Question, i int) int{
		func(q *rubric.Question, i int) int { return 0 },
		func(q *rubric.Question, i int) int { return r.Dimensions[q.Dimension].Top() },
		func(q *rubric.Question, i int) int { return i % 2 * r.Dimensions[q.Dimension].Top() },
	} {
		var answers []Answer
		for i := NextQuestion(r, answers); i != -1; i = NextQuestion(r, answers) {
			if len(answers) == len(r.Questions) {
				t.Fatal("more questions than there are")
			}
			q := &r.Questions[i]
			answers = append(answers, AnswerAt(q, step(q, i)))
		}
		if res := Brief(r, &Assessment{Answers: answers}); res.Coverage < CoverageFloor {
			t.Errorf("ended with %d answers and a coverage of %v", len(answers), res.Coverage)
		}
	}
}

func TestClosestRanksFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		p := Brief(r, genAnswers(t, r)).profile()
		first := rank(r, p)[0]
		if l := closest(r, p); l != first.Level && first.Eligible || l != nil && !first.Eligible {
			t.Fatalf("closest is %v, first is %s, eligible %v", l, first.Level.ID, first.Eligible)
		}
	})
}

func TestLookalikesGoOnFromWhatWasAnswered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		open := openOf(r, a)
		newLookalikes(place(r, a)).answer(open, 3, func(steps []int, p profile) {
			whole := *a
			whole.Answers = slices.Clone(a.Answers)
			for i, q := range open {
				whole.Answers = append(whole.Answers, AnswerAt(&r.Questions[q], steps[i]))
			}
			if diff := cmp.Diff(place(r, &whole).profile(), p, cmp.AllowUnexported(profile{}, fact{}),
				cmpopts.EquateApprox(0, tolerance), cmpopts.SortSlices(func(a, b fact) bool { return a.question.ID < b.question.ID })); diff != "" {
				t.Fatal(diff)
			}
		})
	})
}

// With nothing answered, the ways to answer are those of the people of Simulate.
func TestLookalikesOfNobodyAreEverybody(t *testing.T) {
	r := builtIn(t)
	nobody := place(r, &Assessment{})
	open := openOf(r, nobody.Assessment)
	drawn, simulated := make([]float64, len(open)), make([]float64, len(open))
	const ways = 8000
	newLookalikes(nobody).answer(open, ways, func(steps []int, _ profile) {
		for i, step := range steps {
			drawn[i] += float64(step) / ways
		}
	})
	for n := range ways {
		for i, a := range somebody(r, n) {
			simulated[i] += float64(Step(&r.Questions[i], a.Value)) / ways
		}
	}
	for i := range open {
		if math.Abs(drawn[i]-simulated[i]) > 0.1 {
			t.Errorf("%s: mean step %.3f, of simulated people %.3f", r.Questions[i].ID, drawn[i], simulated[i])
		}
	}
}

func TestTheNextQuestionOfALargeRubricIsQuick(t *testing.T) {
	r := &rubric.Rubric{Temperature: 30}
	for d := range 50 {
		r.Dimensions = append(r.Dimensions, rubric.Dimension{ID: fmt.Sprint("d", d), Weight: 1, Steps: make([]rubric.Text, 5)})
		for q := range 10 {
			r.Questions = append(r.Questions, rubric.Question{ID: fmt.Sprintf("q%d-%d", d, q), Dimension: d, Kind: rubric.Number, Thresholds: []float64{1, 2, 3, 4}})
		}
	}
	for l := range 10 {
		level := rubric.Level{ID: fmt.Sprint("l", l), Rung: l + 1}
		for d := range 50 {
			level.Scope = append(level.Scope, rubric.Range{Lo: (4*l + d%9) / 9, Hi: (4*l + d%9) / 9})
		}
		r.Levels = append(r.Levels, level)
	}
	answers := somebody(r, 0)[:250]
	began := time.Now()
	NextQuestion(r, answers)
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %v", took)
	}
}
