package cmd_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/exchange"
	"rung/assess/form"
	"rung/rubric"
)

// asking is a session whose key a test holds, and the invitation of Bo to it.
type asking struct {
	key        *exchange.Key
	invitation *exchange.Invitation
	file       string
}

// asks invites Bo to rate Ada, himself and Cy, in slots of a size.
func (m *machine) asks(slot int) asking {
	m.t.Helper()
	text, err := os.ReadFile(miniRubric(m.t))
	m.check(err)
	r, err := rubric.Parse("mini.yaml", text)
	m.check(err)
	key, err := exchange.NewKey()
	m.check(err)
	chance := rand.NewChaCha8([32]byte{1})
	terms, err := exchange.NewTerms(exchange.Terms{
		Key: key.Recipient(), Reader: "Nadia", Rubric: exchange.RubricRef(assess.Ref(r)), SlotSize: slot,
	}, chance)
	m.check(err)
	roster := exchange.Roster{Schema: exchange.RosterSchema, Terms: *terms, Rubric: string(text), Raters: []exchange.Rater{{
		ID: strings.Repeat("b0", 16), Name: "Bo",
		People: []exchange.Person{{Name: "Ada", Relation: assess.Peer}, {Name: "Bo", Relation: assess.Self}, {Name: "Cy", Relation: assess.Manager}},
	}}}
	all, err := roster.Invite(chance)
	m.check(err)
	data, err := all[0].Bytes()
	m.check(err)
	return asking{key, all[0], m.put("h2-bo.invitation", string(data))}
}

func (m *machine) check(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// opened is what is in the envelope that was written, by the name of whom it is about.
func (k asking) opened(m *machine) map[string]exchange.Submission {
	m.t.Helper()
	text, err := os.ReadFile(filepath.Join(m.dir, "h2-bo.envelope"))
	m.check(err)
	e, err := exchange.ParseArmoured("h2-bo.envelope", text)
	m.check(err)
	m.check(e.Check(&k.invitation.Terms, k.invitation.Public(), m.now))
	said := map[string]exchange.Submission{}
	for i := range e.Slots {
		p, err := k.key.OpenSlot(&k.invitation.Terms, k.invitation.Public(), e, i, e.Slots[i].Sealed)
		m.check(err)
		said[p.Submission.Subject.Name] = p.Submission
	}
	return said
}

// TestAnEnvelopeHoldsWhatWasSaid answers in lines about one, gives a level of another,
// and leaves the third open.
func TestAnEnvelopeHoldsWhatWasSaid(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	k := m.asks(exchange.DefaultSlot)
	stdout, stderr, code := m.rung("2\n3\nquite telling\n1\n2\n3\n1\n0\n4\n6\nsubmit\n3\n4\ny\n", "assess", "--invite", k.file, "--plain")
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	said := k.opened(m)
	if ada := said["Ada"]; ada.Level != "lead" || ada.Comments[""] != "quite telling" || ada.Relation != assess.Peer {
		t.Errorf("of Ada: %+v", ada)
	}
	if bo := said["Bo"].Assessment; bo == nil || len(bo.Answers) != 6 || !bo.CompletedAt.Equal(m.now) || bo.Relation != assess.Self {
		t.Errorf("of Bo: %+v", bo)
	}
	if cy := said["Cy"]; !cy.Open() {
		t.Errorf("of Cy: %+v", cy)
	}
	text, err := os.ReadFile(filepath.Join(m.dir, "h2-bo.envelope"))
	m.check(err)
	e, err := exchange.ParseArmoured("", text)
	m.check(err)
	if receipt := e.Receipt(); !strings.Contains(stdout, receipt.Words()) || !strings.Contains(stdout, receipt.String()) {
		t.Errorf("the receipt is %s, not\n%s", receipt, stdout)
	}
	if _, err := os.Stat(m.store()); err == nil {
		t.Error("it left something in the store")
	}
}

// TestALongNoteIsNotHandedIn writes more than a small slot holds: the person stays open,
// and what is too long is said.
func TestALongNoteIsNotHandedIn(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	k := m.asks(exchange.MinSlot)
	note := strings.Repeat("quite telling ", 100)
	answers := "1\n2\nt " + note + "\n2\nt " + note + "\n1\nt " + note + "\n0\n4\n6\nsubmit\n"
	_, stderr, code := m.rung(answers+"2\n1\n\n2\n1\n\n4\ny\n", "assess", "--invite", k.file, "--plain")
	if code != 0 || !strings.Contains(strings.Join(strings.Fields(stderr), " "), "bytes too long; shorten a note)") {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	if said := k.opened(m); !said["Ada"].Open() || said["Cy"].Level != "junior" {
		t.Errorf("%+v", said)
	}
}

// TestALevelIsSavedBeforeItsReason stops where a word on it is asked for; and before
// anything is asked, where no file can be written.
func TestALevelIsSavedBeforeItsReason(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	k := m.asks(exchange.DefaultSlot)
	if _, stderr, _ := m.rung("2\n3\n", "assess", "--invite", k.file, "--plain"); !strings.Contains(stderr, "what you said is saved in") {
		t.Error(stderr)
	}
	if draft, err := os.ReadFile(filepath.Join(m.dir, "h2-bo.draft.json")); err != nil || !bytes.Contains(draft, []byte(`"level"`)) {
		t.Errorf("the draft is %s, %v", draft, err)
	}
	if _, stderr, code := m.rung("2\n3\n", "assess", "--invite", k.file, "--plain", "-o", m.dir+"/none/to.envelope"); code != 1 || strings.Contains(stderr, "How do you rate?") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
}

// TestADraftOfAnInvitation is not written over where another rung changed it, holds
// nothing with --no-save, and is refused for another invitation.
func TestADraftOfAnInvitation(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	k := m.asks(exchange.DefaultSlot)
	draft := filepath.Join(m.dir, "h2-bo.draft.json")
	m.rung("2\n1\nx\n", "assess", "--invite", k.file, "--plain", "--no-save")
	if _, err := os.Stat(draft); err == nil {
		t.Error("--no-save saved a draft")
	}
	m.rung("2\n1\nx\n", "assess", "--invite", k.file, "--plain")
	other, err := os.ReadFile(draft)
	m.check(err)
	swapped := readers{strings.NewReader("2\n1\n"), func() { m.check(os.WriteFile(draft, append(other, '\n'), 0o600)) }, strings.NewReader("y\n")}
	_, stderr, code := m.reading(&swapped, "assess", "--invite", k.file, "--plain")
	if code != 5 || !strings.Contains(stderr, "another rung has changed") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
	if now, err := os.ReadFile(draft); err != nil || !bytes.Equal(now, append(other, '\n')) {
		t.Errorf("the draft of the other is %q, %v", now, err)
	}
	m.asks(exchange.MinSlot) // takes the place of the invitation
	if _, stderr, code := m.rung("", "assess", "--invite", k.file, "--plain"); code != 3 || !strings.Contains(stderr, "holds no draft for this invitation") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
}

// TestTheDraftIsThatOfTheForm goes on in a browser's form with what was said in a
// terminal, and the other way round.
func TestTheDraftIsThatOfTheForm(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	k := m.asks(exchange.DefaultSlot)
	m.rung("2\n3\nquite telling\n1\n2\nt A note.\n3\n", "assess", "--invite", k.file, "--plain")
	draft := filepath.Join(m.dir, "h2-bo.draft.json")
	text, err := os.ReadFile(draft)
	m.check(err)
	invitation, err := os.ReadFile(k.file)
	m.check(err)
	f, err := form.New(form.Carried{Lang: "en", Invitation: string(invitation)}, rand.NewChaCha8([32]byte{}))
	m.check(err)
	f.Do(form.Event{Do: "load", Value: string(text), Now: m.now})
	shown := f.Do(form.Event{Do: "save", To: "answers", Now: m.now})
	if shown.Save == nil || shown.Save.Text != string(text) {
		t.Fatalf("the form makes of\n%s\n%+v", text, shown.Save)
	}
	m.check(os.WriteFile(draft, []byte(shown.Save.Text), 0o600))
	_, stderr, code := m.rung("3\n3\n4\ny\n", "assess", "--invite", k.file, "--plain")
	if code != 0 || !strings.Contains(stderr, "Bo, that is yourself (2 of 6 answered, too few for a level)") {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	if said := k.opened(m); said["Ada"].Level != "lead" {
		t.Errorf("%+v", said)
	}
}

// readers are read one after the other; in between something happens.
type readers struct {
	first  *strings.Reader
	then   func()
	second *strings.Reader
}

func (r *readers) Read(b []byte) (int, error) {
	if r.first.Len() > 0 {
		return r.first.Read(b)
	}
	if r.then != nil {
		r.then()
		r.then = nil
	}
	return r.second.Read(b)
}
