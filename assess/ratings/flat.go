package ratings

import (
	"maps"
	"math"
)

// flatChance is the chance of ratings that are all alike below which it is
// remarkable.
const flatChance = 0.05

// enoughAlike is how many subjects it takes to wonder at one value for them all.
const enoughAlike = 5

// Flats are the raters whose ratings tell nobody apart, by id, with the value of the
// scale that they give everybody: where that is remarkable, because somebody who
// drew as many of the other raters' ratings by lot would have drawn one value
// throughout with a chance of less than 5 %. A rater is not named if others rated the
// same subjects, and alike as well, unless all ratings are alike, of at least
// enoughAlike subjects. TestSimulatedSentences counts how often a rater is
// named who does tell people apart.
func (s *Sheet) Flats(scale Scale) map[string]float64 {
	own, others := make([]extent, len(s.raters)), make([]extent, len(s.raters))
	given := map[float64]int{}
	for _, row := range s.rows {
		for _, c := range row {
			own[c.rater].take(c.value)
			given[scale.Nearest(c.value)]++
		}
	}
	s.eachPair(func(a, b cell) {
		others[a.rater].take(scale.Nearest(b.value))
		others[b.rater].take(scale.Nearest(a.value))
	})
	flats := map[string]float64{}
	for r, mine := range own {
		value := scale.Nearest(mine.low)
		remarkable := !others[r].alike() && chanceAlike(given, value, mine.n) < flatChance
		if mine.alike() && (remarkable || len(given) == 1 && mine.n >= enoughAlike) {
			flats[s.raters[r]] = value
		}
	}
	return flats
}

// chanceAlike is how likely n ratings are alike that are drawn from those given but
// n of that value, the rater's own; 1 where there are no others.
func chanceAlike(given map[float64]int, value float64, n int) float64 {
	others := maps.Clone(given)
	others[value] -= n
	all := 0
	for _, count := range others {
		all += count
	}
	if all == 0 {
		return 1
	}
	chance := 0.0
	for _, count := range others {
		chance += math.Pow(float64(count)/float64(all), float64(n))
	}
	return chance
}

// extent is how many values there are, the lowest and the highest.
type extent struct {
	n         int
	low, high float64
}

func (e *extent) take(v float64) {
	if e.n == 0 {
		e.low, e.high = v, v
	}
	e.n, e.low, e.high = e.n+1, min(e.low, v), max(e.high, v)
}

// alike reports whether there are several, and all the same.
func (e extent) alike() bool { return e.n > 1 && e.high-e.low <= sameValue }
