package ask

import (
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric/lang"
)

// Verbs that the prompters see to themselves.
const (
	askHelp assess.Verb = "help"
	askNote assess.Verb = "ask note" // the text of the note is yet to be asked for
	askJump assess.Verb = "ask jump" // so is the number of the question
)

// isOurs reports whether the prompters see to a verb themselves.
func isOurs(v assess.Verb) bool { return v == askHelp || v == askNote || v == askJump }

// word is a thing a person can say instead of an answer.
type word struct {
	action assess.Action
	letter lang.Text // the short form in each language, may be empty
	long   lang.Text // the word, taken in every language
	other  []string  // further forms, taken in every language, lower case
	title  lang.Text // what it does
	tail   bool      // takes what follows as its text
	where  []assess.Stage
}

// words lists what can be said, in the order of lists and help.
var words = []word{
	{action: assess.Action{Verb: assess.Mark, State: assess.Skipped}, where: atQuestions,
		letter: "s", long: "skip",
		title: "skip this question"},
	{action: assess.Action{Verb: assess.Mark, State: assess.Unknown}, where: atQuestions,
		letter: "d", long: "don't know", other: []string{"unknown", "dont know", "i don't know", "ne sait pas", "nsp"},
		title: "I don't know"},
	{action: assess.Action{Verb: assess.Mark, State: assess.NotApplicable}, where: atQuestions,
		letter: "n", long: "not applicable", other: []string{"na", "n/a", "sans objet"},
		title: "not applicable"},
	{action: assess.Action{Verb: assess.Note}, where: atQuestions, tail: true,
		letter: "t", long: "note",
		title: "write a note (a fact, an example)"},
	{action: assess.Action{Verb: assess.Submit}, where: atReview,
		letter: "s # the key to submit", long: "submit",
		title: "submit the answers"},
	{action: assess.Action{Verb: assess.Rest}, where: atReview,
		letter: "g", long: "go on",
		title: "go on with the open questions, in order"},
	{action: assess.Action{Verb: assess.Back}, where: everywhere,
		letter: "b", long: "back",
		title: "back # what the key does"},
	{action: assess.Action{Verb: assess.Jump}, where: atQuestions, tail: true,
		letter: "j", long: "jump", other: []string{"go"},
		title: "jump to a question by its number"},
	{action: assess.Action{Verb: assess.Review}, where: atQuestions,
		letter: "r", long: "review", other: []string{"revue", "vue", "tout voir"},
		title: "review all answers, and submit"},
	{action: assess.Action{Verb: assess.Quit}, where: everywhere,
		letter: "q", long: "quit", other: []string{"exit"},
		title: "save and quit"},
	{action: assess.Action{Verb: askHelp}, where: everywhere,
		letter: "?", long: "help", other: []string{"h"},
		title: "this help"},
}

var (
	atQuestions = []assess.Stage{assess.Asking}
	atReview    = []assess.Stage{assess.Reviewing}
	everywhere  = []assess.Stage{assess.Asking, assess.Reviewing}
)

// wordsAt lists what can be said at a stage.
func wordsAt(stage assess.Stage) []word {
	return slices.DeleteFunc(slices.Clone(words), func(w word) bool { return !slices.Contains(w.where, stage) })
}

// wordList names what can be said, each by what leads to it.
func wordList(words []word, t lang.Tag, leads func(word, lang.Tag) string) string {
	var list []string
	for _, w := range words {
		list = append(list, leads(w, t)+" "+w.long.In(t))
	}
	return unbroken(list)
}

// unbroken is a list that breaks between its entries only.
func unbroken(list []string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.Join(list, "\n"), " ", "\u00a0"), "\n", "\u00a0· ")
}

// guidance is what help says beside the words.
const guidance lang.Text = "There is no right answer: say what is true today. What is skipped, not known or not applicable never counts " +
	"as zero. A note stays with its question. Every answer can be changed until you submit."

// wordFor returns the word for a verb, and for Mark its state.
func wordFor(v assess.Verb, s assess.State) word {
	i := slices.IndexFunc(words, func(w word) bool { return w.action.Verb == v && w.action.State == s })
	return words[i]
}

// short is the least to type for the word in t.
func (w word) short(t lang.Tag) string {
	if letter := w.letter.In(t); letter != "" {
		return letter
	}
	return w.long.In(t)
}

// typed is what to type for the word in t, with what may follow it.
func (w word) typed(t lang.Tag) string {
	switch w.action.Verb {
	case assess.Jump:
		return w.short(t) + " 7"
	case assess.Note:
		return w.short(t) + lang.Text(" TEXT").In(t)
	}
	return w.short(t)
}

// is reports whether said names the word at a stage: in either language, or where
// it can be said by its letter in t.
func (w word) is(said string, t lang.Tag, stage assess.Stage) bool {
	return said == w.short(t) && slices.Contains(w.where, stage) ||
		said == w.long.In(lang.EN) || said == w.long.In(lang.FR) || slices.Contains(w.other, said)
}

// heard returns the action that a line names at a stage, if it names one. A word
// may be said in either language, a letter in t only.
func heard(line string, t lang.Tag, stage assess.Stage) (assess.Action, bool) {
	said := simply(line)
	first, tail, _ := strings.Cut(strings.TrimSpace(line), " ")
	for _, w := range words {
		a := w.action
		switch {
		case w.tail && w.is(simply(first), t, stage):
			a.Text = strings.TrimSpace(tail)
			return withTail(a), true
		case w.is(said, t, stage):
			return a, true
		}
	}
	return jumpWithoutSpace(said, t)
}

// withoutTail is the action of a word in a list, where no text follows it.
func (w word) withoutTail() assess.Action {
	if w.tail {
		return withTail(w.action)
	}
	return w.action
}

// withTail tells a text that is to be asked for from one that was given, and a
// note to remove.
func withTail(a assess.Action) assess.Action {
	switch {
	case a.Verb == assess.Note && a.Text == "":
		a.Verb = askNote
	case a.Verb == assess.Jump && a.Text == "":
		a.Verb = askJump
	case a.Verb == assess.Note && a.Text == "-":
		a.Text = ""
	}
	return a
}

// jumpWithoutSpace hears "j7".
func jumpWithoutSpace(said string, t lang.Tag) (assess.Action, bool) {
	n, ok := strings.CutPrefix(said, wordFor(assess.Jump, "").short(t))
	return assess.Action{Verb: assess.Jump, Text: n}, ok && isCount(n)
}

// simply is s without what nobody means by it: case, further spaces, the shape of
// the apostrophe.
func simply(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "’", "'")), " "))
}
