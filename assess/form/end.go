package form

import (
	"cmp"
	"slices"
	"strconv"

	xhtml "golang.org/x/net/html"

	"rung/assess"
	"rung/assess/report/html"
	"rung/assess/report/html/tree"
)

// review lists what was said to every question, and what is missing for a level.
func (p *page) review() {
	v := p.sheet.iv.Review()
	p.add(p.heading(p.titleOf(p.at)))
	switch {
	case len(v.ToAnswer) > 0:
		p.add(p.say("caveat", "There are too few answers for a level yet. Those that would help are marked."))
	case v.Open > 0:
		p.add(p.say("", "These answers are enough for a level; the open questions can be answered too."))
	}
	list := tree.Attrs(tree.El("ol", "answers"), "role", "list")
	for _, q := range v.Questions {
		list.AppendChild(p.reviewed(q, slices.Contains(v.ToAnswer, q.Number)))
	}
	p.add(list, p.ends(v))
}

// reviewed is a question with what was said to it; wanted where an answer would help
// to a level.
func (p *page) reviewed(v assess.QuestionView, wanted bool) *xhtml.Node {
	id := p.rubric.Questions[v.Number-1].ID
	words := tree.El("div", "", tree.El("p", "soft", tree.Text(v.Text)),
		tree.El("p", "", tree.Text(cmp.Or(v.Said, assess.State("").Reason().In(p.tag)))))
	if v.Note != "" {
		words.AppendChild(tree.El("p", "note", tree.Inline(v.Note)...))
	}
	if wanted {
		words.AppendChild(p.say("refusal", "An answer here would help."))
	}
	change := tree.Attrs(button("", "go", place{question, id}.String(), tree.Text(p.t("Change # an answer"))),
		"aria-label", p.t("Change: %s", v.Text))
	return tree.El("li", "", tree.El("span", "soft", tree.Text(strconv.Itoa(v.Number))), words, change)
}

func (p *page) ends(v assess.ReviewView) *xhtml.Node {
	steps := tree.El("div", "steps", p.leads(p.entry()))
	if v.Open > 0 {
		steps.AppendChild(button("", "rest", "", tree.Text(p.t("Answer the open questions"))))
	}
	if p.invited != nil {
		steps.AppendChild(p.leadsOnward())
	} else {
		steps.AppendChild(button("go", "go", result, tree.Text(p.t("Show the result"))))
	}
	return steps
}

// result is the page of the result, and under its headline what can be done with it.
func (p *page) result() {
	tree.Set(p.into, "class", "result")
	for _, landmark := range html.Body(p.page()) {
		if landmark.Data != "main" {
			p.add(landmark)
			continue
		}
		for _, n := range slices.Collect(landmark.ChildNodes()) {
			landmark.RemoveChild(n)
			p.add(n)
			if h := heading(n); h != nil {
				tree.Attrs(h, "id", headingID, "tabindex", "-1")
				p.add(p.uses(), p.unsavable())
			}
		}
	}
}

// heading is the first heading in n, if there is one.
func heading(n *xhtml.Node) *xhtml.Node {
	for d := range n.Descendants() {
		if d.Data == "h1" {
			return d
		}
	}
	return nil
}

func (p *page) uses() *xhtml.Node {
	return tree.El("div", "steps",
		button("go", "save", "page", tree.Text(p.t("Save the result"))),
		button("", "save", "answers", tree.Text(p.t("Save the answers"))),
		button("", "go", review, tree.Text(p.t("Change answers"))),
		button("", "print", "", tree.Text(p.t("Print"))))
}

// unsavable is for browsers that save no file.
func (p *page) unsavable() *xhtml.Node {
	return tree.El("details", "example", tree.El("summary", "", tree.Text(p.t("If no file is saved here"))),
		p.toCopy("text", p.t("Copy the answers as text:"), string(p.draftFile()), 6))
}

// toCopy is a text with a button that copies it: for browsers that let no page copy,
// it can be selected.
func (p *page) toCopy(id, words, text string, rows int) *xhtml.Node {
	p.controls = append(p.controls, Control{ID: id, Value: &text})
	field := tree.Attrs(tree.El("textarea", ""), "id", id, "readonly", "", "rows", strconv.Itoa(rows), "translate", "no", "spellcheck", "false")
	done := ""
	if p.Form.copy == id {
		done = p.t("Copied.")
	}
	return tree.El("div", "copy", tree.El("label", "field", tree.El("span", "", tree.Text(words)), field),
		tree.Attrs(button("", "copy", id, tree.Text(p.t("Copy"))), "id", "copy."+id, "aria-label", p.t("Copy: %s", words)),
		p.part("span", "soft", id+".copied", tree.Text(done)))
}
