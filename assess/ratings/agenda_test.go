package ratings

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func agendaRatings() []Rating {
	return []Rating{
		{Subject: "ada", Rater: "x", Value: 2}, {Subject: "ada", Rater: "y", Value: 5},
		{Subject: "bo", Rater: "x", Value: 3}, {Subject: "bo", Rater: "y", Value: 3}, {Subject: "bo", Self: true, Value: 5},
		{Subject: "cy", Rater: "z", Value: 4},
		{Subject: "dee", Rater: "x", Value: 4}, {Subject: "dee", Rater: "y", Value: 4},
		{Subject: "eve", Rater: "y", Value: 2}, {Subject: "eve", Rater: "x", Value: 2},
		{Subject: "flo", Self: true, Value: 4},
	}
}

func TestAgenda(t *testing.T) {
	s := mustSheet(t, agendaRatings())
	got := s.Agenda(s.severities(ratio(0.001)), Plan{Scale: Scale{1, 2, 3, 4, 5, 6}, Minutes: 20, Seed: 1, Beside: map[string]float64{"bo": 0.4}})
	// Without severities, those rated by x and y have 4.5 of squares on 4 degrees of
	// freedom: Student's t of 4, scale √(4.5/4/2) = 0.75, around the raw mean. Cy
	// rests on the typical error: t of 3, scale 0.96.
	inside := func(freedom, scale, half float64) float64 {
		return 2*distuv.StudentsT{Mu: 0, Sigma: scale, Nu: freedom}.CDF(half) - 1
	}
	plain, typical := 1-inside(4, 0.75, 0.5), 1-inside(3, math.Sqrt(0.48/0.52), 0.5)
	want := Agenda{
		Seed: 1, Minutes: 20,
		Items: []Item{
			{"bo", 1 - (1-plain)*0.6, []Concern{{SelfApart, 3, 5}}, 5},
			{"cy", typical, []Concern{{Alone, 4, 4}}, 5},
			{"ada", 1 - inside(4, 0.75, 1)/2, []Concern{{Apart, 2, 5}, {NearBoundary, 3.5, 3.5}}, 4},
			{"eve", plain, nil, 3},
			{"dee", plain, nil, 3},
		},
	}
	if diff := cmp.Diff(want, got, roughly); diff != "" {
		t.Error(diff)
	}
}

var roughly = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-5 })

// The probabilities of all values sum to 1, and the doubt is what the proposed one
// leaves; on a boundary it is a half at least. One more rater leaves less.
func TestDoubt(t *testing.T) {
	scale := Scale{1, 2, 3, 4, 5, 6}
	rate := func(value float64, raters int) FairStanding {
		var given []Rating
		for j := range raters {
			given = append(given, Rating{Subject: "ada", Rater: string(rune('a' + j)), Value: value})
		}
		return mustSheet(t, given).Severities().Subjects[0]
	}
	for _, raters := range []int{1, 2, 5} {
		for value := 0.7; value < 6.5; value += 0.1 {
			f := rate(value, raters)
			sum, proposed := 0.0, 0.0
			for _, v := range scale {
				low, high := scale.around(v)
				p := f.below(high) - f.below(low)
				sum += p
				if v == scale.Nearest(value) {
					proposed = p
				}
			}
			got, again, tie := f.doubt(scale), rate(value, raters+1).doubt(scale), len(scale.Candidates(value)) > 1
			if math.Abs(sum-1) > 1e-9 || !tie && math.Abs(got-(1-proposed)) > 1e-9 {
				t.Errorf("%v by %d raters: doubt %v, probabilities sum to %v, that of the proposed is %v", value, raters, got, sum, proposed)
			}
			if tie && got < 0.5 || Compare(again, got) > 0 {
				t.Errorf("%v by %d raters: doubt %v, and %v by one more", value, raters, got, again)
			}
		}
	}
	if got := rate(2.5, 2).doubt(scale); got < 0.5 {
		t.Errorf("halfway between two values the doubt is %v", got)
	}
	if got := rate(1, 1).doubt(Scale{3}); got != 0 {
		t.Errorf("without a choice the doubt is %v", got)
	}
}

func TestSeverityMovesAcrossABoundary(t *testing.T) {
	// y is a rung above x on everyone; p was rated by x alone.
	var ratings []Rating
	for _, subject := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		ratings = append(ratings, Rating{Subject: subject, Rater: "x", Value: 2}, Rating{Subject: subject, Rater: "y", Value: 3})
	}
	ratings = append(ratings, Rating{Subject: "p", Rater: "x", Value: 3.3})
	s := mustSheet(t, ratings)
	fair := s.Severities()
	standing, _ := fair.Subjects[8].Fair.Value()
	if standing < 3.75 {
		t.Fatalf("fair standing %v: this tests nothing", standing)
	}
	for _, item := range s.Agenda(fair, Plan{Scale: Scale{3, 4}}).Items {
		if item.Subject == "p" {
			want := []Concern{{Moved, 3.3, standing}, {Alone, 3.3, 3.3}}
			if diff := cmp.Diff(want, item.Concerns); diff != "" {
				t.Error(diff)
			}
		}
	}
	for _, item := range s.Agenda(fair, Plan{}).Items {
		for _, c := range item.Concerns {
			if c.Cause == Moved || c.Cause == NearBoundary {
				t.Errorf("%s: %v without a scale", item.Subject, c)
			}
		}
	}
}

// Where each cause begins: on the edge, and a hair to the other side.
func TestConcernsBegin(t *testing.T) {
	for _, c := range []struct {
		name          string
		values        []float64
		self          float64
		want          []Cause
		raw, standing float64
	}{
		{"a rung apart but for rounding", []float64{1.1, 1.1 + 1 - 1e-12}, 1.6, []Cause{Apart}, 1.6, 1.6},
		{"less than a rung apart", []float64{1.1, 2.04}, 1.6, nil, 1.6, 1.6},
		{"a rung apart as it is told", []float64{1.14, 2.05}, 1.6, []Cause{Apart}, 1.6, 1.6},
		{"self a rung above as it is told", []float64{2.04, 2.04}, 3, []Cause{SelfApart}, 2.04, 2.04},
		{"self a rung above", []float64{2, 2}, 3, []Cause{SelfApart}, 2, 2},
		{"self a rung below", []float64{2, 2}, 1, []Cause{SelfApart}, 2, 2},
		{"self within a rung", []float64{2, 2}, 2.9, nil, 2, 2},
		{"a quarter from the boundary", []float64{2.25, 2.25}, 2.25, nil, 2.25, 2.25},
		{"closer than that", []float64{2.3, 2.3}, 2.3, []Cause{NearBoundary}, 2.3, 2.3},
		{"moved onto the boundary", []float64{2, 2}, 2, []Cause{Moved, NearBoundary}, 2, 2.5},
		{"moved within the level", []float64{2, 2}, 2, nil, 2, 2.24},
	} {
		ratings := []Rating{{Subject: "ada", Self: true, Value: c.self}}
		for i, v := range c.values {
			ratings = append(ratings, Rating{Subject: "ada", Rater: string(rune('x' + i)), Value: v})
		}
		s := mustSheet(t, ratings)
		var got []Cause
		fair := s.subjectRows()[0]
		fair.Raw, fair.Fair = Known(c.raw), Known(c.standing)
		for _, concern := range s.concerns(0, fair, Scale{2, 3}) {
			got = append(got, concern.Cause)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestEqualsAreDrawn(t *testing.T) {
	s := mustSheet(t, agendaRatings())
	order := func(seed uint64) []string {
		var names []string
		for _, item := range s.Agenda(s.Severities(), Plan{Scale: Scale{1, 2, 3, 4, 5, 6}, Seed: seed}).Items {
			names = append(names, item.Subject)
		}
		return names
	}
	if !slices.Equal(order(5), order(5)) {
		t.Error("the same seed gives two orders")
	}
	first := map[string]int{}
	for seed := range uint64(200) {
		names := order(seed)
		if slices.Sort(names[:2]); !slices.Equal(names[:2], []string{"ada", "cy"}) {
			t.Fatalf("seed %d: %v: the draw reaches beyond equals", seed, names)
		}
		first[names[2]]++
	}
	// 200 draws of three: 67 ± 5 standard deviations.
	for _, name := range []string{"bo", "dee", "eve"} {
		if first[name] < 33 || first[name] > 100 {
			t.Errorf("of 200 draws between equals: %v", first)
		}
	}
}

func TestMinutesAreShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mustSheet(t, anyRatings(t))
		p := plan
		p.Minutes = rapid.IntRange(0, 200).Draw(t, "minutes")
		a := s.Agenda(s.Severities(), p)
		sum := a.Spare
		for i, item := range a.Items {
			sum += item.Minutes
			if item.Minutes != 0 && (item.Minutes < minMinutes || item.Minutes > maxMinutes) {
				t.Errorf("%d minutes for %s", item.Minutes, item.Subject)
			}
			if !item.InDoubt() && item.Minutes > 0 {
				t.Errorf("%d minutes with a doubt of %v", item.Minutes, item.Doubt)
			}
			if item.Doubt < 0 || item.Doubt > 1 {
				t.Errorf("the doubt about %s is %v", item.Subject, item.Doubt)
			}
			if i > 0 && (item.Minutes > a.Items[i-1].Minutes || Compare(item.Doubt, a.Items[i-1].Doubt) > 0) {
				t.Errorf("%+v stands behind %+v", item, a.Items[i-1])
			}
		}
		if sum != p.Minutes || a.Spare < 0 {
			t.Errorf("%d minutes of %d, %d of them spare", sum, p.Minutes, a.Spare)
		}
	})
}
