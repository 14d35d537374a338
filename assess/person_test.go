package assess_test

import (
	"testing"

	"rung/assess"
)

func TestOnePersonHoweverTheNameIsSpacedAndCased(t *testing.T) {
	t.Parallel()
	want := assess.Person{ID: "ada-lovelace", Name: "Ada Lovelace"}
	for _, typed := range []string{"Ada Lovelace", " Ada Lovelace\t", "Ada\u00a0Lovelace", "Ada\u202fLovelace", "\u3000Ada\u2007Lovelace"} {
		if got, err := assess.NewPerson(typed); err != nil || got != want {
			t.Errorf("NewPerson(%q) = %v, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"ADA  lovelace", "ada\u00a0\u202fLOVELACE"} {
		if got := assess.PersonID(typed); got != want.ID {
			t.Errorf("PersonID(%q) = %s", typed, got)
		}
	}
	for _, typed := range []string{"Élodie d’Arc", "e\u0301lodie dʼarc"} {
		if got, want := assess.PersonID(typed), assess.PersonID("Élodie d'Arc"); got != want {
			t.Errorf("PersonID(%q) = %s, want %s", typed, got, want)
		}
	}
	for _, typed := range []string{"Ada\nLovelace", "Ada\u200bLovelace", "\u00a0", "Ada\xff"} {
		if got, err := assess.NewPerson(typed); err == nil {
			t.Errorf("NewPerson(%q) = %v", typed, got)
		}
	}
}

func TestCalled(t *testing.T) {
	t.Parallel()
	elodie, _ := assess.NewPerson("Élodie d'Arc")
	zoe, _ := assess.NewPerson("Zoe")
	zoé, _ := assess.NewPerson("Zoé")
	people := []assess.Person{elodie, assess.Me, zoe, zoé, {ID: "old", Name: "Ada"}}
	for name, want := range map[string]assess.Person{
		"élodie d’arc": elodie, "Elodie dʼArc": elodie, "ZOE": zoe, "zoé": zoé, "Zoë": {}, "ada": people[4],
		"Élodie": {}, "": {}, " ": {},
	} {
		if got, known := assess.Called(people, name); got != want || known != (want != assess.Person{}) {
			t.Errorf("Called(%q) = %v, %v; want %v", name, got, known, want)
		}
	}
}
