package report

import (
	"bytes"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"rung/rubric/lang"
)

// gutter is the space between two columns of a grid.
const gutter = 2

// grid is a table of plain cells without lines. Cells hold one line of defanged
// text each; the columns marked in wrap are narrowed, and their cells broken
// between words, when the whole would be wider than the screen.
type grid struct {
	header []string
	rows   [][]string
	right  []int // columns set flush right
	wrap   []int // columns that may be narrowed
}

func (g *grid) row(cells ...string) { g.rows = append(g.rows, cells) }

// write draws the grid in at most width columns, as far as the columns that may
// not be narrowed allow.
func (g *grid) write(w io.Writer, width int) error {
	if len(g.rows) == 0 {
		return nil
	}
	var out bytes.Buffer
	widths := g.widths(width)
	table := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
		})),
		tablewriter.WithConfig(g.config(widths)),
		tablewriter.WithTrimSpace(tw.Off),
	)
	if g.header != nil {
		table.Header(folded(g.header, widths))
	}
	for _, row := range g.rows {
		if err := table.Append(folded(row, widths)); err != nil {
			return err
		}
	}
	if err := table.Render(); err != nil {
		return err
	}
	for line := range strings.Lines(out.String()) {
		if _, err := io.WriteString(w, strings.TrimRight(line, " \n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func (g *grid) config(columns []int) tablewriter.Config {
	widths := tw.NewMapper[int, int]()
	for c, n := range columns {
		widths.Set(c, n+gutter)
	}
	align := make([]tw.Align, g.columns())
	for c := range align {
		align[c] = tw.AlignLeft
	}
	for _, c := range g.right {
		align[c] = tw.AlignRight
	}
	cell := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{PerColumn: align},
		Padding:    tw.CellPadding{Global: tw.Padding{Right: strings.Repeat(" ", gutter), Overwrite: true}},
	}
	return tablewriter.Config{
		Header: cell, Row: cell,
		Widths:   tw.CellWidth{PerColumn: widths},
		Behavior: tw.Behavior{TrimSpace: tw.Off},
	}
}

func (g *grid) columns() int {
	n := len(g.header)
	for _, row := range g.rows {
		n = max(n, len(row))
	}
	return n
}

// widths gives each column the width of its widest cell, and takes what is too
// much from the columns that may be narrowed, the widest first.
func (g *grid) widths(width int) []int {
	widths := make([]int, g.columns())
	total := -gutter
	for _, row := range append([][]string{g.header}, g.rows...) {
		for c, cell := range row {
			widths[c] = max(widths[c], lang.Columns(cell))
		}
	}
	for _, n := range widths {
		total += n + gutter
	}
	for ; total > width; total-- {
		widest := -1
		for _, c := range g.wrap {
			if widths[c] > minColumn && (widest < 0 || widths[c] > widths[widest]) {
				widest = c
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}

// fits reports whether the grid can be drawn in width columns.
func (g *grid) fits(width int) bool {
	total := -gutter
	for _, n := range g.widths(width) {
		total += n + gutter
	}
	return total <= width
}

// minColumn is the narrowest a column is made.
const minColumn = 12

// folded breaks the cells of a row into lines that fit their columns.
func folded(row []string, widths []int) []string {
	out := make([]string, len(row))
	for c, cell := range row {
		out[c] = strings.Join(lang.Wrap(cell, widths[c]), "\n")
	}
	return out
}
