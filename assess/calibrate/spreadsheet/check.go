package spreadsheet

import (
	"slices"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// checkColumns reports what is wrong with the columns as a whole: the first thing,
// since others may follow from it.
func (s *sheet) checkColumns() bool {
	for _, check := range []func(){s.checkNear, s.checkNumbers, s.checkTwice, s.checkMissing, s.checkKinds} {
		if check(); s.unreadable {
			return false
		}
	}
	return true
}

// checkNear reports a column of numbers that is not read and whose title is a slip
// for a dimension.
func (s *sheet) checkNear() {
	names := dimensionIDs(s.r)
	for _, c := range s.with(func(c column) bool { return !c.known() }) {
		near := !c.mapped && doc.Near(c.title.Text, names) != "" && !s.words.title(c.title.Text).known()
		if near && s.every(c, isNumber) {
			s.refuse(c.title.Pos, "unknown-column", lang.Sprintf("unknown column %v", doc.Quote(c.title.Text)), doc.DidYouMean(c.title.Text, names))
		}
	}
}

// checkNumbers reports a column of numbers that may be the rungs of one more rater.
func (s *sheet) checkNumbers() {
	if len(s.with(func(c column) bool { return c.isRater() && !c.mapped })) == 0 {
		return
	}
	for _, c := range s.with(func(c column) bool { return !c.known() && !c.mapped && s.every(c, isMark) }) {
		if slices.ContainsFunc(s.cells(c), s.isRung) {
			s.refuse(c.title.Pos, "numbers", lang.Sprintf("the column %v has numbers that may be rungs, beside raters with levels", doc.Quote(c.title.Text)), lang.Message{})
		}
	}
}

func dimensionIDs(r *rubric.Rubric) (ids []string) {
	for _, d := range r.Dimensions {
		ids = append(ids, d.ID)
	}
	return ids
}

// checkTwice reports columns that mean the same.
func (s *sheet) checkTwice() {
	type place struct {
		meaning
		rater string
	}
	first := map[place]column{}
	for _, c := range s.with(func(c column) bool { return c.known() && c.role != comment && c.role != moment && c.role != email }) {
		key := place{c.meaning, c.rater}
		if c.role == rater {
			key.relation = ""
		}
		switch before, twice := first[key]; {
		case twice && plain(before.title.Text) == plain(c.title.Text):
			s.refuse(c.title.Pos, "titles", lang.Sprintf("two columns are titled %v", doc.Quote(c.title.Text)), lang.Sprintf("give one of them another title"))
			return
		case twice:
			s.refuse(c.title.Pos, "columns", lang.Sprintf("the columns %v and %v hold the same", doc.Quote(before.title.Text), doc.Quote(c.title.Text)), lang.Message{})
			return
		}
		first[key] = c
	}
}

// checkMissing reports that nobody is rated, or nothing.
func (s *sheet) checkMissing() {
	_, named := s.subjectColumn()
	switch {
	case !named:
		s.refuse(s.start(), "no-subject", lang.Sprintf("no column says who is rated; there are %v", s.titlesOf(all)), s.slipFor(subject))
	case s.long && len(s.holding(value)) == 0, !s.long && len(s.with(column.isRating)) == 0:
		s.refuse(s.start(), "no-ratings", lang.Sprintf(
			"no column holds levels, steps on a dimension or answers; there are %v", s.titlesOf(all)), s.slipFor(level))
	}
}

// slipFor says which column that is not read has a title that is a slip for one of
// a role; it may come out empty.
func (s *sheet) slipFor(r role) lang.Message {
	for _, c := range s.with(func(c column) bool { return !c.known() }) {
		if doc.Near(c.title.Text, titles[r]) != "" {
			return lang.Sprintf("is it %v?", doc.Quote(c.title.Text))
		}
	}
	return lang.Message{}
}

// checkKinds refuses levels beside steps.
func (s *sheet) checkKinds() {
	levels := s.holding(level)
	others := s.with(func(c column) bool { return c.isRating() && c.role != level })
	if len(levels) > 0 && len(others) > 0 {
		s.refuse(levels[0].title.Pos, "kinds", lang.Sprintf("there are levels and steps in one table, and only one of the two can count"), lang.Message{})
	}
	if answers := s.holding(answer); len(answers) > 0 && len(answers) < len(others) {
		s.refuse(answers[0].title.Pos, "kinds", lang.Sprintf("there are answers and steps in one table, and only one of the two can count"), lang.Message{})
	}
}
