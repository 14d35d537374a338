package ratings

import "gonum.org/v1/gonum/stat"

// SelfGap sets a subject's own rating against the others'.
type SelfGap struct {
	Subject string
	Raters  int // others who rated the subject, those for means only included; at least 1
	Self    float64
	Others  float64 // the raw mean of their values
}

// Gap is Self − Others: positive where the subject sees themself higher.
func (g SelfGap) Gap() float64 { return g.Self - g.Others }

// SelfOthers sets self ratings against the others', over the subjects that have
// both.
type SelfOthers struct {
	Gaps []SelfGap // by subject
	// Higher and Lower count the subjects who see themselves 1 or more above
	// the others, or below, as the two are told: to a tenth.
	Higher, Lower int
	// Mean is the mean gap, and Interval holds it with 95 % (Student's t);
	// Missing(TooFew) below 10 subjects.
	Mean     Figure
	Interval Interval
}

// SelfOthers compares self ratings with the others'.
func (s *Sheet) SelfOthers() SelfOthers {
	var o SelfOthers
	for i := range s.subjects {
		self, rated := s.self[i].Value()
		raw, n := s.raw(i)
		if !rated || n == 0 {
			continue
		}
		g := SelfGap{s.subjects[i], n, self, raw}
		o.Gaps = append(o.Gaps, g)
		switch gap := apart(raw, self); {
		case gap >= farApart:
			o.Higher++
		case gap <= -farApart:
			o.Lower++
		}
	}
	o.Mean, o.Interval = o.average()
	return o
}

func (o SelfOthers) average() (Figure, Interval) {
	n := len(o.Gaps)
	if n == 0 {
		return Missing(NoRatings), Interval{Reason: NoRatings}
	}
	var gaps []float64
	for _, g := range o.Gaps {
		gaps = append(gaps, g.Gap())
	}
	m, sd := stat.MeanStdDev(gaps, nil)
	if n < minCoRated {
		return Known(m), Interval{Reason: TooFew}
	}
	return Known(m), around(m, quantile(n-1)*stat.StdErr(sd, float64(n)))
}
