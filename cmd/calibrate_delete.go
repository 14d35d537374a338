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

	yes     bool
	keepKey bool
}

func newCalibrateDelete(a *app) *cobra.Command {
	o := calibrateDeleteOptions{app: a}
	c := &cobra.Command{
		Use:   "delete SESSION",
		Short: a.t("Remove a session whole, for good"),
		Long: a.t("Removes everything handed in to a session, its decisions and its log; nothing of it can be brought back. " +
			"`rung calibrate export` makes a copy first, which opens only while the session's key is there: --keep-key leaves it. What is printed is the end of its log, by which a copy elsewhere can be told to " +
			"be whole."),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	c.Flags().BoolVar(&o.keepKey, "keep-key", false, a.t("do not destroy the session's key, without which no copy of what is sealed opens"))
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
	what, key, err := o.about(id)
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
	if key == "" || o.keepKey {
		return nil
	}
	if err := store.Destroy(key); err != nil {
		return err
	}
	o.app.tell("Its key is destroyed.")
	return nil
}

// about says in a few words what goes, and where the session's key is, if it is here.
// A session that does not verify can go too; its key is not known then.
func (o *calibrateDeleteOptions) about(id string) (what lang.Localized, key string, err error) {
	session, err := o.app.session(id)
	var tampered *calibrate.Tampered
	switch {
	case errors.As(err, &tampered) || store.Is(err, store.Changed):
		return lang.Text("it does not verify"), "", nil
	case err != nil:
		return nil, "", err
	}
	what = lang.Sprintf("%v, %v", report.StateName(session.State()), lang.Count(len(session.Subjects()), "person", "people"))
	if key, err = o.app.keyFile(session); err != nil || !there(key) {
		return what, "", nil
	}
	return what, key, nil
}

func (o *calibrateDeleteOptions) tell(id string, what lang.Localized, head calibrate.Head) {
	if head == (calibrate.Head{}) {
		o.app.tell("Deleted session %s (%v).", id, what)
		return
	}
	o.app.tell("Deleted session %s (%v). Its log had %v and ended with %s.", id, what, lang.Count(head.Seq, "entry", "entries"), head.Hash)
}
