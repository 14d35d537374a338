package calibrate

import (
	"rung/assess"
)

// Expected is a row of a roster: who is to rate whom, and as what.
type Expected struct {
	Subject, Rater assess.Person
	Relation       assess.Relation
	Current        string // id of the level that the subject has today; empty if the row does not say
}

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
