package lang

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// Columns is the width of s on a terminal.
func Columns(s string) int { return displaywidth.String(s) }

// Wrap breaks s between words into lines of at most columns columns; a word that
// is longer than a line is cut. No-break spaces hold.
func Wrap(s string, columns int) []string {
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }) {
		if line != "" && Columns(line)+1+Columns(word) <= columns {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for Columns(word) > columns && columns > 1 {
			head := displaywidth.TruncateString(word, columns, "")
			lines, word = append(lines, head), word[len(head):]
		}
		line = word
	}
	return append(lines, line)
}

// Cut is the beginning of s, with a sign that it goes on, in at most columns columns.
func Cut(s, sign string, columns int) string {
	return strings.TrimRight(displaywidth.TruncateString(s, max(columns-Columns(sign), 0), ""), " ") + sign
}
