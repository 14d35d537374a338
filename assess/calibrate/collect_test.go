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
