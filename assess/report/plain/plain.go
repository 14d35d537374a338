// Package plain writes a document as sentences, for a screen reader or a terminal
// that can only print lines: no columns, no drawing, nothing that is told by its
// place on the line.
package plain

import (
	"cmp"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"rung/assess/report"
	"rung/rubric/lang"
)

// Options say for whom a document is written.
type Options struct {
	// Width is how many columns a line has; 0 or less is 80. A command, or a word
	// that is longer, is not broken.
	Width int
	Lines int // to shorten to, as far as the document can be; 0 leaves out nothing
}

// Write writes d to w. It fails only where w does.
func Write(w io.Writer, d report.Document, o Options) error {
	if o.Width <= 0 {
		o.Width = 80
	}
	_, err := io.WriteString(w, report.Fitted(d.Blocks, o.Lines, func(blocks []report.Block) string {
		p := page{tag: d.Lang, width: o.Width}
		for _, b := range blocks {
			p.block(b)
		}
		return p.b.String()
	}))
	return err
}

// page is a document as far as it is written.
type page struct {
	b     strings.Builder
	tag   lang.Tag
	width int
	apart bool // an empty line comes before the next text
	tight bool // the last block is a sentence, as which the next one goes on
}

func (p *page) block(b report.Block) {
	tight := running(b)
	p.apart = p.apart || p.b.Len() > 0 && !(tight && p.tight)
	p.tight = tight
	switch b := b.(type) {
	case report.Headline:
		p.put(b.Text)
		p.put(ended(b.Kicker))
	case report.Heading:
		p.put(b.Text)
	case report.Sentence:
		p.put(b.Text)
	case report.Facts:
		for _, f := range b.Facts {
			p.put(ended(p.named(f.Label, f.Value)))
		}
	case report.Blank:
		p.put(ended(p.named(b.Label, lang.Text("to be filled in").In(p.tag))))
	case report.Ladder:
		p.ladder(b)
	case report.Grid:
		p.grid(b)
	case report.Items:
		p.items(b)
	case report.Listing:
		p.listing(b)
	case report.Next:
		p.next(b)
	case report.Footer:
		p.put(b.Text)
	}
}

// running reports whether a block stands on the lines right after one like it.
func running(b report.Block) bool {
	switch b.(type) {
	case report.Headline, report.Sentence, report.Facts, report.Blank:
		return true
	}
	return false
}

// put adds a text on lines of its own, nothing where it is empty.
func (p *page) put(text string) {
	p.fold(words(text))
}

// words are what a line may be broken between.
func words(text string) []string {
	return strings.FieldsFunc(lang.Defang(text), func(c rune) bool { return c == ' ' })
}

// fold adds pieces, none of which is broken, on lines of their own.
func (p *page) fold(pieces []string) {
	if len(pieces) == 0 {
		return
	}
	if p.apart {
		p.b.WriteByte('\n')
		p.apart = false
	}
	column := 0
	for i, piece := range pieces {
		width := lang.Columns(piece)
		switch {
		case i > 0 && column+1+width <= p.width:
			p.b.WriteByte(' ')
			column++
		case i > 0:
			p.b.WriteByte('\n')
			column = 0
		}
		p.b.WriteString(piece)
		column += width
	}
	p.b.WriteByte('\n')
}

func (p *page) colon() string { return lang.Text(": ").In(p.tag) }

// named is a label with what stands under it; either may be empty.
func (p *page) named(label, text string) string {
	if label == "" || text == "" {
		return label + text
	}
	return label + p.colon() + text
}

// ended is a text with the full stop that it may lack.
func ended(s string) string {
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”»’\"') \u00a0"))
	if s == "" || strings.ContainsRune(".!?…", end) {
		return s
	}
	return s + "."
}

func (p *page) listing(l report.Listing) {
	for _, e := range l.Entries {
		var pieces []string
		if e.Name != "" {
			pieces = words(e.Name + p.colon())
		}
		for i, part := range e.Parts {
			part = strings.Join(words(part), " ")
			if i == len(e.Parts)-1 {
				pieces = append(pieces, ended(part))
			} else {
				pieces = append(pieces, part+",")
			}
		}
		p.fold(pieces)
	}
}

func (p *page) next(n report.Next) {
	p.put(strings.TrimSpace(n.Text + p.colon()))
	for _, command := range n.Commands {
		p.fold([]string{lang.Defang(command)})
	}
}

func (p *page) items(l report.Items) {
	if l.Title != nil && len(l.Items) > 0 {
		p.put(l.Title(len(l.Items)))
	}
	for i, item := range l.Items {
		p.apart = p.apart || l.Apart && i > 0
		p.item(item, numbered("", i, len(l.Items)))
	}
}

// numbered is the number of the i-th of n items below another; one alone has none.
func numbered(above string, i, n int) string {
	if n == 1 {
		return ""
	}
	return above + strconv.Itoa(i+1) + "."
}

// item is led by its number where it has no lead of its own.
func (p *page) item(item report.Item, number string) {
	p.put(strings.TrimSpace(cmp.Or(item.Lead, number) + " " + item.Text))
	for _, side := range item.Sides {
		p.put(p.side(side))
	}
	for i, under := range item.Under {
		p.item(under, numbered(number, i, len(item.Under)))
	}
}

func (p *page) side(side report.Side) string {
	var texts []string
	for _, said := range side.Texts {
		texts = append(texts, ended(said.Text))
		if said.Note != "" {
			texts = append(texts, ended(p.named(lang.Text("Note").In(p.tag), said.Note)))
		}
	}
	if len(texts) == 0 {
		return ""
	}
	return p.named(side.Label, strings.Join(texts, " "))
}
