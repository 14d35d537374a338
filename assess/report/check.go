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
	c assess.Check
}

// Check is what came of trying a rubric: its personas, the properties of scoring, and
// simulated people.
func Check(c assess.Check, tag lang.Tag) Document { return newCheckView(c, tag).document(false) }

// CheckPage is Check with everything.
func CheckPage(c assess.Check, tag lang.Tag) Document { return newCheckView(c, tag).document(true) }

func newCheckView(c assess.Check, tag lang.Tag) *checkView { return &checkView{writing{tag: tag}, c} }

func (v *checkView) document(whole bool) Document {
	r, s := v.c.Rubric, v.c.Simulation
	said := v.t("%s %s: what was tried holds.", r.ID, r.Version)
	if !v.c.Passed() {
		said = v.t("%s %s: not all that was tried holds.", r.ID, r.Version)
	}
	v.add(Headline{Text: said})
	v.personas()
	if whole && len(v.c.Trials) > 0 {
		v.add(v.trials())
	}
	v.properties()
	v.add(Break{}, Sentence{Text: v.t("%v, %s of the questions answered:",
		lang.Count(s.People, "simulated person", "simulated people"), v.percent(s.Answered))})
	switch {
	case s.People == 0:
		v.say("Nobody gets a level: too few answers.")
	case whole:
		v.add(v.simulated(r, s), Break{}, v.levelsFound(), Break{}, v.bins(s), Break{}, v.confused(true), Break{}, Sentence{Text: v.calibrated(r, s)})
	default:
		figures := v.simulated(r, s)
		figures.Yields = []Yield{{4, 4}, {5, 0}}
		v.add(figures, v.found(), v.confused(false), Break{}, Sentence{Text: v.calibrated(r, s)})
	}
	return Document{Lang: v.tag, Title: r.ID, Main: "simulation", Blocks: v.blocks}
}

// personas says which come out otherwise than expected, and why, and which levels none
// of them reaches.
func (v *checkView) personas() {
	failing := slices.DeleteFunc(slices.Clone(v.c.Trials), assess.Trial.Passed)
	all := lang.Count(len(v.c.Trials), "persona", "personas")
	said := v.t("%d of %v as expected.", len(v.c.Trials)-len(failing), all)
	switch {
	case len(v.c.Trials) == 0 && v.c.Personas == "":
		said = v.t("No personas.")
	case len(v.c.Trials) == 0:
		said = v.t("No personas: they go into %s.", v.c.Personas)
	}
	if unreached := v.c.Unreached(); len(unreached) > 0 {
		said += " " + v.t("No persona reaches %v.", v.levels(unreached))
	}
	v.add(Sentence{Text: said})
	items := Items{Yields: []Yield{{6, 6}, {7, 5}, {8, 4}, {9, 3}, {10, 2}, {11, 1}}}
	for _, t := range failing {
		items.Items = append(items.Items, v.otherwise(t))
	}
	v.add(items)
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
	items := Items{Title: over(v.t("Scoring does not hold what it promises:")), Yields: []Yield{{6, 5}, {8, 3}, {10, 1}}}
	for _, b := range v.c.Breaches {
		items.Items = append(items.Items, Item{Text: v.breach(b)})
	}
	v.add(items)
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
// them apart; whole is with the words of the steps there.
func (v *checkView) confused(whole bool) Items {
	items := Items{Title: over(v.t("Most often taken for each other:")), Yields: []Yield{{1, 3}, {2, 2}, {3, 1}, {5, 0}}}
	for _, c := range v.c.Simulation.Confused {
		if c.AAsB+c.BAsA >= rarely {
			items.Items = append(items.Items, Item{Text: v.t("%s of %s are found on %s, %s the other way; %s",
				v.percent(c.AAsB), c.A.Short, c.B.Short, v.percent(c.BAsA), v.tellsApart(c, whole))})
		}
	}
	return items
}

func (v *checkView) tellsApart(c assess.Confusion, whole bool) string {
	d := c.Apart
	if d == nil {
		return v.t("no dimension sets their scopes apart")
	}
	said := v.t("%s tells them apart best", v.name(d))
	if !whole {
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
	row("expected calibration error", s.ECE, 4, 0)
	row("temperature that fits", s.Temperature, 2, temperature)
	row("spread that fits, 95%", s.Spread[0], 3, r.Spread[0])
	row("spread that fits, 99.5%", s.Spread[1], 3, r.Spread[1])
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
const enough = 20_000

// astray reports whether a figure of the rubric is off by a tenth of the one that
// fits.
func astray(figure, fits float64) bool { return math.Abs(figure-fits) > fits/10 }

// calibrated says whether the confidence is what it claims, under the model, and
// what helps if it is not: what fits, or more questions where that is not enough.
func (w *writing) calibrated(r *rubric.Rubric, s assess.Simulation) string {
	const bar = assess.CalibrationBar
	shown := lang.Number{Value: bar, Decimals: 2}
	lines := s.Fit().Lines()
	fit := w.t("write %s and %s, as --fit does.", lines[0], lines[1])
	switch {
	case r.Fitted && s.ECE >= bar && s.People < enough:
		return w.t("The error is not below %v, but with so few people chance alone can do that: --people %s tells.", shown, strconv.Itoa(enough))
	case (!r.Fitted || s.ECE >= bar) && s.FittedECE >= bar && s.People >= enough:
		return w.t("The questions are too few: with the temperature that fits best, the error is still %s, not below %v. %s",
			w.number(s.FittedECE, 3), shown, w.askMore(r))
	case !r.Fitted || s.ECE < bar && r.Spread[0] == 0:
		return w.t("The rubric is not fitted; %s", fit)
	case s.ECE >= bar:
		return w.t("The confidence is not what it claims, even under the model: error not below %v; %s", shown, fit)
	case astray(r.Spread[0], s.Spread[0]) || astray(r.Spread[1], s.Spread[1]):
		return w.t("The spread is not that of the simulated people; %s", fit)
	}
	return w.t("Under the stated model of people, the confidence is what it claims: error below %v.", shown)
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
