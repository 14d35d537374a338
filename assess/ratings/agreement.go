package ratings

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// minCoRated is how many subjects with two raters or more an interval of agreement
// needs.
const minCoRated = 10

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
}

// Agreement says how far raters agree. Self ratings do not count.
type Agreement struct {
	Ratings  int
	Subjects int // with a rating
	CoRated  int // with two or more
	// Compared is how many ratings those have, and Commonest how many of these are
	// of the value that is given most.
	Compared, Commonest int
	Matches
	Alpha Coefficient
	AC2   Coefficient
	// Apart holds, with 95 %, the mean squared difference of two raters of a subject.
	Apart   Interval
	Verdict Verdict
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
	a.Compared, a.Commonest = s.commonest()
	a.Apart = s.apart()
	a.Verdict = a.judge()
	return a
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
