package lang

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which what people type and write is compared: in lower
// case, composed, with one plain space for any run of spaces of any kind, none
// around it, and one apostrophe for the kinds of it that keyboards have.
func Fold(text string) string {
	return apostrophes.Replace(strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(text), " "))))
}

var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'")

// Unaccented is text as Fold has it, without accents.
func Unaccented(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= 0x300 && c <= 0x36f { // the accents of Latin, Greek and Cyrillic; other marks are letters
			return -1
		}
		return c
	}, norm.NFD.String(Fold(text)))
}

// Words are the words of a text as Unaccented has them, without signs.
func Words(text string) []string {
	return strings.FieldsFunc(Unaccented(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// Spelt is a text as it is compared where every word counts.
func Spelt(text string) string { return strings.Join(Words(text), " ") }
