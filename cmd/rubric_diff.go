package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/assess/store"
	"rung/rubric/doc"
)

type rubricDiffOptions struct {
	app *app
	out *output

	against []string
}

// onShelf is what --against calls the store.
const onShelf = "store"

func newRubricDiff(a *app) *cobra.Command {
	o := rubricDiffOptions{app: a}
	c := &cobra.Command{
		Use:   "diff " + a.t("ID|FILE ID|FILE"),
		Short: a.t("What differs between two rubrics, and whose level does"),
		Long: a.t("Lists what differs from one rubric to another, part by part, and scores people's answers on both: the personas of the first, " +
			"and those of --against. What is new is a patch if only words differ, minor if all of it is added and nobody comes to another " +
			"level, else major."),
		Example: "  rung rubric diff product@1 product\n  rung rubric diff old.yaml mine.yaml --against store",
		Args:    arguments(2, 2),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0], args[1]) },
	}
	c.Flags().StringSliceVar(&o.against, "against", nil, a.t("answers `files`, exported files, or store: whose answers to score too"))
	o.out = newOutput(a, c)
	o.out.inputs = func(refs []string) []string { return append(refs, o.against...) }
	return c
}

func (o *rubricDiffOptions) run(from, to string) error {
	a, err := o.app.rubric(from)
	if err != nil {
		return err
	}
	b, err := o.app.rubric(to)
	if err != nil {
		return err
	}
	personas, err := o.app.personas(from, a.Rubric)
	if err != nil {
		return err
	}
	var people []assess.Given
	for _, p := range personas.All {
		people = append(people, assess.Given{Name: p.ID, Answers: p.Assessment(a.Rubric)})
	}
	for _, ref := range o.against {
		more, err := o.answers(a, ref)
		if err != nil {
			return err
		}
		people = append(people, more...)
	}
	return o.out.print(views(assess.Differ(a.Rubric, b.Rubric, people), report.Difference, nil, wire.Difference))
}

// answers are those on r that are in a file, or on the shelf.
func (o *rubricDiffOptions) answers(r source, ref string) ([]assess.Given, error) {
	if ref == onShelf {
		s, err := o.app.store()
		if err != nil {
			return nil, err
		}
		list, err := s.List(store.Filter{Rubric: r.ID})
		if err != nil || len(list) == 0 {
			return nil, err
		}
		return o.kept(r, list)
	}
	name, data, err := o.app.readUpTo(ref, assess.MaxFile)
	if err != nil {
		return nil, err
	}
	sheet, err := assess.ParseSheet(name, data)
	var problems doc.Problems
	if errors.As(err, &problems) && problems[0].Form != "" {
		list, err := o.app.assessmentsIn(ref)
		if err != nil {
			return nil, err
		}
		return o.kept(r, list)
	}
	if err != nil {
		return nil, err
	}
	answers, err := sheet.Against(r.Rubric)
	return []assess.Given{{Name: name, Answers: &assess.Assessment{Rubric: assess.Ref(r.Rubric), Answers: answers}}}, err
}

// kept are the answers of assessments as they are on r, as far as they may be read
// side by side.
func (o *rubricDiffOptions) kept(r source, list []*assess.Assessment) (people []assess.Given, err error) {
	if list, err = o.app.readTogether(list); err != nil {
		return nil, err
	}
	for _, made := range list {
		_, on, err := o.app.rubricFor(made, &r)
		if err != nil {
			return nil, err
		}
		people = append(people, assess.Given{Name: report.NameOf(made.Subject) + ", " + report.ShortID(made.ID), Answers: on})
	}
	return people, nil
}
