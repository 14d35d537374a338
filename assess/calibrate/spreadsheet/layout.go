package spreadsheet

import (
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// settle makes up what the titles leave open, by what the cells hold, and sets
// aside what is not read. It is false if the table cannot be read for what is
// wrong with its columns.
func (s *sheet) settle() bool {
	s.settleRelations()
	if _, s.long = s.first(dimension); s.long {
		s.settleLong()
	} else {
		s.settleWide()
	}
	s.settleChoice()
	s.settleNames()
	s.settleComments()
	s.setAside(func(c column) bool { return c.role == current || c.role == moment && !s.isForm() })
	if !s.checkColumns() {
		return false
	}
	s.noteAside()
	return true
}

// settleRelations tells the titles that name a relation, or a rater, over names
// from those over levels. Numbers alone say nothing there: they may be marks of any
// kind.
func (s *sheet) settleRelations() {
	for i := range s.columns {
		switch c := &s.columns[i]; {
		case c.role == "" && c.known() && s.holdsLevels(*c):
			c.role = level
		case c.role == "" && c.known() && s.every(*c, isMark):
			c.meaning = meaning{}
		case c.role == "" && c.known():
			c.role = rater
		case c.role == rater && (s.holdsLevels(*c) || c.mapped && s.every(*c, isMark)):
			c.role, c.rater = level, oneLine(c.title.Text)
		case c.role == relation && !c.mapped && isJob(c.title.Text) && !s.every(*c, isRelation):
			c.meaning = meaning{}
		}
	}
	if len(s.with(func(c column) bool { return c.role == rater && c.relation == "" })) > 0 {
		s.setAside(func(c column) bool { return c.role == rater && c.relation != "" })
	}
}

// holdsLevels reports whether a column holds levels, at least one of them by what it
// is called.
func (s *sheet) holdsLevels(c column) bool {
	return s.every(c, s.rates) && slices.ContainsFunc(s.cells(c), s.ratesInWords)
}

// isJob reports whether a title is as likely that of a job as that of a relation.
func isJob(title string) bool { return slices.Contains([]string{"role", "type"}, plain(title)) }

func isRelation(cell table.Cell) bool { return relationOf[plain(cell.Text)] != "" }

// settleLong finds the column that holds the values where a row is on one
// dimension. A level beside them is none of the dimension's.
func (s *sheet) settleLong() {
	if len(s.holding(value)) > 0 {
		s.setAside(func(c column) bool { return c.role == level })
		return
	}
	for i := range s.columns {
		c := &s.columns[i]
		if c.role == level || c.role == comment && plain(c.title.Text) == "note" && s.every(*c, isMark) {
			c.role = value
		}
	}
}

// isMark reports whether a cell holds a number or says that there is none.
func isMark(cell table.Cell) bool { return isNumber(cell) || isNothing(cell.Text) }

// settleWide takes ratings that are on no dimension for levels, where they are
// that; and where nothing else holds ratings, each column of levels for that of a
// rater, unless its title or something else says otherwise.
func (s *sheet) settleWide() {
	none := len(s.with(column.isRating)) == 0
	for i := range s.columns {
		switch c := &s.columns[i]; {
		case c.role == value && c.dimension == 0 && none && (c.mapped || s.holdsLevels(*c)):
			c.role = level
		case c.role == value && c.dimension == 0:
			c.meaning = meaning{}
		case !c.known() && none && s.holdsLevels(*c):
			c.role = level
			if !s.namesRater() && !callsLevel(c.title.Text) {
				c.rater = oneLine(c.title.Text)
			}
		}
	}
}

// namesRater reports whether it is said who rates, so that no title has to.
func (s *sheet) namesRater() bool {
	_, any := s.first(rater)
	return any || s.o.Rater != ""
}

// callsLevel reports whether a title says that a column is of levels, as “Final
// level” does.
func callsLevel(title string) bool {
	return slices.ContainsFunc(lang.Words(title), func(word string) bool {
		return slices.Contains([]string{"level", "grade", "rung", "niveau", "echelon"}, word)
	})
}

// isRating reports whether a column surely holds ratings.
func (c column) isRating() bool {
	return c.role == level || c.role == answer || c.role == value && c.dimension > 0
}

// settleChoice sets steps aside where a level was asked for by name.
func (s *sheet) settleChoice() {
	if len(s.with(func(c column) bool { return c.role == level && c.mapped })) > 0 {
		s.setAside(func(c column) bool { return c.role == value && !c.mapped })
	}
}

// settleNames finds out whose the names in a form are: one that names somebody
// else asks with a bare “Name” for whoever fills it in.
func (s *sheet) settleNames() {
	if _, any := s.first(rater); any || !s.isForm() || len(s.holding(subject)) < 2 {
		return
	}
	for i := range s.columns {
		if c := &s.columns[i]; c.role == subject && slices.Contains(nobodys, plain(c.title.Text)) {
			c.role = rater
		}
	}
}

// isForm reports whether the table is what a web form wrote.
func (s *sheet) isForm() bool { return len(s.holding(answer))+len(s.holding(moment)) > 0 }

// settleComments gives each of several comment columns to the column before it,
// and a comment beside several raters to the one who does not rate themself.
func (s *sheet) settleComments() {
	several := len(s.with(column.isBareComment)) > 1
	others := slices.DeleteFunc(s.voices(), func(v voice) bool { return v.relation == assess.Self })
	for i := range s.columns {
		c := &s.columns[i]
		switch {
		case !c.isBareComment():
		case several && i > 0 && s.columns[i-1].isRating():
			before := s.columns[i-1]
			c.dimension, c.question, c.relation, c.rater = before.dimension, before.question, before.relation, before.rater
		case len(others) == 1:
			c.relation, c.rater = others[0].relation, others[0].rater
		case len(others) > 1:
			c.meaning = meaning{}
		}
	}
}

// isBareComment reports whether a column has comments and its title does not say on
// what.
func (c column) isBareComment() bool {
	return c.role == comment && c.dimension == 0 && c.relation == ""
}

// setAside leaves columns out.
func (s *sheet) setAside(fits func(column) bool) {
	for i := range s.columns {
		if fits(s.columns[i]) {
			s.columns[i].meaning = meaning{}
		}
	}
}

// noteAside lists the columns that are not read.
func (s *sheet) noteAside() {
	unknown := func(c column) bool { return !c.known() }
	if aside := s.titlesOf(unknown); len(aside) > 0 {
		s.note("aside", "these columns are not read: %v", aside)
	}
}

// noteRaters lists the columns that were taken for raters.
func (s *sheet) noteRaters() {
	if raters := s.titlesOf(func(c column) bool { return c.rater != "" && c.role == level }); len(raters) > 0 {
		s.note("raters", "each of these columns holds the levels of one rater: %v", raters)
	}
}

// subjectColumn is the column that names who is rated: in a form on oneself, the
// one that names who filled it in.
func (s *sheet) subjectColumn() (column, bool) {
	if c, any := s.first(subject); any || !s.selves() {
		return c, any
	}
	return s.raterColumn()
}

// selves reports whether the table is of a form that asks people about themselves,
// and nothing says otherwise.
func (s *sheet) selves() bool {
	_, related := s.first(relation)
	answers := s.holding(answer)
	return len(answers) > 0 && !answers[0].about && !related && s.o.Relation == ""
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
