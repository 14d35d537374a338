package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric"
)

type rubricListOptions struct {
	app *app
	out *output
}

func newRubricList(a *app) *cobra.Command {
	o := rubricListOptions{app: a}
	c := &cobra.Command{
		Use:   "list",
		Short: a.t("The built-in rubrics"),
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return o.run() },
	}
	o.out = newOutput(a, c)
	return c
}

func (o *rubricListOptions) run() error {
	if err := o.out.check(); err != nil {
		return err
	}
	builtIn, err := o.app.builtIn()
	if err != nil {
		return err
	}
	var all []*rubric.Rubric
	for _, r := range builtIn {
		all = append(all, r.Rubric)
	}
	return o.out.print(views(all, report.Rubrics, nil, wire.Rubrics))
}
