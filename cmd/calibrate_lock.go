package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
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
		Short: a.in(lang.T("End a session: its decisions are final", "Terminer une session : ses décisions sont définitives")),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.byFlag(c, &o.by)
	c.Flags().BoolVar(&o.force, "force", false, a.in(lang.T("also when people have no agreed level yet", "même si des personnes n’ont pas encore de niveau convenu")))
	return c
}

func (o *calibrateLockOptions) run(id string) error {
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error { return s.Lock(act, o.force) })
	if err != nil {
		return err
	}
	o.app.tell(lang.T("Session %s is locked; the log ends with %.12s. Next: rung calibrate report %s", "La session %s est verrouillée ; le journal finit par %.12s. Ensuite : rung calibrate report %s"),
		session.ID(), session.Head().Hash, session.ID())
	return nil
}
