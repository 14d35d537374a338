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

// The kinds of places. Who is invited sees no result.
const (
	begin     = "begin"
	dimension = "dimension"
	question  = "question"
	review    = "review"
	result    = "result"
	person    = "person"   // how somebody is rated
	overview  = "overview" // of everybody
	envelope  = "envelope" // that was made
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
	to := place{kind, id}
	switch kind {
	case begin, review:
		return to, id == ""
	case result:
		return to, id == "" && f.invited == nil
	case person, overview:
		return to, id == "" && f.invited != nil
	case envelope:
		return to, id == "" && f.invited != nil && f.invited.sealed != nil
	case dimension:
		return to, f.dimension(id) >= 0
	case question:
		return to, f.rubric.QuestionIndex(id) >= 0
	}
	return place{}, false
}

// where names the present place, so that go leads to it from anywhere.
func (f *Form) where() string {
	switch f.at.kind {
	case begin, overview, envelope:
		return f.at.String()
	}
	return f.at.String() + f.whose(f.sheet)
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

// right holds that nothing on the page is wrong: then that is looked at.
func (f *Form) right(s *Shown) error {
	delete(f.sheet.wrong, loadID)
	delete(f.sheet.wrong, invitationID)
	for _, id := range slices.Sorted(maps.Keys(f.sheet.wrong)) {
		s.Focus = id
		return f.sheet.wrong[id].why
	}
	return nil
}

// leave goes to a place, unless something on the page is wrong.
func (f *Form) leave(s *Shown, to place) error {
	if err := f.right(s); err != nil {
		return err
	}
	f.sheet.came(f.at, to)
	f.at, s.Focus = to, headingID
	if to.kind != question {
		return nil
	}
	return f.sheet.visit(to.id)
}

// goTo goes where a button leads, or the browser back to. A question is asked alone
// where the interview is quick, and else stands on the page of its dimension.
func (f *Form) goTo(e Event, s *Shown) error {
	name, whose, _ := strings.Cut(e.To, "@")
	to, known := f.placeAt(name)
	sheet := f.sheetOf(whose)
	if !known || sheet == nil {
		return nil
	}
	if err := f.right(s); err != nil {
		return err
	}
	if f.at.kind == begin && to.kind != begin {
		if err := f.settled(s); err != nil {
			return err
		}
	}
	if sheet != f.sheet {
		f.sheet, f.at = sheet, place{kind: person}
	}
	if to.kind != question || f.sheet.manner == quick {
		return f.leave(s, to)
	}
	d := f.rubric.Questions[f.rubric.QuestionIndex(to.id)].Dimension
	err := f.leave(s, place{dimension, f.rubric.Dimensions[d].ID})
	if err == nil {
		s.Focus = to.id
	}
	return err
}

// start begins or goes on: with the questions, or with the next person to be rated.
func (f *Form) start(_ Event, s *Shown) error {
	if f.invited != nil {
		return f.goTo(Event{To: f.onward(-1)}, s)
	}
	if err := f.settled(s); err != nil {
		return err
	}
	return f.next(Event{}, s)
}

// settled settles who assesses whom, by the names that were typed.
func (f *Form) settled(s *Shown) error {
	if f.invited != nil {
		return nil
	}
	before := f.sheet.who
	err := f.sheet.name()
	f.sheet.settle(peopleID, "", err)
	if err != nil {
		s.Focus = peopleID
		return err
	}
	f.unsaved = f.unsaved || len(f.sheet.answers()) > 0 && before.Subject != f.sheet.who.Subject
	return nil
}

// next leads on: to the next dimension, or in a quick interview to the question that
// tells most, and after the last to the review. Where nothing is asked it leads to the
// next person.
func (f *Form) next(_ Event, s *Shown) error {
	switch {
	case f.sheet.manner == direct, f.sheet.manner == cannot:
		return f.goTo(Event{To: f.onward(f.inHand())}, s)
	case f.sheet.manner == quick:
		return f.nextQuestion(s)
	case f.at.kind == dimension:
		return f.leave(s, f.dimensionFrom(1))
	}
	return f.leave(s, f.firstOpen())
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
// questions; before the first is the entry, after the last the review.
func (f *Form) dimensionFrom(step int) place {
	for i := f.dimension(f.at.id) + step; i >= 0 && i < len(f.rubric.Dimensions); i += step {
		if len(f.sheet.dimension(i)) > 0 {
			return place{dimension, f.rubric.Dimensions[i].ID}
		}
	}
	if step < 0 {
		return f.entry()
	}
	return place{kind: review}
}

// entry is the page before the first question.
func (f *Form) entry() place {
	if f.invited != nil {
		return place{kind: person}
	}
	return place{kind: begin}
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
	return f.leave(s, to)
}

// back leads to the question before, in a quick interview.
func (f *Form) back(_ Event, s *Shown) error {
	last := len(f.sheet.trail) - 1
	if last < 0 {
		return f.leave(s, f.entry())
	}
	return f.leave(s, place{question, f.sheet.trail[last]})
}

// rest leads to the questions that a quick interview left open.
func (f *Form) rest(_ Event, s *Shown) error {
	f.sheet.manner = whole
	return f.leave(s, f.firstOpen())
}

func (f *Form) answer(e Event, _ *Shown) error { return f.sheet.answer(e.To, e.Value, e.Now) }

// note takes a note, and says how much more fits where that is little.
func (f *Form) note(e Event, s *Shown) error {
	err := f.sheet.note(e.To, e.Value)
	if room := f.room(f.sheet); room < 0 {
		s.Say = f.roomLeft(room)
	}
	return err
}

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

// manner takes how the person answers.
func (f *Form) manner(e Event, _ *Shown) error {
	switch {
	case e.Value == whole, e.Value == quick, f.invited != nil && (e.Value == direct || e.Value == cannot):
		f.sheet.manner = e.Value
		delete(f.sheet.wrong, whyID)
	}
	return nil
}
