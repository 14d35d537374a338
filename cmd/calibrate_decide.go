package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateDecideOptions struct {
	app *app

	subject string
	level   string
	why     string
	by      string
}

func newCalibrateDecide(a *app) *cobra.Command {
	o := calibrateDecideOptions{app: a}
	c := &cobra.Command{
		Use:     "decide SESSION",
		Short:   a.t("Record the level agreed for one person"),
		Example: "  rung calibrate decide h2 --subject Ada --level staff-pm --why \"leads three teams since March\"",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	f := c.Flags()
	f.StringVar(&o.subject, "subject", "", a.t("`name` of the person"))
	f.StringVar(&o.level, "level", "", a.t("the `level` agreed"))
	f.StringVar(&o.why, "why", "", a.t("the `reason`, needed when the level is not the one proposed"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateDecideOptions) run(id string) error {
	if o.subject == "" || o.level == "" {
		return usageErrorf("a decision needs --subject NAME and --level LEVEL")
	}
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		return s.Decide(act, o.subject, o.level, o.why)
	})
	if err != nil {
		return err
	}
	open := len(session.Undecided())
	if open == 0 {
		o.app.tell("Recorded. Everybody has a decision. Next: rung calibrate lock %s", session.ID())
		return nil
	}
	o.app.tell("Recorded. %v still to decide.", lang.Count(open, "person", "people"))
	return nil
}
