package form

import (
	"slices"
	"strconv"
	"time"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// sheet is one assessment under way.
type sheet struct {
	rubric *rubric.Rubric
	tag    lang.Tag
	who    assess.Assessment // subject, rater and relation, once they are settled
	typed  people
	manner string   // of answering
	level  string   // id of the one that is given directly; empty for none
	why    string   // a word beside that, or why somebody is not rated
	trail  []string // the questions that a quick interview came by, by id
	iv     *assess.Interview
	wrong  map[string]wrong // what was refused, by the id of its control
	pace   assess.Pace
	last   time.Time // of the event before
}

// people are names as they were typed.
type people struct {
	subject, rater string
	relation       assess.Relation
}

// The manners of answering, as their controls have them. The last two are for who
// is invited.
const (
	whole  = "whole"
	quick  = "quick"
	direct = "level"  // a level is given
	cannot = "cannot" // and nothing else is said
)

// content is what there would be to lose of a sheet.
type content struct {
	answers            []assess.Answer
	given, level, word string
}

func (s *sheet) content() content {
	given := s.manner
	if given == quick {
		given = whole // says the same
	}
	return content{s.answers(), given, s.level, s.why}
}

func (c content) equal(other content) bool {
	return slices.Equal(c.answers, other.answers) && c.given == other.given && c.level == other.level && c.word == other.word
}

// assessment is an assessment by the answers so far.
func (s *sheet) assessment(now time.Time) *assess.Assessment {
	made := s.who
	made.Rubric, made.Lang, made.Answers = assess.Ref(s.rubric), s.tag, s.answers()
	made.CompletedAt = now.UTC().Truncate(time.Second)
	return &made
}

// wrong is a text that was refused, and why.
type wrong struct {
	typed string
	why   error
}

// newSheet is a sheet with answers, of somebody about themself until they say
// otherwise.
func newSheet(r *rubric.Rubric, t lang.Tag, answers []assess.Answer) (*sheet, error) {
	iv, err := assess.NewInterview(r, assess.Voice{Lang: t}, answers)
	if err != nil {
		return nil, err
	}
	iv.Follow(stay)
	s := &sheet{rubric: r, tag: t, iv: iv, typed: people{relation: assess.Self}, manner: whole, wrong: map[string]wrong{}}
	return s, s.who.Pair("", "", assess.Self)
}

// stay has an interview lead nowhere by itself: on a page, a button does.
func stay(_ []assess.Answer, from int) int { return from }

func (s *sheet) answers() []assess.Answer { return s.iv.Answers() }

func (s *sheet) speak(t lang.Tag) {
	s.tag = t
	s.iv.Speak(assess.VoiceOf(&s.who, t))
}

// name settles who assesses whom.
func (s *sheet) name() error {
	if err := s.who.Pair(s.typed.subject, s.typed.rater, s.typed.relation); err != nil {
		return err
	}
	s.speak(s.tag)
	return nil
}

// answer takes the word for an answer to a question, empty to take it back.
func (s *sheet) answer(question, word string, now time.Time) error {
	before := s.iv.Open()
	err := s.do(question, s.action(question, word))
	s.settle(valueID(question), word, err)
	if s.iv.Open() < before && !s.last.IsZero() {
		s.pace.Took(now.Sub(s.last))
	}
	return err
}

// action is what a word does.
func (s *sheet) action(question, word string) assess.Action {
	if word == "" {
		return assess.Action{Verb: assess.Clear}
	}
	a, err := assess.ParseAnswer(s.rubric, question+"="+word)
	switch {
	case err != nil: // what fits nothing is refused in the words of the interview
		return assess.Action{Verb: assess.Give, Value: assess.Value{Number: -1}}
	case a.State != assess.Answered:
		return assess.Action{Verb: assess.Mark, State: a.State}
	}
	return assess.Action{Verb: assess.Give, Value: a.Value}
}

// note replaces the note of a question.
func (s *sheet) note(question, text string) error {
	err := s.do(question, assess.Action{Verb: assess.Note, Text: text})
	s.settle(noteID(question), text, err)
	return err
}

// do performs an action at a question.
func (s *sheet) do(question string, a assess.Action) error {
	if err := s.visit(question); err != nil {
		return err
	}
	_, err := s.iv.Do(a)
	return err
}

// visit comes to a question, which is counted among those asked.
func (s *sheet) visit(question string) error {
	number := strconv.Itoa(1 + s.rubric.QuestionIndex(question))
	_, err := s.iv.Do(assess.Action{Verb: assess.Jump, Text: number})
	return err
}

// settle remembers what was refused, or forgets it.
func (s *sheet) settle(control, typed string, err error) {
	if err != nil {
		s.wrong[control] = wrong{typed, err}
	} else {
		delete(s.wrong, control)
	}
}

// valueID and noteID are the ids of the fields for a number and a note.
func valueID(question string) string { return question + ".value" }

func noteID(question string) string { return question + ".note" }

func (s *sheet) view(question string) assess.QuestionView {
	return s.iv.Questions()[s.rubric.QuestionIndex(question)]
}

// dimension are the questions of a dimension.
func (s *sheet) dimension(d int) (views []assess.QuestionView) {
	all := s.iv.Questions()
	for i := range s.rubric.Questions {
		if s.rubric.Questions[i].Dimension == d {
			views = append(views, all[i])
		}
	}
	return views
}

// came remembers the questions that one came by, so that back leads the same way.
func (s *sheet) came(from, to place) {
	if i := slices.Index(s.trail, to.id); to.kind == question && i >= 0 {
		s.trail = s.trail[:i]
	} else if from.kind == question && from != to && !slices.Contains(s.trail, from.id) {
		s.trail = append(s.trail, from.id)
	}
}
