package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/rubric"
	"rung/rubric/lang"
)

type rubricLintOptions struct {
	app *app

	strict bool
}

func newRubricLint(a *app) *cobra.Command {
	o := rubricLintOptions{app: a}
	c := &cobra.Command{
		Use:   "lint " + a.in(lang.T("[ID|FILE]…", "[ID|FICHIER]…")),
		Short: a.in(lang.T("Check rubric files: every error and advice, with its place", "Vérifier des fichiers : chaque erreur et conseil, avec sa place")),
		Args:  arguments(0, -1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().BoolVar(&o.strict, "strict", false, a.in(lang.T("advice fails the check too", "un conseil fait aussi échouer la vérification")))
	return c
}

// run checks every file, also after a bad one, and ends with the worst code.
func (o *rubricLintOptions) run(refs []string) error {
	if len(refs) == 0 {
		refs = []string{defaultRubric}
	}
	worst := exitOK
	for _, ref := range refs {
		worst = max(worst, o.lint(ref))
	}
	if worst != exitOK {
		return outcome(worst)
	}
	return nil
}

// lint checks one file, says what it found, and returns the exit code.
func (o *rubricLintOptions) lint(ref string) int {
	name, data, err := o.app.rubricText(ref)
	var r *rubric.Rubric
	if err == nil {
		r, err = rubric.Parse(name, data)
	}
	if err != nil {
		o.app.reportError(o.app.Stderr, err)
		return exitCode(err)
	}
	advice := rubric.Lint(name, data)
	if len(advice) > 0 {
		io.WriteString(o.app.Stderr, o.app.in(advice)+"\n")
	}
	io.WriteString(o.app.Stdout, o.app.t(lang.T("%s: valid, %v, %v, %v; %v\n", "%s : valide, %v, %v, %v ; %v\n"), lang.Defang(name),
		lang.Count{N: len(r.Levels), One: lang.T("level", "niveau"), Many: lang.T("levels", "niveaux")},
		lang.Count{N: len(r.Dimensions), One: lang.T("dimension", "dimension"), Many: lang.T("dimensions", "dimensions")},
		lang.Count{N: len(r.Questions), One: lang.T("question", "question"), Many: lang.T("questions", "questions")},
		lang.Count{N: len(advice), One: lang.T("piece of advice", "conseil"), Many: lang.T("pieces of advice", "conseils")}))
	if len(advice) > 0 && o.strict {
		return exitCheck
	}
	return exitOK
}
