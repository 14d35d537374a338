package cmd

import (
	"os"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric/lang"
)

type showOptions struct {
	app *app
	out *output

	rubric string
	view   resultView
}

func newShow(a *app) *cobra.Command {
	o := showOptions{app: a}
	c := &cobra.Command{
		Use:   "show " + a.t("[ID|FILE|last]"),
		Short: a.t("Draw a saved assessment again"),
		Long: a.t("Draws the last assessment, one by id or by the beginning of its id, or the last one in an exported file. The " +
			"result is computed anew, with the rubric the assessment was made with unless another is named."),
		Example: "  rung show last --explain\n  rung show --target staff-pm\n  rung show last -o result.html\n  rung show ada.json --format json",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, store.Last)) },
	}
	f := c.Flags()
	f.StringVar(&o.rubric, "rubric", "", a.t("another `rubric`, or version of it, to score with: an id or a file"))
	f.StringVar(&o.view.target, "target", "", a.t("say what separates the answers from a `level`"))
	f.BoolVar(&o.view.explain, "explain", false, a.t("show every number"))
	o.out = newOutput(a, c)
	o.out.inputs = func(refs []string) []string { return append(refs, o.rubric) }
	return c
}

func (o *showOptions) run(ref string) error {
	shown, err := o.app.assessment(ref)
	if err != nil {
		return err
	}
	named, err := o.app.named(o.rubric)
	if err != nil {
		return err
	}
	r, err := o.app.rubricFor(shown, named)
	if err != nil {
		return err
	}
	o.view.screen = report.Screen{Redraw: o.command(ref), Notes: true}
	return printResult(o.out, r.Rubric, shown, o.view)
}

// command is what to type to draw the same again; nothing where it was read from
// standard input.
func (o *showOptions) command(ref string) string {
	command := "rung show"
	if ref == "-" || o.rubric == "-" {
		return ""
	}
	if ref != store.Last {
		command += " " + shellWord(ref)
	}
	if o.rubric != "" {
		command += " --rubric " + shellWord(o.rubric)
	}
	return command
}

// assessment finds what ref means: the last one in a file, or one on the shelf.
func (a *app) assessment(ref string) (*assess.Assessment, error) {
	if isFile(ref) {
		list, err := a.assessmentsIn(ref)
		if err != nil {
			return nil, err
		}
		return list[len(list)-1], nil
	}
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	return s.Find(ref)
}

// isFile reports whether ref means a file: it looks like one, or is one.
func isFile(ref string) bool {
	_, err := os.Stat(ref)
	return err == nil && ref != store.Last || looksLikeFile(ref)
}

// assessmentsIn are the assessments in an exported file, oldest first; there is
// at least one.
func (a *app) assessmentsIn(file string) ([]*assess.Assessment, error) {
	name, data, err := a.readUpTo(file, assess.MaxFile)
	if err != nil {
		return nil, err
	}
	list, texts, err := store.Contents(name, data)
	if err != nil {
		return nil, invalid(err)
	}
	if len(list) == 0 {
		return nil, invalid(lang.Errorf("%s holds drafts only, no assessment", name))
	}
	a.shelf.brought = append(a.shelf.brought, texts...)
	return list, nil
}

// named is the rubric that an option names, read once; nil where it names none.
func (a *app) named(ref string) (*source, error) {
	if ref == "" {
		return nil, nil
	}
	r, err := a.rubric(ref)
	return &r, err
}

// rubricFor is the rubric to score an assessment with: the one that was named,
// else its own. The answers are checked against it.
func (a *app) rubricFor(shown *assess.Assessment, named *source) (source, error) {
	if named != nil {
		return *named, invalid(shown.Check(named.Rubric))
	}
	r, err := a.rubricOf(shown.Rubric)
	if err != nil {
		return source{}, err
	}
	return r, invalid(shown.Check(r.Rubric))
}
