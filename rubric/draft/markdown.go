package draft

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// isMarkdown reports whether a file is Markdown, by its name or by how it begins.
func isMarkdown(name string, data []byte) bool {
	ending := strings.ToLower(path.Ext(name))
	start := bytes.TrimSpace(data)
	return ending == ".md" || ending == ".markdown" || bytes.HasPrefix(start, []byte("#")) || bytes.HasPrefix(start, []byte("|"))
}

// readMarkdown reads a ladder with a heading for each level and, below it, a list or
// headings for what it expects; or the first table.
func (l *ladder) readMarkdown(name string, data []byte) {
	d, said := doc.Text(name, data)
	if l.file = d; d.Err() != nil {
		return
	}
	p := page{source: []byte(said)}
	parsed := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(p.source))
	for n := parsed.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
	if !l.fits(len(p.pieces)) {
		return
	}
	l.title = p.title()
	g, common := p.sections()
	if common == 0 && len(p.tables) > 0 {
		g = slices.MaxFunc(p.tables, func(a, b grid) int { return a.likeness() - b.likeness() })
		if len(p.tables) > 1 {
			l.note("tables", "of %d tables the one that is most like a ladder was read, with these titles: %v", len(p.tables), quotedTexts(g.header))
		}
	} else if common == 0 {
		l.report(doc.Pos{}, "layout", lang.Sprintf("no ladder is found in this file"),
			lang.Sprintf("give each level a heading, and below it a list or headings with the same dimensions: “- **Impact**: …”"))
		return
	}
	if len(g.unread) > 0 {
		l.note("aside", "these headings are not read, as nothing below them is a list with names, nor headings: %v", quotedTexts(g.unread))
	}
	l.take(g)
}

// likeness is how much a table is like a ladder: by its header, and by names of
// levels at the start of its rows.
func (g grid) likeness() int {
	var names []table.Cell
	for _, row := range g.rows {
		names = append(names, row[0])
	}
	return titles(g.header) + int(100*shareOfLevels(names))
}

// page is Markdown taken apart.
type page struct {
	source []byte
	pieces []piece
	tables []grid
}

// title is the one heading at the top; empty where there is none or several.
func (p *page) title() (title string) {
	for _, one := range p.pieces {
		switch {
		case one.depth == 1 && title != "":
			return ""
		case one.depth == 1:
			title = one.name.Text
		}
	}
	return title
}

// piece is a heading, a point of a list that has a name, or prose.
type piece struct {
	depth int        // of a heading; else 0
	name  table.Cell // of a heading, or of a point that has one
	words table.Cell // of a point, without its name
	whole table.Cell // all of a point, or of prose
}

func (p *page) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		p.pieces = append(p.pieces, piece{depth: n.Level, name: p.cell(n)})
	case *ast.List:
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			p.pieces = append(p.pieces, p.point(item))
		}
	case *tables.Table:
		p.tables = append(p.tables, p.table(n))
	default:
		if _, strong := n.FirstChild().(*ast.Emphasis); strong && n.ChildCount() == 1 {
			p.pieces = append(p.pieces, piece{depth: deepest, name: p.cell(n)})
		} else if words := p.cell(n); words.Text != "" {
			p.pieces = append(p.pieces, piece{whole: words})
		}
	}
}

// deepest is the depth of a line in bold alone, which is a heading below all others.
const deepest = 7

// namedPoint is a text that begins with a name and a colon or a dash.
var namedPoint = regexp.MustCompile(`^([^:.]{1,60}?)\s*(?::|\s[–—-])\s+(.+)$`)

// point is an item of a list: its name is what is emphasised at its start, or what
// stands before a colon or a dash, or its first line, where it has a list of its own.
func (p *page) point(item ast.Node) piece {
	first := item.FirstChild()
	if first == nil {
		return piece{}
	}
	whole := p.cell(first)
	var rest []string
	for n := first.NextSibling(); n != nil; n = n.NextSibling() {
		rest = append(rest, p.cell(n).Text)
	}
	below := strings.Join(rest, "\n")
	name, words := "", whole.Text
	if strong, ok := first.FirstChild().(*ast.Emphasis); ok {
		name = p.inline(strong)
		words = strings.TrimPrefix(words, name)
	} else if m := namedPoint.FindStringSubmatch(words); m != nil {
		name, words = m[1], m[2]
	} else if below != "" {
		name, words = words, ""
	}
	name, words = strings.TrimRight(name, " :.–—-"), strings.TrimLeft(words, " :.–—-")
	cell := func(text string) table.Cell {
		return table.Cell{Text: strings.TrimSpace(text + "\n" + below), Pos: whole.Pos}
	}
	return piece{name: table.Cell{Text: name, Pos: whole.Pos}, words: cell(words), whole: cell("- " + whole.Text)}
}

// cell is all text in a block and where it begins; points of lists are lines that
// begin with a hyphen.
func (p *page) cell(n ast.Node) table.Cell {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return table.Cell{Text: p.inline(n), Pos: posAt(p.source, n.Lines().At(0).Start)}
	}
	var lines []string
	at := doc.Pos{}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		inside := p.cell(child)
		if at == (doc.Pos{}) {
			at = inside.Pos
		}
		if n.Kind() == ast.KindList {
			inside.Text = "- " + inside.Text
		}
		lines = append(lines, inside.Text)
	}
	return table.Cell{Text: strings.Join(lines, "\n"), Pos: at}
}

var lineBreak = regexp.MustCompile(`(?i)^<br\b`)

// inline is the text in a block without its marks.
func (p *page) inline(n ast.Node) string {
	var said strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				said.Write(plainText(n.Segment.Value(p.source)))
				if n.SoftLineBreak() || n.HardLineBreak() {
					said.WriteByte(' ')
				}
			}
		case *ast.RawHTML:
			if first := n.Segments.At(0); entering && lineBreak.Match(first.Value(p.source)) {
				said.WriteByte('\n')
			}
		case *ast.AutoLink:
			if entering {
				said.Write(n.Label(p.source))
			}
		}
		return ast.WalkContinue, nil // the function fails never
	})
	return strings.TrimSpace(said.String())
}

func plainText(marked []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(marked)))
}

func (p *page) table(n *tables.Table) (g grid) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []table.Cell
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, p.cell(c))
		}
		if g.header == nil {
			g.header = cells
			continue
		}
		for len(cells) < len(g.header) {
			cells = append(cells, table.Cell{Pos: cells[0].Pos})
		}
		g.rows = append(g.rows, cells[:len(g.header)])
	}
	return g
}

// section is what stands below a heading, by folded names.
type section struct {
	name table.Cell
	said map[string]table.Cell
}

// add adds to what is said under a name.
func (s *section) add(name string, words table.Cell) {
	if known := s.said[name]; known.Text != "" {
		words = table.Cell{Text: known.Text + "\n" + words.Text, Pos: known.Pos}
	}
	s.said[name] = words
}

// sections is the page as a table with a row for each section, and how much its
// sections have in common: the headings of that depth are taken that have most.
func (p *page) sections() (best grid, common int) {
	for depth := 1; depth <= 6; depth++ {
		o := outline{depth: depth, known: map[string]bool{}}
		for _, one := range p.pieces {
			o.add(one)
		}
		if n := o.common(); n > common {
			best, common = o.grid(), n
		}
	}
	return best, common
}

// outline is a page by its headings of one depth. A heading above them may say
// their track; prose before the first name is their summary.
type outline struct {
	depth    int
	sections []*section
	names    []table.Cell // as they come
	known    map[string]bool
	parent   string
	open     bool       // the last section
	under    table.Cell // a deeper heading; blank where there is none yet
}

func (o *outline) add(one piece) {
	switch {
	case one.depth > 0 && one.depth < o.depth:
		o.open, o.parent = false, one.name.Text
	case one.depth == o.depth:
		o.open, o.under = true, table.Cell{}
		o.sections = append(o.sections, &section{name: one.name, said: map[string]table.Cell{}})
		if isTrack(o.parent) {
			o.say(table.Cell{Text: "Track", Pos: one.name.Pos}, table.Cell{Text: o.parent, Pos: one.name.Pos})
		}
	case !o.open:
	case one.depth > 0:
		o.under = one.name
	case o.under.Text != "":
		o.say(o.under, one.whole)
	case one.name.Text != "":
		o.say(one.name, one.words)
	default:
		o.say(table.Cell{Text: "Summary", Pos: one.whole.Pos}, one.whole)
	}
}

// say keeps words under a name in the last section.
func (o *outline) say(name, words table.Cell) {
	key := lang.Fold(name.Text)
	if !o.known[key] {
		o.known[key], o.names = true, append(o.names, name)
	}
	o.sections[len(o.sections)-1].add(key, words)
}

// common counts, over the names that several sections have, the sections.
func (o *outline) common() (n int) {
	for _, name := range o.names {
		sections := 0
		for _, s := range o.sections {
			if s.said[lang.Fold(name.Text)].Text != "" {
				sections++
			}
		}
		if sections >= 2 && roleOf(name.Text) == "" {
			n += sections
		}
	}
	return n
}

// grid has a row for each section that says something by name.
func (o *outline) grid() grid {
	g := grid{header: append([]table.Cell{{Pos: o.sections[0].name.Pos}}, o.names...)}
	for _, s := range o.sections {
		row, named := []table.Cell{s.name}, false
		for _, name := range o.names {
			cell, there := s.said[lang.Fold(name.Text)]
			if !there {
				cell.Pos = s.name.Pos
			}
			row, named = append(row, cell), named || there && roleOf(name.Text) == ""
		}
		if named {
			g.rows = append(g.rows, row)
		} else {
			g.unread = append(g.unread, s.name)
		}
	}
	return g
}
