package doc

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"rung/rubric/lang"
)

// Problem is one thing wrong with a file. Line and Col count from 1, Col in
// characters; both are 0 when the file as a whole is meant. In a workbook, Sheet
// names a sheet, and Line and Col are the row and the column of a cell. Source is
// the line as it is in the file.
type Problem struct {
	File      string
	Sheet     string
	Line, Col int
	Code      string // stable, for programs: unknown-key, missing-key, …
	Text      lang.Message
	Hint      lang.Message // what to do about it; it may come out empty
	Source    string
	Via       lang.Message // how the file came to be read for another; empty for most
	Form      string       // that the file says it has, where it is of another kind than what was expected
}

func (p Problem) before(q Problem) bool {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col)) < 0
}

// In renders the problem in t: file:line:col: text [code], the line with a caret
// under the column, and the hint. A cell of a workbook is file:sheet!C5.
func (p Problem) In(t lang.Tag) string { return p.Draw(t, lang.Defang) }

// Draw is In for a screen that shows a raw text as shown writes it. A problem has
// several lines, and its caret stands under a column of what is shown: so it
// escapes what it is made of itself, and whoever prints it does not.
func (p Problem) Draw(t lang.Tag, shown func(string) string) string {
	lines := []string{shown(fmt.Sprintf("%s: %s [%s]", p.place(), p.Text.In(t), p.Code))}
	if strings.TrimSpace(p.Source) != "" {
		source, caret := p.excerpt(shown)
		lines = append(lines, margin+source, margin+strings.Repeat(" ", caret)+"^")
	}
	if hint := p.Hint.In(t); hint != "" {
		lines = append(lines, margin+shown(hint))
	}
	if via := p.Via.In(t); via != "" {
		lines = append(lines, margin+shown(via))
	}
	return strings.Join(lines, "\n")
}

func (p Problem) place() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Sheet != "":
		return fmt.Sprintf("%s:%s!%s%d", p.File, p.Sheet, Column(p.Col), p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Column is the name that workbooks give a column, counted from 1: A to Z, AA, AB, …
func Column(n int) (name string) {
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

const (
	margin = "    "
	width  = 80 - len(margin) // columns for a source line
	before = 50               // columns of it before the caret, at most
)

// excerpt returns the part of the source line around the column, at most width
// columns wide, and how many columns stand before the caret.
func (p Problem) excerpt(shown func(string) string) (source string, caret int) {
	spaced := func(s string) string { return shown(strings.ReplaceAll(s, "\t", " ")) }
	at, ellipse := byteOffset(p.Source, p.Col-1), shown("…")
	left, right := spaced(lastRunes(p.Source[:at])), spaced(firstRunes(p.Source[at:]))
	for displaywidth.String(left) > before {
		left = ellipse + dropFirst(strings.TrimPrefix(left, ellipse))
	}
	caret = displaywidth.String(left)
	return left + displaywidth.TruncateString(right, width-caret, ellipse), caret
}

// byteOffset is where the character with this index begins in s, or its end.
func byteOffset(s string, index int) int {
	for i := range s {
		if index <= 0 {
			return i
		}
		index--
	}
	return len(s)
}

func lastRunes(s string) string {
	start := len(s)
	for n := 0; start > 0 && n < 4*width; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:]
}

func firstRunes(s string) string { return s[:byteOffset(s, 4*width)] }

func dropFirst(s string) string {
	g := displaywidth.StringGraphemes(s)
	if !g.Next() {
		return ""
	}
	return s[len(g.Value()):]
}

// Unreadable is the problem of a file that cannot be read, for a reason.
func Unreadable(file string, reason error) Problem {
	return Problem{File: file, Code: "unreadable", Text: lang.Sprintf("it cannot be read: %v", reason)}
}

// Problems is everything wrong with a file and those it is made of, sorted by file
// and position. It is an error.
type Problems []Problem

// drawn is how many problems of a file are written out; the rest are counted.
const drawn = 100

// In renders every problem in t, one after the other.
func (ps Problems) In(t lang.Tag) string { return ps.Draw(t, lang.Defang) }

// Draw is In for a screen that shows a raw text as shown writes it.
func (ps Problems) Draw(t lang.Tag, shown func(string) string) string {
	var blocks []string
	for _, p := range ps[:min(len(ps), drawn)] {
		blocks = append(blocks, p.Draw(t, shown))
	}
	if more := len(ps) - drawn; more > 0 {
		blocks = append(blocks, shown(lang.Sprintf("… and %d more in %s", more, ps[0].File).In(t)))
	}
	return strings.Join(blocks, "\n")
}

// Error renders every problem in English.
func (ps Problems) Error() string { return ps.In(lang.EN) }
