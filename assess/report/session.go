package report

import (
	"slices"
	"strconv"
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
	v.ratings()
	v.raters()
	v.agreement()
	v.connections()
	v.levels()
	v.agenda()
	v.selfCheck()
	v.decisions()
	v.add(Break{}, Footer{v.t("log: up to %.12s · rung calibrate log %s --verify", a.Log, a.ID)})
	return v.document("people")
}

// Agenda is only what is worth the group's time.
func Agenda(a *calibrate.Analysis, tag lang.Tag) Document {
	v := newSessionView(a, tag)
	v.agenda()
	v.add(Break{}, Next{v.t("Next"), []string{"rung calibrate review " + a.ID}})
	return v.document("")
}

// AgendaPage is the same as it is handed on: a table of everybody, with the minutes
// and the reasons.
func AgendaPage(a *calibrate.Analysis, tag lang.Tag) Document {
	v := newSessionView(a, tag)
	g := Grid{Name: "agenda", Title: v.t("Agenda"), Columns: []Column{
		v.wide("Person"), v.figures("Minutes"), v.wide("Why talk"),
	}}
	for _, item := range a.Agenda.Items {
		minutes, why := absent("–"), absent("–")
		if item.Minutes > 0 {
			minutes = v.count(item.Minutes)
		}
		if len(item.Concerns) > 0 {
			why = text(v.concerns(item))
		}
		g.Rows = append(g.Rows, []Cell{text(v.named(item.Subject)), minutes, why})
	}
	v.add(Headline{Kicker: a.Title, Text: v.agendaTitle()}, g)
	v.drawn()
	return v.document(g.Name)
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
	v.add(Sentence{Text: said + v.t(" Advice for a conversation, not a decision.")})
}

// estimate is a cell with a figure that may be missing.
func (w *writing) estimate(f ratings.Figure, decimals int) Cell {
	x, any := f.Value()
	if !any {
		return absent("–")
	}
	return w.figure(x, decimals)
}

// portion is a cell with a share that may be missing.
func (w *writing) portion(f ratings.Figure) Cell {
	x, any := f.Value()
	if !any {
		return absent("–")
	}
	return w.share(x)
}

// interval renders "low to high", nothing where there is none.
func (w *writing) interval(i ratings.Interval, decimals int) string {
	if i.Reason != ratings.None {
		return ""
	}
	return w.t("%v to %v", lang.Number{Value: i.Low, Decimals: decimals}, lang.Number{Value: i.High, Decimals: decimals})
}

// within is a figure with its interval, drawn on an axis.
func (w *writing) within(f ratings.Figure, i ratings.Interval, decimals int, axis Span) Cell {
	cell := w.estimate(f, decimals)
	if range_ := w.interval(i, decimals); range_ != "" {
		cell.Text += " (" + range_ + ")"
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

func short(l *rubric.Level) string {
	if l == nil {
		return "–"
	}
	return l.Short
}

func (v *sessionView) people() {
	v.part("People", "Fair standing is the mean rung by all who rated, each rater's severity taken out.")
	g := Grid{Name: "people", Title: v.t("People"), Columns: []Column{
		v.wide("Person"), v.column("Self"), v.wide("Fair standing"),
		v.figures("Spread"), v.figures("Peers"), v.column("Proposed"), v.column("Agreed"),
	}}
	for _, p := range v.a.People {
		g.Rows = append(g.Rows, v.personRow(p))
	}
	v.add(g)
	v.say("Peers are shown as one mean, and only where three or more rated the same person.")
	v.selves()
}

func (v *sessionView) personRow(p calibrate.PersonRow) []Cell {
	self, peers, agreed := absent("–"), absent("–"), absent("–")
	if p.Self != nil {
		self = level(p.Self.Level)
	}
	if p.Peers != nil {
		peers = v.figure(p.Peers.Mean, 1)
	}
	if p.Agreed != nil {
		agreed = level(p.Agreed.Level)
	}
	lowest, highest := v.a.Rubric.Ends()
	axis := Span{From: float64(lowest.Rung), To: float64(highest.Rung)}
	return []Cell{
		text(NameOf(p.Person)), self, v.within(p.Fair.Standing(), p.Fair.Interval, 1, axis),
		v.estimate(p.Fair.Spread, 1), peers, level(p.Proposed), agreed,
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
	one := rater + w.colon() + short(view.Level)
	if x, any := view.Standing.Value(); any {
		one += " (" + w.number(x, 1) + ")"
	}
	return one
}

var callNames = map[ratings.Call]lang.Text{
	ratings.Neither: "",
	ratings.Severe:  "severe",
	ratings.Lenient: "lenient",
}

func (v *sessionView) raters() {
	v.part("Raters", "Severity is how many rungs below the others somebody rates the same people.")
	if len(v.a.Raters) == 0 {
		v.say("No manager and no panel has rated.")
		return
	}
	g := Grid{Name: "raters", Title: v.t("Raters"), Columns: []Column{
		v.wide("Rater"), v.figures("Rated"), v.wide("Severity"),
		v.figures("Exact"), v.figures("Within one"), {Data: v.t("Call")},
	}}
	var why reasons
	for _, r := range v.a.Raters {
		s := r.Severity
		why.note(s.Severity.Reason())
		why.note(s.Interval.Reason)
		axis := Span{From: -axisEnd(v.a.Raters), To: axisEnd(v.a.Raters), Zero: true, Call: s.Call != ratings.Neither}
		g.Rows = append(g.Rows, []Cell{text(NameOf(r.Person)), v.count(s.Ratings), v.within(s.Severity, s.Interval, 2, axis),
			v.ratio(r.Exact, r.Pairs), v.ratio(r.WithinOne, r.Pairs), text(v.in(callNames[s.Call]))})
	}
	v.add(g)
	v.missing(why)
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
}

func (v *sessionView) agreement() {
	v.part("Agreement between managers and panel", "Alpha is Krippendorff's, ordinal; AC2 is Gwet's.")
	if v.a.Overall.Pairs == 0 && v.unrated() == len(v.a.Dimensions) {
		v.say("Nothing to compare: nobody was rated by two managers or panel members.")
		return
	}
	g := Grid{Name: "agreement", Title: v.t("Agreement"), Columns: []Column{
		{Wraps: true, Data: v.t("Dimension")}, v.figures("Pairs"), v.figures("Exact"),
		{Title: "±1", Figures: true}, {Title: "Alpha", Figures: true}, {Title: "AC2", Figures: true}, {Wraps: true, Data: v.t("Verdict")},
	}}
	why := reasons{}
	row := func(name string, a ratings.Agreement) {
		why.note(a.Alpha.Value.Reason())
		why.note(a.AC2.Value.Reason())
		g.Rows = append(g.Rows, []Cell{text(name), v.count(a.Pairs), v.portion(a.ExactShare()), v.portion(a.WithinOneShare()),
			v.estimate(a.Alpha.Value, 2), v.estimate(a.AC2.Value, 2), text(v.in(verdictNames[a.Verdict]))})
	}
	row(v.t("Level (rung)"), v.a.Overall)
	for _, d := range v.a.Dimensions {
		if d.Pairs > 0 {
			row(v.name(d.Dimension), d.Agreement)
		}
	}
	v.add(g)
	said := v.overall(v.a.Overall)
	v.missing(slices.DeleteFunc(why, func(reason ratings.Reason) bool { return reason == said }))
	v.notCompared()
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
	alpha, ac2 := v.interval(a.Alpha.Interval, 2), v.interval(a.AC2.Interval, 2)
	if alpha == "" || ac2 == "" {
		v.say("No interval for the level: %v.", a.Alpha.Interval.Reason)
		return a.Alpha.Interval.Reason
	}
	s := v.t("For the level, 95%% intervals: alpha %s, AC2 %s", alpha, ac2)
	if a.Alpha.Wide {
		s += v.t("; wide, from fewer than 25 people")
	}
	v.add(Sentence{Text: s + "."})
	return ratings.None
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
		g.Rows = append(g.Rows, []Cell{text(v.title(l.Level)), bar(l.Proposed), bar(l.Agreed)})
	}
	v.add(g)
	if v.a.Unproposed > 0 {
		v.say("No level is proposed for %v.", people(v.a.Unproposed))
	}
	if v.a.Undecided > 0 {
		v.say("No level is agreed yet for %v.", people(v.a.Undecided))
	}
}

func (v *sessionView) agenda() {
	a := v.a.Agenda
	v.add(Heading{v.agendaTitle()})
	planned, rest := v.agendaItems()
	v.add(Items{Items: planned})
	if len(rest) > 0 {
		v.say("The time ends here; if there is more:")
		v.add(Items{Items: rest})
	}
	calm := len(a.Items) - len(planned) - len(rest)
	switch {
	case len(a.Items) == 0:
		v.say("There is nothing to discuss: nobody has a fair standing.")
	case calm > 0:
		v.say("Nothing calls for discussion about %v.", people(calm))
	}
	v.drawn()
}

func (v *sessionView) agendaTitle() string {
	if v.a.Planned {
		return v.t("Agenda for %d minutes", v.a.Agenda.Minutes)
	}
	return v.t("Agenda")
}

// drawn says how the order among equals came about.
func (v *sessionView) drawn() {
	if v.a.Planned {
		v.add(Sentence{Text: v.t("Order among equals drawn with seed %d.", v.a.Agenda.Seed), Tone: Faint})
	}
}

// agendaItems are the people to talk about, those for whom there is time apart
// from the others.
func (v *sessionView) agendaItems() (planned, rest []Item) {
	a := v.a.Agenda
	for i, item := range a.Items {
		if len(item.Concerns) == 0 {
			continue
		}
		minutes := ""
		if item.Minutes > 0 {
			minutes = v.t(", %d min", item.Minutes)
		}
		entry := Item{Lead: strconv.Itoa(i+1) + ".", Text: v.named(item.Subject) + minutes + v.colon() + v.concerns(item)}
		if len(rest) > 0 || item.Minutes == 0 && a.Minutes > 0 {
			rest = append(rest, entry)
		} else {
			planned = append(planned, entry)
		}
	}
	return planned, rest
}

func (w *writing) concerns(item ratings.Item) string {
	var said []string
	for _, c := range item.Concerns {
		said = append(said, w.concern(c))
	}
	return strings.Join(said, w.t("; ")) + "."
}

func (w *writing) concern(c ratings.Concern) string {
	n := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 1} }
	fine := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 2} }
	switch c.Cause {
	case ratings.Apart:
		return w.t("raters differ by %v (%v to %v)", n(c.To-c.From), n(c.From), n(c.To))
	case ratings.SelfApart:
		return w.t("own rating %v, others %v", n(c.To), n(c.From))
	case ratings.Moved:
		return w.t("severity changes the level (raw mean %v, fair %v)", fine(c.From), fine(c.To))
	case ratings.NearBoundary:
		return w.t("close to the boundary at %v (%v)", n(c.To), fine(c.From))
	}
	return w.t("one rater only")
}

func (v *sessionView) selfCheck() {
	c := v.a.Check
	if c.Decisions == 0 {
		return
	}
	v.heading("The meeting, looked at from outside")
	v.say("Of %v: %v, %v, %v.",
		lang.Count(c.Decisions, "decision", "decisions"),
		lang.Count(c.Raised, "raised", "raised"),
		lang.Count(c.Lowered, "lowered", "lowered"),
		lang.Count(c.Kept, "kept", "kept"))
	v.compression(c)
	var items []Item
	for _, m := range c.Managers {
		if m.Net != 0 {
			items = append(items, Item{Text: v.t("%s: %v, net change %s", v.named(m.Manager), people(m.Subjects), v.rungs(v.signed(m.Net), m.Net))})
		}
	}
	v.add(Items{Items: items})
}

// compression says whether the meeting drew the levels together.
func (v *sessionView) compression(c ratings.SelfCheck) {
	x, any := c.Compression.Value()
	switch {
	case !any:
	case x > 0.1:
		v.say("The agreed levels are closer together than the proposed ones, by %s: check that differences were not smoothed away.",
			v.percent(x))
	case x < -0.1:
		v.say("The agreed levels are further apart than the proposed ones, by %s.", v.percent(-x))
	default:
		v.say("The agreed levels are spread as the proposed ones were.")
	}
}

func (v *sessionView) decisions() {
	var items []Item
	for _, p := range v.a.People {
		if p.Agreed == nil {
			continue
		}
		said := NameOf(p.Person) + v.colon() + short(p.Agreed.Level)
		if p.Agreed.Changes() {
			said += v.t(" (proposed %s)", short(p.Agreed.Proposed))
		}
		if p.Agreed.Rationale != "" {
			said += " — " + p.Agreed.Rationale
		}
		items = append(items, Item{Text: said})
	}
	if len(items) > 0 {
		v.heading("Decisions")
		v.add(Items{Items: items})
	}
}

// Letter is what one subject is told of a session.
func Letter(l *calibrate.Letter, tag lang.Tag) Document {
	w := writing{tag: tag}
	w.add(Headline{Text: w.t("%s: outcome of %v", NameOf(l.Person), lang.Quoted(l.Title))}, Break{})
	if l.Agreed == nil {
		w.say("No level is agreed yet.")
	} else {
		w.agreed(l)
	}
	return Document{Lang: tag, Title: l.Title, Blocks: w.blocks}
}

func (w *writing) agreed(l *calibrate.Letter) {
	w.say("The level agreed on %s is %s (rung %d).", w.date(l.At), w.title(l.Agreed), l.Agreed.Rung)
	if l.Rationale != "" {
		w.say("Reason: %s", l.Rationale)
	}
	if l.Withheld {
		w.say("A reason was recorded; it names somebody else and is not repeated here. Ask for it.")
	}
	if l.Self != nil && l.Self.Level != nil {
		w.say("Your own answers were closest to %s.", w.title(l.Self.Level))
	}
	w.add(Next{w.t("What this level expects"), []string{"rung levels " + l.Agreed.ID}})
}
