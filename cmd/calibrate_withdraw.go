package cmd

import (
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateWithdrawOptions struct {
	app *app

	subject string
	rater   string
	person  string
	expect  bool
	by      string
	yes     bool
}

func newCalibrateWithdraw(a *app) *cobra.Command {
	o := calibrateWithdrawOptions{app: a}
	c := &cobra.Command{
		Use:   "withdraw SESSION",
		Short: a.t("Take back before reveal what was handed in or is expected"),
		Long: a.t("Takes off that somebody is to rate somebody, with what they handed in; or a person in every role. A rating taken back is gone " +
			"for good, so that nobody can read it; the log says that it was there. Handing in again needs no withdrawal: later replaces earlier."),
		Example: "  rung calibrate withdraw h2 --subject Ada --rater Omar\n  rung calibrate withdraw h2 --subject Ada --rater Omar --still-expected\n" +
			"  rung calibrate withdraw h2 --person Omar",
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	f := c.Flags()
	f.StringVar(&o.subject, "subject", "", a.t("`name` of the person rated"))
	f.StringVar(&o.rater, "rater", "", a.t("`name` of who rates them; for a self-assessment the same"))
	f.BoolVar(&o.expect, "still-expected", false, a.t("only what was handed in; another one is awaited"))
	f.StringVar(&o.person, "person", "", a.t("`name` of a person, who goes in every role"))
	f.BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateWithdrawOptions) run(id string) error {
	whole, pair := o.person != "", o.subject != "" && o.rater != ""
	switch {
	case !whole && !pair:
		return usageErrorf("what? name both, --subject NAME --rater NAME, or --person NAME for a person in every role")
	case whole && (o.subject != "" || o.rater != "" || o.expect):
		return usageErrorf("--person takes everything of that person; leave out --subject, --rater and --still-expected")
	}
	session, err := o.app.sealedSession(id, o.by)
	if err != nil {
		return err
	}
	would, err := o.withdraw(session, calibrate.Act{At: o.app.Now(), Random: o.app.Random})
	if err != nil {
		return sessionError(frozen(err))
	}
	agreed, err := o.app.confirm(o.yes || would.Handed == 0, "This removes %v for good, and nobody can read what is removed. Go on?",
		lang.Count(would.Handed, "rating", "ratings"))
	if err != nil {
		return err
	}
	if !agreed {
		o.app.tell("Nothing was withdrawn.")
		return nil
	}
	var done calibrate.Withdrawn
	_, err = o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		var err error
		done, err = o.withdraw(s, act)
		return frozen(err)
	})
	if err != nil {
		return err
	}
	o.tell(id, done)
	return nil
}

func (o *calibrateWithdrawOptions) withdraw(s *calibrate.Session, act calibrate.Act) (calibrate.Withdrawn, error) {
	if o.person != "" {
		return s.WithdrawPerson(act, o.person)
	}
	return s.Withdraw(act, o.subject, o.rater, o.expect)
}

// tell says what was taken back, in numbers.
func (o *calibrateWithdrawOptions) tell(id string, done calibrate.Withdrawn) {
	said := o.app.counted([]lang.Counted{
		lang.Count(done.Handed, "rating handed in", "ratings handed in"),
		lang.Count(done.Expected, "expected", "expected"),
		lang.Count(done.Current, "current level", "current levels"),
	})
	o.app.tell("Withdrawn: %s. Next: rung calibrate status %s", strings.Join(said, ", "), id)
}
