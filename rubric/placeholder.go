package rubric

import (
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Placeholder stands for the subject's name in the wording put to somebody else.
const Placeholder = "{name}"

// placeholder refuses a wording about somebody that does not name them. Other
// braces are text.
func (c *checker) placeholder(q fileQuestion) {
	for _, tag := range c.file.languages {
		s, ok := q.askAbout[tag]
		if !ok || s == "" {
			continue
		}
		at, misspelt := textNode(q.askAboutAt, tag), misspeltPlaceholder(s)
		switch {
		case misspelt != "":
			c.hint(at, "placeholder", lang.Sprintf("%v stands for nothing in ask_about", doc.Quote(misspelt)),
				doc.DidYouMean(misspelt, []string{Placeholder}))
		case !strings.Contains(s, Placeholder):
			c.hint(at, "placeholder", lang.Sprintf("this ask_about names nobody"),
				lang.Sprintf("write %v where the name goes", doc.Quote(Placeholder)))
		}
	}
}

// textNode is where a text stands in one language; a text alone is its own place.
func textNode(n *doc.Node, tag lang.Tag) *doc.Node {
	for _, p := range n.Pairs {
		if p.Key.Text == string(tag) {
			return p.Value
		}
	}
	return n
}

// misspeltPlaceholder returns the first thing in braces that was probably meant
// to be the placeholder, or "".
func misspeltPlaceholder(s string) string {
	for _, opened := range strings.Split(s, "{")[1:] {
		inside, _, closed := strings.Cut(opened, "}")
		found, word := "{"+inside+"}", strings.ToLower(strings.TrimSpace(inside))
		if closed && found != Placeholder && doc.Near(word, []string{"name", "nom", "prénom", "subject"}) != "" {
			return found
		}
	}
	return ""
}
