package calibrate

import (
	"gonum.org/v1/gonum/stat"

	"rung/assess/ratings"
)

// Steps are the mean steps of a subject on each dimension, in rubric order, by
// managers, panel and the peers' perspective, which counts as one. No severity is
// taken out. Missing(NoRatings) where none of them gave a value.
func (a *Analysis) Steps(p PersonRow) []ratings.Figure {
	steps := make([]ratings.Figure, len(a.Rubric.Dimensions))
	for d := range steps {
		steps[d] = meanFigure(p.valuesOn(d))
	}
	return steps
}

// valuesOn is what everybody who counts gave on a dimension.
func (p PersonRow) valuesOn(dimension int) (values []float64) {
	hear := func(of []ratings.Figure) {
		if of == nil {
			return // a level was given
		}
		if value, any := of[dimension].Value(); any {
			values = append(values, value)
		}
	}
	for _, other := range p.Others {
		hear(other.Values)
	}
	if p.Peers != nil {
		hear(p.Peers.Values)
	}
	return values
}

func meanFigure(values []float64) ratings.Figure {
	if len(values) == 0 {
		return ratings.Missing(ratings.NoRatings)
	}
	return ratings.Known(stat.Mean(values, nil))
}
