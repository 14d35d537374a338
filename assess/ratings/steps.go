package ratings

import "math"

// Neighbours are two values of a scale, one next to the other, and how raters of a
// same subject use them.
type Neighbours struct {
	Low, High float64
	Pairs     int // of raters who both gave one of the two
	Apart     int // of these, who gave one each
	lows      int // of these, who both gave Low
}

// chance is the share of pairs that would be apart if the values that they gave were
// dealt to them by lot.
func (n Neighbours) chance() float64 {
	all := float64(2 * n.Pairs)
	low := float64(2*n.lows + n.Apart)
	return 2 * low * (all - low) / (all * (all - 1))
}

// confusion is the share of pairs apart, in units of chance: 1 where raters draw
// lots.
func (n Neighbours) confusion() float64 { return float64(n.Apart) / float64(n.Pairs) / n.chance() }

// What it takes to name two neighbours: with 95 %, the confusion of these two is at
// least blurredFrom, and that of all others together at most sharpTo.
const blurredFrom, sharpTo = 0.8, 0.7

// Blurred are the two neighbours whom raters do not tell apart although they tell the
// others apart; nil where none can be named. It is true where between these two
// raters draw lots, as they would if both had the same words, and between no others;
// TestSimulatedSentences counts. Of several, those with the most confusion are named.
func (s *Sheet) Blurred(scale Scale) *Neighbours {
	all := s.neighbours(scale)
	var most *Neighbours
	for i := range all {
		n := &all[i]
		if n.Apart == 0 || most != nil && n.confusion() <= most.confusion() {
			continue
		}
		low, _ := wilson(float64(n.Apart), float64(n.Pairs))
		if low >= blurredFrom*n.chance() && toldApart(all, i) {
			most = n
		}
	}
	return most
}

// neighbours are the values of the scale two by two.
func (s *Sheet) neighbours(scale Scale) []Neighbours {
	var all []Neighbours
	for i := range max(0, len(scale)-1) {
		all = append(all, Neighbours{Low: scale[i], High: scale[i+1]})
	}
	s.eachPair(func(a, b cell) {
		low, high := scale.index(a.value), scale.index(b.value)
		low, high = min(low, high), max(low, high)
		switch high - low {
		case 0:
			if low < len(all) {
				all[low].Pairs++
				all[low].lows++
			}
			if low > 0 {
				all[low-1].Pairs++
			}
		case 1:
			all[low].Pairs++
			all[low].Apart++
		}
	})
	return all
}

// toldApart reports whether raters tell the other neighbours apart than those at
// except, taken together.
func toldApart(all []Neighbours, except int) bool {
	pairs, apart, chance := 0.0, 0.0, 0.0
	for i, n := range all {
		if i != except && n.Pairs > 0 {
			pairs, apart, chance = pairs+float64(n.Pairs), apart+float64(n.Apart), chance+float64(n.Pairs)*n.chance()
		}
	}
	if pairs == 0 {
		return false
	}
	_, high := wilson(apart, pairs)
	return high*pairs <= sharpTo*chance
}

// wilson is the interval that holds, with 95 %, the share of which k of n is a
// sample (Wilson 1927, Journal of the American Statistical Association 22:209).
func wilson(k, n float64) (low, high float64) {
	const z = 1.959964
	p, by := k/n, 1+z*z/n
	center, half := (p+z*z/(2*n))/by, z/by*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return center - half, center + half
}
