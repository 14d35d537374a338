package spreadsheet

import (
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// draft is a submission in the making.
type draft struct {
	calibrate.Submission
	at      doc.Pos         // where its first row begins
	lines   map[int]doc.Pos // of its values, by dimension
	answers []assess.Answer
	open    bool // a cell says that there is no rating
	broken  bool // something is wrong with it, which was said
}

// rated reports whether anything was rated.
func (d *draft) rated() bool {
	return d.Level != "" || len(d.Values) > 0 || len(d.answers) > 0 || d.open || d.broken
}

// read makes drafts of the rows.
func (s *sheet) read() {
	for _, row := range s.people() {
		if s.readRow(row); len(s.inOrder) >= manyComplaints {
			break
		}
	}
	s.noteUnrated("nothing is filled in for %v")
}

// isUnrated keeps the names in a row that says nothing: of a rater, too, whom a column
// names.
func (s *sheet) isUnrated(row table.Row) {
	var names lang.Localized = lang.Verbatim(s.subjectIn(row).Text)
	if c, any := s.first(rater); any && s.named(row, c).Text != "" {
		names = lang.Sprintf("%s (by %s)", s.subjectIn(row).Text, s.named(row, c).Text)
	}
	if !slices.ContainsFunc(s.unrated, func(other lang.Localized) bool { return other.In(lang.EN) == names.In(lang.EN) }) {
		s.unrated = append(s.unrated, names)
	}
}

// noteUnrated lists the people in rows that say nothing.
func (s *sheet) noteUnrated(text string) {
	if len(s.unrated) > 0 {
		s.note("unrated", text, few(s.unrated))
	}
}

// manyComplaints is after how many things that are wrong reading stops.
const manyComplaints = 1000

// people are the rows about people: totals at the end are left out.
func (s *sheet) people() []table.Row {
	rows := slices.Collect(s.Rows())
	end := len(rows)
	for end > 0 && isTotal(rows[end-1]) {
		end--
	}
	var names lang.List
	for _, row := range rows[end:] {
		names = append(names, doc.Quote(firstText(row)))
	}
	if len(names) > 0 {
		s.note("totals", "totals are left out, from row %d on: %v", rows[end].Pos().Line, few(names))
	}
	return rows[:end]
}

// isTotal reports whether a row begins with what totals are called, such as
// “Moyenne (12)”.
func isTotal(row table.Row) bool {
	first, rest, _ := strings.Cut(plain(firstText(row)), " ")
	return totals[first] && (strings.Trim(rest, "0123456789 ") == "" || rest == "type")
}

// firstText is the first text of a row.
func firstText(row table.Row) string {
	for _, cell := range row.Cells() {
		if cell.Text != "" {
			return cell.Text
		}
	}
	return ""
}

// few are names as far as a note has room for them.
func few(names lang.List) lang.Localized {
	const room = 10
	if len(names) <= room {
		return names
	}
	return append(slices.Clone(names[:room]), lang.Count(len(names)-room, "more", "more"))
}

// readRow makes a draft of what each voice says in a row.
func (s *sheet) readRow(row table.Row) {
	any := false
	s.checkDimension(row)
	for _, v := range s.voices() {
		if s.silent(row, v) {
			continue
		}
		any = true
		s.content(row, v, s.draft(row, v))
	}
	if !any {
		s.isUnrated(row)
	}
}

// checkDimension reports a row that has a value and no dimension.
func (s *sheet) checkDimension(row table.Row) {
	valued := func(c column) bool { return c.role == value && row.Cell(c.index).Text != "" }
	if !s.long || len(s.with(valued)) == 0 {
		return
	}
	on, ids := s.dimensionIn(row), dimensionIDs(s.r)
	if on.Text == "" {
		s.complain(on.Pos, "dimension", lang.Sprintf("this row has no dimension"), lang.Message{})
	} else if s.words.dimension(on.Text) == 0 {
		s.complain(on.Pos, "dimension", lang.Sprintf("%v is no dimension", doc.Quote(on.Text)), doc.DidYouMean(on.Text, ids))
	}
}

// voices are those of the columns with ratings, in their order.
func (s *sheet) voices() (all []voice) {
	for _, c := range s.columns {
		if v := c.voice(); (c.isRating() || c.role == value) && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// of are the columns with what a voice says.
func (s *sheet) of(v voice) []column {
	return s.with(func(c column) bool { return c.voice() == v && (c.isRating() || c.role == value || c.role == comment) })
}

// silent reports whether a voice says nothing in a row.
func (s *sheet) silent(row table.Row, v voice) bool {
	return !slices.ContainsFunc(s.of(v), func(c column) bool { return row.Cell(c.index).Text != "" })
}

// content reads what a voice says in a row into a draft.
func (s *sheet) content(row table.Row, v voice, d *draft) {
	for _, c := range s.of(v) {
		cell := row.Cell(c.index)
		switch {
		case cell.Text == "":
		case c.role == comment:
			s.comment(cell, c, s.dimensionOf(c, row), d)
		case isNothing(cell.Text):
			d.open = true
		case c.role == level:
			id, ok := s.level(cell)
			d.Level, d.broken = id, d.broken || !ok
		case c.role == answer:
			s.answer(cell, c, d)
		default:
			s.value(cell, c, s.dimensionOf(c, row), d)
		}
	}
}

// dimensionOf is the dimension of a value, counted from 1: that of the column, or
// that of the row; 0 if it has none.
func (s *sheet) dimensionOf(c column, row table.Row) int {
	if c.dimension > 0 || !s.long {
		return c.dimension
	}
	return s.words.dimension(s.dimensionIn(row).Text)
}

// dimensionIn is the cell that says what a row is on.
func (s *sheet) dimensionIn(row table.Row) table.Cell {
	c, _ := s.first(dimension)
	return row.Cell(c.index)
}

// value reads a step on the dimension with that number.
func (s *sheet) value(cell table.Cell, c column, number int, d *draft) {
	if number == 0 {
		d.broken = true // for its dimension, which was said
		return
	}
	dim := &s.r.Dimensions[number-1]
	if first, twice := d.lines[number]; twice {
		s.complain(cell.Pos, "duplicate", lang.Sprintf("%v is rated on %v here and on line %d",
			doc.Quote(d.Subject.Name), doc.Quote(dim.ID), first.Line), lang.Message{})
		d.broken = true
		return
	}
	d.lines[number] = cell.Pos
	v, ok := s.step(cell, dim, s.scaleOf(c))
	if !ok {
		d.broken = true
		return
	}
	d.Values[dim.ID] = v
}

// comment keeps a comment as evidence. Several on one thing stand one under the
// other.
func (s *sheet) comment(cell table.Cell, c column, number int, d *draft) {
	if c.question > 0 {
		s.noteOn(cell, c, d)
		return
	}
	on := ""
	if number > 0 {
		on = s.r.Dimensions[number-1].ID
	}
	if before := d.Comments[on]; before != "" && before != cell.Text {
		d.Comments[on] = before + "\n" + cell.Text
		return
	}
	d.Comments[on] = cell.Text
}

// submissions are the drafts that nothing is wrong with, finished, and how many others
// there are; what is wrong with these is reported.
func (s *sheet) submissions(finish func(*draft)) (all []calibrate.Submission, leftOut int) {
	for _, d := range s.drafts {
		if !d.broken {
			finish(d)
		}
		if d.broken {
			leftOut++
			continue
		}
		all = append(all, d.Submission)
	}
	s.reportComplaints()
	return all, leftOut
}

// finish makes a submission of a draft.
func (s *sheet) finish(d *draft) {
	d.broken = !d.rated()
	d.NotRated = d.open && d.Level == "" && len(d.Values) == 0 && len(d.answers) == 0
	switch {
	case d.broken:
		s.complain(d.at, "content", lang.Sprintf("this row has a comment and no rating"), lang.Message{})
		return
	case len(d.answers) > 0:
		d.Assessment = s.assessment(d)
	case len(d.Values) == 0:
		d.Values = nil
	}
	if err := d.CheckContent(s.r); err != nil {
		d.broken = true
		s.complain(d.at, "content", lang.Sprintf("%v", err), lang.Message{})
	}
}
