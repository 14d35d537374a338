package doc

import (
	"cmp"
	"encoding/csv"
	"errors"
	"iter"
	"slices"
	"strings"

	"rung/rubric/lang"
)

// MaxTable is the largest table, in bytes: room for 10,000 people with a few
// rows each.
const MaxTable = 8 << 20

// MaxRows is how many rows a table may have, its header aside.
const MaxRows = 100_000

// maxLine is the longest line of a table, in bytes: room for a hundred columns.
const maxLine = 8 << 10

// Table is a file of delimited cells that was read, and what was found wrong
// with it. Its first row that is not blank is the header. A row ends with its
// line, so that one broken row leaves the others whole.
type Table struct {
	d         Document
	separator rune
	header    []Cell
	columns   map[string]int // by title
	rows      []Row
}

// Cell is the text of one cell, without the space around it, and where the cell
// begins.
type Cell struct {
	Text string
	Pos
}

// Row is one row of a table.
type Row struct {
	t     *Table
	cells []Cell
}

// ParseTable reads a table. Cells are separated by commas, semicolons or tabs:
// what a first line such as sep=; says, or else whichever the header has most
// of. A byte order mark, CRLF, blank rows and blank columns at the end are
// allowed. Name is used in messages. What is wrong is told by Err, once the
// table was read to its end.
func ParseTable(name string, data []byte) *Table {
	t := &Table{d: Document{Name: name}, columns: map[string]int{}}
	if len(data) > MaxTable {
		t.Report(Pos{}, "size", tooLarge(MaxTable), lang.Message{})
		return t
	}
	t.d.decode(data)
	for i, p := range t.d.problems {
		if p.Code == "utf-8" {
			t.d.problems[i].Hint = lang.Sprintf("save the file as CSV UTF-8")
		}
	}
	if t.checkLines(); t.Err() == nil {
		t.read()
	}
	return t
}

// Report notes a problem at a place. Hint may be zero.
func (t *Table) Report(at Pos, code string, text, hint lang.Message) {
	t.d.Report(at, code, text, hint)
}

func (t *Table) full() bool { return len(t.d.problems) == maxProblems }

// Err returns what was reported, sorted by position, as Problems; nil when
// there is nothing.
func (t *Table) Err() error { return t.d.Err() }

func (t *Table) checkLines() {
	for i, line := range t.d.lines {
		if len(line) > maxLine {
			t.Report(Pos{i + 1, 1}, "size", lang.Sprintf(
				"this line has %d bytes; %d are allowed", len(line), maxLine), lang.Message{})
		}
	}
}

// read splits the lines into cells.
func (t *Table) read() {
	number := t.firstLine()
	if t.Err() != nil {
		return
	}
	r := newLineReader(t.separator)
	for ; number <= len(t.d.lines) && len(t.rows) <= MaxRows; number++ {
		row, err := r.read(t.d.line(number), number)
		switch {
		case err != nil:
			t.reportQuote(err, r, number)
			if t.header == nil {
				return
			}
		case !slices.ContainsFunc(row, func(c Cell) bool { return c.Text != "" }):
		case t.header == nil:
			t.header = row
		default:
			t.rows = append(t.rows, Row{t, row})
		}
	}
	t.countRows()
}

// firstLine finds the header and what separates it: a title has none of the
// three in it.
func (t *Table) firstLine() int {
	number := 1
	for ; number <= len(t.d.lines); number++ {
		line := t.d.line(number)
		said, ok := strings.CutPrefix(strings.Trim(line, `"`), "sep=")
		switch {
		case strings.Trim(line, " ,;\t\"") == "":
		case t.separator == 0 && ok && len(said) == 1 && strings.Contains(",;\t", said):
			t.separator = rune(said[0])
		case t.separator == 0 && ok:
			t.Report(Pos{number, 1}, "separator", lang.Sprintf("cells are separated by a comma, a semicolon or a tab"), lang.Message{})
			return number
		default:
			t.separator = cmp.Or(t.separator, separatorOf(line))
			return number
		}
	}
	return number
}

func separatorOf(header string) rune {
	best := ','
	for _, c := range ";\t" {
		if strings.Count(header, string(c)) > strings.Count(header, string(best)) {
			best = c
		}
	}
	return best
}

func (t *Table) countRows() {
	switch n := len(t.rows); {
	case n > MaxRows:
		t.Report(t.rows[MaxRows].Pos(), "size", lang.Sprintf(
			"there are more rows than %d, the most that is read", MaxRows), lang.Message{})
		t.rows = nil
	case t.header == nil && t.Err() == nil:
		t.Report(Pos{}, "empty", lang.Sprintf("the file is empty"), lang.Message{})
	case n == 0 && t.Err() == nil:
		t.Report(t.header[0].Pos, "empty", lang.Sprintf("there are no rows below the header"), lang.Message{})
	}
}

// lineReader reads a line at a time with one csv.Reader.
type lineReader struct {
	*csv.Reader
	source *strings.Reader
	line   string
}

func newLineReader(separator rune) *lineReader {
	source := &strings.Reader{}
	r := csv.NewReader(source)
	r.Comma, r.FieldsPerRecord = separator, -1
	return &lineReader{Reader: r, source: source}
}

// read returns the cells of a line; none if it is empty.
func (r *lineReader) read(line string, number int) (cells []Cell, err error) {
	r.line = line
	r.source.Reset(line)
	if line == "" {
		return nil, nil
	}
	texts, err := r.Read()
	at := cursor{text: line, Pos: Pos{number, 1}}
	for i := range texts {
		_, column := r.FieldPos(i)
		at.moveTo(column - 1)
		cells = append(cells, Cell{strings.TrimSpace(texts[i]), at.Pos})
	}
	return cells, err
}

// opening is where the last cell of a line begins whose quotation mark is not
// closed.
func (r *lineReader) opening(number int) Pos {
	r.LazyQuotes = true
	defer func() { r.LazyQuotes = false }()
	cells, _ := r.read(r.line, number)
	return cells[len(cells)-1].Pos
}

// reportQuote says where quotation marks are wrong in the line just read.
func (t *Table) reportQuote(err error, r *lineReader, number int) {
	var wrong *csv.ParseError
	errors.As(err, &wrong)
	at := cursor{text: r.line, Pos: Pos{number, 1}}
	at.moveTo(wrong.Column - 1)
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		t.Report(at.Pos, "quote", lang.Sprintf("there is a quotation mark inside the cell"), doubled)
	case at.done():
		t.Report(r.opening(number), "quote", lang.Sprintf(
			"this quotation mark is not closed on its line"), lang.Message{})
	default:
		at.advance()
		t.Report(at.Pos, "quote", lang.Sprintf("there is text behind the closing quotation mark"), lang.Message{})
	}
}

var doubled = lang.Sprintf(`put the whole cell in quotation marks, and double those inside: "a ""b"" c"`)

// Columns looks up the titles of the columns that must be there and of those
// that may; there may be no others. It is false if the rows cannot be read for
// what is wrong with the header.
func (t *Table) Columns(must Keys, may ...string) bool {
	before := len(t.d.problems)
	known := slices.Concat(must, may)
	for i, title := range t.header {
		first, taken := t.columns[title.Text]
		switch {
		case title.Text == "":
		case !slices.Contains(known, title.Text):
			t.Report(title.Pos, "unknown-column", lang.Sprintf(
				"unknown column %v", Quote(title.Text)), DidYouMean(title.Text, known))
		case taken:
			t.Report(title.Pos, "duplicate-column", lang.Sprintf(
				"the column %v is here and at column %d",
				Quote(title.Text), t.header[first].Col), lang.Message{})
		default:
			t.columns[title.Text] = i
		}
	}
	for _, title := range must {
		if _, there := t.Column(title); !there && t.header != nil {
			t.Report(t.Start(), "missing-column", lang.Sprintf(
				"the column %v is missing", Quote(title)), lang.Message{})
		}
	}
	return t.header != nil && len(t.d.problems) == before
}

// Column returns the title of a column, and whether the table has it.
func (t *Table) Column(title string) (Cell, bool) {
	i, there := t.columns[title]
	if !there {
		return Cell{}, false
	}
	return t.header[i], true
}

// Start is where the header begins.
func (t *Table) Start() Pos { return t.header[0].Pos }

// DecimalComma reports whether numbers may have a comma for their mark: in
// tables separated by semicolons or tabs, as spreadsheets write them where the
// comma is that mark.
func (t *Table) DecimalComma() bool { return t.separator != ',' }

// Rows yields the rows that fit the header and reports the others. It ends early
// when there are too many problems.
func (t *Table) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, row := range t.rows {
			if t.full() || row.fits() && !yield(row) {
				return
			}
		}
	}
}

// fits reports whether a row has as many cells as the header. Blank ones at the
// end, which spreadsheets add, do not count.
func (r Row) fits() bool {
	needed := 0
	for i, title := range r.t.header {
		if title.Text != "" {
			needed = i + 1
		}
	}
	for i, c := range r.cells {
		if c.Text != "" && (i >= needed || r.t.header[i].Text == "") {
			r.t.Report(c.Pos, "fields", lang.Sprintf("this cell is under no column"), lang.Message{})
			return false
		}
	}
	if len(r.cells) < needed {
		cells := lang.Count(len(r.cells), "cell", "cells")
		r.t.Report(r.Pos(), "fields", lang.Sprintf("this row has %v; the header has %d", cells, needed), lang.Message{})
		return false
	}
	return true
}

// Pos is where the row begins.
func (r Row) Pos() Pos { return r.cells[0].Pos }

// Cell is the cell under a title; blank, at the row's beginning, if the table
// has no such column.
func (r Row) Cell(title string) Cell {
	if i, there := r.t.columns[title]; there && i < len(r.cells) {
		return r.cells[i]
	}
	return Cell{Pos: r.Pos()}
}
