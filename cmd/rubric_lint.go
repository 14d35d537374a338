package cmd

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/report/wire"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

type rubricLintOptions struct {
	app *app

	strict  bool
	explain bool
	format  string
}

// lintFormats are the formats of lint, the default first.
var lintFormats = []string{"text", "json", "github"}

func newRubricLint(a *app) *cobra.Command {
	o := rubricLintOptions{app: a}
	c := &cobra.Command{
		Use:   "lint " + a.t("[ID|FILE]…"),
		Short: a.t("Check rubric files: every error and advice, with its place"),
		Long: a.t("Checks rubric files. Errors keep a rubric from being used; advice is about what reads or measures badly. " +
			"Errors fail the check (exit code 4). With --explain, what the codes mean that are given, or all codes."),
		Args: arguments(0, -1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().BoolVar(&o.strict, "strict", false, a.t("advice fails the check too, but for one language"))
	c.Flags().BoolVar(&o.explain, "explain", false, a.t("what a code means, why, and an example: --explain CODE"))
	c.Flags().StringVar(&o.format, "format", lintFormats[0], a.t("the `format`: text, json, or github for notes beside the lines of a change"))
	c.RegisterFlagCompletionFunc("format", completions(lintFormats)) // fails only for a flag that is not there
	return c
}

// run checks every file, also after a bad one, and ends with the worst code.
func (o *rubricLintOptions) run(args []string) error {
	switch {
	case o.explain:
		return o.app.explainRules(args)
	case !slices.Contains(lintFormats, o.format):
		return usageErrorf("there is no format %v here; there are %v", lang.Quoted(o.format), doc.Words(lintFormats))
	case len(args) == 0:
		args = []string{defaultRubric}
	}
	worst := exitOK
	files := []wire.Linted{}
	for _, ref := range args {
		f, err := o.app.lint(ref)
		switch {
		case err != nil && o.format == "text":
			o.app.reportError(o.app.Stderr, err)
		case err != nil:
			f.Errors = doc.Problems{doc.Unreadable(ref, sayable(err))}
		case o.format == "text":
			o.tellLinted(f)
		}
		files = append(files, f)
		worst = max(worst, cmp.Or(exitCode(err), o.verdict(f)))
	}
	if err := o.print(files); err != nil {
		return err
	}
	if worst != exitOK {
		return outcome(worst)
	}
	return nil
}

// verdict is the exit code of a file that was checked. One language may be a choice:
// it is told, and fails nothing.
func (o *rubricLintOptions) verdict(f wire.Linted) int {
	unchosen := func(p doc.Problem) bool { return p.Code != "one-language" }
	if len(f.Errors) > 0 || o.strict && slices.ContainsFunc(f.Advice, unchosen) {
		return exitCheck
	}
	return exitOK
}

// lint checks one file. The error is that there is none to check.
func (a *app) lint(ref string) (wire.Linted, error) {
	name, data, err := a.rubricText(ref)
	var r source
	if err == nil {
		r, err = a.parse(name, data)
	}
	f := wire.Linted{File: cmp.Or(name, ref), Rubric: r.Rubric}
	if err == nil {
		f.Advice = helped(rubric.Lint(name, data, a.bases(name)))
	} else if errors.As(err, &f.Errors) {
		f.Errors, err = helped(f.Errors), nil
	}
	return f, err
}

// tellLinted says what was found in a file.
func (o *rubricLintOptions) tellLinted(f wire.Linted) {
	a := o.app
	if len(f.Errors) > 0 {
		fmt.Fprintln(a.Stdout, f.Errors.Draw(a.lang, a.shown))
	}
	a.drawAdvice(f.Advice)
	if f.Rubric != nil {
		said := a.t("%s: valid, %v, %v, %v; %v", f.File,
			lang.Count(len(f.Rubric.Levels), "level", "levels"),
			lang.Count(len(f.Rubric.Dimensions), "dimension", "dimensions"),
			lang.Count(len(f.Rubric.Questions), "question", "questions"),
			lang.Count(len(f.Advice), "piece of advice", "pieces of advice"))
		if o.verdict(f) != exitOK {
			said += a.t(", which fails under --strict")
		}
		fmt.Fprintln(a.Stdout, a.shown(said))
	}
}

// alike is how much advice of one kind is shown in full.
const alike = 3

// drawAdvice shows advice; of much of one kind in a file, the rest by its lines.
func (a *app) drawAdvice(all doc.Problems) {
	type kind struct{ file, code string }
	seen := map[kind]int{}
	var shown, more doc.Problems
	for _, p := range all {
		if k := (kind{p.File, p.Code}); seen[k] < alike {
			shown = append(shown, p)
			seen[k]++
		} else {
			more = append(more, p)
		}
	}
	if len(shown) > 0 {
		fmt.Fprintln(a.Stdout, shown.Draw(a.lang, a.shown))
	}
	for len(more) > 0 {
		first, lines := more[0], []string{}
		more = slices.DeleteFunc(more, func(p doc.Problem) bool {
			is := p.File == first.File && p.Code == first.Code
			if is {
				lines = append(lines, strconv.Itoa(p.Line))
			}
			return is
		})
		a.wrapped(a.Stdout, a.t("%s: [%s] also on line %s", first.File, first.Code, strings.Join(lines, ", ")))
	}
}

// print writes what was found in all files, in the formats for programs.
func (o *rubricLintOptions) print(files []wire.Linted) error {
	switch o.format {
	case "json":
		return wire.Lint(o.app.Stdout, files)
	case "github":
		for _, f := range files {
			o.app.annotate("error", f.Errors)
			o.app.annotate("warning", f.Advice)
		}
	}
	return nil
}
