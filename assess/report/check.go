package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// checkView makes documents of how a rubric was tried.
type checkView struct {
	writing
	c     assess.Check
	whole bool // with all that there is, for a page
}

// Check is what came of trying a rubric: its personas, the properties of scoring, and
// simulated people.
func Check(c assess.Check, tag lang.Tag) Document { return newCheckView(c, tag, false).document() }

// CheckPage is Check with everything.
func CheckPage(c assess.Check, tag lang.Tag) Document { return newCheckView(c, tag, true).document() }

func newCheckView(c assess.Check, tag lang.Tag, whole bool) *checkView {
	return &checkView{writing{tag: tag}, c, whole}
}

// How many faults of one kind, and how many pairs of levels, a view shows that is not
// whole.
const (
	mostFaults = 10
	mostPairs  = 3
)

func (v *checkView) document() Document {
	r, s := v.c.Rubric, v.c.Simulation
	v.add(Headline{Text: v.verdict()})
	v.personas()
	if v.whole && len(v.c.Trials) > 0 {
		v.add(v.trials())
	}
	v.properties()
	v.add(Break{}, Sentence{Text: v.t("%v, %s of the questions answered:",
		lang.Count(s.People, "simulated person", "simulated people"), v.percent(s.Answered))})
	switch {
	case s.People == 0:
		v.say("Nobody gets a level: too few answers.")
	case v.whole:
		v.add(v.simulated(r, s), Break{}, v.levelsFound(), Break{}, v.bins(s), Break{}, v.confused(), v.lost(), Break{}, Sentence{Text: v.calibrated(r, s)})
	default:
		v.add(v.simulated(r, s), v.found(), v.confused(), v.lost(), Break{}, Sentence{Text: v.calibrated(r, s)})
	}
	return Document{Lang: v.tag, Title: r.ID, Main: "simulation", Blocks: v.blocks}
}

// verdict says whether what was tried holds, and what was not tried.
func (v *checkView) verdict() string {
	r := v.c.Rubric
	switch {
	case !v.c.Passed():
		return v.t("%s %s: not all that was tried holds.", r.ID, r.Version)
	case !r.Fitted:
		return v.t("%s %s: what was tried holds; its confidence was not tried, as it has no temperature.", r.ID, r.Version)
	}
	return v.t("%s %s: what was tried holds.", r.ID, r.Version)
}

// first are so many items; how many more there are is said, unless the view is whole.
func (v *checkView) first(n int, items []Item) []Item {
	if left := len(items) - n; left > 0 && !v.whole {
		return append(items[:n:n], Item{Text: v.t("… %d more; -o FILE.md lists all", left)})
	}
	return items
}

// personas says which come out otherwise than expected, and why, and which levels none
// of them reaches.
func (v *checkView) personas() {
	failing := slices.DeleteFunc(slices.Clone(v.c.Trials), assess.Trial.Passed)
	all := lang.Count(len(v.c.Trials), "persona", "personas")
	said := v.t("%d of %v as expected.", len(v.c.Trials)-len(failing), all)
	switch {
	case len(v.c.Trials) > 0 && len(failing) == 0:
		said = v.t("%v, all as expected.", all)
	case len(v.c.Trials) == 0 && v.c.Personas == "":
		said = v.t("No personas.")
	case len(v.c.Trials) == 0:
		said = v.t("No personas: they go into %s.", v.c.Personas)
	}
	if unreached := v.c.Unreached(); len(unreached) > 0 {
		said += " " + v.t("No persona reaches %v.", v.levels(unreached))
	}
	v.add(Sentence{Text: said})
	var items []Item
	for _, t := range failing {
		items = append(items, v.otherwise(t))
	}
	v.add(Items{Items: v.first(mostFaults, items)})
}

// trials are all personas as a table.
func (v *checkView) trials() Grid {
	g := Grid{Name: "personas", Columns: []Column{v.column("Persona"), v.column("Expected"), v.column("Got"), v.column("As expected")}}
	for _, t := range v.c.Trials {
		passed := lang.Text("yes")
		if !t.Passed() {
			passed = "no"
		}
		g.Rows = append(g.Rows, []Cell{text(t.Persona.ID), text(v.called(t.Persona.Level)), text(v.called(t.Result.Named())), text(v.in(passed))})
	}
	return g
}

// called is a level by its short title, or none.
func (v *checkView) called(l *rubric.Level) string {
	if l == nil {
		return v.t("no level # that answers name")
	}
	return l.Short
}

// otherwise says of a persona what was expected, what came of it, and why.
func (v *checkView) otherwise(t assess.Trial) Item {
	var under []Item
	if !t.Placed() {
		under = append(under, Item{Text: v.why(t)})
	}
	for _, missing := range t.Unsaid {
		under = append(under, Item{Text: v.t("does not say %v", lang.Quoted(missing))})
	}
	for _, said := range t.Said {
		under = append(under, Item{Text: v.t("says %v, and never should", lang.Quoted(said))})
	}
	return Item{Text: v.t("%s: expected %s, got %s", t.Persona.ID, v.called(t.Persona.Level), v.called(t.Result.Named())), Under: under}
}

// why says what keeps the answers from naming the level that was expected.
func (v *checkView) why(t assess.Trial) string {
	res, wanted := t.Result, t.Persona.Level
	at := slices.IndexFunc(res.Ranking, func(k assess.Ranked) bool { return k.Level == wanted })
	switch {
	case len(res.Ranking) == 0:
		return v.t("%s of the weight is answered, %s is needed", v.percent(res.Coverage), v.percent(assess.CoverageFloor))
	case len(res.Undecided) > 0:
		return v.t("open questions decide between %v", v.levels(res.Undecided[0].Levels))
	case at > 0 && !res.Ranking[at].Eligible:
		return v.t("%s requires %s", wanted.Short, newResultView(res, v.tag).must(wanted, res.Ranking[at].Unmet[0]))
	case at > 0 && res.Level != nil:
		return v.farther(res.Ranking[at], res.Ranking[0])
	case res.Named() == nil && res.Level != nil:
		return v.t("no level describes the answers well; the closest, %s, lies at %s", res.Level.Short, v.number(res.Ranking[0].Distance, 3))
	}
	return v.t("the closest, %s, lies at %s", res.Ranking[0].Level.Short, v.number(res.Ranking[0].Distance, 3))
}

// farther says how far two levels lie, and on which dimensions mostly the one lies
// farther than the other.
func (v *checkView) farther(far, near assess.Ranked) string {
	said := v.t("%s lies at %s, %s at %s", far.Level.Short, v.number(far.Distance, 3), near.Level.Short, v.number(near.Distance, 3))
	var on []int
	for d := range far.Parts {
		if far.Parts[d] > near.Parts[d] {
			on = append(on, d)
		}
	}
	slices.SortStableFunc(on, func(a, b int) int {
		return cmp.Compare(far.Parts[b]-near.Parts[b], far.Parts[a]-near.Parts[a])
	})
	var names lang.List
	for _, d := range on[:min(len(on), 2)] {
		names = append(names, lang.Verbatim(v.name(&v.c.Rubric.Dimensions[d])))
	}
	if len(names) == 0 {
		return said
	}
	return said + v.t(", farther on %v", names)
}

// properties says where a property of scoring does not hold, or that all do.
func (v *checkView) properties() {
	if len(v.c.Breaches) == 0 {
		v.say("Scoring holds what it promises, on every level.")
		return
	}
	var items []Item
	for _, b := range v.c.Breaches {
		items = append(items, Item{Text: v.breach(b)})
	}
	v.add(Items{Title: over(v.t("Scoring does not hold what it promises:")), Items: v.first(mostFaults, items)})
}

func (v *checkView) breach(b assess.Breach) string {
	switch b.Property {
	case assess.OwnScope:
		return v.t("%s: its own scope, answered exactly, comes to %s", b.Level.ID, v.called(b.Got))
	case assess.Raising:
		return v.t("%s: a higher answer to %s, which it expects, makes it farther", b.Level.ID, b.Question.ID)
	case assess.AnyOrder:
		return v.t("%s: the order of the answers makes a difference", b.Level.ID)
	}
	return v.t("%s: a skipped answer makes a difference", b.Level.ID)
}

// found says how many people of each level are found there.
func (v *checkView) found() Sentence {
	var each []string
	for _, f := range v.c.Simulation.Levels {
		each = append(each, f.Level.Short+" "+v.percent(f.Exact))
	}
	return Sentence{Text: v.t("Found on their own level: %s.", strings.Join(each, ", "))}
}

func (v *checkView) levelsFound() Grid {
	g := Grid{Name: "found", Columns: []Column{v.column("Level"), v.figures("People"), v.figures("Found there")}}
	for _, f := range v.c.Simulation.Levels {
		g.Rows = append(g.Rows, []Cell{text(f.Level.Short), v.count(f.People), v.share(f.Exact)})
	}
	return g
}

// rarely is a share of people who are taken for another level that is not told.
const rarely = 0.01

// confused are the pairs of levels that are taken for each other, and what would tell
// them apart.
func (v *checkView) confused() Items {
	var items []Item
	for _, c := range v.c.Simulation.Confused {
		if c.AAsB+c.BAsA >= rarely {
			items = append(items, Item{Text: v.t("%s of %s are found on %s, %s the other way; %s",
				v.percent(c.AAsB), c.A.Short, c.B.Short, v.percent(c.BAsA), v.tellsApart(c))})
		}
	}
	return Items{Title: over(v.t("Most often taken for each other:")), Items: v.first(mostPairs, items)}
}

// lost are the levels whose own people are found elsewhere, and what helps.
func (v *checkView) lost() Items {
	var items []Item
	for _, l := range v.c.Simulation.Lost() {
		items = append(items, Item{Text: v.t("%s: %s of its people are found there, %s on %s; set the two further apart, or make one of them",
			l.Level.Short, v.percent(l.Exact), v.percent(l.There), l.On.Short)})
	}
	return Items{Title: over(v.t("Levels whose own people are found elsewhere:")), Items: items}
}

// tellsApart names the dimension that tells two levels apart; where the view is whole,
// with the words of the steps there.
func (v *checkView) tellsApart(c assess.Confusion) string {
	d := c.Apart
	if d == nil {
		return v.t("no dimension sets their scopes apart")
	}
	said := v.t("%s tells them apart best", v.name(d))
	if !v.whole {
		return said
	}
	at := v.c.Rubric.DimensionIndex(d.ID)
	a, b := c.A.Scope[at].Hi, c.B.Scope[at].Lo
	if a > b {
		a, b = c.A.Scope[at].Lo, c.B.Scope[at].Hi
	}
	return said + v.t(" (%v, %v)", lang.Quoted(v.words(d, a, c.A)), lang.Quoted(v.words(d, b, c.B)))
}

// simulated are the figures, as they come out and as the rubric has them.
func (w *writing) simulated(r *rubric.Rubric, s assess.Simulation) Grid {
	g := Grid{Name: "simulation", Columns: []Column{{Data: w.t("Figure")}, w.figures("Simulated"), w.figures("In the rubric")}}
	row := func(name lang.Text, v float64, decimals int, claimed float64) {
		has := absent("–")
		if claimed > 0 {
			has = w.figure(claimed, decimals)
		}
		g.Rows = append(g.Rows, []Cell{text(w.in(name)), w.figure(v, decimals), has})
	}
	temperature := 0.0
	if r.Fitted {
		temperature = r.Temperature
	}
	row("exact level", s.Exact, 3, 0)
	row("within one rung", s.WithinOne, 3, 0)
	row("mean confidence claimed", s.Claimed, 3, 0)
	row("expected calibration error", s.ECE, besideBar(s.ECE, 4), 0)
	fit := s.Fit().Rounded()
	row("temperature that fits", fit.Temperature, 2, temperature)
	row("spread that fits, 95%", fit.Spread[0], 3, r.Spread[0])
	row("spread that fits, 99.5%", fit.Spread[1], 3, r.Spread[1])
	return g
}

// CalibrationError is an expected calibration error, with the decimals that show on which
// side of the bar it is.
func CalibrationError(err float64) lang.Number {
	return lang.Number{Value: err, Decimals: besideBar(err, 3)}
}

// besideBar is how many decimals show on which side of the bar an error is, from so many.
func besideBar(err float64, decimals int) int {
	for decimals < 6 && (lang.Number{Value: err, Decimals: decimals}).Shown() == assess.CalibrationBar {
		decimals++
	}
	return decimals
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

// astray reports whether a figure of the rubric is off by a tenth of the one that
// fits.
func astray(figure, fits float64) bool { return math.Abs(figure-fits) > fits/10 }

// calibrated says whether the confidence is what it claims, under the model, and
// what helps if it is not: what fits, or more questions where that is not enough.
func (w *writing) calibrated(r *rubric.Rubric, s assess.Simulation) string {
	const bar = assess.CalibrationBar
	shown := lang.Number{Value: bar, Decimals: 2}
	lines, fits := s.Fit().Lines(), s.Fit().Rounded()
	fit := w.t("write %s and %s, as --fit does.", lines[0], lines[1])
	switch {
	case r.Fitted && s.ECE >= bar && s.People < assess.EnoughPeople:
		return w.t("The error is not below %v, but with so few people chance alone can do that: --people %s tells.", shown, strconv.Itoa(assess.EnoughPeople))
	case !r.Fitted && s.TooFew():
		return w.untried(s) + " " + w.tooFew(r, s)
	case !r.Fitted && s.Spread[1] == 0:
		return w.untried(s) + " " + w.noneBeside(r)
	case !r.Fitted:
		return w.untried(s) + " " + w.t("To have it tried, %s", fit)
	case s.ECE >= bar && s.TooFew():
		return w.tooFew(r, s)
	case s.ECE < bar && r.Spread[0] == 0:
		return w.t("The rubric has no spread, so nothing is said of how well a level describes answers; %s", fit)
	case s.ECE >= bar:
		return w.t("The confidence is not what it claims, even under the model: error not below %v; %s", shown, fit)
	case s.Spread[1] == 0:
		return w.noneBeside(r)
	case astray(r.Spread[0], fits.Spread[0]) || astray(r.Spread[1], fits.Spread[1]):
		return w.t("The spread is not that of the simulated people; %s", fit)
	}
	return w.t("The confidence is what it claims, if people answer as the simulated do: error below %v.", shown)
}

// untried says what a rubric without a temperature does not claim, and how far it would
// be off.
func (w *writing) untried(s assess.Simulation) string {
	return w.t("The rubric has no temperature: it claims no confidence, and none was tried. Its chances would be off by %v on average.",
		CalibrationError(s.ECE))
}

// tooFew says that no temperature makes the confidence true, and what does.
func (w *writing) tooFew(r *rubric.Rubric, s assess.Simulation) string {
	return w.t("The questions are too few: with the temperature that fits best, the error is still %v, not below %v. %s",
		CalibrationError(s.FittedECE), lang.Number{Value: assess.CalibrationBar, Decimals: 2}, w.askMore(r))
}

// noneBeside says that nobody's answers lie beside a level, so that a spread says
// nothing, and what helps.
func (w *writing) noneBeside(r *rubric.Rubric) string {
	return w.t("The questions are too few: nobody's answers lie beside a level, so that a spread says nothing. %s", w.askMore(r))
}

// manyQuestions are so many on one dimension that another dimension helps more.
const manyQuestions = 3

// askMore says where more questions help: on the dimensions with the fewest.
func (w *writing) askMore(r *rubric.Rubric) string {
	var names lang.List
	for least := 1; least < manyQuestions && len(names) == 0; least++ {
		for d := range r.Dimensions {
			if len(r.QuestionsOf(d)) == least {
				names = append(names, lang.Verbatim(w.name(&r.Dimensions[d])))
			}
		}
	}
	if len(names) == 0 {
		return w.t("Each dimension has three or more: add a dimension, then fit with --fit.")
	}
	return w.t("Ask up to three on each dimension, first of all on %v; then fit with --fit.", names)
}
