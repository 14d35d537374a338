package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateDecideOptions struct {
	app *app

	subject string
	level   string
	why     string
	by      string
}

func newCalibrateDecide(a *app) *cobra.Command {
	o := calibrateDecideOptions{app: a}
	c := &cobra.Command{
		Use:     "decide SESSION",
		Short:   a.in(lang.T("Record the level agreed for one person", "Inscrire le niveau convenu pour une personne")),
		Example: "  rung calibrate decide h2 --subject Ada --level staff-pm --why \"leads three teams since March\"",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	f := c.Flags()
	f.StringVar(&o.subject, "subject", "", a.in(lang.T("`name` of the person", "`nom` de la personne")))
	f.StringVar(&o.level, "level", "", a.in(lang.T("the `level` agreed", "le `niveau` convenu")))
	f.StringVar(&o.why, "why", "", a.in(lang.T("the reason (`text`); needed when the level is not the one proposed", "la raison (`texte`) ; nécessaire si le niveau n’est pas celui proposé")))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateDecideOptions) run(id string) error {
	if o.subject == "" || o.level == "" {
		return usageErrorf(lang.T("a decision needs --subject NAME and --level LEVEL", "une décision demande --subject NOM et --level NIVEAU"))
	}
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		return s.Decide(act, o.subject, o.level, o.why)
	})
	if err != nil {
		return err
	}
	open := len(session.Undecided())
	if open == 0 {
		o.app.tell(lang.T("Recorded. Everybody has a decision. Next: rung calibrate lock %s", "Inscrit. Tout le monde a une décision. Ensuite : rung calibrate lock %s"), session.ID())
		return nil
	}
	o.app.tell(lang.T("Recorded. %v still to decide.", "Inscrit. Encore %v à décider."), lang.Count{N: open, One: lang.T("person", "personne"), Many: lang.T("people", "personnes")})
	return nil
}
