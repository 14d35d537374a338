package assess

import (
	"slices"

	"rung/rubric"
)

// Onto returns a, which was made with a rubric, as an assessment on another: the answers
// to questions that both ask, as far as they still fit.
func (a *Assessment) Onto(made, other *rubric.Rubric) *Assessment {
	shared := *a
	shared.Answers = slices.DeleteFunc(slices.Clone(a.Answers), func(given Answer) bool { return !BothAsk(made, other, given.Question) })
	return shared.Rebased(other)
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
