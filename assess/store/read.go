package store

import "rung/assess"

// Contents returns the completed assessments that a file holds, a bundle or one
// assessment, oldest first, with the texts of the rubrics that the file brings.
// People have the ids that their names give, whatever the file says. Nothing is
// stored. file is used in messages only.
func Contents(file string, data []byte) ([]*assess.Assessment, []RubricText, error) {
	p, err := unpack(file, data)
	if err != nil {
		return nil, nil, err
	}
	for _, a := range p.assessments {
		a.Subject, a.Rater = shown(a.Subject), shown(a.Rater)
	}
	return p.assessments, p.rubrics, nil
}

// shown is the person whose name is shown; whoever has none stays as they are.
func shown(p assess.Person) assess.Person {
	if named, err := assess.NewPerson(p.Name); err == nil {
		return named
	}
	return p
}
