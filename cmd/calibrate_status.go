package cmd

import (
	"slices"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

type calibrateStatusOptions struct {
	app *app
	out *output

	remind   bool
	receipts bool
}

func newCalibrateStatus(a *app) *cobra.Command {
	o := calibrateStatusOptions{app: a}
	c := &cobra.Command{
		Use:     "status SESSION",
		Short:   a.t("How far a session is, and who is missing"),
		Example: "  rung calibrate status h2\n  rung calibrate status h2 --remind --lang fr",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c)
	c.Flags().BoolVar(&o.remind, "remind", false, a.t("instead, a text to send to each rater of whom something is missing"))
	c.Flags().BoolVar(&o.receipts, "receipts", false, a.t("instead, the receipt of every envelope and what became of it, for raters to compare"))
	c.MarkFlagsMutuallyExclusive("remind", "receipts")
	return c
}

func (o *calibrateStatusOptions) run(id string) error {
	session, err := o.app.sealedSession(id, "")
	if err != nil {
		return err
	}
	if o.receipts {
		return o.out.print(views(session.Posted(), report.Receipts, nil, wire.Receipts))
	}
	o.app.tellLost(session)
	if o.remind {
		return o.runRemind(session)
	}
	return o.out.print(views(session, report.Status, report.StatusPage, wire.Status))
}

// runRemind prints the texts. As JSON, which has no texts, it is the status.
func (o *calibrateStatusOptions) runRemind(session *calibrate.Session) error {
	if err := session.CanCollect(); err != nil {
		return sessionError(err)
	}
	if len(session.Status().Missing) == 0 {
		o.app.tell("Nobody who is expected is missing, so there is nobody to remind.")
		return nil
	}
	rubric := o.app.rubricOption(assess.Ref(session.Rubric()))
	texts := func(s *calibrate.Session, t lang.Tag) report.Document { return report.Reminders(s, rubric, t) }
	if err := o.out.print(views(session, texts, nil, wire.Status)); err != nil {
		return err
	}
	if missing := calibrate.ByRater(session.Status().Missing); !slices.ContainsFunc(missing, func(r calibrate.RaterRatings) bool { return !report.Invited(session, r.Rater) }) {
		return nil
	}
	o.app.tell("The sheet to send with it: rung calibrate template %s --by NAME -o FILE.xlsx", session.ID())
	return nil
}
