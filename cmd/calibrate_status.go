package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/report/wire"
)

type calibrateStatusOptions struct {
	app *app
	out *output
}

func newCalibrateStatus(a *app) *cobra.Command {
	o := calibrateStatusOptions{app: a}
	c := &cobra.Command{
		Use:   "status SESSION",
		Short: a.t("Who has handed in, and who is missing"),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c)
	return c
}

func (o *calibrateStatusOptions) run(id string) error {
	if err := o.out.check(); err != nil {
		return err
	}
	session, err := o.app.session(id)
	if err != nil {
		return err
	}
	return o.out.print(views(session, report.Status, nil, wire.Status))
}
