package calibrate

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/exchange"
)

// TestASessionTakesWhatAnEnvelopeCarries holds that a submission which went through an
// envelope is the one that a session would have been given by hand.
func TestASessionTakesWhatAnEnvelopeCarries(t *testing.T) {
	r, random := product(t), rand.NewChaCha8([32]byte{})
	text, err := os.ReadFile("../../rubrics/product.yaml")
	must(t, err)
	key, err := exchange.NewKey()
	must(t, err)
	terms, err := exchange.NewTerms(exchange.Terms{
		Key: key.Recipient(), Reader: "Samira", Rubric: exchange.RubricRef(assess.Ref(r)), SlotSize: exchange.DefaultSlot,
	}, random)
	must(t, err)
	subs := []Submission{
		answered(t, "Ada", "Bo", assess.Manager, 3.2, noon),
		rated("Bo", "Bo", assess.Self, "staff-pm"),
		{Subject: someone("Cy"), Rater: someone("Bo"), Relation: assess.Peer, NotRated: true, Comments: map[string]string{"": "We never met."}},
		{Subject: someone("Di"), Rater: someone("Bo"), Relation: assess.Panel, Values: map[string]float64{"teams": 2.5, "people": 1}},
	}
	rater := exchange.Rater{ID: strings.Repeat("b0", 16), Name: "Bo"}
	var said []exchange.Submission
	for _, sub := range subs {
		rater.People = append(rater.People, exchange.Person{Name: sub.Subject.Name, Relation: sub.Relation})
		said = append(said, exchange.Submission(sub))
	}
	roster := exchange.Roster{Terms: *terms, Rubric: string(text), Raters: []exchange.Rater{rater}}
	invitations, err := roster.Invite(random)
	must(t, err)
	e, err := invitations[0].Seal(said, noon, random)
	must(t, err)
	must(t, e.Check(terms, invitations[0].Public(), noon))
	for i, slot := range e.Slots {
		p, err := key.OpenSlot(terms, invitations[0].Public(), e, i, slot.Sealed)
		must(t, err)
		back := Submission(p.Submission)
		if got, want := encode(bodyOf(back, r)), encode(bodyOf(subs[i], r)); !bytes.Equal(got, want) || back.Relation != subs[i].Relation || back.Subject.Name != subs[i].Subject.Name {
			t.Errorf("%s came back as %s", want, got)
		}
	}
	if err := (Submission{Subject: someone("Ada"), Rater: someone("Bo"), Relation: assess.Peer}).CheckContent(r); err == nil {
		t.Error("a session takes a submission that says nothing")
	}
}
