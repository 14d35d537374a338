package report

import (
	"slices"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Explain is every number of the result: from each answer to its step, its
// dimension, the distance to every level, and what follows from the distances.
// Figures are rounded so that the parts shown add up to the totals shown.
func Explain(res *assess.Result, tag lang.Tag) Document {
	v := newResultView(res, tag)
	v.verdict()
	v.part("Answers", "The value of a dimension is the mean step of its answers.")
	v.answers()
	v.notes()
	if len(res.Ranking) == 0 {
		v.add(Break{})
		v.toAnswer()
		return v.document()
	}
	v.numbers()
	if v.names() {
		for _, p := range res.Next {
			v.whole(p)
		}
		v.strengths()
		v.robustness()
	}
	v.tippingPoints(func(q *rubric.Question, said string) Item { return Item{Text: q.ID + ", " + said} })
	d := v.document()
	d.Main = answersGrid
	return d
}

// numbers are the figures between the answers and the level.
func (v *resultView) numbers() {
	v.distances()
	v.fit()
	v.probabilities()
}

// fit shows what the fit is graded by.
func (v *resultView) fit() {
	f := v.res.Fit
	if f == nil {
		return
	}
	v.part("Fit", "The distance of the single answers to the closest level, so that two that contradict each other do not cancel out: %s. "+
		"Of simulated people, 95 of 100 stay within %s and 995 of 1000 within %s.",
		v.number(f.Distance, 3), v.number(f.Limits[0], 3), v.number(f.Limits[1], 3))
}

// answers shows how the answers of each dimension make its value.
func (v *resultView) answers() {
	g := Grid{Name: answersGrid, Columns: []Column{
		v.wide("Dimension"), v.column("Question"), v.wide("Answer"),
		v.figures("Step"), v.figures("Value"),
	}}
	for _, dv := range v.res.Dimensions {
		value := absent("?")
		if dv.Value != nil {
			value = Cell{Text: v.t("%s of %d", v.number(*dv.Value, 2), dv.Dimension.Top()), Number: &Number{Value: *dv.Value, Decimals: 2}}
		}
		g.Rows = append(g.Rows, []Cell{text(v.name(dv.Dimension)), {}, {}, {}, value})
		for _, q := range v.questions(dv) {
			g.Rows = append(g.Rows, []Cell{{}, text(q.ID), text(v.answerText(q)), v.stepOf(dv, q), {}})
		}
	}
	v.add(g)
}

// questions are those of a dimension, the ones without an answer included.
func (v *resultView) questions(dv assess.DimensionValue) []*rubric.Question {
	var all []*rubric.Question
	for _, i := range v.res.Rubric.QuestionsOf(v.res.Rubric.DimensionIndex(dv.Dimension.ID)) {
		all = append(all, &v.res.Rubric.Questions[i])
	}
	return all
}

// stepOf is the step that the answer to a question gave.
func (v *resultView) stepOf(dv assess.DimensionValue, q *rubric.Question) Cell {
	for _, s := range dv.Steps {
		if s.Question.ID == q.ID {
			return v.count(s.Step)
		}
	}
	return absent("–")
}

// answerText is what was answered, as an answers file says it.
func (v *resultView) answerText(q *rubric.Question) string {
	a, ok := v.res.Assessment.Answer(q.ID)
	switch {
	case !ok:
		return v.t("no answer")
	case a.State != assess.Answered:
		return assess.Said(q, a, v.tag)
	}
	return a.Value.String()
}

// distances shows what each dimension adds to the distance to each level.
func (v *resultView) distances() {
	v.part("Distance to each level", "Weight × steps outside its scope ÷ top step, over the answered weight (%s of the rubric's).",
		v.percent(v.res.Coverage))
	if v.anywhere() {
		v.say("A dimension about which a level says nothing counts in neither sum for that level.")
	}
	g := Grid{Name: "distances", Title: v.t("Distances"), Columns: []Column{{Wraps: true, Data: v.t("Dimension")}}}
	columns := make([][]float64, len(v.res.Ranking))
	for i, k := range v.res.Ranking {
		g.Columns = append(g.Columns, Column{Title: k.Level.Short, Figures: true, Wraps: true})
		columns[i] = apportioned(k.Parts, k.Distance, 3)
	}
	for d, dv := range v.res.Dimensions {
		row := []Cell{text(v.name(dv.Dimension))}
		for i, parts := range columns {
			part := v.figure(parts[d], 3)
			if dv.Value == nil || v.res.Ranking[i].Level.Scope[d].Any {
				part = absent("–")
			}
			row = append(row, part)
		}
		g.Rows = append(g.Rows, row)
	}
	total := []Cell{text(v.t("Distance"))}
	for _, k := range v.res.Ranking {
		total = append(total, v.figure(k.Distance, 3))
	}
	g.Rows = append(g.Rows, total)
	v.add(g)
}

// anywhere reports whether some level says nothing about some dimension.
func (v *resultView) anywhere() bool {
	return slices.ContainsFunc(v.res.Rubric.Levels, func(l rubric.Level) bool {
		return slices.ContainsFunc(l.Scope, func(s rubric.Range) bool { return s.Any })
	})
}

// probabilities shows the ranking and what the confidence is made of.
func (v *resultView) probabilities() {
	res := v.res
	if res.Confidence == nil {
		return
	}
	v.part("Confidence", "The chance that another equally honest set of these answers would land on the same level. It says nothing "+
		"of what anybody else would answer.")
	v.say("Each eligible level weighs exp(−λ × distance); λ = %v.", lang.Number{Value: res.Rubric.Temperature, Decimals: 2})
	if res.Ways > 0 {
		v.say("The probabilities are means over %d ways of answering the rest (%d of %d questions), as people who answered alike would.",
			res.Ways, res.Questions-res.Answered, res.Questions)
	}
	v.ranking()
	v.say("Standing, the mean rung by probability: %v.", lang.Number{Value: *res.Standing, Decimals: 2})
}

func (v *resultView) ranking() {
	g := Grid{Name: "probabilities", Title: v.t("Probabilities"), Columns: []Column{
		v.column("Level"), v.figures("Rung"), v.figures("Distance"), v.figures("Probability"),
		{Wraps: true, Data: v.t("Requirement")},
	}}
	shares := make([]float64, len(v.res.Ranking))
	for i, k := range v.res.Ranking {
		shares[i] = k.Probability
	}
	shown := apportioned(shares, 1, 3)
	for i, k := range v.res.Ranking {
		chance, note := v.figure(shown[i], 3), ""
		if !k.Eligible {
			chance, note = absent("–"), v.bound(k.Unmet[0])
		}
		g.Rows = append(g.Rows, []Cell{text(k.Level.Title.In(v.tag)), v.count(k.Level.Rung), v.figure(k.Distance, 3), chance, text(note)})
	}
	v.add(g)
}

// bound is a requirement in figures.
func (v *resultView) bound(m assess.Must) string {
	sign, step := "≥", m.Requirement.Lo
	if m.AsksForLess() {
		sign, step = "≤", m.Requirement.Hi
	}
	return v.t("requires %s %s %d", v.name(m.Dimension), sign, step)
}

func (v *resultView) strengths() {
	if len(v.res.Strengths) == 0 {
		return
	}
	var items []Item
	for _, s := range v.res.Strengths {
		items = append(items, Item{
			Text: v.t("%s, by %s: %s, expected up to %d (%v)", v.name(s.Dimension), v.steps(s.Have-float64(s.Expected)), v.steps(s.Have),
				s.Expected, v.quoted(s.Dimension, s.Expected, v.res.Level)),
			Claims: []Claim{{Says: Over, Level: v.res.Level, Dimension: s.Dimension},
				{Says: UpTo, Level: v.res.Level, Dimension: s.Dimension, Step: s.Expected}},
		})
	}
	v.heading("Above what %s expects", v.res.Level.Short)
	v.add(Items{Items: items})
}

// robustness says how little would have to be answered otherwise for another level.
func (v *resultView) robustness() {
	var items []Item
	for _, p := range v.res.Next {
		if said := v.change(p); said != "" && p.Level != v.res.Level {
			items = append(items, Item{Text: p.Level.Short + v.colon() + said})
		}
	}
	if len(items) > 0 {
		v.part("How robust this is", "The fewest one-step raises, each of all answers on a dimension, that would tip the result. A measure of how near it is to tipping, not a way to get there.")
		v.add(Items{Items: items})
	}
}

func (v *resultView) change(p assess.Path) string {
	switch p.Reach {
	case assess.Unreachable:
		return v.t("no raise of these answers tips it.")
	case assess.TooLarge:
		return v.t("too many to try; the search was given up.")
	}
	var raises lang.List
	for _, r := range p.SmallestChange {
		raises = append(raises, lang.Verbatim(v.raise(r)))
	}
	if len(raises) == 0 {
		return v.t("the change of track alone.")
	}
	return v.in(raises) + "."
}

func (v *resultView) raise(r assess.Raise) string {
	if r.To-r.From > 2-barely {
		return v.t("%s +%s steps", v.name(r.Dimension), v.steps(r.To-r.From))
	}
	return v.t("%s +%s step", v.name(r.Dimension), v.steps(r.To-r.From))
}

// tippingPoints lists the answers that would change the level; entry joins a
// question with what is said of it.
func (v *resultView) tippingPoints(entry func(q *rubric.Question, said string) Item) {
	switch {
	case !v.names():
		return
	case len(v.res.TippingPoints) == 0:
		v.part("Tipping points", "None of these answers, one step up or down, would change the level alone.")
		return
	}
	var items []Item
	for _, t := range v.res.TippingPoints {
		items = append(items, entry(t.Question, v.t("step %d → %d: %s", t.From, t.To, t.Level.Short)))
	}
	v.part("Tipping points", "One step on one of these answers alone would change the level:")
	v.add(Items{Items: items})
}
