package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/cmd/ask"
)

type calibrateReviewOptions struct {
	app *app
	out *output

	by    string
	timer bool
}

func newCalibrateReview(a *app) *cobra.Command {
	o := calibrateReviewOptions{app: a}
	c := &cobra.Command{
		Use:   "review SESSION",
		Short: a.t("Walk the cases, one screen each, to an agreed level"),
		Long: a.t("Shows each person in the order of the agenda, takes the agreed level and the reason, and moves on. Enter accepts " +
			"the level proposed; ? lists the keys. Every decision is saved at once; review goes on with the first person without one."),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = &output{destination: &destination{app: a}}
	c.Flags().BoolVar(&o.out.plain, "plain", false, a.t("ask line by line, without cursor movement"))
	c.Flags().BoolVar(&o.timer, "timer", false, a.t("show how many of the minutes set aside for a case are gone"))
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
	if _, err := o.app.act(o.by); err != nil {
		return err
	}
	how := o.app.face(o.out.plain)
	if how == ask.None {
		return usageErrorf("there is no terminal to ask on; use `rung calibrate decide %s`, or --plain to read answers line by line", id)
	}
	walk := walk{calibrateReviewOptions: o, session: session, order: agendaOrder(session, opened),
		watch: newStopwatch(o.app.Now), timed: o.timer}
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
		return levels, nil
	}
	for _, p := range newest.People {
		if p.Agreed != nil && p.Agreed.Level != nil {
			levels[p.Person.ID] = a.t("%s, in %s", p.Agreed.Level.Short, newest.ID)
		}
	}
	return levels, nil
}
