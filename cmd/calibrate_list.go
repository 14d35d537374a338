package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

func newCalibrateList(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "list",
		Short: a.t("The sessions, how far each is and how old"),
		Args:  arguments(0, 0),
	}
	out := newOutput(a, c)
	c.RunE = func(*cobra.Command, []string) error {
		sessions, broken, err := a.sessions()
		if err != nil {
			return err
		}
		screen := func(all []*calibrate.Session, t lang.Tag) report.Document {
			return report.Sessions(all, broken, a.Now(), t)
		}
		paper := func(all []*calibrate.Session, t lang.Tag) report.Document { return report.SessionsPage(all, broken, t) }
		if err := out.print(views(sessions, screen, paper, wire.Sessions)); err != nil || !broken {
			return err
		}
		return outcome(exitCheck)
	}
	return c
}

// sessions loads all sessions. Those whose log does not verify are told and left
// out; broken says that there are some.
func (a *app) sessions() (sessions []*calibrate.Session, broken bool, err error) {
	s, err := a.store()
	if err != nil {
		return nil, false, err
	}
	a.sealOlder(s)
	listed, err := s.Sessions()
	if err != nil {
		return nil, false, err
	}
	for _, one := range listed {
		session, err := a.session(one.ID)
		var tampered *calibrate.Tampered
		switch {
		case errors.As(err, &tampered):
			a.reportError(a.Stderr, err)
			broken = true
		case err != nil:
			return nil, false, err
		default:
			sessions = append(sessions, session)
		}
	}
	return sessions, broken, nil
}
