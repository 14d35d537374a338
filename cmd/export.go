package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/rubric/lang"
)

type exportOptions struct {
	app *app
	out *destination
}

func newExport(a *app) *cobra.Command {
	o := exportOptions{app: a}
	c := &cobra.Command{
		Use:   "export " + a.in(lang.T("[NAME]", "[NOM]")),
		Short: a.in(lang.T("Everything about one person, as one file", "Tout ce qui concerne une personne, en un fichier")),
		Long: a.in(lang.T("Writes every assessment and draft of one person, with the rubrics they were made with, and what calibration sessions came to about them, as one JSON document. `rung import` reads all of it but the sessions.",
			"Écrit toutes les évaluations et tous les brouillons d’une personne, avec leurs référentiels, et ce à quoi des sessions de calibration ont abouti pour elle, en un document JSON. `rung import` en reprend tout sauf les sessions.")),
		Example: "  rung export Ada -o ada.json",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	o.out = newDestination(a, c)
	return c
}

func (o *exportOptions) run(names []string) error {
	if err := o.out.check(); err != nil {
		return err
	}
	s, err := o.app.store()
	if err != nil {
		return err
	}
	person := assess.PersonID(argument(names, 0, ""))
	if len(names) == 0 {
		if person, err = o.app.person(s, ""); err != nil {
			return err
		}
	}
	bundle, err := s.Export(person)
	if err != nil {
		return err
	}
	return o.out.write(func(w io.Writer) error { _, err := w.Write(bundle); return err })
}
