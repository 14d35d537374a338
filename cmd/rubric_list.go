package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric"
)

func newRubricList(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "list",
		Short: a.t("The built-in rubrics"),
		Args:  arguments(0, 0),
	}
	out := newOutput(a, c)
	c.RunE = func(*cobra.Command, []string) error {
		builtIn, err := a.builtIn()
		if err != nil {
			return err
		}
		var all []*rubric.Rubric
		for _, r := range builtIn {
			all = append(all, r.Rubric)
		}
		return out.print(views(all, report.Rubrics, nil, wire.Rubrics))
	}
	return c
}
