package ratings

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// confused is a sheet of two raters who agree but for the pairs of values given, each
// so many times.
func confused(t *testing.T, pairs map[[2]float64]int) *Sheet {
	var given []Rating
	for p, n := range pairs {
		for i := range n {
			subject := fmt.Sprint(p, i)
			given = append(given, Rating{Subject: subject, Rater: "x", Value: p[0]}, Rating{Subject: subject, Rater: "y", Value: p[1]})
		}
	}
	return mustSheet(t, given)
}

func TestBlurred(t *testing.T) {
	steps := Scale{0, 1, 2, 3}
	for _, c := range []struct {
		what  string
		pairs map[[2]float64]int
		want  *Neighbours
	}{
		{"drawn by lot between 1 and 2", map[[2]float64]int{{0, 0}: 60, {1, 1}: 15, {2, 2}: 15, {1, 2}: 20, {2, 1}: 20, {3, 3}: 60}, &Neighbours{1, 2, 70, 40, 15}},
		{"the same, of too few pairs", map[[2]float64]int{{0, 0}: 60, {1, 1}: 3, {2, 2}: 3, {1, 2}: 3, {2, 1}: 3, {3, 3}: 60}, nil},
		{"told apart", map[[2]float64]int{{0, 0}: 60, {1, 1}: 40, {2, 2}: 40, {1, 2}: 10, {3, 3}: 60}, nil},
		{"no steps are told apart", map[[2]float64]int{{0, 0}: 15, {0, 1}: 30, {1, 1}: 15, {2, 2}: 15, {1, 2}: 30, {3, 3}: 15, {2, 3}: 30}, nil},
		{"nothing else to compare with", map[[2]float64]int{{1, 1}: 15, {2, 2}: 15, {1, 2}: 40}, nil},
		{"no pairs", nil, nil},
	} {
		got := confused(t, c.pairs).Blurred(steps)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

// The neighbours count every pair that is at most a step apart.
func TestNeighboursAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, scale := mustSheet(t, anyRatings(t)), Scale{1, 2, 3, 4, 5, 6}
		equal, next := 0, 0
		s.eachPair(func(a, b cell) {
			switch scale.index(a.value) - scale.index(b.value) {
			case 0:
				equal++
			case 1, -1:
				next++
			}
		})
		apart, lows := 0, 0
		all := s.neighbours(scale)
		for i, n := range all {
			apart, lows = apart+n.Apart, lows+n.lows
			if n.Pairs < n.Apart+n.lows || n.Low != scale[i] || n.High != scale[i+1] {
				t.Errorf("%+v", n)
			}
		}
		last := all[len(all)-1]
		if apart != next || lows+last.Pairs-last.Apart-last.lows != equal {
			t.Errorf("%d apart and %d equal, want %d and %d", apart, lows, next, equal)
		}
	})
}
