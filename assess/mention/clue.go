package mention

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// clue is a part of a text that may be of a name.
type clue struct {
	start, end int
	fold       string
	people     []string // who may be meant
	kind       kind
	strength   strength // alone
	capital    bool     // a word of a name, written with one
}

// kind is what a clue is.
type kind int

const (
	part     kind = iota // a word of a name
	whole                // a name written as one word, or within one
	letter               // a capital alone: an initial
	initials             // several as a word: AL
	address              // ada@example.com, @ada
)

// joins reports whether clues of this kind make a mention with their neighbours.
func (k kind) joins() bool { return k != initials && k != address }

// strength is how far a clue alone shows that somebody is meant.
type strength int

const (
	nothing strength = iota // an ordinary word, as it would be without anybody of the name
	perhaps
	surely
)

// loose reports whether a letter is rather a word: I, or the French y.
func (c clue) loose() bool { return c.strength == nothing && strings.Contains("aiyo", c.fold) }

// addressed finds what people are written to and called by: an address of a
// mailbox, or a handle.
var addressed = regexp.MustCompile(`[\pL\pM\pN._%+-]*@[\pL\pN](?:[\pL\pM\pN._-]*[\pL\pM\pN])?`)

// clues finds every clue in a text, in their order, none over another.
func (f *Finder) clues(text string) []clue {
	var all []clue
	addresses := addressed.FindAllStringIndex(text, -1)
	for _, at := range addresses {
		all = append(all, f.address(text, at[0], at[1]))
	}
	done := 0
	for _, w := range mended(text, wordsOf(text)) {
		inAddress := slices.ContainsFunc(addresses, func(at []int) bool { return at[0] < w.end && w.start < at[1] })
		if inAddress || w.start < done {
			continue
		}
		if found := f.cluesIn(text, w); len(found) > 0 {
			all, done = append(all, found...), w.end
		}
	}
	slices.SortFunc(all, func(a, b clue) int { return a.start - b.start })
	return all
}

// address is the clue of an address. Whom it means is told by the part before the
// @, or by the handle behind it.
func (f *Finder) address(text string, start, end int) clue {
	c := clue{start: start, end: end, kind: address, strength: surely}
	name, host, _ := strings.Cut(text[start:end], "@")
	if name == "" {
		name = host
	}
	for _, w := range wordsOf(name) {
		people := f.account(w.folds[0])
		for _, index := range []map[string][]string{f.words, f.whole, f.initials} {
			people = append(people, lookUp(index, w.folds)...)
		}
		if narrower := both(c.people, people); len(narrower) > 0 {
			people = narrower
		}
		if len(people) > 0 {
			c.people = once(people)
		}
	}
	return c
}

// account is who may have an account of this name, made of a word of theirs and
// the first letter of another: alovelace, adal.
func (f *Finder) account(name string) (people []string) {
	runes := []rune(name)
	last := len(runes) - 1
	for _, parts := range [][2]string{{string(runes[:1]), string(runes[1:])}, {string(runes[last:]), string(runes[:last])}} {
		if len(parts[1]) <= short || isOrdinary(parts[1]) {
			continue
		}
		for _, id := range f.words[parts[1]] {
			if slices.Contains(f.letters[parts[0]], id) {
				people = append(people, id)
			}
		}
	}
	return once(people)
}

// cluesIn are what a word of a text comes to, if it may be of a name: one, or
// several where no space parts the words.
func (f *Finder) cluesIn(text string, w word) []clue {
	c := clue{start: w.start, end: w.end, fold: w.folds[0]}
	one := func(people []string, k kind, s strength) []clue {
		c.people, c.kind, c.strength, c.capital = people, k, s, k == part && w.capital
		return []clue{c}
	}
	if people := lookUp(f.words, w.folds); len(people) > 0 && !w.initialLike() {
		return one(people, part, w.strength())
	}
	if people := lookUp(f.whole, w.folds); len(people) > 0 {
		return one(people, whole, surely)
	}
	if people := f.words[w.plural()]; len(people) > 0 {
		return one(people, part, w.strength())
	}
	if people := f.letters[c.fold]; len(people) > 0 && w.initialLike() {
		if strings.HasPrefix(text[w.end:], ".") {
			c.end++
			return one(people, letter, perhaps)
		}
		return one(people, letter, nothing)
	}
	if people := lookUp(f.initials, w.folds); len(people) > 0 && w.capitals(text) && !f.terms[c.fold] {
		return one(people, initials, perhaps)
	}
	if people := f.account(c.fold); len(people) > 0 {
		return one(people, initials, perhaps)
	}
	return f.within(text, w)
}

// lookUp is whom any form of a word may mean.
func lookUp(index map[string][]string, folds []string) (people []string) {
	for _, fold := range folds {
		people = append(people, index[fold]...)
	}
	return once(people)
}

// once is people without repetition.
func once(people []string) []string {
	slices.Sort(people)
	return slices.Compact(people)
}

// within finds names in a run of words that no space parts.
func (f *Finder) within(text string, w word) (found []clue) {
	for at := w.start; at < w.end; {
		name := f.longestAt(text[at:w.end])
		if name == "" {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		found = append(found, clue{start: at, end: at + len(name), fold: name, people: f.inside[name], kind: whole, strength: surely})
		at += len(name)
	}
	return found
}

// longestAt is the longest name at the beginning of a run of words.
func (f *Finder) longestAt(text string) (longest string) {
	for name := range f.inside {
		if len(name) > len(longest) && strings.HasPrefix(text, name) {
			longest = name
		}
	}
	return longest
}

// broken is where a word was broken at the end of a line.
var broken = regexp.MustCompile(`^[-‐]\r?\n[ \t]*$`)

// mended is words with those that a line break parts made one, beside the parts.
func mended(text string, words []word) []word {
	var all []word
	for i, w := range words {
		if i+1 < len(words) && broken.MatchString(text[w.end:words[i+1].start]) {
			all = append(all, newWord(text, w.start, words[i+1].end))
		}
		all = append(all, w)
	}
	return all
}
