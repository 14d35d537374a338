package calibrate

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/exchange"
)

var readText = sync.OnceValues(func() ([]byte, error) { return os.ReadFile("../../rubrics/product.yaml") })

// post is a sealed session whose raters were invited.
type post struct {
	s        *Session
	act      func() Act
	kept     *shelf
	last     map[string]*exchange.Invitation // by name of rater
	register *exchange.Register              // of the second holder
	drawn    []*exchange.Invitation          // all of them
}

// posted has Bo rate Ada, Cy and himself, and Dee rate Ada.
func posted(t fataler, terms *exchange.Terms) *post {
	t.Helper()
	p := &post{act: clock(1), kept: &shelf{}, last: map[string]*exchange.Invitation{}}
	p.s = begin(t, p.act)
	must(t, p.s.Seal(p.act(), terms))
	for _, e := range []Expected{
		{Subject: someone("Ada"), Rater: someone("Bo"), Relation: assess.Manager}, {Subject: someone("Cy"), Rater: someone("Bo"), Relation: assess.Peer},
		{Subject: someone("Bo"), Rater: someone("Bo"), Relation: assess.Self}, {Subject: someone("Ada"), Rater: someone("Dee"), Relation: assess.Peer},
	} {
		must(t, p.s.Expect(p.act(), e.Subject, e.Rater, e.Relation))
	}
	p.invite(t)
	return p
}

// invite draws invitations, of those named or those who have none yet, and enters them.
func (p *post) invite(t fataler, names ...string) {
	t.Helper()
	must(t, p.tryInviting(p.act(), names...))
}

func (p *post) tryInviting(act Act, names ...string) error {
	text, err := readText()
	if err != nil {
		return err
	}
	roster, err := p.s.Invitees(text, names...)
	if err != nil {
		return err
	}
	drawn, err := roster.Invite(rand.Reader)
	if err != nil {
		return err
	}
	if p.register == nil {
		p.register = &exchange.Register{Schema: exchange.RegisterSchema, Terms: roster.Terms}
	}
	for _, one := range drawn {
		p.last[one.Rater.Name] = one
		p.register.Enter(one.Public())
	}
	p.drawn = append(p.drawn, drawn...)
	entered, err := p.s.Enter(act, p.register)
	if err == nil && len(entered) != len(drawn) {
		err = fmt.Errorf("%v were entered", entered)
	}
	return err
}

// seal is an envelope with a level for each of some people, made some seconds after
// noon.
func (p *post) seal(t fataler, rater string, after int, levels map[string]string) *exchange.Envelope {
	t.Helper()
	return sealedBy(t, p.last[rater], after, levels)
}

func sealedBy(t fataler, v *exchange.Invitation, after int, levels map[string]string) *exchange.Envelope {
	t.Helper()
	var subs []exchange.Submission
	for subject, level := range levels {
		subs = append(subs, exchange.Submission{Subject: someone(subject), Level: level})
	}
	e, err := v.Seal(subs, noon.Add(time.Duration(after)*time.Second), rand.Reader)
	must(t, err)
	return e
}

func (p *post) collect(t fataler, e *exchange.Envelope) Collected {
	t.Helper()
	done, err := p.s.Collect(p.act(), e)
	must(t, err)
	return done
}

// release has the second holder, if there is one, release what is asked for, and reads
// what comes back.
func (p *post) release(t fataler) *exchange.Released {
	t.Helper()
	if !p.s.Shared() {
		return nil
	}
	if p.register == nil {
		p.register = &exchange.Register{Schema: exchange.RegisterSchema, Terms: *p.s.Terms()}
	}
	asked, err := p.s.Release()
	must(t, err)
	file, err := asked.Bytes()
	must(t, err)
	asked, err = exchange.ParseRelease("h2.release", file)
	must(t, err)
	given, _, err := p.register.Release(second(t), asked, noon)
	must(t, err)
	file, err = given.Bytes()
	must(t, err)
	given, err = exchange.ParseReleased("h2.released", file, p.s.Closing())
	must(t, err)
	return given
}

// again stores the session and replays it.
func (p *post) again(t fataler) {
	t.Helper()
	p.kept.save(t, p.s)
	p.s = replayed(t, p.kept.whole())
	must(t, p.s.CheckContents())
}

// reveal opens everything.
func (p *post) reveal(t fataler) {
	t.Helper()
	if p.s.Shared() && p.s.State() == Collecting {
		must(t, p.s.Close(p.act()))
	}
	must(t, p.s.Unseal(key(t), p.release(t)))
	must(t, p.s.Reveal(p.act()))
	p.again(t)
}

// said is what counts, as rater/subject/level, sorted.
func (p *post) said() (all []string) {
	for of, h := range p.s.handed {
		var body submittedBody
		p.s.read(h.seq, &body)
		all = append(all, p.s.nameOf(of.rater)+"/"+p.s.nameOf(of.subject)+"/"+body.Level)
	}
	slices.Sort(all)
	return all
}

func (p *post) states() (all []exchange.State) {
	for _, r := range p.s.Receipts() {
		all = append(all, r.State)
	}
	return all
}

func same(t fataler, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestEnvelopesFromInvitationToReveal holds that what is in envelopes counts, and what
// is left open is missing.
func TestEnvelopesFromInvitationToReveal(t *testing.T) {
	for name, terms := range map[string]*exchange.Terms{"alone": terms(t), "shared": sharedTerms(t)} {
		t.Run(name, func(t *testing.T) { fromInvitationToReveal(t, posted(t, terms)) })
	}
}

func fromInvitationToReveal(t *testing.T, p *post) {
	p.again(t)
	bo := p.seal(t, "Bo", 0, map[string]string{"Ada": "staff-pm", "Bo": "principal-pm"})
	done := p.collect(t, bo)
	same(t, done, Collected{Rater: done.Rater, Made: noon, State: exchange.Counted, Slots: 3})
	p.again(t)
	if status := p.s.Status(); status.In() != 3 || len(status.Missing) != 1 {
		t.Errorf("before: %+v", status)
	}
	p.collect(t, p.seal(t, "Dee", 0, map[string]string{"Ada": "pm"}))
	p.again(t)
	p.reveal(t)
	same(t, p.said(), []string{"Bo/Ada/staff-pm", "Bo/Bo/principal-pm", "Dee/Ada/pm"})
	if status := p.s.Status(); len(status.Missing) != 1 || status.Missing[0].Subject.Name != "Cy" {
		t.Errorf("after: %+v", status)
	}
	same(t, p.states(), []exchange.State{exchange.Counted, exchange.Counted})
	if r := p.s.Receipts()[0]; r.Receipt != bo.Receipt() || r.Rater.Name != "Bo" || !r.Made.Equal(noon) {
		t.Errorf("the receipt is %+v", r)
	}
}

// TestTheSameEnvelopeCountsInAnyOrder collects some envelopes of a rater in any order
// and any number of times: the one made last counts, whole, and nothing of another is
// kept; one that is there changes nothing.
func TestTheSameEnvelopeCountsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := posted(t, terms(t))
		levels := []string{"apm", "pm", "senior-pm", "staff-pm"}
		var made []*exchange.Envelope
		for i, level := range levels {
			about := map[string]string{"Ada": level}
			if i%2 == 0 {
				about["Cy"] = level
			}
			made = append(made, p.seal(t, "Bo", rapid.IntRange(0, 3).Draw(t, "made"), about))
		}
		latest := 0
		for i, e := range made {
			if e.Supersedes(made[latest]) {
				latest = i
			}
		}
		order := append(rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "order"), rapid.SliceOfN(rapid.IntRange(0, 3), 0, 4).Draw(t, "again")...)
		seen := map[int]bool{}
		for _, i := range order {
			before := p.s.Head()
			done := p.collect(t, made[i])
			if done.Already != seen[i] || seen[i] && p.s.Head() != before {
				t.Fatalf("%d: %+v", i, done)
			}
			seen[i] = true
			if rapid.Bool().Draw(t, "save") {
				p.again(t)
			}
		}
		if n := len(p.s.lasting()); n != 3 {
			t.Fatalf("%d slots are kept", n)
		}
		p.reveal(t)
		want := []string{"Bo/Ada/" + levels[latest]}
		if latest%2 == 0 {
			want = append(want, "Bo/Cy/"+levels[latest])
		}
		same(t, p.said(), want)
		for _, r := range p.s.Receipts() {
			if (r.State == exchange.Counted) != (r.Receipt == made[latest].Receipt()) {
				t.Fatalf("%s is %s", r.Receipt, r.State)
			}
		}
	})
}

// TestNothingInAnEnvelopeCanBeRead searches everything that is stored before reveal.
func TestNothingInAnEnvelopeCanBeRead(t *testing.T) {
	p := posted(t, terms(t))
	p.collect(t, p.seal(t, "Bo", 0, map[string]string{"Ada": "staff-pm", "Bo": "principal-pm"}))
	p.again(t)
	for _, stored := range p.kept.whole().Payloads {
		unread(t, fmt.Sprint("entry ", stored.Seq), stored.Body)
	}
	for _, e := range p.kept.whole().Entries {
		unread(t, "entry", e)
	}
	first := p.s.lasting()[0]
	for seq, stored := range p.s.payloads {
		if seq != first && bytes.Contains(stored.Body, p.s.payloads[first].Body[:100]) {
			t.Errorf("entry %d has a slot that stands in entry %d", seq, first)
		}
	}
	for _, seq := range p.s.lasting() {
		var body submittedBody
		if p.s.recall(seq, &body) {
			t.Errorf("entry %d is read", seq)
		}
	}
	if err := p.s.Reveal(p.act()); err == nil {
		t.Error("revealed without the key")
	}
}

// TestASlotThatIsNotExpectedIsNotTaken withdraws one pair, and changes the relation of
// another.
func TestASlotThatIsNotExpectedIsNotTaken(t *testing.T) {
	p := posted(t, terms(t))
	_, err := p.s.Withdraw(p.act(), "Cy", "Bo", false)
	must(t, err)
	must(t, p.s.Expect(p.act(), someone("Ada"), someone("Bo"), assess.Panel))
	same(t, len(p.s.Outdated()), 1)
	done := p.collect(t, p.seal(t, "Bo", 0, map[string]string{"Ada": "pm", "Cy": "pm", "Bo": "pm"}))
	if done.Slots != 1 || done.Left != 2 {
		t.Errorf("%+v", done)
	}
	p.again(t)
	p.reveal(t)
	same(t, p.said(), []string{"Bo/Bo/pm"})
}

// TestReadableNeverReplacesAnEnvelope hands in by file before an envelope and after it.
func TestReadableNeverReplacesAnEnvelope(t *testing.T) {
	p := posted(t, terms(t))
	hand(t, p.s, p.act, rated("Ada", "Bo", assess.Manager, "apm"), rated("Ada", "Bo", assess.Manager, "gpm"))
	p.again(t)
	done := p.collect(t, p.seal(t, "Bo", -3600, map[string]string{"Ada": "staff-pm"}))
	if done.Readable != 1 {
		t.Errorf("%+v", done)
	}
	p.again(t)
	head := p.s.Head()
	taken, err := p.s.Add(p.act(), rated("Ada", "Bo", assess.Manager, "gpm"))
	must(t, err)
	if taken != Enveloped || p.s.Head() != head {
		t.Errorf("it was %s", taken)
	}
	e := Entry{Kind: KindSubmitted, Subject: p.s.ids["ada"].pid, Rater: p.s.ids["bo"].pid, Relation: assess.Manager, Commitment: strings.Repeat("0", 64)}
	if e.Covers = []int{p.s.handed[pair{e.Subject, e.Rater}].seq}; allowed(p.s, e) {
		t.Error("a hand-made log may")
	}
	same(t, p.states(), []exchange.State{exchange.Seen, exchange.Seen, exchange.Counted})
	p.reveal(t)
	same(t, p.said(), []string{"Bo/Ada/staff-pm"})
}

// allowed reports whether an entry may come next.
func allowed(s *Session, e Entry) bool {
	e.Seq, e.At, e.Prev = len(s.entries)+1, noon, s.hash
	return s.inOrder(e)
}

// TestAnEnvelopeOfSomebodyElseIsRefused sends what was signed with another key, under
// other terms, from tomorrow's tomorrow, or with a slot taken out.
func TestAnEnvelopeOfSomebodyElseIsRefused(t *testing.T) {
	p, other := posted(t, terms(t)), posted(t, terms(t))
	forged := *p.last["Bo"]
	forged.Seed = other.last["Bo"].Seed
	byOther, err := forged.Seal(nil, noon, rand.Reader)
	must(t, err)
	erased := p.seal(t, "Bo", 0, nil)
	erased.Erase(erased.Slots[1].ID)
	damaged := p.seal(t, "Bo", 0, nil)
	damaged.Slots[0].Sealed = bytes.Clone(damaged.Slots[0].Sealed)
	damaged.Slots[0].Sealed[100] ^= 1
	head := p.s.Head()
	for says, e := range map[string]*exchange.Envelope{
		"not signed with the invitation": byOther, "another session": other.seal(t, "Bo", 0, nil), "from the future": p.seal(t, "Bo", 90000, nil),
		"something was taken out": erased, "damaged on its way": damaged,
	} {
		if _, err := p.s.Collect(p.act(), e); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
	if p.s.Head() != head {
		t.Error("something was logged")
	}
}

// TestADamagedSlotIsNamed puts other bytes in the place of a slot.
func TestADamagedSlotIsNamed(t *testing.T) {
	p := posted(t, terms(t))
	p.collect(t, p.seal(t, "Bo", 0, map[string]string{"Ada": "pm", "Bo": "pm"}))
	seqs := p.s.lasting()
	one, two := p.s.payloads[seqs[0]], p.s.payloads[seqs[1]]
	one.Body, two.Body = two.Body, one.Body
	p.s.payloads[seqs[0]], p.s.payloads[seqs[1]] = one, two
	if err := p.s.CheckContents(); err == nil {
		t.Error("the contents are fine")
	}
	var failed *UnreadError
	if err := p.s.Unseal(key(t), nil); !errors.As(err, &failed) || len(failed.Unread) != 2 || !strings.Contains(err.Error(), "it is not what was signed") {
		t.Errorf("unsealed: %v", err)
	}
}

// TestANewInvitationRevokes invites a rater again, before what they handed in under the
// old invitation comes in, and after.
func TestANewInvitationRevokes(t *testing.T) {
	p := posted(t, terms(t))
	hand(t, p.s, p.act, rated("Ada", "Bo", assess.Manager, "apm"))
	early, late := p.seal(t, "Bo", 0, map[string]string{"Ada": "pm"}), p.seal(t, "Bo", 9, map[string]string{"Ada": "pm"})
	p.collect(t, early)
	p.again(t)
	p.invite(t, "Bo")
	p.again(t)
	if n := len(p.s.lasting()); n != 0 {
		t.Errorf("%d are kept", n)
	}
	if done := p.collect(t, late); done.State != exchange.Revoked || done.Slots != 0 {
		t.Errorf("%+v", done)
	}
	if done := p.collect(t, early); !done.Already || done.State != exchange.Revoked {
		t.Errorf("%+v", done)
	}
	must(t, p.s.Part(p.act(), "Ada", "Cy")) // gathers anew what counts
	p.again(t)
	same(t, len(p.s.handed), 0)
	p.collect(t, p.seal(t, "Bo", -9, map[string]string{"Ada": "gpm"}))
	p.again(t)
	same(t, p.states(), []exchange.State{exchange.Seen, exchange.Revoked, exchange.Revoked, exchange.Counted})
	p.reveal(t)
	same(t, p.said(), []string{"Bo/Ada/gpm"})
}

// TestEnteringAgainIsNothingNew enters a register twice, and after a newer one, when
// it revokes nothing.
func TestEnteringAgainIsNothingNew(t *testing.T) {
	p := posted(t, terms(t))
	old := *p.register
	old.Raters = slices.Clone(old.Raters)
	p.invite(t, "Bo")
	head := p.s.Head()
	for _, register := range []*exchange.Register{p.register, &old} {
		if entered, err := p.s.Enter(p.act(), register); err != nil || len(entered) > 0 || p.s.Head() != head {
			t.Errorf("entered %v (%v)", entered, err)
		}
	}
	if _, err := p.s.Enter(p.act(), posted(t, terms(t)).register); err == nil {
		t.Error("invitations of another session are entered")
	}
	foreign := *p.register
	foreign.Raters = []exchange.Invited{{Rater: exchange.Rater{ID: strings.Repeat("0", 32), Name: "Bo"}, Key: p.register.Raters[0].Key}}
	if _, err := p.s.Enter(p.act(), &foreign); err == nil {
		t.Error("somebody who is not in the session is entered")
	}
}

// TestWithdrawingTakesSlots takes back one pair, and has it handed in again; then the
// rest of a rater.
func TestWithdrawingTakesSlots(t *testing.T) {
	p := posted(t, terms(t))
	first := p.seal(t, "Bo", 0, map[string]string{"Ada": "pm", "Bo": "pm"})
	p.collect(t, first)
	p.again(t)
	_, err := p.s.Withdraw(p.act(), "Ada", "Bo", true)
	must(t, err)
	p.again(t)
	if n := len(p.s.lasting()); n != 2 || p.s.Status().In() != 2 {
		t.Errorf("%d slots are kept", n)
	}
	if done := p.collect(t, first); !done.Already {
		t.Errorf("%+v", done)
	}
	if done := p.collect(t, p.seal(t, "Bo", 1, map[string]string{"Ada": "gpm"})); done.Slots != 3 {
		t.Errorf("%+v", done)
	}
	_, err = p.s.WithdrawPerson(p.act(), "Bo")
	must(t, err)
	p.again(t)
	same(t, len(p.s.lasting()), 0)
	same(t, p.states(), []exchange.State{exchange.Replaced, exchange.Withdrawn})
	same(t, len(p.s.Envelopes().Invited), 1) // Dee
	if done := p.collect(t, p.seal(t, "Bo", 2, nil)); done.State != exchange.Withdrawn || done.Left != 3 {
		t.Errorf("%+v", done)
	}
	p.again(t)
}

// TestErasingTakesSlots erases a subject, and then a rater; the facilitator, whom the
// terms name, in between. What is left still opens.
func TestErasingTakesSlots(t *testing.T) {
	p := posted(t, terms(t))
	p.collect(t, p.seal(t, "Bo", 0, map[string]string{"Ada": "pm", "Bo": "pm"}))
	p.collect(t, p.seal(t, "Dee", 0, map[string]string{"Ada": "pm"}))
	late := p.seal(t, "Bo", 1, map[string]string{"Ada": "pm", "Bo": "gpm"})
	byDee := p.seal(t, "Dee", 1, nil)
	p.again(t)
	for _, name := range []string{"Ada", "Samira", "Dee"} {
		_, err := p.s.Erase(p.act(), assess.PersonID(name), func(text string) string { return strings.ReplaceAll(text, name, "***") })
		must(t, err)
		p.again(t)
		for _, stored := range p.kept.whole().Payloads {
			if bytes.Contains(stored.Body, []byte(name)) {
				t.Errorf("entry %d names %s", stored.Seq, name)
			}
		}
	}
	same(t, len(p.s.lasting()), 2)
	same(t, p.states(), []exchange.State{exchange.Counted, exchange.Withdrawn})
	same(t, len(p.s.Envelopes().Invited), 1)
	if done := p.collect(t, late); done.Slots != 2 || done.Left != 1 {
		t.Errorf("%+v", done)
	}
	if _, err := p.s.Collect(p.act(), byDee); err == nil {
		t.Error("an envelope of somebody erased is taken")
	}
	if _, err := p.s.Invitees(nil); err == nil || !strings.Contains(err.Error(), "was erased") {
		t.Errorf("inviting: %v", err)
	}
	p.reveal(t)
	same(t, p.said(), []string{"Bo/Bo/gpm"})
}

// TestJoinedNamesShareAnEnvelope has a rater who is to rate somebody under two names,
// which are then said to be one; and a rater who was invited, and handed in by file
// under another name.
func TestJoinedNamesShareAnEnvelope(t *testing.T) {
	p := posted(t, terms(t))
	must(t, p.s.Expect(p.act(), someone("A."), someone("Bo"), assess.Manager))
	p.invite(t, "Bo")
	envelope := func(after int) *exchange.Envelope {
		return p.seal(t, "Bo", after, map[string]string{"Ada": "pm", "A.": "apm"})
	}
	p.collect(t, envelope(0))
	hand(t, p.s, p.act, rated("Ada", "B.", assess.Manager, "cpo"))
	_, err := p.s.Join(p.act(), "A.", "Ada")
	must(t, err)
	_, err = p.s.Join(p.act(), "B.", "Bo")
	must(t, err)
	p.again(t)
	if done := p.collect(t, envelope(1)); done.Slots != 3 || done.Left != 1 {
		t.Errorf("%+v", done)
	}
	p.again(t)
	if _, err := p.s.Join(p.act(), "Dee", "Bo"); err == nil || !strings.Contains(err.Error(), "both invited") {
		t.Errorf("joined: %v", err)
	}
	p.reveal(t)
	same(t, p.said(), []string{"Bo/Ada/pm"})
}

// TestAReadableOneGivesWayToAnEnvelopeWhenNamesAreJoined joins raters of whom the one
// handed in later by file, and the other by envelope.
func TestAReadableOneGivesWayToAnEnvelopeWhenNamesAreJoined(t *testing.T) {
	for _, joined := range [][2]string{{"B.", "Bo"}, {"Bo", "B."}} {
		p := posted(t, terms(t))
		p.collect(t, p.seal(t, "Bo", 0, map[string]string{"Ada": "pm"}))
		hand(t, p.s, p.act, answered(t, "Ada", "B.", assess.Manager, 4, noon.Add(time.Hour)))
		_, err := p.s.Join(p.act(), joined[0], joined[1])
		must(t, err)
		p.again(t)
		taken, err := p.s.Add(p.act(), rated("Ada", "B.", assess.Manager, "cpo"))
		must(t, err)
		if taken != Enveloped {
			t.Errorf("it was %s", taken)
		}
		p.collect(t, p.seal(t, "Bo", 1, map[string]string{"Ada": "gpm"}))
		p.again(t)
		p.reveal(t)
		same(t, p.said(), []string{p.s.nameOf(p.s.ids[assess.PersonID(joined[1])].pid) + "/Ada/gpm"})
	}
}

// TestClosingSettles closes a session with a second holder: nothing more is taken,
// what comes is late, what is erased is not released, and only what was released for
// this list opens it.
func TestClosingSettles(t *testing.T) {
	p := posted(t, sharedTerms(t))
	hand(t, p.s, p.act, rated("Eve", "Cy", assess.Manager, "pm"))
	replaced, counted := p.seal(t, "Bo", 0, nil), p.seal(t, "Bo", 1, map[string]string{"Ada": "pm", "Bo": "gpm"})
	p.collect(t, replaced)
	p.collect(t, counted)
	p.collect(t, p.seal(t, "Dee", 0, map[string]string{"Ada": "pm"}))
	var state *StateError
	if err := p.s.Reveal(p.act()); !errors.As(err, &state) || !strings.Contains(err.Error(), "closed first") {
		t.Errorf("revealed: %v", err)
	}
	if err := p.s.Unseal(key(t), nil); !errors.As(err, &state) {
		t.Errorf("unsealed: %v", err)
	}
	must(t, p.s.Close(p.act()))
	p.again(t)
	list := p.s.Closing().Hash()
	if done := p.collect(t, p.seal(t, "Bo", 2, nil)); done.State != exchange.Late {
		t.Errorf("%+v", done)
	}
	if done := p.collect(t, counted); !done.Already || done.State != exchange.Counted {
		t.Errorf("%+v", done)
	}
	for _, err := range []error{
		p.s.Close(p.act()), p.s.Expect(p.act(), someone("Ada"), someone("Eve"), assess.Peer), p.s.SetCurrent(p.act(), someone("Ada"), "pm"),
		p.tryInviting(p.act(), "Bo"), p.s.Part(p.act(), "Ada", "Bo"),
	} {
		if !errors.As(err, &state) || state.State != Closed {
			t.Errorf("closed, and yet: %v", err)
		}
	}
	p.register.Released = nil
	before := p.release(t)
	_, err := p.s.Erase(p.act(), "dee", func(text string) string { return text })
	must(t, err)
	p.again(t)
	if p.s.Closing().Hash() != list {
		t.Error("erasing changes the closing list")
	}
	if err := p.s.Unseal(key(t), nil); err == nil {
		t.Error("opened without a release")
	}
	if err := p.s.Unseal(key(t), &exchange.Released{}); err == nil {
		t.Error("opened with what was released for another list")
	}
	must(t, p.s.Unseal(key(t), before))
	after := p.release(t)
	for _, given := range after.Envelopes {
		if given.Receipt != counted.Receipt() && len(given.Inner[0]) > 0 {
			t.Error("what was erased is released")
		}
	}
	p.reveal(t)
	same(t, p.said(), []string{"Bo/Ada/pm", "Bo/Bo/gpm", "Cy/Eve/pm"})
	same(t, p.states(), []exchange.State{exchange.Replaced, exchange.Counted, exchange.Late, exchange.Seen, exchange.Counted})
}

// TestWhatIsWithheldIsNamed opens a session of which a second holder gives back
// nothing of one envelope.
func TestWhatIsWithheldIsNamed(t *testing.T) {
	p := posted(t, sharedTerms(t))
	p.collect(t, p.seal(t, "Bo", 0, map[string]string{"Ada": "pm"}))
	p.collect(t, p.seal(t, "Dee", 0, map[string]string{"Ada": "pm"}))
	must(t, p.s.Close(p.act()))
	given := p.release(t)
	given.Envelopes = given.Envelopes[1:]
	var failed *UnreadError
	if err := p.s.Unseal(key(t), given); !errors.As(err, &failed) || len(failed.Unread) != 3 || !strings.Contains(err.Error(), "(it was not released)") {
		t.Errorf("unsealed: %v", err)
	}
	must(t, p.s.Reveal(p.act()))
	p.again(t)
	same(t, p.said(), []string{"Dee/Ada/pm"})
	same(t, p.states(), []exchange.State{exchange.Counted, exchange.Counted})
}

// TestHandMadeEntriesAboutEnvelopesAreRefused holds what no rung would write to the
// rules, whatever the payloads are.
func TestHandMadeEntriesAboutEnvelopesAreRefused(t *testing.T) {
	hash, other := strings.Repeat("0", 64), strings.Repeat("f", 64)
	p := posted(t, sharedTerms(t))
	p.collect(t, p.seal(t, "Bo", 0, nil))
	old := p.s.invitation(p.s.ids["bo"].pid)
	p.invite(t, "Bo")
	p.collect(t, p.seal(t, "Bo", 1, nil))
	ids := map[string]string{}
	for id, m := range p.s.ids {
		ids[id] = m.pid
	}
	in, env, slots := p.s.invitation(ids["bo"]), p.s.envelope(ids["bo"]), p.s.sentBy(ids["bo"])
	receipt := p.s.entries[env-1].Digest
	invited := Entry{Kind: KindInvited, Rater: ids["bo"], Digest: hash, Commitment: hash, Covers: slots}
	later := Entry{Kind: KindEnvelope, Rater: ids["bo"], Made: noon.Add(time.Hour), Digest: hash, Commitment: hash, Of: in, Covers: slots}
	sooner := Entry{Kind: KindEnvelope, Rater: ids["bo"], Made: noon, Digest: hash, Commitment: hash, Of: in}
	revoked := Entry{Kind: KindEnvelope, Rater: ids["bo"], Made: noon.Add(time.Hour), Digest: hash, Commitment: hash, Of: old}
	stray := Entry{Kind: KindSubmitted, Subject: ids["cy"], Rater: ids["bo"], Relation: assess.Peer, Made: noon.Add(time.Second), Commitment: hash, Of: env}
	closed := Entry{Kind: KindClosed}
	closed.Digest = p.s.closingAt(noon).Hash().String()
	for _, c := range []struct {
		what string
		e    Entry
		edit func(e *Entry)
		may  bool
	}{
		{"an invitation", invited, func(*Entry) {}, true},
		{"an invitation that leaves what came", invited, func(e *Entry) { e.Covers = nil }, false},
		{"an invitation of nobody", invited, func(e *Entry) { e.Rater = hash[:32] }, false},
		{"an invitation with a key that was", invited, func(e *Entry) { e.Digest = p.s.entries[old-1].Digest }, false},
		{"an invitation without a payload", invited, func(e *Entry) { e.Commitment = "" }, false},
		{"an invitation of another", invited, func(e *Entry) { e.Of = old }, false},
		{"a later envelope", later, func(*Entry) {}, true},
		{"a later envelope that leaves a slot", later, func(e *Entry) { e.Covers = slots[1:] }, false},
		{"a later envelope of somebody else", later, func(e *Entry) { e.Rater = ids["dee"] }, false},
		{"a later envelope that takes a person along", later, func(e *Entry) { e.Covers = append([]int{1}, slots...) }, false},
		{"an envelope that is there", later, func(e *Entry) { e.Digest = receipt }, false},
		{"an envelope without a date", later, func(e *Entry) { e.Made = time.Time{} }, false},
		{"an envelope of no invitation", later, func(e *Entry) { e.Of = env }, false},
		{"an envelope of what is to come", later, func(e *Entry) { e.Of = 1000 }, false},
		{"an earlier envelope", sooner, func(*Entry) {}, true},
		{"an earlier envelope that replaces", sooner, func(e *Entry) { e.Covers = slots }, false},
		{"a revoked envelope", revoked, func(*Entry) {}, true},
		{"a revoked envelope that replaces", revoked, func(e *Entry) { e.Covers = slots }, false},
		{"a slot that is there", stray, func(*Entry) {}, false},
		{"a closing", closed, func(*Entry) {}, true},
		{"a closing with another list", closed, func(e *Entry) { e.Digest = other }, false},
		{"a late envelope before closing", later, func(e *Entry) { e.Kind, e.Covers = KindLate, nil }, false},
		{"a reveal before closing", Entry{Kind: KindRevealed, Digest: digestOf(p.s.entries), Covers: p.s.lasting(), Commitments: slices.Repeat([]string{hash}, len(p.s.lasting()))},
			func(*Entry) {}, false},
	} {
		e := c.e
		c.edit(&e)
		if allowed(p.s, e) != c.may {
			t.Errorf("%s: allowed is %v", c.what, !c.may)
		}
	}
	_, err := p.s.Withdraw(p.act(), "Cy", "Bo", true)
	must(t, err)
	if allowed(p.s, stray) {
		t.Error("a slot that follows no envelope is allowed")
	}
	must(t, p.s.Close(p.act()))
	if later.Kind, later.Covers = KindLate, nil; !allowed(p.s, later) {
		t.Error("a late envelope is not allowed")
	}
	if later.Kind = KindEnvelope; allowed(p.s, later) {
		t.Error("an envelope after closing is allowed")
	}
}

// TestSlotsFollowTheirEnvelope takes an envelope into a copy slot by slot, each edited
// as no rung would.
func TestSlotsFollowTheirEnvelope(t *testing.T) {
	p := posted(t, terms(t))
	p.again(t)
	p.collect(t, p.seal(t, "Bo", 0, nil))
	all := p.s.entries
	env := slices.IndexFunc(all, func(e Entry) bool { return e.Kind == KindEnvelope })
	cy := p.s.ids["cy"].pid
	for what, edit := range map[string]func(e *Entry){
		"":                   func(*Entry) {},
		"another relation":   func(e *Entry) { e.Relation = assess.Panel },
		"another date":       func(e *Entry) { e.Made = e.Made.Add(time.Second) },
		"another rater":      func(e *Entry) { e.Rater = cy },
		"another person":     func(e *Entry) { e.Subject = p.s.ids["dee"].pid },
		"no payload":         func(e *Entry) { e.Commitment = "" },
		"another envelope":   func(e *Entry) { e.Of-- },
		"something replaced": func(e *Entry) { e.Covers = []int{1} },
		"somebody else did":  func(e *Entry) { e.Who = "" },
	} {
		s := replayed(t, Record{Entries: p.kept.whole().Entries, Payloads: p.kept.whole().Payloads})
		must(t, s.apply(all[env]))
		slot := all[env+1]
		edit(&slot)
		if err := s.apply(slot); (err == nil) != (what == "") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
