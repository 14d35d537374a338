package doc

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"rung/rubric/lang"
)

// maxBadCharacters bounds how many bad characters of one file are listed.
const maxBadCharacters = 5

// Text is a document of text in another notation than those that are read here:
// it checks that data is text, and returns it without a byte order mark.
func Text(name string, data []byte) (*Document, string) {
	d := &Document{Name: name}
	return d, d.decode(data)
}

// decode checks that data is text, keeps its lines for messages, and returns it
// without a byte order mark. Columns are counted after the mark.
func (d *Document) decode(data []byte) string {
	if format, other := OtherFormat(data); other {
		d.Report(Pos{}, "format", lang.Sprintf("this is %v, not text", format),
			lang.Sprintf("a table is saved as CSV UTF-8"))
		return ""
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	d.lines = strings.Split(text, "\n")
	if shows(text) {
		return text
	}
	at := start(text)
	for !at.done() && len(d.problems) < maxBadCharacters {
		c, size := utf8.DecodeRuneInString(text[at.offset:])
		switch {
		case c == utf8.RuneError && size == 1:
			d.Report(at.Pos, "utf-8", lang.Sprintf("byte 0x%02x is not UTF-8 text", text[at.offset]),
				lang.Sprintf("save the file as UTF-8"))
			return text
		case lang.Invisible(c) && !at.atLayout():
			d.Report(at.Pos, "character", lang.Sprintf("the character %U does not show", c), lang.Sprintf("remove it"))
		}
		at.advance()
	}
	return text
}

// shows reports whether text is, at a glance, without a bad character. A carriage
// return may be one, and a replacement character may stand for a bad byte.
func shows(text string) bool {
	for _, c := range text {
		switch {
		case ' ' <= c && c <= '~', c == '\n', c == '\t':
		case c == utf8.RuneError, lang.Invisible(c):
			return false
		}
	}
	return true
}

// OtherFormat is what a file is that is known for no text by how it begins.
func OtherFormat(data []byte) (name lang.Text, other bool) {
	for _, f := range []struct {
		start string
		name  lang.Text
	}{
		{"PK\x03\x04", "an Excel workbook or another zip archive"},
		{"\xd0\xcf\x11\xe0", "an Excel workbook of an old Office or with a password"},
		{"%PDF-", "a PDF document"},
	} {
		if bytes.HasPrefix(data, []byte(f.start)) {
			return f.name, true
		}
	}
	return "", false
}

// cursor walks through a text and knows where it is.
type cursor struct {
	text   string
	offset int
	Pos
}

func start(text string) cursor { return cursor{text: text, Pos: Pos{Line: 1, Col: 1}} }

func (c *cursor) done() bool { return c.offset >= len(c.text) }

// peek returns the byte under the cursor, 0 at the end.
func (c *cursor) peek() byte {
	if c.done() {
		return 0
	}
	return c.text[c.offset]
}

// advance moves over one character.
func (c *cursor) advance() {
	b := c.peek()
	if b < utf8.RuneSelf {
		c.offset++
	} else {
		_, size := utf8.DecodeRuneInString(c.text[c.offset:])
		c.offset += size
	}
	c.Col++
	if b == '\n' {
		c.Line, c.Col = c.Line+1, 1
	}
}

// moveTo moves forward to an offset.
func (c *cursor) moveTo(offset int) {
	for c.offset < offset {
		c.advance()
	}
}

// atLayout reports whether the cursor is on a tab or a line break.
func (c *cursor) atLayout() bool {
	b := c.peek()
	return b == '\t' || b == '\n' || b == '\r' && strings.HasPrefix(c.text[c.offset:], "\r\n")
}
