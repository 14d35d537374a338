package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/store"
	"rung/rubric/lang"
)

type importOptions struct{ app *app }

func newImport(a *app) *cobra.Command {
	o := importOptions{app: a}
	return &cobra.Command{
		Use:   "import " + a.in(lang.T("FILE…", "FICHIER…")),
		Short: a.in(lang.T("Take in exported files", "Reprendre des fichiers exportés")),
		Args:  arguments(1, -1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
}

func (o *importOptions) run(files []string) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	sources, err := o.app.builtIn()
	if err != nil {
		return err
	}
	var builtIn []store.RubricText
	for _, r := range sources {
		builtIn = append(builtIn, r.kept())
	}
	for _, file := range files {
		if err := o.read(s, file, builtIn); err != nil {
			return err
		}
	}
	return nil
}

// read takes in one file, and says what of it was new.
func (o *importOptions) read(s *store.Store, file string, builtIn []store.RubricText) error {
	name, data, err := o.app.readUpTo(file, store.MaxBundle)
	if err != nil {
		return err
	}
	done, err := s.Import(name, data, o.app.Now(), builtIn...)
	if err != nil {
		return err
	}
	o.app.tell(lang.T("%s: %v taken in, %d there already", "%s : %v, %d déjà là"), lang.Defang(name),
		lang.Count{N: len(done.Added), One: lang.T("assessment", "évaluation reprise"), Many: lang.T("assessments", "évaluations reprises")}, len(done.Present))
	if n := len(done.Restored); n > 0 {
		o.app.tell(lang.T("%v had been changed outside rung and was put back as it was.", "%v avait été modifiée hors de rung ; remise en l’état."),
			lang.Count{N: n, One: lang.T("assessment", "évaluation"), Many: lang.T("assessments", "évaluations")})
	}
	if n := len(done.Kept); n > 0 {
		o.app.tell(lang.T("%v left out: you have one of the same person here.", "%v laissé de côté : vous en avez un de la même personne ici."),
			lang.Count{N: n, One: lang.T("draft", "brouillon"), Many: lang.T("drafts", "brouillons")})
	}
	return nil
}
