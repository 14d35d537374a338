package cmd

import (
	"cmp"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

type assessOptions struct {
	app *app
	out *output

	rubric  string
	invite  string   // file of an invitation
	sheets  []string // files of answers, of which only an invitation takes several
	answers string   // the first of them
	given   []string // question=value
	people  peopleOptions
	example string
	target  string
	resume  bool
	retake  bool
	from    string // the assessment to go on from: an id, or last
	noInput bool
	noSave  bool
	explain bool

	quick, quickSaid bool
	goesOn           bool // from a draft or an assessment that there is
	stays            bool // the person is who they were, and is not asked for a name
}

func newAssess(a *app) *cobra.Command {
	o := assessOptions{app: a}
	c := &cobra.Command{
		Use:   "assess " + a.t("[--resume ID|last]"),
		Short: a.t("Find the level that a scope matches, and what separates it from the next"),
		Long: a.t("Asks the rubric's questions, or takes the answers from a file, and says which level they are closest to, why, " +
			"and what separates them from the next one. Every answer is saved as it is given."),
		Example: "  rung assess\n  rung assess --example senior-pm\n  rung assess --quick\n  rung assess --resume last\n  rung template > a.yaml && rung assess --answers a.yaml\n  rung assess --answers a.yaml --subject Ada --as manager --by Grace\n  rung assess --invite h2-grace.invitation",
		Args:    arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			o.from, o.quickSaid = argument(args, 0, ""), c.Flags().Changed("quick")
			o.answers = argument(o.sheets, 0, "")
			return o.run()
		},
	}
	f := c.Flags()
	f.StringVar(&o.rubric, "rubric", "", a.t("the `rubric`: an id, id@version or a file (default product)"))
	f.StringVar(&o.invite, "invite", "", a.t("rate the people of an invitation, in the `file` you were sent, and seal it in an envelope"))
	f.StringArrayVar(&o.sheets, "answers", nil, a.t("take the answers from a `file` (- for stdin)"))
	f.StringArrayVar(&o.given, "answer", nil, a.t("answer one question: `question=value`; may be repeated"))
	o.people.flags(a, c)
	f.StringVar(&o.example, "example", "", a.t("score the bundled persona of a `level`, ask nothing"))
	f.StringVar(&o.target, "target", "", a.t("say what separates the answers from a `level`"))
	f.BoolVar(&o.resume, "resume", false, a.t("go on with the draft, or ask what an assessment left open, without asking first"))
	f.BoolVar(&o.retake, "retake", false, a.t("show last time's answers, to keep or change each, without asking"))
	f.BoolVar(&o.quick, "quick", false, a.t("ask only what tells the levels apart"))
	f.BoolVar(&o.noInput, "no-input", false, a.t("never ask anything"))
	f.BoolVar(&o.noSave, "no-save", false, a.t("keep nothing"))
	f.BoolVar(&o.explain, "explain", false, a.t("show every number"))
	o.out = newOutput(a, c)
	o.out.inputs = func([]string) []string { return append(slices.Clone(o.sheets), o.rubric, o.invite) }
	settled := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		o.out.formless = o.invite != ""
		return settled(c, args)
	}
	return c
}

func (o *assessOptions) run() error {
	if o.invite != "" {
		return o.runInvite()
	}
	if err := o.check(); err != nil {
		return err
	}
	if o.example != "" {
		return o.runExample()
	}
	if o.answers != "" || len(o.given) > 0 {
		return o.runGiven()
	}
	return o.runInterview()
}

func (o *assessOptions) check() error {
	if o.example != "" && (o.answers != "" || len(o.given) > 0 || o.resume || o.retake || o.people != peopleOptions{}) {
		return usageErrorf("--example brings its own answers; leave out the other options about answers and people")
	}
	if (o.resume || o.retake) && (o.answers != "" || len(o.given) > 0 || o.noSave) {
		return usageErrorf("--resume and --retake go on from what is saved; leave out --answers, --answer and --no-save")
	}
	if o.quick && (o.example != "" || o.answers != "" || len(o.given) > 0) {
		return usageErrorf("--quick is a way to ask; leave out --example, --answers and --answer")
	}
	if o.from != "" && (!o.resume || o.retake || o.rubric != "" || o.people != peopleOptions{}) {
		return usageErrorf("%v is an assessment to go on from: add --resume, and leave out --retake, --rubric and the options about people", lang.Quoted(o.from))
	}
	if len(o.sheets) > 1 {
		return usageErrorf("one file of answers makes one assessment; --answers may be repeated beside --invite only")
	}
	if o.answers == "-" && o.rubric == "-" {
		return usageErrorf("standard input can be read once: give --answers or --rubric as a file")
	}
	if o.people.as != "" {
		if _, err := relationOf(o.people.as); err != nil {
			return err
		}
	}
	return nil
}

// runExample scores the persona of a level. It is nobody's assessment: it has no
// id and is not saved.
func (o *assessOptions) runExample() error {
	ref := cmp.Or(o.rubric, defaultRubric)
	r, err := o.app.rubric(ref)
	if err != nil {
		return err
	}
	who, err := o.app.persona(ref, r, o.example)
	if err != nil {
		return err
	}
	example := who.Assessment(r.Rubric)
	example.Lang = o.app.lang
	return o.print(r.Rubric, example, "")
}

// runGiven scores answers from a file and from options; an option replaces what
// the file says.
func (o *assessOptions) runGiven() error {
	r, sheet, err := o.sheet()
	if err != nil {
		return err
	}
	answers, err := o.against(r, sheet)
	if err != nil {
		return err
	}
	for _, given := range o.given {
		answer, err := assess.ParseAnswer(r.Rubric, given)
		if err != nil {
			return codedError{exitUsage, err}
		}
		answers = assess.WithAnswer(r.Rubric, answers, answer)
	}
	if err := o.checkTarget(r.Rubric); err != nil {
		return err
	}
	made, err := o.assessment(r.Rubric, sheet)
	if err != nil {
		return err
	}
	made.Answers, made.CompletedAt = answers, made.StartedAt
	if !slices.ContainsFunc(answers, func(a assess.Answer) bool { return a.State == assess.Answered }) {
		o.noSave = true // a blank template is nobody's word
		o.app.tell("Nothing was answered, so nothing is kept.")
	}
	return o.finish(r, made)
}

// sheet reads the answers file, if there is one, and the rubric it is for.
func (o *assessOptions) sheet() (source, *assess.Sheet, error) {
	sheet := &assess.Sheet{}
	if o.answers != "" {
		name, data, err := o.app.read(o.answers)
		if err != nil {
			return source{}, nil, err
		}
		if sheet, err = assess.ParseSheet(name, data); err != nil {
			return source{}, nil, err
		}
	}
	if o.rubric == "" && sheet.Rubric != "" && !slices.Contains(rubrics.IDs(), sheet.Rubric) {
		return source{}, nil, usageErrorf("%v is for the rubric %v, which is not built in; name its file: --rubric FILE", lang.Quoted(o.answers),
			lang.Quoted(sheet.Rubric))
	}
	named := sheet.Rubric
	if sheet.Version != "" {
		named += "@" + sheet.Version
	}
	r, err := o.app.rubric(cmp.Or(o.rubric, named, defaultRubric))
	return r, sheet, err
}

// against reads the answers of a sheet. One that names no version and fits an older
// one is told so, instead of being wrong in every other line.
func (o *assessOptions) against(r source, sheet *assess.Sheet) ([]assess.Answer, error) {
	answers, err := sheet.Against(r.Rubric)
	if err == nil || o.rubric != "" || sheet.Version != "" {
		return answers, err
	}
	for _, version := range rubrics.Versions(r.ID) {
		older, broken := o.app.rubric(r.ID + "@" + version)
		if broken != nil {
			return nil, broken
		}
		if _, wrong := sheet.Against(older.Rubric); wrong == nil {
			return nil, invalid(lang.Errorf("%v was written for %s %s; score it with --rubric %s@%s", lang.Quoted(o.answers), r.ID, version, r.ID, version))
		}
	}
	return answers, err
}

// finish saves a completed assessment and prints its result.
func (o *assessOptions) finish(r source, made *assess.Assessment) error {
	if o.noSave {
		made.ID, made.CompletedAt = "", time.Time{}
		return o.print(r.Rubric, made, "")
	}
	saved, err := o.app.saveCompleted(r, made)
	if err != nil {
		return err
	}
	if saved != made { // there may be a later one since
		return o.print(r.Rubric, saved, "rung show "+report.ShortID(saved.ID))
	}
	return o.print(r.Rubric, saved, "rung show")
}

func (o *assessOptions) print(r *rubric.Rubric, a *assess.Assessment, redraw string) error {
	return printResult(o.out, r, a, resultView{target: o.target, explain: o.explain, screen: report.Screen{Redraw: redraw}})
}

// resultView is how a result is asked for.
type resultView struct {
	target  string
	explain bool
	screen  report.Screen
	// made is the assessment as it was made, maybe on another rubric; nil where it
	// is the one that is scored.
	made *assess.Assessment
}

// printResult scores and prints, and ends with the code for too few answers
// where no level can be given.
func printResult(out *output, r *rubric.Rubric, a *assess.Assessment, v resultView) error {
	res := assess.Score(r, a)
	v.screen.Resume = goOn(out, res, v)
	if v.target != "" {
		l, err := level(r, v.target)
		if err != nil {
			return err
		}
		if len(res.Ranking) > 0 {
			res.Next = []assess.Path{res.Toward(l)}
		}
	}
	if err := out.print(resultForms(res, v)); err != nil {
		return err
	}
	if len(res.Ranking) == 0 {
		return outcome(exitTooFew)
	}
	return nil
}

// goOn is what to type to answer what an assessment that was kept left open, or
// what decides between levels; nothing where nothing does.
func goOn(out *output, res *assess.Result, v resultView) string {
	a := res.Assessment
	if a.ID == "" || v.screen.Redraw == "" || v.made != nil && v.made.Rubric != assess.Ref(res.Rubric) {
		return ""
	}
	if res.Open() > 0 {
		return (&assessOptions{out: out, from: report.ShortID(a.ID)}).again("rung assess --resume")
	}
	newest := rubrics.Versions(a.Rubric.ID)
	if len(res.Undecided)+len(res.ToAnswer) == 0 || len(newest) == 0 || newest[0] != a.Rubric.Version {
		return ""
	}
	next := assessOptions{out: out, retake: true, people: peopleOptions{subject: a.Subject.Name}}
	if a.Relation != assess.Self {
		next.people.as, next.people.by = string(a.Relation), a.Rater.Name
	}
	return next.again("rung assess")
}

// resultForms are the forms of a result, as it is asked for.
func resultForms(res *assess.Result, v resultView) printed {
	screen := func(t lang.Tag) report.Document {
		switch {
		case v.explain:
			return report.Explain(res, t)
		case v.target != "":
			return report.Toward(res, t)
		}
		return report.Result(res, t, v.screen)
	}
	return printed{
		screen: func(t lang.Tag) report.Document { return report.Carried(screen(t), v.made, res) },
		paper:  func(t lang.Tag) report.Document { return report.Carried(report.Page(res, t, v.explain), v.made, res) },
		wire:   func(w io.Writer) error { return wire.Result(w, res) },
	}
}
