package terminal

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// signs are the signs that rung itself writes, in ASCII.
var signs = map[rune]string{
	'“': `"`, '”': `"`, '«': `"`, '»': `"`, '‘': "'", '’': "'", '…': "...",
	'–': "-", '—': "-", '−': "-", '·': "|", '→': "->", '±': "+/-", '×': "x", '÷': "/",
	'≥': ">=", '≤': "<=", 'λ': "lambda", '\u00a0': " ", '\u202f': " ", 'œ': "oe", 'Œ': "OE", 'æ': "ae", 'Æ': "AE", 'ß': "ss",
	'↑': "^", '↓': "v", '●': "#", '◐': "+", '○': ".", '■': "=", '─': "-",
}

// ASCII writes text in ASCII: signs by what they look like, letters without their
// accents, and an escape for what has no likeness.
func ASCII(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		sign, known := signs[r]
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case known:
			b.WriteString(sign)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteString(escaped(r))
		}
	}
	return b.String()
}

func escaped(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}
