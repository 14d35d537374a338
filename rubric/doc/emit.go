package doc

import (
	"fmt"
	"strings"

	"rung/rubric/lang"
)

// YAML writes a map as one document in block style, two spaces to a level; its lists
// hold no lists. Lists of words and numbers stand on one line. A word of letters,
// digits and . _ + - inside it that reads as a text is written as it is, any other
// text between double quotes. Comment gives the line above an item of a list, ""
// for none.
//
// It is no work for a library: digests are taken of these bytes, and they stay the
// same whatever version of it there is.
func YAML(n *Node, comment func(*Node) string) []byte {
	e := emitter{comment: comment}
	e.pairs(n, "")
	return []byte(e.String())
}

type emitter struct {
	strings.Builder
	comment func(*Node) string
}

// pairs writes the keys of a map, each on its line but for the first, which goes on
// where a line was begun.
func (e *emitter) pairs(n *Node, indent string) {
	for i, p := range n.Pairs {
		if i > 0 {
			e.WriteString(indent)
		}
		e.WriteString(scalar(p.Key) + ":")
		e.value(p.Value, indent+"  ")
	}
}

// value writes what follows a key.
func (e *emitter) value(n *Node, indent string) {
	switch {
	case flat(n):
		e.WriteString(" " + onOneLine(n) + "\n")
	case n.Kind == Map:
		e.WriteString("\n" + indent)
		e.pairs(n, indent)
	default:
		e.WriteString("\n")
		for _, item := range n.Items {
			e.item(item, indent)
		}
	}
}

func (e *emitter) item(n *Node, indent string) {
	if said := e.comment(n); said != "" {
		e.WriteString(indent + "# " + said + "\n")
	}
	e.WriteString(indent + "- ")
	if n.Kind == Map && !flat(n) {
		e.pairs(n, indent+"  ")
		return
	}
	e.WriteString(onOneLine(n) + "\n")
}

// flat reports whether n is written on one line.
func flat(n *Node) bool {
	for _, item := range n.Items {
		if item.Kind == Map || item.Kind == List || item.Kind == String && !plain(item.Text) {
			return false
		}
	}
	return len(n.Pairs) == 0
}

func onOneLine(n *Node) string {
	switch n.Kind {
	case Map:
		return "{}"
	case List:
		var items []string
		for _, item := range n.Items {
			items = append(items, onOneLine(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return scalar(n)
}

func scalar(n *Node) string {
	switch {
	case n.Kind == Null:
		return "null"
	case n.Kind == String && !plain(n.Text):
		return QuotedYAML(n.Text)
	}
	return n.Text
}

// plain reports whether a text is a word that reads as itself without quotes.
func plain(s string) bool {
	return strings.IndexFunc(s, notPlain) < 0 && strings.Trim(s, "._+-") == s && plainKind(s) == String
}

func notPlain(c rune) bool {
	return notInID(c) && (c < 'A' || 'Z' < c) && !strings.ContainsRune("._+", c)
}

// QuotedYAML writes a text between double quotes, as YAML reads it back to the byte.
func QuotedYAML(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case lang.Invisible(c):
			fmt.Fprintf(&b, `\U%08x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return `"` + b.String() + `"`
}
