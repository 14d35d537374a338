package exchange

import (
	"crypto/ed25519"
	"crypto/sha256"
	"io"
	"slices"
	"time"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Seal makes the envelope of what a rater hands in. Whom nothing is said of stays
// open. Of a submission only its content and the name of its subject are read, since
// the rest stands in the invitation. Made is now; of two envelopes the later counts.
func (v *Invitation) Seal(subs []Submission, made time.Time, random io.Reader) (*Envelope, error) {
	said, err := v.bySubject(subs)
	if err != nil {
		return nil, err
	}
	made = made.UTC().Truncate(time.Second)
	h := header{Schema: EnvelopeSchema, Terms: v.Terms.Hash(), Rater: v.Rater.ID, Made: made}
	e := &Envelope{Terms: h.Terms, Rater: h.Rater, Made: h.Made}
	for i, p := range v.Rater.People {
		payload, err := NewPayload(&v.Terms, v.Rater.ID, p.Slot, made, said[i], random)
		if err != nil {
			return nil, err
		}
		slot, err := v.Terms.slot(payload)
		if err != nil {
			return nil, err
		}
		e.Slots = append(e.Slots, *slot)
		h.Slots = append(h.Slots, headerSlot{slot.ID, slot.Inner, slot.Sent})
	}
	if e.header, err = encode(h); err != nil {
		return nil, err
	}
	e.signature = ed25519.Sign(v.key(), signed(e.header))
	return e, nil
}

// bySubject is what is said of each person of the invitation, in its order.
func (v *Invitation) bySubject(subs []Submission) ([]Submission, error) {
	said := make([]Submission, len(v.Rater.People))
	for i, p := range v.Rater.People {
		said[i] = v.about(Submission{}, p)
	}
	for _, sub := range subs {
		i := slices.IndexFunc(v.Rater.People, func(p Person) bool { return assess.PersonID(p.Name) == assess.PersonID(sub.Subject.Name) })
		if i < 0 {
			return nil, lang.Errorf("this invitation asks nothing about %v", doc.Quote(sub.Subject.Name))
		}
		if !said[i].Open() {
			return nil, lang.Errorf("%v is rated twice", doc.Quote(sub.Subject.Name))
		}
		said[i] = v.about(sub, v.Rater.People[i])
	}
	return said, nil
}

// about is a submission about a person of the invitation.
func (v *Invitation) about(sub Submission, p Person) Submission {
	sub.Subject, sub.Rater, sub.Relation = asPerson(p.Name), asPerson(v.Rater.Name), p.Relation
	return sub
}

// Room is how many bytes of plain text still fit beside what a rater hands in about
// one person; below zero it is too much. Quotes, line breaks and the like take more
// than one.
func (v *Invitation) Room(sub Submission) (int, error) {
	said, err := v.bySubject([]Submission{sub})
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(said, func(s Submission) bool { return s.Subject.ID == assess.PersonID(sub.Subject.Name) })
	slot := v.Rater.People[i].Slot
	text, err := (&Payload{Rater: v.Rater.ID, Slot: slot, Made: time.Unix(0, 0).UTC(), Submission: said[i]}).encode()
	return v.Terms.SlotSize - len(text), err
}

// slot seals a payload: the inner layer, and with second holders the outer one.
func (t *Terms) slot(p *Payload) (*Slot, error) {
	inner, err := p.Seal(t)
	if err != nil {
		return nil, err
	}
	s := &Slot{ID: p.Slot, Inner: sha256.Sum256(inner), Sealed: inner}
	if len(t.Second) > 0 {
		binding := binding(p.Terms, p.Rater, p.Made, p.Slot)
		if s.Sealed, err = encrypt(append(binding[:], inner...), t.secondKeys()...); err != nil {
			return nil, err
		}
	}
	s.Sent = sha256.Sum256(s.Sealed)
	return s, nil
}

func (t *Terms) secondKeys() (keys []string) {
	for _, s := range t.Second {
		keys = append(keys, s.Key)
	}
	return keys
}

// binding names the one place that an outer layer belongs to: a second holder gives
// back nothing that stands anywhere else, such as in an envelope by another rater.
func binding(terms Hash, rater string, made time.Time, slot string) Hash {
	return sha256.Sum256([]byte("rung.slot/v1\n" + terms.String() + "\n" + rater + "\n" + made.Format(time.RFC3339) + "\n" + slot + "\n"))
}
