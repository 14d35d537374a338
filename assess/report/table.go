package report

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// screen is how many lines the first screen takes at most, so that 24 hold it
// and the prompt after it. It spells out as many gaps as fit, at least one; the
// others are a command away.
const screen = 23

// Table writes the result as the first screen: a sentence, its confidence, the
// answers against the levels, what separates them from the next one, and what to
// type next.
func Table(w io.Writer, res *assess.Result, o Options) error {
	v := resultView{newPage(w, o), res}
	v.verdict()
	v.blank()
	if len(res.Ranking) == 0 {
		v.toAnswer()
		v.footer()
		return v.err
	}
	v.dimensions(v.upward())
	v.blank()
	ends := v.aside(func(v resultView) {
		v.ways()
		v.nextCommand()
		v.footer()
	})
	if nearest, ok := v.nearest(); ok {
		v.separates(nearest, screen-v.lines-strings.Count(ends, "\n"))
	}
	v.put(ends)
	return v.err
}

// Toward writes the result with everything that separates it from its one next
// level, which the caller has chosen.
func Toward(w io.Writer, res *assess.Result, o Options) error {
	v := resultView{newPage(w, o), res}
	v.verdict()
	v.blank()
	if len(res.Ranking) == 0 {
		v.toAnswer()
	} else {
		v.dimensions([]*rubric.Level{res.Next[0].Level})
		v.blank()
		v.whole(res.Next[0])
	}
	v.footer()
	return v.err
}

// resultView draws one result.
type resultView struct {
	*page
	res *assess.Result
}

// aside is what draw writes, to be put where it belongs.
func (v resultView) aside(draw func(resultView)) string {
	var b strings.Builder
	draw(resultView{newPage(&b, v.Options), v.res})
	return b.String()
}

// subject is the subject's name, empty when the result speaks to them.
func (v resultView) subject() string { return lang.Defang(v.res.Assessment.Subject.Name) }

// about says a sentence to the subject, or about them when they have a name.
func (v resultView) about(you, they lang.Pair, args ...any) string {
	if name := v.subject(); name != "" {
		return v.t(they, append([]any{name}, args...)...)
	}
	return v.t(you, args...)
}

func (v resultView) verdict() {
	v.put(v.sgr("1"))
	v.hang("", "", v.sentence())
	v.put(v.sgr("0"))
	v.confidence()
	v.caveats()
}

func (v resultView) sentence() string {
	res := v.res
	lowest, highest := res.Rubric.Ends()
	switch {
	case len(res.Ranking) == 0:
		return v.t(lang.T("Too few answers for a level: %s of the rubric's weight is answered, %s is needed.",
			"Trop peu de réponses pour un niveau : %s du poids du référentiel a une réponse, il en faut %s."),
			v.percent(res.Coverage), v.percent(assess.CoverageFloor))
	case res.Level == nil:
		return v.about(
			lang.T("No level fits: each has a requirement that your answers do not meet.", "Aucun niveau ne convient : chacun a une exigence que vos réponses ne remplissent pas."),
			lang.T("No level fits %s: each has a requirement that the answers do not meet.", "Aucun niveau ne convient à %s : chacun a une exigence que les réponses ne remplissent pas."))
	case res.Place == assess.Below:
		return v.about(
			lang.T("You are not on this ladder yet: your answers are under what its first level, %s, expects.", "Vous n’êtes pas encore sur cette échelle : vos réponses sont sous ce qu’attend son premier niveau, %s."),
			lang.T("%s is not on this ladder yet: the answers are under what its first level, %s, expects.", "%s n’est pas encore sur cette échelle : les réponses sont sous ce qu’attend son premier niveau, %s."),
			v.title(lowest))
	case res.Place == assess.Beyond:
		return v.about(
			lang.T("You are beyond this ladder: your answers are over what its last level, %s, expects.", "Vous dépassez cette échelle : vos réponses sont au-dessus de ce qu’attend son dernier niveau, %s."),
			lang.T("%s is beyond this ladder: the answers are over what its last level, %s, expects.", "%s dépasse cette échelle : les réponses sont au-dessus de ce qu’attend son dernier niveau, %s."),
			v.title(highest))
	}
	return v.closest()
}

func (v resultView) closest() string {
	res := v.res
	_, top := res.Rubric.Ends()
	s := v.about(
		lang.T("You are closest to %s (rung %d of %d)", "Votre niveau le plus proche est %s (échelon %d sur %d)"),
		lang.T("%s is closest to %s (rung %d of %d)", "Pour %s, le niveau le plus proche est %s (échelon %d sur %d)"),
		v.title(res.Level), res.Level.Rung, top.Rung)
	switch {
	case len(res.TiedWith) > 0:
		s += v.t(lang.T(", tied with %s", ", à égalité avec %s"), v.levels(res.TiedWith))
	case res.Leaning != nil:
		s += v.t(lang.T(", leaning to %s", ", tendance %s"), v.short(res.Leaning))
	}
	return s + "."
}

func (v resultView) title(l *rubric.Level) string { return lang.Defang(l.Title.In(v.Lang)) }
func (v resultView) short(l *rubric.Level) string { return lang.Defang(l.Short) }
func (v resultView) name(d *rubric.Dimension) string {
	return lang.Defang(d.Title.In(v.Lang))
}

// step is the wording of the step that value x has reached.
func (v resultView) step(d *rubric.Dimension, x float64) lang.Quoted {
	return lang.Quoted(lang.Defang(d.Steps[int(math.Floor(x+1e-9))].In(v.Lang)))
}

func (v resultView) levels(levels []*rubric.Level) lang.List {
	var names lang.List
	for _, l := range levels {
		names = append(names, lang.Verbatim(v.short(l)))
	}
	return names
}

var bandNames = map[assess.Band]lang.Pair{
	assess.High:   lang.T("high", "élevée"),
	assess.Medium: lang.T("medium", "moyenne"),
	assess.Low:    lang.T("low", "faible"),
}

// confidence says how sure the level is. Off the ladder there is no level to be
// sure of.
func (v resultView) confidence() {
	res := v.res
	answered := v.t(lang.T("%d of %d answered", "Réponses : %d sur %d"), res.Answered, res.Questions)
	c := res.Confidence
	if c == nil || res.Place != assess.Within {
		v.say(lang.T("%s.", "%s."), answered)
		return
	}
	s := v.t(lang.T("Confidence: %s (%v). %s", "Confiance : %s (%v). %s"), bandNames[c.Band], lang.Number{Value: c.Value, Decimals: 2}, answered)
	if len(res.Ranking) > 1 && res.Ranking[1].Probability >= 0.01 {
		next := res.Ranking[1]
		s += v.t(lang.T("; runner-up %s at %v", " ; ensuite %s à %v"), v.short(next.Level), lang.Number{Value: next.Probability, Decimals: 2})
	}
	v.hang("", "", s+".")
}

// caveats says what the verdict rests on that the reader might not expect.
func (v resultView) caveats() {
	closer := lang.T("%s would be closer, but it requires %s.", "%s serait plus proche, mais exige %s.")
	if v.res.Level == nil {
		closer = lang.T("The closest, %s, requires %s.", "Le plus proche, %s, exige %s.")
	}
	if h := v.res.HeldBack; h != nil {
		for _, m := range h.Unmet {
			v.say(closer, v.short(h.Level), v.must(m))
		}
	}
	if len(v.res.Ranking) == 0 {
		return
	}
	for _, m := range v.res.Ranking[0].Unverified {
		v.say(lang.T("Not verified, for want of an answer: %s requires %s.", "Non vérifié, faute de réponse : %s exige %s."), v.short(v.res.Ranking[0].Level), v.must(m))
	}
}

// must words a requirement, and where the answers stand when they miss it.
func (v resultView) must(m assess.Must) string {
	d := m.Dimension
	lo, hi := m.Requirement.Lo, m.Requirement.Hi
	var s string
	switch {
	case lo > 0 && hi < d.Top():
		s = v.t(lang.T("%s from %s to %s", "%s de %s à %s"), v.name(d), v.step(d, float64(lo)), v.step(d, float64(hi)))
	case lo > 0:
		s = v.t(lang.T("%s of at least %s", "%s d’au moins %s"), v.name(d), v.step(d, float64(lo)))
	default:
		s = v.t(lang.T("%s of at most %s", "%s d’au plus %s"), v.name(d), v.step(d, float64(hi)))
	}
	if m.Have != nil {
		s += v.t(lang.T(" (now %s)", " (aujourd’hui %s)"), v.step(d, *m.Have))
	}
	return s
}

// dimensions is the grid of answers against the closest level and others, the
// last of which are left out where the screen is too narrow for them.
func (v resultView) dimensions(others []*rubric.Level) {
	levels := others
	if at := v.res.Level; at != nil && !slices.Contains(others, at) {
		levels = append([]*rubric.Level{at}, others...)
	}
	g := v.against(levels)
	for len(levels) > 1 && !g.fits(v.width()) {
		levels = levels[:len(levels)-1]
		g = v.against(levels)
	}
	v.grid(g)
}

// against is a row per dimension and a column per level.
func (v resultView) against(levels []*rubric.Level) *grid {
	you := v.t(lang.T("You", "Vous"))
	if v.subject() != "" {
		you = v.t(lang.T("Now", "Actuel"))
	}
	g := grid{header: []string{v.t(lang.T("Dimension", "Dimension")), you}, wrap: []int{0}}
	for _, l := range levels {
		g.wrap = append(g.wrap, len(g.header))
		g.header = append(g.header, v.short(l))
	}
	for d, dv := range v.res.Dimensions {
		cells := []string{v.name(dv.Dimension), v.position(dv)}
		for _, l := range levels {
			cells = append(cells, v.gapTo(dv, l.Scope[d]))
		}
		g.row(cells...)
	}
	return &g
}

// upward are the next levels that are no change of track.
func (v resultView) upward() []*rubric.Level {
	var levels []*rubric.Level
	for _, p := range v.res.Next {
		if !v.beside(p.Level) {
			levels = append(levels, p.Level)
		}
	}
	return levels
}

// beside reports whether a level stands on the same rung as the closest one, on
// another track: going there is a change, not a step up.
func (v resultView) beside(l *rubric.Level) bool {
	at := v.res.Level
	return at != nil && l.Rung == at.Rung && l.Track != at.Track
}

// dotsFit is the longest dimension drawn as dots.
const dotsFit = 8

// position draws where the answers stand: ●●◐○ for 2.5 of 4.
func (v resultView) position(dv assess.DimensionValue) string {
	top := dv.Dimension.Top()
	switch {
	case dv.Value == nil:
		return v.t(lang.T("no answer", "sans réponse"))
	case v.Plain || top > dotsFit:
		return v.t(lang.T("%s of %d", "%s sur %d"), v.steps(*dv.Value), top)
	}
	halves := int(math.Round(*dv.Value * 2))
	return strings.Repeat("●", halves/2) + strings.Repeat("◐", halves%2) + strings.Repeat("○", top-(halves+1)/2)
}

// gapTo says how the answers lie to a level's scope: "=" inside it.
func (v resultView) gapTo(dv assess.DimensionValue, scope rubric.Range) string {
	switch {
	case dv.Value == nil:
		return "?"
	case scope.Gap(*dv.Value) < 0.005 && v.Plain:
		return v.t(lang.T("as expected", "conforme"))
	case scope.Gap(*dv.Value) < 0.005:
		return "="
	}
	gap := scope.Gap(*dv.Value)
	if *dv.Value > float64(scope.Hi) {
		return v.t(lang.T("%s over", "%s de plus"), v.steps(gap))
	}
	return v.t(lang.T("+%s to go", "encore %s"), v.steps(gap))
}

// nearest is the way to the nearest of the next levels, leaving out changes of
// track.
func (v resultView) nearest() (p assess.Path, ok bool) {
	for _, next := range v.res.Next {
		if !v.beside(next.Level) && (!ok || next.Distance < p.Distance) {
			p, ok = next, true
		}
	}
	return p, ok
}

// separates says what separates the answers from one level, in the rubric's
// words: every requirement, and as many gaps as fit in room lines.
func (v resultView) separates(p assess.Path, room int) {
	if len(p.Gaps) == 0 && len(p.Requirements) == 0 {
		v.say(lang.T("Nothing in these answers falls short of %s.", "Rien dans ces réponses ne reste en deçà du niveau %s."), v.short(p.Level))
		return
	}
	musts := v.aside(func(v resultView) {
		for _, m := range p.Requirements {
			v.requirement(m)
		}
	})
	gaps := v.gaps(p)
	shown := fitting(gaps, room-1-strings.Count(musts, "\n"))
	v.put(v.aside(func(v resultView) { v.separation(p, shown) }))
	v.put(musts + strings.Join(gaps[:shown], ""))
}

// separation is the heading over some of the gaps.
func (v resultView) separation(p assess.Path, shown int) {
	to, all := v.short(p.Level), len(p.Gaps)
	switch {
	case p.Level == v.res.Level:
		v.strong(lang.T("Where these answers fall short of %s, widest gap first:", "Ce qui manque à ces réponses au niveau %s, du plus grand écart au plus petit :"), to)
	case v.beside(p.Level):
		v.strong(lang.T("What a change of track to %s would ask, widest gap first:", "Ce que demanderait un changement de filière vers %s, du plus grand écart au plus petit :"), to)
	case shown == all:
		v.strong(lang.T("What separates these answers from %s, widest gap first:", "Ce qui sépare ces réponses du niveau %s, du plus grand écart au plus petit :"), to)
	case shown == 1:
		v.strong(lang.T("What separates these answers from %s, the widest of %d gaps:", "Ce qui sépare ces réponses du niveau %s, le plus grand de %d écarts :"), to, all)
	default:
		v.strong(lang.T("What separates these answers from %s, the %d widest of %d gaps:", "Ce qui sépare ces réponses du niveau %s, les %d plus grands de %d écarts :"), to, shown, all)
	}
}

// gaps are the gaps to a level as they are drawn, widest first. Their shares
// add up to 100.
func (v resultView) gaps(p assess.Path) []string {
	shares := make([]float64, len(p.Gaps))
	for i, g := range p.Gaps {
		shares[i] = 100 * g.Share
	}
	drawn := make([]string, len(p.Gaps))
	for i, share := range v.apportioned(shares, 100, 0) {
		g := p.Gaps[i]
		lead := v.t(lang.T("%3s%%  ", "%3s %%  "), share)
		text := v.t(lang.T("%s: from %s to %s", "%s : de %s à %s"), v.name(g.Dimension), v.step(g.Dimension, g.Have), v.step(g.Dimension, float64(g.Need)))
		drawn[i] = v.aside(func(v resultView) { v.hang(" "+lead, strings.Repeat(" ", 1+lang.Columns(lead)), text) })
	}
	return drawn
}

// fitting is how many of the first texts fit in so many lines, one at least.
func fitting(texts []string, lines int) int {
	for i, text := range texts {
		lines -= strings.Count(text, "\n")
		if i > 0 && lines < 0 {
			return i
		}
	}
	return len(texts)
}

// whole is everything between the answers and one level.
func (v resultView) whole(p assess.Path) {
	v.separates(p, math.MaxInt)
	v.way(p)
	v.unknown(p)
}

// unknown names the dimensions that may hide a gap.
func (v resultView) unknown(p assess.Path) {
	var names lang.List
	for _, d := range p.Unknown {
		names = append(names, lang.Verbatim(v.name(d)))
	}
	if len(names) > 0 {
		v.say(lang.T("Without an answer, so not compared: %s.", "Sans réponse, donc non comparé : %s."), names)
	}
}

func (v resultView) requirement(m assess.Must) {
	if m.AsksForLess() {
		v.hang("  ", "    ", v.t(lang.T("A change of track: %s.", "Un changement de filière : %s."), v.must(m)))
		return
	}
	v.hang("  ", "    ", v.t(lang.T("Required: %s.", "Exigé : %s."), v.must(m)))
}

// ways says the shortest way to each next level, the nearest first, or that
// there is none to go to.
func (v resultView) ways() {
	nearest, ok := v.nearest()
	if ok {
		v.way(nearest)
	} else if v.res.Level != nil && v.isTop() {
		v.say(lang.T("No level lies above %s on its track.", "Aucun niveau n’est au-dessus de %s dans sa filière."), v.short(v.res.Level))
	}
	for _, p := range v.res.Next {
		if p.Level != nearest.Level {
			v.way(p)
		}
	}
}

// isTop reports whether the closest level is the highest of its track.
func (v resultView) isTop() bool {
	for _, l := range v.res.Rubric.Levels {
		if l.Track == v.res.Level.Track && l.Rung > v.res.Level.Rung {
			return false
		}
	}
	return true
}

// way says the shortest way to a level in one sentence.
func (v resultView) way(p assess.Path) {
	to := lang.T("Shortest way to %s: %s", "Le plus court chemin vers %s : %s")
	switch {
	case p.Level == v.res.Level, len(p.Gaps) == 0 && len(p.Requirements) == 0 && p.Reach != assess.Reachable:
		return
	case v.beside(p.Level):
		to = lang.T("A change of track to %s: %s", "Un changement de filière vers %s : %s")
	}
	v.hang("", "  ", v.t(to, v.short(p.Level), v.raises(p)))
}

func (v resultView) raises(p assess.Path) string {
	switch p.Reach {
	case assess.Unreachable:
		return v.t(lang.T("no raise of these answers makes it the closest level.", "aucune hausse de ces réponses n’en fait le niveau le plus proche."))
	case assess.TooLarge:
		return v.t(lang.T("too long to find; the search was given up.", "trop long à trouver ; la recherche a été abandonnée."))
	}
	var raises lang.List
	for _, r := range p.ShortestWay {
		raises = append(raises, lang.Verbatim(v.raise(r)))
	}
	if len(raises) == 0 {
		return v.t(lang.T("the change of track alone.", "le seul changement de filière."))
	}
	return v.in(raises) + "."
}

func (v resultView) raise(r assess.Raise) string {
	if r.To-r.From > 1.995 {
		return v.t(lang.T("%s +%s steps", "%s +%s paliers"), v.name(r.Dimension), v.steps(r.To-r.From))
	}
	return v.t(lang.T("%s +%s step", "%s +%s palier"), v.name(r.Dimension), v.steps(r.To-r.From))
}

func (v resultView) toAnswer() {
	v.say(lang.T("Answer these first:", "Répondez d’abord à :"))
	for _, t := range v.res.ToAnswer {
		var ids []string
		for _, q := range t.Questions {
			ids = append(ids, strconv.Itoa(v.res.Rubric.QuestionIndex(q.ID)+1)+" "+q.ID)
		}
		v.hang("  ", "    ", v.name(t.Dimension)+v.t(lang.T(": ", " : "))+strings.Join(ids, ", "))
	}
}

// nextCommand suggests what to type next; no command is broken.
func (v resultView) nextCommand() {
	target := v.target()
	if target != "" {
		target = " --target " + target
	}
	switch {
	case v.Redraw == "" && target == "":
		v.say(lang.T("Next: the same command with --explain", "Ensuite : la même commande avec --explain"))
	case v.Redraw == "":
		v.say(lang.T("Next: the same command with%s, or with --explain", "Ensuite : la même commande avec%s, ou avec --explain"), target)
	case target == "":
		v.put(v.t(lang.T("Next: %s --explain\n", "Ensuite : %s --explain\n"), v.Redraw))
	default:
		v.commands(v.Redraw+target, v.Redraw+" --explain")
	}
}

func (v resultView) commands(first, second string) {
	line := v.t(lang.T("Next: %s", "Ensuite : %s"), first)
	between := " · "
	if lang.Columns(line+between+second) > v.width() {
		between = "\n  "
	}
	v.put(line + between + second + "\n")
}

// target is the level that is worth a closer look: the nearest, or where there
// is none above, the closest level itself if something falls short of it.
func (v resultView) target() string {
	if nearest, ok := v.nearest(); ok {
		return nearest.Level.ID
	}
	for d, dv := range v.res.Dimensions {
		if v.res.Level != nil && dv.Value != nil && *dv.Value < float64(v.res.Level.Scope[d].Lo)-0.005 {
			return v.res.Level.ID
		}
	}
	return ""
}

var relationNotes = map[assess.Relation]lang.Pair{
	assess.Self:    lang.T("a self-assessment, not a decision", "une auto-évaluation, pas une décision"),
	assess.Manager: lang.T("a manager's assessment, not a decision", "une évaluation de manager, pas une décision"),
	assess.Peer:    lang.T("a peer's assessment, not a decision", "une évaluation de pair, pas une décision"),
	assess.Panel:   lang.T("a panel's assessment, not a decision", "une évaluation de panel, pas une décision"),
}

func (v resultView) footer() {
	v.faint(lang.T("%s · %s", "%s · %s"), rubricName(v.res), relationNotes[v.res.Assessment.Relation])
}
