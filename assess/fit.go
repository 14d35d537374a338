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
	Distance float64 // of the single answers to the closest level, 0..1
	// Limits are the distances that 95 and 99.5 of 100 simulated people keep from
	// the level they land on.
	Limits [2]float64
	// Apart are the dimensions outside the scope of the closest level that sit on
	// another, highest and lowest on the ladder, and those that sit on none; the
	// highest first. Where none is far, they are those that lie farthest outside. It
	// is empty where the grade is Described.
	Apart []Seat
	// Torn are dimensions with answers three steps apart or more; empty where the
	// grade is Described.
	Torn []*rubric.Dimension
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
// closest level. Where one answer decides a requirement on the dimension, that
// answer sits there.
type Seat struct {
	Dimension *rubric.Dimension
	Value     float64       // mean step, or that of the answer
	Level     *rubric.Level // nil where no level expects the value, give or take half a step
}

func (res *Result) setFit(p profile) {
	spread := res.Rubric.Spread
	if spread[0] == 0 {
		return
	}
	fit := &Fit{Grade: Described, Distance: res.misfit(res.Ranking[0].Level), Limits: spread}
	switch {
	case grid(fit.Distance) > grid(spread[1]):
		fit.Grade = Misfit
	case grid(fit.Distance) > grid(spread[0]):
		fit.Grade = Uneven
	}
	if fit.Grade != Described {
		fit.Apart = apart(res.Rubric, p, res.Ranking[0])
		fit.Torn = res.torn()
	}
	res.Fit = fit
}

// misfit is how far the answers lie from the scope of a level: as the distance, but
// over single answers, so that two that contradict each other do not cancel out. A
// value that was given directly counts as one answer.
func (res *Result) misfit(l *rubric.Level) float64 {
	sum, weight := 0.0, 0.0
	for d, dv := range res.Dimensions {
		if dv.Value == nil || l.Scope[d].Any {
			continue
		}
		gap := l.Scope[d].Gap(*dv.Value)
		if n := len(dv.Steps); n > 0 {
			gap = 0
			for _, given := range dv.Steps {
				gap += l.Scope[d].Gap(float64(given.Step)) / float64(n)
			}
		}
		sum += dv.Dimension.Weight * gap / float64(dv.Dimension.Top())
		weight += dv.Dimension.Weight
	}
	return sum / weight
}

// tornBy is how many steps lie between answers that contradict each other.
const tornBy = 3

func (res *Result) torn() []*rubric.Dimension {
	var torn []*rubric.Dimension
	for _, dv := range res.Dimensions {
		least, most := dv.Dimension.Top(), 0
		for _, given := range dv.Steps {
			least, most = min(least, given.Step), max(most, given.Step)
		}
		if most-least >= tornBy {
			torn = append(torn, dv.Dimension)
		}
	}
	return torn
}

// leastApart is how many rungs lie between seats that pull apart, and mostApart
// how many seats are named from either end, or as on no level.
const (
	leastApart = 2
	mostApart  = 2
)

// apart are the seats that pull apart, seen from the closest level.
func apart(r *rubric.Rubric, p profile, from Ranked) []Seat {
	var seats []Seat
	outside := map[*rubric.Dimension]float64{}
	for d := range r.Dimensions {
		if from.Parts[d] > tolerance {
			s := seatOf(r, d, p, from.Level)
			outside[s.Dimension] = grid(from.Parts[d])
			seats = append(seats, s)
		}
	}
	farther := func(a, b Seat) int { return cmp.Compare(outside[b.Dimension], outside[a.Dimension]) }
	slices.SortStableFunc(seats, farther)
	height := func(s Seat) int {
		if s.Level == nil {
			return from.Level.Rung
		}
		return s.Level.Rung
	}
	far := ends(seats, from.Level, height)
	if len(far) == 0 {
		far = slices.Clone(seats[:min(mostApart, len(seats))])
	}
	slices.SortStableFunc(far, func(a, b Seat) int { return height(b) - height(a) })
	return far
}

// ends are the highest and the lowest of seats beside a level, and the farthest on
// none; nothing where all are about as high.
func ends(seats []Seat, from *rubric.Level, height func(Seat) int) []Seat {
	beside := slices.DeleteFunc(slices.Clone(seats), func(s Seat) bool { return s.Level == from })
	high, low := slices.Clone(beside), slices.Clone(beside)
	slices.SortStableFunc(high, func(a, b Seat) int { return height(b) - height(a) })
	slices.SortStableFunc(low, func(a, b Seat) int { return height(a) - height(b) })
	nowhere := slices.DeleteFunc(slices.Clone(beside), func(s Seat) bool { return s.Level != nil })
	if len(beside) == 0 || len(nowhere) == 0 && max(height(high[0]), from.Rung)-min(height(low[0]), from.Rung) < leastApart {
		return nil
	}
	n := min(mostApart, len(beside))
	if len(nowhere) > 0 {
		n = min(n, 1)
	}
	named := slices.Concat(high[:n], low[:n], nowhere[:min(mostApart, len(nowhere))])
	return slices.DeleteFunc(beside, func(s Seat) bool { return !slices.Contains(named, s) })
}

// seatOf is the seat of one dimension, as seen from a level that says something
// about it.
func seatOf(r *rubric.Rubric, d int, p profile, from *rubric.Level) Seat {
	s := Seat{Dimension: &r.Dimensions[d], Value: p.value[d]}
	for _, f := range p.facts {
		if f.question.Dimension == d {
			s.Value = f.step
		}
	}
	far := func(l *rubric.Level) []float64 {
		otherTrack := 0.0
		if l.Track != from.Track {
			otherTrack = 1
		}
		return []float64{grid(l.Scope[d].Gap(s.Value)), grid(math.Abs(l.Scope[d].Mid() - s.Value)), math.Abs(float64(l.Rung - from.Rung)), otherTrack}
	}
	var best *rubric.Level
	for i := range r.Levels {
		if l := &r.Levels[i]; !l.Scope[d].Any && (best == nil || slices.Compare(far(l), far(best)) < 0) {
			best = l
		}
	}
	if best.Scope[d].Gap(s.Value) <= requirementSlack+tolerance {
		s.Level = best
	}
	return s
}
