package cmd

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/rubric/lang"
)

func newCalibrateNew(a *app) *cobra.Command {
	var rubric, title, by string
	c := &cobra.Command{
		Use:     "new SESSION",
		Short:   a.in(lang.T("Begin a session", "Commencer une session")),
		Example: "  rung calibrate new h2 --title \"H2 product\" --by Nadia",
		Args:    arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := a.rubric(rubric)
			if err != nil {
				return err
			}
			act, err := a.act(by)
			if err != nil {
				return err
			}
			session, err := calibrate.New(act, args[0], title, r.Rubric)
			if err != nil {
				return sessionError(err)
			}
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
			a.tell(lang.T("Session %s begins on %s %s. Next: rung calibrate add %s FILE…", "La session %s commence sur %s %s. Ensuite : rung calibrate add %s FICHIER…"),
				session.ID(), r.ID, lang.Defang(r.Version), session.ID())
			return nil
		},
	}
	a.rubricFlag(c, &rubric)
	c.Flags().StringVar(&title, "title", "", a.in(lang.T("what the session is about", "ce dont traite la session")))
	a.byFlag(c, &by)
	return c
}

func newCalibrateStatus(a *app) *cobra.Command {
	var out *output
	c := &cobra.Command{
		Use:   "status SESSION",
		Short: a.in(lang.T("Who has handed in, and who is missing", "Qui a remis sa part, et qui manque")),
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			session, err := a.session(args[0])
			if err != nil {
				return err
			}
			return inFormat(out, session, report.Status, report.StatusJSON)
		},
	}
	out = newOutput(a, c, "table", "json")
	return c
}

func newCalibrateReveal(a *app) *cobra.Command {
	var by string
	var yes bool
	c := &cobra.Command{
		Use:   "reveal SESSION",
		Short: a.in(lang.T("Freeze what was handed in, and open it", "Figer ce qui a été remis, et l’ouvrir")),
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			session, err := a.session(args[0])
			if err != nil {
				return err
			}
			if err := session.CanReveal(); err != nil {
				return sessionError(err)
			}
			if missing := len(session.Status().Missing); missing > 0 {
				a.tell(lang.T("%v expected and not handed in; rung calibrate status %s names who.", "%v, sans avoir été remise ; rung calibrate status %s dit de qui."),
					lang.Count{N: missing, One: lang.T("rating", "évaluation attendue"), Many: lang.T("ratings", "évaluations attendues")}, session.ID())
			}
			if !yes {
				agreed, err := a.confirm(lang.T("Nothing can be handed in to %s after this. Reveal it?", "Plus rien ne pourra être remis à %s ensuite. Dévoiler ?"), args[0])
				if err != nil {
					return err
				}
				if !agreed {
					a.tell(lang.T("Nothing was revealed.", "Rien n’a été dévoilé."))
					return nil
				}
			}
			session, err = a.change(args[0], by, (*calibrate.Session).Reveal)
			if err != nil {
				return err
			}
			a.tell(lang.T("Session %s is revealed. Next: rung calibrate agenda %s", "La session %s est dévoilée. Ensuite : rung calibrate agenda %s"), session.ID(), session.ID())
			return nil
		},
	}
	a.byFlag(c, &by)
	c.Flags().BoolVar(&yes, "yes", false, a.in(lang.T("do not ask", "ne pas demander")))
	return c
}

func newCalibrateDecide(a *app) *cobra.Command {
	var subject, level, why, by string
	c := &cobra.Command{
		Use:     "decide SESSION",
		Short:   a.in(lang.T("Record the level agreed for one person", "Inscrire le niveau convenu pour une personne")),
		Example: "  rung calibrate decide h2 --subject Ada --level staff-pm --why \"leads three teams since March\"",
		Args:    arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if subject == "" || level == "" {
				return usageErrorf(lang.T("a decision needs --subject NAME and --level LEVEL", "une décision demande --subject NOM et --level NIVEAU"))
			}
			session, err := a.change(args[0], by, func(s *calibrate.Session, act calibrate.Act) error {
				return s.Decide(act, subject, level, why)
			})
			if err != nil {
				return err
			}
			open := len(session.Undecided())
			if open == 0 {
				a.tell(lang.T("Recorded. Everybody has a decision. Next: rung calibrate lock %s", "Inscrit. Tout le monde a une décision. Ensuite : rung calibrate lock %s"), session.ID())
				return nil
			}
			a.tell(lang.T("Recorded. %v still to decide.", "Inscrit. Encore %v à décider."), lang.Count{N: open, One: lang.T("person", "personne"), Many: lang.T("people", "personnes")})
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&subject, "subject", "", a.in(lang.T("`name` of the person", "`nom` de la personne")))
	f.StringVar(&level, "level", "", a.in(lang.T("the `level` agreed", "le `niveau` convenu")))
	f.StringVar(&why, "why", "", a.in(lang.T("the reason (`text`); needed when the level is not the one proposed", "la raison (`texte`) ; nécessaire si le niveau n’est pas celui proposé")))
	a.byFlag(c, &by)
	return c
}

func newCalibrateLock(a *app) *cobra.Command {
	var by string
	var force bool
	c := &cobra.Command{
		Use:   "lock SESSION",
		Short: a.in(lang.T("End a session: its decisions are final", "Terminer une session : ses décisions sont définitives")),
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			session, err := a.change(args[0], by, func(s *calibrate.Session, act calibrate.Act) error { return s.Lock(act, force) })
			if err != nil {
				return err
			}
			a.tell(lang.T("Session %s is locked; the log ends with %.12s. Next: rung calibrate report %s", "La session %s est verrouillée ; le journal finit par %.12s. Ensuite : rung calibrate report %s"),
				session.ID(), session.Head().Hash, session.ID())
			return nil
		},
	}
	a.byFlag(c, &by)
	c.Flags().BoolVar(&force, "force", false, a.in(lang.T("also when people have no agreed level yet", "même si des personnes n’ont pas encore de niveau convenu")))
	return c
}

func newCalibrateList(a *app) *cobra.Command {
	var out *output
	c := &cobra.Command{
		Use:   "list",
		Short: a.in(lang.T("The sessions", "Les sessions")),
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if err := out.check(); err != nil {
				return err
			}
			s, err := a.store()
			if err != nil {
				return err
			}
			listed, err := s.Sessions()
			if err != nil {
				return err
			}
			var sessions []*calibrate.Session
			var broken error
			for _, one := range listed {
				session, err := a.session(one.ID)
				var tampered *calibrate.Tampered
				switch {
				case errors.As(err, &tampered):
					a.reportError(a.Stderr, err)
					broken = outcome(exitCheck)
					continue
				case err != nil:
					return err
				}
				sessions = append(sessions, session)
			}
			err = inFormat(out, sessions, report.Sessions, report.SessionsJSON)
			if err != nil {
				return err
			}
			return broken
		},
	}
	out = newOutput(a, c, "table", "json")
	return c
}

func newCalibrateLog(a *app) *cobra.Command {
	var out *output
	var verify bool
	c := &cobra.Command{
		Use:   "log SESSION",
		Short: a.in(lang.T("Everything that happened to a session, and the proof of it", "Tout ce qui est arrivé à une session, et sa preuve")),
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			if verify {
				return a.verify(args[0])
			}
			session, err := a.session(args[0])
			if err != nil {
				return err
			}
			return inFormat(out, session, report.Log, report.LogJSON)
		},
	}
	out = newOutput(a, c, "table", "json")
	c.Flags().BoolVar(&verify, "verify", false, a.in(lang.T("prove that the log is whole", "prouver que le journal est intact")))
	return c
}

// verify proves the log of a session, or names every fault of it.
func (a *app) verify(id string) error {
	s, err := a.store()
	if err != nil {
		return err
	}
	record, err := s.LoadSession(id)
	if err != nil {
		return sealBroken(err)
	}
	findings := calibrate.Verify(record)
	for _, f := range findings {
		io.WriteString(a.Stdout, a.in(f)+"\n")
	}
	if len(findings) > 0 {
		return codedError{exitCheck, lang.Errorf(lang.T("the log of %s is not what rung wrote", "le journal de %s n’est pas ce que rung a écrit"), id)}
	}
	io.WriteString(a.Stdout, a.t(lang.T("The log of %s is whole: %v, ending with %.12s.\n", "Le journal de %s est intact : %v, finissant par %.12s.\n"), id,
		lang.Count{N: record.Head.Seq, One: lang.T("entry", "entrée"), Many: lang.T("entries", "entrées")}, record.Head.Hash))
	return nil
}
