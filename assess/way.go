package assess

import (
	"math"

	"rung/rubric"
)

// searchBudget bounds the nodes that the search for the smallest change visits. The
// built-in rubric needs a few hundred.
const searchBudget = 400_000

// smallestChange finds the fewest one-step raises that make target the closest
// level; among equals, those after which target is nearest, then those on
// earlier dimensions. The last raise of a dimension may be cut by its top step.
// What the target asks less of (a change of track) is taken as done, not counted.
//
// It is an exact branch and bound over dimensions. How much the lead over one
// other level can still grow with m raises among the dimensions to come is
// computed exactly beforehand, for each level and m; a branch that cannot pass
// some level any more is cut.
func smallestChange(r *rubric.Rubric, p profile, target *rubric.Level) ([]Raise, Reach) {
	s := newWaySearch(r, changeTrack(p, target), target)
	for count := 0; count <= s.most && s.nodes < searchBudget; count++ {
		s.count = count
		s.visit(0, count, 0, make([]float64, len(s.others)))
		if s.best != nil {
			break
		}
	}
	switch {
	case s.nodes >= searchBudget:
		return nil, TooLarge
	case s.best == nil:
		return nil, Unreachable
	}
	return s.change(), Reachable
}

// changeTrack lowers the profile to what target asks for at the most.
func changeTrack(p profile, target *rubric.Level) profile {
	changed := p.clone()
	for _, q := range target.Requires {
		at, slack, known := p.stand(q)
		if most := float64(q.Hi); known && at > most+slack+tolerance {
			changed.value[q.Dimension] = math.Min(p.value[q.Dimension], most)
			if slack == 0 {
				changed.setFact(q.By, most)
			}
		}
	}
	return changed
}

// waySearch holds the tables of one search. Index i counts the known
// dimensions, o the other levels, n raises on one dimension.
type waySearch struct {
	r      *rubric.Rubric
	start  profile
	target *rubric.Level
	others []*rubric.Level
	dims   []int // known dimensions, in rubric order
	most   int   // raises possible in all

	drop    [][]float64   // [i][n]: how much nearer target is; −Inf: n is not allowed
	lead    [][][]float64 // [o][i][n]: other's part less target's; +Inf: other is not eligible
	maxDrop [][]float64   // [i][m]: most that dimensions i… can add with m raises
	maxLead [][][]float64 // [o][i][m]

	count, nodes int
	raises, best []int
	bestDrop     float64
}

func newWaySearch(r *rubric.Rubric, start profile, target *rubric.Level) *waySearch {
	s := &waySearch{r: r, start: start, target: target}
	for d := range r.Dimensions {
		if start.known[d] {
			s.dims = append(s.dims, d)
			s.most += s.raisesOn(d)
		}
	}
	for _, d := range s.dims {
		s.drop = append(s.drop, s.drops(d))
	}
	s.maxDrop = suffixBest(s.drop, s.most)
	for i := range r.Levels {
		if l := &r.Levels[i]; l != target {
			s.others = append(s.others, l)
			leads := s.leads(l)
			s.lead = append(s.lead, leads)
			s.maxLead = append(s.maxLead, suffixBest(leads, s.most))
		}
	}
	s.raises = make([]int, len(s.dims))
	return s
}

func (s *waySearch) raisesOn(d int) int {
	return int(math.Ceil(float64(s.r.Dimensions[d].Top()) - s.start.value[d] - tolerance))
}

// raised is where the profile stands after n raises on dimension d alone.
func (s *waySearch) raised(d, n int) profile { return s.start.raised(s.r, d, n) }

func (s *waySearch) part(l *rubric.Level, d, n int, weight float64) float64 {
	return part(s.r, l, s.raised(d, n), d, weight)
}

func (s *waySearch) drops(d int) []float64 {
	weight := s.start.weightOf(s.r, s.target)
	out := make([]float64, s.raisesOn(d)+1)
	for n := range out {
		out[n] = s.part(s.target, d, 0, weight) - s.part(s.target, d, n, weight)
		if !metOn(s.target, d, s.raised(d, n)) {
			out[n] = math.Inf(-1)
		}
	}
	return out
}

func (s *waySearch) leads(other *rubric.Level) [][]float64 {
	weight, mine := s.start.weightOf(s.r, other), s.start.weightOf(s.r, s.target)
	all := make([][]float64, len(s.dims))
	for i, d := range s.dims {
		all[i] = make([]float64, len(s.drop[i]))
		for n := range all[i] {
			all[i][n] = s.part(other, d, n, weight) - s.part(s.target, d, n, mine)
			switch {
			case math.IsInf(s.drop[i][n], -1):
				all[i][n] = math.Inf(-1)
			case !metOn(other, d, s.raised(d, n)):
				all[i][n] = math.Inf(1)
			}
		}
	}
	return all
}

// metOn reports whether the requirements that l has on dimension d are met, or not
// known to be missed.
func metOn(l *rubric.Level, d int, p profile) bool {
	for _, q := range l.Requires {
		if at, slack, known := p.stand(q); q.Dimension == d && known && !meets(q, at, slack) {
			return false
		}
	}
	return true
}

// suffixBest returns, for each i and m, the largest sum of one entry per
// dimension i… whose indexes add up to at most m.
func suffixBest(gain [][]float64, most int) [][]float64 {
	best := make([][]float64, len(gain)+1)
	best[len(gain)] = make([]float64, most+1)
	for i := len(gain) - 1; i >= 0; i-- {
		best[i] = make([]float64, most+1)
		for m := range best[i] {
			best[i][m] = math.Inf(-1)
			for n := 0; n < len(gain[i]) && n <= m; n++ {
				if rest := best[i+1][m-n]; !math.IsInf(gain[i][n], -1) && !math.IsInf(rest, -1) {
					best[i][m] = math.Max(best[i][m], gain[i][n]+rest)
				}
			}
		}
	}
	return best
}

// visit decides dimension i with left raises to spend, and takes every branch
// that may still be a better way than the best one known.
func (s *waySearch) visit(i, left int, drop float64, lead []float64) {
	s.nodes++
	if s.nodes >= searchBudget || s.hopeless(i, left, drop, lead) {
		return
	}
	if i == len(s.dims) {
		if left == 0 && closest(s.r, s.after(s.raises)) == s.target {
			s.best, s.bestDrop = append([]int(nil), s.raises...), drop
		}
		return
	}
	for n := min(left, len(s.drop[i])-1); n >= 0; n-- {
		if math.IsInf(s.drop[i][n], -1) {
			continue
		}
		s.raises[i] = n
		grown := make([]float64, len(lead))
		for o := range lead {
			grown[o] = lead[o] + s.lead[o][i][n]
		}
		s.visit(i+1, left-n, drop+s.drop[i][n], grown)
	}
	s.raises[i] = 0
}

func (s *waySearch) hopeless(i, left int, drop float64, lead []float64) bool {
	if s.best != nil && drop+s.maxDrop[i][left] <= s.bestDrop+tolerance {
		return true
	}
	for o := range lead {
		if lead[o]+s.maxLead[o][i][left] < -2*tolerance {
			return true
		}
	}
	return false
}

// after is the profile with so many raises on each known dimension.
func (s *waySearch) after(raises []int) profile {
	p := s.start
	for i, d := range s.dims {
		p = p.raised(s.r, d, raises[i])
	}
	return p
}

func (s *waySearch) change() []Raise {
	var change []Raise
	for i, d := range s.dims {
		if s.best[i] > 0 {
			change = append(change, Raise{&s.r.Dimensions[d], s.start.value[d], s.raised(d, s.best[i]).value[d]})
		}
	}
	return change
}
