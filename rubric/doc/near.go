package doc

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rung/rubric/lang"
)

// longestWord is the longest word that is compared letter by letter.
const longestWord = 80

// Near returns the candidate that word is most likely a slip for, or "" when
// none is close: at most one slip in three letters. A slip is a letter too many,
// missing, wrong, or exchanged with its neighbour (optimal string alignment).
// Capitals count as no slip.
func Near(word string, candidates []string) string {
	if utf8.RuneCountInString(word) > longestWord {
		return ""
	}
	written := []rune(strings.ToLower(word))
	best, bestSlips := "", 0
	for _, c := range candidates {
		allowed := max(1, utf8.RuneCountInString(c)/3)
		if best != "" {
			allowed = min(allowed, bestSlips-1)
		}
		if slips := slips(written, []rune(strings.ToLower(c)), allowed); slips <= allowed {
			best, bestSlips = c, slips
		}
	}
	return best
}

// slips counts the slips between a and b; more than limit is reported as
// limit+1.
func slips(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	earlier, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		smallest := i
		for j := 1; j <= len(b); j++ {
			wrong := last[j-1]
			if a[i-1] != b[j-1] {
				wrong++
			}
			row[j] = min(last[j]+1, row[j-1]+1, wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], earlier[j-2]+1)
			}
			smallest = min(smallest, row[j])
		}
		if smallest > limit {
			return limit + 1
		}
		earlier, last = last, row
	}
	return last[len(b)]
}

// fewWords is how many allowed words a hint lists.
const fewWords = 16

// DidYouMean is the hint for a word that is none of the candidates: the nearest
// one, else all of them when they are few, else nothing. It is worked out when
// it is shown.
func DidYouMean(word string, candidates []string) lang.Message {
	return lang.Sprintf("%v", suggestion{word, candidates})
}

type suggestion struct {
	word       string
	candidates []string
}

// In renders the suggestion in t; "" when there is none.
func (s suggestion) In(t lang.Tag) string {
	if near := Near(s.word, s.candidates); near != "" {
		return didYouMean(near).In(t)
	}
	words := slices.Compact(slices.Sorted(slices.Values(s.candidates)))
	if len(words) < len(s.candidates) || len(words) == 0 || len(words) > fewWords {
		return "" // too many, or in disorder themselves
	}
	return lang.Sprintf("allowed here: %v", Words(s.candidates)).In(t)
}

func didYouMean(word string) lang.Message {
	return lang.Sprintf("did you mean %v?", Quote(word))
}

// Words lists ids or keys: "a, b and c".
func Words(words []string) lang.List {
	list := make(lang.List, len(words))
	for i, w := range words {
		list[i] = lang.Verbatim(clip(w))
	}
	return list
}
