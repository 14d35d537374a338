package report

import (
	"cmp"
	"slices"
	"strconv"

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
	if v.res.Level != nil {
		level = v.title(v.res.Level)
	}
	return cmp.Or(v.subject(), v.in(relationKinds[v.res.Assessment.Relation])) + " · " + level
}

// opening is what the page says before anything else.
func (v *resultView) opening() {
	claim, why := v.claim("")
	v.add(Headline{Kicker: v.kicker(), Text: claim})
	if why != "" {
		v.add(Sentence{Text: why})
	}
	if v.res.Level != nil && v.res.Place == assess.Within {
		v.add(Sentence{Text: v.res.Level.Summary.In(v.tag)})
	}
	v.add(Facts{v.facts()})
	v.caveats()
	v.ladder()
}

var relationKinds = map[assess.Relation]lang.Text{
	assess.Self:    "Self-assessment",
	assess.Manager: "Manager's assessment",
	assess.Peer:    "Peer's assessment",
	assess.Panel:   "Panel's assessment",
}

// kicker is the kind of assessment, its date, if it was kept, and its rubric.
func (v *resultView) kicker() string {
	a := v.res.Assessment
	kind := v.in(relationKinds[a.Relation])
	if a.Relation != assess.Self && a.Rater.Name != "" {
		kind += " (" + a.Rater.Name + ")"
	}
	if !a.CompletedAt.IsZero() {
		kind += " · " + v.date(a.CompletedAt)
	}
	return kind + " · " + v.res.Rubric.ID + " " + v.res.Rubric.Version
}

func (v *resultView) facts() []Fact {
	var facts []Fact
	if c := v.res.Confidence; c != nil && v.res.Place == assess.Within {
		facts = append(facts, Fact{v.t("Confidence"), v.t("%v, %v", bandNames[c.Band], lang.Number{Value: c.Value, Decimals: 2})})
		if next, ok := v.runnerUp(); ok {
			label := lang.Text("Runner-up")
			if v.leans() {
				label = "Leaning to"
			}
			facts = append(facts,
				Fact{v.in(label), v.t("%s, %v", next.Level.Short, lang.Number{Value: next.Probability, Decimals: 2})})
		}
	}
	return append(facts, Fact{v.t("Answered # a count"), v.t("%d of %d", v.res.Answered, v.res.Questions)})
}

// ladder is the ladder with the chance of each level that is open to the answers.
func (v *resultView) ladder() {
	if v.res.Confidence == nil {
		return
	}
	l := ladderOf(v.res.Rubric, v.tag)
	l.Caption = v.t("A larger mark is a likelier level, were the same questions answered as honestly once more.")
	for _, k := range v.res.Ranking {
		at := &l.Levels[slices.IndexFunc(l.Levels, func(r Rung) bool { return r.ID == k.Level.ID })]
		at.Here = k.Level == v.res.Level && v.res.Place == assess.Within
		if k.Eligible {
			at.Chance = &k.Probability
		}
	}
	v.add(l)
}

// standing sets the answers against the closest level and the one above it.
func (v *resultView) standing() {
	nearest, ok := v.nearest()
	if !ok {
		v.top()
	} else {
		v.between(nearest)
	}
	for _, p := range v.res.Next {
		if p.Level != nearest.Level {
			v.further(p)
		}
	}
}

// top is the page of somebody above whom there is no level on their track.
func (v *resultView) top() {
	v.heading("Against what is expected")
	if v.res.Level != nil && v.isTop() {
		v.say("No level lies above %s on its track.", v.res.Level.Short)
	}
	v.comparison(nil)
}

// between is the comparison with the next level, and its widest gaps.
func (v *resultView) between(p assess.Path) {
	if at := v.res.Level; at != nil && at != p.Level {
		v.heading("Between %s and %s", at.Short, p.Level.Short)
	} else {
		v.heading("Against what %s expects", p.Level.Short)
	}
	v.howFar(p)
	v.add(Items{Items: v.requirements(p)})
	v.comparison(p.Level)
	v.unknown(p)
	if len(p.Gaps) > 0 {
		v.heading("The gaps that weigh most, in words")
		v.add(Items{Apart: true, Items: v.widest(p)})
	}
}

// howFar counts the gaps to a level.
func (v *resultView) howFar(p assess.Path) {
	if len(p.Gaps)+len(p.Requirements) == 0 {
		v.say("Nothing in these answers falls short of %s.", p.Level.Short)
		return
	}
	v.say("%v to %s, those that weigh most first. A ladder is not a checklist: no level asks for all of it at once.",
		gapCount(p), p.Level.Short)
}

func gapCount(p assess.Path) lang.Counted {
	return lang.Count(len(p.Gaps), "gap", "gaps")
}

// comparison is a row per dimension, the widest gap to the next level first: the
// answers, what the closest level expects, and what the next one does.
func (v *resultView) comparison(next *rubric.Level) {
	at := v.res.Level
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
			gap := v.gapTo(dv, to.Scope[d])
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
	if l == nil {
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

// widest spells out the widest gaps: the answers that lie under what is expected,
// with their notes, beside the expectation.
func (v *resultView) widest(p assess.Path) []Item {
	var items []Item
	for _, g := range p.Gaps[:min(widestShown, len(p.Gaps))] {
		items = append(items, Item{Text: v.name(g.Dimension), Sides: []Side{
			{v.t("Answered"), v.given(g.Dimension, func(step int) bool { return step < g.Need })},
			{v.t("%s expects", p.Level.Short), []Said{{Text: g.Dimension.Steps[g.Need].In(v.tag)}}},
		}})
	}
	return items
}

// given are the answers on a dimension whose steps are asked for; a count says
// nothing without its question.
func (v *resultView) given(d *rubric.Dimension, asked func(step int) bool) []Said {
	var said []Said
	voice := assess.VoiceOf(v.res.Assessment, v.tag)
	for _, s := range v.res.Dimensions[v.res.Rubric.DimensionIndex(d.ID)].Steps {
		if !asked(s.Step) {
			continue
		}
		answer := assess.Said(s.Question, s.Answer, v.tag)
		if s.Question.Kind == rubric.Number {
			answer = voice.Wording(s.Question) + "\u00a0→\u00a0" + strconv.Itoa(s.Answer.Value.Number)
		}
		said = append(said, Said{answer, s.Answer.Note})
	}
	return said
}

// further is another next level in a few lines.
func (v *resultView) further(p assess.Path) {
	if v.beside(p.Level) {
		v.heading("A change of track to %s", p.Level.Short)
	} else {
		v.heading("Towards %s", p.Level.Short)
	}
	if len(p.Gaps)+len(p.Requirements) == 0 {
		v.howFar(p)
		return
	}
	items := v.requirements(p)
	for _, g := range p.Gaps {
		if !slices.ContainsFunc(p.Requirements, func(m assess.Must) bool { return m.Dimension == g.Dimension }) {
			items = append(items, Item{Text: v.t("%s: %s to go, to %v",
				v.name(g.Dimension), v.steps(g.Steps), v.step(g.Dimension, float64(g.Need)))})
		}
	}
	v.add(Items{Items: items})
}

// above spells out what lies above the closest level: the answers over what it
// expects, beside the expectation.
func (v *resultView) above() {
	if len(v.res.Strengths) == 0 {
		return
	}
	at := v.res.Level.Short
	var items []Item
	for _, s := range v.res.Strengths {
		items = append(items, Item{Text: v.name(s.Dimension), Sides: []Side{
			{v.t("Answered"), v.given(s.Dimension, func(step int) bool { return step > s.Expected })},
			{v.t("%s expects", at), []Said{{Text: s.Dimension.Steps[s.Expected].In(v.tag)}}},
		}})
	}
	v.heading("Above what %s expects", at)
	v.add(Items{Apart: true, Items: items})
}

// missing spells out the questions that would give a level.
func (v *resultView) missing() {
	voice := assess.VoiceOf(v.res.Assessment, v.tag)
	var items []Item
	for _, t := range v.res.ToAnswer {
		item := Item{Text: v.name(t.Dimension)}
		for _, q := range t.Questions {
			number := strconv.Itoa(v.res.Rubric.QuestionIndex(q.ID) + 1)
			item.Under = append(item.Under, Item{Lead: number, Text: voice.Wording(q)})
		}
		items = append(items, item)
	}
	v.add(Items{Title: v.first, Items: items})
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
