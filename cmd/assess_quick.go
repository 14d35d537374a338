package cmd

import (
	"rung/assess"
	"rung/cmd/ask"
	"rung/rubric"
)

// offerQuick asks whether the interview shall be quick: of somebody at a terminal
// who begins and has not said, where it leaves out much.
func (o *assessOptions) offerQuick(r *rubric.Rubric, made *assess.Assessment, talk ask.Dialog) (err error) {
	begins := len(made.Answers) == 0 && !o.retake
	if begins && !o.quickSaid && isTerminal(o.app.Stdin) && len(r.Questions) > 2*len(r.Dimensions) {
		o.quick, err = talk.Confirm(o.app.t("Answer only what tells the levels apart, about half of the questions? The rest can come later."))
	}
	if o.quick && err == nil {
		o.app.tell("It goes to the review once more answers would hardly change the level.")
	}
	return err
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
