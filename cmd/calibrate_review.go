package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/cmd/ask"
	"rung/rubric/lang"
)

type calibrateReviewOptions struct {
	app *app
	out *output

	by   string
	last bool
}

func newCalibrateReview(a *app) *cobra.Command {
	o := calibrateReviewOptions{app: a}
	c := &cobra.Command{
		Use:   "review SESSION",
		Short: a.in(lang.T("Walk the cases, one screen each, to an agreed level", "Parcourir les cas, un écran chacun, jusqu’à un niveau convenu")),
		Long: a.in(lang.T("Shows each person in the order of the agenda, takes the agreed level and the reason, and moves on. Every decision is saved at once; after Ctrl-C, review goes on with the first person without one.",
			"Montre chaque personne dans l’ordre de l’ordre du jour, prend le niveau convenu et la raison, et passe à la suivante. Chaque décision est enregistrée aussitôt ; après Ctrl-C, review reprend à la première personne sans décision.")),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = &output{destination: &destination{app: a}}
	c.Flags().BoolVar(&o.out.plain, "plain", false, a.in(lang.T("ask line by line, without cursor movement", "poser les questions ligne à ligne, sans déplacer le curseur")))
	c.Flags().BoolVar(&o.last, "last", false, a.in(lang.T("show each person's level of the last locked session; it anchors, so only on request", "montrer le niveau de chacun à la dernière session verrouillée ; cela influence, donc sur demande seulement")))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateReviewOptions) run(id string) error {
	session, opened, err := o.app.opened(id)
	if err != nil {
		return err
	}
	if err := session.CanDecide(); err != nil {
		return sessionError(err)
	}
	how := o.app.face(o.out.plain)
	if how == ask.None {
		return usageErrorf(lang.T("there is no terminal to ask on; use `rung calibrate decide %s`, or --plain to read answers line by line", "il n’y a pas de terminal pour demander ; utilisez `rung calibrate decide %s`, ou --plain pour lire les réponses ligne à ligne"), id)
	}
	walk := walk{calibrateReviewOptions: o, session: session, order: agendaOrder(session, opened)}
	if o.last {
		if walk.before, err = o.app.lastLevels(session); err != nil {
			return err
		}
	}
	if walk.talk, err = o.app.dialog(how); err != nil {
		return err
	}
	err = errors.Join(walk.through(), walk.talk.Close())
	return walk.left(err)
}

// lastLevels is what the latest locked session, other than this one, agreed for
// each person.
func (a *app) lastLevels(current *calibrate.Session) (map[string]string, error) {
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	listed, err := s.Sessions()
	if err != nil {
		return nil, err
	}
	levels := map[string]string{}
	var newest *calibrate.Analysis
	for _, one := range listed {
		if one.ID == current.ID() || one.State != calibrate.Locked {
			continue
		}
		_, opened, err := a.opened(one.ID)
		if err != nil {
			return nil, err
		}
		if analysis := calibrate.Analyse(opened); newest == nil || analysis.Locked.After(newest.Locked) {
			newest = analysis
		}
	}
	if newest == nil {
		a.tell(lang.T("No other session is locked, so there are no last levels.", "Aucune autre session n’est verrouillée ; il n’y a pas de derniers niveaux."))
		return levels, nil
	}
	for _, p := range newest.People {
		if p.Agreed != nil {
			levels[p.Person.ID] = a.t(lang.T("%s, in %s", "%s, dans %s"), lang.Defang(p.Agreed.Level.Short), newest.ID)
		}
	}
	return levels, nil
}
