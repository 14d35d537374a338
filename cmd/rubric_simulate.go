package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

type rubricTestOptions struct {
	app *app
	out *output

	people   int
	seed     uint64
	answered float64 // share of the questions
}

// calibrationBar is how far the confidence that a rubric claims may be from true.
const calibrationBar = 0.02

func newRubricTest(a *app) *cobra.Command {
	o := rubricTestOptions{app: a}
	c := &cobra.Command{
		Use:   "test " + a.t("[ID|FILE]"),
		Short: a.t("Simulate people at known levels: does the rubric find them?"),
		Long: a.t("Simulates people at known levels of a rubric and has them answer as people do: with noise, unevenly, leniently. " +
			"Says how often the rubric finds their level, and whether the confidence it claims is true; where it is not, the " +
			"temperature that would make it so."),
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, defaultRubric)) },
	}
	c.Flags().IntVar(&o.people, "people", 20_000, a.t("the `number` of people to simulate (default 20000)"))
	c.Flags().Uint64Var(&o.seed, "seed", 1, a.t("the `seed` of the chance (default 1)"))
	c.Flags().Float64Var(&o.answered, "answered", 1, a.t("the `share` of the questions they answer (default 1)"))
	o.out = newOutput(a, c)
	o.out.inputs = func(refs []string) []string { return refs }
	return c
}

func (o *rubricTestOptions) run(ref string) error {
	if err := o.check(); err != nil {
		return err
	}
	r, err := o.app.rubric(ref)
	if err != nil {
		return err
	}
	s := assess.Simulate(r.Rubric, o.people, o.answered, o.seed)
	view := func(s assess.Simulation, t lang.Tag) report.Document {
		return report.Simulation(r.Rubric, s, calibrationBar, t)
	}
	if err := o.out.print(views(s, view, nil, func(w io.Writer, s assess.Simulation) error { return wire.Simulation(w, r.Rubric, s) })); err != nil {
		return err
	}
	if s.People == 0 || s.ECE >= calibrationBar {
		return outcome(exitCheck)
	}
	return nil
}

func (o *rubricTestOptions) check() error {
	if o.people < 1 || o.people > 1_000_000 || !(o.answered > 0 && o.answered <= 1) {
		return usageErrorf("--people takes 1 to 1000000, --answered a share above 0 and up to 1")
	}
	return nil
}
