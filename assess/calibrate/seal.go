package calibrate

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric/lang"
)

// sealing is the payload of a KindSealed.
type sealing struct {
	Terms json.RawMessage `json:"terms"` // canonical
	// Hash is that of the terms as they were when the session was sealed: the name in
	// them may have been erased since.
	Hash exchange.Hash `json:"hash"`
	// Made is when what had been handed in before was completed, by Seq.
	Made map[int]time.Time `json:"made,omitempty"`

	terms *exchange.Terms // nil if they cannot be read
}

// sealedBody is what is encrypted of an entry: its payload as it is once revealed,
// and what it belongs to.
type sealedBody struct {
	Terms exchange.Hash   `json:"terms"`
	Rater string          `json:"rater,omitempty"` // pid
	Made  time.Time       `json:"made,omitzero"`
	Salt  []byte          `json:"salt"`
	Body  json.RawMessage `json:"body"`
}

// Seal has what nobody may read before reveal encrypted to a key, from now on and
// what is there already. A session is sealed once.
func (s *Session) Seal(act Act, terms *exchange.Terms) error {
	if err := s.must(Collecting); err != nil || s.Sealed() {
		return err
	}
	e := Entry{Kind: KindSealed, Covers: s.lasting()}
	body := sealing{Terms: terms.Bytes(), Hash: terms.Hash(), Made: map[int]time.Time{}, terms: terms}
	closed := map[int]Payload{}
	for _, seq := range e.Covers {
		if made := s.madeAt(seq); !made.IsZero() && s.entries[seq-1].Made.IsZero() {
			body.Made[seq] = made
		}
		data, err := body.close(act, s.entries[seq-1], s.payloads[seq].Body)
		if err != nil {
			return err
		}
		if closed[seq], err = newPayload(act.Random, seq, data); err != nil {
			return err
		}
	}
	return s.put(act, e, body, closed)
}

// put logs an entry that has other payloads take the place of those it covers; of
// those that are not among them nothing is left.
func (s *Session) put(act Act, e Entry, body any, others map[int]Payload) error {
	for _, seq := range e.Covers {
		p, kept := others[seq]
		if !kept {
			e.Commitments = append(e.Commitments, "")
			continue
		}
		s.payloads[seq] = p
		e.Commitments = append(e.Commitments, p.commitment())
	}
	return s.logAs(act, e, body)
}

// Sealed reports whether what is handed in is stored encrypted until reveal. Only
// sessions that began with an older rung are not.
func (s *Session) Sealed() bool { return s.sealing != nil }

// Terms are those under which the session is sealed; nil if it is not.
func (s *Session) Terms() *exchange.Terms {
	if !s.Sealed() {
		return nil
	}
	return s.sealing.terms
}

// KeyDestroyed reports whether the log says that the session's key is to be destroyed.
func (s *Session) KeyDestroyed() bool { return s.destroyed }

// KeyName is the name of the session's key: its id and the beginning of the one in its
// terms, as another store may have a session of the same name. It is empty without a
// key, or terms that can be read.
func (s *Session) KeyName() string {
	terms := s.Terms()
	if terms == nil {
		return ""
	}
	return s.id + "-" + terms.Session[:8]
}

// discardKey records that the key of a revealed session is to be destroyed.
func (s *Session) discardKey(act Act) error {
	if s.destroyed || !s.Sealed() {
		return nil
	}
	return s.logAs(act, Entry{Kind: KindDestroyed}, nil)
}

// sealingIn is what the payload of a KindSealed says; of one that cannot be read,
// that the session is sealed.
func (s *Session) sealingIn(e Entry) *sealing {
	var body sealing
	if s.read(e.Seq, &body) {
		if terms, err := exchange.ParseTerms(s.id, body.Terms); err == nil {
			body.terms = terms.Were(body.Hash)
		}
	}
	return &body
}

// close encrypts what an entry stands for: in one slot, or in one that is some times
// as large where it does not fit.
func (b *sealing) close(act Act, e Entry, body []byte) ([]byte, error) {
	if b.terms == nil {
		return nil, lang.Errorf("the terms of the session cannot be read, so nothing can be sealed under them")
	}
	salted, err := newPayload(act.Random, e.Seq, body)
	if err != nil {
		return nil, err
	}
	text := encode(sealedBody{b.Hash, e.Rater, e.Made, salted.Salt, body})
	times := 1 + (len(text)-1)/b.terms.SlotSize
	if times > maxSlots { // which open would not find
		return nil, lang.Errorf("this has %d bytes; %d are allowed", len(text), maxSlots*b.terms.SlotSize)
	}
	return b.slots(times).Seal(text)
}

// maxSlots is how many slots there is room for in one.
const maxSlots = 64

// slots are the terms with slots some times as large.
func (b *sealing) slots(times int) *exchange.Terms {
	wide := *b.terms
	wide.SlotSize *= times
	return &wide
}

// open is what close encrypted.
func (b *sealing) open(key *exchange.Key, sealed []byte) (in sealedBody, err error) {
	for times := 1; times <= maxSlots; times++ {
		var text []byte
		if text, err = key.Unseal(b.slots(times), sealed); err == nil {
			return in, json.Unmarshal(text, &in)
		}
	}
	return in, err
}

// blotted is the payload without the names in the terms that blot replaces; nil if it
// cannot be read.
func (b *sealing) blotted(blot func(string) string) []byte {
	if b.terms == nil {
		return nil
	}
	without := *b.terms
	without.Second = slices.Clone(without.Second)
	names := []*string{&without.Reader}
	for i := range without.Second {
		names = append(names, &without.Second[i].Name)
	}
	for _, name := range names {
		if blot(*name) != *name {
			*name = "erased"
		}
	}
	body := *b
	body.Terms = without.Bytes()
	return encode(body)
}

// asSent is a body that is stored as it came.
type asSent []byte

// enclosed is the body of an entry as it is stored.
func (s *Session) enclosed(act Act, e Entry, body any) ([]byte, error) {
	if sent, as := body.(asSent); as {
		return sent, nil
	}
	data := encode(body)
	if !s.Sealed() || !e.Kind.sealed() {
		return data, nil
	}
	s.recent[e.Seq] = data
	return s.sealing.close(act, e, data)
}

// early reports whether a time is before the day, in UTC, from which the session may
// be revealed.
func (s *Session) early(at time.Time) bool {
	return s.Sealed() && s.sealing.terms != nil && s.sealing.terms.MayOpen(at) != nil
}

// closed reports whether what an entry stands for cannot be read now.
func (s *Session) closed(seq int) bool {
	return s.Sealed() && s.state.Before() && s.kind(seq).sealed()
}

// lasting lists the entries that hold what nobody may read before reveal and that
// were neither withdrawn nor erased, replaced or not.
func (s *Session) lasting() (seqs []int) {
	for _, e := range s.entries {
		if e.Kind.sealed() && !s.gone[e.Seq] {
			seqs = append(seqs, e.Seq)
		}
	}
	return seqs
}

// counts reports whether what an entry stands for was not replaced.
func (s *Session) counts(seq int) bool {
	p := s.pairIn(s.entries[seq-1])
	return s.handed[p].seq == seq || s.current[p.subject] == seq
}

// mayPut reports whether an entry may put other payloads in place of earlier ones:
// ciphertexts in place of everything that is to be sealed, or what was in them in
// place of those that count.
func (s *Session) mayPut(e Entry) bool {
	if e.Kind != KindSealed && (e.Kind != KindRevealed || !s.Sealed()) {
		return len(e.Commitments) == 0
	}
	if len(e.Commitments) != len(e.Covers) || !slices.Equal(e.Covers, s.lasting()) {
		return false
	}
	for i, seq := range e.Covers {
		dropped := e.Commitments[i] == ""
		if dropped && e.Kind == KindSealed || !dropped && e.Kind == KindRevealed && !s.counts(seq) {
			return false
		}
	}
	return true
}

// Unread is something handed in, or a level of today, that could not be opened.
type Unread struct {
	Subject, Rater assess.Person // no Rater: a level of today
	Why            error         // never with a value
}

// In names it in t.
func (u Unread) In(t lang.Tag) string {
	if u.Rater == (assess.Person{}) {
		return lang.Sprintf("the current level of %s (%v)", u.Subject.Name, u.Why).In(t)
	}
	return lang.Sprintf("what %s said of %s (%v)", u.Rater.Name, u.Subject.Name, u.Why).In(t)
}

// UnreadError names what could not be opened.
type UnreadError struct {
	Session string // id
	Closed  bool   // nothing can be handed in again
	Unread  []Unread
}

// In names all of it in t.
func (e *UnreadError) In(t lang.Tag) string {
	var all []string
	for _, u := range e.Unread {
		all = append(all, u.In(t))
	}
	return lang.Sprintf("session %v was not revealed, since not everything in it can be opened: %s", lang.Quoted(e.Session), strings.Join(all, ", ")).In(t)
}

func (e *UnreadError) Error() string { return e.In(lang.EN) }

// unsealing is what Unseal has opened.
type unsealing struct {
	head     Head // of the log when it did
	payloads map[int]Payload
	released *exchange.Released // nil without second holders
}

// Unseal opens in memory what counts, so that Reveal can make it readable; nothing
// of it can be had before. Released is what a second holder gave back, nil in a session
// without one. A session that is revealed already, or is to be closed first, is a
// *StateError. What cannot be opened, or is not what it should be, is an *UnreadError,
// and Reveal leaves it out.
func (s *Session) Unseal(key *exchange.Key, released *exchange.Released) error {
	if err := s.mustBeReady(); err != nil {
		return err
	}
	if s.Shared() && (released == nil || released.Closing != s.Closing().Hash()) {
		return lang.Errorf("session %v opens with what a second holder releases for its closing list; give that", lang.Quoted(s.id))
	}
	if s.sealing.terms == nil || key.Recipient() != s.sealing.terms.Key {
		return lang.Errorf("the key is not that of session %v", lang.Quoted(s.id))
	}
	s.unsealed = &unsealing{s.Head(), map[int]Payload{}, released}
	failed := UnreadError{Session: s.id, Closed: s.state == Closed}
	for _, seq := range s.lasting() {
		if !s.counts(seq) {
			continue
		}
		p, why := s.decrypt(key, s.entries[seq-1])
		if why != nil {
			of := s.pairIn(s.entries[seq-1])
			failed.Unread = append(failed.Unread, Unread{s.members[of.subject].person(), s.members[of.rater].person(), why})
			continue
		}
		s.unsealed.payloads[seq] = p
	}
	if len(failed.Unread) > 0 {
		return &failed
	}
	return nil
}

// What is wrong with something that cannot be opened.
var (
	errDamaged   = lang.Errorf("it is damaged, or was sealed to another key")
	errElsewhere = lang.Errorf("it belongs elsewhere")
	errUnfit     = lang.Errorf("it does not fit the rubric")
)

// decrypt is what an entry stands for, in clear; or why it cannot be had.
func (s *Session) decrypt(key *exchange.Key, e Entry) (p Payload, why error) {
	if e.Of > 0 {
		return s.openSlot(key, e)
	}
	in, err := s.sealing.open(key, s.payloads[e.Seq].Body)
	switch {
	case err != nil:
		return p, errDamaged
	case in.Terms != s.sealing.Hash || in.Rater != e.Rater || !in.Made.Equal(e.Made) || len(in.Salt) != saltSize:
		return p, errElsewhere
	case s.checkBody(e, in.Body) != nil:
		return p, errUnfit
	}
	return Payload{e.Seq, in.Salt, in.Body}, nil
}
