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

// bar stands above every page: where one is, how much is open, and the language.
func (p *page) bar() *xhtml.Node {
	return tree.El("header", "bar", p.part("div", "stand", "stand", p.stand()...), p.languages())
}

func (p *page) stand() []*xhtml.Node {
	if p.at.kind == begin {
		return []*xhtml.Node{tree.El("p", "", tree.Text(p.rubric.Title.In(p.tag)))}
	}
	all := len(p.rubric.Questions)
	done := strconv.Itoa(all - p.sheet.iv.Open())
	words := tree.El("p", "", tree.Text(p.progress()))
	if left := p.sheet.pace.Left(p.sheet.iv.Open()); left > 0 {
		words.AppendChild(tree.Text(" · " + assess.TimeLeft(left).In(p.tag)))
	}
	return []*xhtml.Node{words, tree.Attrs(tree.El("progress", ""), "max", strconv.Itoa(all), "value", done, "aria-label", p.progress())}
}

// progress is how much is answered.
func (f *Form) progress() string {
	all := len(f.rubric.Questions)
	return f.t("%d of %d answered", all-f.sheet.iv.Open(), all)
}

func (p *page) languages() *xhtml.Node {
	nav := tree.Attrs(tree.El("nav", "languages"), "aria-label", p.t("Language"))
	for _, t := range lang.Tags {
		b := tree.Attrs(button("", "language", string(t), tree.Text(languages[t])), "lang", string(t), "id", "language."+string(t))
		if t == p.tag {
			tree.Set(b, "aria-current", "true")
		}
		nav.AppendChild(b)
	}
	return nav
}
