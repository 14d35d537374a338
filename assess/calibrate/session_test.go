package calibrate

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/exchange"
	"rung/assess/ratings"
	"rung/rubric"
	"rung/rubric/lang"
)

// fataler is what *testing.T and *rapid.T share.
type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

var readProduct = sync.OnceValues(func() (*rubric.Rubric, error) {
	data, err := os.ReadFile("../../rubrics/product.yaml")
	if err != nil {
		return nil, err
	}
	return rubric.Parse("product.yaml", data)
})

func product(t fataler) *rubric.Rubric {
	t.Helper()
	r, err := readProduct()
	must(t, err)
	return r
}

func must(t fataler, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// clock gives acts a second apart, with chance from a seed.
func clock(seed uint64) func() Act {
	at, random := noon, rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)})
	return func() Act {
		at = at.Add(time.Second)
		return Act{Who: someone("Samira"), At: at, Random: random}
	}
}

func someone(name string) assess.Person { return assess.Person{Name: name} }

func rated(subject, rater string, relation assess.Relation, id string) Submission {
	return Submission{Subject: someone(subject), Rater: someone(rater), Relation: relation, Level: id}
}

// answered is an assessment with the answers that a standing gives.
func answered(t fataler, subject, rater string, relation assess.Relation, standing float64, at time.Time) Submission {
	t.Helper()
	d, err := newDemo(product(t), at, lang.EN)
	must(t, err)
	sub, err := d.assessment(demoSubject{name: subject, track: "ic"}, rater, relation, standing, lang.Text("a note on "+rater))
	must(t, err)
	return sub
}

// shelf keeps a record as a store does.
type shelf struct {
	record   Record
	payloads map[int]Payload
}

func (b *shelf) save(t fataler, s *Session) Record {
	t.Helper()
	c, _ := s.Change()
	b.add(t, c)
	s.Saved()
	return b.whole()
}

func (b *shelf) add(t fataler, c Change) {
	t.Helper()
	if c.Base != b.record.Head {
		t.Fatalf("the change is on %v, the record ends at %v", c.Base, b.record.Head)
	}
	if b.payloads == nil {
		b.payloads = map[int]Payload{}
	}
	b.record.Entries = append(b.record.Entries, c.Entries...)
	b.record.Head = c.Head
	for _, p := range c.Payloads {
		b.payloads[p.Seq] = p
	}
	for _, seq := range c.Dropped {
		delete(b.payloads, seq)
	}
}

func (b *shelf) whole() Record {
	out := Record{Entries: slices.Clone(b.record.Entries), Head: b.record.Head}
	for _, p := range b.payloads {
		out.Payloads = append(out.Payloads, p)
	}
	slices.SortFunc(out.Payloads, func(a, b Payload) int { return a.Seq - b.Seq })
	return out
}

func recordOf(t fataler, s *Session) Record { t.Helper(); return (&shelf{}).save(t, s) }

func begin(t fataler, act func() Act) *Session {
	t.Helper()
	s, err := New(act(), "h2", "Second half", product(t))
	must(t, err)
	return s
}

func hand(t fataler, s *Session, act func() Act, subs ...Submission) {
	t.Helper()
	for _, sub := range subs {
		_, err := s.Add(act(), sub)
		must(t, err)
	}
}

func opened(t fataler, s *Session) *Opened {
	t.Helper()
	o, err := s.Revealed()
	must(t, err)
	return o
}

// alike compares analyses and what is in them.
func alike() cmp.Options {
	return cmp.Options{
		cmp.AllowUnexported(ratings.Figure{}),
		cmp.Comparer(func(a, b *rubric.Level) bool {
			return a == b || a != nil && b != nil && a.ID == b.ID
		}),
		cmp.Comparer(func(a, b *rubric.Rubric) bool { return a.Digest == b.Digest }),
		cmp.Comparer(func(a, b *rubric.Dimension) bool { return a.ID == b.ID }),
		cmp.Comparer(func(a, b *rubric.Question) bool { return a.ID == b.ID }),
		cmpopts.IgnoreUnexported(Analysis{}, Perspective{}, ratings.FairStanding{}),
	}
}

// seen is everything that can be seen of a session.
type seen struct {
	State     State
	Title     string
	Head      Head
	Status    Status
	History   []Event
	Open      []assess.Person
	Twins     []Twin
	Receipts  []Receipt
	Envelopes Envelopes
	Analysis  *Analysis
}

func look(s *Session) seen {
	v := seen{State: s.State(), Title: s.Title(), Head: s.Head(), Status: s.Status(), History: s.History(), Open: s.Undecided(), Twins: s.Twins(),
		Receipts: s.Receipts(), Envelopes: s.Envelopes()}
	if o, err := s.Revealed(); err == nil {
		v.Analysis = Analyse(o)
	}
	return v
}

func people() []string { return []string{"Ada", "Bo", "Chloé", "Dí", "Eve"} }

func anySubmission(t *rapid.T) Submission {
	subject := rapid.SampledFrom(people()).Draw(t, "subject")
	rater := rapid.SampledFrom(people()).Draw(t, "rater")
	relation := assess.Self
	if subject != rater {
		relation = rapid.SampledFrom([]assess.Relation{assess.Manager, assess.Peer, assess.Panel}).Draw(t, "relation")
	}
	standing := rapid.Float64Range(1, 5).Draw(t, "standing")
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		return rated(subject, rater, relation, rapid.SampledFrom(product(t).Levels).Draw(t, "level").ID)
	case 1:
		d, err := newDemo(product(t), noon, lang.EN)
		must(t, err)
		return Submission{Subject: someone(subject), Rater: someone(rater), Relation: relation, Values: d.values("ic", standing)}
	}
	at := noon.Add(time.Duration(rapid.IntRange(0, 1000).Draw(t, "at")) * time.Second)
	return answered(t, subject, rater, relation, standing, at)
}

var doings = []string{
	"seal", "seal", "destroy", "add", "add", "add", "add", "expect", "expect", "invite", "invite", "collect", "collect", "collect", "close", "current", "withdraw", "withdraw person", "join", "join", "part", "reveal", "plan",
	"decide", "decide", "clear", "lock", "correct", "erase",
}

// do does something to a session, which may be refused.
func do(t *rapid.T, p *post, act Act) error {
	s := p.s
	subject := rapid.SampledFrom(people()).Draw(t, "of")
	other := rapid.SampledFrom(people()).Draw(t, "other")
	why := rapid.SampledFrom([]string{"", "as Ada said"}).Draw(t, "why")
	switch rapid.SampledFrom(doings).Draw(t, "do") {
	case "add":
		_, err := s.Add(act, anySubmission(t))
		return err
	case "expect":
		return s.Expect(act, someone(subject), someone(rapid.SampledFrom([]string{"Eve", "Ada"}).Draw(t, "rater")), assess.Manager)
	case "current":
		return s.SetCurrent(act, someone(subject), rapid.SampledFrom([]string{"pm", "Sr. PM", "no-such"}).Draw(t, "current"))
	case "seal":
		if rapid.Bool().Draw(t, "shared") {
			return s.Seal(act, sharedTerms(t))
		}
		return s.Seal(act, terms(t))
	case "invite":
		return p.tryInviting(act, rapid.SampledFrom([][]string{nil, {"Ada"}, {"Eve"}}).Draw(t, "whom")...)
	case "collect":
		if len(p.drawn) == 0 {
			return errors.New("nobody was invited")
		}
		of := p.drawn[rapid.IntRange(0, len(p.drawn)-1).Draw(t, "envelope of")]
		_, err := s.Collect(act, sealedBy(t, of, rapid.IntRange(0, 3).Draw(t, "made"), map[string]string{of.Rater.People[0].Name: "pm"}))
		return err
	case "close":
		return s.Close(act)
	case "destroy":
		if s.State().Before() {
			return errors.New("the key is needed")
		}
		return s.discardKey(act)
	case "reveal":
		if s.Sealed() && s.State() == s.ready() {
			var unread *UnreadError // of envelopes of which the second holder knows nothing
			if err := s.Unseal(key(t), p.release(t)); err != nil && !errors.As(err, &unread) {
				t.Fatal(err)
			}
		}
		return s.Reveal(act)
	case "plan":
		return s.RecordAgenda(act, uint64(rapid.IntRange(0, 3).Draw(t, "seed")), 30)
	case "withdraw":
		_, err := s.Withdraw(act, subject, other, rapid.Bool().Draw(t, "keep expected"))
		return err
	case "withdraw person":
		_, err := s.WithdrawPerson(act, subject)
		return err
	case "join":
		_, err := s.Join(act, subject, other)
		return err
	case "part":
		return s.Part(act, subject, other)
	case "decide":
		return s.Decide(act, subject, rapid.SampledFrom([]string{"pm", "gpm", "", "no-such"}).Draw(t, "level"), why)
	case "clear":
		return s.ClearDecision(act, subject)
	case "correct":
		return s.Correct(act, subject, rapid.SampledFrom([]string{"pm", ""}).Draw(t, "level"), why)
	case "lock":
		return s.Lock(act, rapid.Bool().Draw(t, "force"))
	}
	_, err := s.Erase(act, assess.PersonID(subject), func(text string) string { return strings.ReplaceAll(text, subject, "***") })
	return err
}

func TestASessionIsTheFoldOfItsLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		act := clock(1)
		p := &post{s: begin(t, act), act: act, last: map[string]*exchange.Invitation{}}
		s, kept := p.s, &shelf{}
		order := []State{Collecting, Closed, Revealed, Locked}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			before, was := s.State(), look(s)
			err := do(t, p, act())
			if slices.Index(order, s.State()) < slices.Index(order, before) {
				t.Fatalf("went back from %s to %s", before, s.State())
			}
			if err != nil {
				if strings.Contains(err.Error(), "against the rules") {
					t.Fatal(err)
				}
				if diff := cmp.Diff(was, look(s), alike()); diff != "" {
					t.Fatalf("refused (%v), but something changed:\n%s", err, diff)
				}
				continue
			}
			if !rapid.Bool().Draw(t, "save") {
				continue
			}
			again, err := Replay(kept.save(t, s), product(t))
			must(t, err)
			if diff := cmp.Diff(look(s), look(again), alike()); diff != "" {
				t.Fatalf("replayed, it is another session:\n%s", diff)
			}
		}
		again, err := Replay(kept.save(t, s), product(t))
		must(t, err)
		if diff := cmp.Diff(look(s), look(again), alike()); diff != "" {
			t.Fatalf("replayed, it is another session:\n%s", diff)
		}
	})
}

func TestWrongStateIsNamed(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	empty := "nothing was handed in to session “h2” yet"
	sealed := "session “h2” is still collecting, and what was handed in is sealed"
	frozen := "session “h2” is revealed, and what was handed in is frozen"
	already := "session “h2” is revealed already"
	locked := "session “h2” is locked"
	refused := func(want string, err error) {
		t.Helper()
		var state *StateError
		if !errors.As(err, &state) || err.Error() != want || state.State != s.State() || state.Empty != (want == empty) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
	sub := rated("Ada", "Bo", assess.Manager, "pm")
	revealed := func() error { _, err := s.Revealed(); return err }
	add := func() error { _, err := s.Add(act(), sub); return err }
	expect := func() error { return s.Expect(act(), someone("Ada"), someone("Cy"), assess.Peer) }
	plan := func() error { return s.RecordAgenda(act(), 1, 30) }
	decide := func() error { return s.Decide(act(), "Ada", "pm", "") }
	lock := func() error { return s.Lock(act(), true) }

	refused(empty, s.Reveal(act()))
	must(t, add())
	for _, do := range []func() error{plan, decide, lock, revealed} {
		refused(sealed, do())
	}
	must(t, s.Reveal(act()))
	refused(already, s.Reveal(act()))
	refused(frozen, add())
	refused(frozen, expect())
	must(t, lock())
	for _, do := range []func() error{add, expect, plan, decide, lock, func() error { return s.Reveal(act()) }} {
		refused(locked, do())
	}
	must(t, revealed())
	want := "la session « h2 » est verrouillée"
	if got := lang.In(lock(), lang.FR); strings.ReplaceAll(got, "\u00a0", " ") != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestWhatIsRefused(t *testing.T) {
	r := product(t)
	act := clock(1)
	s := begin(t, act)
	other := answered(t, "Ada", "Bo", assess.Manager, 3, noon)
	other.Assessment.Rubric.Digest = "abcdef0123"
	another := answered(t, "Ada", "Bo", assess.Manager, 3, noon)
	another.Assessment.Rubric.ID = "design"
	draft := answered(t, "Ada", "Bo", assess.Manager, 3, noon)
	draft.Assessment.CompletedAt = time.Time{}
	few := answered(t, "Ada", "Bo", assess.Manager, 3, noon)
	few.Assessment.Answers = few.Assessment.Answers[:10]
	strange := answered(t, "Ada", "Bo", assess.Manager, 3, noon)
	strange.Assessment.Answers[3].Question = "nope"
	ref := fmt.Sprintf("product %s (%.7s)", r.Version, r.Digest)
	for _, c := range []struct {
		sub  Submission
		want string
	}{
		{rated("Ada", "ada ", assess.Manager, "pm"), "“ada” rates themself, but as manager; only self is allowed"},
		{rated("Ada", "Ada", assess.Peer, "pm"), "“Ada” rates themself, but as peer; only self is allowed"},
		{rated("Ada", "Ada", assess.Panel, "pm"), "“Ada” rates themself, but as panel; only self is allowed"},
		{rated("Ada", "Bo", assess.Self, "pm"), "“Bo” rates “Ada” as self; only one's own rating is that"},
		{rated("Ada", "Bo", "boss", "pm"), "“boss” is no relation; it is one of self, manager, peer and panel"},
		{rated("Ada", "Bo", assess.Manager, "senor-pm"), "the rubric “product” has no level “senor-pm”; did you mean “senior-pm”?"},
		{rated("Ada", "Bo", assess.Manager, "boss"), "the rubric “product” has no level “boss”; its levels are apm, pm, senior-pm, staff-pm, principal-pm, gpm, director and cpo"},
		{rated("", "Bo", assess.Manager, "pm"), "the subject has no name"},
		{rated("Ada", "", assess.Manager, "pm"), "the rater has no name"},
		{rated("A\x1bda", "Bo", assess.Manager, "pm"), "name “A\x1bda” has the character U+001B, which does not show; remove it"},
		{other, "the assessment was made with the rubric product 2.0.0 (abcdef0); the session uses " + ref},
		{another, "the assessment was made with the rubric design " + ref[len("product "):] + "; the session uses " + ref},
		{draft, "the assessment is a draft"},
		{few, "too few answers for a level: vision, stakeholders, mentoring, process and complexity without any"},
		{strange, "the rubric “product” 2.0.0 has no question “nope”"},
		{Submission{Subject: someone("Ada"), Rater: someone("Bo"), Relation: assess.Manager}, "too few answers for a level: people, teams, horizon, autonomy, vision, stakeholders, mentoring, process and complexity without any"},
		{Submission{Subject: someone("Ada"), Rater: someone("Bo"), Relation: assess.Manager, Values: map[string]float64{"teams": 9}}, "“teams” takes a step from 0 to 5"},
	} {
		_, err := s.Add(act(), c.sub)
		if err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	if first := s.History()[0]; first.Who.Name != "Samira" || first.Title != "Second half" {
		t.Errorf("it begins with %+v", first)
	}
	if n := s.Head().Seq; n != 2 {
		t.Errorf("%d entries were logged, besides the beginning and who began it", n-2)
	}
}

func TestLaterReplacesEarlier(t *testing.T) {
	early, late := answered(t, "Ada", "Bo", assess.Manager, 2, noon), answered(t, "Ada", "Bo", assess.Manager, 4, noon.Add(time.Hour))
	pm, gpm := rated("Ada", "Bo", assess.Manager, "pm"), rated("Ada", "Bo", assess.Manager, "gpm")
	again := *early.Assessment
	again.ID, again.CompletedAt = late.Assessment.ID, noon.Add(time.Minute)
	asPanel := pm
	asPanel.Relation = assess.Panel
	for _, c := range []struct {
		what string
		subs []Submission
		save bool
		want []Taken
	}{
		{"the later one", []Submission{early, late}, false, []Taken{Added, Replaced}},
		{"the later one first", []Submission{late, early}, false, []Taken{Added, Older}},
		{"the same file", []Submission{early, early}, false, []Taken{Added, Already}},
		{"the same file another day", []Submission{early, early}, true, []Taken{Added, Already}},
		{"the same answers file, of which another assessment was made", []Submission{early, Hand(&again)}, false, []Taken{Added, Already}},
		{"the same answers another day, which is not told", []Submission{early, Hand(&again)}, true, []Taken{Added, Replaced}},
		{"another level", []Submission{pm, gpm, pm}, false, []Taken{Added, Replaced, Replaced}},
		{"the same row", []Submission{pm, pm}, false, []Taken{Added, Already}},
		{"the same row another day, which is not told", []Submission{pm, pm}, true, []Taken{Added, Replaced}},
		{"the same level as somebody else", []Submission{pm, asPanel}, false, []Taken{Added, Replaced}},
		{"a level after an assessment", []Submission{late, pm, early}, false, []Taken{Added, Replaced, Replaced}},
	} {
		act := clock(1)
		s := begin(t, act)
		var got []Taken
		logged := 0
		for _, sub := range c.subs {
			before := s.Head().Seq
			taken, err := s.Add(act(), sub)
			must(t, err)
			got = append(got, taken)
			if taken == Already || taken == Older {
				logged += s.Head().Seq - before
			}
			if c.save {
				s.Saved()
			}
		}
		if !slices.Equal(got, c.want) || logged > 0 {
			t.Errorf("%s: %v, want %v; %d entries logged for nothing", c.what, got, c.want, logged)
		}
		if status := s.Status(); len(status.Handed) != 1 {
			t.Errorf("%s: status is %+v", c.what, status)
		}
	}
}

// TestAnotherRelationThanExpectedIsRefused holds that a rating in another relation
// than the roster's is neither taken nor logged, until the roster says so too.
func TestAnotherRelationThanExpectedIsRefused(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	asPeer := rated("Ada", "Bo", assess.Peer, "pm")
	must(t, s.Expect(act(), asPeer.Subject, asPeer.Rater, assess.Manager))
	before := s.Head()
	var lack *LackError
	if _, err := s.Add(act(), asPeer); !errors.As(err, &lack) || lack.What != NotExpected || s.Head() != before {
		t.Errorf("a peer was expected as manager, and rates: %v", err)
	}
	must(t, s.Expect(act(), asPeer.Subject, asPeer.Rater, assess.Peer))
	hand(t, s, act, asPeer)
}

func TestContradict(t *testing.T) {
	early, late := answered(t, "Ada", "Bo", assess.Manager, 2, noon), answered(t, "Ada", "Bo", assess.Manager, 4, noon.Add(time.Hour))
	sameTime := answered(t, "Ada", "Bo", assess.Manager, 4, noon)
	again := *early.Assessment
	again.ID = late.Assessment.ID
	pm, senior := rated("Ada", "Bo", assess.Manager, "pm"), rated("Ada", "Bo", assess.Manager, "Sr. PM")
	byID, asPanel := senior, pm
	byID.Level, asPanel.Relation = "senior-pm", assess.Panel
	s := begin(t, clock(1))
	for _, c := range []struct {
		what string
		x, y Submission
		want bool
	}{
		{"the same level", senior, byID, false},
		{"another level", pm, senior, true},
		{"another relation", pm, asPanel, true},
		{"a later assessment", early, late, false},
		{"other answers at the same time", early, sameTime, true},
		{"the same answers, read twice", early, Hand(&again), false},
		{"answers and a level", early, pm, true},
	} {
		if s.Contradict(c.x, c.y) != c.want || s.Contradict(c.y, c.x) != c.want {
			t.Errorf("%s: contradict: %v", c.what, !c.want)
		}
	}
}

func TestReplacementIsInTheLog(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"), rated("Ada", "Bo", assess.Panel, "gpm"))
	events := s.History()
	last, before := events[len(events)-1], events[len(events)-2]
	if last.Kind != KindSubmitted || !slices.Equal(last.Covers, []int{before.Seq}) || before.Kind != KindSubmitted {
		t.Errorf("log ends with %+v, %+v", before, last)
	}
	want := []Handed{{Subject: assess.Person{ID: "ada", Name: "Ada"}, Rater: assess.Person{ID: "bo", Name: "Bo"}, Relation: assess.Panel, At: noon.Add(3 * time.Second), Times: 2}}
	if diff := cmp.Diff(want, s.Status().Handed); diff != "" {
		t.Error(diff)
	}
}

func TestStatusTellsWhoIsMissing(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for range 2 {
		must(t, s.Expect(act(), someone("Ada"), someone("Bo"), assess.Manager))
		must(t, s.Expect(act(), someone("Cy"), someone("Bo"), assess.Manager))
	}
	hand(t, s, act, rated("Cy", "Bo", assess.Manager, "pm"), rated("Cy", "Cy", assess.Self, "pm"), rated("Dee", "Cy", assess.Peer, "pm"))
	ada, bo, dee := assess.Person{ID: "ada", Name: "Ada"}, assess.Person{ID: "bo", Name: "Bo"}, assess.Person{ID: "dee", Name: "Dee"}
	got := s.Status()
	if got.Expected() != 2 || got.In() != 1 || len(got.Unexpected()) != 2 {
		t.Errorf("%d of %d in, and %d more; want 1 of 2, and 2 more", got.In(), got.Expected(), len(got.Unexpected()))
	}
	var by []string
	for _, r := range ByRater(got.Handed) {
		by = append(by, fmt.Sprintf("%s %d", r.Rater.Name, len(r.Ratings)))
	}
	if diff := cmp.Diff([]string{"Bo 1", "Cy 2"}, by); diff != "" {
		t.Error(diff)
	}
	got.Handed = nil
	want := Status{
		Missing:   []Handed{{Subject: ada, Rater: bo, Relation: assess.Manager, Expected: true}},
		NoManager: []assess.Person{ada, dee},
		NoSelf:    []assess.Person{ada, dee},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecisions(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"), rated("Cy", "Cy", assess.Self, "pm"))
	must(t, s.Reveal(act()))
	for _, c := range []struct{ subject, level, why, want string }{
		{"Ada", "gpm", " \n\t", "the level proposed for “Ada” is PM, not GPM"},
		{"Cy", "pm", "", "no level is proposed for “Cy”, so PM needs a reason"},
		{"Bo", "pm", "", "session “h2” has no subject “Bo”; allowed here: Ada and Cy"},
		{"Ada", "dirctor", "", "the rubric “product” has no level “dirctor”; did you mean “director”?"},
		{"Ada", "gpm", "\x1b[2J", "the rationale: this text has characters that do not show: \x1b[2J"},
		{"Ada", "gpm", strings.Repeat("x", 4097), "the rationale: this text has 4097 bytes; 4096 are allowed"},
	} {
		if err := s.Decide(act(), c.subject, c.level, c.why); err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	var undecided *UndecidedError
	if err := s.Lock(act(), false); !errors.As(err, &undecided) || err.Error() != "no level is agreed for “Ada” and “Cy”" {
		t.Errorf("locking gives %v", err)
	}
	must(t, s.Decide(act(), " ada", "pm", ""))
	seq := s.Head().Seq
	must(t, s.Decide(act(), "Ada", "pm", ""))
	if s.Head().Seq != seq {
		t.Error("the same decision is logged twice")
	}
	must(t, s.Decide(act(), "Ada", "gpm", "leads\nPMs"))
	must(t, s.Lock(act(), true))

	events := s.History()
	var got []string
	id := func(l *rubric.Level) string {
		if l == nil {
			return ""
		}
		return l.ID
	}
	for _, e := range events[len(events)-3:] {
		got = append(got, fmt.Sprintf("%s %s by %s: %q from %q, proposed %q, %q, %d left", e.Kind, e.Subject.Name, e.Who.Name, id(e.Is), id(e.Was), strings.Join(e.Proposed.ids(), " "), e.Rationale, e.Undecided))
	}
	want := []string{
		`decided Ada by Samira: "pm" from "", proposed "pm", "", 0 left`,
		`decided Ada by Samira: "gpm" from "pm", proposed "pm", "leads\nPMs", 0 left`,
		`locked  by Samira: "" from "", proposed "", "", 1 left`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNothingSealedIsPrinted(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	sub := answered(t, "Ada", "Bo", assess.Manager, 3, noon)
	hand(t, s, act, sub, rated("Ada", "Cy", assess.Panel, "principal-pm"))
	marshalled, err := json.Marshal([]any{s, *s})
	must(t, err)
	status, err := json.Marshal(s.Status())
	must(t, err)
	history, err := json.Marshal(s.History())
	must(t, err)
	all := fmt.Sprintf("%v %+v %#v %s %q %d %v %+v", s, s, s, s, s, s, *s, *s) + string(marshalled) + string(status) + string(history)
	for _, secret := range []string{"principal", "a note on", sub.Assessment.Answers[0].Question, `"n":`, "value"} {
		if strings.Contains(all, secret) {
			t.Errorf("%q is in %s", secret, all)
		}
	}
	if got := fmt.Sprint(s); got != "session h2 (collecting)" {
		t.Errorf("it prints as %s", got)
	}
}

func TestNewSessionIsRefused(t *testing.T) {
	for _, c := range []struct{ id, title, want string }{
		{"H2", "", "“H2” is no id for a session: ids have a to z, 0 to 9 and -, begin with a letter or digit, and have up to 64 characters"},
		{"../x", "", "“../x” is no id"},
		{"", "", "“” is no id"},
		{"h2", "a\nb", "the title of a session: this text has characters that do not show: a\nb"},
		{"h2", strings.Repeat("x", 201), "the title of a session: this text has 201 bytes; 200 are allowed"},
	} {
		if _, err := New(clock(1)(), c.id, c.title, product(t)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

func TestAnotherRubricIsRefused(t *testing.T) {
	record := recordOf(t, begin(t, clock(1)))
	other := *product(t)
	other.Digest = "abcdef0"
	_, err := Replay(record, &other)
	if want := fmt.Sprintf("session “h2” uses the rubric product 2.0.0 (%.7s), not product 2.0.0 (abcdef0)", product(t).Digest); err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if ref, ok := RubricOf(record); !ok || ref != assess.Ref(product(t)) {
		t.Errorf("the record asks for %v", ref)
	}
}

func levelCalled(t fataler, id string) *rubric.Level {
	t.Helper()
	r := product(t)
	i := r.LevelIndex(id)
	if i < 0 {
		t.Fatalf("there is no level %s", id)
	}
	return &r.Levels[i]
}
