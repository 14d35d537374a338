package ratings

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPairs(t *testing.T) {
	var given []Rating
	rate := func(subject, rater string, value float64, track string) {
		given = append(given, Rating{Subject: subject, Rater: rater, Value: value, Track: track})
	}
	for i, subject := range []string{"a", "b", "c", "d", "e"} {
		rate(subject, "x", 3, "")
		rate(subject, "y", 4, "ic")
		rate(subject, "z", []float64{4, 4, 4, 5, 6}[i], []string{"ic", "manager", "", "ic", "ic"}[i])
	}
	rate("f", "x", 1, "") // x and w share too few
	rate("f", "w", 5, "")
	want := []RaterPair{
		{[2]string{"x", "z"}, Matches{5, 0, 0, 3}, -1.6},
		{[2]string{"x", "y"}, Matches{5, 0, 0, 5}, -1},
		{[2]string{"y", "z"}, Matches{5, 2, 1, 4}, -0.6},
	}
	got := mustSheet(t, given).Pairs(5)
	if diff := cmp.Diff(want, got, approximately[1:]...); diff != "" {
		t.Error(diff)
	}
	other := map[string]string{"x": "k", "y": "a", "z": "q"}
	want[1].Raters, want[1].Difference = [2]string{"a", "k"}, 1
	want[0].Raters, want[2].Raters = [2]string{"k", "q"}, [2]string{"a", "q"}
	if diff := cmp.Diff(want, RenamePairs(got, func(id string) string { return other[id] }), approximately[1:]...); diff != "" {
		t.Error(diff)
	}
}

// What pairs of raters count adds up to what the raters count, and those who agree
// least come first.
func TestPairsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mustSheet(t, anyRatings(t))
		pairs := s.Pairs(1)
		sums := map[string]Matches{}
		for _, p := range pairs {
			for _, r := range p.Raters {
				m := sums[r]
				sums[r] = Matches{m.Pairs + p.Pairs, m.Exact + p.Exact, m.OtherTrack + p.OtherTrack, m.WithinOne + p.WithinOne}
			}
		}
		for rater, m := range s.Matches() {
			if sums[rater] != m {
				t.Errorf("%s: pairs add up to %+v, not %+v", rater, sums[rater], m)
			}
		}
		if !slices.IsSortedFunc(pairs, func(a, b RaterPair) int { return Compare(a.of(a.Exact), b.of(b.Exact)) }) {
			t.Error("those who agree least do not come first")
		}
		few := s.Pairs(3)
		if n := len(slices.DeleteFunc(slices.Clone(pairs), func(p RaterPair) bool { return p.Pairs < 3 })); len(few) != n {
			t.Errorf("%d pairs share three, not %d", len(few), n)
		}
		for _, p := range few {
			if math.Abs(p.Difference) > 6 {
				t.Errorf("%+v", p)
			}
		}
	})
}
