package exchange

import (
	"bytes"
	"crypto/sha256"
	"io"
	"time"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// PayloadSchema names the form of a payload.
const PayloadSchema = "rung.payload/v1"

// Payload is what is sealed in a slot. It repeats whose it is, about whom and under
// which terms, so that a slot means the same wherever it is moved to.
type Payload struct {
	Terms       Hash
	Rater, Slot string    // 32 hex digits each
	Made        time.Time // UTC, whole seconds; that of its envelope
	Salt        Hash      // random, so that nobody finds what has this commitment by trying
	Submission  Submission
}

// wirePayload is the canonical form of a payload.
type wirePayload struct {
	Schema string    `json:"schema"`
	Terms  Hash      `json:"terms"`
	Rater  string    `json:"rater"`
	Slot   string    `json:"slot"`
	Made   time.Time `json:"made"`
	Salt   Hash      `json:"salt"`
	wireSubmission
}

// NewPayload is a submission with a salt of its own.
func NewPayload(t *Terms, rater, slot string, made time.Time, sub Submission, random io.Reader) (*Payload, error) {
	p := &Payload{Terms: t.Hash(), Rater: rater, Slot: slot, Made: made, Submission: sub}
	_, err := io.ReadFull(random, p.Salt[:])
	return p, err
}

// encode is the canonical form of the payload.
func (p *Payload) encode() ([]byte, error) {
	w, err := p.Submission.wire()
	if err != nil {
		return nil, err
	}
	return encode(wirePayload{PayloadSchema, p.Terms, p.Rater, p.Slot, p.Made, p.Salt, w})
}

func decodePayload(text []byte) (*Payload, error) {
	var w wirePayload
	if decode(text, MaxSlot, PayloadSchema, &w) != nil || !isID(w.Rater) || !isID(w.Slot) || !isTime(w.Made) {
		return nil, errNotWritten
	}
	sub, err := w.submission()
	if err != nil {
		return nil, err
	}
	p := &Payload{w.Terms, w.Rater, w.Slot, w.Made, w.Salt, sub}
	if again, err := p.encode(); err != nil || !bytes.Equal(again, text) {
		return nil, errNotWritten
	}
	return p, nil
}

// Seal encrypts the payload to the session: the inner layer of a slot.
func (p *Payload) Seal(t *Terms) ([]byte, error) {
	text, err := p.encode()
	if err != nil {
		return nil, err
	}
	if over := len(text) - t.SlotSize; over > 0 {
		return nil, lang.Errorf("what you wrote about %v is %d bytes too long; shorten a note", doc.Quote(p.Submission.Subject.Name), over)
	}
	if _, err := decodePayload(text); err != nil {
		return nil, lang.Errorf("what you say about %v cannot be handed in as it is: give an assessment, a level, or that you do not rate", doc.Quote(p.Submission.Subject.Name))
	}
	return t.Seal(text)
}

// Open opens the inner layer of a slot, which p.Seal made under the same terms.
func (k *Key) Open(t *Terms, inner []byte) (*Payload, error) {
	text, err := k.Unseal(t, inner)
	if err != nil {
		return nil, err
	}
	p, err := decodePayload(text)
	if err != nil || p.Terms != t.Hash() {
		return nil, errPayload
	}
	return p, nil
}

// errPayload is why a slot that opens is refused.
var errPayload = lang.Errorf("what is in it is not what rung seals, or belongs elsewhere")

// Commitment is the hash of the payload with its salt and its padding, of SlotSize
// bytes: the SHA-256 of what age prints of the inner layer.
func (p *Payload) Commitment(t *Terms) (Hash, error) {
	text, err := p.encode()
	if err != nil || len(text) > t.SlotSize {
		return Hash{}, errNotWritten
	}
	return sha256.Sum256(pad(text, t.SlotSize)), nil
}
