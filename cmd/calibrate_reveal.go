package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/rubric/lang"
)

type calibrateRevealOptions struct {
	app *app

	by      string
	yes     bool
	without bool
}

func newCalibrateReveal(a *app) *cobra.Command {
	o := calibrateRevealOptions{app: a}
	c := &cobra.Command{
		Use:   "reveal SESSION",
		Short: a.t("Freeze what was handed in, and open it"),
		Long: a.t("Opens everything at once with the key of the session, which stays on the disk until `lock`. What cannot be opened is named, and " +
			"nothing is revealed, unless --without-unreadable leaves it out, which the log records. What was changed in the store after it was handed in fails the log, and takes a copy of the store."),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.byFlag(c, &o.by)
	c.Flags().BoolVar(&o.without, "without-unreadable", false, a.t("go on without what cannot be opened"))
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	return c
}

func (o *calibrateRevealOptions) run(id string) error {
	session, err := o.app.sealedSession(id, o.by)
	if err != nil {
		return err
	}
	if err := session.CanReveal(o.app.Now()); err != nil {
		return sessionError(err)
	}
	key, err := o.app.openKey(session)
	if err != nil {
		return err
	}
	o.tellOpen(session)
	agreed, err := o.app.confirm(o.yes, "Nothing can be handed in to %s after this. Reveal it?", id)
	if err != nil {
		return err
	}
	if !agreed {
		o.app.tell("Nothing was revealed.")
		return nil
	}
	session, err = o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		var unread *calibrate.UnreadError
		if err := s.Unseal(key, nil); err != nil && !(o.without && errors.As(err, &unread)) {
			return err
		}
		return s.Reveal(act)
	})
	if err != nil {
		return err
	}
	o.app.tell("Session %s is revealed. Next: rung calibrate agenda %s", session.ID(), session.ID())
	o.app.tellHead(session)
	return nil
}

// mostMissing is how many of those who are missing, and of names that look alike, are
// named before the question.
const mostMissing = 8

// tellOpen names what cannot be mended after reveal: who has not handed in, and who
// may be there under two names.
func (o *calibrateRevealOptions) tellOpen(session *calibrate.Session) {
	missing := session.Status().Missing
	for _, said := range report.Missing(missing[:min(len(missing), mostMissing)], o.app.lang) {
		o.app.tell("%s", said)
	}
	if more := len(missing) - mostMissing; more > 0 {
		o.app.tell("And %v; rung calibrate status %s names all.", lang.Count(more, "more rating", "more ratings"), session.ID())
	}
	o.tellTwins(session)
}

// tellTwins names who may be there under two names; with --yes it is too late.
func (o *calibrateRevealOptions) tellTwins(session *calibrate.Session) {
	twins := session.Twins()
	for _, twin := range twins[:min(len(twins), mostMissing)] {
		o.app.tell("%s", report.Twin(twin, o.app.lang))
	}
	switch {
	case len(twins) == 0:
	case o.yes:
		o.app.tell("These names were not joined, and cannot be any more.")
	default:
		o.app.tell("Names cannot be joined after this; rung calibrate status %s says how.", session.ID())
	}
}
