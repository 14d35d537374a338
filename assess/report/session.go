package report

import (
	"slices"
	"strings"

	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric"
	"rung/rubric/lang"
)

// Session is the report of a revealed or locked session.
func Session(a *calibrate.Analysis, tag lang.Tag) Document {
	v := newSessionView(a, tag)
	v.opening()
	v.people()
	v.dimensions()
	v.ratings()
	v.raters()
	v.agreement()
	v.connections()
	v.levels()
	v.agenda()
	v.selfCheck()
	v.decisions()
	v.logged()
	return v.document("people")
}

// logged says where the log ends.
func (v *sessionView) logged() {
	if !v.a.Nameless {
		v.add(Break{}, Footer{v.t("log: rung calibrate log %s --verify --head %.16s", v.a.ID, v.a.Log)})
	}
}

// sessionView makes documents of what a calibration session comes to.
type sessionView struct {
	writing
	a *calibrate.Analysis
}

func newSessionView(a *calibrate.Analysis, tag lang.Tag) *sessionView {
	return &sessionView{writing{tag: tag}, a}
}

func (v *sessionView) document(main string) Document {
	return Document{Lang: v.tag, Title: v.a.Title, Main: main, Blocks: v.blocks}
}

var stateNames = map[calibrate.State]lang.Text{
	calibrate.Collecting: "collecting",
	calibrate.Closed:     "closed",
	calibrate.Revealed:   "revealed",
	calibrate.Locked:     "locked",
}

// sessionKind is the kind of page that shows a session.
func (w *writing) sessionKind(s calibrate.State) string {
	return w.t("Calibration session · %v", stateNames[s])
}

func people(n int) lang.Counted {
	return lang.Count(n, "person", "people")
}

func (v *sessionView) opening() {
	v.add(Headline{Kicker: v.sessionKind(v.a.State), Text: v.a.Title})
	said := v.t("%v, %v, revealed on %s, with %s %s.", people(len(v.a.People)), lang.Count(len(v.a.Raters), "rater", "raters"),
		v.date(v.a.Revealed), v.a.Rubric.ID, v.a.Rubric.Version)
	if v.a.State == calibrate.Locked {
		said += v.t(" The session is locked.")
	}
	if v.a.Undecided < len(v.a.People) {
		said += v.t(" The ratings are advice; the decisions are the group's.")
	} else {
		said += v.t(" Advice for a conversation, not a decision.")
	}
	v.add(Sentence{Text: said})
	if v.a.Nameless {
		v.say("Without names; whoever knows the team may recognise somebody all the same, by a level, by who rated whom, by a reason.")
	}
}

// estimate is a cell with a figure that may be missing.
func (w *writing) estimate(f ratings.Figure, decimals int) Cell {
	x, any := f.Value()
	if !any {
		return absent("–")
	}
	return w.figure(x, decimals)
}

// interval renders "low to high", nothing where there is none.
func (w *writing) interval(i ratings.Interval, decimals int) string {
	if i.Reason != ratings.None {
		return ""
	}
	return w.t("%v to %v", lang.Number{Value: i.Low, Decimals: decimals}, lang.Number{Value: i.High, Decimals: decimals})
}

// standing is a cell with a fair standing, on the axis of the rungs.
func (w *writing) standing(f ratings.FairStanding, r *rubric.Rubric) Cell {
	lowest, highest := r.Ends()
	axis := Span{From: float64(lowest.Rung), To: float64(highest.Rung)}
	return within(w.estimate(f.Standing(), 1), f.Standing(), f.Interval, w.between(f.Interval, axis), axis)
}

// between renders an interval on rungs, with no figure for an end that lies beyond
// the ladder.
func (w *writing) between(i ratings.Interval, rungs Span) string {
	if i.Reason != ratings.None {
		return ""
	}
	low, high := w.rung(i.Low, rungs), w.rung(i.High, rungs)
	if low == high {
		return low
	}
	return w.t("%v to %v", low, high)
}

// rung renders a place among rungs.
func (w *writing) rung(x float64, rungs Span) string {
	place := lang.Number{Value: x, Decimals: 1}
	switch {
	case place.Shown() < rungs.From:
		return "<" + w.number(rungs.From, 0)
	case place.Shown() > rungs.To:
		return ">" + w.number(rungs.To, 0)
	}
	return w.in(place)
}

// within adds to a cell with a figure its interval, as it is said, and draws both on
// an axis.
func within(cell Cell, f ratings.Figure, i ratings.Interval, said string, axis Span) Cell {
	if said != "" {
		cell.Text += " (" + said + ")"
		axis.Low, axis.High = &i.Low, &i.High
	}
	if x, any := f.Value(); any {
		axis.Value = &x
	}
	cell.Drawing = axis
	return cell
}

// level is a cell with a level, if there is one.
func level(l *rubric.Level) Cell {
	if l == nil {
		return absent("–")
	}
	return text(l.Short)
}

// proposed is a cell with what is proposed.
func (w *writing) proposed(p calibrate.Proposal) Cell {
	if len(p.Levels) == 0 {
		return absent("–")
	}
	return text(w.either(p.Levels))
}

// either names levels of which one is meant: "Staff PM or Group PM".
func (w *writing) either(levels []*rubric.Level) string {
	names := make([]string, len(levels))
	for i, l := range levels {
		names[i] = l.Short
	}
	return strings.Join(names, w.t(" or "))
}

func short(l *rubric.Level) string {
	if l == nil {
		return "–"
	}
	return l.Short
}

func (v *sessionView) people() {
	v.part("People", "Fair standing is the mean rung by all who rated, the severity of managers and panel taken out; peers count as they rated.")
	g := Grid{Name: "people", Title: v.t("People"), Columns: []Column{
		v.wide("Person"), v.column("Self"), v.wide("Fair standing"), {Data: v.t("Raw")},
		v.figures("Spread"), v.figures("Peers"), v.wide("Proposed"), v.wide("Agreed"),
	}}
	for _, p := range v.a.People {
		g.Rows = append(g.Rows, v.personRow(p))
	}
	v.add(g)
	if slices.ContainsFunc(v.a.People, raw) {
		v.say("“raw” is the mean as it was given: its raters share too few people with others to take their severity out.")
	}
	v.moved()
	v.say("Peers are shown as one mean, and only where three or more rated the same person.")
	v.selves()
}

// raw reports whether a person's standing is the mean as it was given.
func raw(p calibrate.PersonRow) bool { return p.Fair.Raters > 0 && !p.Fair.Adjusted() }

func (v *sessionView) personRow(p calibrate.PersonRow) []Cell {
	self, peers, agreed, mark := absent("–"), absent("–"), absent("–"), text("")
	if raw(p) {
		mark = text(v.t("raw"))
	}
	if p.Self != nil {
		self = level(p.Self.Level)
	}
	if p.Peers != nil {
		peers = v.figure(p.Peers.Mean, 1)
	}
	if p.Agreed != nil {
		agreed = text(v.agreedLevel(p.Agreed.Level))
	}
	return []Cell{
		text(NameOf(p.Person)), self, v.standing(p.Fair, v.a.Rubric), mark,
		v.estimate(p.Fair.Spread, 1), peers, v.proposed(p.Proposed), agreed,
	}
}

// moved says for how many people severity that may be none changes the level.
func (v *sessionView) moved() {
	n := 0
	for _, p := range v.a.People {
		if p.Proposed.Moved {
			n++
		}
	}
	if n > 0 {
		v.say("For %v, taking severity out changes the level, and none of their raters is known to be severe or lenient: the level "+
			"without it is proposed too, and neither needs a reason.", people(n))
	}
}

// selves compares what people say of themselves with what the others say.
func (v *sessionView) selves() {
	s := v.a.Selves
	mean, any := s.Mean.Value()
	if !any {
		return
	}
	said := v.t("Own ratings against the others', for %v: %s on average", people(len(s.Gaps)), v.rungs(v.signed(mean), mean))
	if range_ := v.interval(s.Interval, 2); range_ != "" {
		said += " (" + range_ + ")"
	}
	said += v.t("; at least one rung higher: %d, lower: %d.", s.Higher, s.Lower)
	v.add(Sentence{Text: said})
}

// ratings lists what each rater said, where they may be named.
func (v *sessionView) ratings() {
	var l Listing
	for _, p := range v.a.People {
		e := Entry{Name: NameOf(p.Person)}
		for _, r := range p.Others {
			e.Parts = append(e.Parts, v.said(NameOf(r.Rater), r.View))
		}
		if len(e.Parts) == 0 {
			e.Parts = []string{v.t("no manager, no panel")}
		}
		l.Entries = append(l.Entries, e)
	}
	v.heading("Ratings")
	v.add(l)
}

// said is a rater and what they said: "Nadia: PM (2.0)".
func (w *writing) said(rater string, view calibrate.View) string {
	one := rater + w.colon() + w.view(view)
	if x, any := view.Standing.Value(); any {
		one += " (" + w.number(x, 1) + ")"
	}
	return one
}

// view is what somebody's answers come to, in a few words.
func (w *writing) view(view calibrate.View) string {
	switch {
	case view.NotRated:
		return w.t("not rated")
	case view.Misfit:
		return w.t("no level describes the answers")
	case len(view.Open) > 0:
		return w.t("%s, still open", w.either(view.Open))
	}
	return short(view.Level)
}

func (v *sessionView) named(id string) string { return NameOf(v.a.Person(id)) }

func (v *sessionView) names(ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, v.named(id))
	}
	return strings.Join(all, ", ")
}

// levels is the distribution before and after.
func (v *sessionView) levels() {
	v.heading("Levels, before and after")
	g := Grid{Name: levelsGrid, Title: v.t("Levels"), Columns: []Column{
		v.column("Level"), v.column("Proposed"), v.column("Agreed"),
	}}
	bar := func(n int) Cell {
		cell := v.count(n)
		cell.Drawing = Bar{float64(n), float64(len(v.a.People))}
		return cell
	}
	for _, l := range v.a.Levels {
		g.Rows = append(g.Rows, []Cell{text(l.Level.Title.In(v.tag)), bar(l.Proposed), bar(l.Agreed)})
	}
	v.add(g)
	if v.a.Unproposed > 0 {
		v.say("No level is proposed for %v.", people(v.a.Unproposed))
	}
	if v.a.Several > 0 {
		v.say("Several levels are proposed for %v; the group decides between them.", people(v.a.Several))
	}
	if v.a.NoLevel > 0 {
		v.say("No level this time for %v.", people(v.a.NoLevel))
	}
	if v.a.Undecided > 0 {
		v.say("No level is agreed yet for %v.", people(v.a.Undecided))
	}
}
