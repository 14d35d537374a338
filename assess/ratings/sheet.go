// Package ratings compares the numbers that many raters give many subjects: how
// far raters agree, who is severe and who lenient, where the subjects stand once
// that is taken out, who can be compared with whom, and what is worth a group's
// time. It knows ids and numbers, and nothing of sessions or rubrics.
//
// Everything in it is a pure function of values: no clock, no files, no
// randomness but a seed that is passed in. Results do not depend on the order
// of the ratings. What cannot be computed is a typed Reason, never NaN.
package ratings

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"rung/rubric/lang"
)

// MaxValue is the largest size of a rating. Rungs and steps are far below it.
const MaxValue = 1e6

// Rating is one rater's value for one subject: a rung, a standing, or a place
// on a dimension. Higher is further up.
type Rating struct {
	Subject string // id
	Rater   string // id; not read if Self
	// Self marks the subject's own rating. Self ratings enter neither agreement
	// nor severity.
	Self bool
	// MeanOnly marks a rating that counts in the subject's means, as it was given,
	// and in nothing else: its rater is not compared, linked or adjusted for.
	MeanOnly bool
	Value    float64 // finite, at most MaxValue in size
	// Track tells equal values apart that mean different things: the line of
	// levels that a rung lies on. Empty where the value says it all.
	Track string
}

// Sheet is a set of ratings, at most one per rater and subject, ready to be
// computed with.
type Sheet struct {
	subjects []string    // ascending
	raters   []string    // ascending; nobody who rated only themself, or for means only
	rows     [][]cell    // per subject, ascending by rater, of the raters who are compared
	aside    [][]float64 // per subject, the ratings for means only
	self     []Figure    // per subject; Missing(NoRatings) if absent
	tracks   [][]string  // per subject, those that others name
}

// cell is the rating of one rater, an index of Sheet.raters.
type cell struct {
	rater int
	value float64
	track string
}

// NewSheet gathers ratings, in any order. It refuses an empty id, a value that
// is not finite or larger than MaxValue, two ratings of a subject by one rater,
// and a rater's rating of themself that is not marked Self.
func NewSheet(ratings []Rating) (*Sheet, error) {
	sorted := slices.Clone(ratings)
	for i := range sorted {
		if sorted[i].Self {
			sorted[i].Rater = sorted[i].Subject
		}
		if err := sorted[i].check(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(sorted, func(a, b Rating) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Rater, b.Rater))
	})
	for i := 1; i < len(sorted); i++ {
		if a, b := sorted[i-1], sorted[i]; a.Subject == b.Subject && a.Rater == b.Rater {
			return nil, lang.Errorf("%s rated %s twice", b.Rater, b.Subject)
		}
	}
	return arrange(sorted), nil
}

func (r Rating) check() error {
	switch {
	case r.Subject == "":
		return lang.Errorf("a rating by %v has no subject", lang.Quoted(r.Rater))
	case r.Rater == "":
		return lang.Errorf("a rating of %v has no rater", lang.Quoted(r.Subject))
	case r.Rater == r.Subject && !r.Self:
		return lang.Errorf("%s rated themself, but not as self", r.Rater)
	case math.IsNaN(r.Value) || math.Abs(r.Value) > MaxValue:
		return lang.Errorf("the rating of %s by %s is not a usable number", r.Subject, r.Rater)
	}
	return nil
}

// arrange lays out ratings sorted by subject, then rater.
func arrange(sorted []Rating) *Sheet {
	s := &Sheet{raters: raters(sorted)}
	index := make(map[string]int, len(s.raters))
	for i, r := range s.raters {
		index[r] = i
	}
	for _, r := range sorted {
		if n := len(s.subjects); n == 0 || s.subjects[n-1] != r.Subject {
			s.subjects = append(s.subjects, r.Subject)
			s.rows = append(s.rows, nil)
			s.aside = append(s.aside, nil)
			s.self = append(s.self, Missing(NoRatings))
			s.tracks = append(s.tracks, nil)
		}
		last := len(s.subjects) - 1
		switch {
		case r.Self:
			s.self[last] = Known(r.Value)
		case r.MeanOnly:
			s.aside[last] = append(s.aside[last], r.Value)
		default:
			s.rows[last] = append(s.rows[last], cell{index[r.Rater], r.Value, r.Track})
		}
		if !r.Self && r.Track != "" && !slices.Contains(s.tracks[last], r.Track) {
			s.tracks[last] = append(s.tracks[last], r.Track)
		}
	}
	return s
}

// raters lists who rated somebody else and is compared, ascending.
func raters(ratings []Rating) []string {
	var names []string
	for _, r := range ratings {
		if !r.Self && !r.MeanOnly {
			names = append(names, r.Rater)
		}
	}
	slices.Sort(names)
	return slices.Clip(slices.Compact(names))
}

// ratings counts the ratings that are compared.
func (s *Sheet) ratings() int {
	n := 0
	for _, row := range s.rows {
		n += len(row)
	}
	return n
}

// raw is the mean of everybody's values for subject i but their own, and how many
// these are; the mean is 0 without any.
func (s *Sheet) raw(i int) (mean float64, n int) {
	sum := floats.Sum(s.aside[i])
	for _, c := range s.rows[i] {
		sum += c.value
	}
	n = len(s.rows[i]) + len(s.aside[i])
	return sum / max(1, float64(n)), n
}

// means are, of subject i, the mean of what counts for means only and that of the
// other ratings, if there are both.
func (s *Sheet) means(i int) (aside, row float64, both bool) {
	if len(s.aside[i]) == 0 || len(s.rows[i]) == 0 {
		return 0, 0, false
	}
	return stat.Mean(s.aside[i], nil), mean(s.rows[i]), true
}

// coRated counts the subjects with two raters or more.
func (s *Sheet) coRated() int {
	n := 0
	for _, row := range s.rows {
		if len(row) > 1 {
			n++
		}
	}
	return n
}

func mean(row []cell) float64 {
	sum := 0.0
	for _, c := range row {
		sum += c.value
	}
	return sum / float64(len(row))
}

func spread(row []cell) float64 {
	low, high := row[0].value, row[0].value
	for _, c := range row {
		low, high = min(low, c.value), max(high, c.value)
	}
	return high - low
}
