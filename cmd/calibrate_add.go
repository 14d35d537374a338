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
		Use:   "add SESSION FILE|FOLDER|-…",
		Short: a.in(lang.T("Take in what raters hand in; it stays sealed until reveal", "Reprendre ce que remettent les évaluateurs ; scellé jusqu’au dévoilement")),
		Long: a.in(lang.T("Takes what `rung export` writes, assessments (rung.assessment/v1), answers files (rung.answers/v1) and ratings in CSV with the columns subject, rater, relation and either level or one column per dimension. Of a folder, every .json, .yaml, .yml and .csv file in it. If anything is invalid, nothing is taken, unless --skip-invalid is given.",
			"Prend ce qu’écrit `rung export`, des évaluations (rung.assessment/v1), des fichiers de réponses (rung.answers/v1) et des notes en CSV avec les colonnes subject, rater, relation et soit level, soit une colonne par dimension. D’un dossier, chaque fichier .json, .yaml, .yml et .csv. Si quelque chose n’est pas valide, rien n’est pris, sauf avec --skip-invalid.")),
		Example: "  rung calibrate add h2 handed-in/\n  rung calibrate add h2 ratings.csv ada-self.json\n  rung calibrate add h2 --expect roster.csv",
		Args:    arguments(1, -1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0], args[1:]) },
	}
	c.Flags().StringVar(&o.expect, "expect", "", a.in(lang.T("CSV `file` of who is to rate whom (subject, rater, relation), for status", "`fichier` CSV de qui doit évaluer qui (subject, rater, relation), pour status")))
	c.Flags().BoolVar(&o.skipInvalid, "skip-invalid", false, a.in(lang.T("take what is valid, list what is not", "prendre ce qui est valide, lister le reste")))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateAddOptions) run(id string, paths []string) error {
	if len(paths) == 0 && o.expect == "" {
		return usageErrorf(lang.T("nothing to add; give files, folders or - for standard input", "rien à ajouter ; donnez des fichiers, des dossiers ou - pour l’entrée standard"))
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
		return usageErrorf(lang.T("there is no .json, .yaml, .yml or .csv file in %s", "il n’y a aucun fichier .json, .yaml, .yml ou .csv dans %s"), lang.Defang(strings.Join(paths, ", ")))
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
		o.app.tell(lang.T("Nothing was taken. Mend these, or add --skip-invalid to leave them out.", "Rien n’a été pris. Corrigez, ou ajoutez --skip-invalid pour les laisser de côté."))
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
			m.app.tell(lang.T("%s: a later assessment is there already (%s, by %s); left out.", "%s : une évaluation plus récente est déjà là (%s, par %s) ; laissée de côté."),
				lang.Defang(name), lang.Defang(sub.Subject.Name), lang.Defang(sub.Rater.Name))
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
	m.app.tell(lang.T("%s: %v", "%s : %v"), lang.Defang(name), sayable(err))
}

// tell says what was taken. It gives no value, level or count by level.
func (m *summary) tell(s *calibrate.Session) {
	counts := []lang.Count{
		{N: m.taken[calibrate.Added], One: lang.T("new", "nouvelle"), Many: lang.T("new", "nouvelles")},
		{N: m.taken[calibrate.Replaced], One: lang.T("in place of an earlier one", "à la place d’une plus ancienne"), Many: lang.T("in place of earlier ones", "à la place de plus anciennes")},
		{N: m.taken[calibrate.Already], One: lang.T("there already", "déjà là"), Many: lang.T("there already", "déjà là")},
		{N: m.taken[calibrate.Older] + m.refused, One: lang.T("left out", "laissée de côté"), Many: lang.T("left out", "laissées de côté")},
		{N: m.expected, One: lang.T("expected", "attendue"), Many: lang.T("expected", "attendues")},
	}
	var said []string
	for _, c := range counts {
		if c.N > 0 {
			said = append(said, m.app.in(c))
		}
	}
	if len(said) == 0 {
		said = []string{m.app.in(lang.T("none in these files", "aucune dans ces fichiers"))}
	}
	m.app.tell(lang.T("Ratings: %s. Next: rung calibrate status %s", "Évaluations : %s. Ensuite : rung calibrate status %s"), strings.Join(said, ", "), s.ID())
}
