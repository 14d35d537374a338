// Package assess is the judgement: it interviews, scores an assessment against
// a rubric, and says what separates it from the next level. Everything in it is
// pure: no clock, no files, no terminal; the same values in give the same out.
package assess

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rung/rubric"
	"rung/rubric/lang"
)

// AssessmentSchema is the value of the `schema` key of an assessment file.
const AssessmentSchema = "rung.assessment/v1"

// AnswersSchema is the value of the `schema` key of a hand-written answers file.
const AnswersSchema = "rung.answers/v1"

// MaxNumber is the largest count taken as an answer. Above it a typing mistake
// is likelier than a fact.
const MaxNumber = 10_000

// MaxNote is the largest note, in bytes of UTF-8.
const MaxNote = 4096

// Assessment is one rater's answers about one subject, on one rubric at one
// version. It is what is stored; results are always computed from it.
type Assessment struct {
	ID          string // UUIDv7
	Rubric      RubricRef
	Subject     Person
	Rater       Person
	Relation    Relation
	Lang        lang.Tag  // language the questions were read in
	StartedAt   time.Time // UTC, whole seconds
	CompletedAt time.Time // UTC, whole seconds; zero while it is a draft
	// Answers holds at most one answer per question, in rubric order. A
	// question that is not in it was never reached.
	Answers []Answer
}

// RubricRef names the exact rubric an assessment was made with.
type RubricRef struct{ ID, Version, Digest string }

// Ref is the reference to r.
func Ref(r *rubric.Rubric) RubricRef { return RubricRef{r.ID, r.Version, r.Digest} }

// Person is a subject or a rater. ID is derived from the name by PersonID.
type Person struct{ ID, Name string }

// State says what became of a question. Only Answered scores.
type State string

// The states of an answer.
const (
	Answered      State = "answered"
	Skipped       State = "skipped"
	Unknown       State = "unknown"
	NotApplicable State = "not_applicable"
)

// Answer is what was said to one question.
type Answer struct {
	Question string // id
	State    State
	Value    Value  // meaningful only when State is Answered
	Note     string // evidence, free text; empty when there is none
}

// Value is the content of an answer: a count for a number question, the id of
// an option for a choice, the options ticked for several. The others are empty.
type Value struct {
	Number int    // 0..MaxNumber
	Option string // id
	Ticks  Ticks
}

// String is the value as an answers file may have it.
func (v Value) String() string {
	switch {
	case v.Option != "":
		return v.Option
	case v.Ticks == Tick():
		return rubric.NoneTicked
	case v.Ticks != "":
		return strings.Join(v.Ticks.IDs(), ", ")
	}
	return strconv.Itoa(v.Number)
}

// fits reports whether q takes the value.
func (v Value) fits(q *rubric.Question) bool {
	switch q.Kind {
	case rubric.Number:
		return v == Value{Number: v.Number} && 0 <= v.Number && v.Number <= q.Largest()
	case rubric.Choice:
		return v == Value{Option: v.Option} && q.OptionIndex(v.Option) >= 0
	}
	return v.Ticks != "" && v == Value{Ticks: v.Ticks} && len(tickInOrder(q, v.Ticks.IDs()).IDs()) == len(v.Ticks.IDs())
}

// Answered are the answers that score, in their order: not the reasons for having none.
func (a *Assessment) Answered() (answers []Answer) {
	for _, one := range a.Answers {
		if one.State == Answered {
			answers = append(answers, one)
		}
	}
	return answers
}

// Answer returns the answer to the question with this id, if there is one.
func (a *Assessment) Answer(question string) (Answer, bool) {
	for _, given := range a.Answers {
		if given.Question == question {
			return given, true
		}
	}
	return Answer{}, false
}

// Step returns the step that value gives on q, a question of the rubric the
// value was checked against.
func Step(q *rubric.Question, v Value) int {
	switch q.Kind {
	case rubric.Number:
		return q.StepOf(float64(v.Number))
	case rubric.Several:
		return q.StepOf(float64(len(v.Ticks.IDs())))
	}
	return q.Options[q.OptionIndex(v.Option)].Step
}

// SaysTheSame reports whether b is the same rater's word on the same subject, on
// the same rubric, with the same answers and notes: all but id, times and
// language.
func (a *Assessment) SaysTheSame(b *Assessment) bool {
	return a.Rubric == b.Rubric && a.Subject == b.Subject && a.Rater == b.Rater &&
		a.Relation == b.Relation && slices.Equal(a.Answers, b.Answers)
}

// WithAnswer returns answers, which are in the order of r, with one put in or
// replaced.
func WithAnswer(r *rubric.Rubric, answers []Answer, one Answer) []Answer {
	var all []Answer
	for i := range r.Questions {
		id := r.Questions[i].ID
		if id == one.Question {
			all = append(all, one)
			continue
		}
		for _, a := range answers {
			if a.Question == id {
				all = append(all, a)
			}
		}
	}
	return all
}
