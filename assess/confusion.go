package assess

import (
	"cmp"
	"slices"

	"rung/rubric"
)

// Found is how many simulated people of a level are found there.
type Found struct {
	Level  *rubric.Level
	People int
	Exact  float64 // share
}

// Confusion is a pair of levels of which people of one are taken for the other.
type Confusion struct {
	A, B *rubric.Level // in rubric order
	AAsB float64       // share of the people at home on A who are found on B
	BAsA float64       // and the other way
	// Apart is the dimension that tells them apart best: the one on which the weighted
	// scopes lie farthest from each other. It is nil where every scope of one meets that
	// of the other.
	Apart *rubric.Dimension
}

// taken is what people of a level are taken for in this pair, and the share of them; 0
// for a level that is not of it.
func (c Confusion) taken(home *rubric.Level) (other *rubric.Level, share float64) {
	switch home {
	case c.A:
		return c.B, c.AAsB
	case c.B:
		return c.A, c.BAsA
	}
	return nil, 0
}

// foundAt says of each level how many of its people are found there.
func foundAt(r *rubric.Rubric, outcomes []outcome) []Found {
	all := make([]Found, len(r.Levels))
	for i := range r.Levels {
		all[i].Level = &r.Levels[i]
		all[i].People, all[i].Exact = taken(outcomes, &r.Levels[i], &r.Levels[i])
	}
	return all
}

// confused are the pairs of levels that are taken for each other, the most first.
func confused(r *rubric.Rubric, outcomes []outcome) []Confusion {
	var all []Confusion
	for j := range r.Levels {
		for i := range j {
			c := Confusion{A: &r.Levels[i], B: &r.Levels[j]}
			_, c.AAsB = taken(outcomes, c.A, c.B)
			_, c.BAsA = taken(outcomes, c.B, c.A)
			if c.AAsB+c.BAsA > 0 {
				c.Apart = tellsApart(r, c.A, c.B)
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Confusion) int { return cmp.Compare(y.AAsB+y.BAsA, x.AAsB+x.BAsA) })
	return all
}

// taken counts the people at home on a level, and the share of them who are found on
// another; 0 of none.
func taken(outcomes []outcome, home, found *rubric.Level) (people int, share float64) {
	there := 0
	for _, o := range outcomes {
		if o.home == home {
			people++
			if o.found.Level == found {
				there++
			}
		}
	}
	return people, float64(there) / float64(max(people, 1))
}

// tellsApart is the dimension on which the scopes of two levels lie farthest from each
// other, in its weight times its share of steps; of several, the first.
func tellsApart(r *rubric.Rubric, a, b *rubric.Level) (best *rubric.Dimension) {
	most := 0.0
	for d := range r.Dimensions {
		dim := &r.Dimensions[d]
		between := max(a.Scope[d].Lo-b.Scope[d].Hi, b.Scope[d].Lo-a.Scope[d].Hi)
		if far := dim.Weight * float64(between) / float64(dim.Top()); !a.Scope[d].Any && !b.Scope[d].Any && far > most {
			most, best = far, dim
		}
	}
	return best
}
