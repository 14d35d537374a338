package assess

import (
	"cmp"
	"slices"

	"rung/rubric"
)

// Toward says what separates the result's answers from a level, its own closest
// level included. The result must have a ranking.
func (res *Result) Toward(target *rubric.Level) Path {
	r, p := res.Rubric, res.profile()
	at := newRanked(r, target, p)
	path := Path{
		Level:        target,
		Distance:     at.Distance,
		Requirements: at.Unmet,
		Gaps:         res.gaps(target, at.Unmet),
	}
	for d := range r.Dimensions {
		if !p.known[d] && asks(target, d) {
			path.Unknown = append(path.Unknown, &r.Dimensions[d])
		}
	}
	path.SmallestChange, path.Reach = smallestChange(r, p, target)
	return path
}

// asks reports whether a level says or requires anything about a dimension.
func asks(l *rubric.Level, d int) bool {
	return !l.Scope[d].Any || slices.ContainsFunc(l.Requires, func(q rubric.Requirement) bool { return q.Dimension == d })
}

// gaps lists the shortfalls against a level's scope, the heaviest first. What an
// unmet requirement says already is not among them.
func (res *Result) gaps(target *rubric.Level, unmet []Must) []Gap {
	var short []Gap
	total := 0.0
	for _, dv := range res.Dimensions {
		d := dv.Dimension
		lo := target.Scope[res.Rubric.DimensionIndex(d.ID)].Lo
		said := slices.ContainsFunc(unmet, func(m Must) bool { return m.Dimension == d })
		if dv.Value == nil || said || float64(lo)-*dv.Value <= tolerance {
			continue
		}
		gap := Gap{Dimension: d, Have: *dv.Value, Need: lo, Steps: float64(lo) - *dv.Value}
		for _, given := range dv.Steps {
			if given.Step < lo {
				gap.Answers = append(gap.Answers, given)
			}
		}
		gap.Share = d.Weight * gap.Steps / float64(d.Top())
		total += gap.Share
		short = append(short, gap)
	}
	for i := range short {
		short[i].Share /= total
	}
	slices.SortStableFunc(short, func(a, b Gap) int { return cmp.Compare(grid(b.Share), grid(a.Share)) })
	return short
}

// tippingPoints tries each answer one step lower and one step higher, all others
// kept, and keeps those that change the level. A choice moves to the nearest
// step that one of its options has.
func (res *Result) tippingPoints(p profile) []TippingPoint {
	var points []TippingPoint
	for d := range res.Dimensions {
		dv := &res.Dimensions[d]
		for _, given := range dv.Steps {
			for _, to := range neighbours(given.Question, given.Step) {
				moved := p.clone()
				moved.set(d, *dv.Value+float64(to-given.Step)/float64(len(dv.Steps)))
				if decides(res.Rubric, given.Question) {
					moved.setFact(given.Question, float64(to))
				}
				if l := closest(res.Rubric, moved); l != nil && l != res.Level {
					points = append(points, TippingPoint{given.Question, given.Step, to, l})
				}
			}
		}
	}
	return points
}

// neighbours are the nearest steps below and above that an answer to q can give.
func neighbours(q *rubric.Question, step int) []int {
	possible := q.StepsPossible()
	at, _ := slices.BinarySearch(possible, step)
	var near []int
	if at > 0 {
		near = append(near, possible[at-1])
	}
	if at+1 < len(possible) {
		near = append(near, possible[at+1])
	}
	return near
}
