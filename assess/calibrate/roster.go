package calibrate

import (
	"cmp"
	"slices"

	"rung/assess"
)

// Expected is a row of a roster: who is to rate whom, and as what.
type Expected struct {
	Subject, Rater assess.Person
	Relation       assess.Relation
	Current        string // id of the level that the subject has today; empty if the row does not say
}

// CanCollect is the *StateError that Add and Expect would return, nil while ratings
// may be handed in.
func (s *Session) CanCollect() error { return s.must(Collecting) }

// ExpectAll takes in a roster.
func (s *Session) ExpectAll(act Act, roster []Expected) error {
	given := map[string]bool{}
	for _, row := range roster {
		if err := s.Expect(act, row.Subject, row.Rater, row.Relation); err != nil {
			return err
		}
	}
	for _, row := range roster {
		if row.Current == "" || given[row.Subject.ID] {
			continue
		}
		given[row.Subject.ID] = true
		if err := s.SetCurrent(act, row.Subject, row.Current); err != nil {
			return err
		}
	}
	return nil
}

// ToRate lists the pairs that are expected, by name; of one rater, if one is given.
// A rater of whom nothing is expected may rate everybody, as themself or as what the
// pair leaves open. It is a *StateError once nothing is taken in any more.
func (s *Session) ToRate(rater assess.Person) ([]Expected, error) {
	if err := s.must(Collecting); err != nil {
		return nil, err
	}
	var pairs []Expected
	for p, relation := range s.expected {
		one := Expected{Subject: s.members[p.subject].person(), Rater: s.members[p.rater].person(), Relation: relation}
		if rater == (assess.Person{}) || one.Rater.ID == rater.ID {
			pairs = append(pairs, one)
		}
	}
	slices.SortFunc(pairs, func(a, b Expected) int { return cmp.Or(byName(a.Rater, b.Rater), byName(a.Subject, b.Subject)) })
	if len(pairs) == 0 {
		pairs = s.everybody(rater)
	}
	return pairs, nil
}

// everybody is every subject, to be rated by one rater.
func (s *Session) everybody(rater assess.Person) (pairs []Expected) {
	for _, p := range s.Subjects() {
		one := Expected{Subject: p, Rater: rater}
		if p.ID == rater.ID {
			one.Relation = assess.Self
		}
		pairs = append(pairs, one)
	}
	return pairs
}

// Facilitator is whoever began the session; the zero Person if they did not say.
func (s *Session) Facilitator() assess.Person { return s.members[s.entries[0].Who].person() }
