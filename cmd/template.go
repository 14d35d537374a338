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
		Short:   a.t("An answers file to fill in"),
		Example: "  rung template > a.yaml\n  rung assess --answers a.yaml\n  rung template --subject Ada --as manager --by Grace > ada.yaml",
		Args:    arguments(0, 0),
		RunE:    func(*cobra.Command, []string) error { return o.run() },
	}
	a.rubricFlag(c, &o.rubric)
	c.Flags().StringVar(&o.example, "example", "", a.t("filled in by the bundled persona of a `level`"))
	o.people.flags(a, c)
	o.out = newDestination(a, c)
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

// persona is the bundled persona at a level of a built-in rubric: the answers,
// and who it is.
func persona(r source, level string) ([]assess.Answer, assess.Person, error) {
	if newest := rubrics.Versions(r.ID); len(newest) > 0 && r.Version != newest[0] {
		return nil, assess.Person{}, usageErrorf("the examples are for %s %s", r.ID, newest[0])
	}
	if l, err := r.FindLevel(level); err == nil {
		level = l.ID
	}
	name, data, err := rubrics.Persona(r.ID, level)
	if errors.Is(err, fs.ErrNotExist) {
		there := strings.Join(rubrics.Personas(r.ID), ", ")
		if there == "" {
			return nil, assess.Person{}, usageErrorf("there are no examples for %s", r.ID)
		}
		return nil, assess.Person{}, usageErrorf("there is no example %v for %s; there are: %s", lang.Quoted(level), r.ID, there)
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
