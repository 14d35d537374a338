package ratings

import (
	"cmp"
	"math"
	"slices"
)

// Call says how a rater's severity differs from the other raters', if it does.
type Call int

// The calls.
const (
	// Neither: it is not sure enough, or the rater shares too few subjects.
	Neither Call = iota
	// Severe: the rater's values lie below those the others would give.
	Severe
	// Lenient: they lie above.
	Lenient
)

// A rater is called severe or lenient from that probability on, by the posterior,
// and if others have rated so many of their subjects too. Of simulated calls more
// than 95 in 100 are then right about the side, in sessions of 8 to 60 people whose
// raters differ by half the noise or more; and where raters do not differ, fewer
// than one in a hundred is called. With fewer shared subjects, as where managers
// rate their own reports and little else, up to one call in ten would be wrong.
const (
	sureOfSide = 0.985
	minShared  = 5
)

// String is the call's name: neither, severe or lenient.
func (c Call) String() string { return [...]string{"neither", "severe", "lenient"}[c] }

// RaterSeverity is how far one rater's values lie below those that the other
// raters of the same part would give.
type RaterSeverity struct {
	Rater   string
	Ratings int // subjects rated, other than themself
	Shared  int // of these, rated by somebody else too
	// Severity is in the unit of the ratings, positive for severe; the
	// severities of a part sum to 0. Missing(Unlinked) if nobody shares a
	// subject with the rater; Missing(TooFew) in a part with fewer than three
	// ratings more than subjects.
	Severity Figure
	SD       Figure // posterior standard deviation; Missing(NoResidue) if the ratings fit exactly
	// Interval holds the severity with 95 %: the middle of its posterior.
	Interval Interval
	Call     Call
}

// FairStanding is where a subject stands once the severity of those who
// happened to rate them is taken out.
type FairStanding struct {
	Subject string
	Raters  int    // other than the subject, those for means only included
	Raw     Figure // mean of their values; Missing(NoRatings) without any
	// Spread is the highest value less the lowest, of the raters who are compared;
	// Missing(TooFew) below two.
	Spread Figure
	// Fair is the mean over the raters of value + severity: what the average
	// rater of the part would give. No severity is taken out of a value for means
	// only. Missing for the reason that their severity is.
	Fair     Figure
	SD       Figure   // of Fair, the noise of the ratings included
	Interval Interval // of Fair, 95 %: the middle of its posterior

	shift mixture // of Raw to where the subject stands; not read without Raw
}

// Adjusted reports whether severity was taken out: whether Standing is fair.
func (f FairStanding) Adjusted() bool { return f.Fair.Reason() == None }

// Standing is the fair standing, or the raw mean where there is none.
func (f FairStanding) Standing() Figure {
	if f.Adjusted() {
		return f.Fair
	}
	return f.Raw
}

// Fit is how the model fits one part.
type Fit struct {
	Part
	Freedom int // ratings − subjects
	// Noise is the standard deviation σ of a single rating about what its
	// rater's severity leads to expect.
	Noise Figure
	// Ratio is λ: the spread of the raters' severities, in units of Noise.
	Ratio Figure
}

// Severities is what the ratings say of raters and subjects under one model.
type Severities struct {
	Raters   []RaterSeverity // one for every rater, by id
	Subjects []FairStanding  // one for every subject, by id
	Parts    []Fit           // by their first subjects
}

// Subject is where a subject stands; Missing(NoRatings) if it is not there.
func (s Severities) Subject(id string) FairStanding {
	at, found := slices.BinarySearchFunc(s.Subjects, id, func(f FairStanding, id string) int { return cmp.Compare(f.Subject, id) })
	if !found {
		return unrated(id)
	}
	return s.Subjects[at]
}

func unrated(subject string) FairStanding {
	none := Missing(NoRatings)
	return FairStanding{Subject: subject, Raw: none, Spread: Missing(TooFew), Fair: none, SD: none, Interval: Interval{Reason: NoRatings}}
}

// Severities fits y = P − S + e to each part: people P are free, raters' S are
// shrunk towards 0 as far as grid finds right.
func (s *Sheet) Severities() Severities { return s.severities(grid()) }

func (s *Sheet) severities(sh shrinkage) Severities {
	out := Severities{Raters: s.raterRows(), Subjects: s.subjectRows()}
	for _, p := range s.parts() {
		out.Parts = append(out.Parts, s.fit(p, sh, out))
	}
	return out
}

func (s *Sheet) raterRows() []RaterSeverity {
	rows := make([]RaterSeverity, len(s.raters))
	for i, r := range s.raters {
		rows[i].Rater = r
	}
	for _, row := range s.rows {
		for _, c := range row {
			rows[c.rater].Ratings++
			if len(row) > 1 {
				rows[c.rater].Shared++
			}
		}
	}
	return rows
}

func (s *Sheet) subjectRows() []FairStanding {
	rows := make([]FairStanding, len(s.subjects))
	for i, row := range s.rows {
		rows[i] = unrated(s.subjects[i])
		if raw, n := s.raw(i); n > 0 {
			rows[i].Raters, rows[i].Raw = n, Known(raw)
		}
		switch {
		case len(row) == 0 && rows[i].Raters > 0:
			rows[i].miss(Unlinked, normal{}) // it is in no part
		case len(row) > 1:
			rows[i].Spread = Known(spread(row))
		}
	}
	return rows
}

// fit fills in the raters and subjects of one part.
func (s *Sheet) fit(p part, sh shrinkage, out Severities) Fit {
	n := s.normal(p)
	fit := Fit{Part: s.named(p), Freedom: n.freedom}
	if why := n.lacks(); why != None {
		fit.Noise, fit.Ratio = Missing(why), Missing(why)
		p.miss(why, n, out)
		return fit
	}
	post := n.posterior(sh)
	fit.Noise, fit.Ratio = post.figures()
	post.fill(p, s.circles(p), out)
	if post.unsure != None {
		for _, i := range p.subjects {
			out.Subjects[i].shift = n.assumed(out.Subjects[i].Raters)
		}
	}
	return fit
}

// minFreedom is the least there must be to tell severity from noise. Below it the
// variance of the posterior has no end, and one shared subject can move everybody
// whom either rater has rated.
const minFreedom = 3

// lacks is why nothing is to be adjusted in the part, or None.
func (n normal) lacks() Reason {
	switch {
	case n.raters < 2:
		return Unlinked
	case n.freedom < minFreedom:
		return TooFew
	}
	return None
}

// miss says of a part why nothing in it is adjusted.
func (p part) miss(why Reason, n normal, out Severities) {
	for _, r := range p.raters {
		row := &out.Raters[r]
		row.Severity, row.SD, row.Interval = Missing(why), Missing(why), Interval{Reason: why}
	}
	for _, i := range p.subjects {
		out.Subjects[i].miss(why, n)
	}
}

func (f *FairStanding) miss(why Reason, n normal) {
	f.Fair, f.SD, f.Interval = Missing(why), Missing(why), Interval{Reason: why}
	f.shift = n.assumed(f.Raters)
}

// fill sets the figures of a part's raters and subjects.
func (post posterior) fill(p part, circles []circle, out Severities) {
	raters, shifts := post.severities(circles)
	for j, r := range p.raters {
		row := &out.Raters[r]
		row.Severity = Known(raters[j].mean())
		row.SD, row.Interval = post.uncertainty(raters[j])
		row.Call = post.call(row.Shared, raters[j])
	}
	for k, c := range circles {
		mean := shifts[k].mean()
		sd, interval := post.uncertainty(shifts[k])
		for _, i := range c.subjects {
			f := &out.Subjects[i]
			raw, _ := f.Raw.Value()
			f.Fair, f.SD, f.Interval, f.shift = Known(raw+mean), sd, interval.plus(raw), shifts[k]
		}
	}
}

// figures is the noise σ and the ratio λ.
func (p posterior) figures() (noise, ratio Figure) {
	if p.unsure != None {
		return Missing(p.unsure), Missing(p.unsure)
	}
	return Known(math.Sqrt(p.noiseMean())), Known(p.ratioMean())
}

// uncertainty is the standard deviation and the interval of a quantity.
func (p posterior) uncertainty(m mixture) (Figure, Interval) {
	if p.unsure != None {
		return Missing(p.unsure), Interval{Reason: p.unsure}
	}
	return Known(math.Sqrt(m.variance())), m.interval()
}

// call says on which side a severity surely is, of a rater who shares so many
// subjects with others.
func (p posterior) call(shared int, severity mixture) Call {
	if p.unsure != None || shared < minShared {
		return Neither
	}
	switch lenient, _ := severity.below(0); {
	case lenient > sureOfSide:
		return Lenient
	case lenient < 1-sureOfSide:
		return Severe
	}
	return Neither
}
