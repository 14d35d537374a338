package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"rung/assess/report"
	"rung/rubric/lang"
)

// The widths of columns, and of the mark of a filter in a header, in digits.
const narrowest, widest, filter = 8, 60, 3

// grid writes a grid on a sheet of its own.
func (s *sheet) grid(g report.Grid) {
	table := g.Table(s.tag)
	if len(table.Header) == 0 {
		return
	}
	s.rows(1, table, look{})
	s.fit(table)
	last := at(len(table.Header), len(table.Rows)+1)
	s.check(s.file.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}))
	s.check(s.file.AutoFilter(s.name, "A1:"+last, nil))
	s.page("landscape", last)
	s.drawings(g, table)
}

// rows writes a table from a row on, its header first.
func (s *sheet) rows(row int, table report.Table, l look) {
	for c, text := range table.Header {
		head := look{bold: true, line: true, align: l.align}
		for r, fields := range table.Rows {
			s.field(c+1, row+1+r, fields[c], l)
			if fields[c].Number != nil && l.align == "" {
				head.align = "right"
			}
		}
		s.text(c+1, row, text, head)
	}
}

// fit gives columns and rows the room that a table needs.
func (s *sheet) fit(table report.Table) {
	heights := make([]int, len(table.Rows)+1)
	for c, text := range table.Header {
		room := width(table, c)
		s.width(c+1, room)
		heights[0] = max(heights[0], lines(text, room-filter))
		for r, row := range table.Rows {
			heights[r+1] = max(heights[r+1], lines(row[c].Text, room))
		}
	}
	for r, lines := range heights {
		s.height(r+1, lines)
	}
}

// width is that of the longest line in a column, its header with room for a
// filter's mark.
func width(table report.Table, c int) int {
	most := min(columns(table.Header[c])+filter, widest/3)
	for _, row := range table.Rows {
		if row[c].Number != nil {
			most = max(most, len(lang.Number{Value: row[c].Number.Value, Decimals: row[c].Number.Decimals}.In(lang.EN)))
		}
		most = max(most, columns(row[c].Text))
	}
	return min(max(most+1, narrowest), widest)
}

func columns(text string) (most int) {
	for line := range strings.Lines(shown(text)) {
		most = max(most, lang.Columns(line))
	}
	return most
}
