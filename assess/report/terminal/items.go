package terminal

import (
	"strings"

	"rung/assess/report"
	"rung/rubric/lang"
)

// gutter is the space between columns, and behind a lead.
const gutter = 2

func (p page) items(l report.Items) string {
	var b strings.Builder
	if l.Title != nil {
		b.WriteString(p.toned(bold, l.Title(len(l.Items))))
	}
	indent := gutter
	if l.Flush {
		indent = 0
	}
	names := p.names(l)
	for _, item := range l.Items {
		if l.Apart && b.Len() > 0 {
			b.WriteString("\n")
		}
		drawn := p.item(item, indent, leads(l.Items))
		if name, short := strings.CutSuffix(drawn, "\n"); short && len(item.Sides) > 0 && lang.Columns(name) <= indent+names {
			b.WriteString(p.sides(name, item.Sides, indent+names+gutter))
		} else {
			b.WriteString(drawn + p.sides("", item.Sides, indent+gutter))
		}
		for _, under := range item.Under {
			b.WriteString(p.item(under, indent+gutter, leads(item.Under)))
		}
	}
	return b.String()
}

// names is how wide the texts of a list are that have their sides beside them:
// short ones, set tight, that leave half of the page to what is said. It is 0 where
// all sides stand below.
func (p page) names(l report.Items) (width int) {
	said := 0
	for _, item := range l.Items {
		if len(item.Sides) > 0 && !l.Apart {
			width = max(width, lang.Columns(strings.TrimSuffix(p.item(item, 0, leads(l.Items)), "\n")))
			said = max(said, p.labels(item.Sides))
		}
	}
	if width+said+3*gutter > p.Width/2 {
		return 0
	}
	return width
}

// labels is the width of the widest label.
func (p page) labels(sides []report.Side) (width int) {
	for _, side := range sides {
		width = max(width, lang.Columns(p.text(side.Label)))
	}
	return width
}

// leads is the width of the widest lead.
func leads(items []report.Item) (width int) {
	for _, item := range items {
		width = max(width, lang.Columns(item.Lead))
	}
	return width
}

// item hangs a text behind its lead, which is flush right among its kind.
func (p page) item(item report.Item, indent, leads int) string {
	first, rest := spaces(indent), spaces(indent+gutter)
	if item.Lead != "" {
		first += spaces(leads-lang.Columns(item.Lead)) + p.text(item.Lead) + spaces(gutter)
		rest = spaces(lang.Columns(first))
	}
	return p.hang(first, rest, item.Text)
}

// sides sets the sides of an item under each other, the first of them beside a name.
func (p page) sides(name string, sides []report.Side, indent int) string {
	var b strings.Builder
	labels := p.labels(sides)
	for _, side := range sides {
		label := p.text(side.Label)
		for _, said := range side.Texts {
			first := name + spaces(indent-lang.Columns(name)) + label + spaces(labels-lang.Columns(label)+gutter)
			b.WriteString(p.hang(first, spaces(indent+labels+gutter), withNote(said)))
			name, label = "", ""
		}
	}
	return b.String()
}

func withNote(s report.Said) string {
	if s.Note == "" {
		return s.Text
	}
	return s.Text + " — " + s.Note
}

// listing sets the parts of each entry behind its name, or below it where the
// name leaves too little room. No part is broken.
func (p page) listing(l report.Listing) string {
	var b strings.Builder
	names := 0
	for _, e := range l.Entries {
		names = max(names, lang.Columns(p.text(e.Name)))
	}
	for _, e := range l.Entries {
		lead := ""
		if names > 0 {
			name := p.text(e.Name)
			lead = name + spaces(names-lang.Columns(name)+gutter)
		}
		if lang.Columns(lead) > p.Width/2 {
			b.WriteString(p.hang("", spaces(gutter), e.Name))
			lead = spaces(gutter)
		}
		b.WriteString(p.parts(lead, e.Parts))
	}
	return b.String()
}

// parts fills lines with parts, none of which is broken unless it is longer than
// a line.
func (p page) parts(lead string, parts []string) string {
	var b strings.Builder
	indent := spaces(lang.Columns(lead))
	line := parts[0]
	for _, part := range parts[1:] {
		if longer := line + between + part; lang.Columns(indent+p.text(longer)+" ·") <= p.Width {
			line = longer
			continue
		}
		b.WriteString(p.hang(lead, indent, line+" ·"))
		lead, line = indent, part
	}
	return b.String() + p.hang(lead, indent, line)
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }
