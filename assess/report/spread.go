package report

import (
	"slices"
	"strconv"
	"strings"

	"rung/rubric/lang"
)

// Spread is the grid for a format of texts: what a drawing shows beside its cell's
// text stands as texts in columns of its own behind it. Steps say what is expected,
// where the key names it; a Course says its values, each under its date.
func (g Grid) Spread(tag lang.Tag) Grid {
	wide := g
	wide.Columns, wide.Rows = nil, make([][]Cell, len(g.Rows))
	for c, column := range g.Columns {
		titles := g.besides(c)
		wide.Columns = append(wide.Columns, column)
		for _, title := range titles {
			wide.Columns = append(wide.Columns, Column{Title: title, Figures: true})
		}
		for r, row := range g.Rows {
			wide.Rows[r] = append(append(wide.Rows[r], row[c]), row[c].beside(g.Key, len(titles), tag)...)
		}
	}
	return wide
}

// besides are the titles of the columns that the drawings of a column ask for.
func (g Grid) besides(c int) []string {
	for _, row := range g.Rows {
		switch d := row[c].Drawing.(type) {
		case Steps:
			return g.Key.named()
		case Course:
			return d.Names
		}
	}
	return nil
}

// named are the levels that a key names.
func (k *Key) named() []string {
	if k == nil {
		return nil
	}
	return slices.DeleteFunc([]string{k.Here, k.Beyond}, func(s string) bool { return s == "" })
}

// beside says the drawing of a cell in n cells.
func (c Cell) beside(key *Key, n int, tag lang.Tag) []Cell {
	cells := make([]Cell, n)
	switch d := c.Drawing.(type) {
	case Steps:
		for i, r := range d.expected(key) {
			cells[i].Text = r.told(tag)
		}
	case Course:
		for i, v := range d.Values {
			cells[i].Text = toldFigure(v, tag)
		}
	}
	return cells
}

// expected are the ranges that the key names, in the order of its names.
func (s Steps) expected(key *Key) []*Range {
	var ranges []*Range
	if key != nil && key.Here != "" {
		ranges = append(ranges, s.Here)
	}
	if key != nil && key.Beyond != "" {
		ranges = append(ranges, s.Beyond)
	}
	return ranges
}

func (r *Range) told(tag lang.Tag) string {
	switch {
	case r == nil:
		return ""
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
	return strings.TrimRight(strings.TrimRight(lang.Number{Value: *v, Decimals: 2}.In(tag), "0"), ".,")
}

// Told is the ladder as Shown, with the chances of the levels in words.
func (l Ladder) Told(tag lang.Tag) Grid {
	l.Levels = slices.Clone(l.Levels)
	for i := range l.Levels {
		l.Levels[i].ID += l.Levels[i].told(tag)
	}
	return l.Shown(tag)
}

func (r Rung) told(tag lang.Tag) (s string) {
	if r.Chance != nil {
		s += lang.Sprintf(", chance %v", lang.Number{Value: *r.Chance, Decimals: 2}).In(tag)
	}
	if r.Here {
		s += lang.Text(", closest").In(tag)
	}
	return s
}

// Said is what a cell says in words.
func (c Cell) Said() string {
	if c.Words != "" {
		return c.Words
	}
	return c.Text
}
