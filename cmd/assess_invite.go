package cmd

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/form"
	"rung/assess/store"
	"rung/cmd/ask"
	"rung/rubric"
	"rung/rubric/lang"
)

// handingIn is a rater's way through the people of their invitation.
type handingIn struct {
	*assessOptions
	invitation *exchange.Invitation
	ladder     *rubric.Rubric
	said       []rating // of each person of the invitation, in its order
	draft      string   // file; empty where none is kept
	kept       []byte   // what is in it
	to         string   // -o, as it was given
	talk       ask.Dialog
}

// rating is what is said of a person.
type rating struct {
	manner     exchange.Manner
	level, why string
	answers    []assess.Answer
}

// open reports whether nothing is said.
func (r rating) open() bool {
	return len(r.answers) == 0 && r.manner != exchange.Direct && r.manner != exchange.Cannot
}

// runInvite asks for a rating of each person of an invitation, and seals what is said
// in one envelope.
func (o *assessOptions) runInvite() error {
	if err := o.checkInvite(); err != nil {
		return err
	}
	h, err := o.invited()
	if err != nil {
		return err
	}
	if err := h.takeSheets(); err != nil {
		return err
	}
	how := o.face()
	switch {
	case how != ask.None:
		return h.converse(how)
	case len(h.open()) == len(h.said):
		return usageErrorf("there is no terminal to ask on; give --answers FILE, which may be repeated, or --plain to read answers line by line")
	}
	h.tellStates()
	return h.handIn()
}

// checkInvite refuses what says again, or otherwise, what stands in an invitation.
func (o *assessOptions) checkInvite() error {
	if o.rubric != "" || o.people != (peopleOptions{}) || o.example != "" || o.target != "" || o.resume || o.retake || o.explain || o.from != "" || len(o.given) > 0 {
		return usageErrorf("an invitation says who rates whom on which rubric; beside --invite give only -o, --answers, --quick, --no-save, --no-input, --plain, --force and --lang")
	}
	if o.out.format != "" || o.out.table != "" || o.out.csv != "" {
		return usageErrorf("--invite writes an envelope; leave out --format, --table and --csv")
	}
	if slices.Contains(o.sheets, "-") {
		return usageErrorf("beside --invite, give --answers as a file")
	}
	return nil
}

// invited reads the invitation and its draft, and settles where the envelope goes.
func (o *assessOptions) invited() (*handingIn, error) {
	name, invitation, err := o.app.invitation(o.invite)
	if err != nil {
		return nil, err
	}
	ladder, err := invitation.Ladder()
	if err != nil {
		return nil, invalid(err)
	}
	h := &handingIn{assessOptions: o, invitation: invitation, ladder: ladder, to: o.out.file, said: make([]rating, len(invitation.Rater.People))}
	if o.out.file == "" {
		if name == stdinName {
			return nil, usageErrorf("the invitation came on standard input, which gives the envelope no name; add -o FILE.envelope")
		}
		o.out.file = strings.TrimSuffix(name, filepath.Ext(name)) + ".envelope"
	}
	if err := o.out.destination.check(nil); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Dir(o.out.file)); err != nil {
		return nil, sayable(err) // before anything is asked
	}
	if !o.noSave {
		h.draft = draftBeside(o.out.file, name)
	}
	return h, h.resumeDraft()
}

// draftBeside is the file of the draft: beside the envelope, else beside the invitation.
func draftBeside(envelope, invitation string) string {
	for _, file := range []string{envelope, invitation} {
		if file != "-" && file != stdinName {
			return strings.TrimSuffix(file, filepath.Ext(file)) + ".draft.json"
		}
	}
	return ""
}

// invitation reads an invitation, or the page that carries it.
func (a *app) invitation(file string) (name string, v *exchange.Invitation, err error) {
	name, data, err := a.readUpTo(file, exchange.MaxFile)
	if err != nil {
		return name, nil, err
	}
	carried, is := form.CarriedBy(data)
	switch {
	case is && carried.Invitation == "":
		return name, nil, invalid(lang.Errorf("%s: this page is for everybody, and carries no invitation; give the file that you were sent", name))
	case is:
		data = []byte(carried.Invitation)
	}
	v, err = exchange.ParseInvitation(name, data)
	return name, v, invalid(err)
}

// resumeDraft goes on with what was said before, if anything was.
func (h *handingIn) resumeDraft() error {
	if h.draft == "" {
		return nil
	}
	_, data, err := h.app.readUpTo(h.draft, exchange.MaxFile)
	if errors.Is(err, fs.ErrNotExist) || !there(h.draft) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := h.restore(data); err != nil {
		return invalid(lang.Errorf("%s holds no draft for this invitation that can be read; move it away, or write the envelope elsewhere with -o", h.draft))
	}
	h.kept = data
	h.app.tell("Going on with the draft %s.", h.draft)
	return nil
}

// restore takes what a draft says.
func (h *handingIn) restore(data []byte) error {
	draft, err := h.invitation.ParseDraft(h.draft, data)
	if err != nil {
		return err
	}
	for _, p := range draft.People {
		answers, err := p.Read(h.ladder)
		if err != nil {
			return err
		}
		said := rating{p.Manner, p.Level, p.Why, answers}
		if i := h.place(p.Name); i >= 0 {
			h.said[i] = said
		} else if !said.open() {
			h.app.tell("The draft speaks of %s, whom this invitation does not ask about: that is left out.", p.Name)
		}
	}
	return nil
}

// keep saves what is said so far. A draft that somebody else changed meanwhile is left
// alone.
func (h *handingIn) keep() error {
	if h.draft == "" {
		return nil
	}
	draft := h.invitation.Draft()
	for i, r := range h.said {
		draft.People = append(draft.People, exchange.DraftPerson{
			Name: h.person(i).Name, Manner: cmp.Or(r.manner, exchange.Whole), Level: r.level, Why: r.why, Answers: exchange.Said(r.answers),
		})
	}
	data, err := draft.Bytes()
	if err != nil {
		return err
	}
	if there, _ := os.ReadFile(h.draft); !bytes.Equal(there, h.kept) {
		return codedError{exitConflict, lang.Errorf("another rung has changed %v meanwhile; your last answer was not saved: run the command again to go on from the other's", lang.Quoted(h.draft))}
	}
	h.kept = data
	return store.WriteFile(h.draft, data, true)
}

// submission is what is handed in about a person.
func (h *handingIn) submission(i int) exchange.Submission {
	r, sub := h.said[i], exchange.Submission{Subject: h.person(i)}
	switch {
	case r.open():
		return sub
	case r.manner == exchange.Cannot:
		sub.NotRated = true
	case r.manner == exchange.Direct:
		sub.Level = r.level
	default:
		sub.Assessment = h.assessment(i)
		return sub
	}
	if r.why != "" {
		sub.Comments = map[string]string{"": r.why}
	}
	return sub
}

// person is whom the invitation asks about at a place.
func (h *handingIn) person(i int) assess.Person {
	name := h.invitation.Rater.People[i].Name
	return assess.Person{ID: assess.PersonID(name), Name: name}
}

// place is where the invitation asks about somebody; -1 where it does not.
func (h *handingIn) place(name string) int {
	return slices.IndexFunc(h.invitation.Rater.People, func(p exchange.Person) bool { return assess.PersonID(p.Name) == assess.PersonID(name) })
}

// takeSheets takes answers from files, each for the person that it names.
func (h *handingIn) takeSheets() error {
	for _, file := range h.sheets {
		name, data, err := h.app.read(file)
		if err != nil {
			return err
		}
		sheet, err := assess.ParseSheet(name, data)
		if err != nil {
			return err
		}
		i, err := h.sheetFor(name, sheet)
		if err != nil {
			return invalid(err)
		}
		answers, err := sheet.Against(h.ladder)
		if err != nil {
			return err
		}
		h.said[i] = rating{manner: exchange.Whole, answers: answers}
	}
	if len(h.sheets) == 0 {
		return nil
	}
	return h.keep()
}

// sheetFor is the place of the person whom an answers file is about.
func (h *handingIn) sheetFor(name string, sheet *assess.Sheet) (int, error) {
	rater := h.invitation.Rater.Name
	i := h.place(cmp.Or(sheet.Subject, rater))
	switch {
	case i < 0 && sheet.Subject == "":
		return i, lang.Errorf("%s: this file names nobody whom it is about; write their name behind subject:", name)
	case i < 0:
		return i, lang.Errorf("%s: the invitation asks nothing about %v", name, lang.Quoted(sheet.Subject))
	case sheet.Rater != "" && assess.PersonID(sheet.Rater) != assess.PersonID(rater):
		return i, lang.Errorf("%s: these are answers of %v; the invitation is that of %v", name, lang.Quoted(sheet.Rater), lang.Quoted(rater))
	case sheet.Relation != "" && sheet.Relation != h.invitation.Rater.People[i].Relation:
		return i, lang.Errorf("%s: these are answers as %s; the invitation asks for them as %s", name, string(sheet.Relation), string(h.invitation.Rater.People[i].Relation))
	}
	return i, nil
}

// assessment is the assessment of a person with what was answered, completed now. How
// long it took stands nowhere.
func (h *handingIn) assessment(i int) *assess.Assessment {
	rater, now := h.invitation.Rater.Name, h.app.instant()
	return &assess.Assessment{
		ID: h.app.NewID(), Rubric: assess.Ref(h.ladder), Lang: h.app.lang, StartedAt: now, CompletedAt: now, Answers: h.said[i].answers,
		Subject: h.person(i), Rater: assess.Person{ID: assess.PersonID(rater), Name: rater}, Relation: h.invitation.Rater.People[i].Relation,
	}
}

// converse asks about each person, and hands in at the end.
func (h *handingIn) converse(how ask.Face) (err error) {
	h.welcome()
	if h.talk, err = h.app.dialog(how); err != nil {
		return err
	}
	err = errors.Join(h.through(), h.talk.Close())
	if err != nil {
		return h.left(err)
	}
	return h.handIn()
}

// welcome says who asks, about whom, who will read it, and on which rubric.
func (h *handingIn) welcome() {
	v := h.invitation
	h.app.tell("%v", v.Asked())
	for _, p := range v.Rater.People {
		h.app.tell("· %v", p.Rated())
	}
	for _, told := range v.Told() {
		h.app.tell("%v", told)
	}
	h.app.tell("%v", v.Compared())
	h.app.tell("The rubric is %s (%s %s).", h.ladder.Title.In(h.app.lang), h.ladder.ID, h.ladder.Version)
	if h.draft == "" {
		h.app.tell("Nothing is kept.")
		return
	}
	h.app.tell("Every answer is saved at once in %s, which only you can read: stop any time.", h.draft)
}

// left ends before anything was handed in: what was said is a draft.
func (h *handingIn) left(err error) error {
	if !errors.Is(err, context.Canceled) && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case !slices.ContainsFunc(h.said, func(r rating) bool { return !r.open() }):
		h.app.tell("Nothing was answered.")
	case h.draft == "":
		h.app.tell("Nothing was kept, as --no-save asks.")
	default:
		h.app.tell("Nothing was handed in; what you said is saved in %s. To go on from here:", h.draft)
		fmt.Fprintln(h.app.Stderr, "  "+h.app.shown(h.command()))
	}
	return outcome(exitInterrupted)
}

// command is what to type to go on with the invitation.
func (h *handingIn) command() string {
	command := "rung assess --invite " + shellWord(h.invite)
	if h.to != "" {
		command += " -o " + shellWord(h.to)
	}
	return h.again(command)
}

// handIn seals what is said, and writes the envelope.
func (h *handingIn) handIn() error {
	var subs []exchange.Submission
	for i := range h.said {
		if h.ready(i) == nil {
			subs = append(subs, h.submission(i))
		}
	}
	envelope, err := h.invitation.Seal(subs, h.app.Now(), h.app.Random)
	if err != nil {
		return invalid(err)
	}
	if err := h.out.write(func(w io.Writer) error { _, err := w.Write(envelope.Armoured()); return err }); err != nil {
		return err
	}
	h.tellReceipt(envelope.Receipt())
	return nil
}

// tellReceipt says what to do with the envelope and its receipt.
func (h *handingIn) tellReceipt(receipt exchange.Hash) {
	if !h.out.toStdout() {
		h.app.tell("The envelope is in %s.", h.out.file)
	}
	h.app.tell("%v", h.invitation.Sent())
	if h.draft != "" && there(h.draft) {
		h.app.tell("%s holds your answers as you gave them: keep it to change them and hand in again, or delete it.", h.draft)
	}
	said := h.app.Stdout
	if h.out.toStdout() {
		said = h.app.Stderr
	}
	fmt.Fprintln(said, h.app.t("Receipt: %s", receipt.Words()))
	fmt.Fprintln(said, "  "+receipt.String())
}

// ready is why what is said of a person cannot be handed in yet; nil if it can.
func (h *handingIn) ready(i int) error {
	sub := h.submission(i)
	switch {
	case sub.Open():
		return lang.Errorf("nothing said yet")
	case sub.Assessment != nil && !givesLevel(h.ladder, sub.Assessment):
		return lang.Errorf("%d of %d answered, too few for a level", len(sub.Assessment.Answered()), len(h.ladder.Questions))
	}
	if err := calibrate.Submission(sub).CheckContent(h.ladder); err != nil {
		return err
	}
	room, err := h.invitation.Room(sub)
	if err == nil && room < 0 {
		err = lang.Errorf("%d bytes too long; shorten a note", -room)
	}
	return err
}

// open are those of whom nothing can be handed in yet.
func (h *handingIn) open() (names []assess.Person) {
	for i := range h.said {
		if h.ready(i) != nil {
			names = append(names, h.person(i))
		}
	}
	return names
}
