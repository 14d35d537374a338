//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"bytes"
	"os"
	"strings"

	"golang.org/x/term"

	"rung/assess/report/terminal"
	"rung/rubric/lang"
)

// ttyWriter collects what is drawn until somebody waits for a key, so that a
// terminal never shows half a screen.
type ttyWriter struct {
	tty   *os.File
	drawn bytes.Buffer
}

// Fd is the terminal's.
func (w *ttyWriter) Fd() uintptr { return w.tty.Fd() }

// Write never fails.
func (w *ttyWriter) Write(p []byte) (int, error) { return w.drawn.Write(p) }

// flush draws. That a terminal is gone shows in the next read.
func (w *ttyWriter) flush() {
	w.tty.Write(w.drawn.Bytes())
	w.drawn.Reset()
}

// maxColumns is the widest that text is set.
const maxColumns = 99

// size is the terminal's: the columns a line may take without touching the
// edge, and the rows.
func (w *ttyWriter) size() (columns, rows int) {
	columns, rows, err := term.GetSize(int(w.Fd()))
	if err != nil || columns < 2 || rows < 2 {
		columns, rows = 80, 24
	}
	return min(columns-1, maxColumns), rows
}

// Styles of a line, as terminals spell them.
const (
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	cyan   = "\x1b[1;36m"
	yellow = "\x1b[33m"
	reset  = "\x1b[0m"
)

// line is a line of the screen: text that is safe to print, and its style.
type line struct{ style, text string }

// shown is a raw text on one line, as the terminal may show it.
func (d *drawnDialog) shown(s string) string { return shown(s, d.ascii) }

// text is shown with the space around the text.
func (d *drawnDialog) text(s string) string { return terminal.Text(s, d.ascii) }

// clip is a raw text as the terminal may show it, on at most columns columns.
func (d *drawnDialog) clip(s string, columns int) string {
	return clip(d.text(s), columns, d.text("…"))
}

func (d *drawnDialog) paragraph(style, lead, text string) []line {
	columns, _ := d.out.size()
	return d.wrapped(style, lead, text, columns)
}

func (d *drawnDialog) wrapped(style, lead, text string, columns int) []line {
	var lines []line
	for _, text := range wrap(d.text(lead), d.shown(text), columns) {
		lines = append(lines, line{style, text})
	}
	return lines
}

func (d *drawnDialog) complaint(err error) []line {
	if err == nil {
		return nil
	}
	return d.paragraph(yellow, "! ", lang.In(err, d.lang))
}

func (d *drawnDialog) paint(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString("\n")
		}
		if d.color && l.style != "" {
			l.text = l.style + l.text + reset
		}
		b.WriteString(l.text)
	}
	return b.String()
}
