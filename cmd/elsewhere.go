package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/elsewhere"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/assess/store"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
	"rung/rubrics"
)

type elsewhereOptions struct {
	app *app
	out *output
}

func newElsewhere(a *app) *cobra.Command {
	o := elsewhereOptions{app: a}
	c := &cobra.Command{
		Use:   "elsewhere " + a.t("[ID|FILE|NAME|last]"),
		Short: a.t("What public ladders call this scope"),
		Long: a.t("Sets an assessment beside the levels of public ladders, by the facts that these state: the nearest first, with the facts that fit " +
			"and those that do not. It says what titles mean elsewhere, and is no assessment. A fact is compared with the answer to its own question; " +
			"what is not answered says nothing. How it was made: `rung help ladders`."),
		Example: "  rung elsewhere\n  rung elsewhere Ada -o elsewhere.html\n  rung levels senior-pm --elsewhere",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, store.Last)) },
	}
	o.out = newOutput(a, c)
	o.out.inputs = func(refs []string) []string { return refs }
	return c
}

func (o *elsewhereOptions) run(ref string) error {
	list, err := o.app.meant(ref, "")
	if err != nil {
		return err
	}
	shown := list[len(list)-1]
	r, _, err := o.app.rubricFor(shown, nil)
	if err != nil {
		return err
	}
	ladders, err := o.app.ladders(r.Rubric)
	if err != nil {
		return err
	}
	c := elsewhere.Compare(ladders, r.Rubric, shown)
	if err := o.out.print(views(c, report.Elsewhere, report.ElsewherePage, wire.Elsewhere)); err != nil {
		return err
	}
	if len(c.Near) == 0 {
		return outcome(exitTooFew)
	}
	return nil
}

// ladders are the public ladders whose facts answer questions that a rubric asks too.
func (a *app) ladders(r *rubric.Rubric) (*elsewhere.Ladders, error) {
	name, data, err := rubrics.Ladders(defaultRubric)
	if err != nil {
		return nil, err
	}
	ladders, err := elsewhere.Parse(name, data, func(ref string) (*rubric.Rubric, error) {
		s, err := a.rubric(ref)
		return s.Rubric, err
	})
	if err != nil {
		return nil, err
	}
	if usable, _ := ladders.Usable(r); len(usable) == 0 {
		return nil, invalid(lang.Errorf("public ladders state facts that answer questions of %s; %s asks none of these in the same words, so nothing can be compared. "+
			"`rung levels \"Senior PM\" --elsewhere` shows a title without it; a ladder that begins with `rung rubric init --from %s` can be compared",
			ladders.Rubric.ID, r.ID, ladders.Rubric.ID))
	}
	return ladders, nil
}

// spread is what public ladders state of a level of a rubric, or of a title that none
// of its levels has.
func (a *app) spread(r *rubric.Rubric, title string) (*elsewhere.Spread, error) {
	ladders, err := a.ladders(r)
	if err != nil {
		return nil, err
	}
	l, unknown := level(r, title)
	if unknown != nil {
		if s := ladders.Titled(title); s != nil {
			return s, nil
		}
		return nil, untitled(title, ladders.Near(title, nearTitles), unknown)
	}
	if s := ladders.Of(l); s != nil {
		return s, nil
	}
	return nil, invalid(lang.Errorf("no public ladder states facts of this level: %v", l.Title))
}

// nearTitles is how many titles are named that are near another.
const nearTitles = 3

// untitled says that neither a public ladder nor the rubric knows a title.
func untitled(title string, near []string, unknown error) error {
	if len(near) == 0 {
		return usageErrorf("no public ladder has the title %v; %v", doc.Quote(title), unknown)
	}
	return usageErrorf("no public ladder has the title %v, and near it are %v; %v", doc.Quote(title), doc.Words(near), unknown)
}
