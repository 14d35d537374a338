package assess

import (
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
	// Apart are the dimensions that sit farthest above and below the closest level,
	// the highest first; empty where the grade is Described, and where all sit on
	// about the same rung.
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
// nearest to, the one nearest in height to the closest level.
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
		fit.Apart = apart(res.Rubric, p, res.Ranking[0].Level)
	}
	res.Fit = fit
}

// leastApart is how many rungs lie between seats that pull apart, and mostApart
// how many seats are named on either side.
const (
	leastApart = 2
	mostApart  = 3
)

// apart are the seats above and below a level, as far as they lie highest and
// lowest.
func apart(r *rubric.Rubric, p profile, around *rubric.Level) []Seat {
	var seats []Seat
	for d := range r.Dimensions {
		if p.known[d] {
			seats = append(seats, Seat{&r.Dimensions[d], p.value[d], seat(r, d, p.value[d], around)})
		}
	}
	slices.SortStableFunc(seats, func(a, b Seat) int { return b.Level.Rung - a.Level.Rung })
	if seats[0].Level.Rung-seats[len(seats)-1].Level.Rung < leastApart {
		return nil
	}
	above := slices.IndexFunc(seats, func(s Seat) bool { return s.Level.Rung <= around.Rung })
	below := slices.IndexFunc(seats, func(s Seat) bool { return s.Level.Rung < around.Rung })
	if above < 0 {
		above = len(seats)
	}
	if below < 0 {
		below = len(seats)
	}
	return slices.Concat(seats[:min(above, mostApart)], seats[max(below, len(seats)-mostApart):])
}

// seat is the level whose scope on one dimension a value is nearest to; of several,
// the nearest in height to another level, then on its track, then in rubric order.
func seat(r *rubric.Rubric, d int, value float64, around *rubric.Level) *rubric.Level {
	far := func(l *rubric.Level) []float64 {
		track := 0.0
		if l.Track != around.Track {
			track = 1
		}
		return []float64{grid(l.Scope[d].Gap(value)), math.Abs(float64(l.Rung - around.Rung)), track}
	}
	best := &r.Levels[0]
	for i := range r.Levels {
		if l := &r.Levels[i]; slices.Compare(far(l), far(best)) < 0 {
			best = l
		}
	}
	return best
}
