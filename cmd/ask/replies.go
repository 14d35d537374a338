package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

func isCount(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// thousands is a count whose thousands are set apart, as some prompt shows it.
var (
	thousands = regexp.MustCompile(`^\d{1,3}([ ,\x{a0}\x{202f}]\d{3})+$`)
	notDigit  = regexp.MustCompile(`\D`)
)

// replyTo reads a line typed at a question: an answer, a word, or nothing,
// which keeps the present answer.
func replyTo(v assess.QuestionView, line string, t lang.Tag) (assess.Action, error) {
	typed := strings.TrimSpace(line)
	if typed == "" {
		return assess.Action{Verb: assess.Keep}, nil
	}
	if v.Kind == rubric.Several && (numbers.MatchString(typed) || assess.SaysNone(typed)) {
		return tickedBy(v, typed)
	}
	if thousands.MatchString(typed) {
		typed = notDigit.ReplaceAllString(typed, "")
	}
	if isCount(typed) {
		return counted(v, typed)
	}
	if a, ok := heard(typed, t, assess.Asking); ok {
		return a, nil
	}
	return assess.Action{}, lang.Errorf("%v is not understood; type %v, or ? for help", lang.Quoted(typed), allowed(v))
}

// numbers are the places of options, with commas or spaces between them.
var numbers = regexp.MustCompile(`^\d[\d ,;\x{a0}\x{202f}]*$`)

// tickedBy reads the places of the options that hold, or a word for none.
func tickedBy(v assess.QuestionView, typed string) (assess.Action, error) {
	a := assess.Action{Verb: assess.Give, Value: assess.Value{Ticks: assess.Tick()}}
	if assess.SaysNone(typed) {
		return a, nil
	}
	ticked := make([]bool, len(v.Options))
	for _, place := range strings.FieldsFunc(typed, func(c rune) bool { return !unicode.IsDigit(c) }) {
		n, err := strconv.Atoi(place)
		if err != nil || n < 1 || n > len(v.Options) {
			return a, lang.Errorf("%s is out of range; type %v", place, allowed(v))
		}
		ticked[n-1] = true
	}
	a.Value.Ticks = ticksOf(v, ticked)
	return a, nil
}

// ticksOf are the options that are ticked, given by their places.
func ticksOf(v assess.QuestionView, ticked []bool) assess.Ticks {
	var ids []string
	for i, o := range v.Options {
		if ticked[i] {
			ids = append(ids, o.ID)
		}
	}
	return assess.Tick(ids...)
}

// tickedIn marks the options that a value ticks, by their places.
func tickedIn(v assess.QuestionView, value assess.Value) []bool {
	ticked := make([]bool, len(v.Options))
	for _, id := range value.Ticks.IDs() {
		ticked[optionIndex(v, id)] = true
	}
	return ticked
}

// places lists the options that a value ticks, as they are typed.
func places(v assess.QuestionView, value assess.Value) string {
	var all []string
	for i, ticked := range tickedIn(v, value) {
		if ticked {
			all = append(all, strconv.Itoa(i+1))
		}
	}
	return cmp.Or(strings.Join(all, ", "), "0")
}

// counted reads a number: the answer itself, or the place of an option.
func counted(v assess.QuestionView, typed string) (assess.Action, error) {
	n, err := strconv.Atoi(typed)
	a := assess.Action{Verb: assess.Give}
	switch {
	case v.Kind == rubric.Number && err == nil && n <= v.Largest:
		a.Value.Number = n
	case v.Kind == rubric.Choice && err == nil && n >= 1 && n <= len(v.Options):
		a.Value.Option = v.Options[n-1].ID
	default:
		return a, lang.Errorf("%s is out of range; type %v", typed, allowed(v))
	}
	return a, nil
}

// allowed says what answers a question takes.
func allowed(v assess.QuestionView) lang.Message {
	if v.Kind == rubric.Number {
		return lang.Sprintf("a whole number from 0 to %d", v.Largest)
	}
	if v.Kind == rubric.Several {
		return lang.Sprintf("the numbers of all that hold, from 1 to %d, such as 1, 2, or 0 for none", len(v.Options))
	}
	return lang.Sprintf("a number from 1 to %d", len(v.Options))
}

// span is allowed in its shortest form.
func span(v assess.QuestionView) lang.Message {
	if v.Kind == rubric.Number {
		return lang.Sprintf("0 to %d %s", v.Largest, v.Unit)
	}
	if v.Kind == rubric.Several {
		return lang.Sprintf("all that hold of 1 to %d, 0 for none", len(v.Options))
	}
	return lang.Sprintf("1 to %d", len(v.Options))
}

// now says what the present answer is, in a few words.
func now(v assess.QuestionView) lang.Message {
	switch {
	case v.Present == nil:
		return lang.Sprintf("no answer yet")
	case v.Present.State != assess.Answered:
		return lang.Sprintf("now %v", lang.Quoted(v.Said))
	case v.Kind == rubric.Number:
		return lang.Sprintf("now %d", v.Present.Value.Number)
	case v.Kind == rubric.Several:
		return lang.Sprintf("now %v", lang.Verbatim(places(v, v.Present.Value)))
	}
	return lang.Sprintf("now %d", 1+optionIndex(v, v.Present.Value.Option))
}

func optionIndex(v assess.QuestionView, id string) int {
	return slices.IndexFunc(v.Options, func(o assess.OptionView) bool { return o.ID == id })
}

// replyToReview reads a line typed at the review: the number of a question, or
// a word.
func replyToReview(v assess.ReviewView, line string, t lang.Tag) (assess.Action, error) {
	typed := strings.TrimSpace(line)
	if isCount(typed) {
		return assess.Action{Verb: assess.Jump, Text: typed}, nil
	}
	if a, ok := heard(typed, t, assess.Reviewing); ok && a.Verb != askNote && a.Verb != askJump {
		return a, nil
	}
	return assess.Action{}, lang.Errorf("type the number of a question from 1 to %d to change it, %s to submit, or ? for help",
		len(v.Questions), wordFor(assess.Submit, "").short(t))
}

// typeYesOrNo is said where a reply is neither.
const typeYesOrNo lang.Text = "Type y for yes or n for no."

// yesOrNo reads a confirmation; ok is false for anything else.
func yesOrNo(line string, t lang.Tag) (yes, ok bool) {
	yeses, noes := []string{"y", "yes"}, []string{"n", "no"}
	if t == lang.FR {
		yeses, noes = append(yeses, "o", "oui"), append(noes, "non")
	}
	said := simply(line)
	yes = slices.Contains(yeses, said)
	return yes, yes || slices.Contains(noes, said)
}

func saidOrOpen(q assess.QuestionView, t lang.Tag) string {
	return cmp.Or(q.Said, assess.State("").Reason().In(t))
}

// recorded is what an action says to a question, in words; empty where it says
// nothing.
func recorded(v assess.QuestionView, a assess.Action, t lang.Tag) string {
	switch {
	case a.Verb == assess.Keep:
		return cmp.Or(v.Said, v.Before)
	case a.Verb == assess.Mark:
		return a.State.Reason().In(t)
	case a.Verb == assess.Give && v.Kind == rubric.Number:
		return lang.Sprintf("%s: %d", v.Unit, a.Value.Number).In(t)
	case a.Verb == assess.Give && v.Kind == rubric.Several:
		return assess.SaidOf(tickedTexts(v, a.Value), len(v.Options), t)
	case a.Verb == assess.Give:
		return v.Options[optionIndex(v, a.Value.Option)].Text
	}
	return ""
}

// tickedTexts are the texts of the options that a value ticks.
func tickedTexts(v assess.QuestionView, value assess.Value) (texts []string) {
	for i, ticked := range tickedIn(v, value) {
		if ticked {
			texts = append(texts, v.Options[i].Text)
		}
	}
	return texts
}

// kept is the answer that Enter keeps, in words with what it is; empty where
// there is none.
func kept(v assess.QuestionView, t lang.Tag) (lead, said string) {
	switch enter := lang.Text(" (Enter keeps it)").In(t); {
	case v.Present != nil:
		return lang.Text("Present answer: ").In(t), v.Said + enter
	case v.Last != nil:
		return lang.Text("Last time: ").In(t), v.Before + enter
	}
	return "", ""
}

// noteOf is the note of a question, or else that of last time, which the answer of
// last time brings along; empty where there is none.
func noteOf(v assess.QuestionView, t lang.Tag) (lead, note string) {
	if v.Note == "" && v.Last != nil && v.Last.Note != "" {
		return lang.Text("Note of last time: ").In(t), v.Last.Note
	}
	return lang.Text("Note: ").In(t), v.Note
}

// place is where in the interview a question stands, and how long the rest takes
// if that can be told.
func place(v assess.QuestionView, t lang.Tag) string {
	said := lang.Sprintf("Question %d of %d · %s", v.Number, v.Of, v.Dimension).In(t)
	if v.Turn > 0 {
		said = lang.Sprintf("Question %d, at most %d · %s", v.Turn, v.Of, v.Dimension).In(t)
	}
	if v.Left > 0 {
		said += " · " + assess.TimeLeft(v.Left).In(t)
	}
	return said
}

// tally says what became of the questions.
func tally(v assess.ReviewView, t lang.Tag) string {
	count := map[assess.State]int{}
	for _, q := range v.Questions {
		if q.Present == nil {
			count[""]++
		} else {
			count[q.Present.State]++
		}
	}
	said := []string{lang.Sprintf("All answers: %d of %d answered", count[assess.Answered], len(v.Questions)).In(t)}
	for _, other := range []struct {
		state assess.State
		text  lang.Counted
	}{
		{assess.Skipped, lang.Count(count[assess.Skipped], "skipped", "skipped")},
		{assess.Unknown, lang.Count(count[assess.Unknown], "not known", "not known")},
		{assess.NotApplicable, lang.Count(count[assess.NotApplicable], "not applicable", "not applicable")},
		{"", lang.Count(count[""], "without an answer yet", "without an answer yet")},
	} {
		if count[other.state] > 0 {
			said = append(said, other.text.In(t))
		}
	}
	return strings.Join(said, ", ") + "."
}

// lack says what is missing for a level, empty where nothing is.
func lack(v assess.ReviewView, t lang.Tag) string {
	if len(v.ToAnswer) == 0 {
		return ""
	}
	return lang.Sprintf("too few answers for a level; more are needed of these questions: %s", runs(v.ToAnswer)).In(t)
}

// enough is said where an interview asks no more, though questions are open.
const enough lang.Text = "These answers are enough for a level: submit, or go on."

// reviewWords is what can be said at a review.
func reviewWords(v assess.ReviewView) []word {
	return slices.DeleteFunc(wordsAt(assess.Reviewing), func(w word) bool { return w.action.Verb == assess.Rest && v.Open == 0 })
}

// runs lists numbers, those that follow each other as one run: "3, 7–26".
func runs(numbers []int) string {
	var list []string
	for from, to := 0, 0; from < len(numbers); from = to + 1 {
		for to = from; to+1 < len(numbers) && numbers[to+1] == numbers[to]+1; {
			to++
		}
		run := strconv.Itoa(numbers[from])
		if to > from {
			run += "–" + strconv.Itoa(numbers[to])
		}
		list = append(list, run)
	}
	return strings.Join(list, ", ")
}
