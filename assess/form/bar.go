package form

import (
	"slices"
	"strconv"

	xhtml "golang.org/x/net/html"

	"rung/assess"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// languages are what the languages call themselves.
var languages = map[lang.Tag]string{lang.EN: "English", lang.FR: "Français"}

// bar stands above every page: where one is, how much is open, a file of the
// answers, and the language.
func (p *page) bar() *xhtml.Node {
	nav := p.languages()
	if p.at.kind != result && (p.at.kind != begin || p.answered()) {
		nav.InsertBefore(button("", "save", "answers", tree.Text(p.t("Save the draft"))), nav.FirstChild)
	}
	return tree.El("header", "bar", p.part("div", "stand", "stand", p.stand()...), nav)
}

// answered reports whether anything was said.
func (f *Form) answered() bool {
	return slices.ContainsFunc(f.sheets(), func(s *sheet) bool { return len(s.answers()) > 0 || s.manner == direct || s.manner == cannot })
}

// stand is where one is, with what the person is to know.
func (p *page) stand() []*xhtml.Node {
	nodes := p.progress()
	if room := p.room(p.sheet); room < scarce && p.at.kind != begin {
		nodes = append(nodes, tree.El("p", "refusal", tree.Text(p.roomLeft(room))))
	}
	if p.gave != "" {
		nodes = append(nodes, tree.El("p", "", tree.Text(p.whereGiven())))
	}
	if p.notice != nil {
		nodes = append(nodes, tree.El("p", "refusal", tree.Text(p.in(p.notice.why))))
	}
	return nodes
}

// scarce is how little room for text, in bytes, is worth a word.
const scarce = 2 << 10

// roomLeft says how much text still fits about the person in hand.
func (f *Form) roomLeft(room int) string {
	name := f.sheet.who.Subject.Name
	if room < 0 {
		return f.t("What you wrote about %s is about %v too long for an envelope; shorten a note.", name, lang.Count(-room, "character", "characters"))
	}
	return f.t("There is room for about %v more about %s.", lang.Count(room, "character", "characters"), name)
}

// whereGiven says where the file is that was just handed over: a page is not told.
func (f *Form) whereGiven() string {
	return f.t("Your browser was given %s. It is among your downloads, unless you chose another place.", f.gave)
}

// progress is how far one came: with the people of an invitation, or the questions.
func (p *page) progress() []*xhtml.Node {
	switch p.at.kind {
	case begin:
		return []*xhtml.Node{tree.El("p", "", tree.Text(p.rubric.Title.In(p.tag)))}
	case person, overview, envelope:
		all, done := len(p.invited.sheets), p.done()
		return p.meter(p.t("People done: %d of %d", done, all), done, all)
	}
	all, open := len(p.rubric.Questions), p.sheet.iv.Open()
	words := p.counted()
	if p.invited != nil {
		words = p.t("%s (%d of %d)", p.sheet.who.Subject.Name, 1+p.inHand(), len(p.invited.sheets)) + " · " + words
	}
	if about := p.titleOf(p.at); about != "" {
		words += " · " + about
	}
	if left := p.sheet.pace.Left(open); left > 0 && p.at.kind == dimension {
		words += " · " + assess.TimeLeft(left).In(p.tag)
	}
	return p.meter(words, all-open, all)
}

// meter shows how much of all is done.
func (p *page) meter(words string, done, all int) []*xhtml.Node {
	return []*xhtml.Node{tree.El("p", "", tree.Text(words)),
		tree.Attrs(tree.El("progress", ""), "max", strconv.Itoa(all), "value", strconv.Itoa(done), "aria-label", p.t("Progress"))}
}

// counted is how many questions have an answer, or a reason for none; or of how many
// people enough was said.
func (f *Form) counted() string {
	if f.invited != nil && f.at.kind == begin {
		return f.t("People done: %d of %d", f.done(), len(f.invited.sheets))
	}
	all := len(f.rubric.Questions)
	return f.t("%d of %d", all-f.sheet.iv.Open(), all)
}

func (p *page) languages() *xhtml.Node {
	nav := tree.Attrs(tree.El("nav", "languages"), "aria-label", p.t("Draft and language"))
	for _, t := range lang.Tags {
		b := tree.Attrs(button("", "language", string(t), tree.Text(languages[t])), "lang", string(t), "id", "language."+string(t))
		if t == p.tag {
			tree.Set(b, "aria-current", "true")
		}
		nav.AppendChild(b)
	}
	return nav
}
