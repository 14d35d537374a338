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
	return assess.Action{}, lang.Errorf("%v is not understood; type %v, or h for help", lang.Quoted(typed), allowed(v))
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
		return a, lang.Errorf("%s is out of range; type %v", typed, allowed(v))
	}
	return a, nil
}

// allowed says what answers a question takes.
func allowed(v assess.QuestionView) lang.Message {
	if v.Kind == rubric.Number {
		return lang.Sprintf("a whole number from 0 to %d", assess.MaxNumber)
	}
	return lang.Sprintf("a number from 1 to %d", len(v.Options))
}

// span is allowed in its shortest form.
func span(v assess.QuestionView) lang.Message {
	if v.Kind == rubric.Number {
		return lang.Sprintf("0 to %d %s", assess.MaxNumber, v.Unit)
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
	}
	return lang.Sprintf("now %d", 1+chosen(v))
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
	return assess.Action{}, lang.Errorf("type the number of a question from 1 to %d to change it, %v, or h for help",
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
		return lang.Text("no answer yet").In(t)
	}
	return q.Said
}

// tally says how much is answered before it is submitted.
func tally(v assess.ReviewView) lang.Message {
	questions := lang.Count(len(v.Questions), "question", "questions")
	if v.Open == 0 {
		return lang.Sprintf("%v, none left open.", questions)
	}
	return lang.Sprintf("%v, %d still without an answer. You can submit all the same.", questions, v.Open)
}
