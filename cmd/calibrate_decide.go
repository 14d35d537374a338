package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/rubric/lang"
)

// decisionOptions say what is agreed about whom.
type decisionOptions struct {
	subject string
	level   string
	noLevel bool
	why     string
}

func (o *decisionOptions) flags(a *app, c *cobra.Command, why string) {
	f := c.Flags()
	f.StringVar(&o.subject, "subject", "", a.t("`name` of the person"))
	f.StringVar(&o.level, "level", "", a.t("the `level` agreed"))
	f.BoolVar(&o.noLevel, "no-level", false, a.t("no level this time; needs --why"))
	f.StringVar(&o.why, "why", "", why)
}

// check refuses what is no decision, or two.
func (o *decisionOptions) check() error {
	if o.subject == "" || (o.level == "") != o.noLevel {
		return usageErrorf("a decision needs --subject NAME, and either --level LEVEL or --no-level")
	}
	return nil
}

// tellWithheld says so where the reason that was just recorded will not stand in the
// letter, as long as that can be mended.
func (a *app) tellWithheld(s *calibrate.Session, subject string) {
	who, found := s.Withheld(subject)
	var names lang.List
	for _, name := range found {
		names = append(names, lang.Quoted(name))
	}
	if len(names) > 0 {
		a.tell("The letter to %s will leave this reason out: it names, or may name, somebody else (%v). Record it again without that.",
			report.NameOf(who), names)
	}
}

type calibrateDecideOptions struct {
	app *app

	decision decisionOptions
	clear    bool
	by       string
}

func newCalibrateDecide(a *app) *cobra.Command {
	o := calibrateDecideOptions{app: a}
	c := &cobra.Command{
		Use:   "decide SESSION",
		Short: a.t("Record the level agreed for one person"),
		Long:  a.t("Deciding again replaces what was decided; the log keeps both."),
		Example: "  rung calibrate decide h2 --subject Ada --level staff-pm --why \"" + a.t("leads three teams since March") + "\"\n" +
			"  rung calibrate decide h2 --subject Bo --no-level --why \"" + a.t("joined in May") + "\"\n  rung calibrate decide h2 --subject Ada --clear",
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.decision.flags(a, c, a.t("the `reason`, needed when the level is not the one proposed; the person reads it"))
	c.Flags().BoolVar(&o.clear, "clear", false, a.t("take back what was decided about the person"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateDecideOptions) run(id string) error {
	if err := o.check(); err != nil {
		return err
	}
	session, err := o.app.change(id, o.by, o.decide)
	if err != nil {
		return err
	}
	done := o.app.t("Recorded.")
	if o.clear {
		done = o.app.t("Taken back.")
	}
	if open := len(session.Undecided()); open == 0 {
		o.app.tell("%s Everybody has a decision. Next: rung calibrate lock %s", done, session.ID())
	} else {
		o.app.tell("%s %v still to decide.", done, lang.Count(open, "person", "people"))
	}
	o.app.tellWithheld(session, o.decision.subject)
	return nil
}

func (o *calibrateDecideOptions) check() error {
	d := o.decision
	if !o.clear {
		return d.check()
	}
	if d.subject == "" || d.level != "" || d.noLevel || d.why != "" {
		return usageErrorf("--clear takes back a decision: give it with --subject NAME alone")
	}
	return nil
}

func (o *calibrateDecideOptions) decide(s *calibrate.Session, act calibrate.Act) error {
	switch {
	case s.State() == calibrate.Locked:
		return frozen(s.CanDecide())
	case o.clear:
		return s.ClearDecision(act, o.decision.subject)
	}
	return s.Decide(act, o.decision.subject, o.decision.level, o.decision.why)
}
