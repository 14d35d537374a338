package report

import (
	"cmp"
	"io"
	"math"
	"sort"
	"strconv"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Explain writes every number of the result: from each answer to its step, its
// dimension, the distance to every level, and what follows from the distances.
// Figures are rounded so that the parts shown add up to the totals shown.
func Explain(w io.Writer, res *assess.Result, o Options) error {
	v := resultView{newPage(w, o), res}
	v.verdict()
	v.answers()
	if len(res.Ranking) == 0 {
		v.blank()
		v.toAnswer()
		v.footer()
		return v.err
	}
	v.distances()
	v.probabilities()
	for _, p := range res.Next {
		v.blank()
		v.whole(p)
	}
	v.strengths()
	v.tippingPoints()
	v.footer()
	return v.err
}

func (v resultView) heading(format lang.Pair, args ...any) {
	v.blank()
	v.strong(format, args...)
}

// answers shows how the answers of each dimension make its value.
func (v resultView) answers() {
	v.heading(lang.T("Answers: the value of a dimension is the mean step of its answers.", "Réponses : la valeur d’une dimension est la moyenne des paliers de ses réponses."))
	g := grid{
		header: []string{v.t(lang.T("Dimension", "Dimension")), v.t(lang.T("Question", "Question")), v.t(lang.T("Answer", "Réponse")), v.t(lang.T("Step", "Palier")), v.t(lang.T("Value", "Valeur"))},
		right:  []int{3, 4}, wrap: []int{0, 2},
	}
	for _, dv := range v.res.Dimensions {
		value := "?"
		if dv.Value != nil {
			value = v.t(lang.T("%s of %d", "%s sur %d"), v.number(*dv.Value, 2), dv.Dimension.Top())
		}
		g.row(v.name(dv.Dimension), "", "", "", value)
		v.answersOf(&g, dv)
	}
	v.grid(&g)
}

// answersOf adds a row per question of a dimension, those without an answer
// included.
func (v resultView) answersOf(g *grid, dv assess.DimensionValue) {
	steps := map[string]string{}
	for _, s := range dv.Steps {
		steps[s.Question.ID] = strconv.Itoa(s.Step)
	}
	for _, i := range v.res.Rubric.QuestionsOf(v.res.Rubric.DimensionIndex(dv.Dimension.ID)) {
		q := &v.res.Rubric.Questions[i]
		g.row("", q.ID, v.answerText(q), cmp.Or(steps[q.ID], "–"), "")
	}
}

// answerText is what was answered, as an answers file says it.
func (v resultView) answerText(q *rubric.Question) string {
	a, ok := v.res.Assessment.Answer(q.ID)
	switch {
	case !ok:
		return v.t(lang.T("no answer", "sans réponse"))
	case a.State != assess.Answered:
		return assess.Said(q, a, v.Lang)
	case q.Kind == rubric.Choice:
		return a.Value.Option
	}
	return strconv.Itoa(a.Value.Number)
}

// distances shows what each dimension adds to the distance to each level.
func (v resultView) distances() {
	v.heading(lang.T("Distance to each level: weight × steps outside its scope ÷ top step, over the answered weight (%s of the rubric's).",
		"Distance à chaque niveau : poids × paliers hors de son périmètre ÷ palier maximal, sur le poids répondu (%s de celui du référentiel)."), v.percent(v.res.Coverage))
	g := grid{header: []string{""}, wrap: []int{0}}
	columns := make([][]string, len(v.res.Ranking))
	for i, k := range v.res.Ranking {
		g.header = append(g.header, v.short(k.Level))
		g.right = append(g.right, i+1)
		g.wrap = append(g.wrap, i+1)
		columns[i] = v.apportioned(k.Parts, k.Distance, 3)
	}
	for d, dv := range v.res.Dimensions {
		row := []string{v.name(dv.Dimension)}
		for i := range columns {
			row = append(row, columns[i][d])
		}
		g.row(row...)
	}
	total := []string{v.t(lang.T("Distance", "Distance"))}
	for _, k := range v.res.Ranking {
		total = append(total, v.number(k.Distance, 3))
	}
	g.row(total...)
	v.grid(&g)
}

// apportioned renders parts with so many decimals that what is shown adds up to
// their total as it is shown (largest remainder; of equal remainders the first).
func (v resultView) apportioned(parts []float64, total float64, decimals int) []string {
	unit := math.Pow10(-decimals)
	units := make([]float64, len(parts))
	order := make([]int, len(parts))
	left := shownUnits(total, decimals)
	for i, part := range parts {
		units[i], order[i] = math.Floor(part/unit), i
		left -= units[i]
	}
	sort.SliceStable(order, func(a, b int) bool {
		return parts[order[a]]/unit-units[order[a]] > parts[order[b]]/unit-units[order[b]]+1e-6
	})
	for _, i := range order {
		if left < 0.5 {
			break
		}
		units[i]++
		left--
	}
	out := make([]string, len(parts))
	for i, n := range units {
		out[i] = v.number(n*unit, decimals)
	}
	return out
}

// shownUnits is how many units of the last decimal a number shows: as lang.Number
// rounds it, and not as math.Round would where the two part at a half.
func shownUnits(x float64, decimals int) float64 {
	shown, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', decimals, 64), 64)
	if err != nil {
		return 0
	}
	return math.Round(shown * math.Pow10(decimals))
}

// probabilities shows the ranking and what the confidence is made of.
func (v resultView) probabilities() {
	res := v.res
	if res.Confidence == nil {
		return
	}
	v.heading(lang.T("Confidence: the chance that another equally honest set of these answers would land on the same level. It says nothing of what anybody else would answer.",
		"Confiance : la chance qu’une autre série de réponses aussi honnêtes tombe sur le même niveau. Elle ne dit rien de ce que répondrait quelqu’un d’autre."))
	lambda, full := lang.Number{Value: res.Sharpness(), Decimals: 2}, lang.Number{Value: res.Rubric.Temperature, Decimals: 2}
	if res.Answered == res.Questions {
		v.say(lang.T("Each eligible level weighs exp(−λ × distance); λ = %v.", "Chaque niveau éligible pèse exp(−λ × distance) ; λ = %v."), lambda)
	} else {
		v.say(lang.T("Each eligible level weighs exp(−λ × distance); λ = %v for %d answers of %d (%v with all of them).",
			"Chaque niveau éligible pèse exp(−λ × distance) ; λ = %v pour %d réponses sur %d (%v avec toutes)."), lambda, res.Answered, res.Questions, full)
	}
	g := grid{
		header: []string{v.t(lang.T("Level", "Niveau")), v.t(lang.T("Rung", "Échelon")), v.t(lang.T("Distance", "Distance")), v.t(lang.T("Probability", "Probabilité")), ""},
		right:  []int{1, 2, 3}, wrap: []int{4},
	}
	shares := make([]float64, len(res.Ranking))
	for i, k := range res.Ranking {
		shares[i] = k.Probability
	}
	shown := v.apportioned(shares, 1, 3)
	for i, k := range res.Ranking {
		note := ""
		if !k.Eligible {
			shown[i], note = "–", v.bound(k.Unmet[0])
		}
		g.row(v.title(k.Level), strconv.Itoa(k.Level.Rung), v.number(k.Distance, 3), shown[i], note)
	}
	v.grid(&g)
	v.say(lang.T("Standing, the mean rung by probability: %v.", "Position, l’échelon moyen par probabilité : %v."), lang.Number{Value: *res.Standing, Decimals: 2})
}

// bound is a requirement in figures.
func (v resultView) bound(m assess.Must) string {
	sign, step := "≥", m.Requirement.Lo
	if m.AsksForLess() {
		sign, step = "≤", m.Requirement.Hi
	}
	return v.t(lang.T("requires %s %s %d", "exige %s %s %d"), v.name(m.Dimension), sign, step)
}

func (v resultView) strengths() {
	if len(v.res.Strengths) == 0 {
		return
	}
	v.heading(lang.T("Above what %s expects:", "Au-dessus de ce qu’attend %s :"), v.short(v.res.Level))
	for _, s := range v.res.Strengths {
		v.hang("  ", "    ", v.t(lang.T("%s, by %s: now %s, expected up to %s", "%s, de %s : aujourd’hui %s, attendu jusqu’à %s"),
			v.name(s.Dimension), v.steps(s.Have-float64(s.Expected)), v.steps(s.Have), v.step(s.Dimension, float64(s.Expected))))
	}
}

func (v resultView) tippingPoints() {
	if v.res.Level == nil {
		return
	}
	if len(v.res.TippingPoints) == 0 {
		v.heading(lang.T("No single answer, one step up or down, would change the level.", "Aucune réponse à elle seule, un palier plus haut ou plus bas, ne changerait le niveau."))
		return
	}
	v.heading(lang.T("Tipping points: one step on this answer alone would change the level.", "Points de bascule : un palier sur cette seule réponse changerait le niveau."))
	for _, t := range v.res.TippingPoints {
		v.put(v.t(lang.T("  %s, step %d → %d: %s\n", "  %s, palier %d → %d : %s\n"), t.Question.ID, t.From, t.To, v.short(t.Level)))
	}
}
