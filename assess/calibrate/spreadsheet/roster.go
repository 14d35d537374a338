package spreadsheet

import (
	"strings"

	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// Roster reads a table of who is to rate whom: a row a pair, or a row a person with
// a column for the manager, the peers and so on, names apart by semicolons. A level
// is that which the person has today; one row that says it is enough. The error is
// as that of Ratings.
func Roster(name string, data []byte, r *rubric.Rubric, o Options) (rows []calibrate.Expected, notes []table.Note, err error) {
	s := open(name, data, r, o)
	if s.isEmpty() || s.unreadable || !s.settleRoster() {
		return nil, s.notes, s.Err()
	}
	levels := map[string]table.Cell{}
	for _, row := range s.people() {
		s.readPairs(row, levels)
	}
	s.noteUnrated("nobody is to rate %v")
	pairs, _ := s.submissions(func(*draft) {})
	for _, sub := range pairs {
		rows = append(rows, calibrate.Expected{Subject: sub.Subject, Rater: sub.Rater, Relation: sub.Relation, Current: sub.Level})
	}
	return rows, s.notes, s.Err()
}

// settleRoster takes titles that name a relation for those over names, and sets
// aside what says nothing of who rates whom.
func (s *sheet) settleRoster() bool {
	_, today := s.first(current)
	for i := range s.columns {
		switch c := &s.columns[i]; {
		case c.role == "" && c.known():
			c.role = rater
		case c.role == current:
			c.role = level
		case c.role == level && !today, c.role == subject, c.role == firstName, c.role == rater, c.role == relation:
		default:
			c.meaning = meaning{}
		}
	}
	if _, named := s.first(subject); !named {
		s.refuse(s.start(), "no-subject", lang.Sprintf("no column says who is rated; there are %v", s.titlesOf(all)), s.slipFor(subject))
		return false
	}
	s.noteAside()
	return true
}

// readPairs reads who is to rate the person of a row, and which level they have.
func (s *sheet) readPairs(row table.Row, levels map[string]table.Cell) {
	var drafts []*draft
	for _, v := range s.ratersIn(row) {
		drafts = append(drafts, s.draft(row, v))
	}
	if len(drafts) == 0 {
		s.isUnrated(row)
		return
	}
	drafts[0].Level = s.levelToday(row, drafts[0].Subject.ID, levels)
}

// ratersIn are the voices in a row: the names under each rater column, or, where a
// relation stands in the row, whoever it says.
func (s *sheet) ratersIn(row table.Row) (all []voice) {
	for _, c := range s.holding(rater) {
		for name := range strings.FieldsFuncSeq(row.Cell(c.index).Text, func(r rune) bool { return r == ';' || r == '\n' }) {
			if name = strings.TrimSpace(name); name != "" && !isNothing(name) {
				all = append(all, voice{c.relation, name})
			}
		}
	}
	if c, any := s.first(relation); len(all) == 0 && any && row.Cell(c.index).Text != "" {
		all = append(all, voice{})
	}
	return all
}

// levelToday is the id of the level in a row, which must be that of every other row
// about the same person.
func (s *sheet) levelToday(row table.Row, subject string, levels map[string]table.Cell) string {
	c, _ := s.first(level)
	cell := row.Cell(c.index)
	if cell.Text == "" || isNothing(cell.Text) || subject == "" {
		return ""
	}
	id, ok := s.level(cell)
	was, again := levels[subject]
	switch {
	case !ok:
	case !again:
		levels[subject] = table.Cell{Text: id, Pos: cell.Pos}
	case was.Text != id:
		s.complain(cell.Pos, "level", lang.Sprintf("%v has the level %s here and %s on line %d", doc.Quote(s.subjectIn(row).Text), id, was.Text, was.Line), lang.Message{})
	}
	return id
}
