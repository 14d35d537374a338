package cmd

import (
	"errors"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/report"
	"rung/rubric/lang"
)

type calibrateRevealOptions struct {
	app *app
	out *destination // of what is to be released

	by       string
	yes      bool
	without  bool
	released string // file
}

func newCalibrateReveal(a *app) *cobra.Command {
	o := calibrateRevealOptions{app: a}
	c := &cobra.Command{
		Use:   "reveal SESSION",
		Short: a.t("Freeze what was handed in, and open it"),
		Long: a.t("Opens everything at once with the key of the session, which stays on the disk until `lock`. What cannot be opened is named, and "+
			"nothing is revealed, unless --without-unreadable leaves it out, which the log records. What was changed in the store after it was handed in fails the log, and takes a copy of the store.") + "\n" +
			a.t("Where a session has second holders, this first closes it and writes SESSION.release for one of them; with what they give back, --released FILE, it is then revealed."),
		Example: "  rung calibrate reveal h2\n  rung calibrate reveal h2 --released h2.released",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newDestination(a, c, "")
	c.Flags().Lookup("output").Usage = a.t("write what a second holder is to release to a `file` (default SESSION.release)")
	c.Flags().StringVar(&o.released, "released", "", a.t("what a second holder has released, in a `file`"))
	a.byFlag(c, &o.by)
	c.Flags().BoolVar(&o.without, "without-unreadable", false, a.t("go on without what cannot be opened"))
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	return c
}

func (o *calibrateRevealOptions) run(id string) error {
	session, err := o.app.sealedSession(id, o.by)
	switch {
	case err != nil:
		return err
	case !session.Shared() && (o.released != "" || o.out.file != ""):
		return usageErrorf("session %v has no second holder, so nothing of it is released; leave out --released and -o", lang.Quoted(id))
	case session.Shared() && o.released == "" && session.State().Before():
		return o.ask(session)
	}
	return o.reveal(session)
}

// reveal opens a session, for good.
func (o *calibrateRevealOptions) reveal(session *calibrate.Session) error {
	if err := session.CanReveal(o.app.Now()); err != nil {
		return sessionError(err)
	}
	released, err := o.readReleased(session)
	if err != nil {
		return err
	}
	key, err := o.app.openKey(session)
	if err != nil {
		return err
	}
	o.tellOpen(session)
	agreed, err := o.app.confirm(o.yes, "Nothing can be handed in to %s after this. Reveal it?", session.ID())
	if err != nil {
		return err
	}
	if !agreed {
		o.app.tell("Nothing was revealed.")
		return nil
	}
	session, err = o.app.change(session.ID(), o.by, func(s *calibrate.Session, act calibrate.Act) error {
		var unread *calibrate.UnreadError
		if err := s.Unseal(key, released); err != nil && !(o.without && errors.As(err, &unread)) {
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

// readReleased is what a second holder gave back; nil where there is none.
func (o *calibrateRevealOptions) readReleased(session *calibrate.Session) (*exchange.Released, error) {
	if o.released == "" {
		return nil, nil
	}
	name, data, err := o.app.readUpTo(o.released, exchange.MaxRelease)
	if err != nil {
		return nil, err
	}
	released, err := exchange.ParseReleased(name, data, session.Closing())
	return released, invalid(err)
}

// ask closes a session, if it is not closed yet, and writes what a second holder is to
// release.
func (o *calibrateRevealOptions) ask(session *calibrate.Session) error {
	if o.out.file == "" {
		o.out.file = session.ID() + ".release"
	}
	if err := o.out.check(nil); err != nil {
		return err
	}
	session, err := o.closed(session)
	if err != nil || session == nil {
		return err
	}
	release, err := session.Release()
	if err != nil {
		return sessionError(err)
	}
	data, err := release.Bytes()
	if err != nil {
		return err
	}
	if err := o.out.write(func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	o.tellAsked(session)
	return nil
}

// closed is the session once it is closed, for which it asks; nil if it is not to be.
func (o *calibrateRevealOptions) closed(session *calibrate.Session) (*calibrate.Session, error) {
	if session.State() == calibrate.Closed {
		return session, nil
	}
	act, err := o.app.act(o.by)
	if err != nil {
		return nil, err
	}
	if err := session.Close(act); err != nil { // tried, and not stored
		return nil, sessionError(err)
	}
	o.tellOpen(session)
	agreed, err := o.app.confirm(o.yes, "Nothing can be handed in to %s after this, and it stays so. Close it, to be released?", session.ID())
	if err != nil {
		return nil, err
	}
	if !agreed {
		o.app.tell("Nothing was closed.")
		return nil, nil
	}
	return o.app.change(session.ID(), o.by, func(s *calibrate.Session, act calibrate.Act) error { return s.Close(act) })
}

func (o *calibrateRevealOptions) tellAsked(session *calibrate.Session) {
	id := session.ID()
	o.app.tell("Session %s is closed. Its closing list in eight words, for all to compare: %s.", id, session.Closing().Hash().Words())
	if !o.out.toStdout() {
		o.app.tell("Send %s to a second holder (%v), who releases it: rung calibrate release %s -o %s.released", o.out.file, holders(session.Terms().Second), filepath.Base(o.out.file), id)
	}
	o.app.tell("Then: rung calibrate reveal %s --released %s.released", id, id)
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
