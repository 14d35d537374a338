package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric/lang"
)

type calibrateDeleteOptions struct {
	app *app

	yes bool
}

func newCalibrateDelete(a *app) *cobra.Command {
	o := calibrateDeleteOptions{app: a}
	c := &cobra.Command{
		Use:   "delete SESSION",
		Short: a.t("Remove a session whole, for good"),
		Long: a.t("Removes everything handed in to a session, its decisions and its log; nothing of it can be brought back. " +
			"`rung calibrate export` makes a copy first. What is printed is the end of its log, by which a copy elsewhere can be told to " +
			"be whole."),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	return c
}

func (o *calibrateDeleteOptions) run(id string) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	record, err := s.LoadSession(id)
	if err != nil && !store.Is(err, store.Changed) {
		return err
	}
	what, err := o.about(id)
	if err != nil {
		return err
	}
	if agreed, err := o.app.confirm(o.yes, "Delete session %s for good (%v)?", id, what); err != nil || !agreed {
		return err
	}
	if err := s.DeleteSession(id, record.Head); err != nil {
		return err
	}
	o.tell(id, what, record.Head)
	return nil
}

// about says in a few words what goes. A session that does not verify can go too.
func (o *calibrateDeleteOptions) about(id string) (lang.Localized, error) {
	session, err := o.app.session(id)
	var tampered *calibrate.Tampered
	switch {
	case errors.As(err, &tampered) || store.Is(err, store.Changed):
		return lang.Text("it does not verify"), nil
	case err != nil:
		return nil, err
	}
	return lang.Sprintf("%v, %v", report.StateName(session.State()), lang.Count(len(session.Subjects()), "person", "people")), nil
}

func (o *calibrateDeleteOptions) tell(id string, what lang.Localized, head calibrate.Head) {
	if head == (calibrate.Head{}) {
		o.app.tell("Deleted session %s (%v).", id, what)
		return
	}
	o.app.tell("Deleted session %s (%v). Its log had %v and ended with %s.", id, what, lang.Count(head.Seq, "entry", "entries"), head.Hash)
}
