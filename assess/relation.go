package assess

import (
	"slices"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Relation is what the rater is to the subject.
type Relation string

// The relations.
const (
	Self    Relation = "self"
	Manager Relation = "manager"
	Peer    Relation = "peer"
	Panel   Relation = "panel"
)

// Relations lists every relation, in the order they are shown.
var Relations = []Relation{Self, Manager, Peer, Panel}

// Check reports whether it is one of the relations.
func (r Relation) Check() error {
	if slices.Contains(Relations, r) {
		return nil
	}
	return lang.Errorf("%v is no relation; it is one of %v", doc.Quote(string(r)), doc.Words(relationWords()))
}

// CheckRelation reports whether the rater may rate the subject in this relation:
// self is oneself, and nobody else. Who is who goes by their ids.
func CheckRelation(subject, rater Person, relation Relation) error {
	if err := relation.Check(); err != nil {
		return err
	}
	switch {
	case subject.ID == rater.ID && relation != Self:
		return lang.Errorf("%v rates themself, but as %s; only self is allowed", doc.Quote(rater.Name), string(relation))
	case subject.ID != rater.ID && relation == Self:
		return lang.Errorf("%v rates %v as self; only one's own rating is that", doc.Quote(rater.Name), doc.Quote(subject.Name))
	}
	return nil
}

func relationWords() []string {
	var words []string
	for _, r := range Relations {
		words = append(words, string(r))
	}
	return words
}
