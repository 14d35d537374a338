package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/report/wire"
)

func newCalibrateStatus(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "status SESSION",
		Short: a.t("Who has handed in, and who is missing"),
		Args:  arguments(1, 1),
	}
	out := newOutput(a, c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		session, err := a.session(args[0])
		if err != nil {
			return err
		}
		return out.print(views(session, report.Status, nil, wire.Status))
	}
	return c
}
