package assess

import (
	"cmp"
	"math"
	"slices"

	"rung/rubric"
)

// Fit is how well any level describes the answers: person fit, as in Meijer and
// Sijtsma (2001), "Methodology review: evaluating person fit", Applied
// Psychological Measurement 25. Confidence says which level; fit, whether one.
type Fit struct {
	Grade    Grade
	Distance float64 // to the closest level, 0..1
	// Limits are the distances that 95 and 99.5 of 100 simulated people of as many
	// answers keep from the level they land on.
	Limits [2]float64
	// Apart are the dimensions outside the scope of the closest level that sit on
	// another, highest and lowest on the ladder, the highest first; empty where the
	// grade is Described, and where all sit on about the same rung.
	Apart []Seat
}

// Grade is a fit in one word.
type Grade string

// The grades. Uneven is farther from the closest level than 95 of 100 simulated
// people are; Misfit, than 995 of 1000.
const (
	Described Grade = "described"
	Uneven    Grade = "uneven"
	Misfit    Grade = "misfit"
)

// Seat is the level that a dimension alone sits on: of those whose scope it is
// nearest to, the one whose middle it is, then the one nearest in height to the
// closest level.
type Seat struct {
	Dimension *rubric.Dimension
	Value     float64 // mean step
	Level     *rubric.Level
}

func (res *Result) setFit(p profile) {
	spread := res.Rubric.Spread
	if spread[0] == 0 {
		return
	}
	wider := math.Sqrt(wobble(res.Answered) / wobble(res.Questions))
	fit := &Fit{Grade: Described, Distance: res.Ranking[0].Distance, Limits: [2]float64{spread[0] * wider, spread[1] * wider}}
	switch {
	case grid(fit.Distance) > grid(fit.Limits[1]):
		fit.Grade = Misfit
	case grid(fit.Distance) > grid(fit.Limits[0]):
		fit.Grade = Uneven
	}
	if fit.Grade != Described {
		fit.Apart = apart(res.Rubric, p, res.Ranking[0])
	}
	res.Fit = fit
}

// leastApart is how many rungs lie between seats that pull apart, and mostApart
// how many seats are named from either end.
const (
	leastApart = 2
	mostApart  = 2
)

// apart are the seats of the dimensions outside a level's scope that lie highest and
// lowest, those that lie farthest outside before others.
func apart(r *rubric.Rubric, p profile, from Ranked) []Seat {
	var high, low []Seat
	outside := map[*rubric.Dimension]float64{}
	for d := range r.Dimensions {
		if from.Parts[d] <= tolerance {
			continue
		}
		s := Seat{&r.Dimensions[d], p.value[d], seat(r, d, p.value[d], from.Level)}
		if outside[s.Dimension] = grid(from.Parts[d]); s.Level != from.Level {
			high = append(high, s)
		}
	}
	farther := func(a, b Seat) int { return cmp.Compare(outside[b.Dimension], outside[a.Dimension]) }
	low = slices.Clone(high)
	slices.SortStableFunc(high, func(a, b Seat) int { return cmp.Or(b.Level.Rung-a.Level.Rung, farther(a, b)) })
	slices.SortStableFunc(low, func(a, b Seat) int { return cmp.Or(a.Level.Rung-b.Level.Rung, farther(a, b)) })
	if len(high) == 0 || max(high[0].Level.Rung, from.Level.Rung)-min(low[0].Level.Rung, from.Level.Rung) < leastApart {
		return nil
	}
	ends := slices.Clone(high[:min(mostApart, len(high))])
	for _, s := range low[:min(mostApart, len(low))] {
		if !slices.Contains(ends, s) {
			ends = append(ends, s)
		}
	}
	slices.SortStableFunc(ends, func(a, b Seat) int { return b.Level.Rung - a.Level.Rung })
	return ends
}

// seat is the level that a value on one dimension sits on, as seen from another.
func seat(r *rubric.Rubric, d int, value float64, from *rubric.Level) *rubric.Level {
	far := func(l *rubric.Level) []float64 {
		otherTrack := 0.0
		if l.Track != from.Track {
			otherTrack = 1
		}
		return []float64{grid(l.Scope[d].Gap(value)), grid(math.Abs(l.Scope[d].Mid() - value)), math.Abs(float64(l.Rung - from.Rung)), otherTrack}
	}
	best := &r.Levels[0]
	for i := range r.Levels {
		if l := &r.Levels[i]; slices.Compare(far(l), far(best)) < 0 {
			best = l
		}
	}
	return best
}
