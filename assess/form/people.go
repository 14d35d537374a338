package form

import (
	"strings"

	xhtml "golang.org/x/net/html"

	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// welcome says who asks the rater to rate whom, and who can read what they hand in.
func (p *page) welcome() {
	v := p.invited.invitation
	list := tree.Attrs(tree.El("ul", "invited"), "role", "list")
	for _, one := range v.Rater.People {
		list.AppendChild(tree.El("li", "", tree.Text(one.Rated().In(p.tag))))
	}
	p.add(
		p.say("kicker", "Invitation · %s %s", p.rubric.ID, p.rubric.Version),
		p.heading(p.title()),
		p.tells("", v.Asked()), list,
		p.say("", "%v each, or fewer, about what is true today; or you choose a level, or say that you cannot rate somebody. What is skipped, not known or does not apply never counts as zero, and every answer can be changed.",
			lang.Count(len(p.rubric.Questions), "question", "questions")))
	who := tree.El("section", "who", tree.El("h2", "", tree.Text(p.t("Who can read what, and when"))),
		p.say("", "This page sends nothing: it gives you a file, which you send yourself."))
	for _, said := range append(v.Told(), v.Compared()) {
		who.AppendChild(p.tells("", said))
	}
	p.add(who, p.draft(".json"), tree.El("div", "steps", p.leadsBack(), button("go", "start", "", tree.Text(p.startsWith()))))
}

func (p *page) tells(class string, said lang.Localized) *xhtml.Node {
	return tree.El("p", class, tree.Text(said.In(p.tag)))
}

// leadsBack leads to the overview once something was said.
func (p *page) leadsBack() *xhtml.Node {
	if !p.answered() {
		return nil
	}
	return p.leads(place{kind: overview})
}

func (p *page) startsWith() string {
	if p.answered() {
		return p.t("Go on")
	}
	return p.t("Begin")
}

// done counts the people of whom enough was said.
func (f *Form) done() (n int) {
	for _, s := range f.invited.sheets {
		if s.suffices() {
			n++
		}
	}
	return n
}

// person asks how somebody is to be rated.
func (p *page) person() {
	i := p.inHand()
	who := p.invited.invitation.Rater.People[i]
	option := func(manner, words string) *xhtml.Node {
		return p.choice("option", choice{"radio", "manner", manner, "manner", "", p.sheet.manner == manner}, words)
	}
	p.add(
		p.say("kicker", "Person %d of %d", i+1, len(p.invited.sheets)),
		p.heading(who.Rated().In(p.tag)),
		p.fieldset("manner-of", p.t("How do you want to answer?"),
			option(whole, p.t("All questions, one dimension after the other")),
			option(quick, p.t("Only what tells the levels apart, about half of them; the rest can come later")),
			option(direct, p.t("I know the level")),
			option(cannot, p.t("I cannot rate %s", who.Name))),
		p.part("div", "", "given", p.given()...),
		tree.El("div", "steps", p.leads(place{kind: overview}), button("go", "next", "", tree.Text(p.t("Next # on a button")))))
}

// given are the controls for what is said without questions.
func (p *page) given() []*xhtml.Node {
	var nodes []*xhtml.Node
	words := p.t("Why you cannot; you need not say")
	switch p.sheet.manner {
	case direct:
		nodes = append(nodes, p.ladder())
		words = p.t("Why this level; you need not say")
	case cannot:
	default:
		return nil
	}
	if len(p.sheet.answers()) > 0 {
		nodes = append(nodes, p.say("caveat", "What you answered to questions stays here, but is not handed in."))
	}
	why := tree.Attrs(p.typed("textarea", whyID, "why", "", p.sheet.why), "rows", "3", "aria-describedby", whyID+".refusal")
	return append(nodes, tree.El("label", "field", tree.El("span", "", tree.Text(words)), why), p.refusal(whyID))
}

// ladder asks for a level, by track.
func (p *page) ladder() *xhtml.Node {
	field := p.fieldset("level-of", p.t("Which level?"))
	for i := range p.rubric.Levels {
		l := &p.rubric.Levels[i]
		field.AppendChild(p.choice("option", choice{"radio", "level", l.ID, "level", "", p.sheet.level == l.ID}, p.levelName(l.ID)))
	}
	return field
}

// levelName is what a level is called, with what the company calls it.
func (f *Form) levelName(id string) string {
	l := &f.rubric.Levels[f.rubric.LevelIndex(id)]
	name := l.Title.In(f.tag)
	if l.Label != "" && !strings.EqualFold(l.Label, name) {
		name += " (" + l.Label + ")"
	}
	return name
}

// overview lists everybody with what is said of them.
func (p *page) overview() {
	p.add(p.heading(p.t("Overview")))
	if open := len(p.invited.sheets) - p.done(); open > 0 {
		p.add(p.say("caveat", "%v still open. The envelope says nothing of them; you can hand in again later.", lang.Count(open, "person is", "people are")))
	} else {
		p.add(p.say("", "Enough is said of everybody. Anything can still be changed."))
	}
	list := tree.Attrs(tree.El("ul", "answers people"), "role", "list")
	for i := range p.invited.sheets {
		list.AppendChild(p.stands(i))
	}
	p.add(list, tree.El("div", "steps", p.leads(place{kind: begin}), p.leadsTo(envelope),
		button("go", "seal", "", tree.Text(p.t("Make the envelope")))))
}

// leadsTo leads to a place if there is one.
func (p *page) leadsTo(kind string) *xhtml.Node {
	if to, known := p.placeAt(kind); known {
		return p.leads(to)
	}
	return nil
}

// stands is somebody with what is said of them, and what is missing.
func (p *page) stands(i int) *xhtml.Node {
	s, who := p.invited.sheets[i], p.invited.invitation.Rater.People[i]
	words := tree.El("div", "", tree.El("p", "", tree.Text(who.Rated().In(p.tag))), tree.El("p", "soft", tree.Text(p.saidOf(s))))
	if room := p.room(s); room < 0 {
		words.AppendChild(p.say("refusal", "%v too long for an envelope; shorten a note.", lang.Count(-room, "character", "characters")))
	}
	class, to := "", place{kind: person}.String()
	if !s.suffices() {
		class = "wanted"
	} else if s.manner == whole || s.manner == quick {
		to = review
	}
	change := tree.Attrs(button("", "go", to+p.whose(s), tree.Text(p.t("Change # an answer"))), "aria-label", p.t("Change: %s", who.Name))
	return tree.El("li", class, words, change)
}

// saidOf is what is said of somebody, or why they are open.
func (p *page) saidOf(s *sheet) string {
	switch {
	case s.manner == cannot:
		return p.t("not rated")
	case s.manner == direct && s.level == "":
		return p.t("open: no level is chosen")
	case s.manner == direct:
		return p.levelName(s.level)
	}
	all := len(p.rubric.Questions)
	counted := p.t("questions: %d of %d", all-s.iv.Open(), all)
	if s.suffices() {
		return counted
	}
	var missing lang.List
	for _, one := range s.placed().ToAnswer {
		missing = append(missing, lang.Verbatim(one.Dimension.Title.In(p.tag)))
	}
	if s.iv.Open() == all {
		return p.t("open: nothing is answered")
	}
	return p.t("open: too little for a level; %s, nothing on %v", counted, missing)
}

// leadsOnward leads to the next person of whom too little was said, or to the overview.
func (p *page) leadsOnward() *xhtml.Node {
	to := p.onward(p.inHand())
	title := p.t("Overview")
	if _, whose, named := strings.Cut(to, "@"); named {
		title = p.sheetOf(whose).who.Subject.Name
	}
	return button("go", "go", to, tree.Text(p.t("Next: %s", title)))
}

// envelope hands over the envelope and its receipt.
func (p *page) envelope() {
	v, made := p.invited.invitation, p.invited.sealed
	p.add(p.heading(p.t("Your envelope is made")))
	if !p.current() {
		p.add(p.say("caveat", "You changed answers since. Make another envelope from the overview: it replaces this one."))
	}
	if len(made.open) > 0 {
		p.add(p.say("caveat", "Still open, so that it says nothing of them: %v.", namesOf(made.open)))
	}
	if p.kept {
		p.add(p.say("caveat", "This browser still keeps your answers. At the beginning you can delete them from it."))
	}
	p.add(p.tells("", v.Sent()),
		tree.El("div", "steps", p.leads(place{kind: overview}), button("go", "save", envelope, tree.Text(p.t("Save the envelope")))),
		tree.El("details", "example", tree.El("summary", "", tree.Text(p.t("If no file is saved here"))),
			p.toCopy(envelopeText, p.t("Copy the envelope as text, and paste it into a message:"), made.text, 6)))
	receipt := tree.El("section", "", tree.El("h2", "", tree.Text(p.t("Your receipt"))),
		p.say("", "It names this envelope and no other, and says nothing of what is in it. When all is opened, look for it in the list."),
		p.toCopy("words", p.t("In eight words:"), made.receipt.Words(), 2),
		p.toCopy("hex", p.t("In full:"), made.receipt.String(), 2),
		tree.El("div", "steps", button("", "save", "receipt", tree.Text(p.t("Save the receipt")))))
	p.add(receipt)
}

func namesOf(sheets []*sheet) (names lang.List) {
	for _, s := range sheets {
		names = append(names, lang.Verbatim(s.who.Subject.Name))
	}
	return names
}
