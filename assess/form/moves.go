package form

import (
	"maps"
	"slices"
	"strings"

	"rung/assess"
)

// place is what the page shows.
type place struct {
	kind string
	id   string // of the dimension or the question
}

// The kinds of places.
const (
	begin     = "begin"
	dimension = "dimension"
	question  = "question"
	review    = "review"
	result    = "result"
)

// String is the place as buttons name it.
func (p place) String() string {
	if p.id == "" {
		return p.kind
	}
	return p.kind + "." + p.id
}

// placeAt is the place that a button names, if there is one.
func (f *Form) placeAt(name string) (place, bool) {
	kind, id, _ := strings.Cut(name, ".")
	switch kind {
	case begin, review, result:
		return place{kind: kind}, id == ""
	case dimension:
		return place{kind, id}, f.dimension(id) >= 0
	case question:
		return place{kind, id}, f.rubric.QuestionIndex(id) >= 0
	}
	return place{}, false
}

// dimension is the index of a dimension, -1 where there is none.
func (f *Form) dimension(id string) int {
	for i := range f.rubric.Dimensions {
		if f.rubric.Dimensions[i].ID == id {
			return i
		}
	}
	return -1
}

// leave goes to a place, unless something on the page is wrong: then that is looked
// at.
func (f *Form) leave(s *Shown, to place) error {
	for _, id := range slices.Sorted(maps.Keys(f.sheet.wrong)) {
		s.Focus = id
		return f.sheet.wrong[id].why
	}
	f.at, s.Focus = to, headingID
	if to.kind == question {
		return f.sheet.visit(to.id)
	}
	return nil
}

// goTo goes where a button leads. A question is asked alone where the interview is
// quick, and else stands on the page of its dimension. From the beginning only start
// leads on.
func (f *Form) goTo(e Event, s *Shown) error {
	to, known := f.placeAt(e.To)
	if !known || f.at.kind == begin && to.kind != begin {
		return nil
	}
	if to.kind != question || f.sheet.quick {
		return f.leave(s, to)
	}
	d := f.rubric.Questions[f.rubric.QuestionIndex(to.id)].Dimension
	err := f.leave(s, place{dimension, f.rubric.Dimensions[d].ID})
	if err == nil {
		s.Focus = to.id
	}
	return err
}

// start settles who assesses whom, and begins or goes on with the questions.
func (f *Form) start(_ Event, s *Shown) error {
	delete(f.sheet.wrong, loadID)
	before := f.sheet.who
	err := f.sheet.name()
	f.sheet.settle(peopleID, "", err)
	if err != nil {
		s.Focus = peopleID
		return err
	}
	f.unsaved = f.unsaved || len(f.sheet.answers()) > 0 && before.Subject != f.sheet.who.Subject
	return f.next(Event{}, s)
}

// next leads on: to the next dimension, or in a quick interview to the question that
// tells most, and after the last to the review.
func (f *Form) next(_ Event, s *Shown) error {
	if f.sheet.quick {
		return f.nextQuestion(s)
	}
	if f.at.kind == begin {
		return f.leave(s, f.firstOpen())
	}
	return f.leave(s, f.dimensionFrom(1))
}

// firstOpen is the first dimension with an open question, or the review.
func (f *Form) firstOpen() place {
	for i := range f.rubric.Dimensions {
		if open(f.sheet.dimension(i)) > 0 {
			return place{dimension, f.rubric.Dimensions[i].ID}
		}
	}
	return place{kind: review}
}

// dimensionFrom is the place so many dimensions after the present one that has
// questions; before the first is the beginning, after the last the review.
func (f *Form) dimensionFrom(step int) place {
	for i := f.dimension(f.at.id) + step; i >= 0 && i < len(f.rubric.Dimensions); i += step {
		if len(f.sheet.dimension(i)) > 0 {
			return place{dimension, f.rubric.Dimensions[i].ID}
		}
	}
	if step < 0 {
		return place{kind: begin}
	}
	return place{kind: review}
}

func (f *Form) nextQuestion(s *Shown) error {
	if f.at.kind == question {
		if err := f.sheet.do(f.at.id, assess.Action{Verb: assess.Keep}); err != nil {
			return err
		}
	}
	to := place{kind: review}
	if i := assess.NextQuestion(f.rubric, f.sheet.answers()); i >= 0 {
		to = place{question, f.rubric.Questions[i].ID}
	}
	from := f.at
	err := f.leave(s, to)
	if f.at != from && from.kind == question {
		f.sheet.trail = append(f.sheet.trail, from.id)
	}
	return err
}

// back leads to the question before, in a quick interview.
func (f *Form) back(_ Event, s *Shown) error {
	last := len(f.sheet.trail) - 1
	if last < 0 {
		return f.leave(s, place{kind: begin})
	}
	err := f.leave(s, place{question, f.sheet.trail[last]})
	if err == nil {
		f.sheet.trail = f.sheet.trail[:last]
	}
	return err
}

// rest leads to the questions that a quick interview left open.
func (f *Form) rest(_ Event, s *Shown) error {
	f.sheet.quick = false
	return f.leave(s, f.firstOpen())
}

func (f *Form) answer(e Event, _ *Shown) error { return f.sheet.answer(e.To, e.Value, e.Now) }

func (f *Form) note(e Event, _ *Shown) error { return f.sheet.note(e.To, e.Value) }

// about takes as what the person answers.
func (f *Form) about(e Event, _ *Shown) error {
	if as := assess.Relation(e.Value); slices.Contains(assess.Relations, as) {
		f.sheet.typed.relation = as
		delete(f.sheet.wrong, peopleID)
	}
	return nil
}

// name takes a name as it is typed.
func (f *Form) name(e Event, _ *Shown) error {
	switch e.To {
	case "subject":
		f.sheet.typed.subject = strings.TrimSpace(e.Value)
	case "rater":
		f.sheet.typed.rater = strings.TrimSpace(e.Value)
	}
	delete(f.sheet.wrong, peopleID)
	return nil
}

// manner takes whether the interview is quick.
func (f *Form) manner(e Event, _ *Shown) error {
	f.sheet.quick = e.Value == quick
	return nil
}

// quick is the manner of a quick interview, as its control has it; whole the other.
const (
	quick = "quick"
	whole = "whole"
)
