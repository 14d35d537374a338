package report

import (
	"math"
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Result is one result as the first screen shows it: a sentence, its confidence,
// the answers against the levels, what separates them from the next one, and what
// to type next. redraw is the command that shows the same again; empty: only the
// command that was typed does.
func Result(res *assess.Result, tag lang.Tag, redraw string) Document {
	v := newResultView(res, tag)
	v.verdict()
	v.add(Break{})
	if len(res.Ranking) == 0 {
		v.toAnswer()
		return v.document()
	}
	v.dimensions(v.upward())
	v.add(Break{})
	if nearest, ok := v.nearest(); ok {
		v.separates(nearest, v.few(nearest))
	}
	v.ways()
	v.nextCommand(redraw)
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
	res *assess.Result
}

func newResultView(res *assess.Result, tag lang.Tag) *resultView {
	return &resultView{writing{tag: tag}, res}
}

// document ends the page with what it rests on.
func (v *resultView) document() Document {
	v.add(Footer{v.t("%s · %v", rubricName(v.res.Rubric), relationNotes[v.res.Assessment.Relation])})
	d := Document{Lang: v.tag, Title: v.pageTitle(), Main: comparisonGrid, Blocks: v.blocks}
	if len(v.res.Ranking) == 0 {
		d.Main = answersGrid
	}
	return d
}

var relationNotes = map[assess.Relation]lang.Text{
	assess.Self:    "a self-assessment, not a decision",
	assess.Manager: "a manager's assessment, not a decision",
	assess.Peer:    "a peer's assessment, not a decision",
	assess.Panel:   "a panel's assessment, not a decision",
}

// subject is the subject's name, empty when the result speaks to them.
func (v *resultView) subject() string { return v.res.Assessment.Subject.Name }

// about says a sentence to the subject, or about them when they have a name.
func (v *resultView) about(you, they string, args ...any) string {
	if name := v.subject(); name != "" {
		return v.t(they, append([]any{name}, args...)...)
	}
	return v.t(you, args...)
}

func (v *resultView) verdict() {
	claim, why := v.claim(v.rung())
	if v.leans() {
		claim += v.t(", leaning to %s", v.res.Leaning.Short)
	}
	v.add(Headline{Text: claim + "."}, Sentence{Text: strings.TrimLeft(why+" "+v.confidence(), " ")})
	v.caveats()
}

// claim is the verdict without its full stop, rung behind the level, and why there
// is none on the ladder; nothing where there is one.
func (v *resultView) claim(rung string) (claim, why string) {
	res := v.res
	lowest, highest := res.Rubric.Ends()
	switch {
	case len(res.Ranking) == 0:
		return v.t("Too few answers for a level"), v.t("%s of the rubric's weight is answered, %s is needed.",
			v.percent(res.Coverage), v.percent(assess.CoverageFloor))
	case res.Level == nil:
		return v.about("No level fits your answers", "No level fits %s"),
			v.t("Each has a requirement that the answers do not meet.")
	case res.Place == assess.Below:
		return v.about("You are not on this ladder yet", "%s is not on this ladder yet"),
			v.t("The answers are under what its first level, %s, expects.", v.title(lowest))
	case res.Place == assess.Beyond:
		return v.about("You are beyond this ladder", "%s is beyond this ladder"),
			v.t("The answers are over what its last level, %s, expects.", v.title(highest))
	}
	claim = v.about("You are closest to %s%s", "%s is closest to %s%s", v.title(res.Level), rung)
	if len(res.TiedWith) > 0 {
		claim += v.t(", tied with %v", v.levels(res.TiedWith))
	}
	return claim, ""
}

// leans reports whether the closest level leans to another one.
func (v *resultView) leans() bool {
	return v.res.Place == assess.Within && len(v.res.TiedWith) == 0 && v.res.Leaning != nil
}

// rung is where on the ladder the closest level stands.
func (v *resultView) rung() string {
	if v.res.Level == nil {
		return ""
	}
	_, top := v.res.Rubric.Ends()
	return v.t(" (rung %d of %d)", v.res.Level.Rung, top.Rung)
}

// step is the wording of the step that value x has reached.
func (v *resultView) step(d *rubric.Dimension, x float64) lang.Quoted {
	return lang.Quoted(d.Steps[int(math.Floor(x+1e-9))].In(v.tag))
}

func (v *resultView) levels(levels []*rubric.Level) lang.List {
	var names lang.List
	for _, l := range levels {
		names = append(names, lang.Verbatim(l.Short))
	}
	return names
}

var bandNames = map[assess.Band]lang.Text{
	assess.High:   "high",
	assess.Medium: "medium",
	assess.Low:    "low",
}

// confidence says how sure the level is. Off the ladder there is no level to be
// sure of.
func (v *resultView) confidence() string {
	res := v.res
	answered := v.t("%d of %d answered", res.Answered, res.Questions)
	c := res.Confidence
	if c == nil || res.Place != assess.Within {
		return answered + "."
	}
	s := v.t("Confidence: %v (%v). %s", bandNames[c.Band], lang.Number{Value: c.Value, Decimals: 2}, answered)
	if next, ok := v.runnerUp(); ok {
		s += v.t("; runner-up %s at %v", next.Level.Short, lang.Number{Value: next.Probability, Decimals: 2})
	}
	return s + "."
}

// runnerUp is the second of the ranking, if it has a chance worth naming.
func (v *resultView) runnerUp() (next assess.Ranked, ok bool) {
	if len(v.res.Ranking) < 2 || v.res.Ranking[1].Probability < 0.01 {
		return assess.Ranked{}, false
	}
	return v.res.Ranking[1], true
}

// caveats says what the verdict rests on that the reader might not expect.
func (v *resultView) caveats() {
	closer := lang.Text("%s would be closer, but it requires %s.")
	if v.res.Level == nil {
		closer = "The closest, %s, requires %s."
	}
	if h := v.res.HeldBack; h != nil {
		for _, m := range h.Unmet {
			v.caveat(closer, h.Level, m)
		}
	}
	if len(v.res.Ranking) == 0 {
		return
	}
	for _, m := range v.res.Ranking[0].Unverified {
		v.caveat("Not verified, for want of an answer: %s requires %s.", v.res.Ranking[0].Level, m)
	}
}

func (v *resultView) caveat(format lang.Text, l *rubric.Level, m assess.Must) {
	v.add(Sentence{Text: v.t(string(format), l.Short, v.must(m)), Tone: Caveat})
}

// must words a requirement, and where the answers stand when they miss it.
func (v *resultView) must(m assess.Must) string {
	d := m.Dimension
	lo, hi := m.Requirement.Lo, m.Requirement.Hi
	var s string
	switch {
	case lo > 0 && hi < d.Top():
		s = v.t("%s from %v to %v", v.name(d), v.step(d, float64(lo)), v.step(d, float64(hi)))
	case lo > 0:
		s = v.t("%s of at least %v", v.name(d), v.step(d, float64(lo)))
	default:
		s = v.t("%s of at most %v", v.name(d), v.step(d, float64(hi)))
	}
	if m.Have != nil {
		s += v.t(" (now %v)", v.step(d, *m.Have))
	}
	return s
}

// dimensions is the grid of answers against the closest level and others, the
// last of which are left out where the screen is too narrow for them.
func (v *resultView) dimensions(others []*rubric.Level) {
	levels := others
	if at := v.res.Level; at != nil && !slices.Contains(others, at) {
		levels = append([]*rubric.Level{at}, others...)
	}
	g := Grid{Name: comparisonGrid, Columns: []Column{v.wide("Dimension"), v.column(v.you())}, Spare: max(len(levels)-1, 0)}
	for _, l := range levels {
		g.Columns = append(g.Columns, Column{Title: l.Short, Wraps: true})
	}
	for d, dv := range v.res.Dimensions {
		row := []Cell{text(v.name(dv.Dimension)), v.position(dv)}
		for _, l := range levels {
			row = append(row, v.gapTo(dv, l.Scope[d]))
		}
		g.Rows = append(g.Rows, row)
	}
	v.add(g)
}

func (v *resultView) you() lang.Text {
	if v.subject() != "" {
		return "Now"
	}
	return "You"
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
// is the steps over what is expected, below zero where they fall short.
func (v *resultView) gapTo(dv assess.DimensionValue, scope rubric.Range) Cell {
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
func (v *resultView) first(int) string { return v.t("Answer these first:") }
