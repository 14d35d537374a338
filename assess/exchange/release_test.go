package exchange_test

import (
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"rung/assess/exchange"
)

// TestEitherHolderReleases what both sealed to, and nobody else does.
func TestEitherHolderReleases(t *testing.T) {
	w := begin(t, "Sol", "Tam")
	bo, cy := seal(t, w.bo, "junior"), seal(t, w.cy, "senior")
	for _, holder := range []string{"Sol", "Tam"} {
		given, withheld, err := w.release(t, holder, bo, cy)
		must(t, err)
		if len(withheld) > 0 || len(given.Inner(bo)) != 2 || len(given.Inner(cy)) != 1 {
			t.Errorf("%s gives back %v, and withholds %v", holder, given, withheld)
		}
		data, err := given.Bytes()
		must(t, err)
		list := w.ask(t, bo, cy).Closing
		read, err := exchange.ParseReleased("a.released", data, &list)
		must(t, err)
		p, err := w.session.OpenSlot(w.terms, w.cy.Public(), cy, 0, read.Inner(cy)[0])
		must(t, err)
		if p.Submission.Level != "senior" {
			t.Errorf("Cy said %q", p.Submission.Level)
		}
		other := w.ask(t, bo).Closing
		_, err = exchange.ParseReleased("a.released", data, &other)
		refused(t, err, "a.released: this was released for another closing list")
	}
	_, _, err := w.release(t, "session", bo, cy)
	refused(t, err, "your key is not one of those that release this session")
	if _, err := w.session.OpenSlot(w.terms, w.bo.Public(), bo, 0, bo.Slots[0].Sealed); err == nil {
		t.Error("the facilitator opened what nobody released")
	}
}

// TestASecondListIsRefused, while the same one is released as often as it is needed.
func TestASecondListIsRefused(t *testing.T) {
	w := begin(t, "Sol")
	bo, cy := seal(t, w.bo, "junior"), seal(t, w.cy, "senior")
	_, _, err := w.release(t, "Sol", bo, cy)
	must(t, err)
	data, err := w.register.Bytes()
	must(t, err)
	w.register, err = exchange.ParseRegister("sol.register", data)
	must(t, err)
	_, _, err = w.release(t, "Sol", bo)
	refused(t, err, "you released another closing list of this session before")
	_, _, err = w.release(t, "Sol", bo, cy)
	must(t, err)
}

// TestNothingIsReleasedOutOfTime holds the date of the terms, and clocks.
func TestNothingIsReleasedOutOfTime(t *testing.T) {
	w := begin(t, "Sol")
	ask := w.ask(t, seal(t, w.bo, "junior"))
	_, _, err := w.register.Release(key(t, "Sol"), ask, time.Date(2026, 3, 19, 23, 59, 59, 0, time.UTC))
	refused(t, err, "nothing is opened before 2026-03-20; wait until then")
	_, _, err = w.register.Release(key(t, "Sol"), ask, time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC))
	must(t, err)
	late := w.ask(t, seal(t, w.bo, "junior"))
	late.Closing.Closed = now.Add(25 * time.Hour)
	_, _, err = w.register.Release(key(t, "Sol"), late, now)
	refused(t, err, "another closing list")
	w.register.Released = nil
	_, _, err = w.register.Release(key(t, "Sol"), late, now)
	refused(t, err, "comes from the future")
	if w.register.Released != nil {
		t.Error("a refused list counts as released")
	}
}

// TestNothingIsGivenBackOfAnEnvelopeThatFails: not of its sound slots either, while
// others are given back.
func TestNothingIsGivenBackOfAnEnvelopeThatFails(t *testing.T) {
	w := begin(t, "Sol")
	sound, e := seal(t, w.cy, "senior"), seal(t, w.bo, "junior")
	sealed := func(text []byte) []byte {
		layer, err := exchange.Encrypt(text, w.terms.Second[0].Key)
		must(t, err)
		return layer
	}
	stranger := *w.bo
	stranger.Seed = w.cy.Seed
	bound := exchange.Binding(e.Terms, e.Rater, e.Made, e.Slots[0].ID)
	text := append(bound[:], make([]byte, exchange.LayerSize(exchange.MinSlot, 1))...)
	damaged, err := exchange.ParseEnvelope(e.Bytes())
	must(t, err)
	damaged.Slots[0].Sealed[3000] ^= 1
	for name, one := range map[string]struct {
		e    *exchange.Envelope
		says string
	}{
		"a key that was not drawn here": {seal(t, &stranger, "junior"), "not signed with the invitation of “Bo”"},
		"damaged":                       {damaged, "damaged on its way"},
		"a foreign age file":            {w.bo.Resealed(e, 0, sealed(make([]byte, len(text))), e.Slots[0].Inner), "the envelope of “Bo”: a slot of it was made for another place"},
		"an inner slot that is forged":  {w.bo.Resealed(e, 0, sealed(text), e.Slots[0].Inner), "the envelope of “Bo”: it is not what was signed"},
		"an outer layer to nobody here": {w.bo.Resealed(e, 0, make([]byte, w.terms.SentSize()), e.Slots[0].Inner), "the envelope of “Bo”: it does not open"},
	} {
		w.register.Released = nil
		given, withheld, err := w.release(t, "Sol", sound, one.e)
		must(t, err)
		if len(withheld) != 1 || withheld[0].Rater != "Bo" || withheld[0].Receipt != one.e.Receipt() || given.Inner(one.e) != nil || given.Inner(sound) == nil {
			t.Fatalf("%s: given %d, withheld %v", name, len(given.Envelopes), withheld)
		}
		refused(t, withheld[0].Why, one.says)
	}
}

// TestWhatASecondHolderForgesIsFound holds that the facilitator opens only what raters
// signed, whatever comes back.
func TestWhatASecondHolderForgesIsFound(t *testing.T) {
	w := begin(t, "Sol")
	e := seal(t, w.cy, "senior")
	given, _, err := w.release(t, "Sol", e)
	must(t, err)
	p, err := exchange.NewPayload(w.terms, w.cy.Rater.ID, w.cy.Rater.People[0].Slot, now, exchange.Submission{
		Subject: about("Ada"), Rater: about("Cy"), Relation: "manager", Level: "junior",
	}, chance("salt"))
	must(t, err)
	given.Envelopes[0].Inner[0], err = p.Seal(w.terms)
	must(t, err)
	_, err = w.session.OpenSlot(w.terms, w.cy.Public(), e, 0, given.Inner(e)[0])
	refused(t, err, "it is not what was signed")
	given.Envelopes[0].Inner = append(given.Envelopes[0].Inner, nil)
	if given.Inner(e) != nil {
		t.Error("more slots came back than there are")
	}
}

// TestAReleaseIsItsClosingList holds that each receipt which counts has its envelope,
// and that there is no other.
func TestAReleaseIsItsClosingList(t *testing.T) {
	w := begin(t, "Sol")
	bo, cy, again := seal(t, w.bo, "junior"), seal(t, w.cy, "senior"), seal(t, w.bo, "lead")
	line := func(e *exchange.Envelope, state exchange.State) exchange.Receipt {
		return exchange.Receipt{Rater: e.Rater, Receipt: e.Receipt(), State: state}
	}
	type receipts = []exchange.Receipt
	for _, one := range []struct {
		list      receipts
		envelopes []*exchange.Envelope
		says      string
	}{
		{receipts{line(bo, exchange.Counted)}, nil, "do not belong together"},
		{receipts{}, []*exchange.Envelope{bo}, "do not belong together"},
		{receipts{line(bo, exchange.Counted), line(cy, exchange.Replaced)}, []*exchange.Envelope{bo, cy}, "do not belong together"},
		{receipts{line(bo, exchange.Counted)}, []*exchange.Envelope{bo, bo}, "do not belong together"},
		{receipts{{Rater: cy.Rater, Receipt: bo.Receipt(), State: exchange.Counted}}, []*exchange.Envelope{bo}, "do not belong together"},
		{receipts{line(bo, exchange.Counted), line(again, exchange.Counted)}, []*exchange.Envelope{bo, again}, "not a file that rung wrote"},
		{receipts{line(bo, exchange.Counted), line(bo, exchange.Replaced)}, []*exchange.Envelope{bo}, "not a file that rung wrote"},
		{receipts{line(bo, "kept")}, nil, "not a file that rung wrote"},
		{receipts{{Rater: "Bo", Receipt: bo.Receipt(), State: exchange.Seen}}, nil, "not a file that rung wrote"},
		{receipts{line(bo, exchange.Counted), line(again, exchange.Replaced), line(cy, exchange.Seen)}, []*exchange.Envelope{bo}, ""},
	} {
		r := &exchange.Release{Terms: *w.terms, Closing: exchange.NewClosing(w.terms, now, one.list)}
		for _, e := range one.envelopes {
			r.Envelopes = append(r.Envelopes, e.Bytes())
		}
		if _, err := r.Bytes(); err != nil || one.says != "" {
			refused(t, err, one.says)
		}
	}
	for _, change := range []func(c *exchange.Closing){
		func(c *exchange.Closing) { c.Terms = exchange.Hash{} },
		func(c *exchange.Closing) { c.Closed = c.Closed.Add(time.Millisecond) },
		func(c *exchange.Closing) { c.Receipts = nil },
	} {
		r := &exchange.Release{Terms: *w.terms, Closing: exchange.NewClosing(w.terms, now, receipts{})}
		change(&r.Closing)
		_, err := r.Bytes()
		refused(t, err, "not a file that rung wrote")
	}
	other := begin(t, "Tam")
	_, _, err := w.register.Release(key(t, "Sol"), other.ask(t, seal(t, other.bo, "junior")), now)
	refused(t, err, "belongs to another session, or to other terms than those you invited under")
}

// TestTermsAreWhatEverybodySees holds that whatever changes in the terms changes the
// words that people compare, and what is refused when a session begins.
func TestTermsAreWhatEverybodySees(t *testing.T) {
	w := begin(t, "Sol")
	words := map[string]bool{w.terms.Hash().Words(): true}
	for _, change := range []func(x *exchange.Terms){
		func(x *exchange.Terms) { x.Reader = "Eve" },
		func(x *exchange.Terms) { x.NotBefore = "2026-03-19" },
		func(x *exchange.Terms) { x.Second = []exchange.Holder{} },
		func(x *exchange.Terms) { x.Second = []exchange.Holder{{Name: "Sol", Key: key(t, "Tam").Recipient()}} },
		func(x *exchange.Terms) { x.SlotSize++ },
		func(x *exchange.Terms) { x.Rubric.Version = "1.0.1" },
	} {
		x := *w.terms
		change(&x)
		words[x.Hash().Words()] = true
	}
	if len(words) != 7 {
		t.Errorf("7 terms have %d names", len(words))
	}
	for _, one := range []struct {
		change func(x *exchange.Terms)
		says   string
	}{
		{func(x *exchange.Terms) { x.Reader = "" }, "a name is empty"},
		{func(x *exchange.Terms) { x.Reader = " Fay" }, "has space around it"},
		{func(x *exchange.Terms) { x.NotBefore = "tomorrow" }, "“tomorrow” is no date"},
		{func(x *exchange.Terms) { x.NotBefore = "2026-02-30" }, "is no date"},
		{func(x *exchange.Terms) { x.SlotSize = exchange.MinSlot - 1 }, "a slot has 4096 to 65,536 bytes"},
		{func(x *exchange.Terms) { x.SlotSize = exchange.MaxSlot + 1 }, "a slot has 4096 to 65,536 bytes"},
		{func(x *exchange.Terms) { x.Second = []exchange.Holder{{Name: "Sol", Key: x.Key}} }, "“Fay” and “Sol” have the same key"},
		{func(x *exchange.Terms) {
			x.Second = append(x.Second, exchange.Holder{Name: "Tam", Key: x.Second[0].Key})
		}, "“Sol” and “Tam” have the same key"},
		{func(x *exchange.Terms) { x.Second = make([]exchange.Holder, 17) }, "16 second holders at most, not 17"},
	} {
		x := *w.terms
		one.change(&x)
		_, err := exchange.NewTerms(x, chance("x"))
		refused(t, err, one.says)
	}
}

// TestRostersNameEverybodyOnce holds what is refused of who is invited.
func TestRostersNameEverybodyOnce(t *testing.T) {
	w := begin(t)
	for _, one := range []struct {
		change func(r *exchange.Roster)
		says   string
	}{
		{func(r *exchange.Roster) { r.Raters = nil }, "has 1 to 1000 raters, not 0"},
		{func(r *exchange.Roster) { r.Raters[1].Name = "BO" }, "“BO” is there twice"},
		{func(r *exchange.Roster) { r.Raters[1].ID = r.Raters[0].ID }, "“Cy” is there twice"},
		{func(r *exchange.Roster) { r.Raters[0].People = nil }, "“Bo” is to rate 0 people"},
		{func(r *exchange.Roster) { r.Raters[0].People[0] = r.Raters[0].People[1] }, "“Bo” is to rate “Ada” twice"},
		{func(r *exchange.Roster) { r.Raters[0].People[0].Relation = "peer" }, "“Bo” rates themself, but as peer"},
		{func(r *exchange.Roster) { r.Raters[0].People[1].Relation = "boss" }, "“boss” is no relation"},
		{func(r *exchange.Roster) { r.Rubric += "\n" }, "not a file that rung wrote"},
	} {
		again := begin(t)
		one.change(again.roster)
		_, err := again.roster.Bytes()
		refused(t, err, one.says)
		_, err = again.roster.Invite(chance("x"))
		refused(t, err, one.says)
	}
	r, err := w.bo.Ladder()
	must(t, err)
	if r.ID != "small" {
		t.Error(r.ID)
	}
}

// TestACommitmentIsWhatAgePrints of the inner layer, hashed.
func TestACommitmentIsWhatAgePrints(t *testing.T) {
	w := begin(t)
	e := seal(t, w.cy, "junior")
	p, err := w.session.OpenSlot(w.terms, w.cy.Public(), e, 0, e.Slots[0].Sealed)
	must(t, err)
	c, err := p.Commitment(w.terms)
	must(t, err)
	printed := decrypt(t, "session", e.Slots[0].Sealed)
	if c != sha256.Sum256(printed) || !strings.HasPrefix(string(printed), `{"schema":"rung.payload/v1"`) {
		t.Errorf("%v is not the hash of %.60s", c, printed)
	}
}
