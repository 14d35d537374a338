package calibrate

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"slices"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Collected says what became of an envelope.
type Collected struct {
	Rater    assess.Person
	Made     time.Time      // by the rater's clock, UTC
	State    exchange.State // now
	Already  bool           // it was there; nothing was logged
	Replaced bool           // an earlier one of the rater was
	Slots    int            // that were taken
	Left     int            // that were not: of those people nothing is expected any more
	Readable int            // ratings that came readable, and that it replaces
}

// Collect takes an envelope. Of those of a rater the one that was made last counts, in
// whatever order they come, unless it came under an earlier invitation; what another
// had handed in is gone. Nothing of it is opened. Once nothing is taken any more it is
// recorded as late.
func (s *Session) Collect(act Act, e *exchange.Envelope) (Collected, error) {
	in, err := s.sender(e, act.At)
	if err != nil {
		return Collected{}, err
	}
	entry := Entry{Kind: KindEnvelope, Rater: in.Rater, Of: in.Seq, Made: e.Made, Digest: e.Receipt().String()}
	done := Collected{Rater: s.member(in.Rater).person(), Made: e.Made, State: exchange.Late}
	switch known := s.received(entry.Digest); {
	case known > 0:
		done.Already, done.State = true, s.stateOf(s.entries[known-1])
		return done, nil
	case s.state != Collecting:
		entry.Kind = KindLate
		return done, s.logAs(act, entry, nil)
	}
	takes := s.supersedes(entry)
	if takes {
		entry.Covers = s.sentBy(in.Rater)
		done.Replaced = s.envelope(in.Rater) > 0
	}
	if err := s.logAs(act, entry, asSent(e.Bare().Bytes())); err != nil {
		return done, err
	}
	if takes {
		if err = s.take(act, e, &done); err != nil {
			return done, err
		}
	}
	done.State = s.stateOf(s.entries[s.received(entry.Digest)-1])
	return done, nil
}

// take logs the slots of the envelope that was logged last, of those people who are
// still expected to be rated.
func (s *Session) take(act Act, e *exchange.Envelope, done *Collected) error {
	env := s.entries[len(s.entries)-1]
	slots := s.slotsIn(env.Of)
	for _, p := range slices.SortedFunc(maps.Keys(slots), func(a, b pair) int { return slots[a].at - slots[b].at }) {
		slot := slots[p]
		if s.expected[p] != slot.Relation {
			continue
		}
		if s.handed[p].seq > 0 {
			done.Readable++
		}
		entry := Entry{Kind: KindSubmitted, Who: env.Who, Subject: slot.Subject, Rater: env.Rater, Relation: slot.Relation, Made: env.Made, Of: env.Seq,
			Covers: s.sealedIn(s.within(p))}
		if err := s.log(act, entry, asSent(e.Slots[slot.at].Sealed)); err != nil {
			return err
		}
		done.Slots++
	}
	done.Left = len(e.Slots) - done.Slots
	return nil
}

// sender is the invitation that an envelope came under, if it is what was sent.
func (s *Session) sender(e *exchange.Envelope, at time.Time) (Entry, error) {
	terms := s.Terms()
	if terms == nil {
		return Entry{}, lang.Errorf("session %v is not sealed, and takes no envelopes", lang.Quoted(s.id))
	}
	var fault error
	for _, in := range slices.Backward(s.entries) {
		if in.Kind != KindInvited || in.Rater != e.Rater || !s.present(in.Rater) {
			continue
		}
		from := s.invited(in)
		why := e.Check(terms, from, at)
		switch {
		case why == nil && e.Whole():
			return in, nil
		case why == nil:
			return Entry{}, lang.Errorf("something was taken out of this envelope of %v; ask for it again, as a file", doc.Quote(from.Rater.Name))
		case fault == nil:
			fault = why
		}
	}
	if fault == nil {
		_, fault = (&exchange.Register{Terms: *terms}).Sender(e)
	}
	return Entry{}, fault
}

// received is the Seq of the envelope with a receipt; 0 if it never came.
func (s *Session) received(receipt string) int {
	return 1 + slices.IndexFunc(s.entries, func(e Entry) bool { return (e.Kind == KindEnvelope || e.Kind == KindLate) && e.Digest == receipt })
}

// envelope is the Seq of the envelope of a rater, by pid, that counts; 0 without one.
func (s *Session) envelope(rater string) (counts int) {
	in := s.invitation(rater)
	for _, e := range s.entries {
		if e.Kind == KindEnvelope && e.Of == in && (counts == 0 || later(e, s.entries[counts-1])) {
			counts = e.Seq
		}
	}
	return counts
}

// later reports whether an envelope counts rather than another of the same rater, by
// the rule of exchange.Envelope.Supersedes.
func later(e, than Entry) bool {
	if !e.Made.Equal(than.Made) {
		return e.Made.After(than.Made)
	}
	return e.Digest > than.Digest
}

// supersedes reports whether an envelope that comes next counts.
func (s *Session) supersedes(e Entry) bool {
	counts := s.envelope(e.Rater)
	return e.Of == s.invitation(e.Rater) && (counts == 0 || later(e, s.entries[counts-1]))
}

// sentBy are the entries, by Seq, that came in envelopes of a rater, by pid, and are
// there.
func (s *Session) sentBy(rater string) (seqs []int) {
	for _, e := range s.entries {
		if e.Kind == KindSubmitted && e.Of > 0 && !s.gone[e.Seq] && s.goesUnder(e.Rater) == s.goesUnder(rater) {
			seqs = append(seqs, e.Seq)
		}
	}
	return seqs
}

// cameUnder reports whether an entry names an invitation of its rater.
func (s *Session) cameUnder(e Entry) bool {
	return e.Of > 0 && e.Of <= len(s.entries) && s.kind(e.Of) == KindInvited && s.entries[e.Of-1].Rater == e.Rater &&
		!e.Made.IsZero() && isDigest(e.Digest) && s.received(e.Digest) == 0
}

// mayCollect reports whether an envelope may be logged by the entry.
func (s *Session) mayCollect(e Entry) bool {
	var covers []int
	if s.cameUnder(e) && s.supersedes(e) {
		covers = s.sentBy(e.Rater)
	}
	return s.cameUnder(e) && e.Commitment != "" && slices.Equal(e.Covers, covers)
}

// maySlot reports whether the entry may take a slot of the envelope before it.
func (s *Session) maySlot(e Entry) bool {
	last := s.entries[len(s.entries)-1]
	if last.Seq != e.Of && (last.Kind != KindSubmitted || last.Of != e.Of) {
		return false
	}
	env, p := s.entries[e.Of-1], s.pairIn(e)
	relation, expected := s.expected[p]
	return env.Kind == KindEnvelope && s.envelope(env.Rater) == env.Seq && e.Rater == env.Rater && e.Made.Equal(env.Made) &&
		e.Who == env.Who && e.Commitment != "" && expected && relation == e.Relation && s.handed[p].of != e.Of &&
		slices.Equal(e.Covers, s.sealedIn(s.within(p)))
}

// leftOpen stands, once revealed, for what a rater left open in their envelope.
var leftOpen = encode(submittedBody{})

// errWithheld is why a slot cannot be opened that no second holder gave back.
var errWithheld = lang.Errorf("it was not released")

// openSlot is what was handed in in a slot, in clear; or why it cannot be had.
func (s *Session) openSlot(key *exchange.Key, e Entry) (p Payload, why error) {
	env := s.entries[e.Of-1]
	sent, from, i := s.sent(env), s.invited(s.entries[env.Of-1]), s.slotOf(e)
	if sent == nil || i < 0 || sent.Check(s.Terms(), from, env.At) != nil {
		return p, errDamaged
	}
	inner := s.payloads[e.Seq].Body
	if s.Shared() {
		given := s.unsealed.released.Inner(sent)
		if given == nil {
			return p, errWithheld
		}
		inner = given[i]
	}
	in, err := key.OpenSlot(s.Terms(), from, sent, i, inner)
	if err != nil {
		return p, err
	}
	if in.Submission.Open() {
		return Payload{e.Seq, in.Salt[:], leftOpen}, nil
	}
	sub := Submission(in.Submission)
	if sub.CheckContent(s.rubric) != nil {
		return p, errUnfit
	}
	return Payload{e.Seq, in.Salt[:], encode(bodyOf(sub, s.rubric))}, nil
}

// sent is an envelope as it came, without its slots; nil if it cannot be read.
func (s *Session) sent(env Entry) *exchange.Envelope {
	e, err := exchange.ParseEnvelope(s.payloads[env.Seq].Body)
	if err != nil || e.Receipt().String() != env.Digest {
		return nil
	}
	return e
}

// slotOf is the place in its envelope of an entry that came in one; -1 if it has none.
func (s *Session) slotOf(e Entry) int {
	var body invitedBody
	s.read(s.entries[e.Of-1].Of, &body)
	return slices.IndexFunc(body.Slots, func(slot invitedSlot) bool { return slot.Subject == e.Subject && slot.Relation == e.Relation })
}

// leaveOpen takes out, once revealed, what a rater left open.
func (s *Session) leaveOpen() {
	maps.DeleteFunc(s.handed, func(_ pair, h handed) bool { return h.of > 0 && bytes.Equal(s.payloads[h.seq].Body, leftOpen) })
}

// checkInvited checks that an invitation has what its entry says.
func (s *Session) checkInvited(e Entry, data []byte) error {
	var body invitedBody
	return check(data, &body, func() error {
		if len(body.Slots) == 0 || keyDigest(body.Key) != e.Digest {
			return errElsewhere
		}
		return nil
	})
}

// checkEnvelope checks that an envelope is what its rater signed.
func (s *Session) checkEnvelope(e Entry) error {
	sent := s.sent(e)
	if sent == nil || !sent.Made.Equal(e.Made) || len(sent.Bytes()) != len(sent.Bare().Bytes()) {
		return errElsewhere
	}
	return sent.Check(s.Terms(), s.invited(s.entries[e.Of-1]), e.At)
}

// checkSlot checks, before reveal, that a slot is the one that its envelope has.
func (s *Session) checkSlot(e Entry, data []byte) error {
	sent, i := s.sent(s.entries[e.Of-1]), s.slotOf(e)
	if sent == nil || i < 0 || i >= len(sent.Slots) || sent.Slots[i].Sent != sha256.Sum256(data) {
		return errElsewhere
	}
	return nil
}
