package report

import (
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Screen is how a result is shown on a screen.
type Screen struct {
	Redraw string // the command that shows it again; empty: only the one that was typed does
	Resume string // the command that asks what is open; empty where none does
	Notes  bool   // with what was noted beside the answers
}

// Result is one result as the first screen shows it: which level and what it is,
// how sure and how well it fits, the answers against the levels, the widest gaps in
// the words that were answered, and what to type next.
func Result(res *assess.Result, tag lang.Tag, how Screen) Document {
	v := newResultView(res, tag)
	v.verdict()
	v.add(Break{Rank: lastWords})
	if len(res.Ranking) == 0 {
		v.toAnswer()
		return v.document()
	}
	v.undecided()
	v.dimensions(v.columns())
	v.add(Break{})
	if p, ok := v.nearest(); ok {
		v.separates(p, false)
		v.unknown(p)
		v.fewAnswers()
	} else if v.names() && v.isTop() {
		v.say("No level lies above %s on its track.", v.res.Level.Short)
	}
	if how.Notes {
		v.notes()
	}
	v.nextCommand(how)
	return v.document()
}

// Toward is one result with everything that separates it from its one next level,
// which the caller has chosen.
func Toward(res *assess.Result, tag lang.Tag) Document {
	v := newResultView(res, tag)
	v.verdict()
	v.add(Break{})
	if len(res.Ranking) == 0 {
		v.toAnswer()
	} else {
		v.dimensions([]*rubric.Level{res.Next[0].Level})
		v.add(Break{})
		v.whole(res.Next[0])
	}
	return v.document()
}

// resultView makes documents of one result.
type resultView struct {
	writing
	res   *assess.Result
	paper bool // a page, not a screen
}

func newResultView(res *assess.Result, tag lang.Tag) *resultView {
	return &resultView{writing: writing{tag: tag}, res: res}
}

// document ends the page with what it rests on.
func (v *resultView) document() Document {
	v.add(Footer{v.t("%s · %s · not a decision", v.made(v.res.Assessment), rubricName(v.res.Rubric))})
	d := Document{Lang: v.tag, Title: v.pageTitle(), Main: comparisonGrid, Blocks: v.blocks}
	if len(v.res.Ranking) == 0 {
		d.Main = answersGrid
	}
	return d
}

var relationKinds = map[assess.Relation]lang.Text{
	assess.Self:    "Self-assessment",
	assess.Manager: "Manager's assessment",
	assess.Peer:    "Peer's assessment",
	assess.Panel:   "Panel's assessment",
}

// made says whose judgement this is, and of when, if it was kept.
func (w *writing) made(a *assess.Assessment) string {
	who := w.in(relationKinds[a.Relation])
	if a.Relation != assess.Self && a.Rater.Name != "" {
		who += " (" + a.Rater.Name + ")"
	}
	if !a.CompletedAt.IsZero() {
		who += " · " + w.date(a.CompletedAt)
	}
	return who
}

// subject is the subject's name, empty when the result speaks to them.
func (v *resultView) subject() string { return v.res.Assessment.Subject.Name }

// about says a sentence to the subject, or about them when they have a name.
func (v *resultView) about(you, they string, args ...any) string {
	return v.spoken(v.subject(), you, they, args...)
}

// spoken says a sentence to the subject, or about them when they have a name.
func (w *writing) spoken(name, you, they string, args ...any) string {
	if name != "" {
		return w.t(they, append([]any{name}, args...)...)
	}
	return w.t(you, args...)
}

func (v *resultView) verdict() {
	v.add(v.headline(v.rung()))
	v.described()
	v.add(v.confidence())
	v.apart()
	v.caveats()
}

// described says what the closest level is, and what other ladders call it.
func (v *resultView) described() {
	if !v.names() {
		return
	}
	said := v.res.Level.Summary.In(v.tag)
	if elsewhere := v.res.Level.Elsewhere; elsewhere != nil {
		said += " " + elsewhere.In(v.tag)
	}
	v.add(Sentence{Text: said})
}

// names reports whether the answers say which level it is.
func (v *resultView) names() bool {
	return v.res.Named() != nil && v.res.Place == assess.Within
}

func (v *resultView) misfit() bool { return misfit(v.res) }

// misfit reports whether no level describes the answers.
func misfit(res *assess.Result) bool { return res.Fit != nil && res.Fit.Grade == assess.Misfit }

// headline is the verdict, rung behind the level.
func (v *resultView) headline(rung string) Headline {
	res := v.res
	lowest, highest := res.Rubric.Ends()
	switch {
	case len(res.Ranking) == 0:
		return Headline{Text: v.about("Too few answers for a level: %s of the rubric's weight is answered, %s is needed.",
			"Too few answers about %s for a level: %s of the rubric's weight is answered, %s is needed.",
			v.percent(res.Coverage), v.percent(assess.CoverageFloor))}
	case res.Level == nil:
		return Headline{Text: v.about("No level fits your answers: each requires what they do not meet.",
			"No level fits %s: each requires what the answers do not meet.")}
	case res.Place == assess.Below:
		return Headline{Text: v.about("Your answers lie below this ladder: they are under what its first level, %s, expects.",
			"The answers about %s lie below this ladder: they are under what its first level, %s, expects.", v.title(lowest)),
			Claims: []Claim{{Says: Below, Level: lowest}}}
	case res.Place == assess.Beyond:
		return Headline{Text: v.about("Your answers lie beyond this ladder: they are over what its last level, %s, expects.",
			"The answers about %s lie beyond this ladder: they are over what its last level, %s, expects.", v.title(highest)),
			Claims: []Claim{{Says: Beyond, Level: highest}}}
	case v.misfit():
		return Headline{Text: v.about("No level describes your answers well.", "No level describes the answers about %s well."),
			Claims: []Claim{{Says: Undone}}}
	case len(res.Undecided) > 0:
		levels := res.Undecided[0].Levels
		return Headline{Text: v.about("Open questions decide between %v.", "For %s, open questions decide between %v.", v.titles(levels)), Claims: claims(Decides, levels)}
	}
	closest := v.about("You are closest to %s%s", "%s is closest to %s%s", res.Level.Title.In(v.tag), aside(res.Level.Title.In(v.tag), res.Level.Label, rung))
	if len(res.TiedWith) > 0 {
		closest += v.t(", tied with %v", v.levels(res.TiedWith))
	}
	return Headline{Text: closest + ".", Claims: append(claims(Tied, res.TiedWith), Claim{Says: Closest, Level: res.Level})}
}

func claims(says Assertion, levels []*rubric.Level) []Claim {
	var all []Claim
	for _, l := range levels {
		all = append(all, Claim{Says: says, Level: l})
	}
	return all
}

// rung is where on the ladder the closest level stands.
func (v *resultView) rung() string {
	if v.res.Level == nil {
		return ""
	}
	return v.height(v.res.Rubric, v.res.Level)
}

func (v *resultView) titles(levels []*rubric.Level) lang.List {
	var titles lang.List
	for _, l := range levels {
		titles = append(titles, lang.Verbatim(v.title(l)))
	}
	return titles
}

var bandNames = map[assess.Band]lang.Text{
	assess.High:   "high",
	assess.Medium: "medium",
	assess.Low:    "low",
}

var gradeNames = map[assess.Grade]lang.Text{
	assess.Described: "described",
	assess.Uneven:    "uneven",
	assess.Misfit:    "none",
}

// confidence says how sure the level is, how well it fits, and on how many answers
// both rest, where some are missing. Off the ladder there is no level to be sure of.
func (v *resultView) confidence() Sentence {
	res := v.res
	var said []string
	var all []Claim
	if c := res.Confidence; c != nil && res.Place == assess.Within {
		said = append(said, v.sure())
		if res.Fit != nil && !v.misfit() {
			said = append(said, v.t("Fit: %v.", gradeNames[res.Fit.Grade]))
		}
	}
	if res.Answered < res.Questions || len(said) == 0 {
		said = append(said, v.t("%d of %d answered", res.Answered, res.Questions)+".")
		all = append(all, Claim{Says: Answers, Count: res.Answered})
	}
	return Sentence{Text: strings.Join(said, " "), Claims: append(all, v.confidenceClaims()...)}
}

// sure is the confidence in the closest level, and in the runner-up where it has
// a chance worth naming.
func (v *resultView) sure() string {
	c := v.res.Confidence
	switch {
	case v.misfit():
		return v.t("Confidence: low; %s is the least far.", v.res.Level.Short)
	case !v.names():
		return v.t("Confidence: low until they are answered.")
	case c.Band == "":
		return v.t("Confidence: not known, as this rubric was never fitted.")
	}
	s := v.t("Confidence: %v (%v)", bandNames[c.Band], Chance(c.Value))
	if v.res.HeldBack != nil {
		s += v.t(" among the levels whose requirements are met")
	}
	switch next := v.res.Second(); {
	case v.likelier(next):
		s += v.t("; with the open questions answered, %s is likelier (%v)", next.Level.Short, Chance(next.Probability))
	case next.Probability >= worthNaming:
		s += v.t(", then %s (%v)", next.Level.Short, Chance(next.Probability))
	}
	return s + "."
}

func (v *resultView) confidenceClaims() []Claim {
	var all []Claim
	if f := v.res.Fit; f != nil && f.Grade == assess.Described && v.res.Place == assess.Within {
		all = append(all, Claim{Says: Described})
	}
	if v.misfit() && v.res.Level != nil && v.res.Place == assess.Within {
		all = append(all, Claim{Says: Closest, Level: v.res.Level})
	}
	return all
}

// worthNaming is the probability from which the second level is named.
const worthNaming = 0.05

// likelier reports whether the open questions make a level likelier than the closest, as
// far as figures show it.
func (v *resultView) likelier(other *assess.Ranked) bool {
	return other.Probability > v.res.Confidence.Value+barely
}

// apart names what does not fit: the dimensions that pull apart, with the levels
// they sit on, and those whose own answers do.
func (v *resultView) apart() {
	if v.res.Fit == nil || v.res.Fit.Grade == assess.Described || v.res.Place != assess.Within {
		return
	}
	v.torn()
	if len(v.res.Fit.Apart) == 0 {
		return
	}
	var parts []string
	var all []Claim
	seats := v.res.Fit.Apart
	for len(seats) > 0 {
		l := seats[0].Level
		var dimensions lang.List
		for len(seats) > 0 && seats[0].Level == l {
			dimensions = append(dimensions, lang.Verbatim(v.name(seats[0].Dimension)))
			all = append(all, Claim{Says: Sits, Dimension: seats[0].Dimension, Level: l})
			seats = seats[1:]
		}
		if l == nil {
			parts = append(parts, v.t("%v: as no level expects", dimensions))
			continue
		}
		parts = append(parts, v.t("%v: as %s, %s", dimensions, l.Short, v.onRung(v.res.Rubric, l)))
	}
	v.add(Sentence{Text: v.t("The answers pull apart. %s.", strings.Join(parts, v.t("; "))), Claims: all})
}

// fewTorn is how many dimensions are named on which answers contradict each other.
const fewTorn = 3

// torn names the dimensions whose answers contradict each other.
func (v *resultView) torn() {
	var names lang.List
	var all []Claim
	for _, d := range v.res.Fit.Torn[:min(fewTorn, len(v.res.Fit.Torn))] {
		names = append(names, lang.Verbatim(v.name(d)))
		all = append(all, Claim{Says: Torn, Dimension: d})
	}
	if len(names) > 0 {
		v.add(Sentence{Text: v.t("Answers contradict each other on %v.", names), Claims: all})
	}
}

// caveats says what the verdict rests on that the reader might not expect.
func (v *resultView) caveats() {
	closer := lang.Text("%s would be closer, but it requires %s.")
	if v.res.Level == nil {
		closer = "The closest, %s, requires %s."
	}
	if h := v.res.HeldBack; h != nil {
		for _, m := range h.Unmet {
			claim := append(v.missed(h.Level, m), Claim{Says: Closer, Level: h.Level})
			v.caveat(closer, h.Level, m, claim)
		}
	}
	if len(v.res.Ranking) == 0 || len(v.res.Undecided) > 0 {
		return
	}
	for _, m := range v.res.Ranking[0].Unverified {
		v.caveat("Not verified, for want of an answer: %s requires %s.", v.res.Ranking[0].Level, m, v.unverified(m))
	}
}

func (v *resultView) caveat(format lang.Text, l *rubric.Level, m assess.Must, all []Claim) {
	v.add(Sentence{Text: v.t(string(format), l.Short, v.must(l, m)), Tone: Caveat, Claims: all})
}

func (v *resultView) unverified(m assess.Must) []Claim {
	return []Claim{{Says: Open, Dimension: m.Dimension, Question: m.Requirement.By}}
}

// missed are the claims that a requirement is not met, and by which answers.
func (v *resultView) missed(l *rubric.Level, m assess.Must) []Claim {
	all := []Claim{{Says: Misses, Level: l, Dimension: m.Dimension}}
	for _, s := range v.against(m) {
		all = append(all, Claim{Says: Answered, Question: s.Question, Step: s.Step})
	}
	return all
}

// against are the answers that miss a requirement: the one that it is tested by, or
// those of the dimension that lie outside.
func (v *resultView) against(m assess.Must) []assess.AnswerStep {
	var all []assess.AnswerStep
	for _, s := range v.stepsOn(m.Dimension) {
		by := m.Requirement.By
		if by == s.Question || by == nil && m.Requirement.Gap(float64(s.Step)) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// must words a requirement of a level, and the answers that miss it.
func (v *resultView) must(l *rubric.Level, m assess.Must) string {
	d := m.Dimension
	lo, hi := m.Requirement.Lo, m.Requirement.Hi
	var s string
	switch {
	case lo > 0 && hi < d.Top():
		s = v.t("%s from %v to %v", v.name(d), v.quoted(d, lo, l), v.quoted(d, hi, l))
	case lo > 0:
		s = v.t("%s of at least %v", v.name(d), v.quoted(d, lo, l))
	default:
		s = v.t("%s of at most %v", v.name(d), v.quoted(d, hi, l))
	}
	var given lang.List
	for _, answer := range v.against(m) {
		given = append(given, lang.Quoted(v.answer(answer)))
	}
	if m.Have != nil {
		s += v.t("; answered: %v", given)
	}
	return s
}

// quoted is the wording of a step of a level.
func (v *resultView) quoted(d *rubric.Dimension, step int, l *rubric.Level) lang.Quoted {
	return lang.Quoted(v.words(d, step, l))
}

// columns are the levels that the answers are shown against: those in question,
// and those above.
func (v *resultView) columns() []*rubric.Level {
	var levels []*rubric.Level
	for _, u := range v.res.Undecided {
		levels = append(levels, u.Levels...)
	}
	if v.res.RunnerUp != nil {
		levels = append(levels, v.res.RunnerUp.Level)
	}
	if v.res.HeldBack != nil {
		levels = append(levels, v.res.HeldBack.Level)
	}
	if v.names() {
		levels = append(levels, v.upward()...)
	}
	var once []*rubric.Level
	for _, l := range levels {
		if !slices.Contains(once, l) {
			once = append(once, l)
		}
	}
	return once
}

// dimensions is the grid of answers against the closest level and others, the
// last of which are left out where the screen is too narrow for them.
func (v *resultView) dimensions(others []*rubric.Level) {
	levels := others
	if at := v.res.Level; at != nil && !slices.Contains(others, at) {
		levels = append([]*rubric.Level{at}, others...)
	}
	g := Grid{Name: comparisonGrid, Columns: []Column{v.wide("Dimension"), {Title: v.in(v.you())}}, Spare: max(len(levels)-1, 0)}
	for _, l := range levels {
		g.Columns = append(g.Columns, Column{Title: l.Short, Wraps: true})
	}
	for d, dv := range v.res.Dimensions {
		row := []Cell{text(v.name(dv.Dimension)), v.position(dv)}
		for _, l := range levels {
			row = append(row, v.gapAt(dv, l, d))
		}
		g.Rows = append(g.Rows, row)
	}
	v.add(g)
}

// you heads the column of the answers: whose they are, where that is short.
func (v *resultView) you() lang.Localized {
	const room = 12 // columns
	switch name := v.subject(); {
	case name == "":
		return lang.Text("You")
	case lang.Columns(name) <= room:
		return lang.Verbatim(name)
	}
	return lang.Text("Now")
}

// gapAt is how the answers on a dimension lie to a level, or that they do not meet
// what it requires there.
func (v *resultView) gapAt(dv assess.DimensionValue, l *rubric.Level, d int) Cell {
	gap := v.gapTo(dv, l.Scope[d])
	for _, k := range v.res.Ranking {
		missed := k.Level == l && slices.ContainsFunc(k.Unmet, func(m assess.Must) bool { return m.Dimension == dv.Dimension })
		if missed && dv.Value != nil {
			gap.Text, gap.Words, gap.None = v.t("not met"), v.t("requirement not met"), false
		}
	}
	return gap
}

// position is where the answers stand.
func (v *resultView) position(dv assess.DimensionValue) Cell {
	if dv.Value == nil {
		return Cell{Text: v.t("no answer"), None: true, Drawing: Steps{Top: dv.Dimension.Top()}}
	}
	return Cell{
		Text:    v.t("%s of %d", v.steps(*dv.Value), dv.Dimension.Top()),
		Number:  &Number{Value: *dv.Value, Decimals: 2},
		Drawing: Steps{Value: dv.Value, Top: dv.Dimension.Top()},
	}
}

// gapTo says how the answers lie to a level's scope: "=" inside it. As a figure it
// is the steps over what is expected, below zero where they fall short. Where nothing
// is expected it is no figure.
func (v *resultView) gapTo(dv assess.DimensionValue, scope rubric.Range) Cell {
	if scope.Any {
		return absent(v.t("any"))
	}
	if dv.Value == nil {
		return Cell{Text: "?", Words: v.t("no answer"), None: true}
	}
	gap := scope.Gap(*dv.Value)
	switch {
	case gap < barely:
		return Cell{Text: "=", Words: v.t("as expected"), Number: &Number{Decimals: 2}}
	case *dv.Value > float64(scope.Hi):
		return Cell{Text: v.t("%s over", v.steps(gap)), Number: &Number{Value: gap, Decimals: 2}}
	}
	return Cell{Text: v.t("%s to go", v.steps(gap)), Number: &Number{Value: -gap, Decimals: 2}}
}

// first is the title over what is to be answered.
func (v *resultView) first() func(int) string { return over(v.t("Answer these first:")) }
