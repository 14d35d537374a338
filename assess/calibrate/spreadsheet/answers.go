package spreadsheet

import (
	"cmp"
	"slices"

	"rung/assess"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// answer reads the answer to a question: the texts of options, or a count.
func (s *sheet) answer(cell table.Cell, c column, d *draft) {
	q := &s.r.Questions[c.question-1]
	a, err := assess.ParseAnswer(s.r, q.ID+"="+oneLine(cell.Text))
	if err != nil {
		s.complain(cell.Pos, "answer", lang.Sprintf("%v", err), lang.Message{})
		d.broken = true
		return
	}
	d.answers = append(d.answers, a)
}

// noteOn keeps a comment as the note on the answer before it.
func (s *sheet) noteOn(cell table.Cell, c column, d *draft) {
	for i := range d.answers {
		if d.answers[i].Question == s.r.Questions[c.question-1].ID {
			d.answers[i].Note = cell.Text
			return
		}
	}
	s.comment(cell, column{}, s.r.Questions[c.question-1].Dimension+1, d)
}

// assessment is what the answers of a draft make.
func (s *sheet) assessment(d *draft) *assess.Assessment {
	slices.SortFunc(d.answers, func(a, b assess.Answer) int {
		return cmp.Compare(s.r.QuestionIndex(a.Question), s.r.QuestionIndex(b.Question))
	})
	return &assess.Assessment{
		ID: s.o.NewID(), Rubric: assess.Ref(s.r), Lang: s.o.Lang, Answers: d.answers,
		Subject: d.Subject, Rater: d.Rater, Relation: d.Relation, StartedAt: s.o.At, CompletedAt: s.o.At,
	}
}
