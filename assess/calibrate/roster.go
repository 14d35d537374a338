package calibrate

import (
	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
)

// Expected is a row of a roster: who is to rate whom, and as what.
type Expected struct {
	Subject, Rater assess.Person
	Relation       assess.Relation
	Current        string // id of the level that the subject has today; empty if the row does not say
}

// ParseRoster reads who is to rate whom: a file as ParseRatings reads, with the
// columns subject, rater and relation, and level if it says who has which level
// today. One row that gives a subject's level is enough; several must agree.
func ParseRoster(file string, data []byte, r *rubric.Rubric) ([]Expected, error) {
	t := ratingsTable{doc.ParseTable(file, data), r, map[[2]string]int{}}
	if !t.Columns(everyColumn(), "level") {
		return nil, t.Err()
	}
	levels := map[string]doc.Cell{}
	subs, err := t.submissions(func(row doc.Row) Submission { return Submission{Level: t.currentLevel(row, levels)} })
	var rows []Expected
	for _, sub := range subs {
		rows = append(rows, Expected{sub.Subject, sub.Rater, sub.Relation, sub.Level})
	}
	return rows, err
}

// currentLevel reads the id of the level of today, which must be that of every
// other row about the same subject; said has the ids by subject.
func (t *ratingsTable) currentLevel(row doc.Row, said map[string]doc.Cell) string {
	subject, cell := row.Cell("subject"), row.Cell("level")
	if cell.Text == "" {
		return ""
	}
	is := doc.Cell{Text: t.level(cell), Pos: cell.Pos}
	was, again := said[assess.PersonID(subject.Text)]
	switch {
	case is.Text == "":
	case !again:
		said[assess.PersonID(subject.Text)] = is
	case was.Text != is.Text:
		t.report(cell.Pos, "level", "%v has the level %s here and %s on line %d", doc.Quote(subject.Text), is.Text, was.Text, was.Line)
	}
	return is.Text
}

// ExpectAll takes in a roster.
func (s *Session) ExpectAll(act Act, roster []Expected) error {
	given := map[string]bool{}
	for _, row := range roster {
		if err := s.Expect(act, row.Subject, row.Rater, row.Relation); err != nil {
			return err
		}
	}
	for _, row := range roster {
		if row.Current == "" || given[row.Subject.ID] {
			continue
		}
		given[row.Subject.ID] = true
		if err := s.SetCurrent(act, row.Subject, row.Current); err != nil {
			return err
		}
	}
	return nil
}
