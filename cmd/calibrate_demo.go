package cmd

import (
	"cmp"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

type calibrateDemoOptions struct {
	app *app
	out *output

	save   string // id of the session to keep
	invite string // folder
}

func newCalibrateDemo(a *app) *cobra.Command {
	o := calibrateDemoOptions{app: a}
	c := &cobra.Command{
		Use:     "demo",
		Short:   a.t("A whole report of a made-up session: 12 people, 5 raters"),
		Example: "  rung calibrate demo\n  rung calibrate demo --save demo && rung calibrate review demo\n  rung calibrate demo --invite try",
		Args:    arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if o.invite != "" {
				return o.invited()
			}
			return o.run()
		},
	}
	o.out = newOutput(a, c)
	c.Flags().StringVar(&o.save, "save", "", a.t("keep it as `session`, to try review, decide and lock on"))
	c.Flags().StringVar(&o.invite, "invite", "", a.t("instead, a session to hand in to: invitations and envelopes, in a new `folder`"))
	return c
}

// demoTook is longer than the made-up session took, so that nothing in its log is
// yet to come.
const demoTook = 2 * time.Hour

func (o *calibrateDemoOptions) run() error {
	r, err := o.app.rubric(defaultRubric)
	if err != nil {
		return err
	}
	session, err := calibrate.Demo(cmp.Or(o.save, "demo"), r.Rubric, o.app.Now().Add(-demoTook), o.app.lang)
	if err != nil {
		return sessionError(err)
	}
	if o.save != "" {
		if err := o.keep(session, r); err != nil {
			return err
		}
	}
	opened, err := session.Revealed()
	if err != nil {
		return err
	}
	if o.save != "" {
		return printSession(o.out, opened, nil)
	}
	return o.out.print(views(calibrate.Analyse(opened), unkept(report.Session), unkept(report.SessionPage), wire.Session))
}

// keep stores the session, whose key nobody keeps, and its rubric.
func (o *calibrateDemoOptions) keep(session *calibrate.Session, r source) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	if err := o.app.keepRubric(s, r); err != nil {
		return err
	}
	return o.app.keepSession(session)
}

// unkept is the report of a session without what names its log, which nobody can
// look up.
func unkept(view func(*calibrate.Analysis, lang.Tag) report.Document) func(*calibrate.Analysis, lang.Tag) report.Document {
	return func(a *calibrate.Analysis, tag lang.Tag) report.Document {
		d := view(a, tag)
		d.Blocks = slices.DeleteFunc(d.Blocks, func(b report.Block) bool { _, footer := b.(report.Footer); return footer })
		return d
	}
}
