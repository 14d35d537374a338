package report

import (
	"cmp"
	"slices"

	"rung/rubric/lang"
)

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
		titles, beside := g.beside(c, func(d Drawing) []Datum { return d.Data(column.data(), g.Key, tag) })
		t.Header = append(append(t.Header, column.data()), titles...)
		for r, row := range g.Rows {
			t.Rows[r] = append(t.Rows[r], row[c].field())
			for _, d := range beside[r] {
				t.Rows[r] = append(t.Rows[r], d.Field)
			}
		}
	}
	return t
}

// beside is what the drawings of a column show besides the cells, as say lists it:
// the titles of the columns that the first of them asks for, and for each row a
// field under each.
func (g Grid) beside(c int, say func(Drawing) []Datum) (titles []string, rows [][]Datum) {
	rows = make([][]Datum, len(g.Rows))
	for r, row := range g.Rows {
		if row[c].Drawing != nil {
			rows[r] = say(row[c].Drawing)
		}
		for i := len(titles); i < len(rows[r]); i++ {
			titles = append(titles, rows[r][i].Title)
		}
	}
	for r := range rows {
		if rows[r] == nil {
			rows[r] = make([]Datum, len(titles))
		}
	}
	return titles, rows
}

func (c Column) data() string { return cmp.Or(c.Data, c.Title) }

func (c Cell) field() Field {
	switch {
	case c.Number != nil:
		return Field{Number: c.Number}
	case c.None:
		return Field{}
	}
	return Field{Text: c.Said()}
}

// Said is what a cell says in words.
func (c Cell) Said() string { return cmp.Or(c.Words, c.Text) }

func number(title string, n *Number) Datum { return Datum{title, Field{Number: n}} }

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
	data := []Datum{number(lang.Sprintf("%s (highest step)", column).In(tag), whole(s.Top))}
	for _, x := range s.expected(key) {
		data = append(data, x.data(tag)...)
	}
	return data
}

// expectation is what a key names, and where that lies on the steps.
type expectation struct {
	name string
	*Range
}

func (s Steps) expected(key *Key) []expectation {
	if key == nil {
		return nil
	}
	all := []expectation{{key.Here, s.Here}, {key.Beyond, s.Beyond}}
	return slices.DeleteFunc(all, func(x expectation) bool { return x.name == "" })
}

func (x expectation) data(tag lang.Tag) []Datum {
	from, to := (*Number)(nil), (*Number)(nil)
	if x.Range != nil {
		from, to = whole(x.Lo), whole(x.Hi)
	}
	return []Datum{
		number(lang.Sprintf("%s (from)", x.name).In(tag), from),
		number(lang.Sprintf("%s (to)", x.name).In(tag), to),
	}
}

// Data of spots is nothing that other cells do not hold.
func (Spots) Data(string, *Key, lang.Tag) []Datum { return nil }

// Data of a span is its interval.
func (s Span) Data(column string, _ *Key, tag lang.Tag) []Datum {
	return []Datum{
		number(lang.Sprintf("%s (low)", column).In(tag), numberOf(s.Low, 2)),
		number(lang.Sprintf("%s (high)", column).In(tag), numberOf(s.High, 2)),
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
		data[i] = number(c.Names[i], numberOf(v, 2))
	}
	return data
}
