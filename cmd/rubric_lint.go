package cmd

import (
	"fmt"

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
		Use:   "lint " + a.t("[ID|FILE]…"),
		Short: a.t("Check rubric files: every error and advice, with its place"),
		Args:  arguments(0, -1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().BoolVar(&o.strict, "strict", false, a.t("advice fails the check too"))
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
	var r source
	if err == nil {
		r, err = o.app.parse(name, data)
	}
	if err != nil {
		o.app.reportError(o.app.Stderr, err)
		return exitCode(err)
	}
	advice := rubric.Lint(name, data, o.app.bases(name))
	if len(advice) > 0 {
		fmt.Fprintln(o.app.Stderr, o.app.problems(advice))
	}
	fmt.Fprintln(o.app.Stdout, o.app.shown(o.app.t("%s: valid, %v, %v, %v; %v", name,
		lang.Count(len(r.Levels), "level", "levels"),
		lang.Count(len(r.Dimensions), "dimension", "dimensions"),
		lang.Count(len(r.Questions), "question", "questions"),
		lang.Count(len(advice), "piece of advice", "pieces of advice"))))
	if len(advice) > 0 && o.strict {
		return exitCheck
	}
	return exitOK
}
