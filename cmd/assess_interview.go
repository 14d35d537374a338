package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/store"
	"rung/cmd/ask"
	"rung/rubric"
	"rung/rubric/lang"
)

// runInterview asks the questions, saves every answer as it is given, and prints
// the result when the person submits.
func (o *assessOptions) runInterview() error {
	how := o.face()
	if how == ask.None {
		return usageErrorf("there is no terminal to ask on; give --answers FILE (`rung template` writes one), --answer QUESTION=VALUE, " +
			"--example LEVEL, or --plain to read answers line by line")
	}
	r, err := o.app.rubric(cmp.Or(o.rubric, defaultRubric))
	if err != nil {
		return err
	}
	if err := o.checkTarget(r.Rubric); err != nil {
		return err
	}
	made, err := o.assessment(r.Rubric, &assess.Sheet{})
	if err != nil {
		return err
	}
	talk, err := o.app.dialog(how)
	if err != nil {
		return err
	}
	made, submitted, err := o.interview(r, made, talk)
	if err := errors.Join(err, talk.Close()); err != nil || !submitted {
		return o.left(made, err)
	}
	if len(assess.Brief(r.Rubric, made).Ranking) == 0 {
		return o.tooFew(r.Rubric, made)
	}
	return o.finish(r, made)
}

// tooFew prints what the answers lack for a level. They stay a draft, so that
// nobody begins anew.
func (o *assessOptions) tooFew(r *rubric.Rubric, made *assess.Assessment) error {
	shown := *made
	shown.ID, shown.CompletedAt = "", time.Time{}
	err := o.print(r, &shown, "")
	if !o.noSave && len(made.Answers) > 0 {
		o.tellSaved(made)
	}
	return err
}

// face is how the questions are put; None where nothing may be asked.
func (o *assessOptions) face() ask.Face {
	if o.noInput {
		return ask.None
	}
	return o.app.face(o.out.plain)
}

// interview asks until the person submits or leaves, and returns the assessment
// as far as it came.
func (o *assessOptions) interview(r source, made *assess.Assessment, talk ask.Dialog) (*assess.Assessment, bool, error) {
	keep := func(*assess.Assessment) error { return nil }
	if !o.noSave {
		s, err := o.app.store()
		if err != nil {
			return made, false, err
		}
		if made, err = o.draft(s, r, made, talk); err != nil {
			return made, false, err
		}
		if err := o.app.keepRubric(s, r); err != nil {
			return made, false, err
		}
		keep = s.SaveDraft
	}
	if len(made.Answers) == 0 {
		o.welcome(r.Rubric)
	}
	iv, err := assess.NewInterview(r.Rubric, assess.VoiceOf(made, o.app.lang), made.Answers)
	if err != nil {
		return made, false, err
	}
	submitted, err := assess.Conduct(iv, talk, func(answers []assess.Answer) error {
		made.Answers = answers
		return keep(made)
	})
	if submitted {
		made.CompletedAt = o.app.instant()
	}
	return made, submitted, err
}

// welcome says what is ahead: how many questions, and that one may stop.
func (o *assessOptions) welcome(r *rubric.Rubric) {
	questions := lang.Count(len(r.Questions), "question", "questions")
	minutes := lang.Count(max(1, 2*len(r.Questions)/5), "minute", "minutes")
	if o.noSave {
		o.app.tell("%v, about %v. Nothing is kept.", questions, minutes)
		return
	}
	o.app.tell("%v, about %v. Every answer is saved at once: stop any time.", questions, minutes)
}

// draft offers the draft of the same assessment, if there is one, and returns
// it, or made.
func (o *assessOptions) draft(s *store.Store, r source, made *assess.Assessment, talk ask.Dialog) (*assess.Assessment, error) {
	old, err := s.Draft(store.KeyOf(made))
	if err != nil {
		return made, err
	}
	if old == nil {
		if o.resume {
			return made, usageErrorf("there is no draft to go on with; run `rung assess` without --resume")
		}
		return made, nil
	}
	if old.Rubric.Digest != r.Digest {
		o.app.tell("The draft of %v was made with another version of the rubric; its answers that still fit are kept.",
			report.Date(old.StartedAt))
		old = old.Rebased(r.Rubric)
	}
	resume := o.resume
	if !resume {
		resume, err = talk.Confirm(o.app.t("There is a draft of %v with %v. Go on with it?", report.Date(old.StartedAt),
			lang.Count(len(old.Answers), "answer", "answers")))
		if err != nil {
			return made, err
		}
	}
	if !resume {
		return made, s.DropDraft(old.ID)
	}
	return old, nil
}

// left ends an interview that was not submitted: what was answered is a draft.
func (o *assessOptions) left(made *assess.Assessment, err error) error {
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case len(made.Answers) == 0:
		o.app.tell("Nothing was answered.")
	case o.noSave:
		o.app.tell("Nothing was kept, as --no-save asks.")
	default:
		o.tellSaved(made)
	}
	return outcome(exitInterrupted)
}

func (o *assessOptions) tellSaved(made *assess.Assessment) {
	o.app.tell("%v saved. To go on from here:", lang.Count(len(made.Answers), "answer", "answers # saved"))
	fmt.Fprintln(o.app.Stderr, "  "+o.app.shown(o.resumeCommand()))
}

// resumeCommand is what to type to go on with the draft of this interview.
func (o *assessOptions) resumeCommand() string {
	command := "rung assess --resume"
	for _, given := range []struct{ option, value string }{
		{"--rubric", o.rubric}, {"--subject", o.people.subject}, {"--as", o.people.as}, {"--by", o.people.by},
	} {
		if given.value != "" {
			command += " " + given.option + " " + shellWord(given.value)
		}
	}
	return command
}
