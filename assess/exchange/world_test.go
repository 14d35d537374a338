package exchange_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric"
	"rung/rubric/lang"
)

// fataler is what tests and properties share.
type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// now is when everything happens, unless a test says otherwise.
var now = time.Date(2026, 3, 20, 8, 30, 15, 0, time.UTC)

// chance is a source that gives the same for the same seed.
func chance(seed string) io.Reader {
	var key [32]byte
	copy(key[:], seed)
	return rand.NewChaCha8(key)
}

// drawn keeps keys apart by name, since drawing one takes a while.
var drawn sync.Map

func key(t fataler, name string) *exchange.Key {
	t.Helper()
	made, _ := drawn.LoadOrStore(name, sync.OnceValues(exchange.NewKey))
	k, err := made.(func() (*exchange.Key, error))()
	must(t, err)
	return k
}

func must(t fataler, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func small(t fataler) (*rubric.Rubric, string) {
	t.Helper()
	data, err := os.ReadFile("../../rubric/testdata/small.yaml")
	must(t, err)
	r, err := rubric.Parse("small.yaml", data)
	must(t, err)
	return r, string(data)
}

// world is a session in which Bo rates themself and Ada, and Cy rates Ada.
type world struct {
	terms    *exchange.Terms
	roster   *exchange.Roster
	bo, cy   *exchange.Invitation
	register *exchange.Register
	session  *exchange.Key
}

// begin makes a world with second holders of these names.
func begin(t fataler, seconds ...string) *world {
	t.Helper()
	w := &world{session: key(t, "session")}
	r, text := small(t)
	terms := exchange.Terms{
		Key: w.session.Recipient(), Reader: "Fay", SlotSize: exchange.MinSlot, Form: "1.2.0",
		Rubric: exchange.RubricRef(assess.Ref(r)), NotBefore: "2026-03-20",
	}
	for _, name := range seconds {
		terms.Second = append(terms.Second, exchange.Holder{Name: name, Key: key(t, name).Recipient()})
	}
	var err error
	w.terms, err = exchange.NewTerms(terms, chance("terms"))
	must(t, err)
	w.roster = &exchange.Roster{Schema: exchange.RosterSchema, Terms: *w.terms, Title: "Spring", Rubric: text, Raters: []exchange.Rater{
		{ID: strings.Repeat("b0", 16), Name: "Bo", People: []exchange.Person{{Name: "Bo", Relation: assess.Self}, {Name: "Ada", Relation: assess.Peer}}},
		{ID: strings.Repeat("c1", 16), Name: "Cy", People: []exchange.Person{{Name: "Ada", Relation: assess.Manager}}},
	}}
	w.invite(t, "invitations")
	return w
}

// invite draws the invitations, again after the first time.
func (w *world) invite(t fataler, seed string) {
	t.Helper()
	all, err := w.roster.Invite(chance(seed))
	must(t, err)
	w.bo, w.cy = all[0], all[1]
	w.register = &exchange.Register{Terms: *w.terms}
	for _, one := range all {
		w.register.Enter(one.Public())
	}
	w.register.Schema = exchange.RegisterSchema
}

// answered is an assessment of the small rubric with a note.
func answered(t fataler, note string) *assess.Assessment {
	t.Helper()
	r, _ := small(t)
	a := &assess.Assessment{
		ID: "01956e3a-7c00-7000-8000-000000000001", Rubric: assess.Ref(r), Lang: lang.EN, StartedAt: now.Add(-time.Hour), CompletedAt: now,
	}
	for _, q := range r.Questions {
		given := assess.Answer{Question: q.ID, State: assess.Skipped, Note: note}
		if q.Kind == rubric.Number {
			given = assess.Answer{Question: q.ID, State: assess.Answered, Value: assess.Value{Number: 2}, Note: note}
		}
		a.Answers = append(a.Answers, given)
	}
	return a
}

func about(name string) assess.Person { return assess.Person{Name: name} }

// seal is an envelope of an invitation, in which Ada has a level.
func seal(t fataler, v *exchange.Invitation, level string) *exchange.Envelope {
	t.Helper()
	e, err := v.Seal([]exchange.Submission{{Subject: about("Ada"), Level: level}}, now, chance("salt"+level))
	must(t, err)
	return e
}

// check is what collecting does with an envelope.
func (w *world) check(e *exchange.Envelope) error {
	from, err := w.register.Sender(e)
	if err != nil {
		return err
	}
	return e.Check(w.terms, from, now)
}

// refused holds that there is an error, which says this, and says it in French too.
func refused(t fataler, err error, says string) {
	t.Helper()
	switch {
	case err == nil:
		t.Fatalf("nothing was refused; it should say %q", says)
	case !strings.Contains(err.Error(), says):
		t.Errorf("it says %q, not %q", err, says)
	case lang.In(err, lang.FR) == err.Error():
		t.Errorf("%q has no French", err)
	}
}

// release asks for envelopes to be released, and has the holder do it.
func (w *world) release(t fataler, holder string, envelopes ...*exchange.Envelope) (*exchange.Released, []exchange.Withheld, error) {
	t.Helper()
	return w.register.Release(key(t, holder), w.ask(t, envelopes...), now)
}

func (w *world) ask(t fataler, envelopes ...*exchange.Envelope) *exchange.Release {
	t.Helper()
	r := &exchange.Release{Terms: *w.terms}
	receipts := []exchange.Receipt{}
	for _, e := range envelopes {
		receipts = append(receipts, exchange.Receipt{Rater: e.Rater, Receipt: e.Receipt(), State: exchange.Counted})
		r.Envelopes = append(r.Envelopes, e.Bytes())
	}
	r.Closing = exchange.NewClosing(w.terms, now, receipts)
	data, err := r.Bytes()
	must(t, err)
	read, err := exchange.ParseRelease("ask.release", data)
	must(t, err)
	return read
}

// open opens every slot of an envelope that checks, and says what was handed in.
func (w *world) open(t fataler, e *exchange.Envelope) ([]exchange.Submission, error) {
	t.Helper()
	must(t, w.check(e))
	from, err := w.register.Sender(e)
	must(t, err)
	var inner [][]byte
	for _, s := range e.Slots {
		inner = append(inner, s.Sealed)
	}
	if len(w.terms.Second) > 0 {
		given, withheld, err := w.release(t, w.terms.Second[0].Name, e)
		must(t, err)
		if len(withheld) > 0 {
			return nil, withheld[0].Why
		}
		inner = given.Inner(e)
	}
	var subs []exchange.Submission
	for i := range e.Slots {
		p, err := w.session.OpenSlot(w.terms, from, e, i, inner[i])
		if err != nil {
			return nil, err
		}
		subs = append(subs, p.Submission)
	}
	return subs, nil
}

// bothWays runs a test without second holders, and with two.
func bothWays(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for _, seconds := range [][]string{nil, {"Sol", "Tam"}} {
		t.Run(fmt.Sprintf("%d second holders", len(seconds)), func(t *testing.T) { test(t, begin(t, seconds...)) })
	}
}

// mailed is a text as mail may bring it.
func mailed(text []byte) []byte {
	return append([]byte("Hello,\r\nhere it is.\r\n\r\n"), append(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")), "\r\n-- \r\nBo"...)...)
}
