package cmd

import (
	"rung/assess"
	"rung/cmd/ask"
	"rung/rubric"
)

// offerQuick asks whether the interview shall be quick: of somebody at a terminal
// who has not said, and begins where that leaves out much, or goes on with what
// may have been quick.
func (o *assessOptions) offerQuick(r *rubric.Rubric, made *assess.Assessment, talk ask.Dialog) (err error) {
	offers := len(r.Questions) > 2*len(r.Dimensions)
	if len(made.Answers) > 0 {
		offers = leapt(r, made) && assess.NextQuestion(r, made.Answers) >= 0
	}
	if offers && !o.retake && o.from == "" && !o.quickSaid && isTerminal(o.app.Stdin) {
		o.quick, err = talk.Confirm(o.app.t("Answer only what tells the levels apart, about half of the questions? The rest can come later."))
	}
	if o.quick && err == nil {
		o.app.tell("It goes to the review once more answers would hardly change the level.")
	}
	return err
}

// leapt reports whether a question was answered with one open before it.
func leapt(r *rubric.Rubric, made *assess.Assessment) bool {
	return len(made.Answers) > 0 && made.Answers[len(made.Answers)-1].Question != r.Questions[len(made.Answers)-1].ID
}

// prompts puts the questions in their order, and tells the time left where it
// can be known.
func (o *assessOptions) prompts(r *rubric.Rubric, iv *assess.Interview, talk ask.Dialog) assess.Prompter {
	if !o.quick {
		return ask.Paced(talk, o.app.Now)
	}
	iv.Follow(func(said []assess.Answer, _ int) int { return assess.NextQuestion(r, said) })
	return talk
}
