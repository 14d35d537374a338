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
		Use:   "import " + a.t("FILE…"),
		Short: a.t("Take in exported files"),
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
	o.app.tell("%s: %v taken in, %d there already", lang.Defang(name),
		lang.Count(len(done.Added), "assessment", "assessments # taken in"), len(done.Present))
	if n := len(done.Restored); n > 0 {
		o.app.tell("%v had been changed outside rung and was put back as it was.",
			lang.Count(n, "assessment", "assessments"))
	}
	if n := len(done.Kept); n > 0 {
		o.app.tell("%v left out: you have one of the same person here.", lang.Count(n, "draft", "drafts"))
	}
	return nil
}
