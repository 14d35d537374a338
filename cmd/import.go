package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/store"
	"rung/rubric/lang"
)

func newImport(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "import " + a.t("FILE…"),
		Short: a.t("Take in exported files"),
		Long: a.t("Takes in what `rung export` and `rung calibrate export` write. A session that is here already goes on from where it " +
			"stands, if the file has more of the same log; two copies that went apart are refused, with where they part."),
		Args: arguments(1, -1),
		RunE: func(_ *cobra.Command, args []string) error { return a.importAll(args) },
	}
}

// importAll takes in every file, in their order. One that is refused does not keep
// the others out.
func (a *app) importAll(files []string) error {
	s, err := a.store()
	if err != nil {
		return err
	}
	sources, err := a.builtIn()
	if err != nil {
		return err
	}
	var builtIn []store.RubricText
	for _, r := range sources {
		builtIn = append(builtIn, r.kept())
	}
	var refused error
	for _, file := range files {
		refused = errors.Join(refused, a.importFile(s, file, builtIn))
	}
	return refused
}

// importFile takes in one file, and says what of it was new.
func (a *app) importFile(s *store.Store, file string, builtIn []store.RubricText) error {
	name, data, err := a.readUpTo(file, store.MaxSessionBundle)
	if err != nil {
		return err
	}
	if store.HoldsSession(data) {
		return a.importSession(name, data)
	}
	done, err := s.Import(name, data, a.Now(), builtIn...)
	if err != nil {
		return err
	}
	a.tell("%s: %v taken in, %d there already", name,
		lang.Count(len(done.Added), "assessment", "assessments # taken in"), len(done.Present))
	if n := len(done.Restored); n > 0 {
		a.tell("%v had been changed outside rung and was put back as it was.",
			lang.Count(n, "assessment", "assessments"))
	}
	if n := len(done.Kept); n > 0 {
		a.tell("%v left out: you have one of the same person here.", lang.Count(n, "draft", "drafts"))
	}
	return nil
}
