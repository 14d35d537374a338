package ask

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
	"golang.org/x/text/width"

	"rung/assess/report/terminal"
)

// columnsOf is the most columns that s takes on a terminal. Terminals differ on
// clusters of several characters, such as emoji with joiners: they are counted
// as one and as their parts, and the larger figure holds.
func columnsOf(s string) int {
	parts := 0
	for _, c := range s {
		switch kind := width.LookupRune(c).Kind(); {
		case kind == width.EastAsianWide, kind == width.EastAsianFullwidth:
			parts += 2
		case unicode.IsPrint(c):
			parts++
		}
	}
	return max(parts, runewidth.StringWidth(s))
}

// shown is a raw text on one line, as the terminal may show it.
func shown(s string, ascii bool) string { return terminal.Text(strings.TrimSpace(s), ascii) }

// wrap breaks s between words into lines of at most columns columns. The first
// line begins with lead, the others with as much space. No-break spaces hold; a
// word longer than a line is cut.
func wrap(lead, s string, columns int) []string {
	indent := strings.Repeat(" ", columnsOf(lead))
	room := max(columns-len(indent), 1)
	var lines []string
	line := ""
	for _, w := range strings.Split(s, " ") {
		if line != "" && columnsOf(line+" "+w) > room {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += w
		for columnsOf(line) > room {
			head := cut(line, room)
			lines, line = append(lines, head), line[len(head):]
		}
	}
	lines = append(lines, line)
	for i := range lines {
		lines[i] = indent + lines[i]
	}
	lines[0] = lead + lines[0][len(indent):]
	return lines
}

// cut is the longest beginning of s, at least one character, that takes at most
// columns columns.
func cut(s string, columns int) string {
	end := 0
	for i, c := range s {
		next := i + len(string(c))
		if end > 0 && columnsOf(s[:next]) > columns {
			break
		}
		end = next
	}
	return s[:end]
}

// clip is s on at most columns columns, with an ellipsis where it was cut.
func clip(s string, columns int, ellipsis string) string {
	if columnsOf(s) <= columns {
		return s
	}
	head := cut(s, columns-columnsOf(ellipsis))
	if columnsOf(head+ellipsis) > columns {
		return cut(ellipsis, columns)
	}
	return strings.TrimRight(head, " ") + ellipsis
}
