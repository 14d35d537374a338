package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateRevealOptions struct {
	app *app

	by  string
	yes bool
}

func newCalibrateReveal(a *app) *cobra.Command {
	o := calibrateRevealOptions{app: a}
	c := &cobra.Command{
		Use:   "reveal SESSION",
		Short: a.in(lang.T("Freeze what was handed in, and open it", "Figer ce qui a été remis, et l’ouvrir")),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.byFlag(c, &o.by)
	c.Flags().BoolVar(&o.yes, "yes", false, a.in(lang.T("do not ask", "ne pas demander")))
	return c
}

func (o *calibrateRevealOptions) run(id string) error {
	session, err := o.app.session(id)
	if err != nil {
		return err
	}
	if err := session.CanReveal(); err != nil {
		return sessionError(err)
	}
	o.tellMissing(session)
	if agreed, err := o.agreed(id); err != nil || !agreed {
		return err
	}
	if session, err = o.app.change(id, o.by, (*calibrate.Session).Reveal); err != nil {
		return err
	}
	o.app.tell(lang.T("Session %s is revealed. Next: rung calibrate agenda %s", "La session %s est dévoilée. Ensuite : rung calibrate agenda %s"), session.ID(), session.ID())
	return nil
}

func (o *calibrateRevealOptions) tellMissing(session *calibrate.Session) {
	if missing := len(session.Status().Missing); missing > 0 {
		o.app.tell(lang.T("%v expected and not handed in; rung calibrate status %s names who.", "%v, sans avoir été remise ; rung calibrate status %s dit de qui."),
			lang.Count{N: missing, One: lang.T("rating", "évaluation attendue"), Many: lang.T("ratings", "évaluations attendues")}, session.ID())
	}
}

// agreed asks whether to go on, unless that was said already.
func (o *calibrateRevealOptions) agreed(id string) (bool, error) {
	if o.yes {
		return true, nil
	}
	agreed, err := o.app.confirm(lang.T("Nothing can be handed in to %s after this. Reveal it?", "Plus rien ne pourra être remis à %s ensuite. Dévoiler ?"), id)
	if err == nil && !agreed {
		o.app.tell(lang.T("Nothing was revealed.", "Rien n’a été dévoilé."))
	}
	return agreed, err
}
