package xlsx

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf16"

	"rung/rubric/lang"
)

// names are those of the sheets so far, in lower case.
type names map[string]bool

// longest is how many UTF-16 units a sheet's name may have.
const longest = 31

// take makes a title the name of a sheet that no other sheet has.
func (n *names) take(title string) string {
	if *n == nil {
		// Excel keeps this name to itself, in the language that it runs in.
		*n = names{"history": true, "historique": true}
	}
	title = cmp.Or(tidy(title), "–")
	name := cut(title, longest, "…")
	for i := 2; (*n)[strings.ToLower(name)]; i++ {
		number := fmt.Sprintf(" (%d)", i)
		name = cut(title, longest-len(number), "…") + number
	}
	(*n)[strings.ToLower(name)] = true
	return name
}

// tidy leaves out what a sheet's name must not have.
func tidy(title string) string {
	title = strings.Map(func(c rune) rune {
		if lang.Invisible(c) || strings.ContainsRune(`[]:*?/\`, c) {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(title, " "))
	return strings.Trim(strings.Join(strings.Fields(title), " "), "' ")
}

// cut shortens a text to so many UTF-16 units, a sign at its end among them.
func cut(text string, units int, sign string) string {
	if len(text) <= units || len(utf16.Encode([]rune(text))) <= units {
		return text
	}
	units -= len(utf16.Encode([]rune(sign)))
	for i, c := range text {
		if units -= utf16.RuneLen(c); units < 0 {
			return text[:i] + sign
		}
	}
	return text
}
