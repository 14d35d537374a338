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
	_, s.long = s.first(dimension)
	s.settleOpen()
	if s.long {
		s.settleLong()
	} else {
		s.settleWide()
	}
	s.settleRaters()
	s.settleChoice()
	s.settleNames()
	s.settleComments()
	s.setAside(func(c column) bool { return c.role == current || c.role == unread || c.role == moment && !s.isForm() })
	if !s.checkColumns() {
		return false
	}
	s.noteAside()
	return true
}

// isOpen reports whether a title leaves open whether a column has names or ratings,
// or which kind of ratings.
func (s *sheet) isOpen(c column) bool {
	return c.known() && c.role == "" || c.role == value && c.dimension == 0 && !s.long
}

// settleOpen tells names from levels where a title may be over either. Numbers alone
// say nothing there: they may be marks of any kind.
func (s *sheet) settleOpen() {
	for i := range s.columns {
		c := &s.columns[i]
		marks := s.every(*c, isMark)
		rates := s.holdsLevels(*c) || c.mapped && (marks || c.role == value)
		switch {
		case c.role == relation && !c.mapped && isJob(c.title.Text) && !s.every(*c, func(cell table.Cell) bool { return s.relationNamed(cell) != "" }):
			c.meaning = meaning{}
		case c.role == rater && rates && c.mapped:
			c.role, c.rater = level, oneLine(c.title.Text)
		case rates && (c.role == rater || s.isOpen(*c)):
			c.role = level
		case c.known() && c.role == "" && c.relation != assess.Self && !marks:
			c.role = rater
		}
	}
}

// holdsLevels reports whether a column holds levels, at least one of them by what it
// is called: at least half of what it says are levels, or all of it under a title
// that is one for names.
func (s *sheet) holdsLevels(c column) bool {
	said := slices.DeleteFunc(s.cells(c), func(cell table.Cell) bool { return isNothing(cell.Text) })
	rest := slices.DeleteFunc(slices.Clone(said), s.rates)
	if c.role == rater && !c.mapped && len(rest) > 0 {
		return false
	}
	return 2*len(rest) <= len(said) && slices.ContainsFunc(said, s.ratesInWords)
}

// isJob reports whether a title is as likely that of a job as that of a relation.
func isJob(title string) bool { return slices.Contains([]string{"role", "type"}, plain(title)) }

// settleLong finds the columns that hold the values where a row is on one
// dimension. A level beside them is none of the dimension's.
func (s *sheet) settleLong() {
	none := len(s.holding(value)) == 0
	for i := range s.columns {
		switch c := &s.columns[i]; {
		case s.isOpen(*c), none && c.role == level, none && c.role == comment && plain(c.title.Text) == "note" && s.every(*c, isMark):
			c.role = value
		case c.role == level:
			c.meaning = meaning{}
		}
	}
}

// isMark reports whether a cell holds a number or says that there is none.
func isMark(cell table.Cell) bool { return isNumber(cell) || isNothing(cell.Text) }

// settleWide takes what is said to be somebody's ratings for levels, where the table
// has levels at all: a cell that is none is an error once it is read.
func (s *sheet) settleWide() {
	s.settleUnnamed()
	levels := len(s.holding(level)) > 0
	for i := range s.columns {
		switch c := &s.columns[i]; {
		case !s.isOpen(*c):
		case levels && c.relation != "" && len(s.cells(*c)) > 0:
			c.role = level
		default:
			c.meaning = meaning{}
		}
	}
}

// settleUnnamed reads columns of levels whose titles are not known: beside other
// ratings, those whose titles name a relation among other words. Where nothing else
// holds ratings, each is that of a rater, unless its title or something else says
// otherwise.
func (s *sheet) settleUnnamed() {
	none := len(s.with(func(c column) bool { return c.isRating() && !c.isRater() })) == 0
	for i := range s.columns {
		c := &s.columns[i]
		_, phrase, related := cut(plain(c.title.Text), relationPhrases)
		switch {
		case c.known() || !s.holdsLevels(*c):
		case !none && related:
			c.role, c.relation = level, relationOf[phrase]
		case none && (s.namesRater() || callsLevel(c.title.Text)):
			c.role = level
		case none:
			c.role, c.rater = level, oneLine(c.title.Text)
		}
	}
}

// settleRaters leaves out who somebody's manager is where others say who rates.
func (s *sheet) settleRaters() {
	if len(s.with(func(c column) bool { return c.role == rater && c.relation == "" })) > 0 {
		s.setAside(func(c column) bool { return c.role == rater && c.relation != "" })
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
	if raters := s.titlesOf(column.isRater); len(raters) > 0 {
		s.note("raters", "each of these columns holds the levels of one rater: %v", raters)
	}
}

// isRater reports whether a column holds the levels of the rater whom its title
// names.
func (c column) isRater() bool { return c.role == level && c.rater != "" }

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
