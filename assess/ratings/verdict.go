package ratings

import "gonum.org/v1/gonum/stat"

// Verdict is what is to be said of the raters together. Each is said only where
// it is true of 95 in 100 simulated sessions in which it would be; what true means
// stands with it, and TestSimulatedSentences counts. "These raters, very many
// subjects" is a session of the same kind that is large enough to know its alpha.
type Verdict int

// The verdicts. The bounds on alpha are Krippendorff's (2004, Human Communication
// Research 30:411).
const (
	// NoVerdict: none of them can be told, or alpha is high and raters part on
	// tracks, which it does not see.
	NoVerdict Verdict = iota
	// Reliable: of these raters, on very many subjects, alpha is at least 0.8.
	Reliable
	// Tentative: it is at least 0.667; conclusions are tentative.
	Tentative
	// LittleSpread: it is less than 0.667, and on subjects who spread by a whole
	// rung or step (standard deviation) it would be that much: the subjects hardly
	// differ.
	LittleSpread
	// Disagreement: it is less than 0.667, on subjects who spread by a whole rung or
	// step too.
	Disagreement
	// SaysNothing: in sessions of this kind alpha scatters by 0.2 (standard
	// deviation) or more: it hangs on the few ratings that differ from the rest.
	SaysNothing
)

// String is the verdict's name.
func (v Verdict) String() string {
	return [...]string{"none", "reliable", "tentative", "little spread", "disagreement", "says nothing"}[v]
}

// What a verdict takes: so many subjects with two raters or more, and intervals on
// one side of these bounds.
const (
	reliableFrom, reliableAlpha   = 200, 0.8
	tentativeFrom, tentativeAlpha = 25, 0.667
	// evenApart is the mean squared difference of two raters that leaves an alpha of
	// 2/3 on subjects who spread by 1: half of it is one rater's error, and
	// 1/(1 + 1/2) is 2/3; less a tenth, as whole rungs hide some of the error where
	// subjects are alike.
	evenApart = 0.9
	// Fewer subjects than hollowBelow, and hollowShare of their ratings alike.
	hollowBelow, hollowShare = 25, 0.75
)

func (a Agreement) judge() Verdict {
	alpha := a.Alpha.Interval
	switch {
	case a.Alpha.Value.Reason() == None && a.CoRated < hollowBelow && float64(a.Commonest) >= hollowShare*float64(a.Compared):
		return SaysNothing
	case alpha.Reason != None:
		return NoVerdict
	case alpha.Low >= tentativeAlpha && a.OtherTrack > 0:
		return NoVerdict
	case alpha.Low >= reliableAlpha && a.CoRated >= reliableFrom:
		return Reliable
	case alpha.Low >= tentativeAlpha && a.CoRated >= tentativeFrom:
		return Tentative
	case alpha.High < tentativeAlpha && a.Apart.High < evenApart:
		return LittleSpread
	case alpha.High < tentativeAlpha && a.Apart.Low > evenApart:
		return Disagreement
	}
	return NoVerdict
}

// apart is the mean, over the subjects with two raters or more, of the squared
// difference of two raters, with its 95 % interval (Student's t).
func (s *Sheet) apart() Interval {
	var squares []float64
	for _, row := range s.rows {
		if len(row) > 1 {
			m, sum := mean(row), 0.0
			for _, c := range row {
				sum += (c.value - m) * (c.value - m)
			}
			squares = append(squares, 2*sum/float64(len(row)-1))
		}
	}
	if len(squares) < minCoRated {
		return Interval{Reason: TooFew}
	}
	m, sd := stat.MeanStdDev(squares, nil)
	n := float64(len(squares))
	return around(m, quantile(len(squares)-1)*stat.StdErr(sd, n))
}

// commonest counts the ratings of the subjects with two raters or more, and of
// these those of the value that is given most.
func (s *Sheet) commonest() (compared, most int) {
	counts := map[float64]int{}
	for _, row := range s.rows {
		if len(row) < 2 {
			continue
		}
		compared += len(row)
		for _, c := range row {
			counts[c.value]++
			most = max(most, counts[c.value])
		}
	}
	return compared, most
}
