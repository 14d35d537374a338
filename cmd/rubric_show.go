package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/report/wire"
)

type rubricShowOptions struct {
	app *app
	out *output
}

func newRubricShow(a *app) *cobra.Command {
	o := rubricShowOptions{app: a}
	c := &cobra.Command{
		Use:     "show " + a.t("[ID|FILE]"),
		Short:   a.t("A whole rubric: dimensions, levels, questions"),
		Example: "  rung rubric show\n  rung rubric show product --format yaml > mine.yaml",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, defaultRubric)) },
	}
	o.out = newOutput(a, c, yamlFormat)
	o.out.inputs = func(refs []string) []string { return refs }
	return c
}

func (o *rubricShowOptions) run(ref string) error {
	r, err := o.app.rubric(ref)
	if err != nil {
		return err
	}
	if o.out.format == yamlFormat {
		return o.out.write(func(w io.Writer) error { _, err := w.Write(r.text); return err })
	}
	return o.out.print(views(r.Rubric, report.Rubric, nil, wire.Rubric))
}

// yamlFormat is the rubric itself, as it was written.
const yamlFormat = "yaml"
