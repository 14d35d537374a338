package calibrate

import (
	"crypto/sha256"
	"time"

	"rung/assess/exchange"
	"rung/rubric/lang"
)

// Shared reports whether second holders are to release what was handed in before it can
// be opened.
func (s *Session) Shared() bool { return s.Terms() != nil && len(s.Terms().Second) > 0 }

// Close ends collecting in a session that second holders release: from now on nothing
// can be handed in, and what became of each envelope is settled.
func (s *Session) Close(act Act) error {
	if err := s.must(Collecting); err != nil {
		return err
	}
	if !s.Shared() {
		return lang.Errorf("session %v has no second holder, and is revealed without being closed first", lang.Quoted(s.id))
	}
	if err := s.mayEnd(act.At); err != nil {
		return err
	}
	if err := s.termsWhole(); err != nil {
		return err
	}
	return s.logAs(act, Entry{Kind: KindClosed, Digest: s.closingAt(act.At).Hash().String()}, nil)
}

// Closing is the closing list; nil if the session was not closed.
func (s *Session) Closing() *exchange.Closing {
	for _, e := range s.entries {
		if e.Kind == KindClosed {
			return s.closingAt(e.At)
		}
	}
	return nil
}

// closingAt is the closing list of a session that closes then.
func (s *Session) closingAt(at time.Time) *exchange.Closing {
	receipts := []exchange.Receipt{}
	for _, e := range s.entries {
		one := exchange.Receipt{Rater: e.Rater, State: s.stateOf(e)}
		if one.State != "" && one.State != exchange.Late && one.Receipt.UnmarshalText([]byte(receiptOf(e))) == nil {
			receipts = append(receipts, one)
		}
	}
	list := exchange.NewClosing(s.Terms(), at, receipts)
	return &list
}

// Release is what a second holder is asked to release: the same whenever it is asked
// for, but for what was erased since.
func (s *Session) Release() (*exchange.Release, error) {
	if s.state != Closed {
		return nil, s.wrong("session %v is not closed, so there is nothing to release")
	}
	if err := s.termsWhole(); err != nil {
		return nil, err
	}
	r := &exchange.Release{Schema: exchange.ReleaseSchema, Terms: *s.Terms(), Closing: *s.Closing(), Envelopes: [][]byte{}}
	for _, e := range s.entries {
		if e.Kind == KindEnvelope && s.stateOf(e) == exchange.Counted {
			r.Envelopes = append(r.Envelopes, s.refilled(e).Bytes())
		}
	}
	return r, nil
}

// refilled is an envelope with those of its slots that are there.
func (s *Session) refilled(env Entry) *exchange.Envelope {
	sent := s.sent(env)
	for _, e := range s.entries {
		if e.Kind == KindSubmitted && e.Of == env.Seq {
			sent.Slots[s.slotOf(e)].Sealed = s.payloads[e.Seq].Body
		}
	}
	return sent
}

// termsWhole refuses terms out of which a name was erased: nobody else could tell that
// they are those of the session.
func (s *Session) termsWhole() error {
	if terms := s.Terms(); sha256.Sum256(terms.Bytes()) != terms.Hash() {
		return lang.Errorf("somebody whom the terms of session %v name was erased, so nobody can be invited under them, or release anything; begin another session",
			lang.Quoted(s.id))
	}
	return nil
}

// mayClose reports whether the session may be closed by the entry, whose list is that
// of the log.
func (s *Session) mayClose(e Entry) bool {
	return s.Shared() && len(s.handed) > 0 && !s.early(e.At) && len(e.Covers) == 0 && e.Digest == s.closingAt(e.At).Hash().String()
}

// ready is the state out of which a session is revealed.
func (s *Session) ready() State {
	if s.Shared() {
		return Closed
	}
	return Collecting
}
