package exchange

import (
	"bytes"
	"crypto/sha256"
	"io"
	"time"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// TermsSchema names the form of terms.
const TermsSchema = "rung.terms/v1"

// The sizes of a slot, in bytes of what a rater hands in about one person.
const (
	MinSlot     = 4 << 10
	DefaultSlot = 32 << 10 // room for a kilobyte of notes on each of two dozen questions
	MaxSlot     = 64 << 10
)

// Terms say who may open what raters of a session hand in. They are fixed when the
// session begins and shown to each rater; nothing made under others is taken.
type Terms struct {
	Schema    string    `json:"schema"`
	Session   string    `json:"session"`    // 32 hex digits, drawn for it
	Key       string    `json:"key"`        // the session's public key
	Second    []Holder  `json:"second"`     // any of them releases; none where the facilitator opens alone
	Reader    string    `json:"reader"`     // name of the facilitator, who will read every answer with its rater's name
	NotBefore string    `json:"not_before"` // the day, in UTC, on which they may be opened at the earliest; empty for any
	Rubric    RubricRef `json:"rubric"`
	SlotSize  int       `json:"slot_size"` // bytes
	Form      string    `json:"form"`      // release of rung whose form raters are meant to use

	was *Hash // nil unless Were says otherwise
}

// Holder is a second holder: a person, and the public key that they drew for this
// session.
type Holder struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}

// RubricRef is assess.RubricRef, as it is written.
type RubricRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

// NewTerms completes terms with their schema and session, and checks them: the error
// says which of what the facilitator gave cannot be so.
func NewTerms(t Terms, random io.Reader) (*Terms, error) {
	t.Schema = TermsSchema
	if t.Second == nil {
		t.Second = []Holder{}
	}
	var err error
	if t.Session, err = newID(random); err != nil {
		return nil, err
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	return &t, nil
}

// ParseTerms reads terms. Name is used in messages.
func ParseTerms(name string, data []byte) (*Terms, error) {
	var t Terms
	if err := decodeFile(name, data, MaxFile, TermsSchema, &t); err != nil {
		return nil, err
	}
	if err := t.check(); err != nil {
		return nil, lang.Errorf("%s: %v", name, err)
	}
	return &t, nil
}

// Bytes is the canonical form of the terms, of which Hash is the hash.
func (t *Terms) Bytes() []byte {
	data, err := encode(t)
	if err != nil {
		panic(err) // strings and numbers can always be written
	}
	return data
}

// Hash names the terms. Its words are for raters and second holders to compare.
func (t *Terms) Hash() Hash {
	if t.was != nil {
		return *t.was
	}
	return sha256.Sum256(t.Bytes())
}

// Were are terms out of which a name was erased, with the hash that they had before:
// what was made under them still fits.
func (t Terms) Were(h Hash) *Terms {
	t.was = &h
	return &t
}

func (t *Terms) check() error {
	r := t.Rubric
	if t.Schema != TermsSchema || t.Second == nil || !isID(t.Session) ||
		!doc.IsID(r.ID) || r.Version == "" || !isLine(r.Version, 64) || !isHex(r.Digest, 64) || !isLine(t.Form, 64) {
		return errNotWritten
	}
	if t.SlotSize < MinSlot || t.SlotSize > MaxSlot {
		return lang.Errorf("a slot has %d to %d bytes, not %d", MinSlot, MaxSlot, t.SlotSize)
	}
	if _, err := time.Parse(time.DateOnly, t.NotBefore); err != nil && t.NotBefore != "" {
		return lang.Errorf("%v is no date; one is written 2026-11-22", doc.Quote(t.NotBefore))
	}
	if err := checkName(t.Reader); err != nil {
		return err
	}
	return t.checkKeys()
}

// maxSecond is how many second holders there may be.
const maxSecond = 16

// checkKeys holds that every key is of the one kind, since age mixes no others in
// one layer, and that no two people have the same.
func (t *Terms) checkKeys() error {
	if _, err := parseRecipient(t.Key); err != nil {
		return err
	}
	if len(t.Second) > maxSecond {
		return lang.Errorf("a session has %d second holders at most, not %d", maxSecond, len(t.Second))
	}
	whose := map[string]string{t.Key: t.Reader}
	for _, s := range t.Second {
		if err := checkName(s.Name); err != nil {
			return err
		}
		if _, err := parseRecipient(s.Key); err != nil {
			return lang.Errorf("the key of %v: %v", doc.Quote(s.Name), err)
		}
		if other, taken := whose[s.Key]; taken {
			return lang.Errorf("%v and %v have the same key; each makes their own", doc.Quote(other), doc.Quote(s.Name))
		}
		whose[s.Key] = s.Name
	}
	return nil
}

// checkName holds a name to the rule of assess.NewPerson.
func checkName(name string) error {
	p, err := assess.NewPerson(name)
	if err == nil && p.Name != name {
		return lang.Errorf("the name %v has space around it", doc.Quote(name))
	}
	return err
}

// Held reports whether the key is that of a second holder.
func (t *Terms) Held(k *Key) bool {
	for _, s := range t.Second {
		if s.Key == k.Recipient() {
			return true
		}
	}
	return false
}

// MayOpen reports whether, by the terms, what was handed in may be opened now.
func (t *Terms) MayOpen(now time.Time) error {
	if now.UTC().Format(time.DateOnly) < t.NotBefore {
		return lang.Errorf("by the terms of the session nothing is opened before %s; wait until then", t.NotBefore)
	}
	return nil
}

// outerText is how much the outer layer holds, in bytes: what it belongs to, and the
// inner layer.
func (t *Terms) outerText() int { return sha256.Size + t.innerSize() }

func (t *Terms) innerSize() int { return layerSize(t.SlotSize, 1) }

// sentSize is how long a slot is in an envelope, in bytes.
func (t *Terms) sentSize() int {
	if len(t.Second) == 0 {
		return t.innerSize()
	}
	return layerSize(t.outerText(), len(t.Second))
}

// Seal encrypts a text to the session alone, padded to the size of a slot, so that
// its length says nothing. The text must not end in zero bytes, and fit.
func (t *Terms) Seal(text []byte) ([]byte, error) {
	if len(text) > t.SlotSize {
		return nil, lang.Errorf("this has %d bytes; %d are allowed", len(text), t.SlotSize)
	}
	return encrypt(pad(text, t.SlotSize), t.Key)
}

func pad(text []byte, size int) []byte {
	return append(bytes.Clone(text), make([]byte, size-len(text))...)
}

// Unseal opens what Seal made under the same terms.
func (k *Key) Unseal(t *Terms, sealed []byte) ([]byte, error) {
	padded, err := k.decrypt(sealed, t.SlotSize, 1)
	return bytes.TrimRight(padded, "\x00"), err
}
