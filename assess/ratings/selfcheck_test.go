package ratings

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheck(t *testing.T) {
	decisions := []Decision{
		{"ada", []string{"mia"}, 1, 2, false},
		{"bo", []string{"mia", "noa"}, 3, 3, false},
		{"cy", []string{"noa"}, 5, 4, false},
		{"dee", nil, 3, 3, true},
	}
	want := SelfCheck{
		Decisions: 4, Raised: 1, Lowered: 1, Aside: 1, Kept: 1,
		SpreadBefore: Known(math.Sqrt(8.0 / 3)), SpreadAfter: Known(math.Sqrt(2.0 / 3)),
		Compression: Known(0.5), Net: Known(0),
		Managers: []NetChange{{"mia", 2, 1, 0, 0.5}, {"noa", 2, 0, 1, -0.5}},
	}
	if diff := cmp.Diff(want, CheckDecisions(decisions), approximately...); diff != "" {
		t.Error(diff)
	}
	decisions[0], decisions[2] = decisions[2], decisions[0]
	if diff := cmp.Diff(want, CheckDecisions(decisions), approximately...); diff != "" {
		t.Errorf("in another order: %s", diff)
	}
}

func TestCheckWithoutSpread(t *testing.T) {
	for _, c := range []struct {
		decisions           []Decision
		net, spread, narrow Reason
	}{
		{nil, TooFew, TooFew, TooFew},
		{[]Decision{{Subject: "ada", Before: 2, Agreed: 3}}, None, TooFew, TooFew},
		{[]Decision{{Subject: "ada", Before: 2, Agreed: 3}, {Subject: "bo", Before: 2, Agreed: 2}}, None, None, OneValue},
	} {
		got := CheckDecisions(c.decisions)
		if got.Net.Reason() != c.net || got.SpreadBefore.Reason() != c.spread || got.SpreadAfter.Reason() != c.spread || got.Compression.Reason() != c.narrow {
			t.Errorf("%+v: %+v", c.decisions, got)
		}
	}
}

func TestSelfOthers(t *testing.T) {
	s := mustSheet(t, []Rating{
		{Subject: "ada", Rater: "x", Value: 2}, {Subject: "ada", Rater: "y", Value: 3}, {Subject: "ada", Self: true, Value: 4},
		{Subject: "bo", Rater: "x", Value: 4}, {Subject: "bo", Self: true, Value: 3},
		{Subject: "cy", Rater: "x", Value: 4},
		{Subject: "dee", Self: true, Value: 6},
		{Subject: "eve", Rater: "y", Value: 3}, {Subject: "eve", Self: true, Value: 3},
	})
	want := SelfOthers{
		Gaps:   []SelfGap{{"ada", 2, 4, 2.5}, {"bo", 1, 3, 4}, {"eve", 1, 3, 3}},
		Higher: 1, Lower: 1,
		Mean: Known(0.5 / 3), Interval: Interval{Reason: TooFew},
	}
	if diff := cmp.Diff(want, s.SelfOthers(), approximately...); diff != "" {
		t.Error(diff)
	}
}

// The t interval of ten known gaps: mean 0.5, standard deviation 0.5270463,
// quantile 2.2621572.
func TestSelfOthersInterval(t *testing.T) {
	others, own := make([]float64, 10), make([]float64, 10)
	for i := range others {
		others[i], own[i] = 3, 3+float64(i%2)
	}
	ratings := []Rating{}
	for i, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} {
		ratings = append(ratings, Rating{Subject: name, Rater: "x", Value: others[i]}, Rating{Subject: name, Self: true, Value: own[i]})
	}
	got := mustSheet(t, ratings).SelfOthers()
	half := 2.2621571627982 * 0.5270462766947299 / math.Sqrt(10)
	if diff := cmp.Diff(Interval{Low: 0.5 - half, High: 0.5 + half}, got.Interval, approximately...); diff != "" {
		t.Error(diff)
	}
	if got.Higher != 5 || got.Lower != 0 {
		t.Errorf("%d higher, %d lower; want 5, 0", got.Higher, got.Lower)
	}
}
