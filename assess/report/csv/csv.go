// Package csv writes one grid of a document as delimited text (RFC 4180): a line
// of titles, then a line per row, each ended by CR LF. Texts are UTF-8.
//
// A figure has up to six decimals, a percentage is a fraction, and nothing is
// where there is no figure. Of what does not show, a text keeps tabs and line
// breaks (LF, CR LF); the rest reads as an escape such as \x1b.
//
// A spreadsheet takes a text for a formula where it begins with one of = + - @,
// their full-width forms, a tab or a line break, also behind spaces and quotation
// marks. An apostrophe is put before such a text, titles included, and before no
// other. To undo it exactly, take the apostrophe off a text that begins with one
// if what follows would have got it.
package csv

import (
	"bytes"
	"cmp"
	"io"
	"strconv"
	"strings"
	"unicode"

	"rung/assess/report"
	"rung/rubric/lang"
)

// Dialect is how fields are set: one of those below. Empty, or any other, is RFC.
type Dialect string

// The dialects.
const (
	RFC     Dialect = "rfc"      // commas, decimal points
	ExcelFR Dialect = "excel-fr" // semicolons, decimal commas and a byte order mark, as Excel reads in French
)

// Options say which grid is written, and how.
type Options struct {
	Table   string // the name of a grid; empty: the document's main one
	Dialect Dialect
}

// Write writes a grid of the document. It is an error, which names the grids there
// are, if none has that name.
func Write(w io.Writer, d report.Document, o Options) error {
	grid, err := choose(d, o.Table)
	if err != nil {
		return err
	}
	table := grid.Table(d.Lang)
	out := line{dialect: o.Dialect}
	if o.Dialect == ExcelFR {
		out.WriteString(mark)
	}
	titles := make([]report.Field, len(table.Header))
	for i, title := range table.Header {
		titles[i].Text = title
	}
	out.write(titles)
	for _, row := range table.Rows {
		out.write(row)
	}
	_, err = out.WriteTo(w)
	return err
}

func choose(d report.Document, name string) (report.Grid, error) {
	name = cmp.Or(name, d.Main)
	grid, found := d.Grid(name)
	if found {
		return grid, nil
	}
	var names lang.List
	for _, g := range d.Grids() {
		if g.Name != "" {
			names = append(names, lang.Verbatim(g.Name))
		}
	}
	switch {
	case names == nil:
		return grid, lang.Errorf("this document has no table")
	case name == "":
		return grid, lang.Errorf("say which table you want: there are %v", names)
	}
	return grid, lang.Errorf("there is no table %v: there are %v", lang.Quoted(name), names)
}

// line collects lines.
type line struct {
	bytes.Buffer
	dialect Dialect
}

func (l *line) write(fields []report.Field) {
	for i, f := range fields {
		if i > 0 {
			l.WriteByte(l.comma())
		}
		l.WriteString(l.field(f, len(fields) == 1))
	}
	l.WriteString("\r\n")
}

func (l *line) comma() byte {
	if l.dialect == ExcelFR {
		return ';'
	}
	return ','
}

// field is a field as it is written. One that is alone on its line is quoted when
// it is empty, as readers skip empty lines.
func (l *line) field(f report.Field, alone bool) string {
	if v, ok := f.Figure(); ok {
		return l.figure(v)
	}
	text := guard(lang.DefangLines(f.Text))
	// Either separator asks for quotes: a reader may be set to the other one.
	if strings.ContainsAny(text, ",;\t\"\r\n") || strings.TrimSpace(text) != text || alone && text == "" {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

// figure writes a figure: 0.5 or, in French, 0,5.
func (l *line) figure(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if l.dialect == ExcelFR {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// guard puts an apostrophe before a text that a spreadsheet might compute. As
// apostrophes count as quotation marks, a text that looks guarded gets another.
func guard(text string) string {
	start := strings.TrimLeftFunc(text, func(c rune) bool {
		return strings.ContainsRune(`'"＇＂`, c) || unicode.IsSpace(c) && !strings.ContainsRune("\t\r\n", c)
	})
	if start != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(start)[0]) {
		return "'" + text
	}
	return text
}
