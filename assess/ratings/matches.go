package ratings

import "math"

// Matches counts pairs of raters of a same subject: Exact of them gave the same
// value, OtherTrack the same value on different tracks, which is not exact, and
// WithinOne values at most 1 apart, on whatever tracks.
type Matches struct{ Pairs, Exact, OtherTrack, WithinOne int }

// Matches counts, by id of each rater, the pairs that they are one of.
func (s *Sheet) Matches() map[string]Matches {
	counts := make([]Matches, len(s.raters))
	s.eachPair(func(a, b cell) {
		counts[a.rater].count(a, b)
		counts[b.rater].count(a, b)
	})
	named := map[string]Matches{}
	for i, m := range counts {
		named[s.raters[i]] = m
	}
	return named
}

// eachPair visits the ratings of every subject two by two, the earlier rater first.
func (s *Sheet) eachPair(visit func(a, b cell)) {
	for _, row := range s.rows {
		for j, b := range row {
			for _, a := range row[:j] {
				visit(a, b)
			}
		}
	}
}

// count takes in a pair.
func (m *Matches) count(a, b cell) {
	apart := math.Abs(a.value - b.value)
	m.Pairs++
	switch {
	case apart > sameValue:
	case a.track != b.track && a.track != "" && b.track != "":
		m.OtherTrack++
	default:
		m.Exact++
	}
	if apart <= 1+sameValue {
		m.WithinOne++
	}
}
