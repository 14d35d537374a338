package cmd

import (
	"slices"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/cmd/ask"
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
		Long:  a.t("With it the key of the session is destroyed: what was handed in stays readable here, and copies from before reveal open only for who has a copy of the key."),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.byFlag(c, &o.by)
	c.Flags().BoolVar(&o.force, "force", false, a.t("also when people have no agreed level yet"))
	return c
}

func (o *calibrateLockOptions) run(id string) error {
	asked, agreed, err := o.ask(id)
	if err != nil {
		return err
	}
	if !agreed {
		o.app.tell("Nothing was locked.")
		return nil
	}
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		return s.Lock(act, o.force || len(asked) > 0 && slices.Equal(asked, s.Undecided()))
	})
	if err != nil {
		return err
	}
	o.app.tell("Session %s is locked. Next: %s", session.ID(), o.app.toHandOver(session))
	o.app.tellHead(session)
	return o.app.tellKeyGone(session)
}

// ask names who is without a decision, and asks on a terminal whether to lock all
// the same. It returns about whom it asked.
func (o *calibrateLockOptions) ask(id string) (open []assess.Person, agreed bool, err error) {
	session, err := o.app.session(id)
	if err != nil {
		return nil, false, err
	}
	open = session.Undecided()
	if o.force || len(open) == 0 || session.CanDecide() != nil || o.app.face(false) == ask.None {
		return nil, true, nil
	}
	undecided := calibrate.UndecidedError{Session: id, Subjects: open}
	agreed, err = o.app.confirm(false, "Nothing is decided about %v, and cannot be once %s is locked. Lock it as it is?", undecided.Names(), id)
	return open, agreed, err
}
