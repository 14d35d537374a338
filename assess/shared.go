package assess

import (
	"slices"

	"rung/rubric"
)

// Onto returns a, which was made with a rubric, as an assessment on another: the answers
// to questions that both ask, as far as they still fit, in the order of the other. Made
// is nil where that rubric is not at hand, and the other is a version of it: then the
// answers go by their ids alone.
func (a *Assessment) Onto(made, other *rubric.Rubric) *Assessment {
	onto := *a
	onto.Rubric, onto.Answers = Ref(other), nil
	for i := range other.Questions {
		q := &other.Questions[i]
		given, ok := a.Answer(q.ID)
		if !ok || made != nil && !BothAsk(made, other, q.ID) {
			continue
		}
		var was *rubric.Question
		if made != nil {
			was = &made.Questions[made.QuestionIndex(q.ID)]
		}
		if given, ok = given.to(was, q); ok {
			onto.Answers = append(onto.Answers, given)
		}
	}
	return &onto
}

// to is an answer to a question, nil where nobody knows that, as one to q, and whether
// q takes it. An option that has no id of its own is the one with the same words: its
// id is another one's as soon as a step is put in.
func (a Answer) to(was, q *rubric.Question) (Answer, bool) {
	if a.State != Answered {
		return a, true
	}
	if q.Kind == rubric.Choice && (q.Unnamed || was != nil && was.Unnamed) {
		if was == nil || !a.Value.fits(was) {
			return a, false
		}
		words := was.Options[was.OptionIndex(a.Value.Option)].Text
		same := slices.IndexFunc(q.Options, func(o rubric.Option) bool { return o.Text.SameAs(words) })
		if same < 0 {
			return a, false
		}
		a.Value.Option = q.Options[same].ID
	}
	return a, a.Value.fits(q)
}

// BothAsk reports whether two rubrics ask a question alike: under the same id, in the
// same way, about the dimension of the same id; and, where they are no versions of one
// rubric, in the same words, as a rubric does that was made from the other. An id alone
// may be a namesake.
func BothAsk(a, b *rubric.Rubric, question string) bool {
	i, j := a.QuestionIndex(question), b.QuestionIndex(question)
	if i < 0 || j < 0 {
		return false
	}
	p, q := &a.Questions[i], &b.Questions[j]
	return p.Kind == q.Kind && a.Dimensions[p.Dimension].ID == b.Dimensions[q.Dimension].ID &&
		(a.ID == b.ID || p.Ask.SameAs(q.Ask))
}
