package report

import (
	"math"
	"strconv"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Simulation is how well a rubric finds simulated people, and whether its
// confidence is true: expected calibration error below bar.
func Simulation(r *rubric.Rubric, s assess.Simulation, bar float64, tag lang.Tag) Document {
	w := writing{tag: tag}
	w.add(Headline{Text: w.t("%s %s: %d simulated people, %s of the questions answered",
		r.ID, r.Version, s.People, w.percent(s.Answered))})
	if s.People == 0 {
		w.say("Nobody gets a level: too few answers.")
	} else {
		w.add(w.simulated(r, s), Break{}, w.bins(s), Break{}, Sentence{Text: w.calibrated(r, s, bar)})
	}
	return Document{Lang: tag, Title: r.ID, Main: "simulation", Blocks: w.blocks}
}

func (w *writing) simulated(r *rubric.Rubric, s assess.Simulation) Grid {
	g := Grid{Name: "simulation", Columns: []Column{{Data: w.t("Figure")}, {Figures: true, Data: w.t("Value")}}}
	row := func(name lang.Text, v float64, decimals int) {
		g.Rows = append(g.Rows, []Cell{text(w.in(name)), w.figure(v, decimals)})
	}
	row("exact level", s.Exact, 3)
	row("within one rung", s.WithinOne, 3)
	row("mean confidence claimed", s.Claimed, 3)
	row("expected calibration error", s.ECE, 4)
	if r.Fitted {
		row("temperature of the rubric", r.Temperature, 2)
	}
	row("temperature that fits", s.Temperature, 2)
	if r.Spread[0] > 0 {
		row("spread of the rubric, 95%", r.Spread[0], 3)
		row("spread of the rubric, 99.5%", r.Spread[1], 3)
	}
	row("spread that fits, 95%", s.Spread[0], 3)
	row("spread that fits, 99.5%", s.Spread[1], 3)
	return g
}

func (w *writing) bins(s assess.Simulation) Grid {
	g := Grid{Name: "bins", Columns: []Column{
		w.column("Claimed"), w.figures("People"), w.figures("Mean claimed"), w.figures("Right"),
	}}
	for _, b := range s.Bins {
		g.Rows = append(g.Rows, []Cell{text(w.number(b.From, 1) + "–" + w.number(b.To, 1)), w.count(b.People), w.figure(b.Claimed, 3), w.figure(b.Exact, 3)})
	}
	return g
}

// enough is how many people make the error of chance small beside the bar.
const enough = 10_000

// astray reports whether a figure of the rubric is off by a tenth of the one that
// fits.
func astray(figure, fits float64) bool { return math.Abs(figure-fits) > fits/10 }

// calibrated says whether the confidence is what it claims, under the model, and
// what the rubric would have to say.
func (w *writing) calibrated(r *rubric.Rubric, s assess.Simulation, bar float64) string {
	shown := lang.Number{Value: bar, Decimals: 2}
	fit := w.t("write temperature: %.1f and spread: [%.3f, %.3f].", s.Temperature, s.Spread[0], s.Spread[1])
	switch {
	case s.ECE >= bar && s.People < enough:
		return w.t("The error is not below %v, but with so few people chance alone can do that: --people %s tells.", shown, strconv.Itoa(2*enough))
	case s.ECE >= bar:
		return w.t("The confidence is not what it claims, even under the model: error not below %v; %s", shown, fit)
	case !r.Fitted || r.Spread[0] == 0:
		return w.t("The rubric is not fitted; %s", fit)
	case astray(r.Spread[0], s.Spread[0]) || astray(r.Spread[1], s.Spread[1]):
		return w.t("The spread is not that of the simulated people; %s", fit)
	}
	return w.t("Under the stated model of people, the confidence is what it claims: error below %v.", shown)
}
