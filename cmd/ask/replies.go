package ask

import (
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

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
	said := simply(line)
	yes = slices.Contains(yeses, said)
	return yes, yes || slices.Contains(noes, said)
}

func saidOrOpen(q assess.QuestionView, t lang.Tag) string {
	if q.Present == nil {
		return lang.T("no answer yet", "pas encore de réponse").In(t)
	}
	return q.Said
}

// tally says how much is answered before it is submitted.
func tally(v assess.ReviewView) lang.Message {
	questions := lang.Count{N: len(v.Questions), One: lang.T("question", "question"), Many: lang.T("questions", "questions")}
	if v.Open == 0 {
		return lang.Sprintf(lang.T("%v, none left open.", "%v, aucune sans réponse."), questions)
	}
	return lang.Sprintf(lang.T("%v, %d still without an answer. You can submit all the same.",
		"%v, dont %d encore sans réponse. Vous pouvez envoyer malgré tout."), questions, v.Open)
}
