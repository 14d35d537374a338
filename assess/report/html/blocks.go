package html

import (
	"strings"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/rubric/lang"
)

var tones = map[report.Tone]string{report.Strong: "strong", report.Faint: "soft", report.Caveat: "caveat"}

func facts(b report.Facts) *html.Node {
	list := el("dl", "facts")
	for _, f := range b.Facts {
		list.AppendChild(el("div", "", el("dt", "", text(f.Label)), el("dd", "", inline(f.Value)...)))
	}
	return list
}

// blank is ruled lines under their label.
func (p *page) blank(b report.Blank) *html.Node {
	hint := lang.Text("to be filled in").In(p.tag)
	room := el("div", "blank", el("p", "label", text(b.Label), el("span", "unseen", text(" ("+hint+")"))))
	for range b.Lines {
		room.AppendChild(attrs(el("div", "rule"), "aria-hidden", "true"))
	}
	return room
}

// next says what to type; no command is broken.
func next(b report.Next) *html.Node {
	list := el("ul", "parts")
	for _, c := range b.Commands {
		list.AppendChild(el("li", "", el("code", "", text(c))))
	}
	return el("div", "entry next", el("p", "name", text(b.Text)), list)
}

// items draws a list with the title over it.
func (p *page) items(b report.Items) {
	if len(b.Items) == 0 {
		return
	}
	if b.Title != nil {
		p.add(el("p", "title", inline(b.Title(len(b.Items)))...))
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
	list := el("ul", class)
	set(list, "role", "list") // without bullets, some readers do not take it for one
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
	li := el("li", "")
	if i.Lead != "" {
		li.AppendChild(el("span", "lead", text(i.Lead)))
	}
	body := el("div", "", el("p", "said", inline(i.Text)...))
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
	set := el("div", class)
	for _, s := range sides {
		one := el("div", "", el("p", "label", text(s.Label)))
		for _, t := range s.Texts {
			one.AppendChild(el("p", "", inline(t.Text)...))
			if t.Note != "" {
				one.AppendChild(el("p", "note", el("q", "", inline(t.Note)...)))
			}
		}
		set.AppendChild(one)
	}
	return set
}

// listing draws names with their entries; an entry stays on one line where it can.
func listing(b report.Listing) *html.Node {
	all := el("div", "listing")
	for _, e := range b.Entries {
		parts := el("ul", "parts")
		for _, part := range e.Parts {
			parts.AppendChild(el("li", "", inline(part)...))
		}
		entry := el("div", "entry", parts)
		if e.Name != "" {
			entry.InsertBefore(el("p", "name", text(e.Name)), parts)
		}
		all.AppendChild(entry)
	}
	return all
}

// classes joins the classes that are not empty.
func classes(names ...string) string {
	return strings.Join(strings.Fields(strings.Join(names, " ")), " ")
}
