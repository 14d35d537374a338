package markdown

import (
	"strings"

	"rung/assess/report"
	"rung/rubric/lang"
)

// grid writes a table. Its title is left out where a heading says what it is.
func (p *page) grid(g report.Grid) {
	if len(g.Columns) == 0 {
		return
	}
	if !p.headed {
		p.put(strong(g.Title))
	}
	wide := g.Spread(p.tag)
	lines := []string{header(wide.Columns), rule(wide.Columns)}
	for _, row := range wide.Rows {
		lines = append(lines, fields(row))
	}
	p.put(strings.Join(lines, "\n"))
	p.legend(g)
}

func header(columns []report.Column) string {
	cells := make([]report.Cell, len(columns))
	for i, c := range columns {
		cells[i].Text = c.Title
	}
	return fields(cells)
}

func rule(columns []report.Column) string {
	s := "|"
	for _, c := range columns {
		if c.Figures {
			s += " ---: |"
		} else {
			s += " --- |"
		}
	}
	return s
}

func fields(cells []report.Cell) string {
	s := "|"
	for _, c := range cells {
		s += " " + drawn(c) + " |"
	}
	return s
}

// drawn is a cell with its mark, where it has one, before its words.
func drawn(c report.Cell) string {
	mark := ""
	switch d := c.Drawing.(type) {
	case report.Steps:
		mark = d.Dots()
	case report.Bar:
		mark = bar(d)
	}
	return strings.TrimSpace(mark + " " + field(c.Said()))
}

// barsFit is the longest bar.
const barsFit = 20

// bar draws a square for each of a count.
func bar(b report.Bar) string { return strings.Repeat("■", min(int(b.Value), barsFit)) }

// legend says what the marks of steps mean.
func (p *page) legend(g report.Grid) {
	for _, row := range g.Rows {
		for _, c := range row {
			if s, ok := c.Drawing.(report.Steps); ok && s.Dots() != "" {
				p.put(small(p.marks(g.Key)))
				return
			}
		}
	}
}

func (p *page) marks(key *report.Key) string {
	marks := lang.Text("● a step reached · ◐ part of it").In(p.tag)
	if key == nil || key.Is == "" {
		return marks
	}
	return key.Is + lang.Text(": ").In(p.tag) + marks
}
