package spreadsheet

import (
	"cmp"
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// draft is the submission that a voice makes in a row. Where each row is on one
// dimension, it may be there already. One that has no names, or is there twice, leads
// to nothing.
func (s *sheet) draft(row table.Row, v voice) *draft {
	d := &draft{at: row.Pos(), lines: map[int]doc.Pos{}}
	d.Values, d.Comments = map[string]float64{}, map[string]string{}
	if !s.name(row, v, d) {
		return s.leaveOut(d)
	}
	key := [2]string{d.Subject.ID, d.Rater.ID}
	before, again := s.byPair[key]
	switch {
	case again && s.long && before.Relation == d.Relation:
		return before
	case again:
		s.complain(s.subjectIn(row).Pos, "duplicate", lang.Sprintf("%v rates %v here and on line %d",
			doc.Quote(d.Rater.Name), doc.Quote(d.Subject.Name), before.at.Line), lang.Message{})
		before.broken = true
		return s.leaveOut(d)
	}
	s.byPair[key], s.drafts = d, append(s.drafts, d)
	return d
}

// leaveOut keeps a draft for the count alone: something is wrong with it, which was
// said.
func (s *sheet) leaveOut(d *draft) *draft {
	d.broken, s.drafts = true, append(s.drafts, d)
	return d
}

// name fills in who rates whom, and as what.
func (s *sheet) name(row table.Row, v voice, d *draft) (ok bool) {
	if d.Subject, ok = s.person(s.subjectIn(row)); !ok {
		return false
	}
	by := s.raterIn(row, v)
	as, at, ok := s.relationIn(row, v)
	if !ok {
		return false
	}
	if v.relation == assess.Self || by.Text == "" && as == assess.Self {
		by.Text = d.Subject.Name
	}
	if as == "" {
		as = s.unsaidRelation(by.Text, d.Subject)
	}
	if by.Text == "" || as == "" {
		s.complainOfNobody(row, v, by.Text == "")
		return false
	}
	d.Relation = as
	d.Rater, ok = s.person(by)
	return ok && s.related(d, at)
}

// related reports whether the two people of a draft may have its relation.
func (s *sheet) related(d *draft, at doc.Pos) bool {
	_, _, err := calibrate.Related(d.Subject, d.Rater, d.Relation)
	if err != nil {
		s.complain(at, "relation", lang.Sprintf("%v", err), lang.Message{})
	}
	return err == nil
}

func (s *sheet) person(cell table.Cell) (assess.Person, bool) {
	p, err := assess.NewPerson(oneLine(cell.Text))
	hint := lang.Message{}
	if cell.Text == "" {
		hint = lang.Sprintf("one that stands for several rows, as in merged cells, is written in each")
	}
	if err != nil {
		s.complain(cell.Pos, "name", lang.Sprintf("%v", err), hint)
	}
	return p, err == nil
}

// subjectIn is who is rated in a row, the first name before the other.
func (s *sheet) subjectIn(row table.Row) table.Cell {
	c, _ := s.subjectColumn()
	cell := s.named(row, c)
	if first, any := s.first(firstName); any {
		cell.Text = strings.TrimSpace(s.named(row, first).Text + " " + cell.Text)
	}
	return cell
}

// raterIn is who rates in a row.
func (s *sheet) raterIn(row table.Row, v voice) table.Cell {
	if v.rater != "" {
		return table.Cell{Text: v.rater, Pos: row.Pos()}
	}
	c, _ := s.raterColumn()
	cell := s.named(row, c)
	cell.Text = cmp.Or(cell.Text, s.o.Rater)
	return cell
}

// raterColumn is the column that names who rates: of a form that names nobody, the
// one with their addresses.
func (s *sheet) raterColumn() (column, bool) {
	c, any := s.first(rater)
	_, named := s.first(subject)
	if any || !s.isForm() || s.o.Rater != "" || named && s.selves() {
		return c, any
	}
	return s.first(email)
}

// relationIn is as what a voice rates in a row, and where that is said. It is empty
// if nothing says, and not ok if what the cell says is wrong.
func (s *sheet) relationIn(row table.Row, v voice) (as assess.Relation, at doc.Pos, ok bool) {
	if v.relation != "" {
		return v.relation, row.Pos(), true
	}
	c, _ := s.first(relation)
	if said := s.named(row, c); said.Text != "" {
		as, ok = s.relation(said)
		return as, said.Pos, ok
	}
	by, _ := s.first(rater)
	if by.relation == "" && s.selves() {
		return assess.Self, row.Pos(), true
	}
	return by.relation, row.Pos(), true
}

// unsaidRelation is as what somebody rates of whom no cell says it.
func (s *sheet) unsaidRelation(rater string, subject assess.Person) assess.Relation {
	if assess.PersonID(rater) == subject.ID {
		return assess.Self
	}
	return s.o.Relation
}

// named is the cell of a row with a name or a relation. Where a row is on one
// dimension, these are written once for several rows.
func (s *sheet) named(row table.Row, c column) table.Cell {
	cell := row.Cell(c.index)
	if !s.long || c.index < 0 {
		return cell
	}
	who, _ := s.subjectColumn()
	switch {
	case cell.Text != "":
		s.above[c.index] = cell.Text
	case row.Cell(who.index).Text == "":
		cell.Text = s.above[c.index]
	}
	return cell
}

// noteUnused says that the table tells itself who rates, or as what, where an option
// tells another.
func (s *sheet) noteUnused() {
	with := func(fits func(*draft) bool) bool { return slices.ContainsFunc(s.drafts, fits) }
	by, named := s.raterColumn()
	switch {
	case len(s.drafts) == 0:
		return
	case s.o.Rater == "" || with(func(d *draft) bool { return d.Rater.ID == assess.PersonID(s.o.Rater) }):
	case named:
		s.note("rater-said", "the column %v says who rates", doc.Quote(oneLine(by.title.Text)))
	default:
		s.note("rater-said", "every rating says who rates")
	}
	if s.o.Relation != "" && !with(func(d *draft) bool { return d.Relation == s.o.Relation }) {
		s.note("relation-said", "every rating says as what they rate")
	}
}

// complainOfNobody says that nothing says who rates, or as what.
func (s *sheet) complainOfNobody(row table.Row, v voice, nobody bool) {
	by, named := s.raterColumn()
	as, related := s.first(relation)
	columns := s.titlesOf(column.isRater)
	switch {
	case nobody && named:
		s.complain(row.Cell(by.index).Pos, "name", lang.Sprintf("this rating has no rater"), lang.Message{})
	case nobody && v.relation != "":
		s.complain(s.of(v)[0].title.Pos, "no-rater", lang.Sprintf(
			"the column %v holds ratings, and nothing says whose they are", doc.Quote(s.of(v)[0].title.Text)), lang.Message{})
	case nobody:
		s.complain(s.start(), "no-rater", lang.Sprintf("no column says who rates; there are %v", s.titlesOf(all)), s.slipFor(rater))
	case related:
		s.complain(row.Cell(as.index).Pos, "relation", lang.Sprintf("this rating has no relation"), doc.DidYouMean("", relationWords()))
	case len(columns) > 0:
		s.complain(s.start(), "no-relation", lang.Sprintf("each rater has a column, and nothing says as what they rate: %v", columns), lang.Message{})
	default:
		s.complain(s.start(), "no-relation", lang.Sprintf("no column says as what they rate; there are %v", s.titlesOf(all)), s.slipFor(relation))
	}
}
