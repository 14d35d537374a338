package assess

import (
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Check reports whether a fits r: it was made with a rubric of that id, in
// whatever version, and each of its answers is one that r offers. The error says
// what does not fit first.
func (a *Assessment) Check(r *rubric.Rubric) error {
	if a.Rubric.ID != r.ID {
		return lang.Errorf("the assessment was made with the rubric %v, not with %v", doc.Quote(a.Rubric.ID), doc.Quote(r.ID))
	}
	seen := map[string]bool{}
	for _, given := range a.Answers {
		if seen[given.Question] {
			return lang.Errorf("the question %v is answered twice", doc.Quote(given.Question))
		}
		seen[given.Question] = true
		if err := given.check(r); err != nil {
			return err
		}
	}
	return nil
}

func (a Answer) check(r *rubric.Rubric) error {
	i := r.QuestionIndex(a.Question)
	if i < 0 {
		return noQuestion(r, a.Question)
	}
	q := &r.Questions[i]
	switch {
	case a.State == Answered && !a.Value.fits(q):
		return notAnAnswer(q, a.Value.String())
	}
	return nil
}

func noQuestion(r *rubric.Rubric, id string) error {
	return lang.Errorf("the rubric %v %s has no question %v%v", doc.Quote(r.ID), r.Version, doc.Quote(id),
		suffix{doc.DidYouMean(id, questionIDs(r))})
}

// suffix is a hint put behind what it belongs to, if there is one.
type suffix struct{ hint lang.Localized }

// In renders the hint in t.
func (s suffix) In(t lang.Tag) string {
	if hint := s.hint.In(t); hint != "" {
		return lang.Text("; ").In(t) + hint
	}
	return ""
}

// notAnAnswer says what would be an answer to q.
func notAnAnswer(q *rubric.Question, said string) error {
	return lang.Errorf("%v is no answer to %v, which takes %v", doc.Quote(said), doc.Quote(q.ID), allowed{q})
}

// allowed says what may be answered to a question.
type allowed struct{ q *rubric.Question }

// In renders what is allowed in t.
func (a allowed) In(t lang.Tag) string {
	either := lang.Text("%v, or one of %v for no answer")
	if a.q.Kind == rubric.Number {
		number := lang.Sprintf("a whole number from 0 to %d%s", a.q.Largest(), unit(a.q, t))
		return lang.Sprintf(string(either), number, doc.Words(rubric.NoAnswer())).In(t)
	}
	options := lang.Sprintf("one of %v", doc.Words(optionIDs(a.q)))
	if a.q.Kind == rubric.Several {
		options = lang.Sprintf("any of %v, or %s", doc.Words(optionIDs(a.q)), rubric.NoneTicked)
	}
	return lang.Sprintf(string(either), options, doc.Words(rubric.NoAnswer())).In(t)
}

// unit is what a number counts, in brackets; empty where that goes without saying.
func unit(q *rubric.Question, t lang.Tag) string {
	if q.Unit == nil {
		return ""
	}
	return " (" + q.Unit.In(t) + ")"
}

func questionIDs(r *rubric.Rubric) []string {
	var ids []string
	for _, q := range r.Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

func optionIDs(q *rubric.Question) []string {
	var ids []string
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	return ids
}
