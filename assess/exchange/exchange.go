// Package exchange is the seal on what raters hand in: invitations, envelopes,
// receipts, and their release by a second holder. It is pure: the clock is passed
// in, and so is chance, but for what age draws itself.
//
// It composes age (encryption to a session's key, hybrid of ML-KEM-768 and X25519)
// and Ed25519 (each rater's signature). Nothing is its own but the order in which
// they are used:
//
//   - Terms say who may open what, and when. Their hash is in everything signed.
//   - An Invitation gives a rater a signing key, and a slot for each person to rate.
//   - An Envelope has every slot of an invitation, always all of them and all of one
//     size, so that it does not show whom its rater rated. Its header, which is signed,
//     holds the hash of each slot, as sent and as it is once a second holder has taken
//     off the outer layer.
//   - A Register is who was invited, with their public keys: what envelopes are held
//     to. With second holders it is theirs, and the facilitator can forge nobody.
//   - A Release is what the facilitator asks a second holder to open: all at once,
//     after the closing list is fixed. What comes back is still encrypted to the session.
//
// Files are JSON in one canonical form, as json.Marshal writes it; a file that differs
// from what its own content would be written as is refused, which leaves no room for
// unknown, repeated or misspelt keys. testdata/vectors has one of each.
package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// MaxFile is the largest file that is read, in bytes, but for a release: room for the
// largest envelope.
const MaxFile = 32 << 20

// MaxRelease is the largest release, asked for or given, in bytes.
const MaxRelease = 256 << 20

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String is the hash in 64 lower-case hex digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText writes the hash as String does.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads a hash in hex digits.
func (h *Hash) UnmarshalText(text []byte) error {
	if len(text) != 2*len(h) {
		return errNotWritten
	}
	_, err := hex.Decode(h[:], text)
	return err
}

// errNotWritten is why a file is refused that is not in its canonical form. It says
// nothing of what is in it, which may be what nobody is to read yet.
var errNotWritten = lang.Errorf("this is not a file that rung wrote, or not the whole of it; ask for it again")

// fault is an error that others tell from the rest.
type fault struct{ text lang.Text }

func (f fault) Error() string { return f.In(lang.EN) }

// In says it in t.
func (f fault) In(t lang.Tag) string { return f.text.In(t) }

// encode is the canonical form of a document.
func encode(document any) ([]byte, error) { return json.Marshal(document) }

// decode reads a document of the schema from its canonical form, and refuses any
// other.
func decode(data []byte, limit int, schema string, document any) error {
	if len(data) > limit {
		return lang.Errorf("%v", doc.TooLarge(limit))
	}
	var form struct {
		Schema string `json:"schema"`
	}
	if json.Unmarshal(data, &form) != nil {
		return errNotWritten
	}
	if form.Schema != schema {
		return otherForm(form.Schema, schema)
	}
	if json.Unmarshal(data, document) != nil {
		return errNotWritten
	}
	if again, err := encode(document); err != nil || !bytes.Equal(again, data) {
		return errNotWritten
	}
	return nil
}

// decodeFile is decode of a file, which may end in a line break.
func decodeFile(name string, data []byte, limit int, schema string, document any) error {
	if err := decode(bytes.TrimSpace(data), limit, schema, document); err != nil {
		return lang.Errorf("%s: %v", name, err)
	}
	return nil
}

// otherForm says that a file is of another form, or of a later version of it.
func otherForm(is, want string) error {
	family := want[:strings.LastIndex(want, "/v")+2]
	number, same := strings.CutPrefix(is, family)
	if version, err := strconv.Atoi(number); err == nil && same && version > 1 {
		return lang.Errorf("this file is of the form %v, which rung %d or later reads; update rung", doc.Quote(is), version)
	}
	if is == "" {
		return errNotWritten
	}
	return lang.Errorf("this file is of the form %v; %v was expected", doc.Quote(is), doc.Quote(want))
}

// idDigits is how long an id is: 128 random bits in hex.
const idDigits = 32

// newID draws an id.
func newID(random io.Reader) (string, error) {
	var id [idDigits / 2]byte
	_, err := io.ReadFull(random, id[:])
	return hex.EncodeToString(id[:]), err
}

func isID(s string) bool { return isHex(s, idDigits) }

func isHex(s string, digits int) bool {
	return len(s) == digits && strings.Trim(s, "0123456789abcdef") == ""
}

// isTime reports whether t is in UTC and whole seconds.
func isTime(t time.Time) bool {
	return !t.IsZero() && t.Equal(t.Truncate(time.Second)) && t.Format(time.RFC3339) == t.UTC().Format(time.RFC3339)
}

// isLine reports whether s is text on one line, of at most limit bytes, that shows;
// it may be empty.
func isLine(s string, limit int) bool {
	return len(s) <= limit && !strings.ContainsFunc(s, lang.Invisible)
}
