package calibrate

import (
	"testing"

	"rung/assess"
	"rung/assess/ratings"
	"rung/rubric"
)

// A peers' perspective counts as one rater, whoever gave a level alone as none,
// and the subject not at all.
func TestStepsAreTheMeansOfThoseWhoCount(t *testing.T) {
	values := func(steps ...float64) []ratings.Figure {
		all := []ratings.Figure{ratings.Missing(ratings.NoRatings)}
		for _, s := range steps {
			all = append(all, ratings.Known(s))
		}
		return all
	}
	p := PersonRow{
		Self: &View{Values: values(5, 5)},
		Others: []RaterView{
			{Relation: assess.Manager, View: View{Values: values(1, 3)}},
			{Relation: assess.Panel, View: View{Values: values(2, 4)}},
			{Relation: assess.Panel},
		},
		Peers: &Perspective{Raters: 3, Values: append(values(6), ratings.Missing(ratings.TooFew))},
	}
	a := Analysis{Rubric: &rubric.Rubric{Dimensions: make([]rubric.Dimension, 3)}}
	for d, want := range []float64{-1, 3, 3.5} {
		got, any := a.Steps(p)[d].Value()
		if any != (want >= 0) || any && got != want {
			t.Errorf("dimension %d: %v, %v; want %v", d, got, any, want)
		}
	}
}
