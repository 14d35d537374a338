package report

import (
	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Simulation is how well a rubric finds simulated people, and whether its
// confidence is true: expected calibration error below bar.
func Simulation(r *rubric.Rubric, s assess.Simulation, bar float64, tag lang.Tag) Document {
	w := writing{tag: tag}
	w.add(Headline{Text: w.t(lang.T("%s %s: %d simulated people, %s of the questions answered", "%s %s : %d personnes simulées, %s des questions répondues"),
		r.ID, r.Version, s.People, w.percent(s.Answered))})
	if s.People == 0 {
		w.say(lang.T("Nobody gets a level: too few answers.", "Personne n’obtient de niveau : trop peu de réponses."))
	} else {
		w.add(w.simulated(r, s), Break{}, w.bins(s), Break{}, Sentence{Text: w.calibrated(s, bar)})
	}
	return Document{Lang: tag, Title: r.ID, Main: "simulation", Blocks: w.blocks}
}

func (w *writing) simulated(r *rubric.Rubric, s assess.Simulation) Grid {
	g := Grid{Name: "simulation", Columns: []Column{{Data: w.in(lang.T("Figure", "Mesure"))}, {Figures: true, Data: w.in(lang.T("Value", "Valeur"))}}}
	row := func(name lang.Pair, v float64, decimals int) {
		g.Rows = append(g.Rows, []Cell{text(w.in(name)), w.figure(v, decimals)})
	}
	row(lang.T("exact level", "niveau exact"), s.Exact, 3)
	row(lang.T("within one rung", "à un échelon près"), s.WithinOne, 3)
	row(lang.T("mean confidence claimed", "confiance moyenne annoncée"), s.Claimed, 3)
	row(lang.T("expected calibration error", "erreur de calibration attendue"), s.ECE, 4)
	row(lang.T("temperature of the rubric", "température du référentiel"), r.Temperature, 2)
	row(lang.T("temperature that fits", "température qui convient"), s.Temperature, 2)
	return g
}

func (w *writing) bins(s assess.Simulation) Grid {
	g := Grid{Name: "bins", Columns: []Column{
		w.column(lang.T("Claimed", "Annoncée")), w.figures(lang.T("People", "Personnes")), w.figures(lang.T("Mean claimed", "Moyenne annoncée")), w.figures(lang.T("Right", "Juste")),
	}}
	for _, b := range s.Bins {
		g.Rows = append(g.Rows, []Cell{text(w.number(b.From, 1) + "–" + w.number(b.To, 1)), w.count(b.People), w.figure(b.Claimed, 3), w.figure(b.Exact, 3)})
	}
	return g
}

// enough is how many people make the error of chance small beside the bar.
const enough = 10_000

func (w *writing) calibrated(s assess.Simulation, bar float64) string {
	shown := lang.Number{Value: bar, Decimals: 2}
	switch {
	case s.ECE < bar:
		return w.t(lang.T("The confidence is true: error below %v.", "La confiance est juste : erreur sous %v."), shown)
	case s.People < enough:
		return w.t(lang.T("The error is not below %v, but with so few people chance alone can do that: --people %d tells.",
			"L’erreur n’est pas sous %v, mais avec si peu de personnes le hasard suffit : --people %d le dira."), shown, 2*enough)
	}
	return w.t(lang.T("The confidence is not true: error not below %v; write temperature: %.1f.", "La confiance n’est pas juste : erreur non inférieure à %v ; écrivez temperature: %.1f."),
		shown, s.Temperature)
}
