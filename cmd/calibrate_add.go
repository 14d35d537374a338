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
	c.Flags().StringVar(&o.expect, "expect", "", a.in(rosterHelp))
	c.Flags().BoolVar(&o.skipInvalid, "skip-invalid", false, a.t("take what is valid, list what is not"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateAddOptions) run(id string, paths []string) error {
	if len(paths) == 0 && o.expect == "" {
		return usageErrorf("nothing to add; give files, folders or - for standard input")
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
		return usageErrorf("there is no .json, .yaml, .yml or .csv file in %s", strings.Join(paths, ", "))
	}
	var all []handedIn
	var sum summary
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		if all == nil {
			all = o.app.handedIn(files, s)
		}
		sum = summary{app: o.app, taken: map[calibrate.Taken]int{}}
		if sum.roster, err = roster.take(s, act); err != nil {
			return err
		}
		return o.takeIn(s, act, all, &sum)
	})
	if errors.Is(err, errNothingTaken) {
		sum.tellNotes()
		o.app.tell("Nothing was taken. Mend these, or add --skip-invalid to leave them out.")
	}
	if err != nil {
		return err
	}
	sum.tellNotes()
	sum.tell(session)
	return nil
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
	if sum.refused > 0 && !o.skipInvalid {
		return errNothingTaken
	}
	return nil
}

// summary counts what became of the files, and lists what was not taken.
type summary struct {
	app     *app
	taken   map[calibrate.Taken]int
	refused int
	notes   []note
	roster  rosterTaken
}

// note is why something in a file was not taken.
type note struct {
	file string
	why  error
}

// add takes in one file. An error is one of the session as a whole, which says
// the same of every file.
func (m *summary) add(s *calibrate.Session, act calibrate.Act, file handedIn) error {
	if file.err != nil {
		m.refuse(file.name, file.err)
		return nil
	}
	for _, sub := range file.subs {
		taken, err := s.Add(act, sub)
		var wrong *calibrate.StateError
		switch {
		case errors.As(err, &wrong):
			return err
		case err != nil:
			m.refuse(file.name, err)
			continue
		}
		m.taken[taken]++
		if taken == calibrate.Older {
			m.notes = append(m.notes, note{file.name,
				lang.Errorf("a later assessment is there already (%s, by %s); left out.", sub.Subject.Name, sub.Rater.Name)})
		}
	}
	return nil
}

func (m *summary) refuse(file string, why error) {
	m.refused++
	m.notes = append(m.notes, note{file, why})
}

// tellNotes says what was not taken, and why.
func (m *summary) tellNotes() {
	for _, n := range m.notes {
		var problems doc.Problems
		if errors.As(n.why, &problems) {
			m.app.reportError(m.app.Stderr, n.why)
			continue
		}
		m.app.tell("%s: %v", n.file, sayable(n.why))
	}
}

// tell says what was taken. It gives no value, level or count by level.
func (m *summary) tell(s *calibrate.Session) {
	counts := []lang.Counted{
		lang.Count(m.taken[calibrate.Added], "new", "new"),
		lang.Count(m.taken[calibrate.Replaced], "in place of an earlier one", "in place of earlier ones"),
		lang.Count(m.taken[calibrate.Already], "there already", "there already"),
		lang.Count(m.taken[calibrate.Older]+m.refused, "left out", "left out"),
	}
	said := m.app.counted(append(counts, m.roster.counts()...))
	if len(said) == 0 {
		said = []string{m.app.t("none in these files")}
	}
	m.app.tell("Ratings: %s. Next: rung calibrate status %s", strings.Join(said, ", "), s.ID())
}
