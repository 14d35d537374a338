package cmd

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/calibrate/spreadsheet"
)

type calibrateAddOptions struct {
	app *app

	by          string
	expect      string
	subject     string
	notRated    bool
	skipInvalid bool
	yes         bool
	said        tableOptions
	table       spreadsheet.Options // as said
}

func newCalibrateAdd(a *app) *cobra.Command {
	o := calibrateAddOptions{app: a}
	c := &cobra.Command{
		Use:   "add SESSION " + a.t("FILE|FOLDER|-…"),
		Short: a.t("Take in what raters hand in; it stays sealed until reveal"),
		Long: a.t("Takes what `rung export` writes, assessments (rung.assessment/v1), answers files (rung.answers/v1), envelopes and tables of " +
			"ratings (.xlsx, .csv, .tsv): `rung help spreadsheets` says which. Of a folder, every such file in it. If anything is invalid, " +
			"nothing is taken, unless --skip-invalid is given."),
		Example: "  rung calibrate add h2 handed-in/\n  rung calibrate add h2 ratings.xlsx ada-self.json\n" +
			"  rung calibrate add h2 nadia.xlsx --rater Nadia --as manager --map \"level=Final level\"\n  rung calibrate add h2 --expect roster.csv\n" +
			"  rung calibrate add h2 answers.yaml --subject Ada\n  rung calibrate add h2 --subject Ada --rater Omar --not-rated",
		Args: arguments(1, -1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0], args[1:]) },
	}
	c.Flags().StringVar(&o.expect, "expect", "", a.in(rosterHelp))
	c.Flags().StringVar(&o.subject, "subject", "", a.t("the `name` of the person rated, for a file that names nobody"))
	c.Flags().BoolVar(&o.notRated, "not-rated", false, a.t("the rater cannot rate the person, and says so; in place of a file"))
	c.Flags().BoolVar(&o.skipInvalid, "skip-invalid", false, a.t("take what is valid, list what is not"))
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	o.said.flags(a, c)
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateAddOptions) run(id string, paths []string) error {
	if isRegister(paths) {
		return o.enter(id, paths[0])
	}
	if err := o.check(paths); err != nil {
		return err
	}
	var err error
	if o.table, err = o.said.options(o.app); err != nil {
		return err
	}
	roster, err := o.app.readRoster(o.expect)
	if err != nil {
		return err
	}
	files, err := o.app.filesOf(paths)
	if err != nil {
		return err
	}
	if len(paths) > 0 && len(files) == 0 {
		return usageErrorf("there is no .json, .yaml, .yml, .csv, .tsv, .xlsx or .envelope file in %s", strings.Join(paths, ", "))
	}
	var all []handedIn
	var sum summary
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) (err error) {
		sum = summary{app: o.app, taken: map[calibrate.Taken]int{}, by: map[[2]string]rated{}}
		if sum.roster, err = roster.take(s, act, o.table); err != nil {
			return err
		}
		if all == nil {
			if all, err = o.handed(files, s); err != nil {
				return err
			}
		}
		return o.takeIn(s, act, all, &sum)
	})
	if errors.Is(err, errNothingTaken) {
		o.app.tellNotes(slices.Concat(sum.roster.notes, sum.post.notes, sum.notes))
		o.app.tell("Nothing was taken. Mend these, or add --skip-invalid to leave them out.")
	}
	if err != nil {
		return err
	}
	o.app.tellNotes(slices.Concat(sum.roster.notes, sum.post.notes, sum.notes))
	if unused := o.unused(all); len(unused) > 0 {
		o.app.tell("Every file names its people; not needed: %s.", strings.Join(unused, ", "))
	}
	sum.files = slices.ContainsFunc(files, func(name string) bool { return name != "-" })
	sum.tell(session)
	o.app.tellLost(session)
	return nil
}

func (o *calibrateAddOptions) check(paths []string) error {
	switch {
	case o.notRated && (len(paths) > 0 || o.subject == ""):
		return usageErrorf("--not-rated takes the place of a file: give it with --subject NAME and --rater NAME")
	case len(paths) == 0 && o.expect == "" && !o.notRated:
		return usageErrorf("nothing to add; give files, folders or - for standard input")
	}
	return nil
}

// handed is what files hand in, or options in place of a file.
func (o *calibrateAddOptions) handed(files []string, s *calibrate.Session) ([]handedIn, error) {
	if o.notRated {
		return o.notRatedIn(s)
	}
	all := o.handedIn(files, s)
	o.name(all, s)
	return all, nil
}

// errNothingTaken says that files were refused, and therefore all.
var errNothingTaken = outcome(exitInvalid)

// takeIn adds what was handed in to a session.
func (o *calibrateAddOptions) takeIn(s *calibrate.Session, act calibrate.Act, all []handedIn, sum *summary) error {
	for _, one := range all {
		if err := sum.add(s, act, one); err != nil {
			return err
		}
	}
	if sum.refused+sum.post.refused+sum.post.foreign > 0 && !o.skipInvalid {
		return errNothingTaken
	}
	return nil
}
