package xlsx

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"rung/assess/report"
	"rung/rubric/lang"
)

// sheet is a sheet of a book. Rows and columns count from 1.
type sheet struct {
	*book
	name string
}

const (
	fullest    = 32767 // UTF-16 units that a cell holds
	lineHeight = 15    // points
	tallest    = 27    // lines that a row has room for
)

func at(column, row int) string {
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "" // beyond the sheet: whoever writes there is told
	}
	return cell
}

// shown is a text as a cell holds it.
func shown(text string) string { return cut(lang.DefangLines(text), fullest, "…") }

// text writes a text; nothing is written where there is none.
func (s *sheet) text(column, row int, text string, l look) {
	if text == "" {
		return
	}
	s.check(s.file.SetCellStr(s.name, at(column, row), marked(shown(text))))
	s.style(column, row, l)
}

// coded is what a reader of workbooks takes for the character of that number, if
// it stands behind a "_".
var coded = regexp.MustCompile(`^x[0-9A-Fa-f]{4}_`)

// mark stands for such a "_" until the book is done. No shown text holds it.
const mark = '\uFFFE'

// marked puts marks into a text. The library would lose some codes and leave
// others.
func marked(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i, c := range text {
		if c == '_' && coded.MatchString(text[i+1:]) {
			c = mark
		}
		b.WriteRune(c)
	}
	return b.String()
}

func (s *sheet) field(column, row int, f report.Field, l look) {
	v, ok := f.Figure()
	if !ok {
		s.text(column, row, f.Text, l)
		return
	}
	l.format = format(*f.Number)
	s.check(s.file.SetCellFloat(s.name, at(column, row), v, -1, 64))
	s.style(column, row, l)
}

func (s *sheet) style(column, row int, l look) {
	cell := at(column, row)
	s.check(s.file.SetCellStyle(s.name, cell, cell, s.look(l)))
}

func (s *sheet) width(column, width int) {
	name, err := excelize.ColumnNumberToName(column)
	s.check(err)
	s.check(s.file.SetColWidth(s.name, name, name, float64(width)))
}

// height makes room for so many lines in a row. Programs that find it themselves
// do so for one line, too.
func (s *sheet) height(row, lines int) {
	if lines > 1 {
		s.check(s.file.SetRowHeight(s.name, row, float64(min(lines, tallest)*lineHeight)))
	}
}

// lines is how many lines a text takes in a cell of a width, as far as a row can
// be high.
func lines(text string, width int) (n int) {
	for line := range strings.SplitSeq(shown(text), "\n") {
		n += len(lang.Wrap(cut(line, tallest*width, ""), width))
	}
	return n
}

// page says how far the sheet reaches, and fits its columns on one page of paper.
func (s *sheet) page(orientation, last string) {
	s.check(s.file.SetSheetDimension(s.name, "A1:"+last))
	fit, a4, one, any := true, 9, 1, 0
	s.check(s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	s.check(s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Orientation: &orientation, Size: &a4, FitToWidth: &one, FitToHeight: &any}))
}

// ref names cells in a formula.
func (s *sheet) ref(column, row, lastColumn, lastRow int) string {
	from, _ := excelize.CoordinatesToCellName(column, row, true)
	to, _ := excelize.CoordinatesToCellName(lastColumn, lastRow, true)
	return s.quoted() + from + ":" + to
}

func (s *sheet) quoted() string { return "'" + strings.ReplaceAll(s.name, "'", "''") + "'!" }
