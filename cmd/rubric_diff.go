package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/lang"
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
			"and those of --against. What is new is a patch if only words differ, minor if all else is added or fitted anew and nobody " +
			"comes to another level, else major."),
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
	compared := people{}
	for _, p := range personas.All {
		compared.add(p.ID, assess.Given{Name: p.ID, From: assess.OfPersona, Answers: p.Assessment(a.Rubric)})
	}
	for _, ref := range o.against {
		if err := o.answers(&compared, a, ref); err != nil {
			return err
		}
	}
	diff := assess.Differ(a.Rubric, b.Rubric, compared.all)
	return o.out.print(views(diff, report.Difference, report.DifferencePage, wire.Difference))
}

// people are those whose answers are compared, each once.
type people struct {
	all  []assess.Given
	seen map[string]bool
}

// add adds somebody, unless the same was added: what has this id, or this content.
func (p *people) add(same string, one assess.Given) {
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	if !p.seen[same] {
		p.seen[same] = true
		p.all = append(p.all, one)
	}
}

// answers adds those on r that are in a file, or on the shelf.
func (o *rubricDiffOptions) answers(compared *people, r source, ref string) error {
	if ref == onShelf {
		list, err := o.onShelf(r)
		if err != nil || len(list) == 0 {
			return err
		}
		return o.kept(compared, r, list, assess.OfStore)
	}
	name, data, err := o.app.readUpTo(ref, assess.MaxFile)
	if err != nil {
		return err
	}
	sheet, err := assess.ParseSheet(name, data)
	var problems doc.Problems
	if errors.As(err, &problems) && problems[0].Form != "" {
		if form := problems[0].Form; readerOf(form) != "rung import FILE" {
			return invalid(lang.Errorf("%s is of the form %v; --against takes answers files (%s) and what `rung export` writes",
				name, doc.Quote(form), assess.AnswersSchema))
		}
		list, err := o.app.assessmentsIn(ref)
		if err != nil {
			return err
		}
		return o.kept(compared, r, list, assess.OfFile)
	}
	if err != nil {
		return err
	}
	answers, err := sheet.Against(r.Rubric)
	made := &assess.Assessment{Rubric: assess.Ref(r.Rubric), Answers: answers}
	compared.add(string(data), assess.Given{Name: name, From: assess.OfFile, Answers: made})
	return err
}

// onShelf are the assessments on r in the store, if there is one.
func (o *rubricDiffOptions) onShelf(r source) (list []*assess.Assessment, err error) {
	s, err := o.app.storeIfThere()
	if err == nil && s != nil {
		list, err = s.List(store.Filter{Rubric: r.ID})
	}
	if err == nil && len(list) == 0 {
		o.app.tell("The store holds nobody's answers on %s.", r.ID)
	}
	return list, err
}

// kept adds the answers of assessments as they are on r, as far as they may be read
// side by side.
func (o *rubricDiffOptions) kept(compared *people, r source, list []*assess.Assessment, from assess.Origin) error {
	list, err := o.app.readTogether(list)
	if err != nil {
		return err
	}
	for _, made := range list {
		_, on, err := o.app.rubricFor(made, &r)
		if err != nil {
			return err
		}
		compared.add(made.ID, assess.Given{Name: report.NameOf(made.Subject) + ", " + report.ShortID(made.ID), From: from, Answers: on})
	}
	return nil
}
