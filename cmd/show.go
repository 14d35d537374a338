package cmd

import (
	"cmp"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric"
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
		Use:   "show " + a.t("[ID|FILE|NAME|last]"),
		Short: a.t("Draw a saved assessment again"),
		Long: a.t("Draws the last assessment that was saved, whoever it is about; one by id or by the beginning of its id; the last one of a " +
			"person; or the last one in an exported file. The result is computed anew, with the rubric the assessment was made with unless another is named."),
		Example: "  rung show last --explain\n  rung show Ada\n  rung show --target staff-pm\n  rung show last -o result.html\n  rung show ada.json --format json",
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
	list, err := o.app.meant(ref, o.subject)
	if err != nil {
		return err
	}
	shown := list[len(list)-1]
	named, err := o.app.named(o.rubric)
	if err != nil {
		return err
	}
	r, scored, err := o.app.rubricFor(shown, named)
	if err != nil {
		return err
	}
	o.view.screen, o.view.made = report.Screen{Redraw: o.command(ref), Notes: true}, shown
	err = printResult(o.out, r.Rubric, scored, o.view)
	o.tellOthers(list, ref)
	return err
}

// tellOthers says who else has assessed the person that is shown.
func (o *showOptions) tellOthers(list []*assess.Assessment, ref string) {
	shown := list[len(list)-1]
	var others []assess.Person
	for _, one := range list {
		if one.Subject.ID == shown.Subject.ID && one.Rater.ID != shown.Rater.ID {
			others = append(others, one.Rater)
		}
	}
	if len(others) > 0 && ref != "-" {
		o.app.tell("Also assessed by %v: rung compare %s", names(byID(others)), shellWord(cmp.Or(o.subject, ref)))
	}
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

// meant are the assessments of which the last is meant, by ref or by the name of their
// subject, as far as they may be read side by side.
func (a *app) meant(ref, subject string) (list []*assess.Assessment, err error) {
	switch {
	case subject == "":
		list, err = a.assessments(ref)
	case ref != store.Last:
		err = usageErrorf("give ids or --subject, not both")
	default:
		list, err = a.assessmentsOf(subject, "")
	}
	if err != nil {
		return nil, err
	}
	return a.readTogether(list)
}

// assessment is what ref means; the last one where that is several.
func (a *app) assessment(ref string) (*assess.Assessment, error) {
	list, err := a.assessments(ref)
	if err != nil {
		return nil, err
	}
	return list[len(list)-1], nil
}

// assessments are what ref means, the oldest first: those in a file, one on the
// shelf by its id, or those of a person. There is at least one.
func (a *app) assessments(ref string) ([]*assess.Assessment, error) {
	if isFile(ref) {
		return a.assessmentsIn(ref)
	}
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	found, err := a.stored(s, ref)
	if _, known := meant(a.subjects(), ref); known && store.Is(err, store.Missing) {
		return a.assessmentsOf(ref, "")
	}
	return []*assess.Assessment{found}, err
}

// stored finds the assessment on the shelf that ref means. Where it means
// several, they are told apart by as few characters as it takes.
func (a *app) stored(s *store.Store, ref string) (*assess.Assessment, error) {
	found, err := s.Find(ref)
	var several *store.Error
	if store.Is(err, store.Missing) && len(a.subjects()) > 0 {
		return nil, lang.Errorf("%v; `rung history NAME` lists those of %v", err, names(a.subjects()))
	}
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
	return nil, lang.Errorf("%v is the beginning of %d assessments: %v", lang.Quoted(ref), len(several.IDs), outOf(len(several.IDs), meant))
}

// shownMeant is how many of the assessments, or people, that may be meant are listed.
const shownMeant = 8

// outOf is a list that ends with how many more there are.
func outOf(all int, shown lang.List) lang.List {
	if more := all - len(shown); more > 0 {
		return append(shown, lang.Sprintf("%d more", more))
	}
	return shown
}

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

// described says whose an assessment is, by whom, and when. Peers go unnamed.
func described(a *assess.Assessment) lang.Message {
	by := called(a.Rater)
	if a.Relation == assess.Peer {
		by = lang.Text("a peer")
	}
	return lang.Sprintf("%v, by %v, %v", called(a.Subject), by, report.Date(a.CompletedAt))
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
// still fit are left. One of which none is left cannot be scored there.
func (a *app) rubricFor(made *assess.Assessment, named *source) (source, *assess.Assessment, error) {
	own, err := a.rubricOf(made.Rubric)
	switch {
	case named == nil && err != nil:
		return source{}, nil, err
	case named == nil:
		return own, made, invalid(made.Check(own.Rubric))
	case err != nil && made.Rubric.ID != named.ID:
		return source{}, nil, err
	}
	onto := made.Onto(own.Rubric, named.Rubric)
	if answers := len(made.Answered()); answers > 0 && len(onto.Answered()) == 0 {
		return source{}, nil, strange(made, named.Rubric)
	}
	return *named, onto, nil
}

// strange says that a rubric asks nothing that an assessment answers.
func strange(made *assess.Assessment, r *rubric.Rubric) error {
	return usageErrorf("assessment %s cannot be compared: none of its answers (%d) is to a question of %s; a ladder that extends %s, or keeps its questions, can be compared",
		report.ShortID(made.ID), len(made.Answered()), r.ID, made.Rubric.ID)
}
