package exchange

import (
	"crypto/ed25519"
	"crypto/sha256"
)

var (
	LayerSize = layerSize
	Proquint  = proquint
	Encrypt   = encrypt
	Binding   = binding
)

// SentSize is how long a slot is by the terms.
func (t *Terms) SentSize() int { return t.sentSize() }

// Signed is an envelope with this header, slots and an honest signature of the rater.
func (v *Invitation) Signed(header []byte, slots ...[]byte) *Envelope {
	e := &Envelope{header: header, signature: ed25519.Sign(v.key(), signed(header))}
	for _, s := range slots {
		e.Slots = append(e.Slots, Slot{Sealed: s})
	}
	return e
}

// Header is what e.Signed signs.
func (e *Envelope) Header() []byte { return e.header }

// Resealed is e with other bytes in a slot, signed anew by its rater.
func (v *Invitation) Resealed(e *Envelope, i int, sealed []byte, inner Hash) *Envelope {
	h := header{Schema: EnvelopeSchema, Terms: e.Terms, Rater: e.Rater, Made: e.Made}
	slots := make([][]byte, len(e.Slots))
	for j, s := range e.Slots {
		if j == i {
			s.Inner, s.Sent, s.Sealed = inner, sha256.Sum256(sealed), sealed
		}
		slots[j] = s.Sealed
		h.Slots = append(h.Slots, headerSlot{s.ID, s.Inner, s.Sent})
	}
	data, _ := encode(h)
	again, _ := ParseEnvelope(v.Signed(data, slots...).Bytes())
	return again
}
