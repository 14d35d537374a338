package cmd

import (
	"fmt"

	"rung/assess"
	"rung/assess/store"
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

// tellRest says how to answer what was left open.
func (o *assessOptions) tellRest(r *rubric.Rubric, made *assess.Assessment) {
	if open := len(r.Questions) - len(made.Answers); open > 0 && !o.noSave {
		o.app.tell("%d of %d questions are open. To answer them:", open, len(r.Questions))
		rest := assessOptions{from: store.Last}
		fmt.Fprintln(o.app.Stderr, "  "+o.app.shown(rest.resumeCommand()))
	}
}
