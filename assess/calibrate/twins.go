package calibrate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rung/assess"
	"rung/rubric/lang"
)

// Twin is a name that looks like another way to write one that is in the session
// too.
type Twin struct {
	Name assess.Person
	// Of is who they may be. Where several people have names like it, the name
	// does not tell which of them it is.
	Of []assess.Person
}

// Twins lists, by name, those of the session's people who are likely there under
// another name: with its parts in another order or some of them left out, with
// initials, without accents, as an e-mail address. People of whom one rates the
// other are two, and so are those whom Part says to be. It only asks; Join says.
func (s *Session) Twins() []Twin {
	var found []Twin
	like := s.likeNames()
	for _, m := range like.people {
		var of []assess.Person
		for _, fuller := range like.fullest(m) {
			of = append(of, fuller.person())
		}
		if len(of) > 0 {
			found = append(found, Twin{m.person(), of})
		}
	}
	return found
}

// likeness says which people of a session have names like one another.
type likeness struct {
	people []*member // by name
	spelt  map[*member][]spelling
	like   map[*member][]*member
}

func (s *Session) likeNames() likeness {
	all := likeness{spelt: map[*member][]spelling{}, like: map[*member][]*member{}}
	names := map[string][]spelling{}
	for _, p := range s.Named() {
		names[p.ID] = append(names[p.ID], spell(p.Name))
	}
	for _, p := range append(s.Subjects(), s.Raters()...) {
		if m := s.ids[p.ID]; m != nil && all.spelt[m] == nil {
			all.people, all.spelt[m] = append(all.people, m), names[p.ID]
		}
	}
	slices.SortFunc(all.people, func(a, b *member) int { return byName(a.person(), b.person()) })
	index := all.index()
	for _, m := range all.people {
		for _, other := range index.near(all.spelt[m]) {
			two := m == other || s.apart[unordered(m.pid, other.pid)] || s.ratesOther(m.pid, other.pid)
			if !two && !slices.Contains(all.like[m], other) && all.alike(m, other) {
				all.like[m], all.like[other] = append(all.like[m], other), append(all.like[other], m)
			}
		}
	}
	return all
}

func (l likeness) alike(a, b *member) bool {
	return slices.ContainsFunc(l.spelt[a], func(one spelling) bool { return slices.ContainsFunc(l.spelt[b], one.like) })
}

// fullest are those like m whose names say more, and of them those of whom nobody
// else like m has a name that says more still.
func (l likeness) fullest(m *member) (found []*member) {
	fuller := slices.DeleteFunc(slices.Clone(l.like[m]), func(other *member) bool { return !l.fuller(other, m) })
	for _, of := range fuller {
		if !slices.ContainsFunc(fuller, func(other *member) bool { return slices.Contains(l.like[of], other) && l.fuller(other, of) }) {
			found = append(found, of)
		}
	}
	slices.SortFunc(found, func(a, b *member) int { return byName(a.person(), b.person()) })
	return found
}

// fuller reports whether the name of a says more than that of b. Of two that say the
// same it is always the same one.
func (l likeness) fuller(a, b *member) bool {
	return cmp.Or(slices.Compare(spell(a.name).says(), spell(b.name).says()), cmp.Compare(b.id, a.id)) > 0
}

// spelling is a name taken apart.
type spelling struct {
	words   []string // as they are compared, given names first
	address bool     // of an e-mail
	turned  bool     // the family name stood first, or in capitals
	accents int      // letters that are not in ASCII
}

var (
	address  = regexp.MustCompile(`^[^\s@]+@[^\s@]+$`)
	capitals = regexp.MustCompile(`\p{Lu}{2}`)
	// remarks are what stands with a name and is none of it: a team in brackets, a title.
	remarks = regexp.MustCompile(`(?i)\([^)]*\)|^\s*(?:dr|prof|mr|mrs|ms|mme|mlle)\b\.?`)
)

func spell(name string) spelling {
	n := spelling{turned: capitals.MatchString(name), accents: len(name) - utf8.RuneCountInString(name)}
	if n.address = address.MatchString(name); n.address {
		name, _, _ = strings.Cut(name, "@")
		name, _, _ = strings.Cut(name, "+")
		name = strings.TrimRight(name, "0123456789")
	}
	name = remarks.ReplaceAllString(name, " ")
	if family, given, once := strings.Cut(name, ","); once {
		n.turned, name = true, given+" "+family
	}
	name = vowels.Replace(letters.Replace(lang.Unaccented(name)))
	n.words = strings.FieldsFunc(name, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return n
}

// letters writes out those that have no accent to leave off, and drops what stands
// within a name; vowels takes "Jörg" and "Joerg" for the same.
var (
	letters = strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i",
		"'", "", "’", "", "ʼ", "")
	vowels = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")
)

// says is how much a name says, to be compared: one is more than an address, whole
// words are more than initials; of the same words, those in the usual order and
// case, and with their accents.
func (n spelling) says() []int {
	plain := func(not bool) int {
		if not {
			return 0
		}
		return 1
	}
	return []int{plain(n.address), len(n.whole()), len(strings.Join(n.words, "")), plain(n.turned), n.accents}
}

// whole are the words that are no initials.
func (n spelling) whole() []string {
	return slices.DeleteFunc(slices.Clone(n.words), initial)
}

// initial reports whether a word is the first letter of one. In scripts other than
// these a single character is a word.
func initial(word string) bool {
	c, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.In(c, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// like reports whether two names may be the same one: all words of the shorter are
// in the longer, as words or as initials, and at least one as a word. A single word
// is a given or a family name, or both run together as addresses do.
func (n spelling) like(other spelling) bool {
	short, long := n, other
	if len(short.words) > len(long.words) {
		short, long = long, short
	}
	switch {
	case len(short.whole()) == 0 || len(long.whole()) == 0:
		return false
	case len(short.words) == 1:
		last := len(long.words) - 1
		return slices.Contains([]string{long.words[0], long.words[last]}, short.words[0]) || slices.Contains(long.runTogether(), short.words[0])
	}
	return within(short.words, long.words)
}

// within reports whether each word has one of its own among others, and at least
// one the same whole word.
func within(words, others []string) bool {
	rest, open, same := slices.Clone(others), []string{}, false
	take := func(fits func(string) bool) bool {
		i := slices.IndexFunc(rest, fits)
		if i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		}
		return i >= 0
	}
	for _, w := range words {
		if take(func(other string) bool { return other == w }) {
			same = same || !initial(w)
		} else {
			open = append(open, w)
		}
	}
	return same && !slices.ContainsFunc(open, func(w string) bool {
		return !take(func(other string) bool { return abbreviates(w, other) || abbreviates(other, w) })
	})
}

func abbreviates(short, long string) bool { return initial(short) && strings.HasPrefix(long, short) }

// shortestRun is how many letters a given and a family name have together, at least.
const shortestRun = 4

// runTogether are the ways in which addresses write a name as one word.
func (n spelling) runTogether() (ways []string) {
	whole := n.whole()
	if len(whole) < 2 {
		return nil
	}
	given, family := whole[0], whole[len(whole)-1]
	for _, way := range []string{given + family, family + given, first(given) + family, family + first(given), given + first(family)} {
		if utf8.RuneCountInString(way) >= shortestRun {
			ways = append(ways, way)
		}
	}
	return ways
}

func first(word string) string {
	_, size := utf8.DecodeRuneInString(word)
	return word[:size]
}

// names finds people by the words of their names.
type names map[string][]*member

func (l likeness) index() names {
	found := names{}
	for _, m := range l.people {
		for _, n := range l.spelt[m] {
			for _, word := range append(n.whole(), n.runTogether()...) {
				found[word] = append(found[word], m)
			}
		}
	}
	return found
}

// near are those whose names may be like one of some spellings. Of a name without
// initials its rarest word finds them: if one is written with an initial there, it
// is that one which finds this.
func (found names) near(spelt []spelling) (all []*member) {
	for _, n := range spelt {
		words := n.whole()
		if len(words) == len(n.words) && len(words) > 0 {
			words = []string{slices.MinFunc(words, func(a, b string) int { return cmp.Compare(len(found[a]), len(found[b])) })}
		}
		for _, word := range words {
			all = append(all, found[word]...)
		}
	}
	return all
}
