package report

import (
	"slices"
	"strconv"
	"strings"

	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric/lang"
)

var callNames = map[ratings.Call]lang.Text{
	ratings.Neither: "",
	ratings.Severe:  "severe",
	ratings.Lenient: "lenient",
}

func (v *sessionView) raters() {
	v.part("Raters", "Severity is how many rungs below the raters' average somebody rates the same people, drawn towards 0 where little shows it.")
	if len(v.a.Raters) == 0 {
		v.say("No manager and no panel has rated.")
		return
	}
	g := Grid{Name: "raters", Title: v.t("Raters"), Columns: slices.Concat(
		[]Column{v.wide("Rater"), v.figures("Rated"), v.wide("Severity")},
		v.matchColumns(v.figures("Within one")), []Column{{Data: v.t("Call")}},
	)}
	var why reasons
	for _, r := range v.a.Raters {
		s := r.Severity
		why.note(s.Severity.Reason())
		why.note(s.Interval.Reason)
		axis := Span{From: -axisEnd(v.a.Raters), To: axisEnd(v.a.Raters), Zero: true, Call: s.Call != ratings.Neither}
		g.Rows = append(g.Rows, slices.Concat(
			[]Cell{text(NameOf(r.Person)), v.count(s.Ratings), within(v.estimate(s.Severity, 2), s.Severity, s.Interval, v.interval(s.Interval, 2), axis)},
			v.matches(r.Matches), []Cell{text(v.in(callNames[s.Call]))}))
	}
	v.add(g)
	v.missing(why)
	v.flat()
	v.unseen()
}

// flat names the raters who place everybody on one rung.
func (v *sessionView) flat() {
	for _, r := range v.a.Raters {
		if r.Flat > 0 {
			v.say("%s places all %v on rung %d: these ratings tell nobody apart.", NameOf(r.Person), people(r.Severity.Ratings), r.Flat)
		}
	}
}

// unseen says what no figure shows: favour for a team that nobody else rates.
func (v *sessionView) unseen() {
	var managers []string
	for _, r := range v.a.Raters {
		if r.Team.Unseen() {
			managers = append(managers, NameOf(r.Person))
		}
	}
	if more := len(managers) - threadsShown; more > 0 {
		managers = append(managers[:threadsShown], v.t("%d more", more))
	}
	if len(managers) > 0 {
		v.say("Most of the team is rated by its manager alone: %s. A manager who favours their own team looks there like "+
			"one with a strong team; no figure here tells the two apart.", strings.Join(managers, " · "))
	}
}

// axisEnd is how far an axis around zero must reach for the severities of all.
func axisEnd(raters []calibrate.RaterRow) float64 {
	end := 1.0
	for _, r := range raters {
		if i := r.Severity.Interval; i.Reason == ratings.None {
			end = max(end, -i.Low, i.High)
		}
		if x, any := r.Severity.Severity.Value(); any {
			end = max(end, -x, x)
		}
	}
	return end
}

// matchColumns are the heads over matches; Other track stands there where raters
// part on tracks.
func (v *sessionView) matchColumns(withinOne Column) []Column {
	columns := []Column{v.figures("Exact")}
	if v.a.Overall.OtherTrack > 0 {
		columns = append(columns, v.figures("Other track"))
	}
	return append(columns, withinOne)
}

// matches are the cells with the shares of pairs that match.
func (v *sessionView) matches(m ratings.Matches) []Cell {
	cells := []Cell{v.ratio(m.Exact, m.Pairs)}
	if v.a.Overall.OtherTrack > 0 {
		cells = append(cells, v.ratio(m.OtherTrack, m.Pairs))
	}
	return append(cells, v.ratio(m.WithinOne, m.Pairs))
}

func (w *writing) ratio(n, of int) Cell {
	if of == 0 {
		return absent("–")
	}
	return w.share(float64(n) / float64(of))
}

// reasons are why figures are missing, each once.
type reasons []ratings.Reason

func (r *reasons) note(why ratings.Reason) {
	if why != ratings.None && !slices.Contains(*r, why) {
		*r = append(*r, why)
	}
}

// missing says why figures are missing.
func (v *sessionView) missing(why reasons) {
	for _, reason := range why {
		v.say("No figure, or no interval: %v.", reason)
	}
}

var verdictNames = map[ratings.Verdict]lang.Text{
	ratings.NoVerdict:    "",
	ratings.Reliable:     "reliable",
	ratings.Tentative:    "tentative",
	ratings.LittleSpread: "little spread, not disagreement",
	ratings.Disagreement: "disagreement",
	ratings.SaysNothing:  "alpha says nothing",
}

func (v *sessionView) agreement() {
	v.part("Agreement between managers and panel", "Alpha is Krippendorff's, ordinal; AC2 is Gwet's. A verdict stands only where it can be told.")
	if v.a.Overall.Pairs == 0 && v.unrated() == len(v.a.Dimensions) {
		v.say("Nothing to compare: nobody was rated by two managers or panel members.")
		return
	}
	g := Grid{Name: "agreement", Title: v.t("Agreement"), Columns: slices.Concat(
		[]Column{{Wraps: true, Data: v.t("Dimension")}, v.figures("Pairs")}, v.matchColumns(Column{Title: "±1", Figures: true}),
		[]Column{{Title: "Alpha", Figures: true}, {Title: "AC2", Figures: true}, {Wraps: true, Data: v.t("Verdict")}},
	)}
	why := reasons{}
	row := func(name string, a ratings.Agreement) {
		why.note(a.Alpha.Value.Reason())
		why.note(a.AC2.Value.Reason())
		g.Rows = append(g.Rows, slices.Concat([]Cell{text(name), v.count(a.Pairs)}, v.matches(a.Matches),
			[]Cell{v.estimate(a.Alpha.Value, 2), v.estimate(a.AC2.Value, 2), text(v.in(verdictNames[a.Verdict]))}))
	}
	row(v.t("Level (rung)"), v.a.Overall)
	for _, d := range v.a.Dimensions {
		if d.Pairs > 0 {
			row(v.name(d.Dimension), d.Agreement)
		}
	}
	v.add(g)
	if n := v.a.Overall.OtherTrack; n > 0 {
		v.say("%v on one rung of different tracks: that is not exact. Alpha and AC2 compare rungs and do not see it.",
			lang.Count(n, "pair of raters places somebody", "pairs of raters place somebody"))
	}
	said := v.overall(v.a.Overall)
	v.hollow(v.a.Overall)
	v.missing(slices.DeleteFunc(why, func(reason ratings.Reason) bool { return reason == said }))
	v.notCompared()
	v.blurred()
	v.pairs()
}

// hollow says why alpha says nothing of the level.
func (v *sessionView) hollow(a ratings.Agreement) {
	if a.Verdict == ratings.SaysNothing {
		v.say("For the level alpha says nothing: of %d ratings that can be compared, %d are on one rung. Where people hardly differ there is "+
			"little to agree on, and alpha hangs on the few other ratings.", a.Compared, a.Commonest)
	}
}

// blurred lists the steps that raters do not tell apart, in their words.
func (v *sessionView) blurred() {
	items := Items{Title: over(v.t("Steps that these raters do not tell apart, though they do others; look at their words:"))}
	for _, d := range v.a.Dimensions {
		if b := d.Blurred; b != nil {
			low, high := int(b.Low), int(b.High)
			items.Items = append(items.Items, Item{Text: v.t("%s: %v (step %d) and %v (step %d). Of %v who each chose one of these, %d chose differently.",
				v.name(d.Dimension), lang.Quoted(d.Dimension.Steps[low].In(v.tag)), low, lang.Quoted(d.Dimension.Steps[high].In(v.tag)), high,
				lang.Count(b.Pairs, "pair of raters", "pairs of raters"), b.Apart)})
		}
	}
	v.add(items)
}

// pairs sets raters side by side who share enough people, unless the raters that
// there are make one pair: that is said above.
func (v *sessionView) pairs() {
	if len(v.a.Pairs) == 0 || len(v.a.Raters) == 2 {
		return
	}
	v.say("Raters who share %d people or more, those who agree least first. Difference is the first's mean rung less the second's.",
		calibrate.MinShared)
	g := Grid{Name: "pairs", Title: v.t("Pairs of raters"), Columns: slices.Concat(
		[]Column{v.wide("Rater"), v.wide("With"), v.figures("Shared")}, v.matchColumns(v.figures("Within one")),
		[]Column{v.figures("Difference")},
	)}
	for _, p := range v.a.Pairs {
		difference := v.figure(p.Difference, 2)
		difference.Text = v.signed(p.Difference)
		g.Rows = append(g.Rows, slices.Concat([]Cell{text(v.named(p.Raters[0])), text(v.named(p.Raters[1])), v.count(p.Pairs)},
			v.matches(p.Matches), []Cell{difference}))
	}
	v.add(g)
	if v.a.MorePairs > 0 {
		v.say("%v, who agree more.", lang.Count(v.a.MorePairs, "other pair shares as many", "other pairs share as many"))
	}
}

func (v *sessionView) notCompared() {
	switch n := v.unrated(); {
	case n == len(v.a.Dimensions):
		v.say("No dimension can be compared: nobody has steps from two raters.")
	case n > 0:
		v.say("Not compared, as nobody has steps from two raters there: %v.", lang.Count(n, "dimension", "dimensions"))
	}
}

// unrated counts the dimensions on which nothing can be compared.
func (v *sessionView) unrated() (n int) {
	for _, d := range v.a.Dimensions {
		if d.Pairs == 0 {
			n++
		}
	}
	return n
}

// overall says how sure the agreement on levels is, and returns the reason it
// gave.
func (v *sessionView) overall(a ratings.Agreement) ratings.Reason {
	alpha, ac2 := v.short(a.Alpha.Interval), v.short(a.AC2.Interval)
	if alpha == "" || ac2 == "" {
		v.say("No interval for the level: %v.", a.Alpha.Interval.Reason)
		return a.Alpha.Interval.Reason
	}
	v.say("For the level and these raters, 95%% intervals from %v: alpha %s, AC2 %s.", people(a.CoRated), alpha, ac2)
	return ratings.None
}

// short renders the interval of a coefficient, whose ends are short of 1 and are
// not rounded to it.
func (v *sessionView) short(i ratings.Interval) string {
	if i.High < 0.995 {
		return v.interval(i, 2)
	}
	i.High = min(i.High, 0.999)
	return v.interval(i, 3)
}

// connections says who cannot be compared, on what the comparison hangs, and
// what would mend it.
func (v *sessionView) connections() {
	c := v.a.Connections
	if len(c.Parts) < 2 && !slices.ContainsFunc(c.Bridges, ratings.Bridge.Hangs) {
		return
	}
	v.heading("Who can be compared")
	var items []Item
	if len(c.Parts) > 1 {
		v.say("The raters fall into %d groups that share nobody; raters of different groups are never compared:", len(c.Parts))
		for i, part := range c.Parts {
			items = append(items, Item{Lead: strconv.Itoa(i + 1), Text: v.names(part.Raters)})
		}
	}
	for _, l := range c.Links {
		items = append(items, Item{Text: v.t("If %s rated %s, groups %d and %d would be linked.",
			v.named(l.Rater), v.named(l.Subject), min(l.Parts[0], l.Parts[1])+1, max(l.Parts[0], l.Parts[1])+1)})
	}
	v.add(Items{Items: items})
	v.threads(c.Bridges)
}

// threadsShown is how many of them are listed.
const threadsShown = 4

// threads lists the ratings on which a comparison hangs.
func (v *sessionView) threads(bridges []ratings.Bridge) {
	var single []string
	for _, b := range bridges {
		if b.Hangs() {
			single = append(single, v.t("%s by %s", v.named(b.Subject), v.named(b.Rater)))
		}
	}
	if more := len(single) - threadsShown; more > 0 {
		single = append(single[:threadsShown], v.t("%d more", more))
	}
	if len(single) > 0 {
		v.say("Some raters are compared with the others through a single rating; without it they could not be: %s. One more person "+
			"rated by both sides would hold.",
			strings.Join(single, " · "))
	}
}
