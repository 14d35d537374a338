package calibrate

import (
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// MaxRatings is the largest file of ratings, in bytes.
const MaxRatings = doc.MaxTable

// ParseRatings reads a file of ratings: a header with the columns subject,
// rater, relation, and either level or one column per dimension, by id, in any
// order; then one row per rating. A dimension's cell may be blank, and so may
// the rater of a self rating.
//
// The file is a table as doc.ParseTable reads it; where the comma separates no
// cells, numbers may have either mark. Everything that is not exactly so is
// refused. Name is used in messages; the error is doc.Problems, with everything
// that is wrong, and then there are no ratings.
func ParseRatings(file string, data []byte, r *rubric.Rubric) ([]Submission, error) {
	t := ratingsTable{doc.ParseTable(file, data), r, map[[2]string]int{}}
	if !t.Columns(everyColumn(), append([]string{"level"}, dimensionIDs(r)...)...) || !t.checkContentColumns() {
		return nil, t.Err()
	}
	return t.submissions(t.content)
}

// everyColumn lists the columns of every file.
func everyColumn() doc.Keys { return doc.Keys{"subject", "rater", "relation"} }

func dimensionIDs(r *rubric.Rubric) []string {
	var ids []string
	for _, d := range r.Dimensions {
		ids = append(ids, d.ID)
	}
	return ids
}

// ratingsTable is a table of ratings, or of a roster.
type ratingsTable struct {
	*doc.Table
	r     *rubric.Rubric
	lines map[[2]string]int // of subject and rater, by their ids
}

func (t *ratingsTable) report(at doc.Pos, code string, text string, args ...any) {
	t.Report(at, code, lang.Sprintf(text, args...), lang.Message{})
}

// checkContentColumns refuses levels and values in one file, and neither.
func (t *ratingsTable) checkContentColumns() bool {
	level, levels := t.Column("level")
	values := slices.ContainsFunc(dimensionIDs(t.r), func(id string) bool { _, there := t.Column(id); return there })
	switch {
	case !levels && !values:
		t.Report(t.Start(), "missing-column", lang.Sprintf("there is no column with ratings"),
			lang.Sprintf("add the column level, or one column per dimension"))
	case levels && values:
		t.Report(level.Pos, "columns", lang.Sprintf("there are levels and dimensions in one file"),
			lang.Sprintf("make two files of it"))
	}
	return levels != values
}

// submissions reads every row. Content reads what is particular to the file.
func (t *ratingsTable) submissions(content func(doc.Row) Submission) (all []Submission, err error) {
	for row := range t.Rows() {
		sub := content(row)
		t.people(row, &sub)
		all = append(all, sub)
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

// people reads subject, rater and relation into sub.
func (t *ratingsTable) people(row doc.Row, sub *Submission) {
	relation, subject, rater := row.Cell("relation"), row.Cell("subject"), row.Cell("rater")
	sub.Relation = assess.Relation(relation.Text)
	if rater.Text == "" && sub.Relation == assess.Self {
		rater.Text = subject.Text
	}
	related := t.relation(relation)
	var named, rated bool
	sub.Subject, named = t.person(subject)
	if sub.Rater, rated = t.person(rater); !related || !named || !rated {
		return
	}
	if err := checkRelation(sub.Subject, sub.Rater, sub.Relation); err != nil {
		t.report(relation.Pos, "relation", "%v", err)
	}
	key := [2]string{sub.Subject.ID, sub.Rater.ID}
	if first, twice := t.lines[key]; twice {
		t.report(subject.Pos, "duplicate", "%v rates %v here and on line %d",
			doc.Quote(sub.Rater.Name), doc.Quote(sub.Subject.Name), first)
		return
	}
	t.lines[key] = subject.Line
}

func (t *ratingsTable) relation(cell doc.Cell) bool {
	switch {
	case cell.Text == "":
		t.Report(cell.Pos, "relation", lang.Sprintf("this rating has no relation"), doc.DidYouMean("", relationWords()))
	case !known(assess.Relation(cell.Text)):
		t.Report(cell.Pos, "relation", lang.Sprintf(
			"%v is not allowed here", doc.Quote(cell.Text)), doc.DidYouMean(cell.Text, relationWords()))
	default:
		return true
	}
	return false
}

func (t *ratingsTable) person(cell doc.Cell) (assess.Person, bool) {
	p, err := assess.NewPerson(cell.Text)
	if err != nil {
		t.report(cell.Pos, "name", "%v", err)
	}
	return p, err == nil
}

// content reads the level or the values of a row.
func (t *ratingsTable) content(row doc.Row) Submission {
	if _, levels := t.Column("level"); levels {
		return Submission{Level: t.level(row.Cell("level"))}
	}
	sub, complete := Submission{Values: map[string]float64{}}, true
	for d := range t.r.Dimensions {
		dim := &t.r.Dimensions[d]
		if cell := row.Cell(dim.ID); cell.Text != "" {
			value, ok := t.number(cell, dim)
			sub.Values[dim.ID], complete = value, complete && ok
		}
	}
	if err := sub.checkContent(t.r); err != nil && complete {
		t.report(row.Pos(), "content", "%v", err)
	}
	return sub
}

// level is the id of the level in a cell, empty if there is none.
func (t *ratingsTable) level(cell doc.Cell) string {
	if cell.Text == "" {
		t.report(cell.Pos, "level", "this rating has no level")
		return ""
	}
	l, err := t.r.FindLevel(cell.Text)
	if err != nil {
		t.report(cell.Pos, "level", "%v", err)
		return ""
	}
	return l.ID
}

// number reads a step, fractions allowed.
func (t *ratingsTable) number(cell doc.Cell, d *rubric.Dimension) (float64, bool) {
	text := cell.Text
	if t.DecimalComma() {
		text = strings.Replace(text, ",", ".", 1)
	}
	value, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || !isDecimal(text):
		t.Report(cell.Pos, "number", lang.Sprintf("%v is not a number", doc.Quote(cell.Text)), numberHint(text))
	case value > float64(d.Top()):
		t.report(cell.Pos, "range", "%s is out of range; a step of %v is a number from 0 to %d", cell.Text, doc.Quote(d.ID), d.Top())
	default:
		return value, true
	}
	return 0, false
}

// isDecimal reports whether a text is a few digits, or two lots of them around a
// point.
func isDecimal(text string) bool {
	whole, rest, pointed := strings.Cut(text, ".")
	return areDigits(whole) && (!pointed || areDigits(rest))
}

func areDigits(text string) bool {
	return text != "" && len(text) <= 9 && strings.Trim(text, "0123456789") == ""
}

func numberHint(text string) lang.Message {
	if pointed := strings.Replace(text, ",", ".", 1); pointed != text && isDecimal(pointed) {
		return lang.Sprintf("write %s, with a point", pointed)
	}
	return lang.Message{}
}
