package calibrate

import (
	"slices"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Withdrawn counts what was taken back.
type Withdrawn struct {
	Handed   int // submissions that counted
	Expected int // of a rater and a subject
	Current  int // levels of today
}

// Withdraw takes back what a rater handed in about a subject, both meant by name,
// and that they are expected to; with keepExpected they are expected to hand in
// again. A rating taken back is gone: nobody can read it later. That it was there
// stays in the log.
func (s *Session) Withdraw(act Act, subject, rater string, keepExpected bool) (Withdrawn, error) {
	if err := s.must(Collecting); err != nil {
		return Withdrawn{}, err
	}
	p, err := s.pairCalled(subject, rater)
	if err != nil {
		return Withdrawn{}, err
	}
	covers, relation := s.within(p), s.handed[p].relation
	if !keepExpected {
		return s.withdraw(act, p, covers)
	}
	if covers = s.sealedIn(covers); len(covers) == 0 {
		return Withdrawn{}, lang.Errorf("%v has handed in nothing about %v", doc.Quote(s.nameOf(p.rater)), doc.Quote(s.nameOf(p.subject)))
	}
	done, err := s.withdraw(act, p, covers)
	if _, expected := s.expected[p]; err == nil && !expected {
		err = s.logAs(act, Entry{Kind: KindExpected, Subject: p.subject, Rater: p.rater, Relation: relation}, nil)
	}
	return done, err
}

// WithdrawPerson takes back everything of a person, meant by name, as subject and
// as rater.
func (s *Session) WithdrawPerson(act Act, name string) (Withdrawn, error) {
	if err := s.must(Collecting); err != nil {
		return Withdrawn{}, err
	}
	m, err := s.memberCalled(name)
	if err != nil {
		return Withdrawn{}, err
	}
	p := pair{subject: m.pid}
	covers := s.within(p)
	if len(covers) == 0 {
		return Withdrawn{}, lang.Errorf("nothing of %v was handed in to session %v, or is expected", doc.Quote(m.name), lang.Quoted(s.id))
	}
	return s.withdraw(act, p, covers)
}

func (s *Session) withdraw(act Act, p pair, covers []int) (Withdrawn, error) {
	var done Withdrawn
	expected := map[pair]bool{}
	for _, seq := range covers {
		e := s.entries[seq-1]
		switch of := s.pairIn(e); {
		case e.Kind == KindExpected:
			expected[of] = true
		case s.handed[of].seq == seq:
			done.Handed++
		case s.current[of.subject] == seq:
			done.Current++
		}
	}
	done.Expected = len(expected)
	return done, s.logAs(act, Entry{Kind: KindWithdrawn, Subject: p.subject, Rater: p.rater, Covers: covers}, nil)
}

// ClearDecision takes back what was decided about a subject, meant by name. The
// log keeps it.
func (s *Session) ClearDecision(act Act, subject string) error {
	if err := s.CanDecide(); err != nil {
		return err
	}
	m, err := s.subject(subject)
	if err != nil {
		return err
	}
	seq, any := s.decided[m.pid]
	if !any {
		return lang.Errorf("nothing is decided about %v", doc.Quote(m.name))
	}
	return s.logAs(act, Entry{Kind: KindWithdrawn, Subject: m.pid, Covers: []int{seq}}, nil)
}

// within lists the entries of a pair that count or were replaced; without a rater,
// those of a person in every role, and that give their level of today.
func (s *Session) within(p pair) (covers []int) {
	for _, e := range s.entries {
		if e.Kind != KindExpected && !e.Kind.sealed() || s.gone[e.Seq] {
			continue
		}
		of := s.pairIn(e)
		if of == p || p.rater == "" && (of.subject == p.subject || of.rater == p.subject) {
			covers = append(covers, e.Seq)
		}
	}
	return covers
}

// sealedIn are those of some entries that hold what nobody may read before reveal.
func (s *Session) sealedIn(seqs []int) (sealed []int) {
	for _, seq := range seqs {
		if s.kind(seq).sealed() {
			sealed = append(sealed, seq)
		}
	}
	return sealed
}

// mayWithdraw reports whether an entry takes back all that it may, and nothing
// else.
func (s *Session) mayWithdraw(e Entry) bool {
	if e.Subject == "" || len(e.Covers) == 0 || !s.joined(e.Subject) || !s.joined(e.Rater) {
		return false
	}
	if s.state == Revealed {
		seq := s.decided[e.Subject]
		return e.Rater == "" && slices.Equal(e.Covers, []int{seq})
	}
	all := s.within(pair{e.Subject, e.Rater})
	return s.state == Collecting && (slices.Equal(e.Covers, all) || e.Rater != "" && slices.Equal(e.Covers, s.sealedIn(all)))
}

// takeBack takes out of the session what a KindWithdrawn covers.
func (s *Session) takeBack(e Entry) {
	for _, seq := range e.Covers {
		s.gone[seq] = true
		switch covered := s.entries[seq-1]; covered.Kind {
		case KindExpected:
			delete(s.expected, s.pairIn(covered))
		case KindDecided:
			delete(s.decided, covered.Subject)
		}
	}
}

// pairCalled is a rater and a subject, both meant by name, of whom something was
// handed in or is expected.
func (s *Session) pairCalled(subject, rater string) (pair, error) {
	of, err := s.memberCalled(subject)
	if err != nil {
		return pair{}, err
	}
	by, err := s.memberCalled(rater)
	if err != nil {
		return pair{}, err
	}
	p := pair{of.pid, by.pid}
	if len(s.within(p)) > 0 {
		return p, nil
	}
	if len(s.within(pair{by.pid, of.pid})) > 0 {
		return p, lang.Errorf("%v is not to rate %v; it is the other way round", doc.Quote(by.name), doc.Quote(of.name))
	}
	return p, lang.Errorf("%v has handed in nothing about %v, and is not expected to", doc.Quote(by.name), doc.Quote(of.name))
}

// memberCalled finds anybody of the session by name, or by one that was joined to
// it.
func (s *Session) memberCalled(name string) (*member, error) {
	m, err := s.nameCalled(name)
	if err != nil {
		return nil, err
	}
	return s.member(m.pid), nil
}

// nameCalled finds whose name it is, whoever they go under.
func (s *Session) nameCalled(name string) (*member, error) {
	byID := map[string]*member{}
	var people []assess.Person
	var names []string
	for _, m := range s.members {
		if !m.erased {
			people, byID[m.id] = append(people, m.person()), m
		}
	}
	if p, known := assess.Called(people, name); known {
		return byID[p.ID], nil
	}
	slices.SortFunc(people, byName)
	for _, p := range people {
		names = append(names, p.Name)
	}
	return nil, lang.Errorf("session %v has nobody called %v%v", lang.Quoted(s.id), doc.Quote(name), after{doc.DidYouMean(name, names)})
}

func (s *Session) nameOf(pid string) string { return s.member(pid).person().Name }

// takenBack is the kind of what a KindWithdrawn covers; where that was expected and
// handed in, KindSubmitted.
func (s *Session) takenBack(e Entry) Kind {
	if sealed := s.sealedIn(e.Covers); len(sealed) > 0 {
		return s.entries[sealed[0]-1].Kind
	}
	return s.entries[e.Covers[0]-1].Kind
}
