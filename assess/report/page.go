// Package report holds the views: one result, many formats. A view only draws;
// every number it shows was computed by assess.
package report

import (
	"io"
	"strings"

	"rung/rubric/lang"
)

// Options say for whom a view is drawn.
type Options struct {
	Lang  lang.Tag
	Width int  // columns; 0 means 80
	Color bool // SGR escapes allowed; never the only carrier of a meaning
	Plain bool // no drawing characters: for screen readers and line terminals
	// Redraw is the command that shows the same result again; the first screen
	// suggests it with --target and --explain. Empty: only the same command does.
	Redraw string
}

func (o Options) width() int {
	if o.Width == 0 {
		return 80
	}
	return o.Width
}

// page writes paragraphs and grids to w, and keeps the first error.
type page struct {
	Options
	w     io.Writer
	err   error
	lines int // written so far
}

func newPage(w io.Writer, o Options) *page { return &page{Options: o, w: w} }

func (p *page) put(s string) {
	p.lines += strings.Count(s, "\n")
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s)
	}
}

func (p *page) blank() { p.put("\n") }

// in renders anything localized in the language of the page.
func (p *page) in(text lang.Localized) string { return text.In(p.Lang) }

// t renders a message in the language of the page.
func (p *page) t(format lang.Pair, args ...any) string {
	return lang.Sprintf(format, args...).In(p.Lang)
}

// say writes a paragraph, broken between words to the width of the page.
func (p *page) say(format lang.Pair, args ...any) { p.hang("", "", p.t(format, args...)) }

// strong is say in bold, where colour is allowed.
func (p *page) strong(format lang.Pair, args ...any) {
	p.put(p.sgr("1"))
	p.say(format, args...)
	p.put(p.sgr("0"))
}

// faint is say in a weaker tone, where colour is allowed.
func (p *page) faint(format lang.Pair, args ...any) {
	p.put(p.sgr("2"))
	p.say(format, args...)
	p.put(p.sgr("0"))
}

func (p *page) sgr(code string) string {
	if !p.Color {
		return ""
	}
	return "\x1b[" + code + "m"
}

// hang writes text broken between words, the first line after first and the
// others after rest.
func (p *page) hang(first, rest, text string) {
	indent := max(lang.Columns(first), lang.Columns(rest))
	for i, line := range lang.Wrap(text, p.width()-indent) {
		if i == 0 {
			p.put(first + line + "\n")
		} else {
			p.put(rest + line + "\n")
		}
	}
}

func (p *page) grid(g *grid) {
	var drawn strings.Builder
	if err := g.write(&drawn, p.width()); err != nil && p.err == nil {
		p.err = err
	}
	p.put(drawn.String())
}

// number renders a figure in the language of the page.
func (p *page) number(v float64, decimals int) string {
	return p.in(lang.Number{Value: v, Decimals: decimals})
}

// steps renders a number of steps without needless decimals: 1, 0.5, 0.67.
func (p *page) steps(v float64) string {
	s := p.number(v, 2)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".,")
}

// percent renders a share.
func (p *page) percent(share float64) string {
	return p.t(lang.T("%v%%", "%v %%"), lang.Number{Value: 100 * share})
}
