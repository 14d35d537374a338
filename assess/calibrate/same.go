package calibrate

import (
	"maps"
	"slices"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Join says that a person, meant by name, is the same as another: everything of
// the first goes under the second from then on, whatever is handed in later
// included. Where something was handed in under both names, the later one
// replaces the other; those replaced are returned.
func (s *Session) Join(act Act, name, sameAs string) (replaced []Handed, err error) {
	if err := s.must(Collecting); err != nil {
		return nil, err
	}
	one, other, err := s.twoCalled(name, sameAs)
	if err != nil {
		return nil, err
	}
	if s.ratesOther(one.pid, other.pid) {
		return nil, lang.Errorf("one of %v and %v is to rate the other, so they are two people; withdraw that first", doc.Quote(one.name), doc.Quote(other.name))
	}
	if s.bothInvited(one.pid, other.pid) {
		return nil, lang.Errorf("%v and %v were both invited, and each may hand in an envelope; they stay two people in session %v", doc.Quote(one.name), doc.Quote(other.name), lang.Quoted(s.id))
	}
	var covers []int
	for _, c := range s.collisions(one.pid, other.pid) {
		covers = append(covers, s.earlier(c))
	}
	slices.Sort(covers)
	for _, seq := range covers {
		if e := s.entries[seq-1]; e.Kind == KindSubmitted {
			replaced = append(replaced, Handed{s.member(e.Subject).person(), s.member(e.Rater).person(), e.Relation, e.At, 1, false})
		}
	}
	return replaced, s.logAs(act, Entry{Kind: KindSame, Subject: one.pid, Same: other.pid, Covers: covers}, nil)
}

// Part says that two people, meant by name, are two, also if Join said that they
// are one. Twins does not name them again.
func (s *Session) Part(act Act, name, other string) error {
	if err := s.must(Collecting); err != nil {
		return err
	}
	one, err := s.nameSpelt(name)
	if err != nil {
		return err
	}
	two, err := s.nameSpelt(other)
	if err != nil {
		return err
	}
	e := Entry{Kind: KindApart, Subject: one.pid, Same: two.pid}
	if s.same[two.pid] == one.pid {
		e.Subject, e.Same = e.Same, e.Subject
	}
	switch {
	case one == two:
		return lang.Errorf("%v is one name; give two", doc.Quote(one.name))
	case s.apart[unordered(one.pid, two.pid)]:
		return nil
	case !s.canPart(e):
		return lang.Errorf("%v and %v go under another name together; take that apart first", doc.Quote(one.name), doc.Quote(two.name))
	}
	return s.logAs(act, e, nil)
}

// twoCalled finds two people by name who are not one already.
func (s *Session) twoCalled(name, other string) (one, two *member, err error) {
	if one, err = s.nameSpelt(name); err != nil {
		return nil, nil, err
	}
	if two, err = s.nameSpelt(other); err != nil {
		return nil, nil, err
	}
	if one, two = s.member(one.pid), s.member(two.pid); one == two {
		return nil, nil, lang.Errorf("%v and %v are one person already", doc.Quote(name), doc.Quote(other))
	}
	return one, two, nil
}

// nameSpelt finds whose name it is as it is handed in: where names are joined or
// taken apart, one that only looks like it is another.
func (s *Session) nameSpelt(name string) (*member, error) {
	m, err := s.nameCalled(name)
	if err == nil && m.id != assess.PersonID(name) {
		return nil, lang.Errorf("nobody here is called %v yet, only %v; say it again once something is in under that name", doc.Quote(name), doc.Quote(m.name))
	}
	return m, err
}

// member is who goes under a pid; nil without one.
func (s *Session) member(pid string) *member { return s.members[s.goesUnder(pid)] }

// goesUnder is the pid that a person goes under now, by the one that they joined
// under.
func (s *Session) goesUnder(pid string) string {
	for s.same[pid] != "" {
		pid = s.same[pid]
	}
	return pid
}

// pairIn is whom an entry is about and who rates, under the pids that they go
// under now.
func (s *Session) pairIn(e Entry) pair { return pair{s.goesUnder(e.Subject), s.goesUnder(e.Rater)} }

// settle takes a KindSame or a KindApart into the session.
func (s *Session) settle(e Entry) {
	key := unordered(e.Subject, e.Same)
	if e.Kind == KindSame {
		s.same[e.Subject] = e.Same
		delete(s.apart, key)
	} else {
		delete(s.same, e.Subject)
		s.apart[key] = true
	}
	s.regroup(slices.Concat(s.entries, []Entry{e}))
}

// regroup gathers anew what was handed in and is expected, after two people became
// one, or one two.
func (s *Session) regroup(entries []Entry) {
	clear(s.ids)
	clear(s.expected)
	clear(s.handed)
	clear(s.current)
	for pid, m := range s.members {
		if !m.erased {
			s.ids[m.id] = s.member(pid)
		}
	}
	replaced := replacedByJoining(entries)
	for _, e := range entries {
		if !s.gone[e.Seq] && !replaced[e.Seq] {
			s.gather(e)
		}
	}
}

// replacedByJoining are the submissions, by Seq, that others replaced because two
// people are one.
func replacedByJoining(entries []Entry) map[int]bool {
	joined := map[[2]string][]int{}
	for _, e := range entries {
		switch key := unordered(e.Subject, e.Same); e.Kind {
		case KindSame:
			joined[key] = e.Covers
		case KindApart:
			delete(joined, key)
		}
	}
	replaced := map[int]bool{}
	for _, covers := range joined {
		for _, seq := range covers {
			replaced[seq] = true
		}
	}
	return replaced
}

// maySettle reports whether two people may be said to be one, or two.
func (s *Session) maySettle(e Entry) bool {
	if s.state != Collecting || e.Subject == e.Same || s.members[e.Subject] == nil || s.members[e.Same] == nil {
		return false
	}
	if e.Kind == KindApart {
		return len(e.Covers) == 0 && s.canPart(e)
	}
	if !s.joined(e.Subject) || !s.joined(e.Same) || s.ratesOther(e.Subject, e.Same) {
		return false
	}
	collisions := s.collisions(e.Subject, e.Same)
	return !s.bothInvited(e.Subject, e.Same) && len(collisions) == len(e.Covers) && !slices.ContainsFunc(collisions, func(c [2]int) bool {
		covered := slices.Contains(e.Covers, c[0])
		return covered == slices.Contains(e.Covers, c[1]) || s.sealedOnly(c) > 0 && covered == (c[0] == s.sealedOnly(c))
	})
}

// bothInvited reports whether two people were invited, each as themself.
func (s *Session) bothInvited(one, other string) bool {
	return s.invitation(one) > 0 && s.invitation(other) > 0
}

// sealedOnly is the one of two that came in an envelope, if the other came readable,
// and never replaces it; else 0.
func (s *Session) sealedOnly(c [2]int) int {
	switch one, other := s.entries[c[0]-1].Of > 0, s.entries[c[1]-1].Of > 0; {
	case one == other:
		return 0
	case one:
		return c[0]
	}
	return c[1]
}

// canPart reports whether the two of a KindApart are two people, or were joined
// with one another and nobody between.
func (s *Session) canPart(e Entry) bool {
	return s.same[e.Subject] == e.Same || s.joined(e.Subject) && s.joined(e.Same)
}

// ratesOther reports whether one of two people has rated the other, or is to.
func (s *Session) ratesOther(one, other string) bool {
	for _, p := range []pair{{one, other}, {other, one}} {
		_, expected := s.expected[p]
		if _, handed := s.handed[p]; handed || expected {
			return true
		}
	}
	return false
}

// collisions lists what was handed in or given twice, by Seq, and of which only one
// can count once two people are one.
func (s *Session) collisions(one, other string) (both [][2]int) {
	under := func(pid string) string {
		if pid == one {
			return other
		}
		return pid
	}
	for p, h := range s.handed {
		q := pair{under(p.subject), under(p.rater)}
		if clash, any := s.handed[q]; any && q != p {
			both = append(both, [2]int{h.seq, clash.seq})
		}
	}
	if s.current[one] > 0 && s.current[other] > 0 {
		both = append(both, [2]int{s.current[one], s.current[other]})
	}
	return both
}

// earlier is the submission of two that the other one replaces: of two assessments
// the one completed earlier, else the one that came earlier. Nothing readable replaces
// what came in an envelope.
func (s *Session) earlier(c [2]int) int {
	if kept := s.sealedOnly(c); kept > 0 {
		return c[0] + c[1] - kept
	}
	one, other := s.madeAt(c[0]), s.madeAt(c[1])
	switch {
	case one.IsZero() || other.IsZero() || one.Equal(other):
		return min(c[0], c[1])
	case one.Before(other):
		return c[0]
	}
	return c[1]
}

// unordered is the key of two people, whichever comes first.
func unordered(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// knownAs is a person as the session knows them: one whose name was joined to
// another goes under that.
func (s *Session) knownAs(p assess.Person) assess.Person {
	if m := s.ids[assess.PersonID(p.Name)]; m != nil {
		return m.person()
	}
	return p
}

// Named lists everybody who is not erased, by each of their names, with the id that
// they go under.
func (s *Session) Named() (people []assess.Person) {
	for pid, m := range s.members {
		if !m.erased {
			people = append(people, assess.Person{ID: s.member(pid).id, Name: m.name})
		}
	}
	return people
}

// NamesOf lists the names that a person, by id, has in a session: the one they go
// under and those that were joined to it.
func (s *Session) NamesOf(person string) (names []string) {
	m := s.ids[person]
	for _, pid := range slices.Sorted(maps.Keys(s.members)) {
		if m != nil && s.member(pid) == m {
			names = append(names, s.members[pid].name)
		}
	}
	return names
}
