package exchange

import "strings"

// Proquints spell 16 bits as a word that can be said: consonant, vowel, consonant,
// vowel, consonant, of four, two, four, two and four bits (Wilkerson, "A Proposal for
// Proquints", 2009).
const (
	consonants = "bdfghjklmnprstvz"
	vowels     = "aiou"
)

// Words is the first half of the hash as eight words in every language, to be read
// out or compared: 128 bits, so that nobody finds another hash with the same words.
func (h Hash) Words() string {
	words := make([]string, 8)
	for i := range words {
		words[i] = proquint(uint16(h[2*i])<<8 | uint16(h[2*i+1]))
	}
	return strings.Join(words, " ")
}

func proquint(n uint16) string {
	return string([]byte{
		consonants[n>>12], vowels[n>>10&3], consonants[n>>6&15], vowels[n>>4&3], consonants[n&15],
	})
}
