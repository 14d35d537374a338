package calibrate

import (
	"encoding/json"
	"maps"
	"slices"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Record is a session as it is stored.
type Record struct {
	Entries  [][]byte  // canonical, in the order they are stored in
	Payloads []Payload // those not erased, in any order
	// Head is where the log ended when it was last written, kept apart from it.
	// The zero Head is not known, and then a log that was cut at its end looks
	// whole.
	Head Head
}

// Tampered says that a record is not what rung wrote, as far as this rung knows.
type Tampered struct {
	Session  string // id; empty if the beginning of the log is damaged
	Findings []Finding
}

// Newer reports whether nothing is wrong with the record but that a newer rung
// wrote to it.
func (e *Tampered) Newer() bool {
	return !slices.ContainsFunc(e.Findings, func(f Finding) bool { return f.Fault != FromNewer })
}

// In names the first finding in t.
func (e *Tampered) In(t lang.Tag) string {
	if e.Newer() {
		return lang.Sprintf("session %v cannot be read by this rung: %v", lang.Quoted(e.Session), e.Findings[0]).In(t)
	}
	return lang.Sprintf("the log of session %v does not verify, and the session is not used: %v", lang.Quoted(e.Session), e.Findings[0]).In(t)
}

func (e *Tampered) Error() string { return e.In(lang.EN) }

// Replay makes a session of its record. r must be the rubric that the session
// was made with, as RubricOf says. A record that does not verify is refused with
// a *Tampered.
func Replay(record Record, r *rubric.Rubric) (*Session, error) {
	s, findings := examine(record)
	if len(findings) > 0 {
		return nil, &Tampered{s.id, findings}
	}
	if ref := assess.Ref(r); ref != s.ref {
		return nil, otherRubric(s.id, s.ref, ref)
	}
	s.rubric = r
	s.Saved()
	return s, nil
}

// RubricOf names the rubric that a record needs. It is only sure once Replay
// has accepted the record.
func RubricOf(record Record) (assess.RubricRef, bool) {
	if len(record.Entries) == 0 {
		return assess.RubricRef{}, false
	}
	first, err := DecodeEntry(record.Entries[0])
	return first.Rubric, err == nil && first.Kind == KindCreated
}

func otherRubric(session string, want, have assess.RubricRef) error {
	return lang.Errorf("session %v uses the rubric %v, not %v", lang.Quoted(session), refName(want), refName(have))
}

// refName is a rubric with its version and the first digits of its digest.
func refName(ref assess.RubricRef) lang.Message {
	return lang.Sprintf("%s %s (%.7s)", ref.ID, ref.Version, ref.Digest)
}

// read decodes the payload of an entry. It is false, and into is untouched, if
// the payload was erased.
func (s *Session) read(seq int, into any) bool {
	p, kept := s.payloads[seq]
	return kept && json.Unmarshal(p.Body, into) == nil
}

// apply takes one more entry into the session, in the only place where its
// state changes. What the entry may not do by the rules is refused.
func (s *Session) apply(e Entry) error {
	if !s.inOrder(e) {
		return breaks(e)
	}
	if e.Kind == KindClosed || e.Kind == KindRevealed && s.ended == nil {
		s.ended = s.states()
	}
	left := s.drop(e)
	switch e.Kind {
	case KindCreated:
		s.id, s.ref, s.state = e.Session, e.Rubric, Collecting
	case KindJoined:
		s.welcome(e)
	case KindSealed:
		s.sealing = s.sealingIn(e)
	case KindExpected, KindCurrent, KindSubmitted:
		s.gather(e)
	case KindWithdrawn:
		s.takeBack(e)
	case KindSame, KindApart:
		s.settle(e)
	case KindClosed:
		s.state = Closed
	case KindRevealed:
		s.state = Revealed
		s.unread = left
		s.leaveOpen()
	case KindPlanned:
		s.plan = &e
	case KindDecided, KindCorrected:
		s.decided[e.Subject] = e.Seq
	case KindLocked:
		s.state = Locked
	case KindDestroyed:
		s.destroyed = true
	case KindErased:
		s.forget(e)
	}
	s.entries = append(s.entries, e)
	s.hash = e.Hash()
	return nil
}

// drop takes away what an entry says is gone, which counts no more; it returns which
// entries counted until then.
func (s *Session) drop(e Entry) (left []int) {
	for seq, commitment := range e.puts(s.kind) {
		if commitment == "" {
			delete(s.payloads, seq)
			s.gone[seq] = true
		}
	}
	return s.leaveOut()
}

// gather takes in what comes before reveal: who is expected, what they hand in, who
// has which level today.
func (s *Session) gather(e Entry) {
	p := s.pairIn(e)
	switch e.Kind {
	case KindExpected:
		s.expected[p] = e.Relation
	case KindCurrent:
		s.current[p.subject] = e.Seq
	case KindSubmitted:
		s.handed[p] = handed{seq: e.Seq, of: e.Of, times: s.handed[p].times + 1, relation: e.Relation, at: e.At}
	}
}

func breaks(e Entry) error {
	return lang.Errorf("entry %d (%s) is against the rules of a session", e.Seq, string(e.Kind))
}

// inOrder reports whether an entry may come next. Who acts has joined before;
// only who begins a session joins by the entry after it.
func (s *Session) inOrder(e Entry) bool {
	if e.Of != 0 && e.Kind != KindEnvelope && e.Kind != KindSubmitted && e.Kind != KindLate || e.Of < 0 || e.Of >= e.Seq {
		return false
	}
	if e.Seq != len(s.entries)+1 || e.Prev != s.hash || !s.coversEarlier(e) || !s.mayPut(e) || !s.joined(e.Who) && e.Kind != KindCreated {
		return false
	}
	subject := e.Subject != "" && s.joined(e.Subject)
	both := subject && e.Rater != "" && s.joined(e.Rater)
	switch e.Kind {
	case KindCreated:
		return s.state == "" && e.Session != ""
	case KindJoined:
		return s.state != "" && e.Subject != "" && s.members[e.Subject] == nil
	case KindSealed:
		return s.state == Collecting && !s.Sealed() && e.Commitment != ""
	case KindExpected:
		return s.state == Collecting && both
	case KindCurrent:
		return s.state == Collecting && subject && slices.Equal(e.Covers, s.currentEntry(e.Subject))
	case KindInvited:
		return s.state == Collecting && s.mayInvite(e)
	case KindEnvelope:
		return s.state == Collecting && s.mayCollect(e)
	case KindSubmitted:
		if e.Of > 0 {
			return s.state == Collecting && s.maySlot(e)
		}
		return s.state == Collecting && both && (e.Subject == e.Rater) == (e.Relation == assess.Self) && s.replaces(e)
	case KindWithdrawn:
		return s.mayWithdraw(e)
	case KindSame, KindApart:
		return s.maySettle(e)
	case KindClosed:
		return s.state == Collecting && s.mayClose(e)
	case KindLate:
		return s.state != "" && s.state != Collecting && s.cameUnder(e) && len(e.Covers) == 0
	case KindRevealed:
		return s.state == s.ready() && e.Digest == digestOf(s.entries) && !s.early(e.At)
	case KindPlanned, KindLocked:
		return s.state == Revealed
	case KindDecided:
		return s.state == Revealed && subject
	case KindCorrected:
		return s.state == Locked && subject && slices.Equal(e.Covers, s.inForce(e.Subject))
	case KindDestroyed:
		return (s.state == Revealed || s.state == Locked) && s.Sealed() && !s.destroyed
	case KindErased:
		return s.state != "" && subject && s.holdPayloads(e.Covers)
	case KindRedacted:
		return s.state != "" && len(e.Covers) == 1 && s.holdPayloads(e.Covers)
	}
	return false
}

// leaveOut drops what was handed in, or given, and is gone; it returns which entries
// counted until then.
func (s *Session) leaveOut() (seqs []int) {
	for p, h := range s.handed {
		if s.gone[h.seq] {
			seqs = append(seqs, h.seq)
			delete(s.handed, p)
		}
	}
	for pid, seq := range s.current {
		if s.gone[seq] {
			seqs = append(seqs, seq)
			delete(s.current, pid)
		}
	}
	slices.Sort(seqs)
	return seqs
}

func (s *Session) kind(seq int) Kind { return s.entries[seq-1].Kind }

// joined reports whether a pid is nobody's, or that of somebody who goes under it.
func (s *Session) joined(pid string) bool {
	return pid == "" || s.members[pid] != nil && s.same[pid] == ""
}

// coversEarlier reports whether the entry names only earlier ones, in ascending
// order.
func (s *Session) coversEarlier(e Entry) bool {
	for i, seq := range e.Covers {
		if seq < 1 || seq > len(s.entries) || i > 0 && e.Covers[i-1] >= seq {
			return false
		}
	}
	return true
}

// holdPayloads reports whether all of some entries were written with a payload.
func (s *Session) holdPayloads(seqs []int) bool {
	return !slices.ContainsFunc(seqs, func(seq int) bool { return s.entries[seq-1].Commitment == "" })
}

// replaces reports whether the entry names what it replaces, and nothing else.
func (s *Session) replaces(e Entry) bool {
	old, any := s.handed[pair{e.Subject, e.Rater}]
	if !any {
		return len(e.Covers) == 0
	}
	return old.of == 0 && slices.Equal(e.Covers, []int{old.seq})
}

// welcome takes in the person of a KindJoined. One whose name is gone is erased
// further down the log.
func (s *Session) welcome(e Entry) {
	m := &member{pid: e.Subject}
	s.members[m.pid] = m
	var body joinedBody
	if !s.read(e.Seq, &body) {
		m.efface()
		return
	}
	m.name, m.id = body.Name, assess.PersonID(body.Name)
	s.ids[m.id] = m
}

// efface leaves of a member what says nothing about the person.
func (m *member) efface() {
	m.name, m.id, m.erased = "", "erased-"+m.pid[:min(12, len(m.pid))], true
}

// forget takes out of the session what a KindErased covers.
func (s *Session) forget(e Entry) {
	m := s.member(e.Subject)
	maps.DeleteFunc(s.ids, func(_ string, known *member) bool { return known == m })
	for pid, known := range s.members {
		if s.member(pid) == m {
			known.efface()
		}
	}
	delete(s.current, m.pid)
	for _, seq := range s.within(pair{subject: m.pid}) {
		s.gone[seq] = s.gone[seq] || s.entries[seq-1].Kind == KindExpected
	}
	maps.DeleteFunc(s.expected, func(p pair, _ assess.Relation) bool { return p.subject == m.pid || p.rater == m.pid })
	s.opened = nil
}
