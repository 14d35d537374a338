// Package markdown writes a document as GitHub-flavoured Markdown that pastes into
// GitHub and GitLab. No text of the document is markup there: what a text holds of
// it is escaped where it stands, and only there.
package markdown

import (
	"io"
	"strings"

	"rung/assess/report"
	"rung/rubric/lang"
)

// Write writes d to w. It fails only where w does.
func Write(w io.Writer, d report.Document) error {
	p := page{tag: d.Lang}
	for _, b := range d.Blocks {
		p.block(b)
		switch b.(type) {
		case report.Heading:
			p.headed = true
		case report.Headline, report.Grid, report.Ladder:
			p.headed = false
		}
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// page is a document as far as it is written: blocks with an empty line between.
type page struct {
	b      strings.Builder
	tag    lang.Tag
	level  int  // of the last headline: 1 for the first, 2 for others
	headed bool // no table stands under the last heading yet
	listed bool // the last block is a list
}

func (p *page) block(b report.Block) {
	switch b := b.(type) {
	case report.Headline:
		p.level = min(p.level+1, 2)
		p.put(heading(p.level, b.Text))
		p.put(small(b.Kicker))
	case report.Heading:
		p.put(heading(max(p.level, 1)+1, b.Text))
	case report.Sentence:
		p.put(toned(b))
	case report.NewPage:
		if p.b.Len() > 0 {
			p.put("---")
		}
	case report.Facts:
		p.facts(b)
	case report.Blank:
		p.put(p.named(b.Label, "") + p.colon() + ruled(b.Lines))
	case report.Ladder:
		p.grid(b.Told(p.tag))
	case report.Grid:
		p.grid(b)
	case report.Items:
		p.items(b)
	case report.Listing:
		p.listing(b)
	case report.Next:
		p.next(b)
	case report.Footer:
		p.put(small(b.Text))
	}
}

// ruled is so many lines to write on by hand.
func ruled(lines int) string {
	line := strings.Repeat("…", 30)
	return line + strings.Repeat("<br>"+line, lines-1)
}

func heading(level int, text string) string {
	return around(strings.Repeat("#", level)+" ", inline(text), "")
}

func toned(s report.Sentence) string {
	switch s.Tone {
	case report.Strong:
		return strong(s.Text)
	case report.Faint:
		return small(s.Text)
	}
	return start(s.Text)
}

// put adds a block, nothing where it is empty.
func (p *page) put(block string) {
	if block == "" {
		return
	}
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	p.b.WriteString(strings.TrimRight(block, "\n") + "\n")
	p.listed = false
}

// list adds a list, which would grow together with a list before it.
func (p *page) list(list string) {
	if p.listed {
		p.put(unlink)
	}
	p.put(list)
	p.listed = list != "" || p.listed
}

// named is a label with what stands under it.
func (p *page) named(label, text string) string {
	switch label = strong(label); {
	case label == "":
		return start(text)
	case text == "":
		return label
	}
	return label + p.colon() + inline(text)
}

func (p *page) colon() string { return lang.Text(": ").In(p.tag) }

func (p *page) facts(f report.Facts) {
	var b strings.Builder
	for _, fact := range f.Facts {
		b.WriteString("- " + p.named(fact.Label, fact.Value) + "\n")
	}
	p.list(b.String())
}

func (p *page) listing(l report.Listing) {
	var b strings.Builder
	for _, e := range l.Entries {
		b.WriteString("- " + p.named(e.Name, strings.Join(e.Parts, " · ")) + "\n")
	}
	p.list(b.String())
}

func (p *page) next(n report.Next) {
	p.put(start(n.Text))
	var b strings.Builder
	for _, command := range n.Commands {
		b.WriteString("- " + code(command) + "\n")
	}
	p.list(b.String())
}

func (p *page) items(l report.Items) {
	if l.Title != nil && len(l.Items) > 0 {
		p.put(start(l.Title(len(l.Items))))
	}
	var b strings.Builder
	for i, item := range l.Items {
		if l.Apart && i > 0 {
			b.WriteByte('\n')
		}
		p.item(&b, "", item)
	}
	p.list(b.String())
}

func (p *page) item(b *strings.Builder, indent string, item report.Item) {
	text := start(item.Text)
	if lead := strong(item.Lead); lead != "" {
		text = lead + " " + inline(item.Text)
	}
	b.WriteString(indent + "- " + text + "\n")
	indent += "  "
	for _, side := range item.Sides {
		p.side(b, indent, side)
	}
	for _, under := range item.Under {
		p.item(b, indent, under)
	}
}

// side is one text behind its label, or several below it.
func (p *page) side(b *strings.Builder, indent string, side report.Side) {
	switch len(side.Texts) {
	case 0:
	case 1:
		b.WriteString(indent + "- " + p.named(side.Label, side.Texts[0].Text) + "\n")
		note(b, indent, side.Texts[0])
	default:
		b.WriteString(indent + "- " + strong(side.Label) + "\n")
		for _, said := range side.Texts {
			b.WriteString(indent + "  - " + start(said.Text) + "\n")
			note(b, indent+"  ", said)
		}
	}
}

func note(b *strings.Builder, indent string, said report.Said) {
	if said.Note != "" {
		b.WriteString(indent + "  > " + start(said.Note) + "\n")
	}
}
