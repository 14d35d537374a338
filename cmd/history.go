package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/assess/store"
	"rung/rubric/lang"
)

type historyOptions struct {
	app *app
	out *output

	subject string
	rubric  string
}

func newHistory(a *app) *cobra.Command {
	o := historyOptions{app: a}
	c := &cobra.Command{
		Use:     "history " + a.t("[NAME]"),
		Short:   a.t("Dated results of one person, and their trend"),
		Long:    a.t("Lists the assessments of a person; without a name yours, or those of the only one there is.") + " " + a.in(naming) + " " + a.in(peersElsewhere),
		Example: "  rung history Ada\n  rung history me",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.subject, "subject", "", a.t("the `name` of the person"))
	c.Flags().StringVar(&o.rubric, "rubric", "", a.t("only assessments on the `rubric` with this id, or id@version"))
	o.out = newOutput(a, c)
	return c
}

func (o *historyOptions) run(names []string) error {
	if len(names) > 0 && o.subject != "" {
		return usageErrorf("give a name or --subject, not both")
	}
	results, err := o.app.resultsOf(argument(names, 0, o.subject), o.rubric)
	if err != nil {
		return err
	}
	return o.out.print(views(results, report.History, report.HistoryPage, wire.History))
}

// resultsOf scores the assessments of a person, the oldest first, each with its
// own rubric. There is at least one.
func (a *app) resultsOf(subject, rubric string) ([]*assess.Result, error) {
	saved, err := a.assessmentsOf(subject, rubric)
	if err != nil {
		return nil, err
	}
	if saved, err = a.readTogether(saved); err != nil {
		return nil, err
	}
	var results []*assess.Result
	for _, one := range saved {
		r, _, err := a.rubricFor(one, nil)
		if err != nil {
			return nil, err
		}
		results = append(results, assess.Score(r.Rubric, one))
	}
	return results, nil
}

// assessmentsOf are the saved assessments of a person, the oldest first: on all
// rubrics, or on one by id or id@version. There is at least one.
func (a *app) assessmentsOf(subject, rubric string) ([]*assess.Assessment, error) {
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	person, err := a.person(s, subject)
	if err != nil {
		return nil, err
	}
	id, version, _ := strings.Cut(rubric, "@")
	saved, err := s.List(store.Filter{Subject: person, Rubric: id})
	if err != nil {
		return nil, err
	}
	saved = slices.DeleteFunc(saved, func(one *assess.Assessment) bool {
		return version != "" && !strings.HasPrefix(one.Rubric.Version+".", version+".")
	})
	if len(saved) == 0 {
		return nil, lang.Errorf("there is no assessment yet; run `rung assess`")
	}
	return saved, nil
}
