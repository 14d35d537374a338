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
		Gaps:         gaps(r, p, target),
	}
	for d := range r.Dimensions {
		if !p.known[d] {
			path.Unknown = append(path.Unknown, &r.Dimensions[d])
		}
	}
	path.ShortestWay, path.Reach = shortestWay(r, p, target)
	return path
}

// gaps lists the shortfalls against a level's scope, the heaviest first.
func gaps(r *rubric.Rubric, p profile, target *rubric.Level) []Gap {
	var short []Gap
	total := 0.0
	for d := range r.Dimensions {
		dim, lo := &r.Dimensions[d], target.Scope[d].Lo
		missing := float64(lo) - p.value[d]
		if !p.known[d] || missing <= tolerance {
			continue
		}
		share := dim.Weight * missing / float64(dim.Top())
		total += share
		short = append(short, Gap{Dimension: dim, Index: d, Have: p.value[d], Need: lo, Steps: missing, Share: share})
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
