package spreadsheet

import (
	"regexp"
	"strconv"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// Scale is what the numbers of a table run from and to: From is the lowest step of
// every dimension, To its highest, and the others lie evenly between. Where To is
// 0, the numbers are steps that count from From.
type Scale struct{ From, To float64 }

var scaleText = regexp.MustCompile(`^\s*([0-9]{1,4})(?:\s*(?:-|–|—|\.\.|…|to|à|a)\s*([0-9]{1,4}))?\s*$`)

// ParseScale reads 1-5, or 1 for steps that count from 1.
func ParseScale(text string) (*Scale, error) {
	parts := scaleText.FindStringSubmatch(text)
	if parts == nil {
		return nil, lang.Errorf("%v is no scale; it is two numbers, such as 1-5, or the number of the first step, such as 1", lang.Quoted(text))
	}
	from, _ := strconv.ParseFloat(parts[1], 64) // digits
	if parts[2] == "" {
		return &Scale{From: from}, nil
	}
	to, _ := strconv.ParseFloat(parts[2], 64)
	if to <= from {
		return nil, lang.Errorf("%v is no scale; its second number is larger than the first", lang.Quoted(text))
	}
	return &Scale{from, to}, nil
}

// scaleIn is the scale that a title has in brackets; nil if it is none.
func scaleIn(brackets string) *Scale {
	s, err := ParseScale(brackets)
	if err != nil || s.To == 0 {
		return nil
	}
	return s
}

// step is a number of the scale as a step of d; false beyond its ends. On no
// scale, a number is a step.
func (s *Scale) step(x float64, d *rubric.Dimension) (float64, bool) {
	top := float64(d.Top())
	switch {
	case s == nil:
	case s.To == 0:
		x -= s.From
	default:
		x = (x - s.From) / (s.To - s.From) * top
	}
	return x, 0 <= x && x <= top
}

// scaleOf is the scale of a column.
func (s *sheet) scaleOf(c column) *Scale {
	if c.scale != nil {
		return c.scale
	}
	return s.o.Scale
}

// span is what the numbers of a table run from and to, and the first that is beyond
// its dimension.
type span struct {
	n, beyond int
	low, high float64
	first     table.Cell
	dim       *rubric.Dimension // of first
}

// checkScale reports numbers that are no steps for all that is to be seen, and
// notes those that may be none.
func (s *sheet) checkScale() {
	var seen span
	for row := range s.Rows() {
		for _, c := range s.holding(value) {
			cell := row.Cell(c.index)
			x, is := number(cell.Text)
			if d := s.dimensionOf(c, row); is && d > 0 && s.scaleOf(c) == nil {
				seen.add(cell, x, &s.r.Dimensions[d-1])
			}
		}
	}
	low, high := strconv.FormatFloat(seen.low, 'f', -1, 64), strconv.FormatFloat(seen.high, 'f', -1, 64)
	switch {
	case seen.beyond > 0 && (seen.low > 0 || seen.beyond >= fewBeyond):
		s.refuse(seen.first.Pos, "scale", lang.Sprintf("the numbers run from %s to %s, and steps count from 0: those of %v end at %d",
			low, high, doc.Quote(seen.dim.ID), seen.dim.Top()), lang.Message{})
	case seen.n >= fewNumbers && seen.low > 0 && seen.beyond == 0:
		s.note("scale", "no number is 0, and steps count from 0")
	}
}

// fewNumbers is how many numbers without a 0 are worth a word.
const fewNumbers = 4

// fewBeyond is how many numbers are beyond their dimensions before it is the scale
// that is wrong, and not the numbers.
const fewBeyond = 3

func (seen *span) add(cell table.Cell, x float64, d *rubric.Dimension) {
	if seen.n == 0 {
		seen.low, seen.high = x, x
	}
	seen.n, seen.low, seen.high = seen.n+1, min(seen.low, x), max(seen.high, x)
	if x > float64(d.Top()) {
		if seen.beyond++; seen.beyond == 1 {
			seen.first, seen.dim = cell, d
		}
	}
}
