package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
)

type calibrateListOptions struct {
	app *app
	out *output
}

func newCalibrateList(a *app) *cobra.Command {
	o := calibrateListOptions{app: a}
	c := &cobra.Command{
		Use:   "list",
		Short: a.t("The sessions"),
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return o.run() },
	}
	o.out = newOutput(a, c)
	return c
}

func (o *calibrateListOptions) run() error {
	if err := o.out.check(); err != nil {
		return err
	}
	sessions, broken, err := o.sessions()
	if err != nil {
		return err
	}
	if err := o.out.print(views(sessions, report.Sessions, nil, wire.Sessions)); err != nil || !broken {
		return err
	}
	return outcome(exitCheck)
}

// sessions loads all sessions. Those whose log does not verify are told and left
// out; broken says that there are some.
func (o *calibrateListOptions) sessions() (sessions []*calibrate.Session, broken bool, err error) {
	s, err := o.app.store()
	if err != nil {
		return nil, false, err
	}
	listed, err := s.Sessions()
	if err != nil {
		return nil, false, err
	}
	for _, one := range listed {
		session, err := o.app.session(one.ID)
		var tampered *calibrate.Tampered
		switch {
		case errors.As(err, &tampered):
			o.app.reportError(o.app.Stderr, err)
			broken = true
		case err != nil:
			return nil, false, err
		default:
			sessions = append(sessions, session)
		}
	}
	return sessions, broken, nil
}
