package html

import (
	"cmp"
	"strconv"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// table is a grid on its way to a node tree.
type table struct {
	report.Grid
	tag    lang.Tag
	looks  []look // of each column
	groups bool   // the first cells name groups of rows
}

// look is how the cells of a column look, in classes.
type look struct {
	side  string // which way they are set
	drawn string // what kind of drawing they hold
	short string // they are; none of their lines is broken, unless the column may be narrowed
	room  string // how wide the words beside the drawings are, so that all of these are as wide
}

func newTable(g report.Grid, tag lang.Tag) table {
	t := table{Grid: g, tag: tag, groups: grouped(g.Rows)}
	for c := range g.Columns {
		t.looks = append(t.looks, t.look(c))
	}
	return t
}

// long is the most characters of a cell that need not be broken.
const long = 28

func (t table) look(c int) look {
	l := look{side: side(t.Columns[c])}
	most := 0
	for _, row := range t.Rows {
		most = max(most, utf8.RuneCountInString(row[c].Said()))
		l.drawn = cmp.Or(l.drawn, kind(row[c].Drawing))
	}
	if l.drawn == "heat" {
		return look{drawn: l.drawn}
	}
	l.room = "w" + strconv.Itoa(min((most+1)/2*2, 24))
	switch {
	case most <= long && t.Columns[c].Wraps:
		l.short = "brief"
	case most <= long:
		l.short = "short"
	}
	return l
}

// grid draws a table, in a part of its own that can be scrolled where it is wider
// than the screen, under what its marks mean.
func (p *page) grid(g report.Grid) {
	t := newTable(g, p.tag)
	name := t.Title
	if name == "" {
		name = p.above()
	}
	whole := tree.El("table", classes(t.class()), tree.El("caption", "unseen", tree.Text(name)), tree.El("thead", "", t.header()), t.body())
	if g.Key != nil {
		p.add(key(*g.Key))
	}
	wide := tree.Attrs(tree.El("div", "wide", whole), "role", "region", "tabindex", "0")
	tree.Set(wide, "aria-label", p.region(name))
	p.add(wide)
}

// above is the heading that a table without a title stands under.
func (p *page) above() string {
	if h := p.into.FirstChild; h != nil && h.Data == p.sectionHeading() {
		return h.FirstChild.Data
	}
	return p.title
}

// class says how the table gets narrow: one with charts or running text turns its
// rows into blocks, one of figures is scrolled, a heat map beside its names.
func (t table) class() string {
	for c, l := range t.looks {
		if l.drawn == "heat" {
			return "map"
		}
		if c > 0 && (t.Columns[c].Wraps || l.drawn == "chart" || l.drawn == "bars") {
			return "stack"
		}
	}
	return ""
}

func (t table) header() *html.Node {
	tr := tree.El("tr", "")
	for c, column := range t.Columns {
		tr.AppendChild(t.head(c, column))
	}
	return tr
}

// head is the head of a column. One without a title is named for those who do not
// see what its cells show.
func (t table) head(c int, column report.Column) *html.Node {
	title := tree.El("span", "", tree.Text(column.Title))
	switch {
	case column.Title == "" && column.Data == "":
		return tree.El("td", "")
	case column.Title == "":
		title = tree.El("span", "unseen", tree.Text(column.Data))
	}
	return tree.Attrs(tree.El("th", classes(t.looks[c].side, t.looks[c].drawn), title, t.axis(c)), "scope", "col")
}

func side(column report.Column) string {
	switch {
	case column.Figures:
		return "n"
	case column.Wraps:
		return "long"
	}
	return ""
}

func (t table) body() *html.Node {
	body := tree.El("tbody", "")
	last := ""
	for r, row := range t.Rows {
		again := t.groups && r > 0 && row[0].Text == last
		last = row[0].Text
		tr := tree.El("tr", "")
		if again {
			tree.Set(tr, "class", "again")
		}
		for c, cell := range row {
			tr.AppendChild(t.cell(c, cell, again))
		}
		body.AppendChild(tr)
	}
	return body
}

// cell draws a cell, the first of a row as its name. The name of a group is shown
// once.
func (t table) cell(c int, cell report.Cell, again bool) *html.Node {
	class := classes(t.looks[c].side, t.looks[c].drawn, t.looks[c].short)
	if c > 0 || cell.Said() == "" {
		td := tree.El("td", class, t.content(c, cell)...)
		if h, is := cell.Drawing.(report.Heat); is {
			tree.Set(td, "data-heat", strconv.Itoa(degree(h)))
		}
		return tree.Attrs(td, "data-label", t.Columns[c].Title)
	}
	content := t.content(c, cell)
	if again {
		content = []*html.Node{tree.El("span", "unseen", content...)}
	}
	return tree.Attrs(tree.El("th", class, content...), "scope", "row")
}

// content is the drawing of a cell with what it says beside it.
func (t table) content(c int, cell report.Cell) []*html.Node {
	drawing := t.draw(cell)
	if drawing == nil {
		return tree.Inline(cell.Said())
	}
	return []*html.Node{tree.El("div", "mark", drawing, tree.El("span", t.looks[c].room, tree.Inline(cell.Said())...))}
}

// kind is the class of a drawing.
func kind(d report.Drawing) string {
	switch d.(type) {
	case report.Heat:
		return "heat"
	case report.Bar:
		return "bars"
	case report.Steps, report.Spots, report.Span, report.Course:
		return "chart"
	}
	return ""
}

// grouped reports whether rows stand in groups, each under the text of its first
// cells.
func grouped(rows [][]report.Cell) bool {
	names := map[string]bool{}
	for _, row := range rows {
		names[row[0].Text] = true
	}
	return 2*len(names) <= len(rows)
}

// axis marks the ends of what a column's drawings share, for those who see them.
func (t table) axis(c int) *html.Node {
	for _, row := range t.Rows {
		ends := ends(row[c].Drawing, t.tag)
		if ends == nil {
			continue
		}
		axis := tree.El("span", "axis")
		for _, end := range ends {
			axis.AppendChild(tree.El("span", "", tree.Text(end)))
		}
		return tree.Attrs(tree.El("span", "mark", axis, tree.El("span", t.looks[c].room)), "aria-hidden", "true")
	}
	return nil
}
