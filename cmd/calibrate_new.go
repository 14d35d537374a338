package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
)

type calibrateNewOptions struct {
	app *app

	rubric string
	title  string
	by     string
}

func newCalibrateNew(a *app) *cobra.Command {
	o := calibrateNewOptions{app: a}
	c := &cobra.Command{
		Use:     "new SESSION",
		Short:   a.t("Begin a session"),
		Example: "  rung calibrate new h2 --title \"H2 product\" --by Nadia",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.rubricFlag(c, &o.rubric)
	c.Flags().StringVar(&o.title, "title", "", a.t("the `title` of the session"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateNewOptions) run(id string) error {
	r, err := o.app.rubric(o.rubric)
	if err != nil {
		return err
	}
	act, err := o.app.act(o.by)
	if err != nil {
		return err
	}
	session, err := calibrate.New(act, id, o.title, r.Rubric)
	if err != nil {
		return sessionError(err)
	}
	if err := o.app.keepNewSession(session, r); err != nil {
		return err
	}
	o.app.tell("Session %s begins on %s %s. Next: rung calibrate add %s FILE…",
		session.ID(), r.ID, r.Version, session.ID())
	return nil
}
