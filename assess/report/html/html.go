// Package html writes documents as pages of one file: no script, nothing from
// elsewhere, and a policy that forbids both. Every text becomes a text node or an
// attribute of a node tree, so that none can be read as markup; invisible
// characters are shown as escapes.
package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"io"
	"strconv"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/rubric/lang"
)

// style is the style sheet of a page.
//
//go:embed style.css
var style string

// policy forbids everything but the style sheet, known by its digest.
func policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// Write draws a document as a page. It keeps no state and gives the same bytes
// for the same document.
func Write(w io.Writer, d report.Document) error {
	p := newPage(d)
	p.draw()
	root := el("html", "", p.head(), el("body", "", p.parts()...))
	set(root, "lang", string(d.Lang))
	if d.Slides {
		set(root, "class", "slides")
	}
	return render(w, &html.Node{Type: html.DoctypeNode, Data: "html"}, root)
}

func render(w io.Writer, nodes ...*html.Node) error {
	for _, n := range nodes {
		if err := html.Render(w, n); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	return nil
}

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

func newPage(d report.Document) *page {
	main := el("main", "")
	return &page{tag: d.Lang, title: d.Title, blocks: d.Blocks, main: main, part: main, into: main, names: map[string]int{}}
}

func (p *page) head() *html.Node {
	return el("head", "",
		attrs(el("meta", ""), "charset", "utf-8"),
		attrs(el("meta", ""), "http-equiv", "Content-Security-Policy", "content", policy()),
		attrs(el("meta", ""), "name", "viewport", "content", "width=device-width, initial-scale=1"),
		el("title", "", text(p.title)),
		el("style", "", &html.Node{Type: html.TextNode, Data: style}))
}

// parts are the landmarks of the page.
func (p *page) parts() []*html.Node {
	parts := []*html.Node{el("header", "", trademark(), el("p", "kicker", text(p.said))), p.main}
	if len(p.feet) > 0 {
		parts = append(parts, el("footer", "", p.feet...))
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
	words := el("div", "words")
	top := el("div", "top", words)
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
		p.part = el("article", "page")
		p.main.AppendChild(p.part)
		p.into = p.part
	case report.Heading:
		p.into = el("section", "", el(p.sectionHeading(), "", text(b.Text)))
		p.part.AppendChild(p.into)
	case report.Sentence:
		p.add(el("p", tones[b.Tone], inline(b.Text)...))
	case report.Facts:
		p.add(facts(b))
	case report.Blank:
		p.add(p.blank(b))
	case report.Next:
		p.add(next(b))
	case report.Footer:
		p.feet = append(p.feet, el("p", "", inline(b.Text)...))
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
		p.add(el("p", "kicker", text(b.Kicker)))
	case p.level == 0:
		p.said = b.Kicker
	}
	p.level = min(p.level+1, 2)
	class := ""
	if utf8.RuneCountInString(b.Text) > headlineFits {
		class = "wordy"
	}
	p.add(el(heading(p.level), class, text(b.Text)))
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
