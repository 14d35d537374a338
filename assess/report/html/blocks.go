package html

import (
	"strings"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

var tones = map[report.Tone]string{report.Strong: "strong", report.Faint: "soft", report.Caveat: "caveat"}

func facts(b report.Facts) *html.Node {
	list := tree.El("dl", "facts")
	for _, f := range b.Facts {
		list.AppendChild(tree.El("div", "", tree.El("dt", "", tree.Text(f.Label)), tree.El("dd", "", tree.Inline(f.Value)...)))
	}
	return list
}

// blank is ruled lines under their label.
func (p *page) blank(b report.Blank) *html.Node {
	hint := lang.Text("to be filled in").In(p.tag)
	room := tree.El("div", "blank", tree.El("p", "label", tree.Text(b.Label), tree.El("span", "unseen", tree.Text(" ("+hint+")"))))
	for range b.Lines {
		room.AppendChild(tree.Attrs(tree.El("div", "rule"), "aria-hidden", "true"))
	}
	return room
}

// next says what to type; no command is broken.
func next(b report.Next) *html.Node {
	list := tree.El("ul", "parts")
	for _, c := range b.Commands {
		list.AppendChild(tree.El("li", "", tree.El("code", "", tree.Text(c))))
	}
	return tree.El("div", "entry next", tree.El("p", "name", tree.Text(b.Text)), list)
}

// items draws a list with the title over it.
func (p *page) items(b report.Items) {
	if len(b.Items) == 0 {
		return
	}
	if b.Title != nil {
		p.add(tree.El("p", "title", tree.Inline(b.Title(len(b.Items)))...))
	}
	class := "items"
	if b.Apart {
		class += " apart"
	}
	p.add(list(class, b.Items))
}

func list(class string, items []report.Item) *html.Node {
	if leads(items) {
		class += " led"
	}
	list := tree.El("ul", class)
	tree.Set(list, "role", "list") // without bullets, some readers do not take it for one
	for _, i := range items {
		list.AppendChild(item(i))
	}
	return list
}

func leads(items []report.Item) bool {
	for _, i := range items {
		if i.Lead != "" {
			return true
		}
	}
	return false
}

func item(i report.Item) *html.Node {
	li := tree.El("li", "")
	if i.Lead != "" {
		li.AppendChild(tree.El("span", "lead", tree.Text(i.Lead)))
	}
	body := tree.El("div", "", tree.El("p", "said", tree.Inline(i.Text)...))
	if len(i.Sides) > 0 {
		body.AppendChild(sides(i.Sides))
	}
	if len(i.Under) > 0 {
		body.AppendChild(list("items under", i.Under))
	}
	li.AppendChild(body)
	return li
}

// sides sets things against each other, each under its label.
func sides(sides []report.Side) *html.Node {
	class := "sides"
	if len(sides) > 2 {
		class += " many"
	}
	set := tree.El("div", class)
	for _, s := range sides {
		one := tree.El("div", "", tree.El("p", "label", tree.Text(s.Label)))
		for _, t := range s.Texts {
			one.AppendChild(tree.El("p", "", tree.Inline(t.Text)...))
			if t.Note != "" {
				one.AppendChild(tree.El("p", "note", tree.El("q", "", tree.Inline(t.Note)...)))
			}
		}
		set.AppendChild(one)
	}
	return set
}

// listing draws names with their entries; an entry stays on one line where it can.
func listing(b report.Listing) *html.Node {
	all := tree.El("div", "listing")
	for _, e := range b.Entries {
		parts := tree.El("ul", "parts")
		for _, part := range e.Parts {
			parts.AppendChild(tree.El("li", "", tree.Inline(part)...))
		}
		entry := tree.El("div", "entry", parts)
		if e.Name != "" {
			entry.InsertBefore(tree.El("p", "name", tree.Text(e.Name)), parts)
		}
		all.AppendChild(entry)
	}
	return all
}

// classes joins the classes that are not empty.
func classes(names ...string) string {
	return strings.Join(strings.Fields(strings.Join(names, " ")), " ")
}
