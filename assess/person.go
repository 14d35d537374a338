package assess

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rung/rubric/lang"
)

// MaxName is the longest name of a person, in characters.
const MaxName = 100

// Me is the subject and rater of a self-assessment that gives no name.
var Me = Person{ID: "me"}

// NewPerson makes a person from a name as it was typed or read, with the one
// rule for names: 1 to MaxName printable characters on one line, no direction
// overrides. The name is kept as given, without space around it and with plain
// spaces in it.
func NewPerson(name string) (Person, error) {
	trimmed := strings.TrimSpace(name)
	switch {
	case trimmed == "":
		return Person{}, lang.Errorf("a name is empty; give one")
	case !utf8.ValidString(trimmed):
		return Person{}, lang.Errorf("name %v is not UTF-8 text", lang.Quoted(trimmed))
	case utf8.RuneCountInString(trimmed) > MaxName:
		return Person{}, lang.Errorf("a name has %d characters; %d are allowed",
			utf8.RuneCountInString(trimmed), MaxName)
	}
	trimmed = strings.Map(plainSpace, trimmed)
	for _, c := range trimmed {
		if !unicode.IsPrint(c) {
			return Person{}, lang.Errorf("name %v has the character %U, which does not show; remove it", lang.Quoted(trimmed), c)
		}
	}
	return Person{ID: PersonID(trimmed), Name: trimmed}, nil
}

// plainSpace is a space for a space of any other kind, which cannot be told from
// it where it shows.
func plainSpace(c rune) rune {
	if unicode.Is(unicode.Zs, c) {
		return ' '
	}
	return c
}

// PersonID derives the id of a person from their name: lower-case ASCII letters,
// digits and single hyphens, at most 64 characters. Names that differ by more
// than case, spacing and the kind of apostrophe get different ids: what the id cannot show is kept as
// eight digits of a hash behind it.
func PersonID(name string) string {
	folded := lang.Fold(name)
	slug := slugOf(folded)
	if slug == strings.ReplaceAll(folded, " ", "-") && len(slug) <= 64 {
		return slug
	}
	sum := sha256.Sum256([]byte(folded))
	return strings.TrimPrefix(slug[:min(len(slug), 55)]+"-"+hex.EncodeToString(sum[:4]), "-")
}

// Called is who of people, each there once, has the name, or has it but for the
// accents, where that is one person only; and whether anybody has.
func Called(people []Person, name string) (Person, bool) {
	for _, fits := range []func(Person) bool{
		func(p Person) bool { return p.ID == PersonID(name) },
		func(p Person) bool { return p.Name != "" && lang.Fold(p.Name) == lang.Fold(name) },
		func(p Person) bool { return p.Name != "" && lang.Unaccented(p.Name) == lang.Unaccented(name) },
	} {
		i := slices.IndexFunc(people, fits)
		if i >= 0 && !slices.ContainsFunc(people[i+1:], fits) {
			return people[i], true
		}
	}
	return Person{}, false
}

func slugOf(s string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(s) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case unicode.Is(unicode.Mn, c):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
