package assess

import (
	"slices"

	"rung/rubric"
)

// Undecided is a dimension whose open questions decide which level is the
// closest.
type Undecided struct {
	Dimension *rubric.Dimension
	Questions []*rubric.Question // open; at least one
	Levels    []*rubric.Level    // two or more, in rubric order
}

// undecidedFloor is the probability under which a level is not in question beside
// two others, where nothing is known of a dimension.
const undecidedFloor = 0.05

// undecided are the dimensions with a requirement that nothing answered verifies,
// where one answer or another would give another level.
func (res *Result) undecided(p profile) []Undecided {
	var all []Undecided
	for d, dv := range res.Dimensions {
		if !res.unverified(dv.Dimension) {
			continue
		}
		open := res.openOn(d)
		if levels := res.decided(p, d, open); len(levels) > 1 {
			all = append(all, Undecided{dv.Dimension, open, levels})
		}
	}
	return all
}

// unverified reports whether a level requires of a dimension what is not known.
func (res *Result) unverified(d *rubric.Dimension) bool {
	return slices.ContainsFunc(res.Ranking, func(k Ranked) bool {
		return slices.ContainsFunc(k.Unverified, func(m Must) bool { return m.Dimension == d })
	})
}

// openOn are the questions of a dimension without an answer.
func (res *Result) openOn(d int) []*rubric.Question {
	return slices.DeleteFunc(questionsOf(res.Rubric, d), func(q *rubric.Question) bool {
		return slices.ContainsFunc(res.Dimensions[d].Steps, func(s AnswerStep) bool { return s.Question == q })
	})
}

// answering is the profile with a step for every open question of a dimension, as
// near as its answers come.
func (res *Result) answering(p profile, d int, open []*rubric.Question, step int) profile {
	filled, total := p.clone(), 0
	for _, given := range res.Dimensions[d].Steps {
		total += given.Step
	}
	for _, q := range open {
		to := nearest(q.StepsPossible(), float64(step))
		total += to
		if decides(res.Rubric, q) {
			filled.setFact(q, float64(to))
		}
	}
	filled.set(d, float64(total)/float64(len(res.Dimensions[d].Steps)+len(open)))
	return filled
}

// decided are the levels in question that some answer to the open questions of a
// dimension makes the closest, in rubric order: the two nearest, and what is likely.
func (res *Result) decided(p profile, d int, open []*rubric.Question) []*rubric.Level {
	reached := map[*rubric.Level]bool{}
	for step := range res.Rubric.Dimensions[d].Steps {
		reached[closest(res.Rubric, res.answering(p, d, open, step))] = true
	}
	var likely, levels []*rubric.Level
	for _, k := range res.Ranking {
		if reached[k.Level] && (len(likely) < 2 || p.known[d] || k.Probability >= undecidedFloor) {
			likely = append(likely, k.Level)
		}
	}
	for i := range res.Rubric.Levels {
		if l := &res.Rubric.Levels[i]; slices.Contains(likely, l) {
			levels = append(levels, l)
		}
	}
	return levels
}
