package form

import (
	"strconv"
	"strings"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric"
	"rung/rubric/lang"
)

// invited is an invitation in the hands of its rater.
type invited struct {
	invitation *exchange.Invitation
	sheets     []*sheet // one for each person, in the order of the invitation
	sealed     *sealed  // the last envelope; nil before
}

// sealed is an envelope that was made.
type sealed struct {
	envelope *exchange.Envelope
	draft    string        // what was said when it was made
	open     []*sheet      // those of whom it says nothing
	text     string        // the envelope, as it is sent
	receipt  exchange.Hash // of it
	saved    bool
}

// accept puts an invitation into the form.
func (f *Form) accept(name, text string) error {
	v, err := exchange.ParseInvitation(name, []byte(text))
	if err != nil {
		return err
	}
	r, err := v.Ladder()
	if err != nil {
		return err
	}
	sheets, err := blank(v, r, f.tag)
	if err != nil {
		return err
	}
	f.rubric, f.invited, f.sheet = r, &invited{invitation: v, sheets: sheets}, sheets[0]
	return nil
}

// blank are sheets for everybody of an invitation.
func blank(v *exchange.Invitation, r *rubric.Rubric, t lang.Tag) (sheets []*sheet, err error) {
	rater, err := assess.NewPerson(v.Rater.Name)
	if err != nil {
		return nil, err
	}
	for _, p := range v.Rater.People {
		s, err := newSheet(r, t, nil)
		if err != nil {
			return nil, err
		}
		if s.who.Subject, err = assess.NewPerson(p.Name); err != nil {
			return nil, err
		}
		s.who.Rater, s.who.Relation = rater, p.Relation
		s.speak(t)
		sheets = append(sheets, s)
	}
	return sheets, nil
}

// invite takes an invitation that somebody has as a file or in a page, unless answers would be lost.
func (f *Form) invite(e Event, s *Shown) error {
	if f.invited != nil {
		return nil
	}
	before := f.sheet
	err := errUnsaved
	if !f.unsaved {
		text := e.Value
		if page, is := CarriedBy([]byte(text)); is {
			text = page.Invitation
		}
		err = f.accept(f.t("the file"), text)
	}
	before.settle(invitationID, "", err)
	if err != nil {
		return err
	}
	f.kept = false // under this invitation; what was kept without it stays
	return f.leave(s, place{kind: begin})
}

// inHand is the index of the person whose sheet is in hand.
func (f *Form) inHand() int {
	for i, s := range f.invited.sheets {
		if s == f.sheet {
			return i
		}
	}
	return -1
}

// whose names whose sheet it is, as go takes it behind a place; empty where there is
// but one sheet.
func (f *Form) whose(s *sheet) string {
	if f.invited == nil {
		return ""
	}
	for i, one := range f.invited.sheets {
		if one == s {
			return "@" + strconv.Itoa(i+1)
		}
	}
	return ""
}

// sheetOf is the sheet that whose names, without its sign; the one in hand where it
// names none, nil where there is no such sheet.
func (f *Form) sheetOf(whose string) *sheet {
	if whose == "" {
		return f.sheet
	}
	n, err := strconv.Atoi(whose)
	if err != nil || f.invited == nil || n < 1 || n > len(f.invited.sheets) {
		return nil
	}
	return f.invited.sheets[n-1]
}

// onward names the place of the next person, after the one at an index, about whom
// too little was said; the overview where there is none.
func (f *Form) onward(from int) string {
	for _, s := range f.invited.sheets[from+1:] {
		if !s.suffices() {
			return place{kind: person}.String() + f.whose(s)
		}
	}
	return overview
}

// level takes a level that is given directly.
func (f *Form) level(e Event, _ *Shown) error {
	if f.invited != nil && f.rubric.LevelIndex(e.Value) >= 0 {
		f.sheet.level = e.Value
	}
	return nil
}

// why takes a word beside a level, or why somebody is not rated.
func (f *Form) why(e Event, _ *Shown) error {
	if f.invited == nil {
		return nil
	}
	err := checkWord(e.Value)
	f.sheet.settle(whyID, e.Value, err)
	if err == nil {
		f.sheet.why = e.Value
	}
	return err
}

// checkWord holds a word to the rule of a session for comments.
func checkWord(text string) error {
	hidden := func(c rune) bool { return lang.Invisible(c) && c != '\n' && c != '\t' }
	switch {
	case len(text) > assess.MaxNote:
		return lang.Errorf("this text has %d bytes; %d are allowed", len(text), assess.MaxNote)
	case strings.ContainsFunc(text, hidden), strings.ToValidUTF8(text, "") != text:
		return lang.Errorf("this text has characters that do not show: %s", lang.Quoted(text))
	}
	return nil
}

// suffices reports whether what was said of somebody is enough to be handed in.
func (s *sheet) suffices() bool {
	switch s.manner {
	case cannot:
		return true
	case direct:
		return s.level != ""
	}
	return len(s.placed().Ranking) > 0
}

// placed is how far the answers lead.
func (s *sheet) placed() *assess.Result { return assess.Brief(s.rubric, s.assessment(time.Time{})) }

// submission is what is handed in of a sheet, but for the id of its assessment.
func (s *sheet) submission(made time.Time) exchange.Submission {
	sub := exchange.Submission{Subject: s.who.Subject}
	switch s.manner {
	case cannot:
		sub.NotRated = true
	case direct:
		sub.Level = s.level
	default:
		sub.Assessment = s.assessment(made)
		sub.Assessment.StartedAt = sub.Assessment.CompletedAt // how long it took is nobody's business
		return sub
	}
	if word := strings.TrimSpace(s.why); word != "" {
		sub.Comments = map[string]string{"": word}
	}
	return sub
}

// room is how many bytes of text still fit beside what is said of somebody; all that
// there are without an invitation.
func (f *Form) room(s *sheet) int {
	if f.invited == nil {
		return exchange.MaxSlot
	}
	sub := s.submission(time.Unix(0, 0))
	if sub.Assessment != nil {
		sub.Assessment.ID = "00000000-0000-7000-8000-000000000000"
	}
	room, err := f.invited.invitation.Room(sub)
	if err != nil {
		return 0
	}
	return room
}

// seal makes the envelope of everybody of whom enough was said.
func (f *Form) seal(_ Event, s *Shown) error {
	if f.invited == nil {
		return nil
	}
	if err := f.right(s); err != nil {
		return err
	}
	made, at := &sealed{draft: string(f.draftFile())}, f.after()
	var subs []exchange.Submission
	for _, one := range f.invited.sheets {
		if !one.suffices() {
			made.open = append(made.open, one)
			continue
		}
		sub := one.submission(at)
		if err := f.identify(sub.Assessment); err != nil {
			return err
		}
		subs = append(subs, sub)
	}
	if len(subs) == 0 {
		return lang.Errorf("there is nothing to hand in yet: of nobody enough is said; rate somebody, or say that you cannot")
	}
	var err error
	if made.envelope, err = f.invited.invitation.Seal(subs, at, f.random); err != nil {
		return err
	}
	made.text, made.receipt = string(made.envelope.Armoured()), made.envelope.Receipt()
	f.invited.sealed = made
	return f.leave(s, place{kind: envelope})
}

// handed is a file of the last envelope: itself, or its receipt.
func (f *Form) handed(what string) *File {
	made, name := f.invited.sealed, f.invited.fileName()
	switch what {
	case envelope:
		f.got()
		return &File{name + ".envelope", "application/octet-stream", made.text}
	case "receipt":
		return &File{name + "-receipt.txt", "text/plain", f.receiptText()}
	}
	return nil
}

// got notes that the rater has the last envelope.
func (f *Form) got() {
	made := f.invited.sealed
	made.saved = true
	if len(made.open) == 0 && f.current() {
		f.unsaved = false // all that was said is in it
	}
}

// current reports whether the last envelope has what was said by now.
func (f *Form) current() bool { return f.invited.sealed.draft == string(f.draftFile()) }

// receiptText is a receipt with what it belongs to.
func (f *Form) receiptText() string {
	v, made := f.invited.invitation, f.invited.sealed
	return f.t("Receipt of an envelope") + "\n\n" +
		f.t("From: %s", v.Rater.Name) + "\n" +
		f.t("To: %s", v.Terms.Reader) + "\n" +
		f.t("Made: %s (UTC)", made.envelope.Made.Format(time.DateTime)) + "\n\n" +
		made.receipt.Words() + "\n" + made.receipt.String() + "\n"
}

// identify gives an assessment its id, if there is one.
func (f *Form) identify(a *assess.Assessment) (err error) {
	if a != nil {
		a.ID, err = assess.DrawID(f.random, f.now)
	}
	return err
}

// after is when the next envelope is made: now, but later than the last, since of two
// the later counts.
func (f *Form) after() time.Time {
	if last := f.invited.sealed; last != nil && !f.now.After(last.envelope.Made.Add(time.Second)) {
		return last.envelope.Made.Add(time.Second)
	}
	return f.now
}

// copied says what came of copying a field.
func (f *Form) copied(e Event, s *Shown) error {
	if e.Value == "" {
		return lang.Errorf("this browser does not let a page copy; the text is selected: copy it yourself, with Ctrl+C or from its menu")
	}
	if e.To == envelopeText && f.invited != nil && f.invited.sealed != nil {
		f.got()
	}
	f.copy, s.Focus, s.Say = e.To, "copy."+e.To, f.t("Copied.")
	return nil
}

// envelopeText is the field with the last envelope as text.
const envelopeText = "text"

// fileName is what a file about this invitation is called, but for its ending.
func (v *invited) fileName() string {
	name := assess.PersonID(v.invitation.Rater.Name)
	if v.invitation.Title != "" {
		name = assess.PersonID(v.invitation.Title) + "-" + name
	}
	return name
}

// errUnsaved is why nothing is loaded.
var errUnsaved = lang.Errorf("the answers here are not saved in a file; save the draft, then load the other one")
