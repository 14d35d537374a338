package cmd

import (
	"maps"
	"slices"

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
		Use:   "history",
		Short: a.t("Dated results of one person, and their trend"),
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return o.run() },
	}
	c.Flags().StringVar(&o.subject, "subject", "", a.t("the `name` of the person (default: you, or the only one)"))
	c.Flags().StringVar(&o.rubric, "rubric", "", a.t("only assessments on the `rubric` with this id"))
	o.out = newOutput(a, c)
	return c
}

func (o *historyOptions) run() error {
	results, err := o.app.resultsOf(o.subject, o.rubric)
	if err != nil {
		return err
	}
	return o.out.print(views(results, report.History, report.HistoryPage, wire.History))
}

// resultsOf scores every saved assessment of a person, the oldest first, each
// with its own rubric. There is at least one.
func (a *app) resultsOf(subject, rubricID string) ([]*assess.Result, error) {
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	person, err := a.person(s, subject)
	if err != nil {
		return nil, err
	}
	saved, err := s.List(store.Filter{Subject: person, Rubric: rubricID})
	if err != nil {
		return nil, err
	}
	if len(saved) == 0 {
		return nil, lang.Errorf("there is no assessment yet; run `rung assess`")
	}
	var results []*assess.Result
	for _, one := range saved {
		r, err := a.rubricFor(one, nil)
		if err != nil {
			return nil, err
		}
		results = append(results, assess.Score(r.Rubric, one))
	}
	return results, nil
}

// person is the id of the person called name; without a name, of whoever the
// shelf is about, if there is no doubt.
func (a *app) person(s *store.Store, name string) (string, error) {
	saved, err := s.List(store.Filter{})
	if err != nil {
		return "", err
	}
	people := map[string]lang.Localized{}
	for _, one := range saved {
		people[one.Subject.ID] = called(one.Subject)
	}
	wanted := assess.PersonID(name)
	switch {
	case name == "" && people[assess.Me.ID] != nil:
		return assess.Me.ID, nil
	case name == "" && len(people) == 1:
		return saved[0].Subject.ID, nil
	case name != "" && people[wanted] != nil:
		return wanted, nil
	case len(people) == 0:
		return "", lang.Errorf("there is no assessment yet; run `rung assess`")
	}
	var names lang.List
	for _, id := range slices.Sorted(maps.Keys(people)) {
		names = append(names, people[id])
	}
	if name == "" {
		return "", usageErrorf("whose? add --subject NAME, with one of these: %v", names)
	}
	return "", lang.Errorf("there is no assessment of %v; there are those of %v", lang.Quoted(name), names)
}
