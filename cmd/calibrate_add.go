package cmd

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

type calibrateAddOptions struct {
	app         *app
	by          string
	expect      string
	skipInvalid bool
}

func newCalibrateAdd(a *app) *cobra.Command {
	o := calibrateAddOptions{app: a}
	c := &cobra.Command{
		Use:   "add SESSION " + a.t("FILE|FOLDER|-…"),
		Short: a.t("Take in what raters hand in; it stays sealed until reveal"),
		Long: a.t("Takes what `rung export` writes, assessments (rung.assessment/v1), answers files (rung.answers/v1) and ratings " +
			"in CSV with the columns subject, rater, relation and either level or one column per dimension. Of a folder, every .json, " +
			".yaml, .yml and .csv file in it. If anything is invalid, nothing is taken, unless --skip-invalid is given."),
		Example: "  rung calibrate add h2 handed-in/\n  rung calibrate add h2 ratings.csv ada-self.json\n  rung calibrate add h2 --expect roster.csv",
		Args:    arguments(1, -1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0], args[1:]) },
	}
	c.Flags().StringVar(&o.expect, "expect", "", a.t("CSV `file` of who is to rate whom (subject, rater, relation), for status"))
	c.Flags().BoolVar(&o.skipInvalid, "skip-invalid", false, a.t("take what is valid, list what is not"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateAddOptions) run(id string, paths []string) error {
	if len(paths) == 0 && o.expect == "" {
		return usageErrorf("nothing to add; give files, folders or - for standard input")
	}
	roster, err := o.roster()
	if err != nil {
		return err
	}
	files, err := o.app.filesOf(paths)
	if err != nil {
		return err
	}
	if len(paths) > 0 && len(files) == 0 {
		return usageErrorf("there is no .json, .yaml, .yml or .csv file in %s", strings.Join(paths, ", "))
	}
	_, err = o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		return o.takeIn(s, act, roster, files)
	})
	return err
}

// takeIn adds a roster and files to a session, and says what became of them.
func (o *calibrateAddOptions) takeIn(s *calibrate.Session, act calibrate.Act, roster []calibrate.Submission, files []string) error {
	for _, one := range roster {
		if err := s.Expect(act, one.Subject, one.Rater, one.Relation); err != nil {
			return err
		}
	}
	sum := summary{app: o.app, taken: map[calibrate.Taken]int{}, expected: len(roster)}
	for _, file := range files {
		if err := sum.add(s, act, file); err != nil {
			return err
		}
	}
	if sum.refused > 0 && !o.skipInvalid {
		o.app.tell("Nothing was taken. Mend these, or add --skip-invalid to leave them out.")
		return outcome(exitInvalid)
	}
	sum.tell(s)
	return nil
}

// roster reads who is to rate whom.
func (o *calibrateAddOptions) roster() ([]calibrate.Submission, error) {
	if o.expect == "" {
		return nil, nil
	}
	name, data, err := o.app.readUpTo(o.expect, calibrate.MaxRatings)
	if err != nil {
		return nil, err
	}
	return calibrate.ParseRoster(name, data)
}

// summary counts what became of the files, and lists what was not taken.
type summary struct {
	app     *app
	taken   map[calibrate.Taken]int
	refused int
	// expected counts who is to rate whom, as it was said this time.
	expected int
}

// add takes in one file. An error is one of the session as a whole, which says
// the same of every file.
func (m *summary) add(s *calibrate.Session, act calibrate.Act, file string) error {
	subs, name, err := m.app.submissions(file, s)
	if err != nil {
		m.refuse(name, err)
		return nil
	}
	for _, sub := range subs {
		taken, err := s.Add(act, sub)
		var wrong *calibrate.StateError
		switch {
		case errors.As(err, &wrong):
			return err
		case err != nil:
			m.refuse(name, err)
			continue
		}
		m.taken[taken]++
		if taken == calibrate.Older {
			m.app.tell("%s: a later assessment is there already (%s, by %s); left out.",
				name, sub.Subject.Name, sub.Rater.Name)
		}
	}
	return nil
}

func (m *summary) refuse(name string, err error) {
	m.refused++
	var problems doc.Problems
	if errors.As(err, &problems) {
		m.app.reportError(m.app.Stderr, err)
		return
	}
	m.app.tell("%s: %v", name, sayable(err))
}

// tell says what was taken. It gives no value, level or count by level.
func (m *summary) tell(s *calibrate.Session) {
	counts := []lang.Counted{
		lang.Count(m.taken[calibrate.Added], "new", "new"),
		lang.Count(m.taken[calibrate.Replaced], "in place of an earlier one", "in place of earlier ones"),
		lang.Count(m.taken[calibrate.Already], "there already", "there already"),
		lang.Count(m.taken[calibrate.Older]+m.refused, "left out", "left out"),
		lang.Count(m.expected, "expected", "expected"),
	}
	var said []string
	for _, c := range counts {
		if c.N > 0 {
			said = append(said, m.app.in(c))
		}
	}
	if len(said) == 0 {
		said = []string{m.app.t("none in these files")}
	}
	m.app.tell("Ratings: %s. Next: rung calibrate status %s", strings.Join(said, ", "), s.ID())
}
