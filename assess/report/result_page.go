package report

import (
	"cmp"
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// The names of a result's grids.
const (
	comparisonGrid = "comparison"
	answersGrid    = "answers"
)

// widestShown is how many gaps a page spells out.
const widestShown = 5

// Page is one result as it is handed on: what it is and how sure, the ladder, the
// answers against the closest level and the one above, the widest gaps in the
// words that were answered, what is above, and every answer with its note. With
// explain, every number besides.
func Page(res *assess.Result, tag lang.Tag, explain bool) Document {
	v := newResultView(res, tag)
	v.paper = true
	v.opening()
	if len(res.Ranking) == 0 {
		v.heading("What is missing")
		v.missing()
	} else {
		v.standing()
		v.above()
	}
	v.heading("Answers")
	v.answerList()
	if explain && len(res.Ranking) > 0 {
		v.numbers()
		if v.names() {
			v.robustness()
		}
		voice := assess.VoiceOf(res.Assessment, tag)
		v.tippingPoints(func(q *rubric.Question, said string) Item {
			return Item{Text: voice.Wording(q), Under: []Item{{Text: said}}}
		})
	}
	return v.document()
}

// pageTitle names the page: who, and which level.
func (v *resultView) pageTitle() string {
	level := v.t("no level")
	if l := v.res.Named(); l != nil {
		level = v.title(l)
	}
	return cmp.Or(v.subject(), v.in(relationKinds[v.res.Assessment.Relation])) + " · " + level
}

// opening is what the page says before anything else.
func (v *resultView) opening() {
	head := v.headline("")
	head.Kicker = v.made(v.res.Assessment) + " · " + v.res.Rubric.ID + " " + v.res.Rubric.Version
	head.Text = strings.TrimSuffix(head.Text, ".")
	v.add(head)
	v.described()
	v.apart()
	v.caveats()
	v.add(Facts{v.facts()})
	v.ladder()
}

func (v *resultView) facts() []Fact {
	var facts []Fact
	if c := v.res.Confidence; c != nil && v.res.Place == assess.Within {
		value := v.t("not known, never fitted")
		if c.Band != "" {
			value = v.t("%v, %s", bandNames[c.Band], v.in(Chance(c.Value)))
		}
		if !v.names() {
			value = v.in(bandNames[assess.Low])
		}
		label := v.t("Confidence")
		if v.res.HeldBack != nil && v.names() {
			label += v.t(" among the levels whose requirements are met")
		}
		facts = append(facts, Fact{label, value})
		if next := v.res.Second(); next.Probability >= worthNaming && v.names() && c.Band != "" {
			label := v.t("Runner-up")
			if v.likelier(next) {
				label = v.t("Likelier with the open questions answered")
			}
			facts = append(facts, Fact{label, v.t("%s, %v", next.Level.Short, Chance(next.Probability))})
		}
		if f := v.res.Fit; f != nil {
			facts = append(facts, Fact{v.t("Fit"), v.in(gradeNames[f.Grade])})
		}
	}
	return append(facts, Fact{v.t("Answered"), v.t("%d of %d", v.res.Answered, v.res.Questions)})
}

// ladder is the ladder with the chance of each level that is open to the answers, where
// the rubric was fitted.
func (v *resultView) ladder() {
	if v.res.Confidence == nil || !v.names() {
		return
	}
	l := ladderOf(v.res.Rubric, v.tag)
	fitted := v.res.Confidence.Band != ""
	if fitted {
		l.Caption = v.t("A larger mark is a likelier level, were the same questions answered as honestly once more.")
	}
	for _, k := range v.res.Ranking {
		at := &l.Levels[slices.IndexFunc(l.Levels, func(r Rung) bool { return r.ID == k.Level.ID })]
		at.Here = k.Level == v.res.Level
		if k.Eligible && fitted {
			at.Chance = &k.Probability
		}
	}
	v.add(l)
}

// standing sets the answers against the closest level and the one above it, where
// they say which it is.
func (v *resultView) standing() {
	v.undecided()
	nearest, ok := v.nearest()
	if !ok {
		v.top()
	} else {
		v.between(nearest)
	}
	if !v.names() {
		return
	}
	for _, p := range v.res.Next {
		if p.Level != nearest.Level {
			v.whole(p)
		}
	}
}

// top is the page of somebody above whom there is no level on their track.
func (v *resultView) top() {
	v.heading("Against what is expected")
	if v.names() && v.isTop() {
		v.say("No level lies above %s on its track.", v.res.Level.Short)
	}
	at, beside := v.res.Level, (*rubric.Level)(nil)
	if len(v.res.Undecided) > 0 {
		at, beside = v.res.Undecided[0].Levels[0], v.res.Undecided[0].Levels[1]
	}
	v.comparison(at, beside)
}

// between is the comparison with the next level, and its widest gaps.
func (v *resultView) between(p assess.Path) {
	if at := v.res.Level; at != nil && at != p.Level {
		v.heading("Between %s and %s", at.Short, p.Level.Short)
	} else {
		v.heading("Against what %s expects", p.Level.Short)
	}
	v.howFar(p)
	v.fewAnswers()
	v.add(Items{Apart: true, Items: v.requirements(p, true)})
	v.comparison(v.res.Level, p.Level)
	v.unknown(p)
	if len(p.Gaps) > 0 {
		v.heading("The gaps that weigh most, in words")
		gaps := v.gaps(p, true)
		v.add(Items{Apart: true, Items: gaps[:min(widestShown, len(gaps))]})
	}
}

// howFar counts the gaps to a level.
func (v *resultView) howFar(p assess.Path) {
	if len(p.Gaps)+len(p.Requirements) == 0 {
		v.ready(p)
		return
	}
	v.add(Sentence{Text: v.t("%v to %s, those that weigh most first. A ladder is not a checklist: no level asks for all of it at once.",
		lang.Count(len(p.Gaps), "gap", "gaps"), p.Level.Short), Claims: []Claim{{Says: Gaps, Level: p.Level, Count: len(p.Gaps)}}})
}

// comparison is a row per dimension, the widest gap to the next level first: the
// answers, what the closest level expects, and what the next one does.
func (v *resultView) comparison(at, next *rubric.Level) {
	if next == at {
		next = nil
	}
	g := Grid{Name: comparisonGrid, Title: v.t("Comparison"), Key: v.key(at, next), Columns: []Column{
		v.wide("Dimension"),
		{Title: v.t("Where the answers stand"), Data: v.in(v.you())},
	}}
	to := cmp.Or(next, at)
	if to != nil {
		g.Columns = append(g.Columns, Column{Title: v.t("To %s", to.Short), Figures: true, Data: v.t("Steps over %s", to.Short)})
	}
	for _, d := range v.byGap(to) {
		dv := v.res.Dimensions[d]
		here := v.position(dv)
		here.Drawing = Steps{dv.Value, dv.Dimension.Top(), scopeOf(at, d), scopeOf(next, d)}
		row := []Cell{text(v.name(dv.Dimension)), here}
		if to != nil {
			gap := v.gapAt(dv, to, d)
			gap.Text = cmp.Or(gap.Words, gap.Text)
			row = append(row, gap)
		}
		g.Rows = append(g.Rows, row)
	}
	v.add(g)
}

func (v *resultView) key(at, next *rubric.Level) *Key {
	k := &Key{Is: cmp.Or(v.subject(), v.in(v.you()))}
	if at != nil {
		k.Here = v.t("%s expects", at.Short)
	}
	if next != nil {
		k.Beyond = v.t("%s expects", next.Short)
	}
	return k
}

func scopeOf(l *rubric.Level, d int) *Range {
	if l == nil || l.Scope[d].Any {
		return nil
	}
	return &Range{l.Scope[d].Lo, l.Scope[d].Hi}
}

// byGap are the dimensions, those that fall shortest of a level first.
func (v *resultView) byGap(to *rubric.Level) []int {
	order := make([]int, len(v.res.Dimensions))
	short := make([]float64, len(order))
	for d, dv := range v.res.Dimensions {
		if order[d] = d; to != nil && dv.Value != nil {
			short[d] = (float64(to.Scope[d].Lo) - *dv.Value) / float64(dv.Dimension.Top()) * dv.Dimension.Weight
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(max(short[b], 0), max(short[a], 0)) })
	return order
}

// above spells out what lies above the closest level: the answers over what it
// expects, beside the expectation.
func (v *resultView) above() {
	if len(v.res.Strengths) == 0 || !v.names() {
		return
	}
	at := v.res.Level
	var items []Item
	for _, s := range v.res.Strengths {
		over := slices.DeleteFunc(slices.Clone(v.stepsOn(s.Dimension)), func(a assess.AnswerStep) bool { return a.Step <= s.Expected })
		items = append(items, Item{
			Text:   v.name(s.Dimension),
			Sides:  []Side{v.given(over, true), v.expected("expected", at, s.Dimension, UpTo, s.Expected)},
			Claims: []Claim{{Says: Over, Level: at, Dimension: s.Dimension}},
		})
	}
	v.heading("Above what %s expects", at.Short)
	v.add(Items{Apart: true, Items: items})
}

// missing spells out the questions that would give a level.
func (v *resultView) missing() {
	voice := assess.VoiceOf(v.res.Assessment, v.tag)
	var items []Item
	for _, t := range v.res.ToAnswer {
		item := Item{Text: v.name(t.Dimension)}
		for _, q := range t.Questions {
			item.Under = append(item.Under, Item{Lead: v.place(q), Text: voice.Wording(q)})
		}
		items = append(items, item)
	}
	v.add(Items{Title: v.first(), Items: items})
}

// answerList is every question with what was answered, and the notes.
func (v *resultView) answerList() {
	g := Grid{Name: answersGrid, Title: v.t("Answers"), Columns: []Column{
		v.wide("Dimension"), v.wide("Question"), v.wide("Answer"), v.figures("Step"),
	}}
	notes := slices.ContainsFunc(v.res.Assessment.Answers, func(a assess.Answer) bool { return a.Note != "" })
	if notes {
		g.Columns = append(g.Columns, v.wide("Note"))
	}
	voice := assess.VoiceOf(v.res.Assessment, v.tag)
	for _, dv := range v.res.Dimensions {
		for _, q := range v.questions(dv) {
			answer, note := v.answered(q)
			row := []Cell{text(v.name(dv.Dimension)), text(voice.Wording(q)), answer, v.stepOf(dv, q)}
			if notes {
				row = append(row, text(note))
			}
			g.Rows = append(g.Rows, row)
		}
	}
	v.add(g)
}

func (v *resultView) answered(q *rubric.Question) (answer Cell, note string) {
	a, ok := v.res.Assessment.Answer(q.ID)
	if !ok {
		return absent(v.t("no answer")), ""
	}
	return v.replyCell(q, a), a.Note
}
