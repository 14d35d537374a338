package plain

import (
	"slices"
	"strings"

	"rung/assess/report"
	"rung/rubric/lang"
)

// ladder tells the levels by rung, the highest first.
func (p *page) ladder(l report.Ladder) {
	g := l.Told(p.tag)
	height := ""
	for r, row := range g.Rows {
		if row[0].Text != "" {
			height = g.Columns[0].Title + " " + row[0].Text
		}
		g.Rows[r] = slices.Clone(row)
		g.Rows[r][0].Text = height
	}
	p.grid(g)
}

// grid tells a table, a sentence per row.
func (p *page) grid(g report.Grid) {
	if g.Title != "" {
		rows := lang.Count(len(g.Rows), "row", "rows")
		p.put(lang.Sprintf("Table: %s, %v.", g.Title, rows).In(p.tag))
	}
	g = g.Spread(p.tag)
	for _, row := range g.Rows {
		p.put(p.row(g.Columns, row))
	}
}

// row begins with what its first cell names; an empty cell is not told, nor one
// that only has a sign for what another one says.
func (p *page) row(columns []report.Column, row []report.Cell) string {
	var told []string
	for i, c := range row {
		again := c.None && c.Words != "" && slices.ContainsFunc(row[:i], func(other report.Cell) bool { return other.Said() == c.Words })
		if said := c.Said(); i > 0 && said != "" && !again {
			told = append(told, strings.TrimSpace(columns[i].Title+" "+said))
		}
	}
	if len(row) == 0 {
		return ""
	}
	return ended(p.named(row[0].Said(), strings.Join(told, lang.Text("; ").In(p.tag))))
}
