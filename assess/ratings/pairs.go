package ratings

import (
	"cmp"
	"math"
	"slices"
)

// RaterPair is two raters, and how far they agree on the subjects that both have
// rated.
type RaterPair struct {
	Raters  [2]string // ids, ascending
	Matches           // one pair for every subject they share
	// Difference is the mean of the first rater's values less the second's.
	Difference float64
}

// Pairs compares raters two by two, where they share at least so many subjects:
// those who agree least first, as RenamePairs orders them.
func (s *Sheet) Pairs(least int) []RaterPair {
	at := map[[2]int]int{}
	var all []RaterPair
	s.eachPair(func(a, b cell) {
		i, met := at[[2]int{a.rater, b.rater}]
		if !met {
			i = len(all)
			at[[2]int{a.rater, b.rater}] = i
			all = append(all, RaterPair{Raters: [2]string{s.raters[a.rater], s.raters[b.rater]}})
		}
		all[i].count(a, b)
		all[i].Difference += a.value - b.value
	})
	kept := slices.DeleteFunc(all, func(p RaterPair) bool { return p.Pairs < least })
	for i := range kept {
		kept[i].Difference /= float64(kept[i].Pairs)
	}
	sortPairs(kept)
	return kept
}

// RenamePairs gives the raters other ids and puts the pairs in order again: the
// smallest share of exact pairs first; of equals the smallest share within one,
// then the largest difference, then by id.
func RenamePairs(pairs []RaterPair, name func(id string) string) []RaterPair {
	renamed := slices.Clone(pairs)
	for i := range renamed {
		p := &renamed[i]
		p.Raters = [2]string{name(p.Raters[0]), name(p.Raters[1])}
		if p.Raters[0] > p.Raters[1] {
			p.Raters[0], p.Raters[1], p.Difference = p.Raters[1], p.Raters[0], -p.Difference
		}
	}
	sortPairs(renamed)
	return renamed
}

func sortPairs(pairs []RaterPair) {
	slices.SortFunc(pairs, func(a, b RaterPair) int {
		return cmp.Or(
			Compare(a.of(a.Exact), b.of(b.Exact)), Compare(a.of(a.WithinOne), b.of(b.WithinOne)),
			Compare(math.Abs(b.Difference), math.Abs(a.Difference)), slices.Compare(a.Raters[:], b.Raters[:]))
	})
}

// of is the share of the pairs that n are.
func (m Matches) of(n int) float64 { return float64(n) / float64(m.Pairs) }
