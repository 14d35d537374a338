package exchange

import (
	"crypto/ed25519"
	"crypto/sha256"
	"time"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// ahead is how far the clock of a rater may be before ours.
const ahead = 24 * time.Hour

// ErrOtherSession is why an envelope is refused that was made under other terms.
var ErrOtherSession error = fault{"this envelope belongs to another session, or to other terms of this one"}

// Check reports whether the envelope is from this rater, under the terms, as it was
// sent. A slot that was erased passes; see Whole. Now is when it arrived.
func (e *Envelope) Check(t *Terms, from Invited, now time.Time) error {
	name := doc.Quote(from.Rater.Name)
	switch {
	case e.Terms != t.Hash():
		return ErrOtherSession
	case e.Rater != from.Rater.ID:
		return lang.Errorf("this envelope is not from %v", name)
	case len(from.Key) != ed25519.PublicKeySize || !ed25519.Verify(from.Key, signed(e.header), e.signature):
		return lang.Errorf("this envelope is not signed with the invitation of %v: it was changed on its way, or made with an earlier invitation; ask %v for it again", name, name)
	case e.Made.After(now.Add(ahead)):
		return lang.Errorf("by its date, %s, this envelope of %v comes from the future: set the clock of the computer it was made on, and ask for it again", e.Made.Format(time.DateOnly), name)
	}
	return e.checkSlots(t, from.Rater)
}

func (e *Envelope) checkSlots(t *Terms, from Rater) error {
	name := doc.Quote(from.Name)
	if len(e.Slots) != len(from.People) {
		return lang.Errorf("this envelope of %v was made with an earlier invitation; ask %v for one made with the last", name, name)
	}
	for i, s := range e.Slots {
		if s.ID != from.People[i].Slot {
			return lang.Errorf("this envelope of %v was made with an earlier invitation; ask %v for one made with the last", name, name)
		}
		if len(s.Sealed) > 0 && (len(s.Sealed) != t.sentSize() || sha256.Sum256(s.Sealed) != s.Sent) || len(t.Second) == 0 && s.Sent != s.Inner {
			return lang.Errorf("this envelope of %v was damaged on its way; ask %v for it again, as a file", name, name)
		}
	}
	return nil
}

// Whole reports whether nothing was erased from the envelope: one that arrives is.
func (e *Envelope) Whole() bool {
	for _, s := range e.Slots {
		if len(s.Sealed) == 0 {
			return false
		}
	}
	return true
}

// OpenSlot opens what a rater hands in about one person: inner is Sealed of the slot,
// or with second holders what they gave back for it. The envelope was checked against
// the rater. The error names the kind of fault, never whose it is or what was handed in.
func (k *Key) OpenSlot(t *Terms, from Invited, e *Envelope, i int, inner []byte) (*Payload, error) {
	person := from.Rater.People[i]
	if sha256.Sum256(inner) != e.Slots[i].Inner {
		return nil, errSigned
	}
	p, err := k.Open(t, inner)
	if err != nil {
		return nil, err
	}
	sub := p.Submission
	if p.Rater != e.Rater || p.Slot != e.Slots[i].ID || !p.Made.Equal(e.Made) {
		return nil, errPayload
	}
	if sub.Subject.Name != person.Name || sub.Rater.Name != from.Rater.Name || sub.Relation != person.Relation {
		return nil, lang.Errorf("the invitation named other people, or another relation, than the list of who was invited")
	}
	return p, nil
}

// errSigned is why an inner layer is refused.
var errSigned = lang.Errorf("it is not what was signed")
