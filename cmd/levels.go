package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric"
	"rung/rubric/lang"
)

type levelsOptions struct {
	app    *app
	out    *output
	rubric string

	elsewhere bool
}

func newLevels(a *app) *cobra.Command {
	o := levelsOptions{app: a}
	c := &cobra.Command{
		Use:     "levels " + a.t("[LEVEL [LEVEL]]"),
		Short:   a.t("The ladder, one level's card, or two levels side by side"),
		Example: "  rung levels\n  rung levels senior-pm\n  rung levels senior-pm gpm\n  rung levels senior-pm --elsewhere",
		Args:    arguments(0, 2),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	o.out = newOutput(a, c)
	o.out.inputs = func([]string) []string { return []string{o.rubric} }
	a.rubricFlag(c, &o.rubric)
	c.Flags().BoolVar(&o.elsewhere, "elsewhere", false, a.t("what public ladders state of this level, or of a title of their own"))
	return c
}

func (a *app) rubricFlag(c *cobra.Command, into *string) {
	c.Flags().StringVar(into, "rubric", defaultRubric, a.t("the `rubric`: an id, id@version or a file (default product)"))
}

func (o *levelsOptions) run(names []string) error {
	r, err := o.app.rubric(o.rubric)
	if err != nil {
		return err
	}
	if o.elsewhere {
		return o.spread(r.Rubric, names)
	}
	var levels []*rubric.Level
	for _, name := range names {
		l, err := level(r.Rubric, name)
		if err != nil {
			return err
		}
		levels = append(levels, l)
	}
	view := func(_ *rubric.Rubric, t lang.Tag) report.Document { return o.view(r.Rubric, levels, t) }
	return o.out.print(views(r.Rubric, view, nil, func(w io.Writer, r *rubric.Rubric) error { return wire.Levels(w, r, orAll(r, levels)) }))
}

// spread prints what public ladders state of a title.
func (o *levelsOptions) spread(r *rubric.Rubric, names []string) error {
	if len(names) != 1 {
		return usageErrorf("--elsewhere is about one level: `rung levels senior-pm --elsewhere`")
	}
	s, err := o.app.spread(r, names[0])
	if err != nil {
		return err
	}
	return o.out.print(views(s, report.TitleSpread, report.TitleSpreadPage, wire.Spread))
}

// view is the whole ladder, one level, or two side by side.
func (o *levelsOptions) view(r *rubric.Rubric, levels []*rubric.Level, t lang.Tag) report.Document {
	switch len(levels) {
	case 0:
		return report.Levels(r, t, o.again())
	case 1:
		return report.Level(r, levels[0], t)
	}
	return report.SideBySide(r, levels[0], levels[1], t)
}

// again is what to type to draw the same ladder; nothing where it was read from
// standard input.
func (o *levelsOptions) again() string {
	switch o.rubric {
	case "-":
		return ""
	case defaultRubric:
		return "rung levels"
	}
	return "rung levels --rubric " + shellWord(o.rubric)
}

// orAll is levels, or all levels of r when there are none.
func orAll(r *rubric.Rubric, levels []*rubric.Level) []*rubric.Level {
	if len(levels) > 0 {
		return levels
	}
	for i := range r.Levels {
		levels = append(levels, &r.Levels[i])
	}
	return levels
}
