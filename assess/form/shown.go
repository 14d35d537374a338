package form

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	xhtml "golang.org/x/net/html"

	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// The ids of the heading of a page, of who assesses whom, of a word about somebody,
// and of the files to load.
const (
	headingID    = "heading"
	peopleID     = "people"
	whyID        = "why"
	loadID       = "load"
	invitationID = "invitation"
)

// page is a page on its way: its nodes, how its controls stand, and the parts of it
// that change while it stays.
type page struct {
	*Form
	into     *xhtml.Node
	controls []Control
	parts    []*xhtml.Node
}

// show fills in what is to be seen: the whole page, or what changes on it.
func (f *Form) show(s *Shown, whole bool) {
	p := &page{Form: f, into: tree.El("main", "")}
	p.draw()
	bar := p.bar()
	s.Lang, s.Title, s.Controls, s.Place, s.Key = f.tag, f.title(), p.controls, f.where(), f.key()
	if whole {
		s.Page = markup(bar, p.into)
		return
	}
	s.Parts = map[string]string{}
	for _, part := range p.parts {
		s.Parts[attribute(part, "id")] = markup(slices.Collect(part.ChildNodes())...)
	}
}

// title is what the page is called among others that are open.
func (f *Form) title() string {
	switch {
	case f.invited == nil:
		return f.rubric.Title.In(f.tag)
	case f.invited.invitation.Title == "":
		return f.t("You are invited to rate people")
	}
	return f.invited.invitation.Title
}

// guard says what is to be kept, and whether anything would be lost.
func (f *Form) guard(s *Shown, e Event, changed bool) {
	f.unsaved = f.unsaved || changed
	if f.kept && (changed || slices.Contains([]string{"keep", "load", "start"}, e.Do)) {
		text := string(f.draftFile())
		s.Keep = &text
	}
	if e.Do == "keep" && !f.kept {
		s.Keep = new(string)
	}
	s.Unsaved = f.unsaved && !f.kept || f.invited != nil && f.invited.sealed != nil && !f.invited.sealed.saved
	f.sheet.last = e.Now
}

func markup(nodes ...*xhtml.Node) string {
	var b bytes.Buffer
	if err := tree.Render(&b, nodes...); err != nil {
		panic(err) // a buffer takes everything, and the nodes are ours
	}
	return b.String()
}

func attribute(n *xhtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (p *page) draw() {
	switch p.at.kind {
	case begin:
		if p.invited != nil {
			p.welcome()
		} else {
			p.begin()
		}
	case person:
		p.person()
	case overview:
		p.overview()
	case envelope:
		p.envelope()
	case dimension:
		p.dimensionPage(p.dimension(p.at.id))
	case question:
		p.questionPage()
	case review:
		p.review()
	case result:
		p.result()
	}
}

func (p *page) add(nodes ...*xhtml.Node) {
	for _, n := range nodes {
		p.into.AppendChild(n)
	}
}

// heading is what the page is about, and what is looked at first.
func (p *page) heading(text string) *xhtml.Node {
	return tree.Attrs(tree.El("h1", "", tree.Text(unbroken(text))), "id", headingID, "tabindex", "-1")
}

// unbroken is a text that no line breaks at a hyphen before a short word: in a heading
// "fallait-il" stays in one piece, while a long name may be parted.
func unbroken(text string) string {
	const short = 5 // letters
	parts := strings.Split(text, "-")
	for i, part := range parts[1:] {
		word := strings.IndexFunc(part+" ", func(c rune) bool { return !unicode.IsLetter(c) })
		parts[i+1] = "-" + part
		if word <= short {
			parts[i+1] = "\u2011" + part
		}
	}
	return strings.Join(parts, "")
}

// part is an element that changes while the page stays.
func (p *page) part(element, class, id string, children ...*xhtml.Node) *xhtml.Node {
	n := tree.Attrs(tree.El(element, class, children...), "id", id)
	p.parts = append(p.parts, n)
	return n
}

// refusal says beside a control why what was given is refused.
func (p *page) refusal(control string) *xhtml.Node {
	n := p.part("p", "refusal", control+".refusal")
	if w, refused := p.sheet.wrong[control]; refused {
		for _, words := range tree.Inline(p.in(w.why)) {
			n.AppendChild(words)
		}
	}
	return n
}

func (p *page) say(class, format string, args ...any) *xhtml.Node {
	return tree.El("p", class, tree.Text(lang.Sprintf(format, args...).In(p.tag)))
}

// button does something to something; to is empty where it is clear.
func button(class, do, to string, children ...*xhtml.Node) *xhtml.Node {
	b := tree.Attrs(tree.El("button", class, children...), "type", "button", "data-do", do)
	if to != "" {
		tree.Set(b, "data-to", to)
	}
	return b
}

// choice is a radio button or a box to tick with its words. Those of one name belong
// together; value is the word that an answers file has.
type choice struct {
	kind, name, value, do, to string
	chosen                    bool
}

func (p *page) choice(class string, c choice, words string) *xhtml.Node {
	id := c.name + "." + c.value
	p.controls = append(p.controls, Control{ID: id, Chosen: c.chosen})
	input := tree.Attrs(tree.El("input", ""), "type", c.kind, "id", id, "name", c.name, "value", c.value, "data-do", c.do, "data-to", c.to)
	return tree.El("label", class, input, tree.El("span", "", tree.Text(words)))
}

// typed is a field for a text. It has nothing corrected, translated or filled in:
// what does that may send the text away.
func (p *page) typed(element, id, do, to, value string) *xhtml.Node {
	w, refused := p.sheet.wrong[id]
	if refused {
		value = w.typed
	}
	p.controls = append(p.controls, Control{ID: id, Value: &value, Invalid: refused})
	return tree.Attrs(tree.El(element, ""), "id", id, "data-do", do, "data-to", to,
		"spellcheck", "false", "translate", "no", "autocomplete", "off")
}
