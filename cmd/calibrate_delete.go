package cmd

import (
	"errors"
	"path/filepath"

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
	what, session, err := o.about(id)
	if err != nil {
		return err
	}
	if agreed, err := o.app.confirm(o.yes, "Delete session %s for good (%v)?", id, o.withKey(what, session)); err != nil || !agreed {
		return err
	}
	key := ""
	if session != nil && !session.KeyDestroyed() && !o.keepKey {
		key = session.KeyName()
	}
	if err := s.DeleteSession(id, record.Head, key); err != nil {
		return err
	}
	o.tell(id, what, record.Head)
	switch {
	case session == nil:
		o.tellKeys(id)
		return nil
	case key == "":
		return nil
	}
	return o.app.tellKeyGone(session)
}

// tellKeys names what may be the key of a session that does not verify, and stays.
func (o *calibrateDeleteOptions) tellKeys(id string) {
	folder, err := o.app.keys()
	if err != nil {
		return
	}
	keys, _ := filepath.Glob(store.KeyFile(folder, id+"-????????"))
	for _, key := range keys {
		o.app.tell("%s may be its key, and stays. Where nobody needs it, it is yours to delete.", key)
	}
}

// about says in a few words what goes. A session that does not verify can go too, and is
// nil; its key is not known then.
func (o *calibrateDeleteOptions) about(id string) (what lang.Localized, session *calibrate.Session, err error) {
	session, err = o.app.session(id)
	var tampered *calibrate.Tampered
	switch {
	case errors.As(err, &tampered) || store.Is(err, store.Changed):
		return lang.Text("it does not verify"), nil, nil
	case err != nil:
		return nil, nil, err
	}
	what = lang.Sprintf("%v, %v", report.StateName(session.State()), lang.Count(len(session.Subjects()), "person", "people"))
	return what, session, nil
}

// withKey adds that the key goes too, if it does.
func (o *calibrateDeleteOptions) withKey(what lang.Localized, session *calibrate.Session) lang.Localized {
	if session == nil || o.keepKey {
		return what
	}
	if key, err := o.app.keyFile(session); err != nil || !o.app.made(key) {
		return what
	}
	return lang.Sprintf("%v, and its key, without which no copy of what is sealed opens", what)
}

func (o *calibrateDeleteOptions) tell(id string, what lang.Localized, head calibrate.Head) {
	if head == (calibrate.Head{}) {
		o.app.tell("Deleted session %s (%v).", id, what)
		return
	}
	o.app.tell("Deleted session %s (%v). Its log had %v and ended with %s.", id, what, lang.Count(head.Seq, "entry", "entries"), head.Hash)
}
