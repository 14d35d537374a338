package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateRevealOptions struct {
	app *app

	by  string
	yes bool
}

func newCalibrateReveal(a *app) *cobra.Command {
	o := calibrateRevealOptions{app: a}
	c := &cobra.Command{
		Use:   "reveal SESSION",
		Short: a.t("Freeze what was handed in, and open it"),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.byFlag(c, &o.by)
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	return c
}

func (o *calibrateRevealOptions) run(id string) error {
	session, err := o.app.session(id)
	if err != nil {
		return err
	}
	if err := session.CanReveal(); err != nil {
		return sessionError(err)
	}
	o.tellMissing(session)
	agreed, err := o.app.confirm(o.yes, "Nothing can be handed in to %s after this. Reveal it?", id)
	if err != nil {
		return err
	}
	if !agreed {
		o.app.tell("Nothing was revealed.")
		return nil
	}
	if session, err = o.app.change(id, o.by, (*calibrate.Session).Reveal); err != nil {
		return err
	}
	o.app.tell("Session %s is revealed. Next: rung calibrate agenda %s", session.ID(), session.ID())
	return nil
}

func (o *calibrateRevealOptions) tellMissing(session *calibrate.Session) {
	if missing := len(session.Status().Missing); missing > 0 {
		o.app.tell("%v expected and not handed in; rung calibrate status %s names who.",
			lang.Count(missing, "rating", "ratings"), session.ID())
	}
}
