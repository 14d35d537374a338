package cmd

import (
	"encoding/binary"
	"io"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/assess/report"
	"rung/rubric/lang"
)

// opened loads a revealed session.
func (a *app) opened(id string) (*calibrate.Session, *calibrate.Opened, error) {
	session, err := a.session(id)
	if err != nil {
		return nil, nil, err
	}
	opened, err := session.Revealed()
	if err != nil {
		return nil, nil, sessionError(err)
	}
	return session, opened, nil
}

// defaultMinutes is the length of a meeting that nobody has said.
const defaultMinutes = 60

func newCalibrateAgenda(a *app) *cobra.Command {
	var out *output
	var minutes int
	var seed uint64
	var by string
	c := &cobra.Command{
		Use:   "agenda SESSION",
		Short: a.in(lang.T("What is worth the group's time, and why", "Ce qui mérite le temps du groupe, et pourquoi")),
		Long: a.in(lang.T("Orders the people by what is worth discussing and shares out the minutes. The order among equals is drawn; its seed is recorded in the log, so that anybody can draw it again.",
			"Ordonne les personnes selon ce qui mérite discussion et répartit les minutes. L’ordre entre égaux est tiré au sort ; la graine est inscrite au journal, pour que chacun puisse refaire le tirage.")),
		Args: arguments(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			session, opened, err := a.opened(args[0])
			if err != nil {
				return err
			}
			before, planned := opened.Agenda()
			changed := c.Flags().Changed("minutes") || c.Flags().Changed("seed")
			if session.State() == calibrate.Revealed && (!planned || changed) {
				plan, err := a.planOf(c, before, planned, seed, minutes)
				if err != nil {
					return err
				}
				if opened, err = a.plan(session, by, plan); err != nil {
					return err
				}
			}
			return inFormat(out, calibrate.Analyse(opened), report.Agenda, report.SessionJSON)
		},
	}
	out = newOutput(a, c, "table", "json")
	c.Flags().IntVar(&minutes, "minutes", defaultMinutes, a.in(lang.T("the time there is, in `minutes`", "le temps disponible, en `minutes`")))
	c.Flags().Uint64Var(&seed, "seed", 0, a.in(lang.T("`seed` of the order among equals (default: drawn)", "`graine` de l’ordre entre égaux (par défaut : tirée)")))
	a.byFlag(c, &by)
	return c
}

// plan is the seed and the minutes of an agenda.
type plan struct {
	seed    uint64
	minutes int
}

// planOf keeps what was planned before, if anything was, where the options do not
// say otherwise.
func (a *app) planOf(c *cobra.Command, before ratings.Agenda, planned bool, seed uint64, minutes int) (p plan, err error) {
	p = plan{seed, minutes}
	if planned && !c.Flags().Changed("minutes") {
		p.minutes = before.Minutes
	}
	switch {
	case c.Flags().Changed("seed"):
	case planned:
		p.seed = before.Seed
	default:
		p.seed, err = drawSeed(a.Random)
	}
	return p, err
}

// drawSeed draws a seed that is short enough to be read out.
func drawSeed(random io.Reader) (uint64, error) {
	var b [4]byte
	_, err := io.ReadFull(random, b[:])
	return uint64(binary.BigEndian.Uint32(b[:])) % 1_000_000, err
}

func (a *app) plan(session *calibrate.Session, by string, p plan) (*calibrate.Opened, error) {
	act, err := a.act(by)
	if err != nil {
		return nil, err
	}
	if err := session.RecordAgenda(act, p.seed, p.minutes); err != nil {
		return nil, sessionError(err)
	}
	if err := a.keepSession(session); err != nil {
		return nil, err
	}
	return session.Revealed()
}

type reportOptions struct {
	app *app
	out *output

	subject   string
	anonymous bool
}

func newCalibrateReport(a *app) *cobra.Command {
	o := reportOptions{app: a}
	c := &cobra.Command{
		Use:     "report SESSION",
		Short:   a.in(lang.T("People, raters, agreement, levels, decisions; or one person's letter", "Personnes, évaluateurs, accord, niveaux, décisions ; ou la lettre d’une personne")),
		Example: "  rung calibrate report h2\n  rung calibrate report h2 --for Ada\n  rung calibrate report h2 --anonymous --format json -o h2.json",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c, "table", "json")
	c.Flags().StringVar(&o.subject, "for", "", a.in(lang.T("only what this person is told: their own outcome, nothing of others (`name`)", "seulement ce qui est dit à cette personne (`nom`) : son résultat, rien des autres")))
	c.Flags().BoolVar(&o.anonymous, "anonymous", false, a.in(lang.T("random pseudonyms in place of names", "des pseudonymes tirés au sort à la place des noms")))
	return c
}

func (o *reportOptions) run(id string) error {
	if err := o.out.check(); err != nil {
		return err
	}
	if o.subject != "" && o.anonymous {
		return usageErrorf(lang.T("a letter names its person; give --for or --anonymous, not both", "une lettre nomme sa personne ; donnez --for ou --anonymous, pas les deux"))
	}
	_, opened, err := o.app.opened(id)
	if err != nil {
		return err
	}
	if o.subject != "" {
		return o.letter(opened)
	}
	var masks io.Reader
	if o.anonymous {
		masks = o.app.Random
	}
	return printSession(o.out, opened, masks)
}

func (o *reportOptions) letter(opened *calibrate.Opened) error {
	letter, err := opened.Letter(o.subject)
	if err != nil {
		return sessionError(err)
	}
	return inFormat(o.out, letter, report.Letter, report.LetterJSON)
}

// printSession prints the report of a session; with masks, under pseudonyms
// drawn from it.
func printSession(out *output, opened *calibrate.Opened, masks io.Reader) error {
	analysis := calibrate.Analyse(opened)
	if masks != nil {
		var err error
		if analysis, err = analysis.Anonymous(masks); err != nil {
			return err
		}
	}
	return inFormat(out, analysis, report.Session, report.SessionJSON)
}

func newCalibrateDemo(a *app) *cobra.Command {
	var out *output
	var save string
	c := &cobra.Command{
		Use:     "demo",
		Short:   a.in(lang.T("A whole report of a made-up session: 12 people, 5 raters", "Le rapport complet d’une session inventée : 12 personnes, 5 évaluateurs")),
		Example: "  rung calibrate demo\n  rung calibrate demo --save demo && rung calibrate review demo",
		Args:    arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if err := out.check(); err != nil {
				return err
			}
			r, err := a.rubric(defaultRubric)
			if err != nil {
				return err
			}
			id := "demo"
			if save != "" {
				id = save
			}
			session, err := calibrate.Demo(id, r.Rubric, a.Now(), a.lang)
			if err != nil {
				return sessionError(err)
			}
			if save != "" {
				s, err := a.store()
				if err != nil {
					return err
				}
				if err := a.keepRubric(s, r); err != nil {
					return err
				}
				if err := a.keepSession(session); err != nil {
					return err
				}
			}
			opened, err := session.Revealed()
			if err != nil {
				return err
			}
			return printSession(out, opened, nil)
		},
	}
	out = newOutput(a, c, "table", "json")
	c.Flags().StringVar(&save, "save", "", a.in(lang.T("keep it as `session`, to try review, decide and lock on", "la garder comme `session`, pour y essayer review, decide et lock")))
	return c
}
