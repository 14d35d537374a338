package ratings

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// The subjects with two raters or more that an interval of agreement needs, and
// those below which it is wide.
const (
	minCoRated  = 10
	wideCoRated = 25
)

// Coefficient is a chance-corrected measure of agreement, 1 at best.
type Coefficient struct {
	Value Figure
	// SE is the standard error by the jackknife that leaves out one subject at
	// a time.
	SE Figure
	// Interval holds, with 95 %, what the coefficient of these raters would be on
	// ever more subjects like these; of other raters it says nothing. It is the
	// jackknife's on Fisher's scale, see fisher. Missing(TooFew) below 10
	// subjects; Missing(NoResidue) where raters never differ, and
	// Missing(OneSubject) where they differ on one subject only.
	Interval Interval
	Subjects int // with two raters or more
	// Wide says that there is an interval, on fewer than 25 subjects: too few
	// to lean on it.
	Wide bool
}

// Agreement says how far raters agree. Self ratings do not count.
type Agreement struct {
	Ratings  int
	Subjects int // with a rating
	CoRated  int // with two or more
	Matches
	Alpha   Coefficient
	AC2     Coefficient
	Verdict Verdict
}

// Verdict is what alpha and AC2 say together.
type Verdict int

// The verdicts. The bounds on alpha are Krippendorff's (2004, Human
// Communication Research 30:411).
const (
	// NoVerdict: too few subjects, or none, have two raters.
	NoVerdict Verdict = iota
	// Reliable: alpha is at least 0.8, and no pair of raters parts on tracks, which
	// alpha does not see.
	Reliable
	// Tentative: alpha is at least 0.667, as above; conclusions are tentative.
	Tentative
	// LittleSpread: alpha is low or missing, but AC2 is at least 0.8: the
	// raters hardly disagree, the subjects hardly differ.
	LittleSpread
	// Disagreement: neither is high.
	Disagreement
)

// String is the verdict's name.
func (v Verdict) String() string {
	return [...]string{"none", "reliable", "tentative", "little spread", "disagreement"}[v]
}

// Agreement compares the ratings of others, subject by subject. Values are
// compared as they are: pass rungs or steps. scale is as for AC2.
func (s *Sheet) Agreement(scale Scale) Agreement {
	a := Agreement{Ratings: s.ratings(), CoRated: s.coRated(), Alpha: s.Alpha(), AC2: s.AC2(scale)}
	for _, row := range s.rows {
		if len(row) > 0 {
			a.Subjects++
		}
	}
	s.eachPair(a.count)
	a.Verdict = a.judge()
	return a
}

func (a Agreement) judge() Verdict {
	alpha, measured := a.Alpha.Value.Value()
	ac2, weighed := a.AC2.Value.Value()
	enough := a.CoRated >= minCoRated
	switch {
	case measured && enough && alpha >= 0.667 && a.OtherTrack > 0:
		return NoVerdict
	case measured && enough && alpha >= 0.8:
		return Reliable
	case measured && enough && alpha >= 0.667:
		return Tentative
	case weighed && enough && ac2 >= 0.8 && alpha < 0.667:
		return LittleSpread
	case measured && enough:
		return Disagreement
	}
	return NoVerdict
}

// uncompared is the coefficient of a sheet on which no subject has two raters.
func (s *Sheet) uncompared() Coefficient {
	if len(s.raters) == 0 {
		return Coefficient{}.missing(NoRatings)
	}
	return Coefficient{}.missing(NoOverlap)
}

func (c Coefficient) missing(why Reason) Coefficient {
	c.Value, c.SE, c.Interval = Missing(why), Missing(why), Interval{Reason: why}
	return c
}

// jackknife is the coefficient that without(nil) gives, with an interval from
// leaving out each subject in turn. coRated is the number of subjects with two
// raters or more.
func jackknife(u units, coRated int, without func(*pattern) (float64, Reason)) Coefficient {
	c := Coefficient{Subjects: coRated}
	whole, why := without(nil)
	if why != None {
		return c.missing(why)
	}
	c.Value = Known(whole)
	if coRated < minCoRated {
		c.SE, c.Interval = Missing(TooFew), Interval{Reason: TooFew}
		return c
	}
	values, why := u.leaveOut(without)
	if why != None {
		c.SE, c.Interval = Missing(why), Interval{Reason: why}
		return c
	}
	_, se := u.spread(values)
	c.SE = Known(se)
	c.Interval = u.fisher(whole, values, coRated-1)
	c.Wide = c.Interval.Reason == None && coRated < wideCoRated
	return c
}

// leaveOut is the values that leaving out one subject gives, by its pattern.
func (u units) leaveOut(without func(*pattern) (float64, Reason)) ([]float64, Reason) {
	values := make([]float64, len(u.patterns))
	for i := range u.patterns {
		value, why := without(&u.patterns[i])
		if why != None {
			return nil, OneSubject
		}
		values[i] = value
	}
	return values, None
}

// spread is the mean of such values over the subjects, and the standard error by
// the jackknife.
func (u units) spread(values []float64) (mean, se float64) {
	subjects := make([]float64, len(u.patterns))
	for i, p := range u.patterns {
		subjects[i] = float64(p.subjects)
	}
	mean, variance := stat.PopMeanVariance(values, subjects)
	return mean, math.Sqrt(float64(u.subjects()-1) * variance)
}

// opposed is where Fisher's scale ends below: raters as opposed as can be.
const opposed = -0.999

// fisher is the interval around whole from the values that leave one subject out,
// on Fisher's scale z = atanh: z ± its standard error × the quantile of Student's
// t, and back. Coefficients bunch up below 1, and z spreads them evenly, so that
// the interval is longer below than above and ends before 1. Where a value is 1
// the scale has no end: one subject holds every difference, or there is none, and
// no interval can be had. TestSimulatedAgreement counts how often it holds.
func (u units) fisher(whole float64, values []float64, freedom int) Interval {
	if whole >= 1-sameValue {
		return Interval{Reason: NoResidue}
	}
	scaled := make([]float64, len(values))
	for i, v := range values {
		if v >= 1-sameValue {
			return Interval{Reason: OneSubject}
		}
		scaled[i] = math.Atanh(max(v, opposed))
	}
	_, se := u.spread(scaled)
	i := around(math.Atanh(max(whole, opposed)), quantile(freedom)*se)
	return Interval{math.Tanh(i.Low), min(math.Tanh(i.High), 1-sameValue), i.Reason}
}
