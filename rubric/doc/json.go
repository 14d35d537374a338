package doc

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

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
	r := &jsonReader{cursor: cursor{text: text, Pos: Pos{1, 1}}}
	n := r.value(0)
	if r.space(); r.failure == nil && !r.done() {
		r.fail("documents", lang.T("text follows the end of the document", "du texte suit la fin du document"))
	}
	if r.failure != nil {
		d.Report(r.failure.at, r.failure.code, lang.Sprintf(r.failure.text), lang.Message{})
		return nil
	}
	return n
}

// jsonReader reads JSON by recursive descent and stops at the first failure.
type jsonReader struct {
	cursor
	failure *jsonFailure
}

type jsonFailure struct {
	at   Pos
	code string
	text lang.Pair
}

func (r *jsonReader) fail(code string, text lang.Pair) {
	if r.failure == nil {
		r.failure = &jsonFailure{r.Pos, code, text}
	}
}

func (r *jsonReader) space() {
	for strings.IndexByte(" \t\r\n", r.peek()) >= 0 && !r.done() {
		r.advance()
	}
}

// take moves over want if it comes next.
func (r *jsonReader) take(want string) bool {
	if !strings.HasPrefix(r.text[r.offset:], want) {
		return false
	}
	for range want {
		r.advance()
	}
	return true
}

func (r *jsonReader) value(depth int) *Node {
	r.space()
	n := &Node{Pos: r.Pos}
	switch c := r.peek(); {
	case depth >= MaxDepth && (c == '{' || c == '['):
		r.fail("depth", lang.T("lists and maps nest too deep here", "trop de niveaux imbriqués ici"))
	case c == '{':
		n.Kind = Map
		r.object(n, depth)
	case c == '[':
		n.Kind = List
		r.list(n, depth)
	case c == '"':
		n.Kind, n.Text = String, r.string()
	case c == '-' || '0' <= c && c <= '9':
		n.Kind, n.Text = Number, r.number()
	default:
		n.Kind, n.Text = r.word()
	}
	return n
}

func (r *jsonReader) word() (Kind, string) {
	switch {
	case r.take("null"):
		return Null, ""
	case r.take("true"):
		return Bool, "true"
	case r.take("false"):
		return Bool, "false"
	}
	r.fail("syntax", lang.T("a JSON value was expected here", "une valeur JSON était attendue ici"))
	return Null, ""
}

func (r *jsonReader) object(n *Node, depth int) {
	r.advance()
	if r.space(); r.take("}") {
		return
	}
	for r.failure == nil {
		r.space()
		key := &Node{Pos: r.Pos, Kind: String}
		if r.peek() != '"' {
			r.fail("syntax", lang.T("a key in double quotes was expected here", "une clé entre guillemets doubles était attendue ici"))
			return
		}
		key.Text = r.string()
		if r.space(); !r.take(":") {
			r.fail("syntax", lang.T("a colon was expected here", "un deux-points était attendu ici"))
			return
		}
		n.Pairs = append(n.Pairs, Pair{key, r.value(depth + 1)})
		if r.space(); r.take("}") {
			return
		}
		if !r.take(",") {
			r.fail("syntax", lang.T("a comma or } was expected here", "une virgule ou } était attendue ici"))
		}
	}
}

func (r *jsonReader) list(n *Node, depth int) {
	r.advance()
	if r.space(); r.take("]") {
		return
	}
	for r.failure == nil {
		n.Items = append(n.Items, r.value(depth+1))
		if r.space(); r.take("]") {
			return
		}
		if !r.take(",") {
			r.fail("syntax", lang.T("a comma or ] was expected here", "une virgule ou ] était attendue ici"))
		}
	}
}

func (r *jsonReader) number() string {
	start := r.offset
	r.take("-")
	if !r.take("0") {
		r.digits()
	}
	if r.take(".") {
		r.digits()
	}
	if r.take("e") || r.take("E") {
		if !r.take("+") {
			r.take("-")
		}
		r.digits()
	}
	return r.text[start:r.offset]
}

func (r *jsonReader) digits() {
	if c := r.peek(); c < '0' || c > '9' {
		r.fail("syntax", lang.T("a digit was expected here", "un chiffre était attendu ici"))
	}
	for c := r.peek(); '0' <= c && c <= '9'; c = r.peek() {
		r.advance()
	}
}

func (r *jsonReader) string() string {
	r.advance()
	var b strings.Builder
	for r.failure == nil && !r.take(`"`) {
		switch c := r.peek(); {
		case r.done() || c == '\n':
			r.fail("syntax", lang.T("the text is not closed with a double quote", "le texte n’est pas fermé par un guillemet double"))
		case c < 0x20:
			r.fail("syntax", lang.T("a tab or line break in a text is written \\t or \\n", "une tabulation ou un saut de ligne dans un texte s’écrit \\t ou \\n"))
		case c == '\\':
			b.WriteRune(r.escape())
		default:
			start := r.offset
			r.advance()
			b.WriteString(r.text[start:r.offset])
		}
	}
	return b.String()
}

// escape reads one escape, or two that make a surrogate pair.
func (r *jsonReader) escape() rune {
	const letters, meanings = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	if i := strings.IndexByte(letters, r.at(1)); i >= 0 {
		r.advance()
		r.advance()
		return rune(meanings[i])
	}
	high, ok := r.unit(0)
	if !ok {
		r.fail("syntax", lang.T("this escape does not exist in JSON", "cet échappement n’existe pas en JSON"))
		return 0
	}
	units := 1
	if utf16.IsSurrogate(high) {
		low, _ := r.unit(6)
		if high = utf16.DecodeRune(high, low); high == utf8.RuneError {
			r.fail("syntax", lang.T("this escape is half a character", "cet échappement est une moitié de caractère"))
			return 0
		}
		units = 2
	}
	for range 6 * units {
		r.advance()
	}
	return high
}

func (r *jsonReader) at(ahead int) byte {
	if r.offset+ahead >= len(r.text) {
		return 0
	}
	return r.text[r.offset+ahead]
}

// unit reads \uXXXX so many bytes ahead, without moving.
func (r *jsonReader) unit(ahead int) (rune, bool) {
	rest := r.text[r.offset:]
	if len(rest) < ahead+6 || rest[ahead:ahead+2] != `\u` {
		return 0, false
	}
	n, err := strconv.ParseUint(rest[ahead+2:ahead+6], 16, 16)
	return rune(n), err == nil
}
