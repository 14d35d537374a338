package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
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
	r, made, err := o.begun()
	if err != nil {
		return err
	}
	if err := o.checkTarget(r.Rubric); err != nil {
		return err
	}
	talk, err := o.app.dialog(how)
	if err != nil {
		return err
	}
	made, submitted, err := o.interview(r, made, talk)
	if err := errors.Join(err, talk.Close()); err != nil || !submitted {
		return o.left(r.Rubric, made, err)
	}
	if !givesLevel(r.Rubric, made) {
		return o.tooFew(r.Rubric, made)
	}
	return o.finish(r, made)
}

// begun is an assessment as it begins, with its rubric: without answers, or with
// those of the one to go on from.
func (o *assessOptions) begun() (source, *assess.Assessment, error) {
	if o.from == "" {
		r, err := o.app.rubric(cmp.Or(o.rubric, defaultRubric))
		if err != nil {
			return r, nil, err
		}
		made, err := o.assessment(r.Rubric, &assess.Sheet{})
		return r, made, err
	}
	s, err := o.app.store()
	if err != nil {
		return source{}, nil, err
	}
	from, err := o.app.stored(s, o.from)
	if err != nil {
		return source{}, nil, err
	}
	r, err := o.app.rubricOf(from.Rubric)
	if err != nil {
		return r, nil, err
	}
	made, err := o.assessment(r.Rubric, &assess.Sheet{})
	return r, made, errors.Join(err, o.goOnFrom(from, made, r.Rubric))
}

// goOnFrom has an assessment begin as another one ended, to answer what was left
// open.
func (o *assessOptions) goOnFrom(from, made *assess.Assessment, r *rubric.Rubric) error {
	if len(from.Answers) == len(r.Questions) {
		return usageErrorf("no question of the assessment of %v is open; to change answers, run `rung assess --retake`", report.Date(from.CompletedAt))
	}
	o.goesOn, o.stays = true, true
	made.Subject, made.Rater, made.Relation, made.Answers = from.Subject, from.Rater, from.Relation, from.Answers
	return nil
}

// givesLevel reports whether there are enough answers for a level.
func givesLevel(r *rubric.Rubric, made *assess.Assessment) bool {
	return len(assess.Brief(r, made).Ranking) > 0
}

// tooFew prints what the answers lack for a level. They stay a draft, so that
// nobody begins anew.
func (o *assessOptions) tooFew(r *rubric.Rubric, made *assess.Assessment) error {
	shown := *made
	shown.ID, shown.CompletedAt = "", time.Time{}
	err := o.print(r, &shown, "")
	if !o.noSave && len(made.Answers) > 0 {
		o.tellSaved(r, made)
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
	var last *assess.Assessment
	if !o.noSave {
		s, err := o.app.store()
		if err != nil {
			return made, false, err
		}
		if made, err = o.draft(s, r, made, talk); err != nil {
			return made, false, err
		}
		if last, err = o.lastTime(s, r, made, talk); err != nil {
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
	if err := o.offerQuick(r.Rubric, made, talk); err != nil {
		return made, false, err
	}
	iv, err := assess.NewInterview(r.Rubric, assess.VoiceOf(made, o.app.lang), made.Answers)
	if err != nil {
		return made, false, err
	}
	if last != nil {
		iv.Offer(last.Answers)
	}
	submitted, err := assess.Conduct(iv, o.prompts(r.Rubric, iv, talk), func(answers []assess.Answer) error {
		made.Answers = answers
		return keep(made)
	})
	if submitted && givesLevel(r.Rubric, made) {
		err = o.nameAtTheEnd(made, talk)
	}
	if submitted {
		made.CompletedAt = o.app.instant()
	}
	return made, submitted, err
}

// welcome says what is ahead: how many questions, and that one may stop.
func (o *assessOptions) welcome(r *rubric.Rubric) {
	questions := lang.Count(len(r.Questions), "question", "questions")
	if o.noSave {
		o.app.tell("%v. Nothing is kept.", questions)
		return
	}
	o.app.tell("%v. Every answer is saved at once: stop any time.", questions)
}

// draft offers the draft of the same assessment, if there is one, and returns
// it, or made. The draft is deleted only for who says so.
func (o *assessOptions) draft(s *store.Store, r source, made *assess.Assessment, talk ask.Dialog) (*assess.Assessment, error) {
	there, err := o.before(s, made)
	if err != nil {
		return made, err
	}
	old, err := s.Draft(store.KeyOf(made))
	if old == nil && err == nil && len(there) > 0 && !o.named() && o.from == "" {
		old, err = s.Draft(store.KeyOf(there[len(there)-1]))
	}
	if err != nil {
		return made, err
	}
	if old == nil && o.resume && o.from == "" {
		return made, o.goOnFromLast(there, r, made)
	}
	if old == nil {
		return made, nil
	}
	if old.Rubric.Digest != r.Digest {
		o.app.tell("The draft of %v was made with another version of the rubric; its answers that still fit are kept.",
			report.Date(old.StartedAt))
		made, _ := o.app.rubricOf(old.Rubric) // or nobody knows its words
		old = old.Onto(made.Rubric, r.Rubric)
	}
	o.goesOn = true
	o.stays = o.stays || len(there) > 0 && there[len(there)-1].Subject == old.Subject
	if o.resume {
		return old, nil
	}
	resume, err := talk.Confirm(o.app.t("There is a draft (%s%v), %d of %d answered. Go on with it?", byName(old.Subject),
		report.Date(old.StartedAt), len(old.Answered()), len(r.Questions)))
	if err != nil || resume {
		return old, err
	}
	anew, err := talk.Confirm(o.app.t("Delete the draft and start over?"))
	switch {
	case err != nil:
		return old, err
	case !anew:
		return old, ask.ErrInterrupted
	}
	o.goesOn, o.stays = false, false
	return made, s.DropDraft(old.ID)
}

// goOnFromLast goes on from the last assessment of the same rater about the same
// person, where it left questions open.
func (o *assessOptions) goOnFromLast(there []*assess.Assessment, r source, made *assess.Assessment) error {
	if len(there) == 0 || len(there[len(there)-1].Answers) == len(r.Questions) {
		return usageErrorf("there is no draft to go on with, and no question left open; run `rung assess` without --resume")
	}
	return o.goOnFrom(there[len(there)-1], made, r.Rubric)
}

// before are the assessments by the same rater about the same person on the very
// same rubric. Who gives no name is taken for whoever assessed themself.
func (o *assessOptions) before(s *store.Store, made *assess.Assessment) ([]*assess.Assessment, error) {
	by := store.Filter{Relation: made.Relation}
	if o.named() {
		by.Subject, by.Rater = made.Subject.ID, made.Rater.ID
	}
	there, err := s.List(by)
	return slices.DeleteFunc(there, func(a *assess.Assessment) bool { return a.Rubric != made.Rubric }), err
}

// lastTime offers the last answers of the same rater about the same person to
// this very rubric, if there are any, and returns them if they are wanted.
func (o *assessOptions) lastTime(s *store.Store, r source, made *assess.Assessment, talk ask.Dialog) (*assess.Assessment, error) {
	there, err := o.before(s, made)
	if err != nil {
		return nil, err
	}
	switch {
	case len(there) == 0 && o.retake:
		return nil, usageErrorf("there are no answers of last time; run `rung assess` without --retake")
	case len(there) == 0, !o.retake && o.goesOn, len(made.Answers) == len(r.Questions):
		return nil, nil
	}
	last := there[len(there)-1]
	if !o.retake {
		o.retake, err = talk.Confirm(o.app.t("Show last time's answers again (%s%v), to keep or change each?", byName(last.Subject),
			report.Date(last.CompletedAt)))
	}
	if err != nil || !o.retake {
		return nil, err
	}
	o.stays = true
	if !o.named() && !o.goesOn {
		made.Subject, made.Rater = last.Subject, last.Rater
	}
	return last, nil
}

// named reports whether the command says who is assessed.
func (o *assessOptions) named() bool { return o.people.subject != "" || o.people.by != "" }

// byName is the name of a person with a comma; empty without a name.
func byName(p assess.Person) string {
	if p.Name == "" {
		return ""
	}
	return p.Name + ", "
}

// nameAtTheEnd asks who gave no name for one, which can be left out.
func (o *assessOptions) nameAtTheEnd(made *assess.Assessment, talk ask.Dialog) error {
	if o.stays || o.named() || made.Subject != assess.Me {
		return nil
	}
	for {
		name, err := talk.Line(o.app.t("Your name, for the result (Enter alone leaves it out): "), "")
		switch {
		case errors.Is(err, io.EOF), err == nil && name == "":
			return nil
		case err != nil:
			return err
		}
		if err = (peopleOptions{subject: name}).name(made); err == nil {
			return nil
		}
		o.app.tell("! %v", err)
	}
}

// left ends an interview that was not submitted: what was answered is a draft.
func (o *assessOptions) left(r *rubric.Rubric, made *assess.Assessment, err error) error {
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case len(made.Answers) == 0:
		o.app.tell("Nothing was answered.")
	case o.noSave:
		o.app.tell("Nothing was kept, as --no-save asks.")
	default:
		o.tellSaved(r, made)
	}
	return outcome(exitInterrupted)
}

func (o *assessOptions) tellSaved(r *rubric.Rubric, made *assess.Assessment) {
	o.app.tell("%d of %d answered, and saved. To go on from here:", len(made.Answered()), len(r.Questions))
	fmt.Fprintln(o.app.Stderr, "  "+o.app.shown(o.resumeCommand()))
}

// resumeCommand is what to type to go on with the draft of this interview.
func (o *assessOptions) resumeCommand() string { return o.again("rung assess --resume") }

// again is a command with the options of this interview.
func (o *assessOptions) again(command string) string {
	if o.from != "" {
		command += " " + shellWord(o.from)
	}
	if o.retake {
		command += " --retake"
	}
	if o.quick {
		command += " --quick"
	}
	if o.out.plain {
		command += " --plain"
	}
	for _, given := range []struct{ option, value string }{
		{"--lang", o.out.lang},
		{"--rubric", o.rubric}, {"--subject", o.people.subject}, {"--as", o.people.as}, {"--by", o.people.by},
	} {
		if given.value != "" {
			command += " " + given.option + " " + shellWord(given.value)
		}
	}
	return command
}
