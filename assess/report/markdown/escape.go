package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rung/rubric/lang"
)

// unlink stands between the signs of what a platform would make a link, a mention
// or a picture of after it has read the Markdown, where no backslash helps any
// more. It leaves nothing to see.
const unlink = "<!-- -->"

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// inline writes a text so that it reads as it is within a line. Its line breaks
// become <br>, other control characters are shown as escapes.
func inline(s string) string {
	lines := strings.Split(lineBreaks.Replace(strings.TrimSpace(s)), "\n")
	for i, line := range lines {
		lines[i] = literal(lang.Defang(strings.TrimSpace(line)))
	}
	return strings.Join(lines, "<br>")
}

var (
	blockMark   = regexp.MustCompile(`^(?:[>=]|#{1,6}(?: |$)|[-+](?:[-+ ]|$)|/[A-Za-z]|::)`)
	orderedMark = regexp.MustCompile(`^(\d{1,9})([.)](?: |$))`)
)

// start writes a text at the beginning of a block, where a sign could begin a
// list, a heading, a quotation or a command of the platform.
func start(s string) string {
	s = inline(s)
	if blockMark.MatchString(s) {
		return `\` + s
	}
	return orderedMark.ReplaceAllString(s, `$1\$2`)
}

// field writes a text in a field of a table.
func field(s string) string { return strings.ReplaceAll(inline(s), "|", `\|`) }

func literal(s string) string {
	var b strings.Builder
	for i, c := range s {
		before, after := s[:i], s[i+utf8.RuneLen(c):]
		if marks(c, before, after) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
		if links(c, before, after) {
			b.WriteString(unlink)
		}
	}
	return b.String()
}

var (
	entity    = regexp.MustCompile(`^(?:#?[0-9A-Za-z]+;|[0-9])`)
	emoji     = regexp.MustCompile(`^(?:[\w+-]*[A-Za-z][\w+-]*|[+-]1|100|1234):`)
	reference = regexp.MustCompile(`^[\w"]`)
)

// marks reports whether a character between two texts could be a mark of
// CommonMark, of GitHub's or of GitLab's extensions.
func marks(c rune, before, after string) bool {
	next, prev := first(after), last(before)
	switch c {
	case '`', '[', '$':
		return true
	case '\\':
		return after == "" || strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", next)
	case '*', '~':
		return prev != ' ' || next != ' '
	case '_':
		return (prev != ' ' || next != ' ') && !(wordy(prev) && wordy(next))
	case '<':
		return after != "" && next != ' '
	case '#': // closes a heading
		return strings.Trim(after, "#") == "" && (prev == ' ' || before == "")
	case '&':
		return entity.MatchString(after)
	case ':':
		return strings.HasPrefix(after, "//")
	case '.':
		return strings.HasSuffix(strings.ToLower(before), "www")
	case '!', '%': // GitLab's merge requests and milestones
		return reference.MatchString(after)
	case '{': // GitLab's changes
		return next == '+' || next == '-'
	}
	return false
}

// links reports whether a character would make a link, a mention or an emoji of
// what follows.
func links(c rune, before, after string) bool {
	next := first(after)
	switch c {
	case '@':
		return next < utf8.RuneSelf && (wordy(next) || next == '_' || next == '-')
	case '#':
		return '0' <= next && next <= '9'
	case ':':
		return emoji.MatchString(after)
	case '-':
		return '0' <= next && next <= '9' && strings.HasSuffix(strings.ToUpper(before), "GH")
	}
	return false
}

// first and last are the outer characters of a text, 0 where it is empty.
func first(s string) rune {
	if s == "" {
		return 0
	}
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

func last(s string) rune {
	if s == "" {
		return 0
	}
	c, _ := utf8.DecodeLastRuneInString(s)
	return c
}

func wordy(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

var backticks = regexp.MustCompile("`+")

// code writes a text as inline code.
func code(s string) string {
	s = lang.Defang(s)
	fence := "`"
	for _, run := range backticks.FindAllString(s, -1) {
		fence = strings.Repeat("`", max(len(fence), len(run)+1))
	}
	if strings.Trim(s, " `") != s {
		s = " " + s + " "
	}
	return fence + s + fence
}

// strong writes a text in bold, small in small print; an empty one stays empty.
func strong(s string) string { return around("**", inline(s), "**") }
func small(s string) string  { return around("<sub>", inline(s), "</sub>") }

func around(open, s, end string) string {
	if s == "" {
		return ""
	}
	return open + s + end
}
