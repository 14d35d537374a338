package cmd

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/rubric/lang"
	"rung/rubrics"
)

type templateOptions struct {
	app *app
	out *destination

	rubric  string
	example string
	people  peopleOptions
}

func newTemplate(a *app) *cobra.Command {
	o := templateOptions{app: a}
	c := &cobra.Command{
		Use:     "template",
		Short:   a.t("An answers file to fill in"),
		Example: "  rung template > a.yaml\n  rung assess --answers a.yaml\n  rung template --subject Ada --as manager --by Grace > ada.yaml",
		Args:    arguments(0, 0),
		RunE:    func(*cobra.Command, []string) error { return o.run() },
	}
	a.rubricFlag(c, &o.rubric)
	c.Flags().StringVar(&o.example, "example", "", a.t("filled in by the bundled persona of a `level`"))
	o.people.flags(a, c)
	o.out = newDestination(a, c, yamlFormat)
	o.out.inputs = func([]string) []string { return []string{o.rubric} }
	return c
}

func (o *templateOptions) run() error {
	r, err := o.app.rubric(o.rubric)
	if err != nil {
		return err
	}
	var about assess.Assessment
	if o.example != "" {
		example, err := o.app.persona(o.rubric, r, o.example)
		if err != nil {
			return err
		}
		about.Answers = example.Answers
	}
	if o.people != (peopleOptions{}) {
		if err := o.people.name(&about); err != nil {
			return err
		}
	}
	return o.out.write(func(w io.Writer) error {
		_, err := w.Write(assess.Template(r.Rubric, o.app.lang, about, o.next()))
		return err
	})
}

// next is what to type when the file is filled in. What it says of the rubric is
// enough for a built-in one.
func (o *templateOptions) next() string {
	if id, _, _ := strings.Cut(o.rubric, "@"); id != "-" && looksLikeFile(id) {
		return o.app.t("rung assess --rubric %s --answers FILE", shellWord(o.rubric))
	}
	return o.app.t("rung assess --answers FILE")
}

// persona is the first persona of a level: of those beside the file of a rubric, or of
// the bundled ones.
func (a *app) persona(ref string, r source, level string) (assess.Persona, error) {
	personas, err := a.examples(ref, r)
	if err != nil {
		return assess.Persona{}, err
	}
	l, _ := r.FindLevel(level)
	var there []string
	for _, one := range personas.All {
		switch {
		case one.Level == nil:
		case one.Level == l:
			return one, nil
		case !slices.Contains(there, one.Level.ID):
			there = append(there, one.Level.ID)
		}
	}
	return assess.Persona{}, usageErrorf("there is no example %v for %s; there are: %s", lang.Quoted(level), r.ID, strings.Join(there, ", "))
}

// examples are the personas beside the file of a rubric; without any, those bundled
// with the newest version of a built-in one.
func (a *app) examples(ref string, r source) (*assess.Personas, error) {
	if beside, err := a.personas(ref, r.Rubric); err != nil || len(beside.All) > 0 {
		return beside, err
	}
	if newest := rubrics.Versions(r.ID); len(newest) > 0 && r.Version != newest[0] {
		return nil, usageErrorf("the examples are for %s %s", r.ID, newest[0])
	}
	name, data, err := rubrics.Personas(r.ID)
	if err != nil {
		return nil, usageErrorf("there are no examples for %s", r.ID)
	}
	return assess.ParsePersonas(name, data, r.Rubric)
}
