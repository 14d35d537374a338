package form

import (
	xhtml "golang.org/x/net/html"

	"rung/assess"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// begin says what is ahead and who can read it, and asks about whom the answers are
// and how much is asked.
func (p *page) begin() {
	p.add(
		p.say("kicker", "%s %s", p.rubric.ID, p.rubric.Version),
		p.heading(p.t("Find the level that a scope matches")),
		p.say("", "%v about what is true today. There is no right answer. What is skipped, not known or does not apply never counts as zero, and every answer can be changed.",
			lang.Count(len(p.rubric.Questions), "question", "questions")),
		p.say("who", "This page sends nothing. Your answers stay in it until you save them in a file; only who gets that file can read them."),
		p.aboutWhom(),
		p.howMuch(),
		p.draft(".yaml,.yml,.json"),
		p.opens(),
		tree.El("div", "steps", button("go", "start", "", tree.Text(p.startWord()))),
	)
}

func (p *page) startWord() string {
	if p.sheet.iv.Open() < len(p.rubric.Questions) {
		return p.t("Go on")
	}
	return p.t("Begin")
}

func (p *page) fieldset(id, legend string, children ...*xhtml.Node) *xhtml.Node {
	return tree.Attrs(tree.El("fieldset", "", append([]*xhtml.Node{tree.El("legend", "", tree.Text(unbroken(legend)))}, children...)...), "id", id)
}

// relations are the ways to answer, as somebody would say it of themself.
var relations = map[assess.Relation]lang.Text{
	assess.Self:    "I answer about myself",
	assess.Manager: "I answer about somebody, as their manager",
	assess.Peer:    "I answer about somebody, as a peer",
	assess.Panel:   "I answer about somebody, as a member of a panel",
}

func (p *page) aboutWhom() *xhtml.Node {
	typed := p.sheet.typed
	field := p.fieldset(peopleID, p.t("Whom are the answers about?"))
	for _, r := range assess.Relations {
		field.AppendChild(p.choice("option", choice{"radio", "relation", string(r), "about", "", typed.relation == r}, relations[r].In(p.tag)))
	}
	field.AppendChild(p.part("div", "names", "names", p.names(typed)...))
	field.AppendChild(p.refusal(peopleID))
	return tree.Attrs(field, "aria-describedby", peopleID+".refusal", "tabindex", "-1")
}

func (p *page) names(typed people) []*xhtml.Node {
	if typed.relation == assess.Self {
		return []*xhtml.Node{p.nameField("subject", p.t("Your name, for the result; it can be left out"), typed.subject)}
	}
	return []*xhtml.Node{
		p.nameField("subject", p.t("Their name"), typed.subject),
		p.nameField("rater", p.t("Your name"), typed.rater),
	}
}

func (p *page) nameField(name, words, value string) *xhtml.Node {
	return tree.El("label", "field", tree.El("span", "", tree.Text(words)),
		tree.Attrs(p.typed("input", name, "name", name, value), "type", "text", "maxlength", "100"))
}

func (p *page) howMuch() *xhtml.Node {
	return p.fieldset("manner-of", p.t("How many questions?"),
		p.choice("option", choice{"radio", "manner", whole, "manner", "", p.sheet.manner == whole}, p.t("All of them, one dimension after the other")),
		p.choice("option", choice{"radio", "manner", quick, "manner", "", p.sheet.manner == quick}, p.t("Only what tells the levels apart, about half of them; the rest can come later")))
}

// draft offers to go on with answers that were saved, and to keep them in the
// browser.
func (p *page) draft(accept string) *xhtml.Node {
	return p.fieldset("draft", p.t("Your draft"),
		p.choice("option", choice{"checkbox", "keep", "on", "keep", "", p.kept},
			p.t("Keep my answers in this browser. Whoever uses it after you can read them, and other pages opened from its disk may; unticking deletes them.")),
		p.chooses(loadID, "load", accept, p.t("Go on with answers that you saved in a file:")),
		p.refusal(loadID))
}

// opens takes an invitation as a file, for whoever does not trust the form in their
// mail.
func (p *page) opens() *xhtml.Node {
	return p.fieldset("invited", p.t("Were you invited?"),
		p.chooses(invitationID, "invite", ".invitation,.html", p.t("Open an invitation that you got as a file:")),
		p.refusal(invitationID))
}

// chooses is a field for a file.
func (p *page) chooses(id, do, accept, words string) *xhtml.Node {
	return tree.El("label", "field", tree.El("span", "", tree.Text(words)),
		tree.Attrs(tree.El("input", ""), "type", "file", "id", id, "data-do", do, "accept", accept, "aria-describedby", id+".refusal"))
}
