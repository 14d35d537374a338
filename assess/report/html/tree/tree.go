// Package tree makes the nodes of a page: every text in it is a text node or an
// attribute, so that none can be read as markup, and invisible characters are shown
// as escapes.
package tree

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"rung/rubric/lang"
)

// Render writes nodes as HTML, a line for each.
func Render(w io.Writer, nodes ...*html.Node) error {
	for _, n := range nodes {
		if err := html.Render(w, n); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	return nil
}

// Head is the head of a page: a title, and a policy that forbids everything but what
// is allowed, in the words of Content-Security-Policy.
func Head(title, allowed string, more ...*html.Node) *html.Node {
	policy := "default-src 'none'; " + allowed + "; base-uri 'none'; form-action 'none'"
	head := El("head", "",
		Attrs(El("meta", ""), "charset", "utf-8"),
		Attrs(El("meta", ""), "http-equiv", "Content-Security-Policy", "content", policy),
		Attrs(El("meta", ""), "name", "viewport", "content", "width=device-width, initial-scale=1"),
		El("title", "", Text(title)))
	for _, n := range more {
		head.AppendChild(n)
	}
	return head
}

// Raw is a style or a script of our own: nothing in it is escaped.
func Raw(tag, source string) *html.Node {
	return El(tag, "", &html.Node{Type: html.TextNode, Data: source})
}

// Digest is a style or a script as a policy allows it.
func Digest(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// El makes an element; class is empty where it has none.
func El(tag, class string, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: tag}
	if class != "" {
		Set(n, "class", class)
	}
	for _, c := range children {
		if c != nil {
			n.AppendChild(c)
		}
	}
	return n
}

// Set gives n an attribute that a person may have written.
func Set(n *html.Node, key, value string) {
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: lang.Defang(value)})
}

// Attrs gives n attributes: keys and values by turns.
func Attrs(n *html.Node, pairs ...string) *html.Node {
	for i := 0; i < len(pairs); i += 2 {
		Set(n, pairs[i], pairs[i+1])
	}
	return n
}

// Text is a text that anybody may have written.
func Text(s string) *html.Node {
	return &html.Node{Type: html.TextNode, Data: lang.Defang(s)}
}

// Inline is a text whose addresses can be followed, in the lines it was written in.
func Inline(s string) []*html.Node {
	var nodes []*html.Node
	for i, line := range strings.Split(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"), "\n") {
		if i > 0 {
			nodes = append(nodes, El("br", ""))
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
			nodes = append(nodes, Text(plain), link(address))
			plain = after
		}
	}
	return append(nodes, Text(plain))
}

// link leads to an address and tells nobody from where.
func link(address string) *html.Node {
	return Attrs(El("a", "", Text(address)), "href", address, "rel", "noopener noreferrer")
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
