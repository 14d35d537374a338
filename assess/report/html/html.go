// Package html writes documents as pages of one file: no script, nothing from
// elsewhere, and a policy that forbids both. Every text becomes a text node or an
// attribute of a node tree, so that none can be read as markup; invisible
// characters are shown as escapes.
package html

import (
	_ "embed"
	"io"
	"strconv"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// Style is the style sheet of a page.
//
//go:embed style.css
var Style string

// Write draws a document as a page. It keeps no state and gives the same bytes
// for the same document.
func Write(w io.Writer, d report.Document) error {
	p := drawn(d)
	root := tree.El("html", "", p.head(), tree.El("body", "", p.parts()...))
	tree.Set(root, "lang", string(d.Lang))
	if d.Slides {
		tree.Set(root, "class", "slides")
	}
	return tree.Render(w, &html.Node{Type: html.DoctypeNode, Data: "html"}, root)
}

// Body is what a page of a document shows: header, main and footer.
func Body(d report.Document) []*html.Node { return drawn(d).parts() }

// page is a document on its way to a node tree.
type page struct {
	tag    lang.Tag
	title  string
	blocks []report.Block

	main  *html.Node
	part  *html.Node // where the next section goes: main, or an article in it
	into  *html.Node // where the next block goes
	feet  []*html.Node
	said  string         // the kicker
	level int            // of the last headline: 1 for the first, 2 for others
	names map[string]int // how often a region was called so
}

func drawn(d report.Document) *page {
	main := tree.El("main", "")
	p := &page{tag: d.Lang, title: d.Title, blocks: d.Blocks, main: main, part: main, into: main, names: map[string]int{}}
	p.draw()
	return p
}

func (p *page) head() *html.Node {
	return tree.Head(p.title, "style-src "+tree.Digest(Style), tree.Raw("style", Style))
}

// parts are the landmarks of the page.
func (p *page) parts() []*html.Node {
	parts := []*html.Node{tree.El("header", "", trademark(), tree.El("p", "kicker", tree.Text(p.said))), p.main}
	if len(p.feet) > 0 {
		parts = append(parts, tree.El("footer", "", p.feet...))
	}
	return parts
}

// draw fills the page: first what stands before any part, then the parts.
func (p *page) draw() {
	lead := p.lead()
	if !holds[report.Headline](p.blocks) {
		p.headline(report.Headline{Text: p.title})
	}
	if lead > 0 {
		p.top(p.blocks[:lead])
	}
	for _, b := range p.blocks[lead:] {
		p.block(b)
	}
}

// lead counts the blocks before the first part or table.
func (p *page) lead() int {
	for i, b := range p.blocks {
		switch b.(type) {
		case report.Headline, report.Sentence, report.Break, report.Facts, report.Ladder:
		default:
			return i
		}
	}
	return len(p.blocks)
}

// top draws the first blocks, a ladder among them beside the others.
func (p *page) top(blocks []report.Block) {
	words := tree.El("div", "words")
	top := tree.El("div", "top", words)
	p.main.AppendChild(top)
	for _, b := range blocks {
		p.into = words
		if l, is := b.(report.Ladder); is && top.LastChild == words && newLadder(l, p.tag, true).narrow() {
			top.AppendChild(newLadder(l, p.tag, true).figure())
			continue
		}
		p.block(b)
	}
	p.into = p.main
}

func (p *page) add(nodes ...*html.Node) {
	for _, n := range nodes {
		p.into.AppendChild(n)
	}
}

// block draws one block where the page has come to.
func (p *page) block(b report.Block) {
	switch b := b.(type) {
	case report.Headline:
		p.headline(b)
	case report.NewPage:
		p.part = tree.El("article", "page")
		p.main.AppendChild(p.part)
		p.into = p.part
	case report.Heading:
		p.into = tree.El("section", "", tree.El(p.sectionHeading(), "", tree.Text(b.Text)))
		p.part.AppendChild(p.into)
	case report.Sentence:
		p.add(tree.El("p", tones[b.Tone], tree.Inline(b.Text)...))
	case report.Facts:
		p.add(facts(b))
	case report.Blank:
		p.add(p.blank(b))
	case report.Next:
		p.add(next(b))
	case report.Footer:
		p.feet = append(p.feet, tree.El("p", "", tree.Inline(b.Text)...))
	case report.Items:
		p.items(b)
	case report.Listing:
		p.add(listing(b))
	case report.Ladder:
		p.add(newLadder(b, p.tag, false).figure())
	case report.Grid:
		p.grid(b)
	}
}

// headline draws the first headline as the page's; another one heads a part.
func (p *page) headline(b report.Headline) {
	switch {
	case p.level > 0 && b.Kicker != "":
		p.add(tree.El("p", "kicker", tree.Text(b.Kicker)))
	case p.level == 0:
		p.said = b.Kicker
	}
	p.level = min(p.level+1, 2)
	class := ""
	if utf8.RuneCountInString(b.Text) > headlineFits {
		class = "wordy"
	}
	p.add(tree.El(heading(p.level), class, tree.Text(b.Text)))
}

// sectionHeading is the element of a heading under the last headline.
func (p *page) sectionHeading() string { return heading(max(p.level, 1) + 1) }

func heading(level int) string { return "h" + strconv.Itoa(level) }

// headlineFits is the most characters of a headline that stay on two lines at full
// size beside a ladder.
const headlineFits = 50

// region is a name for a part of the page that no other part has.
func (p *page) region(name string) string {
	p.names[name]++
	if n := p.names[name]; n > 1 {
		return name + " " + strconv.Itoa(n)
	}
	return name
}

func holds[T report.Block](blocks []report.Block) bool {
	for _, b := range blocks {
		if _, is := b.(T); is {
			return true
		}
	}
	return false
}
