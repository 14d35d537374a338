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

	resolved bool
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
	c.Flags().BoolVar(&o.resolved, "resolved", false, a.t("as one file with what it extends, in YAML; the rubric's digest is that of this text"))
	o.out.inputs = func(refs []string) []string { return refs }
	return c
}

func (o *rubricShowOptions) run(ref string) error {
	if o.resolved && o.out.format != defaultFormat && o.out.format != yamlFormat {
		return usageErrorf("--resolved prints YAML; leave out --format")
	}
	name, written, err := o.app.rubricText(ref)
	if err != nil {
		return err
	}
	r, err := o.app.parse(name, written)
	switch {
	case err != nil:
		return err
	case o.resolved:
		return o.out.write(func(w io.Writer) error { _, err := w.Write(r.text); return err })
	case o.out.format == yamlFormat:
		return o.out.write(func(w io.Writer) error { _, err := w.Write(written); return err })
	}
	return o.out.print(views(r.Rubric, report.Rubric, nil, wire.Rubric))
}

// yamlFormat is the rubric itself, as it was written.
const yamlFormat = "yaml"
