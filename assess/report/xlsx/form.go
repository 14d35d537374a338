package xlsx

import (
	"io"

	"github.com/xuri/excelize/v2"

	"rung/assess/report"
)

// The widths of a form's columns, in digits, and how many rows stay open below
// those with people.
const (
	nameWidth, choiceWidth, openWidth = 22, 30, 45

	openRows = 30
)

// formHeader is the row with the titles of a form; above it stand what it is and
// what to do.
const formHeader = 4

// WriteForm writes a form as a workbook: a sheet to fill in, and a hidden one with
// what its cells are chosen from.
func WriteForm(w io.Writer, f report.Form) error {
	b := book{file: excelize.NewFile(), tag: f.Lang, looks: map[look]int{}}
	s := b.first(f.Title)
	s.form(f, b.choices(f))
	b.properties(report.Document{Lang: f.Lang, Title: f.Title})
	b.finish()
	if b.err == nil {
		_, b.err = b.file.WriteTo(w)
	}
	return b.err
}

// choices writes the choices of each column in the same column of a hidden sheet:
// a list that stands in the rule itself may have 255 characters only.
func (b *book) choices(f report.Form) *sheet {
	s := b.add(f.Choices)
	for c, column := range f.Columns {
		for r, choice := range column.Choices {
			s.text(c+1, r+1, choice, look{})
		}
	}
	b.check(b.file.SetSheetVisible(s.name, false))
	return s
}

func (s *sheet) form(f report.Form, choices *sheet) {
	s.text(1, 1, f.Title, look{bold: true, long: true, size: 14})
	s.how(f)
	last := formHeader + len(f.Rows) + openRows
	for c, column := range f.Columns {
		s.text(c+1, formHeader, column.Title, look{bold: true, line: true})
		s.width(c+1, formWidth(f, c))
		s.openCells(c+1, last)
		if len(column.Choices) > 0 {
			s.chosen(c+1, last, choices.ref(c+1, 1, c+1, len(column.Choices)), f)
		}
	}
	for r, row := range f.Rows {
		for c, text := range row {
			s.text(c+1, formHeader+1+r, text, look{})
		}
	}
	s.check(s.file.SetPanes(s.name, &excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: formHeader, TopLeftCell: at(2, formHeader+1), ActivePane: "bottomRight"}))
	s.page("landscape", at(len(f.Columns), last))
}

// how says what to do, across the first columns.
func (s *sheet) how(f report.Form) {
	columns, room := min(len(f.Columns), 5), 0
	for c := range columns {
		room += formWidth(f, c)
	}
	s.text(1, 2, f.How, look{})
	s.check(s.file.MergeCell(s.name, at(1, 2), at(columns, 2)))
	s.height(2, lines(f.How, room-10)+1)
}

// formWidth is the width of a column: what is chosen is wrapped, a comment has more
// room.
func formWidth(f report.Form, c int) int {
	if c == len(f.Columns)-1 {
		return openWidth
	}
	longest := columns(f.Columns[c].Title)
	for _, choice := range f.Columns[c].Choices {
		longest = max(longest, columns(choice))
	}
	if f.Columns[c].Choices == nil {
		longest = nameWidth
	}
	return min(longest+filter, choiceWidth)
}

// openCells are texts whatever is typed, also what looks like a date.
func (s *sheet) openCells(column, last int) {
	s.check(s.file.SetCellStyle(s.name, at(column, formHeader+1), at(column, last), s.look(look{})))
}

// chosen lets the cells of a column be chosen from a list.
func (s *sheet) chosen(column, last int, list string, f report.Form) {
	rule := excelize.NewDataValidation(true)
	rule.Sqref = at(column, formHeader+1) + ":" + at(column, last)
	rule.SetSqrefDropList(list)
	rule.SetError(excelize.DataValidationErrorStyleStop, cut(shown(f.Columns[column-1].Title), 32, "…"), cut(shown(f.Wrong), 255, "…"))
	s.check(s.file.AddDataValidation(s.name, rule))
}
