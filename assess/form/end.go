package form

import (
	"strconv"

	xhtml "golang.org/x/net/html"

	"rung/assess"
	"rung/assess/report/html"
	"rung/assess/report/html/tree"
)

// review lists what was said to every question, and what is missing for a level.
func (p *page) review() {
	v := p.sheet.iv.Review()
	p.add(p.heading(p.t("All answers")))
	if len(v.ToAnswer) > 0 {
		p.add(p.say("caveat", "There are too few answers for a level; those marked would help."))
	}
	list := tree.Attrs(tree.El("ol", "answers"), "role", "list")
	for _, q := range v.Questions {
		list.AppendChild(p.reviewed(q))
	}
	p.add(list, p.ends(v))
}

func (p *page) reviewed(v assess.QuestionView) *xhtml.Node {
	id := p.rubric.Questions[v.Number-1].ID
	said := v.Said
	if said == "" {
		said = assess.State("").Reason().In(p.tag)
	}
	change := tree.Attrs(button("", "go", place{question, id}.String(), tree.Text(p.t("Change"))),
		"aria-label", p.t("Change: %s", v.Text))
	return tree.El("li", "", tree.El("span", "soft", tree.Text(strconv.Itoa(v.Number))),
		tree.El("div", "", tree.El("p", "soft", tree.Text(v.Text)), tree.El("p", "said", tree.Text(said))), change)
}

func (p *page) ends(v assess.ReviewView) *xhtml.Node {
	steps := tree.El("div", "steps")
	if v.Open > 0 {
		steps.AppendChild(button("", "rest", "", tree.Text(p.t("Answer the open questions"))))
	}
	steps.AppendChild(button("go", "go", result, tree.Text(p.t("Show the result"))))
	return steps
}

// result is the page of the result, with what can be done with it.
func (p *page) result() {
	document := p.page()
	for _, landmark := range html.Body(document) {
		p.adopt(landmark)
	}
	p.add(tree.El("div", "steps",
		button("", "go", review, tree.Text(p.t("Change answers"))),
		button("", "print", "", tree.Text(p.t("Print"))),
		button("", "save", "page", tree.Text(p.t("Save the result"))),
		button("go", "save", "answers", tree.Text(p.t("Save the answers")))))
}

// adopt puts what a landmark of another page holds on this one.
func (p *page) adopt(landmark *xhtml.Node) {
	for n := landmark.FirstChild; n != nil; n = landmark.FirstChild {
		landmark.RemoveChild(n)
		p.add(n)
	}
}
