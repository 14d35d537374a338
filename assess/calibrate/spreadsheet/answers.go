package spreadsheet

import (
	"cmp"
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// answer reads the answer to a question: the text of an option, or a count.
func (s *sheet) answer(cell table.Cell, c column, d *draft) {
	q := &s.r.Questions[c.question-1]
	text, ids := oneLine(cell.Text), ticked(q, cell.Text)
	if len(ids) == 1 {
		text = ids[0]
	}
	a, err := assess.ParseAnswer(s.r, q.ID+"="+text)
	if len(ids) > 1 {
		err = lang.Errorf("%v are several answers to %v, which takes one", doc.Words(ids), doc.Quote(q.ID))
	}
	if err != nil {
		s.complain(cell.Pos, "answer", lang.Sprintf("%v", err), lang.Message{})
		d.broken = true
		return
	}
	d.answers = append(d.answers, a)
}

// ticked are the ids of the options whose texts a cell holds, if it holds nothing
// else. Forms put semicolons or commas between several, or behind one; texts may
// have them too.
func ticked(q *rubric.Question, text string) (ids []string) {
	rest := " " + spelt(text) + " "
	for _, o := range byLength(q.Options) {
		for _, wording := range o.Text {
			if before, after, found := strings.Cut(rest, " "+spelt(wording)+" "); found {
				rest, ids = before+" "+after, append(ids, o.ID)
				break
			}
		}
	}
	if strings.TrimSpace(rest) != "" {
		return nil
	}
	return ids
}

// byLength are options, those with the longest texts first: a short one may be part
// of a long one.
func byLength(options []rubric.Option) []rubric.Option {
	longest := func(o rubric.Option) (n int) {
		for _, wording := range o.Text {
			n = max(n, len(wording))
		}
		return n
	}
	sorted := slices.Clone(options)
	slices.SortStableFunc(sorted, func(a, b rubric.Option) int { return longest(b) - longest(a) })
	return sorted
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
