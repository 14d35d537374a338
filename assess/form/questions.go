package form

import (
	"slices"
	"strconv"
	"strings"

	xhtml "golang.org/x/net/html"

	"rung/assess"
	"rung/assess/report/html/tree"
	"rung/rubric"
	"rung/rubric/lang"
)

// dimensionPage asks all questions of a dimension.
func (p *page) dimensionPage(d int) {
	views := p.sheet.dimension(d)
	p.add(p.part("p", "kicker", "place", tree.Text(p.placed(d, open(views)))), p.heading(p.rubric.Dimensions[d].Title.In(p.tag)))
	for _, v := range views {
		p.add(p.question(v))
	}
	before, after := p.dimensionFrom(-1), p.dimensionFrom(1)
	p.add(tree.El("div", "steps",
		button("", "go", before.String(), tree.Text("← "+p.titleOf(before))),
		button("go", "next", "", tree.Text(p.t("Next: %s", p.titleOf(after))))))
	p.add(p.contents())
}

func (p *page) placed(d, open int) string {
	said := p.t("Dimension %d of %d", d+1, len(p.rubric.Dimensions))
	if open > 0 {
		said += " · " + lang.Count(open, "question open", "questions open").In(p.tag)
	}
	return said
}

// open counts the questions that have neither an answer nor a reason for none.
func open(views []assess.QuestionView) (n int) {
	for _, v := range views {
		if v.Present == nil {
			n++
		}
	}
	return n
}

// titleOf is what a place is called.
func (p *page) titleOf(to place) string {
	switch to.kind {
	case begin:
		return p.t("Beginning")
	case review:
		return p.t("All answers")
	case result:
		return p.t("Result")
	case person:
		return p.sheet.who.Subject.Name
	case overview:
		return p.t("Overview")
	case envelope:
		return p.t("The envelope")
	case question:
		return p.sheet.view(to.id).Dimension
	}
	return p.rubric.Dimensions[p.dimension(to.id)].Title.In(p.tag)
}

// leads is a button that leads to a place.
func (p *page) leads(to place) *xhtml.Node {
	return button("", "go", to.String(), tree.Text(p.titleOf(to)))
}

// contents leads to every dimension, and to the review.
func (p *page) contents() *xhtml.Node {
	list := p.part("ul", "", "places", p.entries()...)
	tree.Set(list, "role", "list")
	return tree.Attrs(tree.El("nav", "contents", list), "aria-label", p.t("Dimensions"))
}

func (p *page) entries() (entries []*xhtml.Node) {
	for i := range p.rubric.Dimensions {
		to := place{dimension, p.rubric.Dimensions[i].ID}
		b := p.leads(to)
		if to == p.at {
			tree.Set(b, "aria-current", "page")
		}
		entry := tree.El("li", "", b)
		if n := open(p.sheet.dimension(i)); n > 0 {
			entry.AppendChild(tree.El("span", "soft", tree.Text(" "+p.t("%d open", n))))
		}
		entries = append(entries, entry)
	}
	return append(entries, tree.El("li", "", p.leads(place{kind: review})))
}

// questionPage asks one question of a quick interview.
func (p *page) questionPage() {
	v := p.sheet.view(p.at.id)
	heading := p.heading(v.Text)
	tree.Set(heading, "class", "wordy")
	p.add(p.say("kicker", "Question %d, at most %d", v.Turn, v.Of), heading, p.question(v))
	p.add(tree.El("div", "steps",
		button("", "back", "", tree.Text("← "+p.t("Back"))),
		p.leads(place{kind: review}),
		button("go", "next", "", tree.Text(p.t("Next # on a button")))))
}

// question is a question with all that can be said to it.
func (p *page) question(v assess.QuestionView) *xhtml.Node {
	q := &p.rubric.Questions[v.Number-1]
	legend := tree.El("legend", "", tree.Text(unbroken(v.Text)))
	if p.at.kind == question {
		tree.Set(legend, "class", "unseen")
	}
	field := tree.Attrs(tree.El("fieldset", "question", legend), "id", q.ID, "tabindex", "-1")
	for _, n := range p.answers(q, v) {
		field.AppendChild(n)
	}
	field.AppendChild(p.reasons(q, v))
	field.AppendChild(p.example(q, v))
	return field
}

// answers are the controls that an answer is given with.
func (p *page) answers(q *rubric.Question, v assess.QuestionView) []*xhtml.Node {
	switch q.Kind {
	case rubric.Number:
		return p.number(q, v)
	case rubric.Several:
		return p.several(q, v)
	}
	var rows []*xhtml.Node
	for _, o := range v.Options {
		rows = append(rows, p.choice("option", choice{"radio", q.ID, o.ID, "answer", q.ID, said(v).Option == o.ID}, o.Text))
	}
	return rows
}

// said is the value that was answered, the zero Value where none was.
func said(v assess.QuestionView) assess.Value {
	if v.Present == nil || v.Present.State != assess.Answered {
		return assess.Value{}
	}
	return v.Present.Value
}

func (p *page) number(q *rubric.Question, v assess.QuestionView) []*xhtml.Node {
	value := ""
	if v.Present != nil && v.Present.State == assess.Answered {
		value = strconv.Itoa(v.Present.Value.Number)
	}
	id := valueID(q.ID)
	input := tree.Attrs(p.typed("input", id, "answer", q.ID, value), "type", "text", "inputmode", "numeric", "aria-describedby", id+".refusal")
	return []*xhtml.Node{tree.El("label", "number", input, tree.El("span", "", tree.Text(v.Unit))), p.refusal(id)}
}

func (p *page) several(q *rubric.Question, v assess.QuestionView) []*xhtml.Node {
	ticks := said(v).Ticks
	rows := []*xhtml.Node{p.say("soft", "Tick all that hold.")}
	for _, o := range v.Options {
		rows = append(rows, p.choice("option", choice{"checkbox", q.ID, o.ID, "answer", q.ID, slices.Contains(ticks.IDs(), o.ID)}, o.Text))
	}
	none := choice{"checkbox", q.ID + ".none", rubric.NoneTicked, "answer", q.ID, ticks == assess.Tick()}
	return append(rows, p.choice("option", none, p.t("None of these")))
}

// reasons are the reasons for having no answer. Beside options they are of the same
// group, so that the browser lets one be chosen.
func (p *page) reasons(q *rubric.Question, v assess.QuestionView) *xhtml.Node {
	name := q.ID
	if q.Kind != rubric.Choice {
		name += ".reason"
	}
	row := tree.El("div", "reasons")
	for i, state := range []assess.State{assess.Skipped, assess.Unknown, assess.NotApplicable} {
		c := choice{"radio", name, rubric.NoAnswer()[i], "answer", q.ID, v.Present != nil && v.Present.State == state}
		row.AppendChild(p.choice("reason", c, p.reason(state)))
	}
	return row
}

func (p *page) reason(s assess.State) string {
	switch s {
	case assess.Skipped:
		return p.t("Skip")
	case assess.Unknown:
		return p.t("I don't know # what one can choose")
	}
	return p.t("Does not apply")
}

// whoReads says who reads a note.
func (p *page) whoReads() string {
	if p.invited != nil {
		return p.t("A fact or an example; %s reads it with your name.", p.invited.invitation.Terms.Reader)
	}
	return p.t("A fact or an example; whoever gets the file can read it.")
}

// example takes a note with evidence.
func (p *page) example(q *rubric.Question, v assess.QuestionView) *xhtml.Node {
	id := noteID(q.ID)
	note := p.typed("textarea", id, "note", q.ID, v.Note)
	tree.Attrs(note, "rows", "3", "aria-describedby", id+".refusal")
	details := tree.El("details", "example", tree.El("summary", "", tree.Text(p.t("Add an example"))),
		tree.El("label", "field", tree.El("span", "", tree.Text(p.whoReads())), note),
		p.refusal(id))
	if strings.TrimSpace(v.Note) != "" {
		tree.Set(details, "open", "")
	}
	return details
}
