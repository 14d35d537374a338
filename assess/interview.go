package assess

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
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
	order  Order    // nil: that of the rubric
	slots  []slot   // one per question, in rubric order
	last   []Answer // last time's, one per question where offered; the zero Answer where there was none
	turns  []int    // the questions in the order in which they were first asked
	at     int      // the index of the question asked; that after the last is the review
	way    []int    // the places one came by, the latest last
	over   Stage    // Submitted or Left, empty before
}

// Order says which question comes after the one at index from (-1 before the
// first), by its index, given what was said so far. No index of a question means
// the review.
type Order func(said []Answer, from int) int

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

// The verbs. Give, Mark and Keep lead on; Clear and Note stay.
const (
	Give   Verb = "give"   // answer the question
	Mark   Verb = "mark"   // say why there is no answer
	Keep   Verb = "keep"   // go on with the present answer, or give the one of last time
	Clear  Verb = "clear"  // take the answer back: the question is open again
	Note   Verb = "note"   // replace the note of the question
	Back   Verb = "back"   // to where one was before
	Jump   Verb = "jump"   // to a question by its number, from 1
	Review Verb = "review" // to the list of all answers
	Rest   Verb = "rest"   // from here on the open questions, in the order of the rubric
	Submit Verb = "submit" // hand in, from the review only
	Quit   Verb = "quit"   // leave; what was answered stays
)

// Refusal says why an action changed nothing. The interview is where it was.
type Refusal struct{ lang.Message }

// Error is the reason in English.
func (r Refusal) Error() string { return r.In(lang.EN) }

func refuse(format string, args ...any) error { return Refusal{lang.Sprintf(format, args...)} }

// NewInterview begins an interview, or resumes one at the first question that
// was never answered; with none left it begins at the review. It fails when a
// given answer does not fit the rubric, or when a question has two.
func NewInterview(r *rubric.Rubric, v Voice, given []Answer) (*Interview, error) {
	iv := &Interview{rubric: r, voice: v, slots: make([]slot, len(r.Questions))}
	for _, a := range given {
		if err := iv.restore(a); err != nil {
			return nil, err
		}
	}
	for i, s := range iv.slots {
		if s.state != "" {
			iv.way = append(iv.way, i)
		}
	}
	iv.Follow(nil)
	return iv, nil
}

// Follow begins or goes on with the question that order gives, and asks in that
// order. With nil the questions come as they stand in the rubric: after each, the
// next that is open, and after the last the first.
func (iv *Interview) Follow(order Order) {
	iv.order = order
	iv.turns = slices.Clone(iv.way)
	iv.arrive(iv.next(-1))
}

// Speak puts the questions in another voice from here on.
func (iv *Interview) Speak(v Voice) { iv.voice = v }

// Offer shows what was said last time at every question, for Keep to give again.
// Nothing counts as said by it. The answers are to the same rubric.
func (iv *Interview) Offer(last []Answer) {
	iv.last = make([]Answer, len(iv.slots))
	for _, a := range last {
		iv.last[iv.rubric.QuestionIndex(a.Question)] = a
	}
}

func (iv *Interview) restore(a Answer) error {
	i := iv.rubric.QuestionIndex(a.Question)
	switch {
	case i < 0:
		return lang.Errorf("rubric %s has no question %v", iv.rubric.ID, lang.Quoted(a.Question))
	case iv.slots[i] != (slot{}):
		return lang.Errorf("question %v is answered twice", lang.Quoted(a.Question))
	}
	if err := iv.checkAnswer(i, a); err != nil {
		return lang.Errorf("question %v: %v", lang.Quoted(a.Question), err)
	}
	switch {
	case a.State == Answered:
		iv.slots[i] = slot{a.State, a.Value, a.Note}
	case a.State == Skipped && a.Note != "": // may be a note and nothing else
		iv.slots[i] = slot{note: a.Note}
	default:
		iv.slots[i] = slot{state: a.State, note: a.Note}
	}
	return nil
}

// Stage says how far the interview has come.
func (iv *Interview) Stage() Stage {
	switch {
	case iv.over != "":
		return iv.over
	case iv.at == iv.review():
		return Reviewing
	}
	return Asking
}

// review is the place of the review: after the last question.
func (iv *Interview) review() int { return len(iv.slots) }

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
// An answer leads on in the order of the interview, but what is looked at from
// the review leads back to the review.
func (iv *Interview) Do(a Action) (changed bool, err error) {
	if iv.over != "" {
		return false, refuse("the interview is over")
	}
	switch a.Verb {
	case Quit:
		iv.over = Left
		return false, nil
	case Review:
		iv.openReview()
		return false, nil
	case Rest:
		return false, iv.rest()
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
	if iv.Stage() != Reviewing {
		return refuse("open the review first: answers are submitted from there")
	}
	iv.over = Submitted
	return nil
}

func (iv *Interview) rest() error {
	if iv.Open() == 0 {
		return refuse("no question is open")
	}
	iv.order = nil
	iv.arrive(iv.next(-1))
	return nil
}

func (iv *Interview) openReview() {
	if iv.fromReview() {
		iv.back()
		return
	}
	iv.goTo(iv.review())
}

func (iv *Interview) back() error {
	last := len(iv.way) - 1
	if last < 0 {
		return refuse("this is the first question; there is none before it")
	}
	iv.at, iv.way = iv.way[last], iv.way[:last]
	return nil
}

func (iv *Interview) jump(typed string) error {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || n < 1 || n > len(iv.slots) {
		return refuse("there is no question %v; give a number from 1 to %d", lang.Quoted(typed), len(iv.slots))
	}
	iv.goTo(n - 1)
	return nil
}

// fromReview reports whether a question is looked at from the review.
func (iv *Interview) fromReview() bool {
	return len(iv.way) > 0 && iv.way[len(iv.way)-1] == iv.review()
}

// goTo moves to a place and remembers the way back.
func (iv *Interview) goTo(place int) {
	if place != iv.at && !iv.fromReview() {
		iv.way = append(iv.way, iv.at)
	}
	iv.arrive(place)
}

// arrive is at a place, and counts a question that was not asked before.
func (iv *Interview) arrive(place int) {
	iv.at = place
	if place != iv.review() && !slices.Contains(iv.turns, place) {
		iv.turns = append(iv.turns, place)
	}
}

// edit performs the verbs that concern the question asked.
func (iv *Interview) edit(a Action) (changed bool, err error) {
	if iv.Stage() != Asking {
		return false, refuse("choose the question to change first")
	}
	before := iv.slots[iv.at]
	after, err := iv.edited(before, a)
	if err != nil {
		return false, err
	}
	iv.slots[iv.at] = after
	switch {
	case a.Verb == Note, a.Verb == Clear:
	case iv.fromReview():
		iv.back()
	default:
		iv.goTo(iv.next(iv.at))
	}
	return after.recorded() != before.recorded(), nil
}

func (iv *Interview) edited(s slot, a Action) (slot, error) {
	switch {
	case a.Verb == Give:
		return slot{Answered, a.Value, s.note}, iv.checkValue(iv.at, a.Value)
	case a.Verb == Mark:
		return slot{a.State, Value{}, s.note}, checkMark(a.State)
	case a.Verb == Clear:
		return slot{note: s.note}, nil
	case a.Verb == Note:
		return slot{s.state, s.value, a.Text}, checkNote(a.Text)
	case a.Verb == Keep && s.state == "" && iv.lastTime(iv.at).State != "":
		last := iv.lastTime(iv.at)
		return slot{last.State, last.Value, cmp.Or(s.note, last.Note)}, nil
	case a.Verb == Keep && s.state == "":
		return s, refuse("there is no answer yet; give one, or skip the question")
	case a.Verb == Keep:
		return s, nil
	}
	return s, refuse("%v is nothing one can do here", lang.Quoted(a.Verb))
}

// lastTime is the answer of last time, the zero Answer if none is offered.
func (iv *Interview) lastTime(question int) Answer {
	if iv.last == nil {
		return Answer{}
	}
	return iv.last[question]
}

// next is the place after the question at from.
func (iv *Interview) next(from int) int {
	if iv.order == nil {
		return iv.nextOpen(from)
	}
	place := iv.order(iv.Answers(), from)
	if place < 0 || place > iv.review() {
		return iv.review()
	}
	return place
}

// nextOpen is the place after from in the order of the rubric.
func (iv *Interview) nextOpen(from int) int {
	for i := range iv.slots {
		if i = (from + 1 + i) % len(iv.slots); iv.slots[i].state == "" {
			return i
		}
	}
	return iv.review()
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
	case v.fits(q):
		return nil
	case q.Kind == rubric.Number:
		return refuse("give a whole number from 0 to %d", q.Largest())
	case q.Kind == rubric.Several:
		return refuse("tick some of the %d options, or none", len(q.Options))
	}
	return refuse("choose one of the %d options", len(q.Options))
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
	Number, Of int    // its place in the rubric, from 1
	Turn       int    // its place among those asked, from 1; 0 in the order of the rubric
	Dimension  string // title
	Text       string // the question, in the wording for the person
	Kind       rubric.Kind
	Unit       string       // of a number
	Largest    int          // of a number, that is taken
	Options    []OptionView // of a choice or several, in rubric order

	Present *Answer       // nil before an answer
	Said    string        // Present in words, empty before an answer
	Last    *Answer       // of last time, while Keep gives it; else nil
	Before  string        // Last in words
	Note    string        // may be there before an answer
	Open    int           // how many questions are open, this one included if it is
	Left    time.Duration // what the open ones will take; 0 while nobody can tell
	Refused error         // why the last action was refused; nil when it was not
}

// OptionView is one option.
type OptionView struct{ ID, Text string }

// ReviewView is the list of all questions with what was said to them.
type ReviewView struct {
	Questions []QuestionView
	Open      int   // how many are open
	Enough    bool  // some are, and the order of the interview asks none of them
	ToAnswer  []int // while there are too few answers for a level, the questions that would help, by number, in order
	Refused   error // why the last action was refused; nil when it was not
}

// Question is the view of the question asked.
func (iv *Interview) Question() QuestionView { return iv.view(iv.at) }

// Review is the view of all questions.
func (iv *Interview) Review() ReviewView {
	v := ReviewView{ToAnswer: iv.toAnswer(), Open: iv.Open()}
	v.Questions = iv.Questions()
	v.Enough = v.Open > 0 && len(v.ToAnswer) == 0 && iv.next(-1) == iv.review()
	return v
}

// Questions are the views of all questions, in the order of the rubric.
func (iv *Interview) Questions() []QuestionView {
	var views []QuestionView
	for i := range iv.slots {
		views = append(views, iv.view(i))
	}
	return views
}

func (iv *Interview) toAnswer() (numbers []int) {
	res := Brief(iv.rubric, &Assessment{Rubric: Ref(iv.rubric), Answers: iv.Answers()})
	if len(res.Ranking) > 0 {
		return nil
	}
	for _, missing := range res.ToAnswer {
		for _, q := range missing.Questions {
			numbers = append(numbers, 1+iv.rubric.QuestionIndex(q.ID))
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
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
		Open:      iv.Open(),
	}
	if iv.order != nil {
		v.Turn = 1 + slices.Index(iv.turns, i)
	}
	if q.Kind == rubric.Number {
		v.Largest = q.Largest()
	}
	for _, o := range q.Options {
		v.Options = append(v.Options, OptionView{o.ID, o.Text.In(iv.voice.Lang)})
	}
	if s.state != "" {
		v.Present = &Answer{q.ID, s.state, s.value, s.note}
		v.Said = Said(q, *v.Present, iv.voice.Lang)
	} else if last := iv.lastTime(i); last.State != "" {
		v.Last, v.Before = &last, Said(q, last, iv.voice.Lang)
	}
	return v
}

// Said is an answer to q in words: the option's text, how many were ticked and
// which, a count after its unit, or the reason for having no answer.
func Said(q *rubric.Question, a Answer, t lang.Tag) string {
	switch {
	case a.State != Answered:
		return a.State.Reason().In(t)
	case q.Kind == rubric.Number:
		return lang.Sprintf("%s: %d", q.Unit.In(t), a.Value.Number).In(t)
	case q.Kind == rubric.Several:
		return SaidOf(tickedTexts(q, a.Value.Ticks, t), len(q.Options), t)
	}
	return q.Options[q.OptionIndex(a.Value.Option)].Text.In(t)
}

// Reason is a state in words, as the reason for having no answer.
func (s State) Reason() lang.Text {
	switch s {
	case Skipped:
		return "skipped"
	case Unknown:
		return "I don't know"
	case NotApplicable:
		return "not applicable"
	}
	return "no answer yet"
}
