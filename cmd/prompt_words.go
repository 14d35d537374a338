package cmd

import (
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Verbs that the prompters see to themselves.
const (
	askHelp assess.Verb = "help"
	askNote assess.Verb = "ask note" // the text of the note is yet to be asked for
)

// word is a thing a person can say instead of an answer.
type word struct {
	action assess.Action
	letter lang.Pair // the short form in each language, may be empty
	long   lang.Pair // the word, taken in every language
	other  []string  // further forms, taken in every language, lower case
	title  lang.Pair // what it does
	tail   bool      // takes what follows as its text
	where  []assess.Stage
}

// words lists what can be said, in the order of lists and help.
var words = []word{
	{action: assess.Action{Verb: assess.Mark, State: assess.Skipped}, where: atQuestions,
		letter: lang.T("s", "p"), long: lang.T("skip", "passer"),
		title: lang.T("skip this question", "passer cette question")},
	{action: assess.Action{Verb: assess.Mark, State: assess.Unknown}, where: atQuestions,
		letter: lang.T("d", "x"), long: lang.T("don't know", "ne sait pas"), other: []string{"?", "unknown", "dont know", "i don't know", "je ne sais pas", "nsp"},
		title: lang.T("I don't know", "je ne sais pas")},
	{action: assess.Action{Verb: assess.Mark, State: assess.NotApplicable}, where: atQuestions,
		letter: lang.T("n", "n"), long: lang.T("not applicable", "non applicable"), other: []string{"na", "n/a", "sans objet"},
		title: lang.T("not applicable", "non applicable")},
	{action: assess.Action{Verb: assess.Note}, where: atQuestions, tail: true,
		letter: lang.T("t", "t"), long: lang.T("note", "note"),
		title: lang.T("write a note (a fact, an example)", "écrire une note (un fait, un exemple)")},
	{action: assess.Action{Verb: assess.Back}, where: everywhere,
		letter: lang.T("b", "r"), long: lang.T("back", "retour"),
		title: lang.T("back", "revenir en arrière")},
	{action: assess.Action{Verb: assess.Jump}, where: atQuestions, tail: true,
		letter: lang.T("j", "a"), long: lang.T("jump", "aller"), other: []string{"go"},
		title: lang.T("jump to a question by its number", "aller à une question par son numéro")},
	{action: assess.Action{Verb: assess.Review}, where: atQuestions,
		letter: lang.T("r", "v"), long: lang.T("review", "vue"), other: []string{"revue"},
		title: lang.T("review all answers, and submit", "voir toutes les réponses, et envoyer")},
	{action: assess.Action{Verb: assess.Submit}, where: atReview,
		long:  lang.T("submit", "envoyer"),
		title: lang.T("submit the answers", "envoyer les réponses")},
	{action: assess.Action{Verb: assess.Quit}, where: everywhere,
		letter: lang.T("q", "q"), long: lang.T("quit", "quitter"), other: []string{"exit"},
		title: lang.T("save and quit", "enregistrer et quitter")},
	{action: assess.Action{Verb: askHelp}, where: everywhere,
		letter: lang.T("h", "h"), long: lang.T("help", "aide"),
		title: lang.T("this help", "cette aide")},
}

var (
	atQuestions = []assess.Stage{assess.Asking}
	atReview    = []assess.Stage{assess.Reviewing}
	everywhere  = []assess.Stage{assess.Asking, assess.Reviewing}
)

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

// is reports whether said names the word: in either language, or by its letter
// in t.
func (w word) is(said string, t lang.Tag) bool {
	return said == w.short(t) || said == w.long.In(lang.EN) || said == w.long.In(lang.FR) || slices.Contains(w.other, said)
}

// heard returns the action that a line names, if it names one. A word may be
// said in either language, a letter in t only.
func heard(line string, t lang.Tag) (assess.Action, bool) {
	said := fold(line)
	first, tail, _ := strings.Cut(strings.TrimSpace(line), " ")
	for _, w := range words {
		a := w.action
		switch {
		case w.tail && w.is(fold(first), t):
			a.Text = strings.TrimSpace(tail)
			return withTail(a), true
		case w.is(said, t):
			return a, true
		}
	}
	return jumpWithoutSpace(said, t)
}

// withTail tells a note that is to be asked for from one that was given, and
// from one to remove.
func withTail(a assess.Action) assess.Action {
	switch {
	case a.Verb == assess.Note && a.Text == "":
		a.Verb = askNote
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

func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "’", "'")), " "))
}

func isCount(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// replyTo reads a line typed at a question: an answer, a word, or nothing,
// which keeps the present answer.
func replyTo(v assess.QuestionView, line string, t lang.Tag) (assess.Action, error) {
	typed := strings.TrimSpace(line)
	if typed == "" {
		return assess.Action{Verb: assess.Keep}, nil
	}
	if isCount(typed) {
		return counted(v, typed)
	}
	if a, ok := heard(typed, t); ok {
		return a, nil
	}
	return assess.Action{}, lang.Errorf(lang.T("%q is not understood; type %v, or h for help", "%q n’est pas compris ; tapez %v, ou h pour l’aide"),
		typed, allowed(v))
}

// counted reads a number: the answer itself, or the place of an option.
func counted(v assess.QuestionView, typed string) (assess.Action, error) {
	n, err := strconv.Atoi(typed)
	a := assess.Action{Verb: assess.Give}
	switch {
	case v.Kind == rubric.Number && err == nil && n <= assess.MaxNumber:
		a.Value.Number = n
	case v.Kind == rubric.Choice && err == nil && n >= 1 && n <= len(v.Options):
		a.Value.Option = v.Options[n-1].ID
	default:
		return a, lang.Errorf(lang.T("%s is out of range; type %v", "%s est hors limites ; tapez %v"), typed, allowed(v))
	}
	return a, nil
}

// allowed says what answers a question takes.
func allowed(v assess.QuestionView) lang.Message {
	if v.Kind == rubric.Number {
		return lang.Sprintf(lang.T("a whole number from 0 to %d", "un nombre entier de 0 à %d"), assess.MaxNumber)
	}
	return lang.Sprintf(lang.T("a number from 1 to %d", "un numéro de 1 à %d"), len(v.Options))
}

// span is allowed in its shortest form.
func span(v assess.QuestionView) lang.Message {
	if v.Kind == rubric.Number {
		return lang.Sprintf(lang.T("0 to %d %s", "0 à %d %s"), assess.MaxNumber, lang.Defang(v.Unit))
	}
	return lang.Sprintf(lang.T("1 to %d", "1 à %d"), len(v.Options))
}

// now says what the present answer is, in a few words.
func now(v assess.QuestionView) lang.Message {
	switch {
	case v.Present == nil:
		return lang.Sprintf(lang.T("no answer yet", "pas encore de réponse"))
	case v.Present.State != assess.Answered:
		return lang.Sprintf(lang.T("now %v", "actuellement %v"), lang.Quoted(v.Said))
	case v.Kind == rubric.Number:
		return lang.Sprintf(lang.T("now %d", "actuellement %d"), v.Present.Value.Number)
	}
	return lang.Sprintf(lang.T("now %d", "actuellement %d"), 1+chosen(v))
}

// chosen is the index of the option that is the present answer, -1 if none is.
func chosen(v assess.QuestionView) int {
	return slices.IndexFunc(v.Options, func(o assess.OptionView) bool {
		return v.Present != nil && v.Present.State == assess.Answered && o.ID == v.Present.Value.Option
	})
}

// replyToReview reads a line typed at the review: the number of a question, or
// a word.
func replyToReview(v assess.ReviewView, line string, t lang.Tag) (assess.Action, error) {
	typed := strings.TrimSpace(line)
	if isCount(typed) {
		return assess.Action{Verb: assess.Jump, Text: typed}, nil
	}
	if a, ok := heard(typed, t); ok && a.Verb != askNote {
		return a, nil
	}
	return assess.Action{}, lang.Errorf(lang.T("type the number of a question from 1 to %d to change it, %s, or h for help",
		"tapez le numéro d’une question de 1 à %d pour la modifier, %s, ou h pour l’aide"),
		len(v.Questions), wordFor(assess.Submit, "").long)
}

// yesOrNo reads a confirmation; ok is false for anything else.
func yesOrNo(line string, t lang.Tag) (yes, ok bool) {
	yeses, noes := []string{"y", "yes"}, []string{"n", "no"}
	if t == lang.FR {
		yeses, noes = append(yeses, "o", "oui"), append(noes, "non")
	}
	said := fold(line)
	yes = slices.Contains(yeses, said)
	return yes, yes || slices.Contains(noes, said)
}
