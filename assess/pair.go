package assess

import (
	"cmp"
	"slices"

	"rung/rubric/lang"
)

// PairError says why nobody can be assessed so.
type PairError struct {
	lang.Message
	Fault PairFault
}

// Error is the reason in English.
func (e *PairError) Error() string { return e.In(lang.EN) }

// PairFault is what is wrong with who assesses whom.
type PairFault int

// The faults.
const (
	NamesMissing PairFault = iota // somebody else is assessed, and a name is missing
	OwnRater                      // somebody is their own manager, peer or panel
	OthersSelf                    // a self-assessment has two names
)

// Pair fills in who assesses whom, and as what, from names as they were typed,
// empty for none. Without any name, a self-assessment is by Me. The error is a
// *PairError, or that of NewPerson.
func (a *Assessment) Pair(subject, rater string, as Relation) (err error) {
	a.Relation = as
	if as == Self {
		return a.pairSelf(subject, rater)
	}
	if subject == "" || rater == "" || SaysMe(subject) || SaysMe(rater) {
		return &PairError{lang.Sprintf("an assessment of somebody else needs both names"), NamesMissing}
	}
	if a.Subject, err = NewPerson(subject); err != nil {
		return err
	}
	if a.Rater, err = NewPerson(rater); err != nil {
		return err
	}
	if a.Rater.ID == a.Subject.ID {
		return &PairError{lang.Sprintf("%s cannot be their own %s", a.Rater.Name, string(as)), OwnRater}
	}
	return nil
}

func (a *Assessment) pairSelf(subject, rater string) (err error) {
	if rater != "" && subject != "" && IDOf(rater) != IDOf(subject) {
		return &PairError{lang.Sprintf("%v cannot give a self-assessment of %v", lang.Quoted(rater), lang.Quoted(subject)), OthersSelf}
	}
	a.Subject = Me
	if name := cmp.Or(subject, rater); name != "" && !SaysMe(name) {
		a.Subject, err = NewPerson(name)
	}
	a.Rater = a.Subject
	return err
}

// SaysMe reports whether a word means whoever answers without a name: their id,
// or what the screens call them.
func SaysMe(word string) bool {
	return slices.Contains([]string{Me.ID, "you", "moi", "vous"}, lang.Fold(word))
}

// IDOf is the id of the person called name.
func IDOf(name string) string {
	if SaysMe(name) {
		return Me.ID
	}
	return PersonID(name)
}
