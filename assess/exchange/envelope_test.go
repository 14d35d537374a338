package exchange_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess/exchange"
	"rung/rubric/lang"
)

// draw is a submission of any kind about somebody; open ones among them.
func draw(t *rapid.T, name string) exchange.Submission {
	text := rapid.StringOfN(rapid.Rune(), 0, 1000, 2000)
	sub := exchange.Submission{Subject: about(name)}
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 1:
		note := text.Filter(func(s string) bool { return !strings.ContainsFunc(s, lang.Invisible) }).Draw(t, "note")
		sub.Assessment = answered(t, note)
	case 2:
		sub.Level = rapid.StringN(1, 20, 40).Draw(t, "level")
	case 3:
		sub.Values = rapid.MapOfN(rapid.StringMatching(`[a-z-]{1,20}`), rapid.Float64Range(0, 8), 1, 4).Draw(t, "values")
	case 4:
		sub.NotRated = true
	}
	if rapid.Bool().Draw(t, "commented") {
		sub.Comments = map[string]string{"": text.Draw(t, "comment")}
	}
	return sub
}

// same reports what differs of what was handed in, people and relation apart.
func same(a, b exchange.Submission) string {
	for _, s := range []*exchange.Submission{&a, &b} {
		s.Subject, s.Rater, s.Relation = about(""), about(""), ""
		if s.Assessment != nil {
			bare := *s.Assessment
			bare.Subject, bare.Rater, bare.Relation = about(""), about(""), ""
			s.Assessment = &bare
		}
	}
	return cmp.Diff(a, b)
}

// TestEnvelopesCarryWhatIsHandedIn holds that whatever fits comes back the same, from
// a text that mail went over, and has the length of everything else; and that there is
// room exactly for what fits.
func TestEnvelopesCarryWhatIsHandedIn(t *testing.T) {
	bothWays(t, func(t *testing.T, w *world) {
		length := len(seal(t, w.bo, "junior").Bytes())
		rapid.Check(t, func(t *rapid.T) {
			w.register.Released = nil
			subs := []exchange.Submission{draw(t, "Ada"), draw(t, "Bo")}
			fits := true
			for _, sub := range subs {
				room, err := w.bo.Room(sub)
				must(t, err)
				fits = fits && room >= 0
			}
			e, err := w.bo.Seal(subs, now, chance("salt"))
			if !fits {
				refused(t, err, "bytes too long; shorten a note")
				return
			}
			must(t, err)
			read, err := exchange.ParseArmoured("bo.txt", mailed(e.Armoured()))
			must(t, err)
			if read.Receipt() != e.Receipt() || len(read.Bytes()) != length {
				t.Errorf("receipt %v became %v, %d bytes", e.Receipt(), read.Receipt(), len(read.Bytes()))
			}
			back, err := w.open(t, read)
			must(t, err)
			for i, sub := range []exchange.Submission{subs[1], subs[0]} { // as the invitation has them
				if diff := same(sub, back[i]); diff != "" {
					t.Error(diff)
				}
			}
		})
	})
}

// TestRoomIsWhatFits holds that as many letters as there is room for still fit.
func TestRoomIsWhatFits(t *testing.T) {
	w := begin(t)
	sub := exchange.Submission{Subject: about("Ada"), Level: "x"}
	room, err := w.bo.Room(sub)
	must(t, err)
	sub.Level += strings.Repeat("x", room)
	_, err = w.bo.Seal([]exchange.Submission{sub}, now, chance("salt"))
	must(t, err)
	sub.Level += "x"
	_, err = w.bo.Seal([]exchange.Submission{sub}, now, chance("salt"))
	refused(t, err, "“Ada” is 1 bytes too long")
}

// TestOneFlippedBitIsRefused, wherever it is, on arrival and before anything opens.
func TestOneFlippedBitIsRefused(t *testing.T) {
	bothWays(t, func(t *testing.T, w *world) {
		data := seal(t, w.cy, "senior").Bytes()
		for i := range data {
			flipped := bytes.Clone(data)
			flipped[i] ^= 1 << (i % 8)
			e, err := exchange.ParseEnvelope(flipped)
			if err == nil {
				err = w.check(e)
			}
			if err == nil {
				t.Errorf("byte %d was flipped, and nobody noticed", i)
			}
		}
	})
}

// TestWhatIsNoEnvelope is refused, with a word on what to do.
func TestWhatIsNoEnvelope(t *testing.T) {
	w := begin(t)
	text := string(seal(t, w.bo, "junior").Armoured())
	data := seal(t, w.bo, "junior").Bytes()
	for _, one := range []struct{ text, says string }{
		{"", "e.txt: this is no envelope"},
		{text[:len(text)/2], "not the whole of it"},
		{strings.ReplaceAll(text, "\n", "\n> "), "this is no envelope"},
		{strings.ReplaceAll(text, "RUNG ENVELOPE", "CERTIFICATE"), "this is no envelope"},
		{strings.Replace(text, "\n", "\nComment: hello\n\n", 1), "this is no envelope"},
		{text + text, "several envelopes"},
		{strings.Repeat(" ", exchange.MaxFile+1), "larger than any envelope"},
	} {
		_, err := exchange.ParseArmoured("e.txt", []byte(one.text))
		refused(t, err, one.says)
	}
	for _, bad := range [][]byte{nil, {0, 0}, data[:100], data[:len(data)-1], append(bytes.Clone(data), 0), {255, 255, 255, 255, 1}} {
		_, err := exchange.ParseEnvelope(bad)
		refused(t, err, "damaged")
	}
}

// TestHeadersAreStrict holds that one which its rater did sign is refused all the same
// unless it is in its canonical form.
func TestHeadersAreStrict(t *testing.T) {
	w := begin(t)
	e := seal(t, w.cy, "junior")
	good := string(e.Header())
	for _, one := range [][2]string{
		{`{"schema"`, `{"more":1,"schema"`},
		{`"rater":`, `"Rater":`},
		{`"rater":`, `"rater":"","rater":`},
		{`"made":`, `"Made":"2020-01-01T00:00:00Z","made":`},
		{`,"slots"`, `, "slots"`},
		{`15Z"`, `15.5Z"`},
		{`15Z"`, `15+01:00"`},
		{`"slot":"`, `"slot":"A`},
		{`"slots":[`, `"slots":[],"more":[`},
		{`"c1`, `"C1`},
	} {
		header := strings.Replace(good, one[0], one[1], 1)
		if header == good {
			t.Fatalf("%s is not in the header", one[0])
		}
		_, err := exchange.ParseEnvelope(w.cy.Signed([]byte(header), e.Slots[0].Sealed).Bytes())
		if err == nil {
			t.Errorf("%s passed", header)
		}
	}
	_, err := exchange.ParseEnvelope(w.cy.Signed([]byte(strings.Replace(good, "envelope/v1", "envelope/v2", 1)), e.Slots[0].Sealed).Bytes())
	refused(t, err, "which rung 2 or later reads; update rung")
	_, err = exchange.ParseEnvelope(w.cy.Signed([]byte(strings.Replace(good, "rung.envelope", "rung.terms", 1)), e.Slots[0].Sealed).Bytes())
	refused(t, err, "“rung.envelope/v1” was expected")
}

// TestAnEnvelopeIsHeldToItsRater holds what is refused of an envelope that is whole.
func TestAnEnvelopeIsHeldToItsRater(t *testing.T) {
	bothWays(t, func(t *testing.T, w *world) {
		e := seal(t, w.bo, "junior")
		must(t, w.check(e))
		refused(t, e.Check(w.terms, w.cy.Public(), now), "not from “Cy”")
		refused(t, e.Check(w.terms, w.bo.Public(), now.Add(-24*time.Hour-time.Second)), "“Bo” comes from the future")
		must(t, e.Check(w.terms, w.bo.Public(), now.Add(-24*time.Hour)))

		other := *w.terms
		other.NotBefore = ""
		refused(t, e.Check(&other, w.bo.Public(), now), "another session, or to other terms")
		stranger := *w.register
		stranger.Raters = stranger.Raters[1:]
		_, err := stranger.Sender(e)
		refused(t, err, "from nobody who is invited")
		stranger.Terms = other
		_, err = stranger.Sender(e)
		refused(t, err, "another session")

		w.invite(t, "again")
		refused(t, w.check(e), "with an earlier invitation; ask “Bo” for it again")
		old := e
		must(t, w.check(seal(t, w.bo, "junior")))
		more := *w.cy
		more.Rater.People = append(slices.Clone(w.cy.Rater.People), w.bo.Rater.People[0])
		more.Rater.People[1].Relation = "peer"
		refused(t, w.check(seal(t, &more, "junior")), "with an earlier invitation; ask “Cy” for one made with the last")
		stolen := w.bo.Resealed(old, 0, old.Slots[0].Sealed, old.Slots[0].Inner)
		refused(t, w.check(stolen), "with an earlier invitation; ask “Bo” for one made with the last")
	})
}

// TestLayersFollowFromTheTerms holds that a rater cannot leave out a layer, add one or
// encrypt to fewer holders.
func TestLayersFollowFromTheTerms(t *testing.T) {
	alone, second := begin(t), begin(t, "Sol", "Tam")
	e := seal(t, second.bo, "junior")
	inner, err := exchange.Encrypt(make([]byte, exchange.MinSlot), second.terms.Key)
	must(t, err)
	hash := exchange.Hash(sha256.Sum256(inner))
	refused(t, second.check(second.bo.Resealed(e, 0, inner, hash)), "damaged on its way")
	bound := exchange.Binding(e.Terms, e.Rater, e.Made, e.Slots[0].ID)
	one, err := exchange.Encrypt(append(bound[:], inner...), second.terms.Second[0].Key)
	must(t, err)
	refused(t, second.check(second.bo.Resealed(e, 0, one, hash)), "damaged on its way")

	e = seal(t, alone.bo, "junior")
	refused(t, alone.check(alone.bo.Resealed(e, 0, second.cySlot(t), hash)), "damaged on its way")
	refused(t, alone.check(alone.bo.Resealed(e, 0, e.Slots[0].Sealed, hash)), "damaged on its way")
}

func (w *world) cySlot(t fataler) []byte { return seal(t, w.cy, "junior").Slots[0].Sealed }

// TestASlotMovedElsewhereIsRefused holds that a rater who copies what another one
// sealed, or an old slot of their own, into an envelope that they sign, gets nowhere.
func TestASlotMovedElsewhereIsRefused(t *testing.T) {
	bothWays(t, func(t *testing.T, w *world) {
		elsewhere := "belongs elsewhere"
		if len(w.terms.Second) > 0 {
			elsewhere = "made for another place"
		}
		mine, theirs := seal(t, w.bo, "junior"), seal(t, w.cy, "senior")
		copied := w.bo.Resealed(mine, 1, theirs.Slots[0].Sealed, theirs.Slots[0].Inner)
		_, err := w.open(t, copied)
		refused(t, err, elsewhere)

		w.register.Released = nil
		swapped := w.bo.Resealed(mine, 1, mine.Slots[0].Sealed, mine.Slots[0].Inner)
		_, err = w.open(t, swapped)
		refused(t, err, elsewhere)

		w.register.Released = nil
		later, err := w.bo.Seal(nil, now.Add(time.Minute), chance("later"))
		must(t, err)
		stale := w.bo.Resealed(later, 0, mine.Slots[0].Sealed, mine.Slots[0].Inner)
		_, err = w.open(t, stale)
		refused(t, err, elsewhere)
	})
}

// TestWhatFailsSaysNothingOfWhatWasHandedIn holds that errors about what is sealed name
// kinds of fault, and not a word of what they wrote.
func TestWhatFailsSaysNothingOfWhatWasHandedIn(t *testing.T) {
	w := begin(t)
	p, err := exchange.NewPayload(w.terms, w.cy.Rater.ID, w.cy.Rater.People[0].Slot, now, exchange.Submission{
		Subject: about("Ada"), Rater: about("Cy"), Relation: "manager", Assessment: answered(t, "secret word"),
	}, chance("salt"))
	must(t, err)
	sealed, err := p.Seal(w.terms)
	must(t, err)
	text, err := w.session.Unseal(w.terms, sealed)
	must(t, err)
	e := seal(t, w.cy, "junior")
	open := func(text string) error {
		sealed, err := w.terms.Seal([]byte(text))
		must(t, err)
		_, err = w.session.OpenSlot(w.terms, w.cy.Public(), w.cy.Resealed(e, 0, sealed, sha256.Sum256(sealed)), 0, sealed)
		return err
	}
	must(t, open(string(text)))
	for _, one := range [][2]string{
		{`"schema":"rung.payload/v1"`, `"schema":"secret word"`},
		{`"state":"skipped"`, `"state":"secret word"`},
		{`"lang":"en"`, `"lang":"secret word"`},
		{`"manager"`, `"secret word"`},
		{`"by":"Cy"`, `"by":"secret word"`},
		{`"subject":"Ada"`, `"subject":"Secret Word"`},
		{`,"assessment"`, `,"level":"secret word","assessment"`},
		{`}`, `},"secret word":1`},
		{`"salt"`, `"Salt"`},
		{`"assessment":{`, `"assessment":{ `},
		{`"` + w.terms.Hash().String(), `"` + strings.Repeat("0", 64)},
		{w.cy.Rater.ID, w.bo.Rater.ID},
		{w.cy.Rater.People[0].Slot, w.bo.Rater.People[0].Slot},
		{`15Z","salt"`, `16Z","salt"`},
	} {
		changed := strings.Replace(string(text), one[0], one[1], 1)
		if changed == string(text) {
			t.Fatalf("%s is not in %s", one[0], text)
		}
		err := open(changed)
		refused(t, err, "")
		if strings.Contains(strings.ToLower(fmt.Sprint(err)), "secret") {
			t.Error(err)
		}
	}
}

// TestRenamedPeopleAreFound holds that an invitation which was changed to name somebody
// else does not count for who the list says.
func TestRenamedPeopleAreFound(t *testing.T) {
	w := begin(t)
	for _, change := range []func(v *exchange.Invitation){
		func(v *exchange.Invitation) { v.Rater.Name = "Bob" },
		func(v *exchange.Invitation) { v.Rater.People[0].Name = "Eve" },
		func(v *exchange.Invitation) { v.Rater.People[0].Relation = "panel" },
	} {
		v := *w.cy
		v.Rater.People = append([]exchange.Person{}, v.Rater.People...)
		change(&v)
		e, err := v.Seal(nil, now, chance("salt"))
		must(t, err)
		_, err = w.open(t, e)
		refused(t, err, "the invitation named other people")
	}
}

// TestWhatCannotBeSealed is refused by the name of the person it is about.
func TestWhatCannotBeSealed(t *testing.T) {
	w := begin(t)
	ada := exchange.Submission{Subject: about("Ada"), Level: "junior"}
	for _, one := range []struct {
		subs []exchange.Submission
		says string
	}{
		{[]exchange.Submission{{Subject: about("Eve"), NotRated: true}}, "asks nothing about “Eve”"},
		{[]exchange.Submission{ada, ada}, "“Ada” is rated twice"},
		{[]exchange.Submission{{Subject: about("Ada"), Level: "junior", NotRated: true}}, "about “Ada” cannot be handed in as it is"},
		{[]exchange.Submission{{Subject: about("Ada"), Level: "\xff"}}, "about “Ada” cannot be handed in as it is"},
	} {
		_, err := w.bo.Seal(one.subs, now, chance("salt"))
		refused(t, err, one.says)
	}
	p, err := exchange.NewPayload(w.terms, w.cy.Rater.ID, w.cy.Rater.People[0].Slot, now, exchange.Submission{Subject: about("Ada"), Rater: about("Cy"), Relation: "self"}, chance("salt"))
	must(t, err)
	_, err = p.Seal(w.terms)
	refused(t, err, "about “Ada” cannot be handed in as it is")
}

// TestTheLaterEnvelopeCounts holds that of any two one counts, whichever comes first,
// and that an envelope does not replace itself.
func TestTheLaterEnvelopeCounts(t *testing.T) {
	w := begin(t)
	first := seal(t, w.bo, "junior")
	second, third := seal(t, w.bo, "senior"), seal(t, w.bo, "lead")
	later, err := w.bo.Seal(nil, now.Add(time.Second), chance("later"))
	must(t, err)
	all := []*exchange.Envelope{first, second, third, later}
	for i, a := range all {
		for j, b := range all {
			if a.Supersedes(b) == b.Supersedes(a) && i != j || a.Supersedes(a) {
				t.Errorf("%d and %d do not agree on which counts", i, j)
			}
		}
		if i < 3 && a.Supersedes(later) {
			t.Errorf("%d replaces a later one", i)
		}
	}
}

// TestErasedSlotsAreGone, while the rest of the envelope still opens.
func TestErasedSlotsAreGone(t *testing.T) {
	bothWays(t, func(t *testing.T, w *world) {
		e := seal(t, w.bo, "junior")
		receipt, sealed := e.Receipt(), bytes.Clone(e.Slots[0].Sealed)
		if !e.Whole() {
			t.Error("a new envelope lacks something")
		}
		e.Erase(w.bo.Rater.People[0].Slot)
		e, err := exchange.ParseEnvelope(e.Bytes())
		must(t, err)
		must(t, w.check(e))
		if e.Whole() || e.Receipt() != receipt || bytes.Contains(e.Bytes(), sealed[2000:2100]) {
			t.Error("it is still there, or the receipt is another one")
		}
		_, err = w.open(t, e)
		refused(t, err, "it is not what was signed")
	})
}
