package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"rung/rubric/lang"
)

// Spread is the grid for a format of texts: what a drawing shows beside its cell's
// text stands as texts in columns of its own behind it. Steps say what is expected,
// where the key names it; a Course says its values, each under its date. A column
// of marks that explain themselves has the title that it has in data, and goes where
// no row has any.
func (g Grid) Spread(tag lang.Tag) Grid {
	wide := g
	wide.Columns, wide.Rows = nil, make([][]Cell, len(g.Rows))
	for c, column := range g.Columns {
		titles, beside := g.beside(c, func(d Drawing) []Datum { return told(d, g.Key, tag) })
		if column.Title == "" && g.unmarked(c) {
			continue
		}
		column.Title = cmp.Or(column.Title, column.Data)
		wide.Columns = append(wide.Columns, column)
		for _, title := range titles {
			wide.Columns = append(wide.Columns, Column{Title: title, Figures: true})
		}
		for r, row := range g.Rows {
			wide.Rows[r] = append(wide.Rows[r], row[c])
			for _, d := range beside[r] {
				wide.Rows[r] = append(wide.Rows[r], Cell{Text: d.Text})
			}
		}
	}
	return wide
}

// unmarked reports whether a column holds nothing at all.
func (g Grid) unmarked(c int) bool {
	return !slices.ContainsFunc(g.Rows, func(row []Cell) bool { return row[c].Text != "" || row[c].Drawing != nil })
}

// told is a drawing in texts, where it shows more than its cell says.
func told(d Drawing, key *Key, tag lang.Tag) (texts []Datum) {
	switch d := d.(type) {
	case Steps:
		for _, x := range d.expected(key) {
			texts = append(texts, Datum{x.name, Field{Text: x.told(tag)}})
		}
	case Course:
		for i, v := range d.Values {
			texts = append(texts, Datum{d.Names[i], Field{Text: toldFigure(v, tag)}})
		}
	}
	return texts
}

func (r *Range) told(tag lang.Tag) string {
	switch {
	case r == nil:
		return lang.Text("any").In(tag)
	case r.Lo == r.Hi:
		return strconv.Itoa(r.Lo)
	}
	return lang.Sprintf("%d to %d", r.Lo, r.Hi).In(tag)
}

// toldFigure is a figure with as few decimals as it needs, at most 2.
func toldFigure(v *float64, tag lang.Tag) string {
	if v == nil {
		return ""
	}
	return lang.Number{Value: *v, Decimals: 2}.Short(tag)
}

// dotted is the highest step that dots can show.
const dotted = 8

// Dots is ●●◐○ for 2.5 of 4; empty where there is no answer, or more steps than
// can be taken in at a glance.
func (s Steps) Dots() string {
	if s.Value == nil || s.Top > dotted {
		return ""
	}
	halves := min(max(int(math.Round(*s.Value*2)), 0), 2*s.Top)
	return strings.Repeat("●", halves/2) + strings.Repeat("◐", halves%2) + strings.Repeat("○", s.Top-(halves+1)/2)
}
