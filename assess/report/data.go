package report

import "rung/rubric/lang"

// Table is a grid as data: texts and figures without drawings. The figures of a
// drawing stand in columns of their own, behind that of their cell.
type Table struct {
	Header []string
	Rows   [][]Field
}

// Field is a text or a figure; both are zero where there is nothing.
type Field struct {
	Text   string
	Number *Number
}

// Table makes data of the grid.
func (g Grid) Table(tag lang.Tag) Table {
	t := Table{Rows: make([][]Field, len(g.Rows))}
	for c, column := range g.Columns {
		data := g.drawn(c, tag)
		figures := g.figures(c)
		t.Header = append(t.Header, column.data())
		for _, d := range data {
			t.Header = append(t.Header, d.Title)
		}
		for r, row := range g.Rows {
			t.Rows[r] = append(t.Rows[r], row[c].field(figures))
			t.Rows[r] = append(t.Rows[r], g.extra(row[c], c, len(data), tag)...)
		}
	}
	return t
}

// drawn lists the figures that the drawings of a column add, as the first of them
// does.
func (g Grid) drawn(c int, tag lang.Tag) []Datum {
	for _, row := range g.Rows {
		if d := row[c].Drawing; d != nil {
			return d.Data(g.Columns[c].data(), g.Key, tag)
		}
	}
	return nil
}

// figures reports whether a column holds any figure; what it holds besides is
// then a word for none.
func (g Grid) figures(c int) bool {
	for _, row := range g.Rows {
		if row[c].Number != nil {
			return true
		}
	}
	return false
}

func (g Grid) extra(cell Cell, c, n int, tag lang.Tag) []Field {
	fields := make([]Field, n)
	if cell.Drawing == nil {
		return fields
	}
	for i, d := range cell.Drawing.Data(g.Columns[c].data(), g.Key, tag) {
		fields[i].Number = d.Number
	}
	return fields
}

func (c Column) data() string {
	if c.Data != "" {
		return c.Data
	}
	return c.Title
}

func (c Cell) field(figures bool) Field {
	switch {
	case c.Number != nil:
		return Field{Number: c.Number}
	case figures:
		return Field{}
	case c.Words != "":
		return Field{Text: c.Words}
	}
	return Field{Text: c.Text}
}

// whole is a count as data.
func whole(n int) *Number { return &Number{Value: float64(n)} }

func numberOf(v *float64, decimals int) *Number {
	if v == nil {
		return nil
	}
	return &Number{Value: *v, Decimals: decimals}
}

// Data of steps is the highest step, and what is expected where the key names it.
func (s Steps) Data(column string, key *Key, tag lang.Tag) []Datum {
	data := []Datum{{lang.Sprintf("%s (highest step)", column).In(tag), whole(s.Top)}}
	if key != nil && key.Here != "" {
		data = append(data, s.Here.data(key.Here, tag)...)
	}
	if key != nil && key.Beyond != "" {
		data = append(data, s.Beyond.data(key.Beyond, tag)...)
	}
	return data
}

func (r *Range) data(title string, tag lang.Tag) []Datum {
	from, to := (*Number)(nil), (*Number)(nil)
	if r != nil {
		from, to = whole(r.Lo), whole(r.Hi)
	}
	return []Datum{
		{lang.Sprintf("%s (from)", title).In(tag), from},
		{lang.Sprintf("%s (to)", title).In(tag), to},
	}
}

// Data of a span is its interval.
func (s Span) Data(column string, _ *Key, tag lang.Tag) []Datum {
	return []Datum{
		{lang.Sprintf("%s (low)", column).In(tag), numberOf(s.Low, 2)},
		{lang.Sprintf("%s (high)", column).In(tag), numberOf(s.High, 2)},
	}
}

// Data of a bar is nothing that its cell does not hold.
func (Bar) Data(string, *Key, lang.Tag) []Datum { return nil }

// Data of a heat is nothing that its cell does not hold.
func (Heat) Data(string, *Key, lang.Tag) []Datum { return nil }

// Data of a course is its values, each under its date.
func (c Course) Data(string, *Key, lang.Tag) []Datum {
	data := make([]Datum, len(c.Values))
	for i, v := range c.Values {
		data[i] = Datum{c.Names[i], numberOf(v, 2)}
	}
	return data
}
