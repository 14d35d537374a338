package html_test

import (
	"fmt"
	"strings"

	"rung/assess/report"
	"rung/rubric/lang"
)

// sample makes pages like those of rung, by hand.
type sample struct{ tag lang.Tag }

// say is a text in the language of the page.
func (s sample) say(en, fr string) string {
	if s.tag == lang.FR {
		return fr
	}
	return en
}

func (s sample) number(v float64, decimals int) string {
	return lang.Number{Value: v, Decimals: decimals}.In(s.tag)
}

func (s sample) pages() map[string]report.Document {
	return map[string]report.Document{
		"result": s.result(), "history": s.history(), "comparison": s.comparison(), "levels": s.levels(), "session": s.session(), "odd": s.odd(),
		"packet": s.packet(false), "slides": s.packet(true),
	}
}

func (s sample) page(title string, blocks ...report.Block) report.Document {
	return report.Document{Lang: s.tag, Title: title, Blocks: blocks}
}

func to[T any](v T) *T { return &v }

func columns(titles ...string) []report.Column {
	all := make([]report.Column, len(titles))
	for i, t := range titles {
		all[i].Title = t
	}
	return all
}

func (s sample) ladder() report.Ladder {
	l := report.Ladder{
		Name: "ladder", Title: s.say("The ladder with the chance of each level", "L’échelle et la probabilité de chaque niveau"),
		Tracks:  []string{"ic", "manager"},
		Caption: s.say("A larger mark is a likelier level, were the same questions answered as honestly once more.", "Une marque plus grande est un niveau plus probable, si l’on répondait aussi honnêtement une fois encore."),
		Levels: []report.Rung{
			{Height: 1, ID: "apm", Title: "Associate Product Manager", Short: "APM", Next: []int{1}, Chance: to(0.0)},
			{Height: 2, ID: "pm", Title: "Product Manager", Short: "PM", Next: []int{2}, Chance: to(0.001)},
			{Height: 3, ID: "senior-pm", Title: "Senior Product Manager", Short: "Senior PM", Next: []int{3, 5}, Chance: to(0.64), Here: true},
			{Height: 4, ID: "staff-pm", Title: "Staff Product Manager", Short: "Staff PM", Next: []int{4, 5}, Chance: to(0.33)},
			{Height: 5, ID: "principal-pm", Title: "Principal Product Manager", Short: "Principal PM", Next: []int{6}},
			{Height: 4, Track: 1, ID: "gpm", Title: "Group Product Manager", Short: "GPM", Next: []int{6}, Chance: to(0.03)},
			{Height: 5, Track: 1, ID: "director", Title: "Director of Product", Short: "Director", Next: []int{7}},
			{Height: 6, Track: 1, ID: "cpo", Title: "Chief Product Officer", Short: "CPO", Label: "C1"},
		},
	}
	for i := range l.Levels {
		l.Levels[i].Place = fmt.Sprintf(s.say("rung %d", "échelon %d"), l.Levels[i].Height)
	}
	return l
}

func (s sample) dimensions() []string {
	return []string{
		s.say("Mentoring", "Mentorat"), s.say("Vision and strategy", "Vision et stratégie"), s.say("Stakeholders", "Parties prenantes"),
		s.say("Autonomy", "Autonomie"), s.say("Product practice", "Pratique du produit"), s.say("Team count", "Nombre d’équipes"),
		s.say("People management", "Management de personnes"), s.say("Planning horizon", "Horizon de planification"),
		s.say("Complexity of the product", "Complexité du produit"),
	}
}

// gaps are the steps of nine dimensions: the highest, the answers, and what two
// levels expect.
var gaps = []struct {
	top          int
	value        float64
	here, beyond report.Range
}{
	{5, 2.33, report.Range{Lo: 2, Hi: 2}, report.Range{Lo: 3, Hi: 3}}, {6, 3.33, report.Range{Lo: 3, Hi: 3}, report.Range{Lo: 4, Hi: 4}},
	{6, 3.33, report.Range{Lo: 3, Hi: 3}, report.Range{Lo: 4, Hi: 4}}, {5, 3.5, report.Range{Lo: 3, Hi: 3}, report.Range{Lo: 4, Hi: 4}},
	{5, 3.5, report.Range{Lo: 3, Hi: 3}, report.Range{Lo: 4, Hi: 4}}, {5, 1.67, report.Range{Lo: 1, Hi: 2}, report.Range{Lo: 2, Hi: 3}},
	{4, 0, report.Range{}, report.Range{}}, {5, -1, report.Range{Lo: 2, Hi: 3}, report.Range{Lo: 3, Hi: 3}},
	{5, 4.5, report.Range{Lo: 2, Hi: 3}, report.Range{Lo: 3, Hi: 4}},
}

func (s sample) stands() report.Grid {
	g := report.Grid{
		Name: "comparison", Title: s.say("Comparison", "Comparaison"),
		Key:     &report.Key{Is: "Ada", Here: s.say("Senior PM expects", "attendu d’un Senior PM"), Beyond: s.say("Staff PM expects", "attendu d’un Staff PM")},
		Columns: columns(s.say("Dimension", "Dimension"), s.say("Where the answers stand", "Où se situent les réponses"), s.say("To Staff PM", "Vers Staff PM")),
	}
	g.Columns[2].Figures = true
	for i, d := range s.dimensions() {
		g.Rows = append(g.Rows, append([]report.Cell{{Text: d}}, s.stand(i)...))
	}
	return g
}

func (s sample) stand(i int) []report.Cell {
	d := gaps[i]
	steps := report.Steps{Value: &d.value, Top: d.top, Here: &d.here, Beyond: &d.beyond}
	where := report.Cell{Text: strings.TrimSuffix(s.number(d.value, 1), ".0") + fmt.Sprintf(s.say(" of %d", " sur %d"), d.top), Number: &report.Number{Value: d.value, Decimals: 2}}
	gap := float64(d.beyond.Lo) - d.value
	far := report.Cell{Text: s.number(gap, 1) + s.say(" to go", " à gravir"), Number: &report.Number{Value: -gap, Decimals: 2}}
	switch {
	case d.value < 0:
		steps.Value, where = nil, report.Cell{Text: "–", Words: s.say("no answer", "sans réponse")}
		far = report.Cell{Text: "?", Words: s.say("no answer", "sans réponse")}
	case gap <= 0:
		far = report.Cell{Text: "=", Words: s.say("as expected", "conforme"), Number: &report.Number{Decimals: 2}}
	}
	where.Drawing = steps
	return []report.Cell{where, far}
}

func (s sample) answers() report.Grid {
	g := report.Grid{
		Name: "answers", Title: s.say("Answers", "Réponses"),
		Columns: columns(s.say("Dimension", "Dimension"), s.say("Question", "Question"), s.say("Answer", "Réponse"), s.say("Step", "Palier"), s.say("Note", "Note")),
	}
	g.Columns[1].Wraps, g.Columns[2].Wraps, g.Columns[4].Wraps, g.Columns[3].Figures = true, true, true, true
	add := func(d int, question, answer string, step float64, note string) {
		cell := report.Cell{Text: s.number(step, 0), Number: &report.Number{Value: step}}
		if step < 0 {
			cell = report.Cell{Text: "–"}
		}
		g.Rows = append(g.Rows, []report.Cell{{Text: s.dimensions()[d]}, {Text: question}, {Text: answer}, cell, {Text: note}})
	}
	add(0, s.say("How many product managers have you helped over several weeks?", "Combien de product managers avez-vous aidés pendant plusieurs semaines ?"), "2", 2, s.say("Paired with Lee on discovery since May, see https://wiki.example.com/lee.", "En binôme avec Lee sur la découverte depuis mai, voir https://wiki.example.com/lee."))
	add(0, s.say("Who comes to you to learn the craft?", "Qui vient apprendre le métier auprès de vous ?"), s.say("Juniors of my own team", "Les juniors de mon équipe"), 2, "")
	add(0, s.say("What do you do for the practice of others?", "Que faites-vous pour la pratique des autres ?"), s.say("I run a reading group across teams", "J’anime un groupe de lecture entre équipes"), 3, "")
	add(1, s.say("Who decides the strategy of your product?", "Qui décide de la stratégie de votre produit ?"), s.say("I do, for one complex product; others challenge it and I rewrite the vision unprompted", "Moi, pour un produit complexe ; d’autres la discutent et je réécris la vision de moi-même"), 4, "")
	add(1, s.say("How far ahead does your written vision reach?", "Jusqu’où porte votre vision écrite ?"), s.say("A year", "Un an"), 3, "")
	add(1, s.say("What would stop without your strategy work?", "Que cesserait sans votre travail de stratégie ?"), s.say("does not apply", "sans objet"), -1, "")
	return g
}

func (s sample) widest() report.Items {
	answered, expects := s.say("Answered", "Répondu"), s.say("Staff PM expects", "Attendu d’un Staff PM")
	return report.Items{Apart: true, Items: []report.Item{
		{Text: s.dimensions()[0], Sides: []report.Side{
			{Label: answered, Texts: []report.Said{
				{Text: s.say("Two people helped over several weeks.", "Deux personnes aidées pendant plusieurs semaines."), Note: s.say("Paired with Lee on discovery since May.", "En binôme avec Lee sur la découverte depuis mai.")},
				{Text: s.say("Juniors come to learn the craft.", "Des juniors viennent apprendre le métier.")}}},
			{Label: expects, Texts: []report.Said{{Text: s.say("Develops product people across several teams", "Fait grandir des profils produit dans plusieurs équipes")}}}}},
		{Text: s.dimensions()[1], Sides: []report.Side{
			{Label: answered, Texts: []report.Said{{Text: s.say("Decides the strategy of one complex product; rewrites its vision unprompted.", "Décide de la stratégie d’un produit complexe ; en réécrit la vision de lui-même.")}}},
			{Label: expects, Texts: []report.Said{{Text: s.say("Owns a strategy that spans several products", "Porte une stratégie qui couvre plusieurs produits")}}}}},
	}}
}

func (s sample) footer() report.Footer {
	return report.Footer{Text: s.say("Advice for a conversation, not a decision. Scored on this machine with product 1.0.0 (4f1c9ab); nothing was sent anywhere. The same answers give the same page.",
		"Un conseil pour en parler, pas une décision. Calculé sur cette machine avec product 1.0.0 (4f1c9ab) ; rien n’a été envoyé. Les mêmes réponses donnent la même page.")}
}

func (s sample) result() report.Document {
	title := s.say("Ada is closest to Senior Product Manager", "Ada est au plus près de Senior Product Manager")
	return s.page("Ada · Senior Product Manager",
		report.Headline{Kicker: s.say("Self-assessment · 27 November 2026 · product 1.0.0", "Auto-évaluation · 27 novembre 2026 · product 1.0.0"), Text: title},
		report.Sentence{Text: s.say("Leads a complex, strategic product, reads its market and its competition, aligns several departments and mentors less experienced product managers.",
			"Mène un produit complexe et stratégique, lit son marché et la concurrence, aligne plusieurs services et accompagne des product managers moins expérimentés.")},
		report.Sentence{Tone: report.Caveat, Text: s.say("Staff PM would be closer, but it requires mentoring of at least “Develops people of several teams” (now “Helps juniors”).", "Staff PM serait plus proche, mais exige un mentorat d’au moins « Fait grandir des personnes de plusieurs équipes » (aujourd’hui « Aide des juniors »).")},
		report.Facts{Facts: []report.Fact{
			{Label: s.say("Confidence", "Confiance"), Value: s.say("medium, 0.64", "moyenne, 0,64")}, {Label: s.say("Fit", "Adéquation"), Value: s.say("described", "décrit")},
			{Label: s.say("Answered", "Réponses"), Value: s.say("24 of 26", "24 sur 26")}}},
		s.ladder(),
		report.Heading{Text: s.say("Between Senior PM and Staff PM", "Entre Senior PM et Staff PM")},
		report.Sentence{Text: s.say("Six gaps to Staff PM, widest first. A ladder is not a checklist: no level asks for all of it at once.", "Six écarts jusqu’à Staff PM, le plus grand d’abord. Une échelle n’est pas une liste à cocher : aucun niveau ne demande tout à la fois.")},
		s.stands(),
		report.Heading{Text: s.say("The widest two, in words", "Les deux plus grands, en mots")}, s.widest(),
		report.Heading{Text: s.say("Answers", "Réponses")}, s.answers(),
		report.Heading{Text: s.say("Strengths", "Points forts")},
		report.Items{
			Title: func(n int) string {
				return fmt.Sprintf(s.say("%d dimensions lie above Senior PM:", "%d dimensions sont au-dessus de Senior PM :"), n)
			},
			Items: []report.Item{{Text: s.dimensions()[8]}, {Text: s.dimensions()[3], Under: []report.Item{{Text: s.say("decides alone, is asked by others", "décide seule, est consultée par d’autres")}}}}},
		report.Next{Text: s.say("Next", "Ensuite"), Commands: []string{"rung show --target staff-pm", "rung show --explain"}},
		s.footer())
}

func (s sample) history() report.Document {
	list := report.Grid{Name: "assessments", Title: s.say("Assessments", "Évaluations"),
		Columns: columns(s.say("Date", "Date"), "Id", s.say("Rater", "Évaluateur"), s.say("Level", "Niveau"), s.say("Confidence", "Confiance"), s.say("Standing", "Position"))}
	list.Columns[4].Figures, list.Columns[5].Figures = true, true
	dates := []string{"2025-11-14", "2026-03-02", "2026-07-20", "2026-11-27"}
	for i, level := range []string{"PM", "PM", "Senior PM", "Senior PM"} {
		list.Rows = append(list.Rows, []report.Cell{{Text: dates[i]}, {Text: fmt.Sprintf("20261127T09%02d", i)}, {Text: s.say("self", "soi-même")}, {Text: level},
			{Text: s.number(.5+.05*float64(i), 2), Number: to(report.Number{Value: .5 + .05*float64(i), Decimals: 2})},
			{Text: s.number(2+.4*float64(i), 1), Number: to(report.Number{Value: 2 + .4*float64(i), Decimals: 2})}})
	}
	trend := report.Grid{Name: "dimensions", Title: s.say("Dimensions over time", "Dimensions dans le temps"),
		Columns: columns(s.say("Dimension", "Dimension"), s.say("Steps", "Paliers"), s.say("Change", "Évolution"))}
	trend.Columns[2].Figures = true
	for i, d := range s.dimensions() {
		top := float64(gaps[i].top)
		course := report.Course{Names: dates, Top: top, Values: []*float64{to(float64(i%3) * top / 6), to(float64(i%4) * top / 7), nil, to(top * float64(9-i) / 10)}}
		if i != 3 {
			course.Values[2] = to(top * .4)
		}
		change := *course.Values[3] - *course.Values[0]
		trend.Rows = append(trend.Rows, []report.Cell{{Text: d},
			{Text: s.number(*course.Values[3], 1) + fmt.Sprintf(s.say(" of %v", " sur %v"), top), Number: to(report.Number{Value: *course.Values[3], Decimals: 2}), Drawing: course},
			{Text: s.number(change, 1), Number: to(report.Number{Value: change, Decimals: 2})}})
	}
	return s.page(s.say("Ada · history", "Ada · historique"),
		report.Headline{Kicker: s.say("History · four assessments · product 1.0.0", "Historique · quatre évaluations · product 1.0.0"), Text: s.say("Ada rose by one rung in a year", "Ada a gravi un échelon en un an")},
		report.Sentence{Tone: report.Faint, Text: s.say("Two assessments on different versions of a rubric are not compared.", "Deux évaluations sur des versions différentes d’un référentiel ne sont pas comparées.")},
		list, report.Heading{Text: s.say("Dimensions over time", "Dimensions dans le temps")}, trend, s.footer())
}

func (s sample) comparison() report.Document {
	g := report.Grid{Name: "comparison", Title: s.say("Step by step", "Palier par palier"), Columns: columns(s.say("Dimension", "Dimension"), "A", "B", "B − A")}
	g.Columns[3].Figures = true
	for i, d := range s.dimensions() {
		a, b := float64(i%4), float64((i+2)%4)
		diff := report.Cell{Text: s.number(b-a, 1), Number: to(report.Number{Value: b - a, Decimals: 2}),
			Drawing: report.Spots{Names: []string{"A", "B"}, Values: []*float64{&a, &b}, Top: 5}}
		g.Rows = append(g.Rows, []report.Cell{{Text: d},
			{Text: s.number(a, 1), Number: to(report.Number{Value: a, Decimals: 2}), Drawing: report.Steps{Value: &a, Top: 5}},
			{Text: s.number(b, 1), Number: to(report.Number{Value: b, Decimals: 2}), Drawing: report.Steps{Value: &b, Top: 5}}, diff})
	}
	return s.page(s.say("Two views of Ada", "Deux regards sur Ada"),
		report.Headline{Kicker: s.say("Comparison · product 1.0.0", "Comparaison · product 1.0.0"), Text: s.say("Ada and Nadia see the same level", "Ada et Nadia voient le même niveau")},
		report.Listing{Entries: []report.Entry{{Name: "A", Parts: []string{s.say("Ada herself", "Ada elle-même"), "27.11.2026", "Senior PM (0.64)"}}, {Name: "B", Parts: []string{"Nadia, manager", "25.11.2026", "Senior PM (0.81)"}}}},
		g, s.footer())
}

func (s sample) levels() report.Document {
	l := s.ladder()
	l.Caption, l.Title = "", s.say("Levels of product 1.0.0", "Niveaux de product 1.0.0")
	for i := range l.Levels {
		l.Levels[i].Chance, l.Levels[i].Here = nil, false
	}
	g := report.Grid{Name: "scope", Title: s.say("Scope", "Périmètre"), Columns: columns(s.say("Dimension", "Dimension"), "Senior PM", "Staff PM", "GPM")}
	for i, d := range s.dimensions() {
		row := []report.Cell{{Text: d}}
		for c := range 3 {
			g.Columns[c+1].Wraps = true
			row = append(row, report.Cell{Text: strings.Repeat(s.say("decides what is built with whom and says why. ", "décide de ce qui est construit, avec qui, et dit pourquoi. "), 1+(i+c)%2)})
		}
		g.Rows = append(g.Rows, row)
	}
	return s.page(s.say("Levels", "Niveaux"), report.Headline{Text: s.say("Eight levels on two tracks", "Huit niveaux sur deux filières")}, report.Heading{Text: s.say("The ladder", "L’échelle")}, l,
		report.Heading{Text: s.say("Side by side", "Côte à côte")}, g)
}

func (s sample) session() report.Document {
	return s.page(s.say("Product, spring review", "Produit, revue de printemps"),
		report.Headline{Kicker: s.say("Calibration session · revealed 27 November 2026 · product 1.0.0", "Session de calibration · dévoilée le 27 novembre 2026 · product 1.0.0"), Text: s.say("Product, spring review", "Produit, revue de printemps")},
		report.Sentence{Text: s.say("Seven people, five raters, 24 of 24 ratings in. Raters agree within one rung in nine of ten pairs; they part on Chloé and Diego.", "Sept personnes, cinq évaluateurs, 24 évaluations sur 24. Les évaluateurs s’accordent à un échelon près dans neuf paires sur dix ; ils divergent sur Chloé et Diego.")},
		report.Heading{Text: s.say("Where to spend the hour", "Où passer l’heure")}, s.agenda(),
		report.Heading{Text: s.say("People", "Personnes")}, s.people(),
		report.Heading{Text: s.say("Ratings", "Évaluations")},
		report.Listing{Entries: []report.Entry{{Name: "Chloé", Parts: []string{"Nadia: Senior PM (3.1)", "Omar: Staff PM (4.2)", "Pauline: Senior PM (2.9)"}}, {Name: "Diego", Parts: []string{"Omar: Staff PM (4.0)", "Rosa: PM (2.2)"}}, {Parts: []string{s.say("no manager, no panel", "ni manager, ni panel")}}}},
		report.Heading{Text: s.say("Raters", "Évaluateurs")},
		report.Sentence{Text: s.say("How many rungs below (right) or above (left) the others each rates the same people, with the interval that holds it in 95 of 100 sessions like this one.", "De combien d’échelons chacun est sous (à droite) ou sur (à gauche) les autres pour les mêmes personnes, avec l’intervalle qui le contient dans 95 sessions sur 100 comme celle-ci.")}, s.raters(),
		report.Heading{Text: s.say("Agreement", "Accord")}, s.agreement(),
		report.Heading{Text: s.say("Levels, before and after", "Niveaux, avant et après")}, s.distribution(),
		report.Heading{Text: s.say("Every dimension", "Chaque dimension")}, s.heat(), s.footer())
}

func (s sample) agenda() report.Items {
	return report.Items{Items: []report.Item{
		{Lead: "46%", Text: s.say("Chloé, 12 min: raters differ by 1.3 (2.9 to 4.2); severity changes the level.", "Chloé, 12 min : les évaluateurs divergent de 1,3 (de 2,9 à 4,2) ; la sévérité change le niveau.")},
		{Lead: "44%", Text: s.say("Diego, 12 min: own rating 4.1, others 3.0.", "Diego, 12 min : se place à 4,1, les autres à 3,0."), Under: []report.Item{{Text: s.say("one rater only on people management", "un seul évaluateur sur le management")}}},
		{Lead: "9%", Text: s.say("Amara: least in doubt.", "Amara : le moins de doute.")}}}
}

var people = []struct {
	name     string
	standing float64
}{{"Chloé", 3.4}, {"Diego", 3.4}, {"Hana", 3.3}, {"Jonas", 2.1}, {"Elif", 4.3}, {"Inès", 5.2}, {"Amara", 2.2}}

func (s sample) people() report.Grid {
	g := report.Grid{Name: "people", Title: s.say("People", "Personnes"), Columns: columns(s.say("Person", "Personne"), s.say("Self", "Soi-même"), s.say("Fair standing", "Position corrigée"), s.say("Spread", "Étendue"), s.say("Proposed", "Proposé"), s.say("Agreed", "Convenu"))}
	g.Columns[3].Figures = true
	for i, p := range people {
		low, high := p.standing-.4-.05*float64(i), p.standing+.3+.04*float64(i)
		g.Rows = append(g.Rows, []report.Cell{{Text: p.name}, {Text: "PM"},
			{Text: s.number(p.standing, 1) + fmt.Sprintf(s.say(" (%s to %s)", " (%s à %s)"), s.number(low, 1), s.number(high, 1)), Number: to(report.Number{Value: p.standing, Decimals: 2}),
				Drawing: report.Span{Value: to(p.standing), Low: &low, High: &high, From: 1, To: 6}},
			{Text: s.number(.3*float64(i), 1), Number: to(report.Number{Value: .3 * float64(i), Decimals: 1})}, {Text: "Senior PM"}, {Text: "–"}})
	}
	g.Rows[3][2] = report.Cell{Text: "–", Drawing: report.Span{From: 1, To: 6}}
	return g
}

func (s sample) raters() report.Grid {
	g := report.Grid{Name: "raters", Title: s.say("Raters", "Évaluateurs"), Columns: columns(s.say("Rater", "Évaluateur"), s.say("Rated", "Évalués"), s.say("Severity", "Sévérité"), "")}
	g.Columns[1].Figures, g.Columns[3].Data = true, s.say("Call", "Constat")
	for i, r := range []struct {
		name           string
		severity, half float64
	}{{"Omar", -.62, .45}, {"Nadia", .04, .41}, {"Rosa", .09, .6}, {"Quentin", .12, .53}, {"Pauline", .33, .37}} {
		call := ""
		if r.severity+r.half < 0 {
			call = s.say("lenient", "indulgent")
		}
		low, high := r.severity-r.half, r.severity+r.half
		g.Rows = append(g.Rows, []report.Cell{{Text: r.name}, {Text: fmt.Sprint(8 - i), Number: to(report.Number{Value: float64(8 - i)})},
			{Text: s.number(r.severity, 2) + fmt.Sprintf(s.say(" (%s to %s)", " (%s à %s)"), s.number(low, 2), s.number(high, 2)), Number: to(report.Number{Value: r.severity, Decimals: 2}),
				Drawing: report.Span{Value: to(r.severity), Low: &low, High: &high, From: -1.5, To: 1.5, Zero: true, Call: call != ""}}, {Text: call}})
	}
	return g
}

func (s sample) agreement() report.Grid {
	g := report.Grid{Name: "agreement", Title: s.say("Agreement", "Accord"), Columns: columns("", s.say("Pairs", "Paires"), s.say("Exact", "Exact"), "±1", "Alpha", "AC2", "")}
	g.Columns[0].Data, g.Columns[6].Data = s.say("Dimension", "Dimension"), s.say("Verdict", "Verdict")
	for i, d := range s.dimensions() {
		row := []report.Cell{{Text: d}, {Text: "24", Number: to(report.Number{Value: 24})}}
		for c := range 4 {
			v := .4 + .1*float64((i+c)%6)
			g.Columns[1].Figures, g.Columns[c+2].Figures = true, true
			row = append(row, report.Cell{Text: s.number(v, 2), Number: to(report.Number{Value: v, Decimals: 2})})
		}
		g.Rows = append(g.Rows, append(row, report.Cell{Text: s.say("reliable", "fiable")}))
	}
	return g
}

func (s sample) distribution() report.Grid {
	g := report.Grid{Name: "levels", Title: s.say("Levels", "Niveaux"), Columns: columns(s.say("Level", "Niveau"), s.say("Proposed", "Proposé"), s.say("Agreed", "Convenu"))}
	for i, l := range s.ladder().Levels {
		n, m := float64((i*5)%4), float64((i*3)%4)
		g.Rows = append(g.Rows, []report.Cell{{Text: l.Title}, {Text: s.number(n, 0), Number: to(report.Number{Value: n}), Drawing: report.Bar{Value: n, Most: 4}},
			{Text: s.number(m, 0), Number: to(report.Number{Value: m}), Drawing: report.Bar{Value: m, Most: 4}}})
	}
	return g
}

func (s sample) heat() report.Grid {
	g := report.Grid{Name: "heat", Title: s.say("Heat map", "Carte de chaleur"), Columns: columns(append([]string{s.say("Person", "Personne")}, s.dimensions()...)...),
		Key: &report.Key{Empty: s.say("the lowest step", "le palier le plus bas"), Full: s.say("the highest step", "le palier le plus haut")}}
	for c := range s.dimensions() {
		g.Columns[c+1].Figures, g.Columns[c+1].Wraps = true, true
	}
	for i, p := range people {
		row := []report.Cell{{Text: p.name}}
		for c := range s.dimensions() {
			share := float64((i*9+c)%21) / 20
			row = append(row, report.Cell{Text: s.number(share*5, 1), Number: to(report.Number{Value: share * 5, Decimals: 1}), Drawing: report.Heat{Share: share}})
		}
		g.Rows = append(g.Rows, row)
	}
	g.Rows[4][2] = report.Cell{Text: "–"}
	return g
}

// packet is the papers of a meeting, or its slides.
func (s sample) packet(slides bool) report.Document {
	d := s.page(s.say("Papers", "Dossier"), report.NewPage{},
		report.Headline{Kicker: s.say("Calibration session · packet", "Session de calibration · dossier"), Text: s.say("Product, spring review", "Produit, revue de printemps")},
		report.Heading{Text: s.say("How it runs", "Déroulement")}, s.agenda(),
		report.NewPage{}, report.Heading{Text: s.say("Agenda", "Ordre du jour")}, s.raters())
	for i, p := range people {
		d.Blocks = append(d.Blocks, s.caseOf(i, p.name)...)
	}
	d.Blocks = append(d.Blocks, s.footer())
	d.Slides = slides
	return d
}

func (s sample) caseOf(i int, name string) []report.Block {
	voices := report.Grid{Title: s.say("Ratings", "Évaluations"), Columns: columns("", s.say("self", "soi-même"), "Nadia", "Omar")}
	for c, d := range s.dimensions()[:4] {
		row := []report.Cell{{Text: d}}
		for v := range 3 {
			voices.Columns[v+1].Wraps = true
			row = append(row, report.Cell{Text: s.number(float64((i+c+v)%5), 1)})
		}
		voices.Rows = append(voices.Rows, row)
	}
	var sides []report.Side
	for _, rater := range []string{s.say("self", "soi-même"), "Nadia", "Omar"} {
		sides = append(sides, report.Side{Label: rater, Texts: []report.Said{{Text: s.say("Which of several products to invest in", "Dans quel produit investir"), Note: s.say("Settled the dispute.", "A réglé le différend.")}}})
	}
	return []report.Block{
		report.NewPage{}, report.Headline{Kicker: fmt.Sprintf(s.say("%d of %d", "%d sur %d"), i+1, len(people)), Text: name},
		report.Facts{Facts: []report.Fact{{Label: s.say("Proposed", "Proposé"), Value: "Senior PM"}}},
		report.Sentence{Text: s.say("Why talk: raters differ by 2.3.", "Pourquoi en parler : les évaluateurs divergent de 2,3.")}, voices,
		report.Heading{Text: s.say("Where the raters part", "Où les évaluateurs divergent")},
		report.Items{Apart: true, Items: []report.Item{{Text: s.say("What is the widest choice?", "Quel est le choix le plus large ?"), Sides: sides}}},
		report.Heading{Text: s.say("Decision", "Décision")},
		report.Blank{Label: s.say("Level", "Niveau"), Lines: 1}, report.Blank{Label: s.say("Reason", "Raison"), Lines: 2},
	}
}

// odd is a page of texts and ladders as hardly anybody has them.
func (s sample) odd() report.Document {
	long, rtl := strings.Repeat("Donaudampfschifffahrt", 10), "עדה לאבלייס (Ada)"
	d := s.page("", report.Sentence{Text: rtl + " \u202e " + long}, report.Ladder{
		Title: s.say("Three tracks", "Trois filières"), Tracks: []string{"a", "b", "c"}, Levels: []report.Rung{
			{Height: 1, Title: "Trainee", Next: []int{1, 2, 5}}, {Height: 2, Title: "Engineer of one thing", Next: []int{3}}, {Height: 2, Title: "Engineer of another", Next: []int{3}},
			{Height: 4, Title: long[:60], Next: []int{4}}, {Height: 5, Title: rtl}, {Height: 3, Track: 1, Title: "Lead", Next: []int{6}}, {Height: 4, Track: 1, Title: "Head", Next: []int{7}}, {Height: 9, Track: 2, Title: "Chief"}}},
		report.Heading{Text: long},
		report.Items{Items: []report.Item{{Lead: "1.", Text: rtl}, {Lead: "2.", Text: long, Sides: []report.Side{{Label: long, Texts: []report.Said{{Text: long, Note: long}}}, {Label: rtl}}}}},
		report.Listing{Entries: []report.Entry{{Name: long, Parts: []string{long, rtl}}, {Name: rtl, Parts: []string{"a", "b"}}}},
		s.stands(), report.Grid{Columns: columns("", long, "c"), Rows: [][]report.Cell{{{Text: long}, {Text: rtl}, {}}, {{}, {Text: long}, {Text: "x"}}}},
		report.Facts{Facts: []report.Fact{{Label: long, Value: long}, {Label: "a", Value: "b"}}},
		report.Next{Text: "Next", Commands: []string{"rung " + long}}, report.Footer{Text: long}, report.Footer{Text: rtl})
	d.Title = s.say("Odd", "Étrange")
	return d
}
