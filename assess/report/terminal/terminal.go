// Package terminal draws documents for a terminal: columns of a given width,
// drawing characters, bold and faint where colour is allowed, and as many lines as
// a screen has where a document can be shortened. It is the only place that
// escapes for a terminal.
package terminal

import (
	"io"
	"strings"

	"rung/assess/report"
	"rung/rubric/lang"
)

// Options say what terminal a document is drawn for.
type Options struct {
	Width int  // columns; 0 means 80
	Lines int  // to shorten to, as far as the document can be; 0 leaves out nothing
	Color bool // SGR escapes allowed; never the only carrier of a meaning
	ASCII bool // draw in ASCII, for locales that are not UTF-8
}

// Write draws a document. An error is one of w.
func Write(w io.Writer, d report.Document, o Options) error {
	if o.Width == 0 {
		o.Width = 80
	}
	p := page{Options: o, tag: d.Lang, grids: map[rows]string{}}
	_, err := io.WriteString(w, report.Fitted(d.Blocks, o.Lines, p.all))
	return err
}

// page draws blocks, each for itself.
type page struct {
	Options
	tag   lang.Tag
	grids map[rows]string // drawn: a document is drawn again for each way to shorten it
}

// all draws blocks one after another. A break stands between two blocks that say
// something, nowhere else, and not where a legend ends the first.
func (p page) all(blocks []report.Block) string {
	var b strings.Builder
	apart := false
	for _, block := range blocks {
		drawn := p.draw(block)
		switch block.(type) {
		case report.NewPage:
			if b.Len() == 0 {
				continue // it begins one anyway
			}
			apart = true
		case report.Break, report.Heading:
			apart = apart || !strings.HasSuffix(b.String(), "\n"+p.marks()+"\n")
		}
		if drawn == "" {
			continue
		}
		if apart && b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString(drawn)
		apart = false
	}
	return b.String()
}

func (p page) draw(block report.Block) string {
	switch b := block.(type) {
	case report.Headline:
		return p.toned(bold, b.Text)
	case report.Heading:
		return p.toned(bold, b.Text)
	case report.Sentence:
		return p.toned(tones[b.Tone], b.Text)
	case report.NewPage:
		return p.text(strings.Repeat("─", p.Width)) + "\n"
	case report.Facts:
		return p.facts(b)
	case report.Blank:
		return p.blank(b)
	case report.Items:
		return p.items(b)
	case report.Listing:
		return p.listing(b)
	case report.Ladder:
		return p.grid(b.Shown(p.tag))
	case report.Grid:
		return p.once(b)
	case report.Next:
		return p.next(b)
	case report.Footer:
		return p.toned(faint, b.Text)
	}
	return ""
}

// The SGR codes of tones; plain has none.
const (
	plain = ""
	bold  = "1"
	faint = "2"
)

var tones = map[report.Tone]string{report.Even: plain, report.Strong: bold, report.Faint: faint, report.Caveat: plain}

// toned is a paragraph in a tone.
func (p page) toned(code, text string) string {
	drawn := p.hang("", "", text)
	if code == plain || !p.Color {
		return drawn
	}
	return "\x1b[" + code + "m" + drawn + "\x1b[0m"
}

// hang breaks a text between words, the first line after first and the others
// after rest, and ends it with a line break.
func (p page) hang(first, rest, text string) string {
	var b strings.Builder
	indent := max(lang.Columns(first), lang.Columns(rest))
	for i, line := range lang.Wrap(p.text(text), p.Width-indent) {
		if i > 0 {
			first = rest
		}
		b.WriteString(first + line + "\n")
	}
	return b.String()
}

func (p page) text(s string) string { return Text(s, p.ASCII) }

// Text is a raw text on one line, as a terminal may show it: what would not show,
// or would drive the terminal, is written as an escape. It is for whatever is
// said on a terminal beside documents: errors, messages, questions.
func Text(s string, asciiOnly bool) string {
	if asciiOnly {
		return ASCII(lang.Defang(s))
	}
	return lang.Defang(s)
}

func (p page) facts(f report.Facts) string {
	var b strings.Builder
	for _, fact := range f.Facts {
		b.WriteString(p.hang("", "  ", fact.Label+p.colon()+fact.Value))
	}
	return b.String()
}

// blank is lines to write on, the first of them behind the label.
func (p page) blank(b report.Blank) string {
	label := p.text(b.Label) + " "
	first := label + strings.Repeat("_", max(p.Width-lang.Columns(label), leastBlank)) + "\n"
	return first + strings.Repeat(strings.Repeat("_", p.Width)+"\n", b.Lines-1)
}

// leastBlank is the shortest line to write on.
const leastBlank = 12

func (p page) colon() string { return lang.Text(": ").In(p.tag) }

// next sets commands in a line, or each in its own where they do not fit.
func (p page) next(n report.Next) string {
	line := p.text(n.Text + p.colon())
	for i, command := range n.Commands {
		command = p.text(command)
		switch {
		case i == 0:
			line += command
		case lang.Columns(line+between+command) > p.Width:
			line += "\n  " + command
		default:
			line += p.text(between) + command
		}
	}
	return line + "\n"
}

// between stands between entries of one line.
const between = " · "
