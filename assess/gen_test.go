package assess

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"rung/rubric"
)

// genRubric draws a small valid rubric: levels whose scopes differ pairwise on a
// dimension where they do not overlap, and questions that can give every step.
func genRubric(t *rapid.T) *rubric.Rubric {
	r := &rubric.Rubric{ID: "gen", Version: "1", Digest: "0000000", Temperature: rapid.Float64Range(1, 60).Draw(t, "temperature")}
	for d := range rapid.IntRange(1, 4).Draw(t, "dimensions") {
		r.Dimensions = append(r.Dimensions, rubric.Dimension{
			ID:     fmt.Sprintf("d%d", d),
			Weight: rapid.SampledFrom([]float64{0.5, 1, 1, 2}).Draw(t, "weight"),
			Steps:  make([]rubric.Text, rapid.IntRange(2, 6).Draw(t, "steps")),
		})
	}
	for l := range rapid.IntRange(1, 5).Draw(t, "levels") {
		level := genLevel(t, r, l)
		if !slices.ContainsFunc(r.Levels, func(other rubric.Level) bool { return overlap(other, level) }) {
			r.Levels = append(r.Levels, level)
		}
	}
	for l := range r.Levels {
		if l+1 < len(r.Levels) {
			r.Levels[l].Next = []int{l + 1}
		}
	}
	for d := range r.Dimensions {
		for q := range rapid.IntRange(1, 3).Draw(t, "questions") {
			r.Questions = append(r.Questions, genQuestion(t, r, d, q))
		}
	}
	r.Fitted, r.Spread = rapid.Bool().Draw(t, "fitted"), [2]float64{0.1, 0.2}
	for l := range r.Levels {
		for i := range r.Levels[l].Requires {
			genBy(t, r, &r.Levels[l].Requires[i])
		}
	}
	return r
}

// genBy has one question decide a requirement, or none.
func genBy(t *rapid.T, r *rubric.Rubric, must *rubric.Requirement) {
	asked := r.QuestionsOf(must.Dimension)
	if at := rapid.IntRange(-len(asked), len(asked)-1).Draw(t, "by"); at >= 0 {
		must.By = &r.Questions[asked[at]]
	}
}

func genLevel(t *rapid.T, r *rubric.Rubric, l int) rubric.Level {
	level := rubric.Level{ID: fmt.Sprintf("l%d", l), Short: fmt.Sprintf("L%d", l), Rung: l + 1}
	for d := range r.Dimensions {
		top := r.Dimensions[d].Top()
		lo := rapid.IntRange(0, top).Draw(t, "lo")
		hi := min(top, lo+rapid.IntRange(0, 1).Draw(t, "width"))
		level.Scope = append(level.Scope, rubric.Range{Lo: lo, Hi: hi})
		if rapid.IntRange(0, 4).Draw(t, "any") == 0 {
			lo, hi = sayNothing(r, &level, d)
		}
		switch rapid.IntRange(0, 7).Draw(t, "requires") {
		case 0:
			level.Requires = append(level.Requires, rubric.Requirement{Dimension: d, Range: rubric.Range{Lo: rapid.IntRange(0, lo).Draw(t, "min"), Hi: top}})
		case 1:
			level.Requires = append(level.Requires, rubric.Requirement{Dimension: d, Range: rubric.Range{Lo: 0, Hi: rapid.IntRange(hi, top).Draw(t, "max")}})
		}
	}
	return level
}

// sayNothing has a level say nothing about a dimension, if it may; it returns what
// the level expects there.
func sayNothing(r *rubric.Rubric, level *rubric.Level, d int) (lo, hi int) {
	before := level.Scope[d]
	level.Scope[d] = rubric.Range{Lo: 0, Hi: r.Dimensions[d].Top(), Any: true}
	said, all := 0.0, 0.0
	for i, dim := range r.Dimensions {
		if all += dim.Weight; i >= len(level.Scope) || !level.Scope[i].Any {
			said += dim.Weight
		}
	}
	if said < all/2 {
		level.Scope[d] = before
	}
	return level.Scope[d].Lo, level.Scope[d].Hi
}

// overlap reports whether some answers lie in the scopes of both levels.
func overlap(a, b rubric.Level) bool {
	for d := range a.Scope {
		if a.Scope[d].Hi < b.Scope[d].Lo || b.Scope[d].Hi < a.Scope[d].Lo {
			return false
		}
	}
	return true
}

func genQuestion(t *rapid.T, r *rubric.Rubric, d, n int) rubric.Question {
	q := rubric.Question{ID: fmt.Sprintf("q%d-%d", d, n), Dimension: d, Kind: rubric.Choice}
	top := r.Dimensions[d].Top()
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		q.Kind = rubric.Number
		for s := range top {
			q.Thresholds = append(q.Thresholds, float64(2*s+1))
		}
		return q
	case 1:
		q.Kind = rubric.Several
		most := 0
		for range top {
			most += rapid.IntRange(1, 3).Draw(t, "apart")
			q.Thresholds = append(q.Thresholds, float64(most))
		}
		for o := range most + rapid.IntRange(0, 2).Draw(t, "further") {
			q.Options = append(q.Options, rubric.Option{ID: fmt.Sprintf("o%d", o)})
		}
		return q
	}
	for s := range top + 1 {
		q.Options = append(q.Options, rubric.Option{ID: fmt.Sprintf("o%d", s), Step: s})
	}
	return q
}

// genAnswers draws an assessment with some questions left open in every way.
func genAnswers(t *rapid.T, r *rubric.Rubric) *Assessment {
	a := &Assessment{Rubric: Ref(r), Relation: Self}
	for i := range r.Questions {
		q := &r.Questions[i]
		switch rapid.IntRange(0, 9).Draw(t, "state") {
		case 0:
		case 1:
			a.Answers = append(a.Answers, Answer{Question: q.ID, State: rapid.SampledFrom([]State{Skipped, Unknown, NotApplicable}).Draw(t, "why")})
		default:
			a.Answers = append(a.Answers, genAnswer(t, q))
		}
	}
	return a
}

func genAnswer(t *rapid.T, q *rubric.Question) Answer {
	if q.Kind != rubric.Several {
		return AnswerAt(q, rapid.SampledFrom(q.StepsPossible()).Draw(t, "step"))
	}
	ids := slices.DeleteFunc(optionIDs(q), func(string) bool { return rapid.Bool().Draw(t, "left out") })
	return Answer{Question: q.ID, State: Answered, Value: Value{Ticks: Tick(ids...)}}
}

// inScope answers every question with a step that level l expects.
func inScope(t *rapid.T, r *rubric.Rubric, l *rubric.Level) *Assessment {
	a := &Assessment{Rubric: Ref(r), Relation: Self}
	for i := range r.Questions {
		q := &r.Questions[i]
		scope := l.Scope[q.Dimension]
		var within []int
		for _, s := range q.StepsPossible() {
			if scope.Lo <= s && s <= scope.Hi {
				within = append(within, s)
			}
		}
		if len(within) > 0 {
			a.Answers = append(a.Answers, AnswerAt(q, rapid.SampledFrom(within).Draw(t, "step")))
		}
	}
	return a
}
