package form

import (
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
	if p.at.kind != result && (p.at.kind != begin || len(p.sheet.answers()) > 0) {
		nav.InsertBefore(button("", "save", "answers", tree.Text(p.t("Save the draft"))), nav.FirstChild)
	}
	return tree.El("header", "bar", p.part("div", "stand", "stand", p.stand()...), nav)
}

func (p *page) stand() []*xhtml.Node {
	if p.at.kind == begin {
		return []*xhtml.Node{tree.El("p", "", tree.Text(p.rubric.Title.In(p.tag)))}
	}
	all, open := len(p.rubric.Questions), p.sheet.iv.Open()
	words := p.progress()
	if about := p.titleOf(p.at); about != "" {
		words += " · " + about
	}
	if left := p.sheet.pace.Left(open); left > 0 && p.at.kind == dimension {
		words += " · " + assess.TimeLeft(left).In(p.tag)
	}
	return []*xhtml.Node{tree.El("p", "", tree.Text(words)),
		tree.Attrs(tree.El("progress", ""), "max", strconv.Itoa(all), "value", strconv.Itoa(all-open), "aria-label", p.t("Progress"))}
}

// progress is how many questions have an answer, or a reason for none.
func (f *Form) progress() string {
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
