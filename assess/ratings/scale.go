package ratings

import (
	"cmp"
	"math"
)

// sameValue is the distance at which two values count as one. It is far above
// rounding and far below any step.
const sameValue = 1e-9

// Scale lists the values that could be given, ascending: the rungs of a ladder,
// or the steps of a dimension.
type Scale []float64

// Nearest is the value nearest to x; halfway between two, the higher. The scale
// is not empty.
func (s Scale) Nearest(x float64) float64 { return s[s.index(x)] }

// Candidates are the values nearest to x, ascending: one, or two where x lies
// halfway between them. The scale is not empty.
func (s Scale) Candidates(x float64) []float64 {
	n := s.index(x)
	if n > 0 && math.Abs(x-s.boundary(n-1)) <= sameValue {
		return s[n-1 : n+1 : n+1]
	}
	return s[n : n+1 : n+1]
}

// index is the place of the value nearest to x; 0 in an empty scale.
func (s Scale) index(x float64) int {
	n := 0
	for n+1 < len(s) && x >= s.boundary(n)-sameValue {
		n++
	}
	return n
}

// boundary is halfway from value i to the next.
func (s Scale) boundary(i int) float64 { return (s[i] + s[i+1]) / 2 }

// around is the boundaries on either side of a value of the scale; without end
// beyond the first and the last.
func (s Scale) around(value float64) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	n := s.index(value)
	if n > 0 {
		low = s.boundary(n - 1)
	}
	if n+1 < len(s) {
		high = s.boundary(n)
	}
	return low, high
}

// closest is the boundary closest to x, and how far it is; very far without
// boundaries.
func (s Scale) closest(x float64) (boundary, distance float64) {
	distance = math.MaxFloat64
	for i := range max(0, len(s)-1) {
		if d := math.Abs(x - s.boundary(i)); d < distance {
			boundary, distance = s.boundary(i), d
		}
	}
	return boundary, distance
}

// tenth is a place as people are told it: to a tenth; halfway, further from zero.
func tenth(x float64) float64 { return math.Round(math.Round(x*1e6)/1e5) / 10 }

// apart is how far two places are from each other as they are told, so that what is
// said of it holds for the figures beside it.
func apart(from, to float64) float64 { return math.Round(10*(tenth(to)-tenth(from))) / 10 }

// Compare orders two weights or chances, each rounded to six decimals: those
// that are equal on paper are equal.
func Compare(a, b float64) int { return cmp.Compare(math.Round(a*1e6), math.Round(b*1e6)) }
