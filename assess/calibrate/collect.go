package calibrate

import (
	"rung/assess"
	"rung/rubric/doc"
)

// Taken says what became of a submission.
type Taken string

// What becomes of a submission that is not refused.
const (
	Added    Taken = "added"
	Replaced Taken = "replaced" // an earlier one by the same rater about the same subject
	Already  Taken = "already"  // the very same is there; nothing was logged
	Older    Taken = "older"    // a later assessment is there; nothing was logged
)

// Add takes what a rater hands in. Later replaces earlier: of two assessments
// the one completed later, whichever comes first; else the one that comes later.
//
// Already is said of the very same assessment, and of the same answers or the
// same rating since the session was saved. If it were said of any rating,
// whoever wanted to know one could try them all.
//
// A rating in another relation than the one expected is a *LackError, since one of
// the two is wrong.
func (s *Session) Add(act Act, sub Submission) (Taken, error) {
	if err := s.must(Collecting); err != nil {
		return "", err
	}
	sub.Subject, sub.Rater = s.knownAs(sub.Subject), s.knownAs(sub.Rater)
	subject, rater, err := sub.check(s.rubric)
	if err != nil {
		return "", err
	}
	if as := s.expected[s.pairOf(subject, rater)]; as != "" && as != sub.Relation {
		return "", lacks(NotExpected, "%v is expected to rate %v as %s, and rates here as %s",
			doc.Quote(rater.Name), doc.Quote(subject.Name), string(as), string(sub.Relation))
	}
	body := bodyOf(sub, s.rubric)
	taken, replaced := s.compare(s.pairOf(subject, rater), sub.Relation, body)
	if taken == Already || taken == Older {
		return taken, nil
	}
	return taken, s.logAbout(act, Entry{Kind: KindSubmitted, Relation: sub.Relation, Covers: replaced}, subject, rater, body)
}

// pairOf is the pids of two people; empty for those who are new.
func (s *Session) pairOf(subject, rater assess.Person) (p pair) {
	if m := s.ids[subject.ID]; m != nil {
		p.subject = m.pid
	}
	if m := s.ids[rater.ID]; m != nil {
		p.rater = m.pid
	}
	return p
}

// compare says what becomes of a submission, and which entry it replaces.
func (s *Session) compare(p pair, relation assess.Relation, body submittedBody) (Taken, []int) {
	old, any := s.handed[p]
	if !any {
		return Added, nil
	}
	payload := s.payloads[old.seq]
	payload.Body = encode(body)
	same := payload.keeps(s.entries[old.seq-1].Commitment)
	var before submittedBody
	s.read(old.seq, &before)
	unsaved := old.seq > s.saved.Seq
	switch {
	case relation == old.relation && (same && body.Assessment != nil || unsaved && (same || body.saysTheSame(before))):
		return Already, nil
	case body.Assessment != nil && before.Assessment != nil && body.Assessment.sooner(before.Assessment):
		return Older, nil
	}
	return Replaced, []int{old.seq}
}

// Expect says that a rater is to hand something in about a subject, so that
// Status can tell who is missing. Saying it again changes nothing.
func (s *Session) Expect(act Act, subject, rater assess.Person, relation assess.Relation) error {
	if err := s.must(Collecting); err != nil {
		return err
	}
	subject, rater, err := Related(s.knownAs(subject), s.knownAs(rater), relation)
	if err != nil {
		return err
	}
	if before, any := s.expected[s.pairOf(subject, rater)]; any && before == relation {
		return nil
	}
	return s.logAbout(act, Entry{Kind: KindExpected, Relation: relation}, subject, rater, nil)
}

// ExpectedAs is the relation in which a rater is expected to rate a subject, both
// meant by name; empty if they are not.
func (s *Session) ExpectedAs(subject, rater assess.Person) assess.Relation {
	subject.ID, rater.ID = assess.PersonID(subject.Name), assess.PersonID(rater.Name)
	return s.expected[s.pairOf(subject, rater)]
}

// logAbout logs an entry about a subject and a rater, either of whom may be new.
func (s *Session) logAbout(act Act, e Entry, subject, rater assess.Person, body any) error {
	who, err := s.actor(act)
	if err != nil {
		return err
	}
	if e.Who, err = s.join(act, who); err != nil {
		return err
	}
	if e.Subject, err = s.join(act, &subject); err != nil {
		return err
	}
	if e.Rater, err = s.join(act, &rater); err != nil {
		return err
	}
	return s.log(act, e, body)
}

// Reveal ends collecting: from now on nothing can be handed in, and Revealed
// gives what was. The entry holds the digest of everything handed in.
func (s *Session) Reveal(act Act) error {
	if err := s.CanReveal(); err != nil {
		return err
	}
	return s.logAs(act, Entry{Kind: KindRevealed, Digest: digestOf(s.entries)}, nil)
}

// CanReveal is the *StateError that Reveal would return, nil if it may reveal.
func (s *Session) CanReveal() error {
	switch {
	case s.state == Revealed:
		return s.wrong("session %v is revealed already")
	case s.state == Locked:
		return s.must(Revealed)
	case len(s.handed) == 0:
		empty := s.wrong("nothing was handed in to session %v yet")
		empty.Empty = true
		return empty
	}
	return nil
}

// logAs logs an entry whose only person is who acts.
func (s *Session) logAs(act Act, e Entry, body any) error {
	who, err := s.actor(act)
	if err != nil {
		return err
	}
	if e.Who, err = s.join(act, who); err != nil {
		return err
	}
	return s.log(act, e, body)
}
