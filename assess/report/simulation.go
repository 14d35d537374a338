package report

import (
	"io"
	"strconv"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Simulation writes how well a rubric finds simulated people, and whether its
// confidence is true: expected calibration error below bar.
func Simulation(w io.Writer, r *rubric.Rubric, s assess.Simulation, bar float64, o Options) error {
	p := newPage(w, o)
	p.strong(lang.T("%s %s: %d simulated people, %s of the questions answered", "%s %s : %d personnes simulées, %s des questions répondues"),
		r.ID, lang.Defang(r.Version), s.People, p.percent(s.Answered))
	if s.People == 0 {
		p.say(lang.T("Nobody gets a level: too few answers.", "Personne n’obtient de niveau : trop peu de réponses."))
		return p.err
	}
	g := grid{right: []int{1}}
	g.row(p.t(lang.T("exact level", "niveau exact")), p.number(s.Exact, 3))
	g.row(p.t(lang.T("within one rung", "à un échelon près")), p.number(s.WithinOne, 3))
	g.row(p.t(lang.T("mean confidence claimed", "confiance moyenne annoncée")), p.number(s.Claimed, 3))
	g.row(p.t(lang.T("expected calibration error", "erreur de calibration attendue")), p.number(s.ECE, 4))
	g.row(p.t(lang.T("temperature of the rubric", "température du référentiel")), p.number(r.Temperature, 2))
	g.row(p.t(lang.T("temperature that fits", "température qui convient")), p.number(s.Temperature, 2))
	p.grid(&g)
	p.blank()
	bins := grid{header: []string{p.t(lang.T("Claimed", "Annoncée")), p.t(lang.T("People", "Personnes")), p.t(lang.T("Mean claimed", "Moyenne annoncée")), p.t(lang.T("Right", "Juste"))}, right: []int{1, 2, 3}}
	for _, b := range s.Bins {
		bins.row(p.number(b.From, 1)+"–"+p.number(b.To, 1), strconv.Itoa(b.People), p.number(b.Claimed, 3), p.number(b.Exact, 3))
	}
	p.grid(&bins)
	p.blank()
	p.calibrated(s, lang.Number{Value: bar, Decimals: 2})
	return p.err
}

// enough is how many people make the error of chance small beside the bar.
const enough = 10_000

func (p *page) calibrated(s assess.Simulation, bar lang.Number) {
	switch {
	case s.ECE < bar.Value:
		p.say(lang.T("The confidence is true: error below %v.", "La confiance est juste : erreur sous %v."), bar)
	case s.People < enough:
		p.say(lang.T("The error is not below %v, but with so few people chance alone can do that: --people %d tells.",
			"L’erreur n’est pas sous %v, mais avec si peu de personnes le hasard suffit : --people %d le dira."), bar, 2*enough)
	default:
		p.say(lang.T("The confidence is not true: error not below %v; write temperature: %.1f.", "La confiance n’est pas juste : erreur non inférieure à %v ; écrivez temperature: %.1f."),
			bar, s.Temperature)
	}
}

// SimulationJSON writes a simulation as rung.simulation/v1.
func SimulationJSON(w io.Writer, r *rubric.Rubric, s assess.Simulation) error {
	return EncodeJSON(w, struct {
		Schema    string        `json:"schema"`
		Rubric    rubricRefJSON `json:"rubric"`
		People    int           `json:"people"`
		Answered  figure        `json:"answered"`
		Exact     figure        `json:"exact"`
		WithinOne figure        `json:"within_one"`
		Claimed   figure        `json:"claimed"`
		ECE       figure        `json:"ece"`
		Fitted    figure        `json:"temperature"`
	}{"rung.simulation/v1", rubricRefJSON{r.ID, r.Version, r.Digest}, s.People,
		figure(s.Answered), figure(s.Exact), figure(s.WithinOne), figure(s.Claimed), figure(s.ECE), figure(s.Temperature)})
}
