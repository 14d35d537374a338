package cmd

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric/lang"
)

type showOptions struct {
	app *app
	out *output

	subject string
	rubric  string
	view    resultView
}

func newShow(a *app) *cobra.Command {
	o := showOptions{app: a}
	c := &cobra.Command{
		Use:   "show " + a.t("[ID|FILE|last]"),
		Short: a.t("Draw a saved assessment again"),
		Long: a.t("Draws the last assessment, one by id or by the beginning of its id, or the last one in an exported file. The " +
			"result is computed anew, with the rubric the assessment was made with unless another is named."),
		Example: "  rung show last --explain\n  rung show --subject Ada\n  rung show --target staff-pm\n  rung show last -o result.html\n  rung show ada.json --format json",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, store.Last)) },
	}
	f := c.Flags()
	f.StringVar(&o.subject, "subject", "", a.t("the last one of the person with this `name`"))
	f.StringVar(&o.rubric, "rubric", "", a.t("another version of the `rubric` to score with: an id, id@version or a file"))
	f.StringVar(&o.view.target, "target", "", a.t("say what separates the answers from a `level`"))
	f.BoolVar(&o.view.explain, "explain", false, a.t("show every number"))
	o.out = newOutput(a, c)
	o.out.inputs = func(refs []string) []string { return append(refs, o.rubric) }
	return c
}

func (o *showOptions) run(ref string) error {
	shown, err := o.chosen(ref)
	if err != nil {
		return err
	}
	named, err := o.app.named(o.rubric)
	if err != nil {
		return err
	}
	r, scored, err := o.app.rubricFor(shown, named)
	if err != nil {
		return err
	}
	o.view.screen, o.view.made = report.Screen{Redraw: o.command(ref), Notes: true}, shown
	return printResult(o.out, r.Rubric, scored, o.view)
}

// chosen is the assessment that ref means, or the last of a person.
func (o *showOptions) chosen(ref string) (*assess.Assessment, error) {
	if o.subject == "" {
		return o.app.assessment(ref)
	}
	if ref != store.Last {
		return nil, usageErrorf("give ids or --subject, not both")
	}
	list, err := o.app.assessmentsOf(o.subject, "")
	if err != nil {
		return nil, err
	}
	return list[len(list)-1], nil
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
	if o.subject != "" {
		command += " --subject " + shellWord(o.subject)
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
	return a.stored(s, ref)
}

// stored finds the assessment on the shelf that ref means. Where it means
// several, they are told apart by as few characters as it takes.
func (a *app) stored(s *store.Store, ref string) (*assess.Assessment, error) {
	found, err := s.Find(ref)
	var several *store.Error
	if !errors.As(err, &several) || several.Kind != store.Ambiguous {
		return found, err
	}
	var meant lang.List
	for i, id := range several.IDs[:min(len(several.IDs), shownMeant)] {
		one, err := s.Find(id)
		if err != nil {
			return nil, err
		}
		meant = append(meant, lang.Sprintf("%s (%v)", id[:telling(several.IDs, i)], described(one)))
	}
	if more := len(several.IDs) - len(meant); more > 0 {
		meant = append(meant, lang.Sprintf("%d more", more))
	}
	return nil, lang.Errorf("%v is the beginning of %d assessments: %v", lang.Quoted(ref), len(several.IDs), meant)
}

// shownMeant is how many of the assessments that may be meant are listed.
const shownMeant = 8

// telling is how many characters tell the i-th id from the others.
func telling(ids []string, i int) int {
	n := 1
	for j, other := range ids {
		for j != i && n < len(ids[i]) && strings.HasPrefix(other, ids[i][:n]) {
			n++
		}
	}
	if n < len(ids[i]) && ids[i][n-1] == '-' {
		n++
	}
	return n
}

// described says whose an assessment is, by whom, and when.
func described(a *assess.Assessment) lang.Message {
	return lang.Sprintf("%v, by %v, %v", called(a.Subject), called(a.Rater), report.Date(a.CompletedAt))
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

// rubricFor is the rubric to score an assessment with, and the assessment as it is
// on that rubric: its own, or the one that was named, where only the answers that
// still fit are left.
func (a *app) rubricFor(made *assess.Assessment, named *source) (source, *assess.Assessment, error) {
	if named == nil {
		r, err := a.rubricOf(made.Rubric)
		if err != nil {
			return source{}, nil, err
		}
		return r, made, invalid(made.Check(r.Rubric))
	}
	if made.Rubric.ID != named.ID {
		return source{}, nil, invalid(made.Check(named.Rubric))
	}
	return *named, made.Rebased(named.Rubric), nil
}
