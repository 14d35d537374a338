package assess

import (
	"math"
	"slices"

	"rung/rubric"
)

// profile is where somebody stands: a value per dimension, in steps, where known,
// and the step of each answer that a requirement is tested by.
type profile struct {
	value []float64
	known []bool
	facts []fact
	// unasked marks values that were given directly: each stands for every answer
	// on its dimension.
	unasked bool
}

// fact is the step of one answer.
type fact struct {
	question *rubric.Question
	step     float64
}

func newProfile(dimensions int) profile {
	return profile{value: make([]float64, dimensions), known: make([]bool, dimensions)}
}

func (p *profile) set(d int, v float64) { p.value[d], p.known[d] = v, true }

func (p *profile) setFact(q *rubric.Question, step float64) {
	for i := range p.facts {
		if p.facts[i].question == q {
			p.facts[i].step = step
			return
		}
	}
	p.facts = append(p.facts, fact{q, step})
}

func (p profile) clone() profile {
	return profile{slices.Clone(p.value), slices.Clone(p.known), slices.Clone(p.facts), p.unasked}
}

// profile is the profile a result was computed from.
func (res *Result) profile() profile {
	p := newProfile(len(res.Dimensions))
	p.unasked = res.Assessment == nil
	for d, dv := range res.Dimensions {
		if dv.Value != nil {
			p.set(d, *dv.Value)
		}
		for _, given := range dv.Steps {
			if decides(res.Rubric, given.Question) {
				p.setFact(given.Question, float64(given.Step))
			}
		}
	}
	return p
}

// decides reports whether a requirement is tested by the answer to q.
func decides(r *rubric.Rubric, q *rubric.Question) bool {
	for _, l := range r.Levels {
		for _, must := range l.Requires {
			if must.By == q {
				return true
			}
		}
	}
	return false
}

// stand is where the profile stands on what a requirement tests, in steps, and how
// far that may miss it: a fact not at all, a mean of answers by half a step.
func (p profile) stand(q rubric.Requirement) (at, slack float64, known bool) {
	if q.By == nil || p.unasked {
		return p.value[q.Dimension], requirementSlack, p.known[q.Dimension]
	}
	for _, f := range p.facts {
		if f.question == q.By {
			return f.step, 0, true
		}
	}
	return 0, 0, false
}

// raised is the profile with n steps more on every answer of a dimension, none of
// which passes the top step.
func (p profile) raised(r *rubric.Rubric, d, n int) profile {
	top, up := float64(r.Dimensions[d].Top()), p.clone()
	up.value[d] = math.Min(p.value[d]+float64(n), top)
	for i, f := range up.facts {
		if f.question.Dimension == d {
			up.facts[i].step = math.Min(f.step+float64(n), top)
		}
	}
	return up
}

// weight is the weight of the known dimensions.
func (p profile) weight(r *rubric.Rubric) float64 {
	sum := 0.0
	for d := range r.Dimensions {
		if p.known[d] {
			sum += r.Dimensions[d].Weight
		}
	}
	return sum
}

// weightOf is the weight of the known dimensions about which l says something. It
// is above 0 from CoverageFloor on, because every level says something about half
// of the weight.
func (p profile) weightOf(r *rubric.Rubric, l *rubric.Level) float64 {
	sum := 0.0
	for d := range r.Dimensions {
		if p.known[d] && !l.Scope[d].Any {
			sum += r.Dimensions[d].Weight
		}
	}
	return sum
}

func (p profile) coverage(r *rubric.Rubric) float64 {
	all := 0.0
	for _, d := range r.Dimensions {
		all += d.Weight
	}
	return p.weight(r) / all
}
