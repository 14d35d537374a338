package exchange

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/pem"
	"slices"
	"time"

	"rung/rubric/lang"
)

// EnvelopeSchema names the form of an envelope.
const EnvelopeSchema = "rung.envelope/v1"

// pemType is what stands in the first and the last line of an envelope.
const pemType = "RUNG ENVELOPE"

// maxHeader is the longest header, in bytes: room for MaxPeople slots.
const maxHeader = 64 << 10

// Envelope is what a rater hands in: a sealed slot for every person of their
// invitation, and their signature. Read from bytes it says whose it is; that this is
// so, Check says.
//
// As bytes it is the length of its header (32 bits, the highest first), the header,
// each slot after its length, and the signature; as a file, these in PEM.
type Envelope struct {
	Terms Hash      // of the session
	Rater string    // id
	Made  time.Time // UTC, whole seconds, by the rater's clock
	Slots []Slot

	header, signature []byte
}

// Slot is what is sealed about one person.
type Slot struct {
	ID     string // 32 hex digits
	Inner  Hash   // of what only the session's key opens
	Sent   Hash   // of Sealed; without second holders that is Inner
	Sealed []byte // empty once it was erased, unread
}

// header is what is signed, in its canonical form.
type header struct {
	Schema string       `json:"schema"`
	Terms  Hash         `json:"terms"`
	Rater  string       `json:"rater"`
	Made   time.Time    `json:"made"`
	Slots  []headerSlot `json:"slots"`
}

type headerSlot struct {
	Slot  string `json:"slot"`
	Inner Hash   `json:"inner"`
	Sent  Hash   `json:"sent"`
}

// signed is what the signature is over: the header as it was sent, and what kind of
// thing it is.
func signed(header []byte) []byte { return append([]byte(EnvelopeSchema+"\n"), header...) }

// Receipt is the SHA-256 of header and signature, which name every slot by its hash.
// It is the rater's to keep, and in the log.
func (e *Envelope) Receipt() Hash {
	return sha256.Sum256(append(bytes.Clone(e.header), e.signature...))
}

// Bytes is the envelope as it is kept.
func (e *Envelope) Bytes() []byte {
	data := appendPart(nil, e.header)
	for _, s := range e.Slots {
		data = appendPart(data, s.Sealed)
	}
	return append(data, e.signature...)
}

func appendPart(to, part []byte) []byte {
	return append(binary.BigEndian.AppendUint32(to, uint32(len(part))), part...)
}

// Armoured is the envelope as a text, to be sent as a file or in a mail.
func (e *Envelope) Armoured() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: e.Bytes()})
}

// begins is the line that an envelope begins with as a text.
const begins = "-----BEGIN " + pemType + "-----"

// Holds reports whether a text has an envelope in it, whole or not.
func Holds(text []byte) bool { return bytes.Contains(text, []byte(begins)) }

// ParseArmoured reads an envelope from a text. What stands around it and how its lines
// end does not matter. Name is used in messages.
func ParseArmoured(name string, text []byte) (*Envelope, error) {
	e, err := parseArmoured(text)
	if err != nil {
		return nil, lang.Errorf("%s: %v", name, err)
	}
	return e, nil
}

func parseArmoured(text []byte) (*Envelope, error) {
	if len(text) > MaxFile {
		return nil, lang.Errorf("this is larger than any envelope; ask for it again")
	}
	block, rest := pem.Decode(text)
	if block == nil || block.Type != pemType || len(block.Headers) > 0 {
		return nil, lang.Errorf("this is no envelope, or not the whole of it; ask for it again, as a file")
	}
	if Holds(rest) {
		return nil, lang.Errorf("this holds several envelopes; save each as a file of its own")
	}
	return ParseEnvelope(block.Bytes)
}

// errEnvelope is why the bytes of an envelope are refused.
var errEnvelope = lang.Errorf("this envelope is damaged; ask for it again, as a file")

// ParseEnvelope reads what Bytes wrote.
func ParseEnvelope(data []byte) (*Envelope, error) {
	head, rest, ok := cutPart(data)
	if !ok {
		return nil, errEnvelope
	}
	var h header
	if err := decode(head, maxHeader, EnvelopeSchema, &h); err != nil {
		return nil, err
	}
	if !isID(h.Rater) || !isTime(h.Made) || len(h.Slots) == 0 || len(h.Slots) > MaxPeople {
		return nil, errEnvelope
	}
	e := &Envelope{Terms: h.Terms, Rater: h.Rater, Made: h.Made, header: head}
	for _, s := range h.Slots {
		var sealed []byte
		if sealed, rest, ok = cutPart(rest); !ok || !isID(s.Slot) {
			return nil, errEnvelope
		}
		e.Slots = append(e.Slots, Slot{s.Slot, s.Inner, s.Sent, sealed})
	}
	if len(rest) != ed25519.SignatureSize {
		return nil, errEnvelope
	}
	e.signature = rest
	return e, nil
}

// cutPart takes off what appendPart put on.
func cutPart(data []byte) (part, rest []byte, ok bool) {
	if len(data) < 4 {
		return nil, nil, false
	}
	size := binary.BigEndian.Uint32(data)
	if rest = data[4:]; int64(size) > int64(len(rest)) {
		return nil, nil, false
	}
	return rest[:size:size], rest[size:], true
}

// Supersedes reports whether e counts rather than other, of the same rater: it was made
// later, or, made in the same second, has the larger receipt. The same one does not.
func (e *Envelope) Supersedes(other *Envelope) bool {
	if !e.Made.Equal(other.Made) {
		return e.Made.After(other.Made)
	}
	mine, theirs := e.Receipt(), other.Receipt()
	return bytes.Compare(mine[:], theirs[:]) > 0
}

// Bare is the envelope without what is sealed in it, which still checks.
func (e *Envelope) Bare() *Envelope {
	bare := *e
	bare.Slots = slices.Clone(e.Slots)
	for _, s := range e.Slots {
		bare.Erase(s.ID)
	}
	return &bare
}

// Erase takes away what is sealed in a slot, unread. The hashes stay, so that the
// envelope still checks.
func (e *Envelope) Erase(slot string) {
	for i := range e.Slots {
		if e.Slots[i].ID == slot {
			e.Slots[i].Sealed = nil
		}
	}
}
