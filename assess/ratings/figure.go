package ratings

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"rung/rubric/lang"
)

// Reason says why a figure cannot be computed. The zero Reason is None: it can.
type Reason int

// The reasons.
const (
	// None: the figure exists.
	None Reason = iota
	// NoRatings: nobody but perhaps the subjects themselves rated anything.
	NoRatings
	// NoOverlap: no subject was rated by two raters, so raters cannot be
	// compared.
	NoOverlap
	// Unlinked: the rater shares no subject with another rater.
	Unlinked
	// OneValue: every rating that could be compared has the same value.
	OneValue
	// OneSubject: all differences between the ratings come from a single
	// subject.
	OneSubject
	// NoResidue: the ratings fit the model exactly; nothing is left over to
	// measure uncertainty with.
	NoResidue
	// TooFew: fewer subjects, or fewer ratings, than the figure needs.
	TooFew
)

// In is the reason as a clause that can follow "not computable:" in the
// language t. None is empty.
func (r Reason) In(t lang.Tag) string { return r.words().In(t) }

// String is the reason in English.
func (r Reason) String() string { return r.In(lang.EN) }

// Code is the reason's name in machine formats; None is empty.
func (r Reason) Code() string {
	return [...]string{"", "no_ratings", "no_overlap", "unlinked", "one_value", "one_subject", "no_residue", "too_few"}[r]
}

func (r Reason) words() lang.Text {
	switch r {
	case NoRatings:
		return "nobody has rated yet"
	case NoOverlap:
		return "no subject was rated by two raters"
	case Unlinked:
		return "this rater shares no subject with another rater"
	case OneValue:
		return "every rating is the same"
	case OneSubject:
		return "all the differences come from one subject"
	case NoResidue:
		return "the ratings leave no differences to measure uncertainty with"
	case TooFew:
		return "there are too few ratings"
	}
	return ""
}

// Figure is a number that may not exist. The zero Figure is zero, and exists.
type Figure struct {
	value  float64
	reason Reason
}

// Known is the figure x. A number that is not finite is no figure: it is
// Missing for NoResidue.
func Known(x float64) Figure {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Missing(NoResidue)
	}
	return Figure{value: x}
}

// Missing is a figure that cannot be computed, and why.
func Missing(why Reason) Figure { return Figure{reason: why} }

// Value is the number, and whether there is one.
func (f Figure) Value() (float64, bool) { return f.value, f.reason == None }

// Reason is why there is no number, or None.
func (f Figure) Reason() Reason { return f.reason }

// Interval is a range that may not exist. Low ≤ High; both are 0 if Reason is
// not None.
type Interval struct {
	Low, High float64
	Reason    Reason
}

// around is the interval of center ± half.
func around(center, half float64) Interval {
	if math.IsNaN(half) || math.IsInf(half, 0) {
		return Interval{Reason: NoResidue}
	}
	return Interval{Low: center - half, High: center + half}
}

// plus is i moved by x.
func (i Interval) plus(x float64) Interval {
	if i.Reason == None {
		i.Low, i.High = i.Low+x, i.High+x
	}
	return i
}

// quantile is the point of Student's t with that freedom beyond which lies
// 2.5 % on either side.
func quantile(freedom int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(freedom)}.Quantile(0.975)
}
