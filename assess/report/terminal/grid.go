package terminal

import (
	"bytes"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"rung/assess/report"
	"rung/rubric/lang"
)

// minColumn is the narrowest that a column is made which may be narrowed, and
// leastColumn any column of texts where that is not enough.
const (
	minColumn   = 12
	leastColumn = 5
)

// rows are the rows of a grid, told from those of all others.
type rows struct {
	first *[]report.Cell
	n     int
}

// once draws a grid, or returns it as it was drawn before.
func (p page) once(g report.Grid) string {
	if len(g.Rows) == 0 {
		return ""
	}
	key := rows{&g.Rows[0], len(g.Rows)}
	drawn, ok := p.grids[key]
	if !ok {
		drawn = p.grid(g)
		p.grids[key] = drawn
	}
	return drawn
}

// grid draws a table without lines, or what stands for it where it is too wide.
func (p page) grid(g report.Grid) string {
	t := p.table(g)
	for spare := g.Spare; spare > 0 && sum(t.natural()) > p.Width; spare-- {
		t.dropColumn()
	}
	if g.Narrow != nil && !t.fits(p.Width) {
		return p.all(g.Narrow)
	}
	var drawn []string
	for _, piece := range t.pieces(p.Width) {
		drawn = append(drawn, piece.draw(p.Width))
	}
	return p.legend(g, strings.Join(drawn, "\n"))
}

// marks are what the dots mean.
func (p page) marks() string {
	return p.text(lang.Text("● a step, on average  ◐ part").In(p.tag))
}

// legend says what the dots of a table mean: behind its header where there is room,
// else under it.
func (p page) legend(g report.Grid, drawn string) string {
	dotted := slices.ContainsFunc(g.Rows, func(row []report.Cell) bool {
		return slices.ContainsFunc(row, func(c report.Cell) bool {
			steps, ok := c.Drawing.(report.Steps)
			return ok && steps.Dots() != ""
		})
	})
	if !dotted {
		return drawn
	}
	legend := p.marks()
	header, rest, _ := strings.Cut(drawn, "\n")
	if room := p.Width - lang.Columns(header) - lang.Columns(legend); room > gutter {
		return header + spaces(room) + legend + "\n" + rest
	}
	return drawn + legend + "\n"
}

// table is a grid as the terminal shows it: cells of one line of plain text each.
type table struct {
	columns []report.Column
	header  []string // nil where no column has a title
	rows    [][]string
	drawn   []bool // by column: marks that must not be broken

	ellipsis string // of a text that is cut
}

func (p page) table(g report.Grid) *table {
	t := &table{columns: g.Columns, ellipsis: p.text("…")}
	for c, column := range g.Columns {
		t.header = append(t.header, p.text(column.Title))
		counts := countColumns(g.Rows, c)
		t.drawn = append(t.drawn, slices.ContainsFunc(g.Rows, func(row []report.Cell) bool { return row[c].Drawing != nil }))
		for r, row := range g.Rows {
			if c == 0 {
				t.rows = append(t.rows, nil)
			}
			t.rows[r] = append(t.rows[r], p.cell(row[c], counts))
		}
	}
	if strings.Join(t.header, "") == "" {
		t.header = nil
	}
	return t
}

// countColumns is the width of the widest count that stands before a bar.
func countColumns(rows [][]report.Cell, c int) (width int) {
	for _, row := range rows {
		if _, bar := row[c].Drawing.(report.Bar); bar {
			width = max(width, len(row[c].Text))
		}
	}
	return width
}

// barsFit is the longest bar.
const barsFit = 20

// cell draws steps as dots, ●●◐○ for 2.5 of 4, and a bar behind its count; every
// other drawing is what the text says already.
func (p page) cell(c report.Cell, counts int) string {
	switch d := c.Drawing.(type) {
	case report.Steps:
		if dots := d.Dots(); dots != "" {
			return p.text(dots)
		}
	case report.Bar:
		bar := strings.Repeat("■", min(int(d.Value), barsFit))
		return strings.TrimRight(spaces(counts-len(c.Text))+p.text(c.Text+" "+bar), " ")
	}
	return p.text(c.Text)
}

func (t *table) dropColumn() {
	last := len(t.columns) - 1
	t.columns = t.columns[:last]
	if t.header != nil {
		t.header = t.header[:last]
	}
	for r, row := range t.rows {
		t.rows[r] = row[:last]
	}
}

// pieces are the table in as few parts as fit a width, each with the first column;
// the table itself where a column behind it is not of figures, which could be
// narrowed.
func (t *table) pieces(width int) []*table {
	figures := len(t.columns) - 1
	if figures < 2 || slices.ContainsFunc(t.columns[1:], func(c report.Column) bool { return !c.Figures }) {
		return []*table{t}
	}
	for n := 1; n < figures; n++ {
		pieces := t.parted((figures + n - 1) / n)
		if !slices.ContainsFunc(pieces, func(piece *table) bool { return !piece.fits(width) }) {
			return pieces
		}
	}
	return t.parted(1)
}

// parted is the table in parts of so many columns behind the first.
func (t *table) parted(columns int) (parts []*table) {
	for from := 1; from < len(t.columns); from += columns {
		to := min(from+columns, len(t.columns))
		part := &table{columns: cut(t.columns, from, to), drawn: cut(t.drawn, from, to), ellipsis: t.ellipsis}
		if t.header != nil {
			part.header = cut(t.header, from, to)
		}
		for _, row := range t.rows {
			part.rows = append(part.rows, cut(row, from, to))
		}
		parts = append(parts, part)
	}
	return parts
}

// cut is the first of a row and those of a range.
func cut[T any](row []T, from, to int) []T {
	return append([]T{row[0]}, row[from:to]...)
}

// draw draws the table in at most width columns, as far as the columns that may
// not be narrowed allow.
func (t *table) draw(width int) string {
	var out bytes.Buffer
	widths := t.widths(width)
	t.narrow(widths, width, func(c int) bool { return !t.columns[c].Figures && !t.drawn[c] && widths[c] > leastColumn })
	w := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
		})),
		tablewriter.WithConfig(t.config(widths)),
		tablewriter.WithTrimSpace(tw.Off),
	)
	if t.header != nil {
		w.Header(folded(t.header, widths))
	}
	for _, row := range t.rows {
		w.Append(t.shortened(folded(row, widths), widths)) // cannot fail: the cells are strings
	}
	w.Render() // writes to memory, which cannot fail
	var lines strings.Builder
	for line := range strings.Lines(out.String()) {
		lines.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return lines.String()
}

func (t *table) config(columns []int) tablewriter.Config {
	widths := tw.NewMapper[int, int]()
	align := make([]tw.Align, len(columns))
	for c, n := range columns {
		widths.Set(c, n+gutter)
		align[c] = tw.AlignLeft
		if t.columns[c].Figures {
			align[c] = tw.AlignRight
		}
	}
	cell := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{PerColumn: align},
		Padding:    tw.CellPadding{Global: tw.Padding{Right: spaces(gutter), Overwrite: true}},
	}
	return tablewriter.Config{
		Header: cell, Row: cell,
		Widths:   tw.CellWidth{PerColumn: widths},
		Behavior: tw.Behavior{TrimSpace: tw.Off},
	}
}

// natural gives each column the width of its widest cell.
func (t *table) natural() []int {
	widths := make([]int, len(t.columns))
	for _, row := range append([][]string{t.header}, t.rows...) {
		for c, cell := range row {
			widths[c] = max(widths[c], lang.Columns(cell))
		}
	}
	return widths
}

// widths are the natural widths, less what is too much from the columns that may be
// narrowed, the widest first.
func (t *table) widths(width int) []int {
	widths := t.natural()
	t.narrow(widths, width, func(c int) bool { return t.columns[c].Wraps && widths[c] > t.least(c) })
	return widths
}

// least is how far a column may be narrowed: of figures, only the title is broken,
// between words.
func (t *table) least(c int) int {
	if !t.columns[c].Figures {
		return minColumn
	}
	least := 0
	for _, row := range t.rows {
		least = max(least, lang.Columns(row[c]))
	}
	if t.header == nil {
		return least
	}
	for _, word := range strings.Fields(t.header[c]) {
		least = max(least, lang.Columns(word))
	}
	return least
}

// narrow takes what is too much from the columns that may give it, the widest first.
func (t *table) narrow(widths []int, width int, may func(c int) bool) {
	for total := sum(widths); total > width; total-- {
		widest := -1
		for c := range widths {
			if may(c) && (widest < 0 || widths[c] > widths[widest]) {
				widest = c
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// sum is the width of columns with the gutters between them.
func sum(widths []int) int {
	total := -gutter
	for _, n := range widths {
		total += n + gutter
	}
	return total
}

// fits reports whether the table can be drawn in width columns.
func (t *table) fits(width int) bool { return sum(t.widths(width)) <= width }

// folded breaks the cells of a row into lines that fit their columns.
func folded(row []string, widths []int) []string {
	out := make([]string, len(row))
	for c, cell := range row {
		if out[c] = cell; lang.Columns(cell) > widths[c] {
			out[c] = strings.Join(lang.Wrap(cell, widths[c]), "\n")
		}
	}
	return out
}

// shortened ends the cells that have more lines than their column allows.
func (t *table) shortened(cells []string, widths []int) []string {
	for c, cell := range cells {
		lines := strings.Split(cell, "\n")
		if most := t.columns[c].Lines; most > 0 && len(lines) > most {
			lines[most-1] = lang.Cut(lines[most-1]+" "+lines[most], t.ellipsis, widths[c])
			cells[c] = strings.Join(lines[:most], "\n")
		}
	}
	return cells
}
