package assess

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"rung/rubric"
	"rung/rubric/lang"
)

// Interview is one person's way through the questions of a rubric. It knows
// what was said to each question and which one comes next; it neither asks nor
// saves. Every move is an Action given to Do; moving about never changes an
// answer, and changing one answer never changes another.
type Interview struct {
	rubric *rubric.Rubric
	voice  Voice
	slots  []slot // one per question, in rubric order
	stage  Stage
	at     int // the question asked, or last asked before the review
	home   int // where the next answer leads, or nowhere: to the question after it
}

// slot is what was said to one question. The zero slot was never answered.
type slot struct {
	state State // empty before an answer
	value Value
	note  string
}

// recorded is the slot as Answers gives it: a note alone stands on a skipped
// question.
func (s slot) recorded() slot {
	if s.state == "" && s.note != "" {
		s.state = Skipped
	}
	return s
}

// nowhere is the home of an interview that goes on in order.
const nowhere = -1

// Voice is how the questions are put.
type Voice struct {
	Lang lang.Tag
	// About is the name of the subject when somebody else answers; empty when
	// the subject does.
	About string
}

// VoiceOf puts questions as an assessment wants them: to the subject, or about
// them by name.
func VoiceOf(a *Assessment, t lang.Tag) Voice {
	if a.Relation == Self {
		return Voice{Lang: t}
	}
	return Voice{Lang: t, About: a.Subject.Name}
}

// Wording is a question in this voice. It comes from the rubric as it is, and is
// not safe to print raw.
func (v Voice) Wording(q *rubric.Question) string {
	if v.About == "" {
		return q.Ask.In(v.Lang)
	}
	return strings.ReplaceAll(q.AskAbout.In(v.Lang), "{name}", v.About)
}

// Stage says how far an interview has come.
type Stage string

// The stages. Submitted and Left are final.
const (
	Asking    Stage = "asking"
	Reviewing Stage = "reviewing"
	Submitted Stage = "submitted"
	Left      Stage = "left"
)

// Action is one thing a person does in an interview.
type Action struct {
	Verb  Verb
	Value Value  // Give: the answer
	State State  // Mark: Skipped, Unknown or NotApplicable
	Text  string // Note: the whole note, empty to remove it; Jump: the number as typed
}

// Verb names a kind of Action.
type Verb string

// The verbs. Give, Mark and Keep lead to the next question; Note stays.
const (
	Give   Verb = "give"   // answer the question
	Mark   Verb = "mark"   // say why there is no answer
	Keep   Verb = "keep"   // go on with the present answer
	Note   Verb = "note"   // replace the note of the question
	Back   Verb = "back"   // to the question before, or from the review to the questions
	Jump   Verb = "jump"   // to a question by its number, from 1
	Review Verb = "review" // to the list of all answers
	Submit Verb = "submit" // hand in, from the review only
	Quit   Verb = "quit"   // leave; what was answered stays
)

// Refusal says why an action changed nothing. The interview is where it was.
type Refusal struct{ lang.Message }

// Error is the reason in English.
func (r Refusal) Error() string { return r.In(lang.EN) }

func refuse(format string, args ...any) error { return Refusal{lang.Sprintf(format, args...)} }

// NewInterview begins an interview, or resumes one at the first question that
// was never reached; with none left it begins at the review. It fails when a
// given answer does not fit the rubric, or when a question has two.
func NewInterview(r *rubric.Rubric, v Voice, given []Answer) (*Interview, error) {
	iv := &Interview{rubric: r, voice: v, slots: make([]slot, len(r.Questions)), home: nowhere}
	for _, a := range given {
		if err := iv.restore(a); err != nil {
			return nil, err
		}
	}
	iv.goTo(iv.firstOpen())
	return iv, nil
}

func (iv *Interview) restore(a Answer) error {
	i := iv.rubric.QuestionIndex(a.Question)
	switch {
	case i < 0:
		return lang.Errorf("rubric %s has no question %v", iv.rubric.ID, lang.Quoted(a.Question))
	case iv.slots[i].state != "":
		return lang.Errorf("question %v is answered twice", lang.Quoted(a.Question))
	}
	if err := iv.checkAnswer(i, a); err != nil {
		return lang.Errorf("question %v: %v", lang.Quoted(a.Question), err)
	}
	iv.slots[i] = slot{state: a.State, note: a.Note}
	if a.State == Answered {
		iv.slots[i].value = a.Value
	}
	return nil
}

// Stage says how far the interview has come.
func (iv *Interview) Stage() Stage { return iv.stage }

// Answers lists what was said so far, in rubric order. A note to a question
// that was left without an answer is kept as a skipped answer.
func (iv *Interview) Answers() []Answer {
	answers := []Answer{}
	for i, s := range iv.slots {
		if s == (slot{}) {
			continue
		}
		s = s.recorded()
		answers = append(answers, Answer{iv.rubric.Questions[i].ID, s.state, s.value, s.note})
	}
	return answers
}

// Open is how many questions have neither an answer nor a reason for having
// none.
func (iv *Interview) Open() int {
	open := 0
	for _, s := range iv.slots {
		if s.state == "" {
			open++
		}
	}
	return open
}

// Do performs a and reports whether Answers changed. The error is a Refusal.
//
// An answer leads to the question after it. After a jump to a question that
// was answered before, and after a jump from the review, it leads back to where
// the jump began. The last question leads to the review.
func (iv *Interview) Do(a Action) (changed bool, err error) {
	if iv.stage == Submitted || iv.stage == Left {
		return false, refuse("the interview is over")
	}
	switch a.Verb {
	case Quit:
		iv.stage = Left
		return false, nil
	case Review:
		iv.stage, iv.home = Reviewing, nowhere
		return false, nil
	case Submit:
		return false, iv.submit()
	case Back:
		return false, iv.back()
	case Jump:
		return false, iv.jump(a.Text)
	}
	return iv.edit(a)
}

func (iv *Interview) submit() error {
	if iv.stage != Reviewing {
		return refuse("open the review first: answers are submitted from there")
	}
	iv.stage = Submitted
	return nil
}

func (iv *Interview) back() error {
	switch {
	case iv.stage == Reviewing && len(iv.slots) > 0:
		iv.stage = Asking
	case iv.stage == Reviewing || iv.at == 0:
		return refuse("this is the first question; there is none before it")
	default:
		iv.at--
	}
	return nil
}

func (iv *Interview) jump(typed string) error {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || n < 1 || n > len(iv.slots) {
		return refuse("there is no question %v; give a number from 1 to %d", lang.Quoted(typed), len(iv.slots))
	}
	home := iv.home
	switch {
	case iv.stage == Reviewing:
		home = len(iv.slots)
	case iv.slots[n-1].state == "":
		home = nowhere
	case home == nowhere:
		home = iv.at
	}
	iv.goTo(n - 1)
	iv.home = home
	return nil
}

// edit performs the verbs that concern the question asked.
func (iv *Interview) edit(a Action) (changed bool, err error) {
	if iv.stage != Asking {
		return false, refuse("choose the question to change first")
	}
	before := iv.slots[iv.at]
	after, err := iv.edited(before, a)
	if err != nil {
		return false, err
	}
	iv.slots[iv.at] = after
	if a.Verb != Note {
		iv.advance()
	}
	return after.recorded() != before.recorded(), nil
}

func (iv *Interview) edited(s slot, a Action) (slot, error) {
	switch {
	case a.Verb == Give:
		return slot{Answered, a.Value, s.note}, iv.checkValue(iv.at, a.Value)
	case a.Verb == Mark:
		return slot{a.State, Value{}, s.note}, checkMark(a.State)
	case a.Verb == Note:
		return slot{s.state, s.value, a.Text}, checkNote(a.Text)
	case a.Verb == Keep && s.state == "":
		return s, refuse("there is no answer yet; give one, or skip the question")
	case a.Verb == Keep:
		return s, nil
	}
	return s, refuse("%v is nothing one can do here", lang.Quoted(a.Verb))
}

func (iv *Interview) advance() {
	if iv.home == nowhere || iv.home == iv.at {
		iv.goTo(iv.at + 1)
		return
	}
	iv.goTo(iv.home)
}

// goTo moves to a question by its index; the index after the last is the
// review.
func (iv *Interview) goTo(place int) {
	iv.stage, iv.at, iv.home = Asking, place, nowhere
	if place >= len(iv.slots) {
		iv.stage, iv.at = Reviewing, max(0, len(iv.slots)-1)
	}
}

func (iv *Interview) firstOpen() int {
	for i, s := range iv.slots {
		if s.state == "" {
			return i
		}
	}
	return len(iv.slots)
}

func (iv *Interview) checkAnswer(question int, a Answer) error {
	if err := checkNote(a.Note); err != nil {
		return err
	}
	if a.State == Answered {
		return iv.checkValue(question, a.Value)
	}
	return checkMark(a.State)
}

func (iv *Interview) checkValue(question int, v Value) error {
	q := &iv.rubric.Questions[question]
	switch {
	case q.Kind == rubric.Number && (v.Option != "" || v.Number < 0 || v.Number > MaxNumber):
		return refuse("give a whole number from 0 to %d", MaxNumber)
	case q.Kind == rubric.Choice && (v.Number != 0 || q.OptionIndex(v.Option) < 0):
		return refuse("choose one of the %d options", len(q.Options))
	}
	return nil
}

func checkMark(s State) error {
	switch s {
	case Skipped, Unknown, NotApplicable:
		return nil
	}
	return refuse("%v is no reason for having no answer", lang.Quoted(s))
}

func checkNote(text string) error {
	switch {
	case len(text) > MaxNote:
		return refuse("the note has %d bytes; %d are kept at most; shorten it", len(text), MaxNote)
	case !utf8.ValidString(text):
		return refuse("the note is not UTF-8 text")
	}
	return nil
}

// QuestionView is a question as it is put to the person, in their language. Its
// texts come from the rubric as they are, and are not safe to print raw.
type QuestionView struct {
	Number, Of int    // its place, from 1
	Dimension  string // title
	Text       string // the question, in the wording for the person
	Kind       rubric.Kind
	Unit       string       // of a number
	Options    []OptionView // of a choice, in rubric order

	Present *Answer // nil before an answer
	Said    string  // Present in words, empty before an answer
	Note    string  // may be there before an answer
	Refused error   // why the last action was refused; nil when it was not
}

// OptionView is one option of a choice.
type OptionView struct{ ID, Text string }

// ReviewView is the list of all questions with what was said to them.
type ReviewView struct {
	Questions []QuestionView
	Open      int   // questions without an answer
	Refused   error // why the last action was refused; nil when it was not
}

// Question is the view of the question asked.
func (iv *Interview) Question() QuestionView { return iv.view(iv.at) }

// Review is the view of all questions.
func (iv *Interview) Review() ReviewView {
	v := ReviewView{Open: iv.Open()}
	for i := range iv.slots {
		v.Questions = append(v.Questions, iv.view(i))
	}
	return v
}

func (iv *Interview) view(i int) QuestionView {
	q, s := &iv.rubric.Questions[i], iv.slots[i]
	v := QuestionView{
		Number:    i + 1,
		Of:        len(iv.slots),
		Dimension: iv.rubric.Dimensions[q.Dimension].Title.In(iv.voice.Lang),
		Text:      iv.voice.Wording(q),
		Kind:      q.Kind,
		Unit:      q.Unit.In(iv.voice.Lang),
		Note:      s.note,
	}
	for _, o := range q.Options {
		v.Options = append(v.Options, OptionView{o.ID, o.Text.In(iv.voice.Lang)})
	}
	if s.state != "" {
		v.Present = &Answer{q.ID, s.state, s.value, s.note}
		v.Said = Said(q, *v.Present, iv.voice.Lang)
	}
	return v
}

// Said is an answer to q in words: the option's text, a count after its unit, or
// the reason for having no answer.
func Said(q *rubric.Question, a Answer, t lang.Tag) string {
	switch a.State {
	case Skipped:
		return lang.Text("skipped").In(t)
	case Unknown:
		return lang.Text("I don't know").In(t)
	case NotApplicable:
		return lang.Text("not applicable").In(t)
	}
	if q.Kind == rubric.Number {
		return lang.Sprintf("%s: %d", q.Unit.In(t), a.Value.Number).In(t)
	}
	return q.Options[q.OptionIndex(a.Value.Option)].Text.In(t)
}
