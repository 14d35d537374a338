package calibrate

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"rung/assess"
)

// Erasure says what Erase did to a session.
type Erasure struct {
	Member      bool // the person had to do with the session
	Submissions int  // removed, replaced ones included
	Decisions   int  // about the person, removed
	Kept        int  // submissions about others, kept without a name
	Texts       int  // in which the person's name was blotted out
	Sealed      int  // submissions by others that are sealed, and may name the person
}

// Any reports whether anything was done.
func (e Erasure) Any() bool { return e != Erasure{} }

// Erase takes a person, by id, out of a session in any state: the name, and what
// was handed in and decided about the person. What the person handed in about
// others is removed too as long as it is sealed; once revealed it belongs to
// those others, whose figures rest on it, and stays under a pid that says
// nothing. In the texts that remain blot replaces the names that the person is
// known by; a text that it leaves as it is, is left alone.
//
// The log says what is gone, and still verifies. Once revealed, the key of the session
// is to be destroyed with it: copies from before have the person in them still.
func (s *Session) Erase(act Act, person string, blot func(string) string) (Erasure, error) {
	var done Erasure
	if m := s.ids[person]; m != nil {
		covers := s.about(m, &done)
		done.Member = true
		if err := s.log(act, Entry{Kind: KindErased, Subject: m.pid, Covers: covers}, nil); err != nil {
			return done, err
		}
	}
	for _, seq := range slices.Sorted(maps.Keys(s.payloads)) {
		if s.closed(seq) {
			if s.kind(seq) == KindSubmitted {
				done.Sealed++
			}
			continue
		}
		redacted, err := s.redact(act, seq, blot)
		if err != nil {
			return done, err
		}
		if redacted {
			done.Texts++
		}
	}
	if s.state.Before() || !done.Any() {
		return done, nil
	}
	return done, s.discardKey(act)
}

// ErasedUnread reports whether somebody was erased from the session while it was
// sealed, so that what others said may name them still, now that it can be read.
func (s *Session) ErasedUnread() bool {
	if s.state.Before() || !s.Sealed() {
		return false
	}
	erased := slices.IndexFunc(s.entries, func(e Entry) bool { return e.Kind == KindErased })
	return erased >= 0 && erased < slices.IndexFunc(s.entries, func(e Entry) bool { return e.Kind == KindRevealed })
}

// about lists the entries whose payloads must go with a member.
func (s *Session) about(m *member, done *Erasure) (covers []int) {
	for _, e := range s.entries {
		if _, kept := s.payloads[e.Seq]; !kept {
			continue
		}
		subject, rater := s.member(e.Subject) == m, s.member(e.Rater) == m
		switch {
		case (e.Kind == KindJoined || e.Kind == KindCurrent) && subject:
		case e.Kind.decides() && subject:
			done.Decisions++
		case e.Kind == KindSubmitted && (subject || rater && s.state.Before()):
			done.Submissions++
		case e.Kind == KindSubmitted && rater:
			done.Kept++
			continue
		default:
			continue
		}
		covers = append(covers, e.Seq)
	}
	return covers
}

// NameIn returns the person that a payload gives the name of, if it is one that
// does: for records that do not verify, from which nothing else can be had.
func NameIn(payload []byte) (assess.Person, bool) {
	var body joinedBody
	if json.Unmarshal(payload, &body) != nil || body.Name == "" {
		return assess.Person{}, false
	}
	return assess.Person{ID: assess.PersonID(body.Name), Name: body.Name}, true
}

// redact blots names out of the texts of one payload, and logs it.
func (s *Session) redact(act Act, seq int, blot func(string) string) (bool, error) {
	body := s.blotted(seq, blot)
	if body == nil || bytes.Equal(body, s.payloads[seq].Body) {
		return false, nil
	}
	p, err := newPayload(act.Random, seq, body)
	if err != nil {
		return false, err
	}
	s.payloads[seq] = p
	return true, s.log(act, Entry{Kind: KindRedacted, Covers: []int{seq}, Commitment: p.commitment()}, nil)
}

// blotted is a payload with its texts blotted; nil if it has none.
func (s *Session) blotted(seq int, blot func(string) string) []byte {
	switch s.entries[seq-1].Kind {
	case KindCreated:
		var body createdBody
		s.read(seq, &body)
		body.Title = blot(body.Title)
		return encode(body)
	case KindSealed:
		return s.sealing.blotted(blot)
	case KindDecided, KindCorrected:
		var body decidedBody
		s.read(seq, &body)
		body.Rationale = blot(body.Rationale)
		return encode(body)
	case KindSubmitted:
		var body submittedBody
		s.read(seq, &body)
		for id, comment := range body.Comments {
			body.Comments[id] = blot(comment)
		}
		if body.Assessment == nil {
			return encode(body)
		}
		for i := range body.Assessment.Answers {
			note := &body.Assessment.Answers[i].Note
			*note = blot(*note)
		}
		return encode(body)
	}
	return nil
}
