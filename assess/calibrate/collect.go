package calibrate

import (
	"bytes"
	"encoding/json"
	"time"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Taken says what became of a submission.
type Taken string

// What becomes of a submission that is not refused.
const (
	Added    Taken = "added"
	Replaced Taken = "replaced" // an earlier one by the same rater about the same subject
	Already  Taken = "already"  // the very same is there; nothing was logged
	Older    Taken = "older"    // a later assessment is there; nothing was logged
	// Enveloped says that the rater handed it in sealed, which nothing readable
	// replaces; nothing was logged.
	Enveloped Taken = "enveloped"
)

// Add takes what a rater hands in. Later replaces earlier: of two assessments
// the one completed later, whichever comes first; else the one that comes later.
//
// Already is said of the very same assessment, which in a sealed session is one
// completed at the same second, and of the same answers or the same rating since the
// session was saved. If it were said of any rating, whoever wanted to know one could
// try them all.
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
	taken, replaced := s.compare(act, s.pairOf(subject, rater), sub.Relation, body)
	if taken == Already || taken == Older || taken == Enveloped {
		return taken, nil
	}
	e := Entry{Kind: KindSubmitted, Relation: sub.Relation, Covers: replaced, Made: body.made()}
	return taken, s.logAbout(act, e, subject, rater, body)
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
func (s *Session) compare(act Act, p pair, relation assess.Relation, body submittedBody) (Taken, []int) {
	old, any := s.handed[p]
	if !any {
		return Added, nil
	}
	if old.of > 0 {
		return Enveloped, nil
	}
	switch same, older := s.against(act, old.seq, body); {
	case same && relation == old.relation:
		return Already, nil
	case older:
		return Older, nil
	}
	return Replaced, []int{old.seq}
}

// against reports whether a body is the same as what an entry stands for, or older.
// What is sealed can only be told by when it was completed; an answers file is
// completed now, whenever it is read.
func (s *Session) against(act Act, seq int, body submittedBody) (same, older bool) {
	var before submittedBody
	if !s.recall(seq, &before) {
		made, when := body.made(), s.madeAt(seq)
		dated := !made.IsZero() && !when.IsZero()
		return dated && made.Equal(when) && made.Before(act.At.Truncate(time.Second)), dated && made.Before(when)
	}
	equal, unsaved := bytes.Equal(encode(body), encode(before)), seq > s.saved.Seq
	same = equal && body.Assessment != nil || unsaved && (equal || body.saysTheSame(before))
	return same, body.Assessment != nil && before.Assessment != nil && body.Assessment.sooner(before.Assessment)
}

// recall is read of what can be read, and of what was sealed since the session was
// saved.
func (s *Session) recall(seq int, into any) bool {
	if recent, here := s.recent[seq]; here {
		return json.Unmarshal(recent, into) == nil
	}
	return s.read(seq, into)
}

// madeAt is when what an entry stands for was completed; zero if it has no date.
func (s *Session) madeAt(seq int) time.Time {
	var body submittedBody
	switch made := s.entries[seq-1].Made; {
	case !made.IsZero():
		return made
	case s.Sealed() && !s.sealing.Made[seq].IsZero():
		return s.sealing.Made[seq]
	case s.read(seq, &body):
		return body.made()
	}
	return time.Time{}
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
// gives what was. The entry holds the digest of everything handed in. Of a sealed
// session it is what Unseal has opened; the rest is gone.
func (s *Session) Reveal(act Act) error {
	if err := s.CanReveal(act.At); err != nil {
		return err
	}
	e := Entry{Kind: KindRevealed, Digest: digestOf(s.entries)}
	if !s.Sealed() {
		return s.logAs(act, e, nil)
	}
	if s.unsealed == nil || s.unsealed.head != s.Head() || len(s.unsealed.payloads) == 0 {
		return lang.Errorf("session %v is sealed, and nothing in it was opened", lang.Quoted(s.id))
	}
	e.Covers = s.lasting()
	return s.put(act, e, nil, s.unsealed.payloads)
}

// CanReveal is the *StateError that Reveal would return at a time, nil if it may
// reveal.
func (s *Session) CanReveal(at time.Time) error {
	if err := s.mustBeReady(); err != nil {
		return err
	}
	return s.mayEnd(at)
}

// mustBeReady refuses unless the session is in the state out of which it is revealed.
func (s *Session) mustBeReady() error {
	switch {
	case s.state == Revealed:
		return s.wrong("session %v is revealed already")
	case s.state == Locked:
		return s.must(Revealed)
	case s.state != s.ready():
		return s.wrong("session %v is closed first, and released by a second holder")
	}
	return nil
}

// mayEnd refuses to end collecting where nothing was handed in, or too early.
func (s *Session) mayEnd(at time.Time) error {
	switch {
	case len(s.handed) == 0:
		empty := s.wrong("nothing was handed in to session %v yet")
		empty.Empty = true
		return empty
	case s.early(at):
		return &StateError{Session: s.id, State: s.state, Early: true,
			Message: lang.Sprintf("by its terms session %v is not revealed before %s (UTC)", lang.Quoted(s.id), s.sealing.terms.NotBefore)}
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
