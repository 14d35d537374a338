package mention

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a word of a text, from start to end in bytes.
type word struct {
	start, end int
	folds      []string // as it is compared: first without accents, then with ä as ae
	letters    int
	capital    bool // also where there are no capitals
}

// wordsOf are the words of a text: runs of letters and digits, parted also where a
// script that puts no space between words meets another.
func wordsOf(text string) []word {
	var words []word
	start, packed := -1, false
	for i, c := range text + " " {
		begins := c != 'ʼ' && (unicode.IsLetter(c) || unicode.IsDigit(c))
		goesOn := begins && isPacked(c) == packed || unicode.IsMark(c) || unicode.Is(unicode.Cf, c)
		if start >= 0 && !goesOn {
			words = append(words, newWord(text, start, i))
			start = -1
		}
		if start < 0 && begins {
			start, packed = i, isPacked(c)
		}
	}
	return words
}

// isPacked reports whether c is of a script that puts no space between words.
func isPacked(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func newWord(text string, start, end int) word {
	said := text[start:end]
	first, _ := utf8.DecodeRuneInString(said)
	w := word{start: start, end: end, folds: []string{fold(said)}, capital: !unicode.IsLower(first)}
	if german := fold(umlauts.Replace(norm.NFKC.String(said))); german != w.folds[0] {
		w.folds = append(w.folds, german)
	}
	w.letters = utf8.RuneCountInString(w.folds[0])
	return w
}

var (
	umlauts   = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")
	ligatures = strings.NewReplacer("æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ß", "ss", "ı", "i")
)

// fold is the letters and digits of a word in lower case, without accents.
func fold(said string) string {
	return ligatures.Replace(strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, norm.NFKD.String(said)))
}

// short is how many letters a word has at most that is a name with a capital only.
const short = 2

// telling reports whether a word is unlikely to be anything but a name.
func (w word) telling() bool { return w.letters > short && !slices.ContainsFunc(w.folds, isOrdinary) }

// strength is how far a word that is one of a name shows that the name is meant.
func (w word) strength() strength {
	ordinary := slices.ContainsFunc(w.folds, isOrdinary)
	switch {
	case w.capital && !ordinary:
		return surely
	case w.capital || w.telling():
		return perhaps
	}
	return nothing
}

// plural is a word without the s that it ends with: the Lovelaces. Empty where
// what is left says little.
func (w word) plural() string {
	one, ends := strings.CutSuffix(w.folds[0], "s")
	if !ends || len(one) <= short || isOrdinary(w.folds[0]) || isOrdinary(one) {
		return ""
	}
	return one
}

// initialLike reports whether a word may be an initial: a capital alone.
func (w word) initialLike() bool { return w.letters == 1 && w.capital }

// initial is the first letter.
func (w word) initial() string {
	first, _ := utf8.DecodeRuneInString(w.folds[0])
	return string(first)
}

// capitals reports whether a word of a text is written in capitals, as initials are.
func (w word) capitals(text string) bool {
	return !strings.ContainsFunc(text[w.start:w.end], func(c rune) bool { return !unicode.IsUpper(c) && !unicode.IsMark(c) })
}

// packed reports whether the word is of a script that puts no space between words.
func (w word) packed() bool { return strings.ContainsFunc(w.folds[0], isPacked) }
