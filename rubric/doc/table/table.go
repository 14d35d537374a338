// Package table reads the tables that people keep in spreadsheets, workbooks
// (XLSX) and delimited text, into cells that know their place.
//
// It takes what Excel, LibreOffice, Numbers and web forms save, and converts no
// more than they make necessary: text in UTF-16 is read by its mark, and text that
// is not UTF-8 as Windows-1252, which is noted. What is wrong is collected, each at
// its cell, as in every file that rung reads.
package table

import (
	"iter"
	"slices"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// MaxSize is the largest file, in bytes: room for 10,000 people with a few rows
// each.
const MaxSize = 8 << 20

// MaxRows is how many rows a table may have, its header aside.
const MaxRows = 100_000

// MaxColumns is how many columns a table may have.
const MaxColumns = 1000

// Options say which table of a file is read.
type Options struct {
	// Titles counts the cells of a row that are titles of columns. Of the first
	// rows, the header is the one with most; what stands above it is left out.
	Titles func(row []Cell) int
	// Sheet names a sheet of a workbook; empty is the first that holds a table.
	Sheet string
}

// maxCells is how many cells a table may have, so that it fits into 100 MB.
const maxCells = 2_000_000

// Table is a table that was read, and what was found wrong with it.
type Table struct {
	d      *doc.Document
	above  []Cell
	header []Cell
	rows   []Row
	merged []Range
	notes  []Note
	ragged bool // rows may be shorter than the header: cells that are blank are not kept
}

// Note is a sentence about how a table was read. Code is stable, for programs.
type Note struct {
	Code string
	Text lang.Message
}

// Cell is the text of one cell, without the space around it, and where the cell
// begins. In a workbook, Line and Col count rows and columns.
type Cell struct {
	Text string
	doc.Pos
}

// Row is one row of a table.
type Row struct{ cells []Cell }

// Parse reads a table. Name is used in messages. What is wrong is told by Err, once
// the table was read to its end.
//
// In text, cells are separated by commas, semicolons, tabs or bars: by what a first line
// such as sep=; says, or else by whichever makes a header. Quoted cells may have
// line breaks. A byte order mark, CRLF or CR, blank rows and blank columns at the end
// are allowed. An apostrophe that a program put before a text so that it is no
// formula is taken off.
func Parse(name string, data []byte, o Options) *Table {
	format, other := doc.OtherFormat(data)
	switch {
	case len(data) > MaxSize:
		return refused(name, "size", doc.TooLarge(MaxSize), lang.Message{})
	case IsWorkbook(data):
		return parseWorkbook(name, data, o)
	case other:
		return refused(name, "format", lang.Sprintf("this is %v", format), saveAs)
	}
	return parseText(name, data, o)
}

var saveAs = lang.Sprintf("save the table as an Excel workbook (.xlsx) or as CSV UTF-8")

// refused is a table of a file that cannot be read.
func refused(name, code string, why, hint lang.Message) *Table {
	t := &Table{d: &doc.Document{Name: name}}
	t.Report(doc.Pos{}, code, why, hint)
	return t
}

// Report notes a problem at a place. Hint may be zero.
func (t *Table) Report(at doc.Pos, code string, text, hint lang.Message) {
	t.d.Report(at, code, text, hint)
}

// Err returns what was reported, sorted by position, as doc.Problems; nil when
// there is nothing.
func (t *Table) Err() error { return t.d.Err() }

// Notes say what was taken for granted in reading the file.
func (t *Table) Notes() []Note { return t.notes }

// Header returns the titles of the columns; none if there is no table. A title may
// be blank.
func (t *Table) Header() []Cell { return t.header }

// Above returns the row right above the header, blank rows aside, which may say what
// its columns have in common; none if there is none. It may be of another length.
func (t *Table) Above() []Cell { return t.above }

// Merged returns the merged ranges of a sheet, those above the header too.
func (t *Table) Merged() []Range { return t.merged }

// Rows yields the rows below the header, without those that are blank and those
// that do not fit it, which were reported.
func (t *Table) Rows() iter.Seq[Row] { return slices.Values(t.rows) }

// fits reports whether a row has as many cells as the header. Blank ones at the
// end, which spreadsheets add, do not count.
func (t *Table) fits(r Row) bool {
	width := filled(t.header)
	for i := len(t.header); i < len(r.cells); i++ {
		if r.cells[i].Text != "" && !t.ragged {
			t.Report(r.cells[i].Pos, "fields", lang.Sprintf("this cell is under no column"), lang.Message{})
			return false
		}
	}
	if len(r.cells) < width && !t.ragged {
		cells := lang.Count(len(r.cells), "cell", "cells")
		t.Report(r.Pos(), "fields", lang.Sprintf("this row has %v; the header has %d", cells, width), lang.Message{})
		return false
	}
	return true
}

// widen gives the header blank titles, up to the end of a row.
func (t *Table) widen(row []Cell) {
	for i := len(t.header); i < min(len(row), MaxColumns); i++ {
		t.header = append(t.header, Cell{Pos: doc.Pos{Line: t.header[0].Line, Col: i + 1}})
	}
}

// filled is how many cells a row has without the blank ones at its end.
func filled(row []Cell) int {
	width := len(row)
	for width > 0 && row[width-1].Text == "" {
		width--
	}
	return width
}

// Pos is where the row begins.
func (r Row) Pos() doc.Pos { return r.cells[0].Pos }

// Cell is the cell in a column, counted from 0; blank, at the row's beginning, if
// the row has no such column.
func (r Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.cells) {
		return Cell{Pos: r.Pos()}
	}
	return r.cells[column]
}

// Cells are the cells of the row, in the order of the columns.
func (r Row) Cells() []Cell { return r.cells }

// headRows is how many rows are looked at to find the header.
const headRows = 60

// best finds the header among the first rows: how many titles it has, and its
// index.
func (o Options) best(rows iter.Seq[[]Cell]) (titles, header int) {
	i := 0
	for row := range rows {
		if n := o.Titles(row); n > titles {
			titles, header = n, i
		}
		if i++; i == headRows {
			break
		}
	}
	return titles, header
}

// fill keeps the header, which is the row with that index, and the rows below it.
// Rows are given without those that are blank.
func (t *Table) fill(rows iter.Seq[[]Cell], header int) {
	i, cells := 0, 0
	for row := range rows {
		switch i {
		case header - 1:
			t.above = row
		case header:
			t.header = row
		}
		if t.ragged && i > header {
			row = slices.Clone(row[:filled(row)])
			t.widen(row)
		}
		if i > header && !blank(row) {
			t.rows = append(t.rows, Row{row})
			cells += len(row)
		}
		if i++; t.over(row, cells) {
			t.rows = nil
			return
		}
	}
	t.rows = slices.DeleteFunc(t.rows, func(r Row) bool { return !t.fits(r) })
	switch {
	case t.Err() != nil:
	case t.header == nil:
		t.Report(doc.Pos{}, "empty", lang.Sprintf("the file is empty"), lang.Message{})
	case len(t.rows) == 0:
		t.Report(t.header[0].Pos, "empty", lang.Sprintf("there are no rows below the header"), lang.Message{})
	}
}

// over reports the row with which a table is too large.
func (t *Table) over(row []Cell, cells int) bool {
	var why lang.Message
	at := row[0].Pos
	switch {
	case len(row) > MaxColumns:
		at = row[MaxColumns].Pos
		why = lang.Sprintf("there are more columns than %d, the most that is read", MaxColumns)
	case len(t.rows) > MaxRows:
		why = lang.Sprintf("there are more rows than %d, the most that is read", MaxRows)
	case cells > maxCells:
		why = lang.Sprintf("there are more cells than %d, the most that is read", maxCells)
	default:
		return false
	}
	t.Report(at, "size", why, lang.Message{})
	return true
}

func blank(row []Cell) bool { return filled(row) == 0 }
