package doc

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rung/rubric/lang"
)

// looksLikeJSON reports whether text begins as only JSON does: with a list, or
// with an object whose first key is in double quotes.
func looksLikeJSON(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	if rest, ok := strings.CutPrefix(text, "{"); ok {
		rest = strings.TrimLeft(rest, " \t\r\n")
		return strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "}")
	}
	return strings.HasPrefix(text, `["`) || strings.HasPrefix(text, "[{") || strings.HasPrefix(text, "[]")
}

// parseJSON reads text as one JSON value (RFC 8259) and nothing after it.
// Problems are reported to d.
func (d *Document) parseJSON(text string) *Node {
	if d.checkJSON(text); len(d.problems) > 0 {
		return nil
	}
	r := &jsonReader{Decoder: json.NewDecoder(strings.NewReader(text)), at: start(text), d: d}
	r.at.of = d
	r.UseNumber()
	return r.value(0)
}

// checkJSON reports where text stops being JSON, or else the escapes that are
// half a character, which the decoder would replace in silence.
func (d *Document) checkJSON(text string) {
	at := start(text)
	if offset, wrong := jsonMistake(text); wrong != nil {
		at.moveTo(offset)
		d.Report(at.Pos, wrong.code, lang.Sprintf("%v", wrong.said), lang.Message{})
		return
	}
	half := lang.Text("this escape is half a character")
	for _, m := range escape.FindAllStringSubmatchIndex(text, -1) {
		if m[2] >= 0 {
			at.moveTo(m[0])
			d.Report(at.Pos, "syntax", lang.Sprintf("%v", half), lang.Message{})
		}
	}
}

// escape matches an escape, or two that make a surrogate pair; its group is what
// follows the backslash of half a pair.
var escape = regexp.MustCompile(`\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]|(u[dD][89a-fA-F])|.)`)

// jsonMistake returns where text stops being JSON, in bytes, and why; nil if it
// does not. It ends text with a NUL, which text itself never holds, so that an
// early end is a character in the wrong place like any other.
func jsonMistake(text string) (offset int, m *mistake) {
	wrong, _ := json.Unmarshal([]byte(text+"\x00"), new(json.RawMessage)).(*json.SyntaxError)
	offset = int(wrong.Offset) - 1
	m = &mistakes[slices.IndexFunc(mistakes, func(m mistake) bool { return strings.Contains(wrong.Error(), m.decoder) })]
	switch {
	case offset == len(text) && m.code == "documents":
		return offset, nil
	case m.decoder == inText && (offset == len(text) || strings.IndexByte("\r\n", text[offset]) >= 0):
		m = &mistake{"", "syntax", "the text is not closed with a double quote"}
	case m.decoder == inWord:
		offset = len(strings.TrimRight(text[:offset], "truefalsn"))
	case m.decoder == inEscape:
		offset = strings.LastIndexByte(text[:offset], '\\')
	}
	return offset, m
}

// mistake says what a message of the decoder means.
type mistake struct {
	decoder string // a part of its message
	code    string
	said    lang.Text
}

const inText, inWord, inEscape = "in string literal", "in literal", "escape"

var mistakes = []mistake{
	{"after top-level value", "documents", "text follows the end of the document"},
	{"exceeded max depth", "depth", tooDeep},
	{"object key string", "syntax", "a key in double quotes was expected here"},
	{"object key:value", "syntax", "a comma or } was expected here"},
	{"object key", "syntax", "a colon was expected here"},
	{"array element", "syntax", "a comma or ] was expected here"},
	{"numeric literal", "syntax", "a digit was expected here"},
	{inText, "syntax", "a tab or line break in a text is written \\t or \\n"},
	{inEscape, "syntax", "this escape does not exist in JSON"},
	{inWord, "syntax", noValue},
	{"", "syntax", noValue},
}

var (
	noValue = lang.Text("a JSON value was expected here")
	tooDeep = lang.Text("lists and maps nest too deep here")
)

// jsonReader makes nodes of JSON that was checked, and knows where it is.
type jsonReader struct {
	*json.Decoder
	at     cursor
	d      *Document
	values int // so far
}

// next returns the next token and where it begins.
func (r *jsonReader) next() (json.Token, Pos) {
	for !r.at.done() && strings.IndexByte(" \t\r\n,:", r.at.peek()) >= 0 {
		r.at.advance()
	}
	at := r.at.Pos
	token, _ := r.Token()
	r.at.moveTo(int(r.InputOffset()))
	return token, at
}

func (r *jsonReader) value(depth int) *Node {
	token, at := r.next()
	n := r.d.newNode(at)
	if r.values++; r.values > MaxValues {
		r.d.Report(at, "size", lang.Sprintf("the document holds more than %d values, the most that is read", MaxValues), lang.Message{})
		return n
	}
	switch v := token.(type) {
	case bool:
		n.Kind, n.Text = Bool, strconv.FormatBool(v)
	case json.Number:
		n.Kind, n.Text = Number, v.String()
	case string:
		n.Kind, n.Text = String, v
	case json.Delim:
		if depth == MaxDepth {
			r.d.Report(at, "depth", lang.Sprintf("%v", tooDeep), lang.Message{})
			return n
		}
		r.inside(n, v, depth+1)
	}
	return n
}

// inside reads what a list or an object holds, until something nests too deep.
func (r *jsonReader) inside(n *Node, opening json.Delim, depth int) {
	n.Kind = List
	if opening == '{' {
		n.Kind = Map
	}
	for len(r.d.problems) == 0 && r.More() {
		if n.Kind == List {
			n.Items = append(n.Items, r.value(depth))
			continue
		}
		key := r.value(depth)
		n.Pairs = append(n.Pairs, Pair{key, r.value(depth)})
	}
	r.next()
}

// isDecimal reports whether s is a number as JSON writes it.
func isDecimal(s string) bool {
	return strings.Trim(s, "+-.0123456789Ee") == "" && json.Valid([]byte(s))
}
