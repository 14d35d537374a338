package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateCorrectOptions struct {
	app *app

	decision decisionOptions
	by       string
}

func newCalibrateCorrect(a *app) *cobra.Command {
	o := calibrateCorrectOptions{app: a}
	c := &cobra.Command{
		Use:   "correct SESSION",
		Short: a.t("Correct a decision of a locked session"),
		Long: a.t("Adds to the log what is right, with the reason. It stands beside what it corrects wherever that is shown, and the session stays " +
			"locked."),
		Example: "  rung calibrate correct h2 --subject Ada --level staff-pm --why \"" + a.t("the minutes have Staff PM") + "\"",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.decision.flags(a, c, a.t("the `reason` for the correction; the person reads it"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateCorrectOptions) run(id string) error {
	if err := o.decision.check(); err != nil {
		return err
	}
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		err := s.Correct(act, o.decision.subject, o.decision.level, o.decision.why)
		if err != nil && s.State() == calibrate.Revealed {
			return codedError{exitConflict, lang.Errorf("session %v is not locked: `rung calibrate decide %s` replaces a decision", lang.Quoted(id), id)}
		}
		return err
	})
	if err != nil {
		return err
	}
	o.app.tell("Recorded beside what it corrects; session %s stays locked. Next: %s", session.ID(), o.app.toHandOver(session))
	o.app.tellWithheld(session, o.decision.subject)
	o.app.tellHead(session)
	return nil
}
