package calibrate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"rung/assess"
)

// LogSchema names the form of the entries of a log; it stands in the first.
const LogSchema = "rung.log/v1"

// Kind says what an entry of a log records.
type Kind string

// The kinds of entry, in the order in which they come to be.
const (
	// KindCreated begins a log: Session and Rubric are set, and the payload
	// holds the title.
	KindCreated Kind = "created"
	// KindJoined gives the person behind a pid, which stands in Subject; the
	// payload holds the name.
	KindJoined Kind = "joined"
	// KindSealed says that from here on what nobody may read before reveal is stored
	// encrypted; the payload holds the terms. Covers names what was stored in clear
	// before, and Commitments those of the ciphertexts that took its place.
	KindSealed Kind = "sealed"
	// KindExpected says that Rater is to hand something in about Subject.
	KindExpected Kind = "expected"
	// KindCurrent says that the level Subject has today was given; the payload
	// holds which. Covers names the entry that it replaces, if there is one.
	KindCurrent Kind = "current"
	// KindInvited says that Rater was invited; the payload holds their public key, of
	// which Digest is the hash, and whom they rate, by slot. It counts until the next
	// one of theirs, which covers what had come under it, and that is gone.
	KindInvited Kind = "invited"
	// KindEnvelope says that an envelope of Rater came under the invitation Of; Digest is
	// its receipt, and the payload what was signed, without the slots. If it is the
	// latest under the invitation that counts, Covers names what an earlier one handed
	// in, which is gone, and a KindSubmitted for each slot that is taken follows.
	KindEnvelope Kind = "envelope"
	// KindSubmitted says that Rater handed in the payload about Subject. Covers
	// names the entry that it replaces, if there is one; where it came in the envelope
	// Of, all that was handed in about Subject before, which is gone.
	KindSubmitted Kind = "submitted"
	// KindWithdrawn takes back the entries in Covers, which count no more: what
	// Rater handed in about Subject and was expected to; without a Rater,
	// everything of Subject in any role. What was sealed is gone, and cannot be
	// read later. Once revealed, it takes back the decision about
	// Subject, which stays to be read.
	KindWithdrawn Kind = "withdrawn"
	// KindSame says that Subject is the same person as Same, under whom both go
	// from then on. Covers names the submissions that others replace thereby.
	KindSame Kind = "same"
	// KindApart says that Subject and Same are two people, also if a KindSame
	// said otherwise.
	KindApart Kind = "apart"
	// KindClosed ends collecting where second holders are to release what was handed in;
	// Digest is that of the closing list.
	KindClosed Kind = "closed"
	// KindLate says that an envelope of Rater came under the invitation Of when nothing
	// was taken any more; Digest is its receipt. It is not kept.
	KindLate Kind = "late"
	// KindRevealed ends collecting. Digest is that of everything handed in. In a
	// sealed session Covers names every ciphertext, and Commitments those of what was
	// in it; one that did not count, or could not be opened, is gone.
	KindRevealed Kind = "revealed"
	// KindPlanned records the Seed and the Minutes of an agenda.
	KindPlanned Kind = "planned"
	// KindDecided gives Subject an agreed level; the payload holds what was
	// proposed, what was agreed before, what is, and why.
	KindDecided Kind = "decided"
	// KindLocked ends the session. Undecided counts the subjects left without
	// an agreed level.
	KindLocked Kind = "locked"
	// KindCorrected replaces, once the session is locked, the decision in Covers,
	// if there is one; its payload is like that of a decision.
	KindCorrected Kind = "corrected"
	// KindDestroyed says that the key of a sealed session is to be destroyed: from here on
	// whoever stores the session does so, and goes on until it is done.
	KindDestroyed Kind = "destroyed"
	// KindErased says that the person Subject was erased: the payloads of the
	// entries in Covers are gone.
	KindErased Kind = "erased"
	// KindRedacted says that a name was blotted out of the payload of the entry
	// in Covers. Commitment is that of what the payload now holds.
	KindRedacted Kind = "redacted"
)

// Kinds lists every kind of entry that this rung knows.
var Kinds = []Kind{
	KindCreated, KindJoined, KindSealed, KindExpected, KindCurrent, KindInvited, KindEnvelope, KindSubmitted, KindWithdrawn, KindSame, KindApart,
	KindClosed, KindLate, KindRevealed, KindPlanned, KindDecided, KindLocked, KindCorrected, KindDestroyed, KindErased, KindRedacted,
}

// sealed reports whether an entry of the kind holds what nobody may read before
// reveal.
func (k Kind) sealed() bool { return k == KindSubmitted || k == KindCurrent }

// decides reports whether an entry of the kind gives its subject a decision.
func (k Kind) decides() bool { return k == KindDecided || k == KindCorrected }

// Entry is one event of a session. People appear only as pids, 32 hex digits
// drawn at random for this session; names, texts, levels and values stand in
// payloads, of which the entry holds a Commitment and nothing else. A field that
// its Kind does not use is zero.
type Entry struct {
	Seq      int       // place in the log, from 1
	At       time.Time // UTC, whole seconds, by the clock of who did it
	Kind     Kind
	Who      string           // pid of who did it; empty if they did not say
	Session  string           // id
	Rubric   assess.RubricRef // what the session calibrates with
	Subject  string           // pid
	Rater    string           // pid
	Same     string           // pid of who Subject is, or is not
	Relation assess.Relation
	Of       int   // Seq of the entry that it came under, or in
	Covers   []int // Seq of earlier entries, ascending
	// Commitments, one for each of Covers where there are any, are those of the
	// payloads that took the place of theirs; empty where none did.
	Commitments []string
	Made        time.Time // when what was handed in was completed; UTC, whole seconds
	Seed        uint64
	Minutes     int
	Undecided   int
	Digest      string // 64 hex digits
	Commitment  string // 64 hex digits: SHA-256 of salt and payload
	Prev        string // Hash of the entry before; empty in the first
}

// wireEntry is the canonical form of an entry: JSON without spaces, in this
// order, zero fields left out. Its bytes are what is hashed, so that it can
// never change; another form needs another LogSchema.
type wireEntry struct {
	Schema      string          `json:"schema,omitempty"`
	Seq         int             `json:"seq"`
	At          string          `json:"at"`
	Kind        Kind            `json:"kind"`
	Who         string          `json:"who,omitempty"`
	Session     string          `json:"session,omitempty"`
	Rubric      *wireRubric     `json:"rubric,omitempty"`
	Subject     string          `json:"subject,omitempty"`
	Rater       string          `json:"rater,omitempty"`
	Same        string          `json:"same,omitempty"`
	Relation    assess.Relation `json:"relation,omitempty"`
	Of          int             `json:"of,omitempty"`
	Covers      []int           `json:"covers,omitempty"`
	Commitments []string        `json:"commitments,omitempty"`
	Made        string          `json:"made,omitempty"`
	Seed        uint64          `json:"seed,omitempty,string"`
	Minutes     int             `json:"minutes,omitempty"`
	Undecided   int             `json:"undecided,omitempty"`
	Digest      string          `json:"digest,omitempty"`
	Commitment  string          `json:"commitment,omitempty"`
	Prev        string          `json:"prev,omitempty"`
}

type wireRubric struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

// Bytes is the canonical form of the entry, the one that is hashed and stored.
func (e Entry) Bytes() []byte {
	w := wireEntry{
		Seq: e.Seq, At: e.At.UTC().Format(time.RFC3339), Kind: e.Kind, Who: e.Who, Session: e.Session,
		Subject: e.Subject, Rater: e.Rater, Same: e.Same, Relation: e.Relation, Of: e.Of, Covers: e.Covers, Commitments: e.Commitments,
		Seed: e.Seed, Minutes: e.Minutes, Undecided: e.Undecided, Digest: e.Digest, Commitment: e.Commitment, Prev: e.Prev,
	}
	if !e.Made.IsZero() {
		w.Made = e.Made.UTC().Format(time.RFC3339)
	}
	if e.Kind == KindCreated {
		w.Schema = LogSchema
		w.Rubric = &wireRubric{e.Rubric.ID, e.Rubric.Version, e.Rubric.Digest}
	}
	return encode(w)
}

// encode writes a value of one of the wire types, which always can be.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// errNotCanonical is why DecodeEntry refuses; it says all there is to say.
var errNotCanonical = errors.New("not an entry of a log in its canonical form")

// DecodeEntry reads an entry from its canonical form, and refuses any other.
func DecodeEntry(data []byte) (Entry, error) {
	var w wireEntry
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if d.Decode(&w) != nil {
		return Entry{}, errNotCanonical
	}
	at, err := time.Parse(time.RFC3339, w.At)
	if err != nil {
		return Entry{}, errNotCanonical
	}
	e := Entry{
		Seq: w.Seq, At: at.UTC(), Kind: w.Kind, Who: w.Who, Session: w.Session,
		Subject: w.Subject, Rater: w.Rater, Same: w.Same, Relation: w.Relation, Of: w.Of, Covers: w.Covers, Commitments: w.Commitments,
		Seed: w.Seed, Minutes: w.Minutes, Undecided: w.Undecided, Digest: w.Digest, Commitment: w.Commitment, Prev: w.Prev,
	}
	if made, err := time.Parse(time.RFC3339, w.Made); err == nil {
		e.Made = made.UTC()
	}
	if w.Rubric != nil {
		e.Rubric = assess.RubricRef{ID: w.Rubric.ID, Version: w.Rubric.Version, Digest: w.Rubric.Digest}
	}
	if !bytes.Equal(e.Bytes(), data) {
		return Entry{}, errNotCanonical
	}
	return e, nil
}

// puts is what the entry makes of the payloads of earlier ones, by Seq: the
// commitment of what takes their place, empty where they are gone. kind gives the
// kind of an entry.
func (e Entry) puts(kind func(seq int) Kind) map[int]string {
	puts := map[int]string{}
	for i, seq := range e.Covers {
		switch {
		case i < len(e.Commitments):
			puts[seq] = e.Commitments[i]
		case e.Kind == KindRedacted:
			puts[seq] = e.Commitment
		case e.Kind == KindErased, e.Kind == KindInvited, e.Kind == KindEnvelope, e.Kind == KindSubmitted && e.Of > 0,
			e.Kind == KindWithdrawn && kind(seq).sealed():
			puts[seq] = ""
		}
	}
	return puts
}

// holds reports whether the entry was written with a payload of its own.
func (e Entry) holds() bool { return e.Commitment != "" && e.Kind != KindRedacted }

// Hash is the SHA-256 of the entry's canonical form, 64 hex digits. As that
// holds the hash of the entry before, it stands for the whole log up to here.
func (e Entry) Hash() string { return hashOf(e.Bytes()) }

func hashOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// saltSize is the length of a salt in bytes. Without the salt, a commitment to
// one of eight levels could be guessed.
const saltSize = 32

// Payload is what an entry commits to and does not show: a name, a rating, a
// decision with its reasons. It can be erased, and the log still verifies.
type Payload struct {
	Seq  int    // of the entry
	Salt []byte // saltSize random bytes
	Body []byte // JSON, but for what an envelope brought; in a sealed session, before reveal, an age file where nobody may read it
}

// commitment is the SHA-256 of salt and body, 64 hex digits.
func (p Payload) commitment() string { return hashOf(p.Salt, p.Body) }

// keeps reports whether the payload is what the commitment was made for.
func (p Payload) keeps(commitment string) bool {
	return len(p.Salt) == saltSize && p.commitment() == commitment
}

// Head is the end of a log: the number of its entries and the hash of the last.
// Who noted it elsewhere can tell later whether the log was cut or rewritten.
type Head struct {
	Seq  int
	Hash string
}

// digestOf is the digest that a reveal records: the SHA-256 of the commitments
// of everything handed in, replaced or withdrawn or not, in the order of the log.
func digestOf(entries []Entry) string {
	h := sha256.New()
	for _, e := range entries {
		if e.Kind == KindSubmitted {
			h.Write([]byte(e.Commitment))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
