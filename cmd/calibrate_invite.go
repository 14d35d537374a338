package cmd

import (
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/report"
	"rung/rubric/lang"
)

type calibrateInviteOptions struct {
	app *app

	folder string
	raters []string // names
	by     string
	yes    bool
	force  bool
}

func newCalibrateInvite(a *app) *cobra.Command {
	o := calibrateInviteOptions{app: a}
	c := &cobra.Command{
		Use:   "invite SESSION|FILE.roster",
		Short: a.t("Invite the raters, each with a file of their own"),
		Long: a.t("Writes an invitation for each rater who has none yet, by which they hand in a sealed envelope: with `rung assess --invite`, or in a browser "+
			"with the page beside it. Send each file to its rater and to nobody else: whoever has it can hand in as them.") + "\n" +
			a.t("Where a session has second holders, this writes SESSION.roster instead; one of them runs `rung calibrate invite SESSION.roster`, sends the "+
				"invitations, and gives you SESSION.register, to add."),
		Example: "  rung calibrate invite h2 -o invitations\n  rung calibrate invite h2 -o invitations --rater Bo\n  rung calibrate invite h2.roster -o invitations",
		Args:    arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if o.folder == "" {
				return usageErrorf("say which folder the files go to: -o FOLDER")
			}
			if looksLikeFile(args[0]) {
				return o.draw(args[0])
			}
			return o.invite(args[0])
		},
	}
	f := c.Flags()
	f.StringVarP(&o.folder, "output", "o", "", a.t("write into a `folder`"))
	f.StringArrayVar(&o.raters, "rater", nil, a.t("invite the rater of this `name`, again if they were invited before; may be repeated"))
	f.BoolVar(&o.force, "force", false, a.t("replace files that exist"))
	f.BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	a.byFlag(c, &o.by)
	return c
}

// invite invites the raters of a session; where it has second holders, it writes what
// these need for it.
func (o *calibrateInviteOptions) invite(id string) error {
	session, err := o.app.sealedSession(id, o.by)
	if err != nil {
		return err
	}
	o.tellOutdated(session)
	rubric, err := o.app.rubricOf(assess.Ref(session.Rubric()))
	if err != nil {
		return err
	}
	roster, err := session.Invitees(rubric.text, o.raters...)
	if err != nil {
		return sessionError(err)
	}
	if session.Shared() {
		return o.writeRoster(session, roster)
	}
	o.app.tellLost(session)
	if again := invitedBefore(session, roster); len(again) > 0 {
		o.app.tellAgain(again)
	}
	agreed, err := o.app.confirm(o.yes, "Is the key of %s copied to a place apart? Without it nothing that is handed in can be read. Invite %v?", id, raters(roster))
	if err != nil || !agreed {
		return err
	}
	all, err := roster.Invite(o.app.Random)
	if err != nil {
		return err
	}
	return o.send(id, all, nil, func(register *exchange.Register) error {
		_, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
			if err := o.unchanged(s, roster); err != nil {
				return err
			}
			_, err := s.Enter(act, register)
			return err
		})
		return err
	})
}

// invitedBefore are those of a roster who have an invitation.
func invitedBefore(s *calibrate.Session, roster *exchange.Roster) (people []assess.Person) {
	for _, rater := range roster.Raters {
		if !slices.ContainsFunc(s.Uninvited(), func(p assess.Person) bool { return p.Name == rater.Name }) {
			people = append(people, assess.Person{Name: rater.Name})
		}
	}
	return people
}

// everyName is what people are called, however many there are.
func everyName(people []assess.Person) (names lang.List) {
	for _, p := range people {
		names = append(names, lang.Verbatim(p.Name))
	}
	return names
}

// raters is how many are on a roster.
func raters(roster *exchange.Roster) lang.Localized {
	return lang.Count(len(roster.Raters), "rater", "raters")
}

// unchanged refuses where somebody else has invited one of the roster meanwhile.
func (o *calibrateInviteOptions) unchanged(s *calibrate.Session, roster *exchange.Roster) error {
	for _, rater := range roster.Raters {
		if len(o.raters) == 0 && !slices.ContainsFunc(s.Uninvited(), func(p assess.Person) bool { return p.Name == rater.Name }) {
			return codedError{exitConflict, lang.Errorf("%s was invited, or left session %v, meanwhile; nobody was invited here: run the command again", rater.Name, lang.Quoted(s.ID()))}
		}
	}
	return nil
}

// tellOutdated names whose invitation does not ask about everybody.
func (o *calibrateInviteOptions) tellOutdated(s *calibrate.Session) {
	for _, p := range s.Outdated() {
		if !slices.ContainsFunc(o.raters, func(name string) bool { return assess.PersonID(name) == p.ID }) {
			o.app.tell("%s is expected to rate others than their invitation asks about; --rater %s invites them again, and what came in their envelope then counts no more.", p.Name, shellWord(p.Name))
		}
	}
}

// writeRoster writes the list of who is to be invited, for a second holder.
func (o *calibrateInviteOptions) writeRoster(s *calibrate.Session, roster *exchange.Roster) error {
	data, err := roster.Bytes()
	if err != nil {
		return err
	}
	name := s.ID() + ".roster"
	if err := o.app.deliver(o.folder, []written{{name, data}}, o.force, func() error { return nil }); err != nil {
		return err
	}
	o.app.tell("Send %s to a second holder (%v), who invites %v: rung calibrate invite %s -o FOLDER", filepath.Join(o.folder, name), holders(s.Terms().Second), raters(roster), name)
	o.app.tell("They give you %s.register; then: rung calibrate add %s %s.register", s.ID(), s.ID(), s.ID())
	o.app.tell("The terms in eight words, for all to compare: %s.", roster.Terms.Hash().Words())
	return nil
}

// draw invites, as a second holder, the raters of a roster.
func (o *calibrateInviteOptions) draw(file string) error {
	name, data, err := o.app.readUpTo(file, exchange.MaxFile)
	if err != nil {
		return err
	}
	roster, err := exchange.ParseRoster(name, data)
	if err != nil {
		return invalid(err)
	}
	h, err := o.app.held(&roster.Terms)
	if err != nil {
		return err
	}
	register, err := h.registered(&roster.Terms)
	if err != nil {
		return err
	}
	if err := o.choose(roster, register); err != nil {
		return err
	}
	o.tellRoster(roster)
	agreed, err := o.app.confirm(o.yes, "Invite %v, as listed?", raters(roster))
	if err != nil || !agreed {
		return err
	}
	all, err := roster.Invite(o.app.Random)
	if err != nil {
		return err
	}
	return o.send(h.Session, all, register, h.keep)
}

// choose leaves on a roster the raters that are named, else those who were not invited
// before.
func (o *calibrateInviteOptions) choose(roster *exchange.Roster, register *exchange.Register) error {
	for _, name := range o.raters {
		if !slices.ContainsFunc(roster.Raters, func(r exchange.Rater) bool { return assess.PersonID(r.Name) == assess.PersonID(name) }) {
			return usageErrorf("%v is not on this list; ask the facilitator for one that has them", lang.Quoted(name))
		}
	}
	roster.Raters = slices.DeleteFunc(roster.Raters, func(r exchange.Rater) bool {
		if len(o.raters) > 0 {
			return !slices.ContainsFunc(o.raters, func(name string) bool { return assess.PersonID(r.Name) == assess.PersonID(name) })
		}
		before := slices.ContainsFunc(register.Raters, func(one exchange.Invited) bool {
			return one.Rater.ID == r.ID || assess.PersonID(one.Rater.Name) == assess.PersonID(r.Name)
		})
		if before {
			o.app.tell("%s is invited already, and left out; --rater %s invites them again, and what came under the earlier invitation then counts no more.", r.Name, shellWord(r.Name))
		}
		return before
	})
	if len(roster.Raters) == 0 {
		return usageErrorf("everybody on this list is invited already")
	}
	return nil
}

// tellRoster shows what a second holder is to check.
func (o *calibrateInviteOptions) tellRoster(roster *exchange.Roster) {
	t := &roster.Terms
	if roster.Title != "" {
		o.app.tell("Session %v.", lang.Quoted(roster.Title))
	}
	o.app.tell("%s will see every answer with its rater's name, after a second holder (%v) has released all of them.", t.Reader, holders(t.Second))
	if t.NotBefore != "" {
		o.app.tell("By the terms nothing is opened before %s (UTC).", t.NotBefore)
	} else {
		o.app.tell("The terms name no day before which nothing is opened.")
	}
	o.app.tell("The terms in eight words, for all to compare: %s.", t.Hash().Words())
	o.app.tell("Who is to rate whom:")
	for _, rater := range roster.Raters {
		var people lang.List
		for _, p := range rater.People {
			people = append(people, lang.Sprintf("%s (%v)", p.Name, report.RelationName(p.Relation)))
		}
		o.app.tell("· %s: %v", rater.Name, people)
	}
}

// send writes the invitations, and enters them in a register, which is recorded; a second
// holder's, which is not nil, is written beside them for the facilitator.
func (o *calibrateInviteOptions) send(session string, all []*exchange.Invitation, register *exchange.Register, record func(*exchange.Register) error) error {
	held := register != nil
	if !held {
		register = &exchange.Register{Terms: all[0].Terms}
	}
	for _, one := range all {
		register.Enter(one.Public())
	}
	files, err := o.app.invitationFiles(session, all)
	if err != nil {
		return err
	}
	if held {
		public, err := register.Bytes()
		if err != nil {
			return err
		}
		files = append(files, written{session + ".register", public})
	}
	if err := o.app.deliver(o.folder, files, o.force, func() error { return record(register) }); err != nil {
		return err
	}
	o.tellSent(session, all, held)
	return nil
}

func (o *calibrateInviteOptions) tellSent(session string, all []*exchange.Invitation, held bool) {
	var people []assess.Person
	for _, one := range all {
		people = append(people, assess.Person{Name: one.Rater.Name})
	}
	o.app.tell("The invitations are in %s: %v.", o.folder, everyName(people))
	if _, err := builtEngine(); err != nil {
		o.app.tell("They are for terminals only: %v.", err)
	}
	o.app.tell("Send each to its rater and to nobody else: whoever has it can hand in as them. Delete them here then.")
	if held {
		o.app.tell("Send %s.register to the facilitator, and to the other second holders if there are any; no invitation but their own is to reach the facilitator. Your own register is kept beside your key: copy it with the key.", session)
		return
	}
	o.app.tell("What they send back: rung calibrate collect %s --from FOLDER", session)
}
