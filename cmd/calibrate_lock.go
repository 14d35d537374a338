package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
)

type calibrateLockOptions struct {
	app *app

	by    string
	force bool
}

func newCalibrateLock(a *app) *cobra.Command {
	o := calibrateLockOptions{app: a}
	c := &cobra.Command{
		Use:   "lock SESSION",
		Short: a.t("End a session: its decisions are final"),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.byFlag(c, &o.by)
	c.Flags().BoolVar(&o.force, "force", false, a.t("also when people have no agreed level yet"))
	return c
}

func (o *calibrateLockOptions) run(id string) error {
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error { return s.Lock(act, o.force) })
	if err != nil {
		return err
	}
	o.app.tell("Session %s is locked; the log ends with %.12s. Next: rung calibrate report %s",
		session.ID(), session.Head().Hash, session.ID())
	return nil
}
