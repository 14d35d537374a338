package assess

import (
	"math"
	"slices"

	"rung/rubric"
)

// Trend compares the first and the last of one rater's dated results on one
// subject.
type Trend struct {
	First, Last *Result // both name a level
	Change      float64 // of standing, in rungs
	// Wobble is how far the standing of two such sets of answers moves by
	// chance: one standard deviation, in rungs.
	Wobble float64
}

// Clear reports whether the change is more than twice what chance alone does.
func (t Trend) Clear() bool { return math.Abs(t.Change) > 2*t.Wobble }

// NewTrend makes the trend of results in order of time. It is absent when fewer
// than two of them name a level.
func NewTrend(results []*Result) (Trend, bool) {
	var placed []*Result
	for _, r := range results {
		if r.Named() != nil {
			placed = append(placed, r)
		}
	}
	if len(placed) < 2 {
		return Trend{}, false
	}
	t := Trend{First: placed[0], Last: placed[len(placed)-1]}
	t.Change = *t.Last.Standing - *t.First.Standing
	t.Wobble = math.Sqrt(t.First.standingVariance() + t.Last.standingVariance())
	return t, true
}

// standingVariance is Σ P·(rung − standing)² of a result with a level.
func (res *Result) standingVariance() float64 {
	v := 0.0
	for _, k := range res.Ranking {
		off := float64(k.Level.Rung) - *res.Standing
		v += k.Probability * off * off
	}
	return v
}

// Comparison sets several results on one rubric side by side: self against
// manager and peers, or then against now.
type Comparison struct {
	Results    []*Result
	Dimensions []ComparedDimension // in order of the first result's rubric
	Questions  []ComparedQuestion  // where answers differ, in that order
}

// ComparedDimension is one dimension as each result sees it.
type ComparedDimension struct {
	Dimension *rubric.Dimension
	Values    []*float64 // one per result; nil where it has no answer
	Spread    *float64   // highest less lowest, in steps; nil with fewer than two values
}

// ComparedQuestion is one question as each result answers it.
type ComparedQuestion struct {
	Question *rubric.Question
	Answers  []*AnswerStep // one per result; nil where it has no answer
	Spread   int           // highest less lowest step
}

// Compare compares results of rubrics with the same id. Versions may differ:
// what only some of them have is absent for the others.
func Compare(results []*Result) Comparison {
	c := Comparison{Results: results}
	first := results[0].Rubric
	for d := range first.Dimensions {
		c.Dimensions = append(c.Dimensions, compareDimension(results, &first.Dimensions[d]))
	}
	for q := range first.Questions {
		if compared := compareQuestion(results, &first.Questions[q]); compared.Spread > 0 {
			c.Questions = append(c.Questions, compared)
		}
	}
	return c
}

func compareDimension(results []*Result, d *rubric.Dimension) ComparedDimension {
	c := ComparedDimension{Dimension: d}
	low, high, n := math.Inf(1), math.Inf(-1), 0
	for _, res := range results {
		var value *float64
		if i := res.Rubric.DimensionIndex(d.ID); i >= 0 {
			value = res.Dimensions[i].Value
		}
		c.Values = append(c.Values, value)
		if value != nil {
			low, high, n = math.Min(low, *value), math.Max(high, *value), n+1
		}
	}
	if n > 1 {
		spread := high - low
		c.Spread = &spread
	}
	return c
}

func compareQuestion(results []*Result, q *rubric.Question) ComparedQuestion {
	c := ComparedQuestion{Question: q}
	low, high := math.MaxInt, math.MinInt
	for _, res := range results {
		step := res.answerTo(q.ID)
		c.Answers = append(c.Answers, step)
		if step != nil {
			low, high = min(low, step.Step), max(high, step.Step)
		}
	}
	if high > low {
		c.Spread = high - low
	}
	return c
}

func (res *Result) answerTo(question string) *AnswerStep {
	for _, dv := range res.Dimensions {
		for i := range dv.Steps {
			if dv.Steps[i].Question.ID == question {
				return &dv.Steps[i]
			}
		}
	}
	return nil
}

// Widest returns the n questions on which the answers part most, the widest
// first, of equals the earlier in the rubric.
func (c Comparison) Widest(n int) []ComparedQuestion {
	widest := slices.Clone(c.Questions)
	slices.SortStableFunc(widest, func(a, b ComparedQuestion) int { return b.Spread - a.Spread })
	return widest[:min(n, len(widest))]
}
