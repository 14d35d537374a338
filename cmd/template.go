package cmd

import (
	"errors"
	"io"
	"io/fs"
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
		Short:   a.in(lang.T("An answers file to fill in", "Un fichier de réponses à remplir")),
		Example: "  rung template > a.yaml\n  rung assess --answers a.yaml\n  rung template --subject Ada --as manager --by Grace > ada.yaml",
		Args:    arguments(0, 0),
		RunE:    func(*cobra.Command, []string) error { return o.run() },
	}
	a.rubricFlag(c, &o.rubric)
	c.Flags().StringVar(&o.example, "example", "", a.in(lang.T("filled in by the bundled persona of a `level`", "rempli par l’exemple fourni d’un `niveau`")))
	o.people.flags(a, c)
	o.out = newDestination(a, c)
	return c
}

func (o *templateOptions) run() error {
	if err := o.out.check(o.rubric); err != nil {
		return err
	}
	r, err := o.app.rubric(o.rubric)
	if err != nil {
		return err
	}
	var about assess.Assessment
	if o.example != "" {
		if about.Answers, _, err = persona(r, o.example); err != nil {
			return err
		}
	}
	if o.people != (peopleOptions{}) {
		if err := o.people.name(&about); err != nil {
			return err
		}
	}
	return o.out.write(func(w io.Writer) error {
		_, err := w.Write(assess.Template(r.Rubric, o.app.lang, about))
		return err
	})
}

// persona is the bundled persona at a level of a built-in rubric: the answers,
// and who it is.
func persona(r source, level string) ([]assess.Answer, assess.Person, error) {
	name, data, err := rubrics.Persona(r.ID, level)
	if errors.Is(err, fs.ErrNotExist) {
		there := strings.Join(rubrics.Personas(r.ID), ", ")
		if there == "" {
			return nil, assess.Person{}, usageErrorf(lang.T("there are no examples for %s", "il n’y a pas d’exemples pour %s"), r.ID)
		}
		return nil, assess.Person{}, usageErrorf(lang.T("there is no example %q for %s; there are: %s", "l’exemple %q n’existe pas pour %s ; il y a : %s"), level, r.ID, there)
	}
	if err != nil {
		return nil, assess.Person{}, err
	}
	sheet, err := assess.ParseSheet(name, data)
	if err != nil {
		return nil, assess.Person{}, err
	}
	answers, err := sheet.Against(r.Rubric)
	if err != nil {
		return nil, assess.Person{}, err
	}
	who, err := assess.NewPerson(sheet.Subject)
	return answers, who, err
}
