package calibrate

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric/lang"
)

// expecting is a session in which Mo is to rate each of some people.
func expecting(t fataler, names ...string) *Session {
	t.Helper()
	act := clock(1)
	s := begin(t, act)
	for _, name := range names {
		must(t, s.Expect(act(), someone(name), someone("Mo"), assess.Manager))
	}
	return s
}

func saidTwins(s *Session) (all []string) {
	for _, twin := range s.Twins() {
		var of []string
		for _, p := range twin.Of {
			of = append(of, p.Name)
		}
		all = append(all, twin.Name.Name+" = "+strings.Join(of, " | "))
	}
	return all
}

func TestTwins(t *testing.T) {
	for _, c := range []struct{ names, want string }{
		{"Ada Lovelace; Lovelace, Ada; A. Lovelace; ada@example.com; ADA  Lovelace", "A. Lovelace = Ada Lovelace; ada@example.com = Ada Lovelace; Lovelace, Ada = Ada Lovelace"},
		{"Ana Lima; Ana Lopes", ""},
		{"Anna Berg; Arne Berg; A. Berg", "A. Berg = Anna Berg | Arne Berg"},
		{"Anna Berg; Arne Berg", ""},
		{"Ana; Ana Lima; Ana Lopes", "Ana = Ana Lima | Ana Lopes"},
		{"Ana Lima; Bo Lima; a.lima@x.org; lima@x.org", "a.lima@x.org = Ana Lima; lima@x.org = Ana Lima | Bo Lima"},
		{"Zoé Le Goff; Zoe le Goff; zlegoff2@x.org; LE GOFF Zoé", "LE GOFF Zoé = Zoé Le Goff; Zoe le Goff = Zoé Le Goff"},
		{"Jörg Weiß; Joerg Weiss; jweiss@x.org; weissj@x.org; jorgw@x.org", "Joerg Weiss = Jörg Weiß; jorgw@x.org = Jörg Weiß; jweiss@x.org = Jörg Weiß; weissj@x.org = Jörg Weiß"},
		{"John R. Smith; John T. Smith; John Robert Smith; John Smith", "John R. Smith = John Robert Smith; John Smith = John Robert Smith | John T. Smith"},
		{"Jean-Luc Picard; J.-L. Picard; Dr Jean Luc Picard", "J.-L. Picard = Dr Jean Luc Picard; Jean-Luc Picard = Dr Jean Luc Picard"},
		{"Seán O’Brien; Sean O'Brien; S. OBrien", "S. OBrien = Seán O’Brien; Sean O'Brien = Seán O’Brien"},
		{"李 明; 李 强; 王 明", ""},
		{"A. B.; A. C.; A", ""},
		{"Subject 1; Subject 2; Subject 12; Peer 1", ""},
		{"!; ?", ""},
	} {
		if diff := cmp.Diff(c.want, strings.Join(saidTwins(expecting(t, strings.Split(c.names, "; ")...)), "; ")); diff != "" {
			t.Errorf("%s: %s", c.names, diff)
		}
	}
}

// Who rates whom, and what somebody said, settles what names leave open.
func TestTwinsAreNotWhoIsKnownToBeTwo(t *testing.T) {
	act := clock(2)
	s := expecting(t, "Anna Berg", "Arne Berg")
	must(t, s.Expect(act(), someone("Anna Berg"), someone("A. Berg"), assess.Manager))
	check := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, saidTwins(s)); diff != "" {
			t.Error(diff)
		}
	}
	check("A. Berg = Arne Berg")
	must(t, s.Part(act(), "A. Berg", "Arne Berg"))
	check()
	_, err := s.Join(act(), "A. Berg", "Arne Berg")
	must(t, err)
	check()
	must(t, s.Part(act(), "A. Berg", "Arne Berg"))
	check()
}

var (
	givenNames  = []string{"Ada", "Anna", "Arne", "Zoé", "Jörg", "Chloé", "Diego", "Emil", "Fatima", "Łukasz"}
	familyNames = []string{"Berg", "Lima", "Lopes", "Weiß", "Yılmaz", "O'Neill", "Nuñez", "Okafor", "Petrov", "Rossi"}
)

// ways to write a given and a family name.
var ways = map[string]func(given, family string) string{
	"turned":    func(g, f string) string { return f + ", " + g },
	"family up": func(g, f string) string { return strings.ToUpper(f) + " " + g },
	"initial":   func(g, f string) string { return g[:len(first(g))] + ". " + f },
	"given":     func(g, _ string) string { return g },
	"middle":    func(g, f string) string { return g + " Xenia " + f },
	"plain":     func(g, f string) string { return lang.Unaccented(g + " " + f) },
	"address":   func(g, f string) string { return ascii(g) + "." + ascii(f) + "@example.com" },
	"short":     func(g, f string) string { return ascii(first(g)) + ascii(f) + "@example.com" },
	"first":     func(g, _ string) string { return ascii(g) + "@example.com" },
}

func ascii(word string) string {
	return strings.ReplaceAll(letters.Replace(lang.Unaccented(word)), " ", "")
}

// However somebody is written another time, they are found, and nobody else is:
// where several fit, all are named.
func TestEveryWayToWriteANameIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var people []string
		for _, g := range rapid.SliceOfNDistinct(rapid.SampledFrom(givenNames), 2, 5, rapid.ID).Draw(t, "given") {
			people = append(people, g+" "+rapid.SampledFrom(familyNames).Draw(t, "family"))
		}
		if found := saidTwins(expecting(t, people...)); found != nil {
			t.Fatalf("of %v: %v", people, found)
		}
		name := rapid.SampledFrom(people).Draw(t, "name")
		given, family, _ := strings.Cut(name, " ")
		way := rapid.SampledFrom(slices.Sorted(maps.Keys(ways))).Draw(t, "way")
		other := ways[way](given, family)
		s := expecting(t, append(people, other)...)
		if assess.PersonID(other) == assess.PersonID(name) {
			return
		}
		found := s.Twins()
		if len(found) != 1 {
			t.Fatalf("%s, as %q among %v: %v", name, other, people, saidTwins(s))
		}
		if way == "middle" { // this one says more
			if found[0].Name.Name != name || found[0].Of[0].Name != other {
				t.Fatalf("%s, as %q: %v", name, other, saidTwins(s))
			}
			return
		}
		fits := 0
		for _, p := range people {
			g, f, _ := strings.Cut(p, " ")
			if ascii(ways[way](g, f)) == ascii(other) {
				fits++
			}
		}
		if len(found[0].Of) != fits || !slices.ContainsFunc(found[0].Of, func(p assess.Person) bool { return p.Name == name }) {
			t.Fatalf("%s, as %q among %v, fits %d: %v", name, other, people, fits, saidTwins(s))
		}
	})
}

// TestManyPeopleHaveFewTwins looks at a crowd that shares few names.
func TestManyPeopleHaveFewTwins(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	chance := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		name := fmt.Sprintf("%s %s-%d", givenNames[chance.IntN(10)], familyNames[chance.IntN(10)], i)
		must(t, s.Expect(act(), someone(name), someone("Mo"), assess.Manager))
	}
	if found := saidTwins(s); found != nil {
		t.Errorf("%d twins, as %s", len(found), found[0])
	}
}
