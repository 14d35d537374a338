package lang

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Invisible reports whether c can change what a terminal or a reader sees
// without being seen itself: control characters (tab and line breaks among
// them), direction overrides, line and paragraph separators, zero-width
// characters other than the joiners of emoji, tags, and what is no character at
// all.
func Invisible(c rune) bool {
	switch {
	case c < 0x20, 0x7f <= c && c <= 0x9f: // C0, DEL, C1
		return true
	case c == 0x061c, c == 0x180e, c == 0x200b, c == 0x200e, c == 0x200f,
		0x2028 <= c && c <= 0x202e, 0x2060 <= c && c <= 0x206f:
		return true
	case c == 0xfeff, 0xfff9 <= c && c <= 0xfffb, 0xe0000 <= c && c <= 0xe007f:
		return true
	case 0xfdd0 <= c && c <= 0xfdef, c&0xfffe == 0xfffe: // noncharacters
		return true
	}
	return !utf8.ValidRune(c)
}

// Defang returns s with every invisible character and every byte that is not
// UTF-8 written as an escape (\n, \x1b, \u202e), so that it can be printed on a
// terminal. Text that shows as it is stays as it is.
func Defang(s string) string { return defang(s, false) }

// DefangLines is Defang for a format whose fields may hold several lines: tabs
// and line breaks (LF, CR LF) stay.
func DefangLines(s string) string { return defang(s, true) }

func defang(s string, lines bool) string {
	if !strings.ContainsFunc(s, Invisible) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, c := range s {
		switch {
		case c == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteString(`\x` + hex(s[i], 2))
		case Invisible(c) && !(lines && breaks(s[i:])):
			b.WriteString(escape(c))
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// breaks reports whether s begins with a tab or a line break.
func breaks(s string) bool {
	return s[0] == '\t' || s[0] == '\n' || strings.HasPrefix(s, "\r\n")
}

// EscapeJSON writes the invisible characters of a JSON document as JSON escapes:
// the same document, safe to print. Line feeds, which only stand between its
// parts, stay.
func EscapeJSON(document []byte) []byte {
	var b strings.Builder
	for _, c := range string(document) {
		if c == '\n' || !Invisible(c) {
			b.WriteRune(c)
			continue
		}
		for _, unit := range utf16.Encode([]rune{c}) {
			b.WriteString(`\u` + hex(rune(unit), 4))
		}
	}
	return []byte(b.String())
}

func escape(c rune) string {
	switch {
	case c == '\n':
		return `\n`
	case c == '\r':
		return `\r`
	case c == '\t':
		return `\t`
	case c < 0x100:
		return `\x` + hex(c, 2)
	case c < 0x10000:
		return `\u` + hex(c, 4)
	}
	return `\U` + hex(c, 8)
}

func hex[T ~byte | ~int32](c T, digits int) string {
	s := strconv.FormatInt(int64(c), 16)
	return strings.Repeat("0", digits-len(s)) + s
}
