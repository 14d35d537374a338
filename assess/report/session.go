package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric"
	"rung/rubric/lang"
)

// sessionView draws what a calibration session comes to.
type sessionView struct {
	*page
	a *calibrate.Analysis
}

// Session writes the report of a revealed or locked session.
func Session(w io.Writer, a *calibrate.Analysis, o Options) error {
	v := sessionView{newPage(w, o), a}
	v.title()
	v.people()
	v.ratings()
	v.raters()
	v.agreement()
	v.connections()
	v.levels()
	v.agenda()
	v.selfCheck()
	v.decisions()
	v.footer()
	return v.err
}

// Agenda writes only what is worth the group's time.
func Agenda(w io.Writer, a *calibrate.Analysis, o Options) error {
	v := sessionView{newPage(w, o), a}
	v.agenda()
	v.blank()
	v.say(lang.T("Next: rung calibrate review %s", "Ensuite : rung calibrate review %s"), a.ID)
	return v.err
}

var stateNames = map[calibrate.State]lang.Pair{
	calibrate.Collecting: lang.T("collecting", "en collecte"),
	calibrate.Revealed:   lang.T("revealed", "dévoilée"),
	calibrate.Locked:     lang.T("locked", "verrouillée"),
}

func (p *page) personCount(n int) lang.Count {
	return lang.Count{N: n, One: lang.T("person", "personne"), Many: lang.T("people", "personnes")}
}

func (v sessionView) title() {
	v.strong(lang.T("%s: %v, %v, %v", "%s : %v, %v, %v"), lang.Defang(v.a.Title), stateNames[v.a.State], v.personCount(len(v.a.People)),
		lang.Count{N: len(v.a.Raters), One: lang.T("rater", "évaluateur"), Many: lang.T("raters", "évaluateurs")})
	v.say(lang.T("Revealed on %s, with %s %s. Advice for a conversation, not a decision.", "Dévoilée le %s, avec %s %s. Un conseil pour en parler, pas une décision."),
		v.day(v.a.Revealed), v.a.Rubric.ID, lang.Defang(v.a.Rubric.Version))
}

func (v sessionView) heading(format lang.Pair, args ...any) {
	if v.lines > 0 {
		v.blank()
	}
	v.strong(format, args...)
}

// figure renders a figure, or a dash where there is none.
func (p *page) figure(f ratings.Figure, decimals int) string {
	x, any := f.Value()
	if !any {
		return "–"
	}
	return p.number(x, decimals)
}

// share renders a figure as a percentage, or a dash.
func (p *page) share(f ratings.Figure) string {
	x, any := f.Value()
	if !any {
		return "–"
	}
	return p.percent(x)
}

// interval renders "low to high", nothing where there is none.
func (p *page) interval(i ratings.Interval, decimals int) string {
	if i.Reason != ratings.None {
		return ""
	}
	return p.t(lang.T("%v to %v", "%v à %v"), lang.Number{Value: i.Low, Decimals: decimals}, lang.Number{Value: i.High, Decimals: decimals})
}

// within renders a figure with its interval.
func (p *page) within(f ratings.Figure, i ratings.Interval, decimals int) string {
	s := p.figure(f, decimals)
	if range_ := p.interval(i, decimals); range_ != "" {
		s += " (" + range_ + ")"
	}
	return s
}

func (p *page) person(who assess.Person) string { return lang.Defang(NameOf(who)) }

func short(l *rubric.Level) string {
	if l == nil {
		return "–"
	}
	return lang.Defang(l.Short)
}

func (v sessionView) people() {
	v.heading(lang.T("People: fair standing is the mean rung by all who rated, each rater's severity taken out.", "Personnes : la position équitable est l’échelon moyen selon tous les évaluateurs, la sévérité de chacun ôtée."))
	g := grid{header: []string{v.t(lang.T("Person", "Personne")), v.t(lang.T("Self", "Soi-même")), v.t(lang.T("Fair standing", "Position équitable")), v.t(lang.T("Spread", "Étendue")), v.t(lang.T("Peers", "Pairs")), v.t(lang.T("Proposed", "Proposé")), v.t(lang.T("Agreed", "Convenu"))},
		right: []int{3, 4}, wrap: []int{0, 2}}
	for _, p := range v.a.People {
		self, agreed := "–", "–"
		if p.Self != nil {
			self = short(p.Self.Level)
		}
		if p.Agreed != nil {
			agreed = short(p.Agreed.Level)
		}
		peers := "–"
		if p.Peers != nil {
			peers = v.number(p.Peers.Mean, 1)
		}
		g.row(v.person(p.Person), self, v.within(p.Fair.Standing(), p.Fair.Interval, 1), v.figure(p.Fair.Spread, 1), peers, short(p.Proposed), agreed)
	}
	v.grid(&g)
	v.say(lang.T("Peers are shown as one mean, and only where three or more rated the same person.", "Les pairs sont montrés en une seule moyenne, et seulement si trois ou plus ont évalué la même personne."))
	v.selves()
}

// selves compares what people say of themselves with what the others say.
func (v sessionView) selves() {
	s := v.a.Selves
	mean, any := s.Mean.Value()
	if !any {
		return
	}
	text := v.t(lang.T("Own ratings against the others', for %v: %s rung on average", "Auto-évaluations face aux autres, pour %v : %s échelon en moyenne"), v.personCount(len(s.Gaps)), v.signed(mean))
	if range_ := v.interval(s.Interval, 2); range_ != "" {
		text += " (" + range_ + ")"
	}
	text += v.t(lang.T("; at least one rung higher: %d, lower: %d.", " ; d’au moins un échelon plus hautes : %d, plus basses : %d."), s.Higher, s.Lower)
	v.hang("", "", text)
}

// ratings lists what each rater said, where they may be named.
func (v sessionView) ratings() {
	v.heading(lang.T("Ratings", "Évaluations"))
	names := 0
	for _, p := range v.a.People {
		names = max(names, lang.Columns(v.person(p.Person)))
	}
	for _, p := range v.a.People {
		var said []string
		for _, r := range p.Others {
			said = append(said, v.said(v.person(r.Rater), r.View))
		}
		if len(said) == 0 {
			said = []string{v.t(lang.T("no manager, no panel", "ni manager, ni panel"))}
		}
		name := v.person(p.Person)
		v.items(name+strings.Repeat(" ", names-lang.Columns(name)+gutter), said)
	}
}

// said is a rater and what they said: "Nadia: PM (2.0)".
func (p *page) said(rater string, view calibrate.View) string {
	one := rater + p.t(lang.T(": ", " : ")) + short(view.Level)
	if x, any := view.Standing.Value(); any {
		one += " (" + p.number(x, 1) + ")"
	}
	return one
}

// items writes a list whose items are not broken, behind lead, or below it where
// lead leaves too little room.
func (p *page) items(lead string, items []string) {
	if lang.Columns(lead) > p.width()/2 {
		p.hang("", "  ", strings.TrimRight(lead, " "))
		lead = "  "
	}
	indent := strings.Repeat(" ", lang.Columns(lead))
	first, line := lead, items[0]
	for _, item := range items[1:] {
		if longer := line + " · " + item; lang.Columns(indent+longer+" ·") <= p.width() {
			line = longer
			continue
		}
		p.hang(first, indent, line+" ·")
		first, line = indent, item
	}
	p.hang(first, indent, line)
}

var callNames = map[ratings.Call]lang.Pair{
	ratings.Neither: lang.T("", ""),
	ratings.Severe:  lang.T("severe", "sévère"),
	ratings.Lenient: lang.T("lenient", "indulgent"),
}

func (v sessionView) raters() {
	v.heading(lang.T("Raters: severity is how many rungs below the others somebody rates the same people.", "Évaluateurs : la sévérité est le nombre d’échelons sous les autres, pour les mêmes personnes."))
	if len(v.a.Raters) == 0 {
		v.say(lang.T("No manager and no panel has rated.", "Ni manager ni panel n’a évalué."))
		return
	}
	g := grid{header: []string{v.t(lang.T("Rater", "Évaluateur")), v.t(lang.T("Rated", "Évalués")), v.t(lang.T("Severity", "Sévérité")), v.t(lang.T("Exact", "Exact")), v.t(lang.T("Within one", "À un près")), ""},
		right: []int{1, 3, 4}, wrap: []int{0, 2}}
	reasons := v.newReasons()
	for _, r := range v.a.Raters {
		reasons.note(r.Severity.Severity.Reason())
		reasons.note(r.Severity.Interval.Reason)
		g.row(v.person(r.Person), strconv.Itoa(r.Severity.Ratings), v.within(r.Severity.Severity, r.Severity.Interval, 2),
			v.ratio(r.Exact, r.Pairs), v.ratio(r.WithinOne, r.Pairs), v.in(callNames[r.Severity.Call]))
	}
	v.grid(&g)
	reasons.say()
}

func (p *page) ratio(n, of int) string {
	if of == 0 {
		return "–"
	}
	return p.percent(float64(n) / float64(of))
}

// reasons collects why figures are missing, to say each once.
type reasons struct {
	p    *page
	said []ratings.Reason
}

func (p *page) newReasons() *reasons { return &reasons{p: p} }

func (r *reasons) note(why ratings.Reason) {
	if why == ratings.None {
		return
	}
	for _, known := range r.said {
		if known == why {
			return
		}
	}
	r.said = append(r.said, why)
}

// spare leaves out a reason that was said already.
func (r *reasons) spare(why ratings.Reason) {
	r.said = slices.DeleteFunc(r.said, func(known ratings.Reason) bool { return known == why })
}

func (r *reasons) say() {
	for _, why := range r.said {
		r.p.say(lang.T("No figure, or no interval: %v.", "Sans valeur ou sans intervalle : %v."), why)
	}
}

var verdictNames = map[ratings.Verdict]lang.Pair{
	ratings.NoVerdict:    lang.T("", ""),
	ratings.Reliable:     lang.T("reliable", "fiable"),
	ratings.Tentative:    lang.T("tentative", "à confirmer"),
	ratings.LittleSpread: lang.T("little spread, not disagreement", "peu d’écarts entre personnes, pas de désaccord"),
	ratings.Disagreement: lang.T("disagreement", "désaccord"),
}

func (v sessionView) agreement() {
	v.heading(lang.T("Agreement between managers and panel: alpha is Krippendorff's, ordinal; AC2 is Gwet's.", "Accord entre managers et panel : alpha est celui de Krippendorff, ordinal ; AC2 celui de Gwet."))
	if v.a.Overall.Pairs == 0 && v.unrated() == len(v.a.Dimensions) {
		v.say(lang.T("Nothing to compare: nobody was rated by two managers or panel members.", "Rien à comparer : personne n’a été évalué par deux managers ou membres de panel."))
		return
	}
	g := grid{header: []string{"", v.t(lang.T("Pairs", "Paires")), v.t(lang.T("Exact", "Exact")), "±1", "Alpha", "AC2", ""}, right: []int{1, 2, 3, 4, 5}, wrap: []int{0, 6}}
	reasons := v.newReasons()
	row := func(name string, a ratings.Agreement) {
		reasons.note(a.Alpha.Value.Reason())
		reasons.note(a.AC2.Value.Reason())
		g.row(name, strconv.Itoa(a.Pairs), v.share(a.ExactShare()), v.share(a.WithinOneShare()),
			v.figure(a.Alpha.Value, 2), v.figure(a.AC2.Value, 2), v.in(verdictNames[a.Verdict]))
	}
	row(v.t(lang.T("Level (rung)", "Niveau (échelon)")), v.a.Overall)
	for _, d := range v.a.Dimensions {
		if d.Pairs > 0 {
			row(lang.Defang(d.Dimension.Title.In(v.Lang)), d.Agreement)
		}
	}
	v.grid(&g)
	reasons.spare(v.overall(v.a.Overall))
	reasons.say()
	switch n := v.unrated(); {
	case n == len(v.a.Dimensions):
		v.say(lang.T("No dimension can be compared: nobody has steps from two raters.", "Aucune dimension n’est comparable : personne n’a de paliers de deux évaluateurs."))
	case n > 0:
		v.say(lang.T("Not compared, as nobody has steps from two raters there: %v.", "Pas de comparaison, faute de paliers de deux évaluateurs : %v."),
			lang.Count{N: n, One: lang.T("dimension", "dimension"), Many: lang.T("dimensions", "dimensions")})
	}
}

// unrated counts the dimensions on which nothing can be compared.
func (v sessionView) unrated() (n int) {
	for _, d := range v.a.Dimensions {
		if d.Pairs == 0 {
			n++
		}
	}
	return n
}

// overall says how sure the agreement on levels is, and returns the reason it
// gave.
func (v sessionView) overall(a ratings.Agreement) ratings.Reason {
	alpha, ac2 := v.interval(a.Alpha.Interval, 2), v.interval(a.AC2.Interval, 2)
	if alpha == "" || ac2 == "" {
		v.say(lang.T("No interval for the level: %v.", "Pas d’intervalle pour le niveau : %v."), a.Alpha.Interval.Reason)
		return a.Alpha.Interval.Reason
	}
	s := v.t(lang.T("For the level, 95%% intervals: alpha %s, AC2 %s", "Pour le niveau, intervalles à 95 %% : alpha %s, AC2 %s"), alpha, ac2)
	if a.Alpha.Wide {
		s += v.t(lang.T("; wide, from fewer than 25 people", " ; larges, car moins de 25 personnes"))
	}
	v.hang("", "", s+".")
	return ratings.None
}

// connections says who cannot be compared, on what the comparison hangs, and
// what would mend it.
func (v sessionView) connections() {
	c := v.a.Connections
	if len(c.Parts) < 2 && !hangs(c.Bridges) {
		return
	}
	v.heading(lang.T("Who can be compared", "Qui peut être comparé"))
	if len(c.Parts) > 1 {
		v.say(lang.T("The raters fall into %d groups that share nobody; raters of different groups are never compared:", "Les évaluateurs forment %d groupes sans personne en commun ; on ne compare jamais des évaluateurs de groupes différents :"), len(c.Parts))
		for i, part := range c.Parts {
			v.hang("  "+strconv.Itoa(i+1)+"  ", "     ", v.names(part.Raters))
		}
	}
	for _, l := range c.Links {
		v.hang("  ", "    ", v.t(lang.T("If %s rated %s, groups %d and %d would be linked.", "Si %s évaluait %s, les groupes %d et %d seraient reliés."),
			v.name(l.Rater), v.name(l.Subject), min(l.Parts[0], l.Parts[1])+1, max(l.Parts[0], l.Parts[1])+1))
	}
	v.threads(c.Bridges)
}

// threadsShown is how many of them are listed.
const threadsShown = 4

// threads lists the ratings on which a comparison hangs.
func (v sessionView) threads(bridges []ratings.Bridge) {
	var single []string
	for _, b := range bridges {
		if b.Hangs() {
			single = append(single, v.t(lang.T("%s by %s", "%s par %s"), v.name(b.Subject), v.name(b.Rater)))
		}
	}
	if more := len(single) - threadsShown; more > 0 {
		single = append(single[:threadsShown], v.t(lang.T("%d more", "%d de plus"), more))
	}
	if len(single) > 0 {
		v.say(lang.T("Some raters are compared with the others through a single rating; without it they could not be: %s. One more person rated by both sides would hold.",
			"Des évaluateurs ne se comparent aux autres que par une seule évaluation, sans laquelle ce serait impossible : %s. Une personne de plus évaluée des deux côtés suffirait à tenir."), strings.Join(single, " · "))
	}
}

func hangs(bridges []ratings.Bridge) bool {
	for _, b := range bridges {
		if b.Hangs() {
			return true
		}
	}
	return false
}

func (v sessionView) name(id string) string { return v.person(v.a.Person(id)) }

func (v sessionView) names(ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, v.name(id))
	}
	return strings.Join(all, ", ")
}

// levels is the distribution before and after.
func (v sessionView) levels() {
	v.heading(lang.T("Levels, before and after", "Niveaux, avant et après"))
	g := grid{header: []string{v.t(lang.T("Level", "Niveau")), v.t(lang.T("Proposed", "Proposé")), "", v.t(lang.T("Agreed", "Convenu")), ""}, right: []int{1, 3}}
	bar := func(n int) string {
		if v.Plain {
			return ""
		}
		return strings.Repeat("■", min(n, 20))
	}
	for _, l := range v.a.Levels {
		g.row(lang.Defang(l.Level.Title.In(v.Lang)), strconv.Itoa(l.Proposed), bar(l.Proposed), strconv.Itoa(l.Agreed), bar(l.Agreed))
	}
	v.grid(&g)
	if v.a.Unproposed > 0 {
		v.say(lang.T("No level is proposed for %v.", "Aucun niveau n’est proposé pour %v."), v.personCount(v.a.Unproposed))
	}
	if v.a.Undecided > 0 {
		v.say(lang.T("No level is agreed yet for %v.", "Aucun niveau n’est encore convenu pour %v."), v.personCount(v.a.Undecided))
	}
}

func (v sessionView) agenda() {
	a := v.a.Agenda
	if v.a.Planned {
		v.heading(lang.T("Agenda for %d minutes (order among equals drawn with seed %d)", "Ordre du jour pour %d minutes (ordre entre égaux tiré avec la graine %d)"), a.Minutes, a.Seed)
	} else {
		v.heading(lang.T("Agenda", "Ordre du jour"))
	}
	rest, ended := 0, false
	for i, item := range a.Items {
		if len(item.Concerns) == 0 {
			rest++
			continue
		}
		if item.Minutes == 0 && a.Minutes > 0 && !ended {
			v.say(lang.T("The time ends here; if there is more:", "Le temps s’arrête ici ; s’il en reste :"))
			ended = true
		}
		minutes := ""
		if item.Minutes > 0 {
			minutes = v.t(lang.T(", %d min", ", %d min"), item.Minutes)
		}
		v.hang(fmt.Sprintf("%4d. ", i+1), "      ", v.name(item.Subject)+minutes+v.t(lang.T(": ", " : "))+v.concerns(item))
	}
	switch {
	case len(a.Items) == 0:
		v.say(lang.T("There is nothing to discuss: nobody has a fair standing.", "Il n’y a rien à discuter : personne n’a de position équitable."))
	case rest > 0:
		v.say(lang.T("Nothing calls for discussion about %v.", "Rien n’appelle de discussion pour %v."), v.personCount(rest))
	}
}

func (p *page) concerns(item ratings.Item) string {
	var said []string
	for _, c := range item.Concerns {
		said = append(said, p.concern(c))
	}
	return strings.Join(said, p.t(lang.T("; ", " ; "))) + "."
}

func (p *page) concern(c ratings.Concern) string {
	n := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 1} }
	fine := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 2} }
	switch c.Cause {
	case ratings.Apart:
		return p.t(lang.T("raters differ by %v (%v to %v)", "les évaluateurs divergent de %v (de %v à %v)"), n(c.To-c.From), n(c.From), n(c.To))
	case ratings.SelfApart:
		return p.t(lang.T("own rating %v, others %v", "se place à %v, les autres à %v"), n(c.To), n(c.From))
	case ratings.Moved:
		return p.t(lang.T("severity changes the level (raw mean %v, fair %v)", "la sévérité change le niveau (moyenne brute %v, équitable %v)"), fine(c.From), fine(c.To))
	case ratings.NearBoundary:
		return p.t(lang.T("close to the boundary at %v (%v)", "proche de la limite de %v (%v)"), n(c.To), fine(c.From))
	}
	return p.t(lang.T("one rater only", "un seul évaluateur"))
}

func (v sessionView) selfCheck() {
	c := v.a.Check
	if c.Decisions == 0 {
		return
	}
	raised := lang.Count{N: c.Raised, One: lang.T("raised", "relevée"), Many: lang.T("raised", "relevées")}
	lowered := lang.Count{N: c.Lowered, One: lang.T("lowered", "abaissée"), Many: lang.T("lowered", "abaissées")}
	kept := lang.Count{N: c.Kept, One: lang.T("kept", "inchangée"), Many: lang.T("kept", "inchangées")}
	v.heading(lang.T("The meeting, looked at from outside", "La réunion, vue de l’extérieur"))
	v.say(lang.T("Of %v: %v, %v, %v.", "Sur %v : %v, %v, %v."),
		lang.Count{N: c.Decisions, One: lang.T("decision", "décision"), Many: lang.T("decisions", "décisions")}, raised, lowered, kept)
	if x, any := c.Compression.Value(); any {
		switch {
		case x > 0.1:
			v.say(lang.T("The agreed levels are closer together than the proposed ones, by %s: check that differences were not smoothed away.", "Les niveaux convenus sont plus resserrés que les proposés, de %s : vérifiez que des différences n’ont pas été gommées."), v.percent(x))
		case x < -0.1:
			v.say(lang.T("The agreed levels are further apart than the proposed ones, by %s.", "Les niveaux convenus sont plus écartés que les proposés, de %s."), v.percent(-x))
		default:
			v.say(lang.T("The agreed levels are spread as the proposed ones were.", "Les niveaux convenus sont aussi étalés que les proposés."))
		}
	}
	for _, m := range c.Managers {
		if m.Net != 0 {
			v.hang("  ", "    ", v.t(lang.T("%s: %v, net change %s rung", "%s : %v, changement net %s échelon"), v.name(m.Manager), v.personCount(m.Subjects), v.signed(m.Net)))
		}
	}
}

func (p *page) signed(x float64) string {
	if x > 0 {
		return "+" + p.number(x, 2)
	}
	return p.number(x, 2)
}

func (v sessionView) decisions() {
	first := true
	for _, p := range v.a.People {
		if p.Agreed == nil {
			continue
		}
		if first {
			v.heading(lang.T("Decisions", "Décisions"))
			first = false
		}
		text := v.person(p.Person) + v.t(lang.T(": ", " : ")) + short(p.Agreed.Level)
		if p.Agreed.Changes() {
			text += v.t(lang.T(" (proposed %s)", " (proposé : %s)"), short(p.Agreed.Proposed))
		}
		if p.Agreed.Rationale != "" {
			text += " — " + lang.Defang(p.Agreed.Rationale)
		}
		v.hang("  ", "    ", text)
	}
}

func (v sessionView) footer() {
	v.blank()
	v.faint(lang.T("log: up to %.12s · rung calibrate log %s --verify", "journal : jusqu’à %.12s · rung calibrate log %s --verify"), v.a.Log, v.a.ID)
}

// Letter writes what one subject is told of a session.
func Letter(w io.Writer, l *calibrate.Letter, o Options) error {
	p := newPage(w, o)
	p.strong(lang.T("%s: outcome of %s", "%s : résultat de %s"), p.person(l.Person), lang.Defang(l.Title))
	p.blank()
	if l.Agreed == nil {
		p.say(lang.T("No level is agreed yet.", "Aucun niveau n’est encore convenu."))
		return p.err
	}
	p.say(lang.T("The level agreed on %s is %s (rung %d).", "Le niveau convenu le %s est %s (échelon %d)."), p.day(l.At), lang.Defang(l.Agreed.Title.In(o.Lang)), l.Agreed.Rung)
	if l.Rationale != "" {
		p.say(lang.T("Reason: %s", "Raison : %s"), lang.Defang(l.Rationale))
	}
	if l.Withheld {
		p.say(lang.T("A reason was recorded; it names somebody else and is not repeated here. Ask for it.", "Une raison a été inscrite ; elle nomme quelqu’un d’autre et n’est pas reprise ici. Demandez-la."))
	}
	if l.Self != nil && l.Self.Level != nil {
		p.say(lang.T("Your own answers were closest to %s.", "Vos propres réponses étaient au plus près de %s."), lang.Defang(l.Self.Level.Title.In(o.Lang)))
	}
	p.say(lang.T("What this level expects: rung levels %s", "Ce que ce niveau attend : rung levels %s"), l.Agreed.ID)
	return p.err
}

// barely is a difference too small to show.
const barely = 0.005
