package cmd

import (
	"time"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/calibrate/spreadsheet"
	"rung/assess/exchange"
	"rung/assess/store"
	"rung/rubric/lang"
)

type calibrateNewOptions struct {
	app *app

	rubric string
	title  string
	roster string
	by     string

	passphrase bool
	notBefore  string
	secondKeys []string // files
}

func newCalibrateNew(a *app) *cobra.Command {
	o := calibrateNewOptions{app: a}
	c := &cobra.Command{
		Use:   "new SESSION",
		Short: a.t("Begin a session"),
		Long: a.t("A session has one rubric. Designers and product managers who are calibrated in one meeting are two sessions.") + " " +
			a.t("What is handed in is stored encrypted until reveal, to a key that `new` makes: a file in rung/keys of your settings, or in RUNG_KEYS. "+
				"Without it nothing opens, so copy it; whoever has it and the store can read everything, you too."),
		Example: "  rung calibrate new h2 --title \"H2 product\" --by Nadia\n  rung calibrate new h2 --roster people.csv",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	a.rubricFlag(c, &o.rubric)
	c.Flags().StringVar(&o.title, "title", "", a.t("the `title` of the session"))
	c.Flags().StringVar(&o.roster, "roster", "", a.in(rosterHelp))
	c.Flags().BoolVar(&o.passphrase, "passphrase", false, a.t("ask for a passphrase, without which the key does not open (or RUNG_PASSPHRASE)"))
	c.Flags().StringVar(&o.notBefore, "not-before", "", a.t("the `day`, as in 2026-03-02, in UTC, before which rung reveals nothing"))
	c.Flags().StringArrayVar(&o.secondKeys, "second-key", nil, a.t("the `file` of a second holder, without whom what comes in envelopes does not open (rung calibrate key); may be repeated"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateNewOptions) run(id string) error {
	r, err := o.app.rubric(o.rubric)
	if err != nil {
		return err
	}
	roster, err := o.app.readRoster(o.roster)
	if err != nil {
		return err
	}
	o.passphrase = o.passphrase || o.app.Getenv("RUNG_PASSPHRASE") != ""
	if o.notBefore != "" && o.notBefore < o.app.Now().UTC().Format(time.DateOnly) {
		return usageErrorf("--not-before %s is a day that is over, or none: give one to come, as in 2026-03-02", o.notBefore)
	}
	second, err := o.holders(id)
	if err != nil {
		return err
	}
	act, err := o.app.act(o.by)
	if err != nil {
		return err
	}
	session, err := calibrate.New(act, id, o.title, r.Rubric)
	if err != nil {
		return sessionError(err)
	}
	key, err := o.app.seal(session, act, exchange.Terms{NotBefore: o.notBefore, Second: second})
	if err != nil {
		return err
	}
	taken, err := roster.take(session, act, spreadsheet.Options{})
	if err != nil {
		return sessionError(err)
	}
	if err := o.keep(session, r, key); err != nil {
		return err
	}
	o.tell(session, taken)
	o.app.tellDay(session)
	o.tellSecond(session)
	return o.app.tellKey(session, o.passphrase)
}

// holders reads the files of the second holders, whose keys were made for this session.
func (o *calibrateNewOptions) holders(id string) (second []exchange.Holder, err error) {
	for _, file := range o.secondKeys {
		name, data, err := o.app.read(file)
		if err != nil {
			return nil, err
		}
		f, err := exchange.ParseHolder(name, data)
		if err != nil {
			return nil, invalid(err)
		}
		if f.Session != id {
			return nil, usageErrorf("%s: %s made this key for session %v, not for %v; a key is for one session, so ask for another", name, f.Name, lang.Quoted(f.Session), lang.Quoted(id))
		}
		second = append(second, f.Holder)
		o.app.tell("Second holder: %s. Compare these words with theirs: %s.", f.Name, f.Hash().Words())
	}
	return second, nil
}

// tellSecond says what second holders mean.
func (o *calibrateNewOptions) tellSecond(s *calibrate.Session) {
	if !s.Shared() {
		return
	}
	second := holders(s.Terms().Second)
	if len(second) == 1 {
		o.app.tell("What comes in envelopes opens only after %v has released it, and then with your key. They invite the raters: `rung calibrate invite %s -o FOLDER` "+
			"writes what they need. If they lose their key, no envelope can be opened. Files that you add readable are not sealed from you.", second, s.ID())
		return
	}
	o.app.tell("What comes in envelopes opens only after one of %v has released it, and then with your key. One of them invites the raters: `rung calibrate invite %s -o FOLDER` "+
		"writes what they need, and the others need their register to release. If all these keys are lost, no envelope can be opened. Files that you add readable are not sealed from you.", second, s.ID())
}

// keep stores the session, its rubric and its key. The passphrase is asked when nothing
// else can be wrong any more, and only the disk may still fail.
func (o *calibrateNewOptions) keep(session *calibrate.Session, r source, key newKey) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	if _, err := s.LoadSession(session.ID()); err == nil {
		return store.Taken(session.ID())
	}
	if err := o.app.keepRubric(s, r); err != nil {
		return err
	}
	if !o.passphrase {
		return o.app.keepSealed(session, key, "")
	}
	return o.app.unseen(func() error {
		passphrase, err := o.app.newPassphrase()
		if err != nil {
			return err
		}
		return o.app.keepSealed(session, key, passphrase)
	})
}

func (o *calibrateNewOptions) tell(s *calibrate.Session, roster rosterTaken) {
	r := s.Rubric()
	o.app.tellNotes(roster.notes)
	if said := roster.said(o.app); said != "" {
		o.app.tell("Session %s begins on %s %s. %s Next: rung calibrate status %s", s.ID(), r.ID, r.Version, said, s.ID())
		return
	}
	o.app.tell("Session %s begins on %s %s. Next: rung calibrate add %s FILE…", s.ID(), r.ID, r.Version, s.ID())
}
