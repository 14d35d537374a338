package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"rung/rubric/lang"
)

// el makes an element; class is empty where it has none.
func el(tag, class string, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: tag}
	if class != "" {
		set(n, "class", class)
	}
	for _, c := range children {
		if c != nil {
			n.AppendChild(c)
		}
	}
	return n
}

// set gives n an attribute that a person may have written.
func set(n *html.Node, key, value string) {
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: lang.Defang(value)})
}

// attrs gives n attributes: keys and values by turns.
func attrs(n *html.Node, pairs ...string) *html.Node {
	for i := 0; i < len(pairs); i += 2 {
		set(n, pairs[i], pairs[i+1])
	}
	return n
}

// text is a text that anybody may have written.
func text(s string) *html.Node {
	return &html.Node{Type: html.TextNode, Data: lang.Defang(s)}
}

// inline is a text whose addresses can be followed, in the lines it was written in.
func inline(s string) []*html.Node {
	var nodes []*html.Node
	for i, line := range strings.Split(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"), "\n") {
		if i > 0 {
			nodes = append(nodes, el("br", ""))
		}
		nodes = append(nodes, linked(line)...)
	}
	return nodes
}

// linked is a line of text whose addresses can be followed.
func linked(s string) []*html.Node {
	var nodes []*html.Node
	plain := ""
	for _, word := range strings.SplitAfter(lang.Defang(s), " ") {
		before, address, after := address(word)
		plain += before
		if address != "" {
			nodes = append(nodes, text(plain), link(address))
			plain = after
		}
	}
	return append(nodes, text(plain))
}

// link leads to an address and tells nobody from where.
func link(address string) *html.Node {
	return attrs(el("a", "", text(address)), "href", address, "rel", "noopener noreferrer")
}

// address finds an address in a word, between the marks that a sentence sets
// around it. Only what a reader sees for what it is counts: http, https or
// mailto, in ASCII, without a password.
func address(word string) (before, address, after string) {
	address = strings.TrimLeft(word, "(<[“«\"'")
	before = word[:len(word)-len(address)]
	address = strings.TrimRight(address, " .,;:!?)>]”»\"'")
	after = word[len(before)+len(address):]
	if !followed(address) {
		return word, "", ""
	}
	return before, address, after
}

func followed(address string) bool {
	if strings.ContainsFunc(address, func(c rune) bool { return c <= ' ' || c > '~' || strings.ContainsRune("\\<>\"'`{}|^", c) }) {
		return false
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return false
	case strings.HasPrefix(address, "http://"), strings.HasPrefix(address, "https://"):
		return u.Hostname() != "" && u.User == nil
	}
	return strings.HasPrefix(address, "mailto:") && strings.Contains(u.Opaque, "@")
}
