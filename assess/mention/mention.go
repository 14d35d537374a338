// Package mention finds people in what others write about them: their names and
// parts of these, initials, and addresses.
//
// It knows the names that it is given and nothing else: a nickname, another
// spelling or somebody else's name is found by nobody. Where a word may be a name
// or may not, it says so, and whoever must be sure leaves the whole text out.
package mention

import (
	"regexp"
	"slices"
	"strings"

	"rung/assess"
)

// Mention is a part of a text, in bytes, that names somebody or may.
type Mention struct {
	Start, End int
	// People are the ids of those it may mean: one, several who have the name, or
	// none where an address is that of nobody known.
	People []string
	// Sure says that it is a name. Where it is not, it may be an ordinary word.
	Sure bool
	// Capital says that a word of it is written as names are; so is an ordinary word
	// that begins a sentence.
	Capital bool
}

// Finder finds some people in texts.
type Finder struct {
	words    map[string][]string // ids by a word of their names, folded
	whole    map[string][]string // by a name written as one word: adalovelace
	initials map[string][]string // of two letters and more
	letters  map[string][]string // the first letters of words
	inside   map[string][]string // by words of scripts that put no space between words, as written
	terms    map[string]bool     // what is never taken for initials
}

// NewFinder makes a finder of people; those without a name are passed over. terms
// are abbreviations that the texts use in another sense, such as PM.
func NewFinder(people []assess.Person, terms []string) *Finder {
	f := &Finder{
		words: map[string][]string{}, whole: map[string][]string{}, initials: map[string][]string{},
		letters: map[string][]string{}, inside: map[string][]string{}, terms: map[string]bool{},
	}
	for _, p := range slices.SortedFunc(slices.Values(people), func(a, b assess.Person) int { return strings.Compare(a.ID, b.ID) }) {
		f.add(p)
	}
	for _, term := range terms {
		for _, w := range wordsOf(term) {
			f.terms[w.folds[0]] = true
		}
	}
	return f
}

func (f *Finder) add(p assess.Person) {
	words := wordsOf(p.Name)
	for _, w := range words {
		for _, fold := range w.folds {
			note(f.words, fold, p.ID)
		}
		note(f.letters, w.initial(), p.ID)
		if w.packed() {
			note(f.inside, p.Name[w.start:w.end], p.ID)
		}
	}
	for _, one := range written(words) {
		note(f.whole, one, p.ID)
	}
	for _, letters := range initialsOf(p.Name, words) {
		note(f.initials, letters, p.ID)
	}
}

// note enters a person under a key. People come in the order of their ids, so that
// each list is sorted.
func note(index map[string][]string, key, id string) {
	if all := index[key]; len(all) == 0 || all[len(all)-1] != id {
		index[key] = append(all, id)
	}
}

// written are the ways to write the words of a name as one: adalovelace,
// lovelaceada, and of neighbours jeanpierre.
func written(words []word) (all []string) {
	if len(words) < 2 || !slices.ContainsFunc(words, word.telling) {
		return nil
	}
	var together string
	for i, w := range words {
		together += w.folds[0]
		if i > 0 {
			all = append(all, words[i-1].folds[0]+w.folds[0])
		}
	}
	first, last := words[0].folds[0], words[len(words)-1].folds[0]
	return append(all, together, first+last, last+first)
}

// mostInitials is how many words of a name are taken for initials.
const mostInitials = 8

// initialsOf are those of the first word and of any that follow it, in their order,
// and those of a double name: jpd, jd, jp.
func initialsOf(name string, words []word) (all []string) {
	for _, part := range strings.Fields(name) {
		if strings.Contains(part, "-") {
			all = append(all, beginnings(wordsOf(part))...)
		}
	}
	return append(all, beginnings(words)...)
}

// beginnings are the initials of the first word and of one or more of the others.
func beginnings(words []word) (all []string) {
	if len(words) == 0 {
		return nil
	}
	some := []string{words[0].initial()}
	for _, w := range words[1:min(len(words), mostInitials)] {
		for _, letters := range some {
			some = append(some, letters+w.initial())
		}
	}
	return some[1:]
}

// Find finds the mentions in a text, in their order.
func (f *Finder) Find(text string) []Mention {
	var found []Mention
	clues := f.clues(text)
	for len(clues) > 0 {
		n := 1
		for n < len(clues) && f.goOn(text, clues[:n], clues[n]) {
			n++
		}
		if m, any := f.mention(clues[:n]); any {
			found = append(found, m)
		}
		clues = clues[n:]
	}
	return found
}

// joint is what may stand between the words of a name: space of any kind, and one
// mark, as in "Lovelace, Ada".
var joint = regexp.MustCompile(`^[\s\x{85}\p{Z}\p{Cf}]*[.,'’ʼ_‐‑-]?[\s\x{85}\p{Z}\p{Cf}]*$`)

// goOn reports whether a clue belongs to the same mention as those before it: it
// may mean the same person, and is another part of the name.
func (f *Finder) goOn(text string, before []clue, next clue) bool {
	last := before[len(before)-1]
	return next.kind.joins() && last.kind.joins() && joint.MatchString(text[last.end:next.start]) &&
		len(common(append(slices.Clone(before), next))) > 0 &&
		!slices.ContainsFunc(before, func(c clue) bool { return c.strength > nothing && c.fold == next.fold })
}

// common are the people whom all of some clues may mean.
func common(clues []clue) []string {
	people := clues[0].people
	for _, c := range clues[1:] {
		people = both(people, c.people)
	}
	return people
}

// both are the people in two sorted lists.
func both(a, b []string) (people []string) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, id := range a {
		if _, there := slices.BinarySearch(b, id); there {
			people = append(people, id)
		}
	}
	return people
}

// mention is what neighbouring clues come to. Of two that count, each bears out
// the other, but for initials, which must be all there in their order.
func (f *Finder) mention(clues []clue) (m Mention, any bool) {
	if clues = trimmed(clues); len(clues) == 0 {
		return m, false
	}
	m = Mention{Start: clues[0].start, End: clues[len(clues)-1].end, People: common(clues)}
	if letters, only := lettersOf(clues); only {
		return f.initialed(m, letters, clues)
	}
	strength, counting := nothing, 0
	for _, c := range clues {
		strength = max(strength, c.strength)
		if c.strength > nothing {
			counting++
		}
		m.Capital = m.Capital || c.capital
	}
	m.Sure = strength == surely || counting > 1
	return m, strength > nothing
}

// trimmed is clues without those at the ends that are ordinary words beside the
// name: the "de la" of "Ada de la part de", of somebody called Ada De La Cruz.
func trimmed(clues []clue) []clue {
	loose := func(c clue) bool { return c.strength == nothing && c.kind != letter || c.kind == letter && c.loose() }
	for len(clues) > 0 && loose(clues[0]) {
		clues = clues[1:]
	}
	for len(clues) > 0 && loose(clues[len(clues)-1]) {
		clues = clues[:len(clues)-1]
	}
	return clues
}

// lettersOf is what single letters spell, if there is nothing else.
func lettersOf(clues []clue) (letters string, only bool) {
	for _, c := range clues {
		if c.kind != letter {
			return "", false
		}
		letters += c.fold
	}
	return letters, true
}

// initialed is a mention by single letters: sure if they are all the initials of
// somebody, with their full stops.
func (f *Finder) initialed(m Mention, letters string, clues []clue) (Mention, bool) {
	dotted := clues[0].strength > nothing
	whose := f.initials[letters]
	switch {
	case f.terms[letters]:
		return m, false
	case len(whose) > 0:
		m.People, m.Sure = whose, dotted
		return m, true
	}
	return m, dotted
}
