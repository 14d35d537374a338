package report

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// upward are the next levels that are no change of track.
func (v *resultView) upward() []*rubric.Level {
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
func (v *resultView) beside(l *rubric.Level) bool {
	at := v.res.Level
	return at != nil && l.Rung == at.Rung && l.Track != at.Track
}

// nearest is the way to the nearest of the next levels, leaving out changes of
// track; from below the ladder, to its first level. There is none where the answers
// do not say which level it is.
func (v *resultView) nearest() (p assess.Path, ok bool) {
	if v.res.Place == assess.Below && v.res.Level != nil {
		return v.res.Toward(v.res.Level), true
	}
	if !v.names() {
		return assess.Path{}, false
	}
	for _, next := range v.res.Next {
		if !v.beside(next.Level) && (!ok || next.Distance < p.Distance) {
			p, ok = next, true
		}
	}
	return p, ok
}

// separates says what separates the answers from one level: what it requires and
// they do not meet, and the gaps, in the words that were answered and expected.
// Whole is every gap with its share; else a short screen leaves out gaps, the
// widest last.
func (v *resultView) separates(p assess.Path, whole bool) {
	if len(p.Gaps)+len(p.Requirements) == 0 {
		v.ready(p)
		return
	}
	musts := v.requirements(p, whole)
	list := Items{Apart: v.paper, Items: append(musts, v.gaps(p, whole)...), Claims: []Claim{{Says: Gaps, Level: p.Level, Count: len(p.Gaps)}}}
	list.Title = func(shown int) string { return v.separation(p, min(len(musts), shown), max(shown-len(musts), 0)) }
	if !whole {
		list.Terse = lastWords - 1
	}
	for left := 1; left <= len(list.Items) && len(p.Gaps) > 0 && !whole; left++ {
		rank := left
		if left >= len(p.Gaps) {
			rank += lastWords
		}
		list.Yields = append(list.Yields, Yield{Rank: rank, Keep: len(list.Items) - left})
	}
	v.add(list)
}

// lastWords is the rank after which no gap is told in words any more. A rubric has
// fewer dimensions.
const lastWords = 1000

// fewAnswers says that the gaps rest on few answers, where more than a quarter of
// the questions is open.
func (v *resultView) fewAnswers() {
	if open := v.res.Open(); 4*open > v.res.Questions {
		v.say("This rests on few answers: %d of %d questions are open.", open, v.res.Questions)
	}
}

// ready says that nothing answered falls short of a level, and whether anything is
// unknown.
func (v *resultView) ready(p assess.Path) {
	if p.Ready() {
		v.add(Sentence{Text: v.t("Ready for %s, as far as these answers go: none falls short of it.", p.Level.Short),
			Claims: []Claim{{Says: Ready, Level: p.Level}}})
		return
	}
	v.add(Sentence{Text: v.t("Nothing that was answered falls short of %s.", p.Level.Short),
		Claims: []Claim{{Says: Gaps, Level: p.Level}}})
}

// separation is the heading over some of the gaps.
func (v *resultView) separation(p assess.Path, musts, shown int) string {
	all := lang.Count(len(p.Gaps), "gap", "gaps")
	switch {
	case len(p.Gaps) == 0:
		return v.t("What separates these answers from %s:", p.Level.Short)
	case musts+shown == 0:
		return v.t("%v to %s.", all, p.Level.Short)
	case musts > 0 && shown == 0:
		return v.t("What %s requires; beyond that, %v to it:", p.Level.Short, all)
	case musts > 0 && shown == len(p.Gaps):
		return v.t("What %s requires, and %v to it:", p.Level.Short, all)
	case musts > 0:
		return v.t("What %s requires, and the weightiest of %v to it:", p.Level.Short, all)
	case shown == len(p.Gaps) && shown == 1:
		return v.t("%v to %s:", all, p.Level.Short)
	case shown == len(p.Gaps):
		return v.t("%v to %s, the weightiest first:", all, p.Level.Short)
	case shown == 1:
		return v.t("%v to %s; the weightiest:", all, p.Level.Short)
	}
	return v.t("%v to %s; the %d weightiest:", all, p.Level.Short, shown)
}

// gaps are the gaps to a level, widest first: the answers under what is expected,
// and what is. Whole is every answer, and the shares, which add up to 100.
func (v *resultView) gaps(p assess.Path, whole bool) []Item {
	parts := make([]float64, len(p.Gaps))
	for i, g := range p.Gaps {
		parts[i] = g.Share
	}
	items := make([]Item, len(p.Gaps))
	for i, share := range apportioned(parts, 1, 2) {
		g := p.Gaps[i]
		answers := g.Answers
		if !whole {
			answers = telling(answers)
		}
		items[i] = Item{
			Text:   v.name(g.Dimension),
			Sides:  []Side{v.given(answers, whole), v.wanted(p.Level, g, answers)},
			Claims: []Claim{{Says: Short, Level: p.Level, Dimension: g.Dimension}},
		}
		if whole {
			items[i].Lead = v.percent(share)
		}
	}
	return items
}

// telling are the answers that need no question beside them, if there are any, the
// lowest first.
func telling(answers []assess.AnswerStep) []assess.AnswerStep {
	told := slices.DeleteFunc(slices.Clone(answers), func(s assess.AnswerStep) bool { return s.Question.Kind == rubric.Number })
	if len(told) == 0 {
		told = slices.Clone(answers)
	}
	slices.SortStableFunc(told, func(a, b assess.AnswerStep) int { return a.Step - b.Step })
	return told
}

// given are answers in their own words, with their notes.
func (v *resultView) given(answers []assess.AnswerStep, whole bool) Side {
	side, words := Side{Label: v.t("answered")}, v.answer
	if !whole {
		words = v.briefly
	}
	for _, s := range answers {
		side.Texts = append(side.Texts, Said{words(s), s.Answer.Note, []Claim{{Says: Answered, Question: s.Question, Step: s.Step}}})
	}
	return side
}

// expected is what a level expects on a dimension, at the least or at the most.
func (v *resultView) expected(label lang.Text, l *rubric.Level, d *rubric.Dimension, says Assertion, step int) Side {
	return Side{v.in(label), []Said{{
		Text:   v.words(d, step, l),
		Claims: []Claim{{Says: says, Level: l, Dimension: d, Step: step}},
	}}}
}

// wanted is what a level expects where answers fall short: the step in the rubric's
// words, or where other answers on the dimension have reached it, what these would
// have to say.
func (v *resultView) wanted(l *rubric.Level, g assess.Gap, answers []assess.AnswerStep) Side {
	if len(g.Answers) == len(v.stepsOn(g.Dimension)) {
		return v.expected("expected", l, g.Dimension, Expects, g.Need)
	}
	side := Side{Label: v.t("expected")}
	for _, s := range answers {
		step, words := v.reaching(s.Question, g.Need, l)
		side.Texts = append(side.Texts, Said{Text: words, Claims: []Claim{{Says: Expects, Level: l, Dimension: g.Dimension, Question: s.Question, Step: step}}})
	}
	return side
}

// reaching is the lowest answer to a question that gives a step or more; one that is
// worded as its step is, in the words of the level.
func (v *resultView) reaching(q *rubric.Question, need int, l *rubric.Level) (step int, words string) {
	possible := q.StepsPossible()
	at, _ := slices.BinarySearch(possible, need)
	step = possible[min(at, len(possible)-1)]
	switch q.Kind {
	case rubric.Number:
		return step, v.t("%s: %d or more", q.Unit.In(v.tag), int(math.Ceil(q.Thresholds[step-1])))
	case rubric.Several:
		return step, v.t("at least %d of these %d", int(q.Thresholds[step-1]), len(q.Options))
	}
	option := q.Options[slices.IndexFunc(q.Options, func(o rubric.Option) bool { return o.Step == step })]
	if d := &v.res.Rubric.Dimensions[q.Dimension]; maps.Equal(option.Text, d.Steps[step]) {
		return step, v.words(d, step, l)
	}
	return step, option.Text.In(v.tag)
}

// answer is an answer in words; a count and "none" say nothing without their
// question.
func (v *resultView) answer(s assess.AnswerStep) string {
	said := assess.Said(s.Question, s.Answer, v.tag)
	switch {
	case s.Question.Kind == rubric.Number:
		said = strconv.Itoa(s.Answer.Value.Number)
	case s.Answer.Value.Ticks != assess.Tick():
		return said
	}
	return assess.VoiceOf(v.res.Assessment, v.tag).Wording(s.Question) + "\u00a0" + said
}

// briefly is an answer in words, of which a screen shows as many of what is ticked
// as a line has room for.
func (v *resultView) briefly(s assess.AnswerStep) string {
	const room = 60 // columns
	said := v.answer(s)
	ids := s.Answer.Value.Ticks.IDs()
	for n := len(ids) - 1; n > 0 && lang.Columns(said) > room; n-- {
		said = assess.SaidInPart(s.Question, s.Answer, n, v.tag)
	}
	return said
}

// stepsOn are the answers on a dimension.
func (v *resultView) stepsOn(d *rubric.Dimension) []assess.AnswerStep {
	return v.res.Dimensions[v.res.Rubric.DimensionIndex(d.ID)].Steps
}

// whole is everything between the answers and one level.
func (v *resultView) whole(p assess.Path) {
	switch {
	case p.Level == v.res.Level:
		v.heading("What %s expects, where the answers fall short", p.Level.Short)
	case v.beside(p.Level):
		v.heading("A change of track to %s", p.Level.Short)
	default:
		v.heading("Towards %s", p.Level.Short)
	}
	v.separates(p, true)
	v.fewAnswers()
	v.unknown(p)
}

// unknown names the dimensions that may hide a gap.
func (v *resultView) unknown(p assess.Path) {
	var names lang.List
	var all []Claim
	for _, d := range p.Unknown {
		names = append(names, lang.Verbatim(v.name(d)))
		all = append(all, Claim{Says: Open, Dimension: d})
	}
	if len(names) > 0 {
		v.add(Sentence{Text: v.t("Without an answer, so not compared: %v.", names), Claims: all})
	}
}

// requirements are those of a level that the answers miss. A screen has said them
// where they hold the answers back from the level; whole says them all the same.
func (v *resultView) requirements(p assess.Path, whole bool) []Item {
	if h := v.res.HeldBack; h != nil && h.Level == p.Level && !whole {
		return nil
	}
	var items []Item
	for _, m := range p.Requirements {
		label, says, step := lang.Text("required"), Expects, m.Requirement.Lo
		if m.AsksForLess() {
			label, says, step = "at the most", UpTo, m.Requirement.Hi
		}
		items = append(items, Item{
			Text:   v.name(m.Dimension),
			Sides:  []Side{v.given(v.against(m), whole), v.expected(label, p.Level, m.Dimension, says, step)},
			Claims: []Claim{{Says: Misses, Level: p.Level, Dimension: m.Dimension}},
		})
	}
	return items
}

// isTop reports whether the closest level is the highest of its track.
func (v *resultView) isTop() bool {
	for _, l := range v.res.Rubric.Levels {
		if l.Track == v.res.Level.Track && l.Rung > v.res.Level.Rung {
			return false
		}
	}
	return true
}

// undecided lists the open questions that decide between levels.
func (v *resultView) undecided() {
	for _, u := range v.res.Undecided {
		voice := assess.VoiceOf(v.res.Assessment, v.tag)
		list := Items{
			Title:  over(v.t("Answer these first; they decide between %v:", v.levels(u.Levels))),
			Claims: claims(Decides, u.Levels),
		}
		for _, q := range u.Questions {
			list.Items = append(list.Items, Item{Lead: v.place(q), Text: voice.Wording(q), Claims: []Claim{{Says: Open, Question: q}}})
		}
		v.add(list, Break{})
	}
}

// place is where a question stands in the questionnaire.
func (v *resultView) place(q *rubric.Question) string {
	return strconv.Itoa(v.res.Rubric.QuestionIndex(q.ID) + 1)
}

// notes are what was noted beside the answers.
func (v *resultView) notes() {
	list := Items{Title: over(v.t("Notes:"))}
	for _, dv := range v.res.Dimensions {
		for _, q := range v.questions(dv) {
			if a, ok := v.res.Assessment.Answer(q.ID); ok && a.Note != "" {
				list.Items = append(list.Items, Item{Text: v.t("%s: %s", v.name(dv.Dimension), a.Note)})
			}
		}
	}
	v.add(list)
}

func (v *resultView) toAnswer() {
	var items []Item
	for _, t := range v.res.ToAnswer {
		var ids []string
		for _, q := range t.Questions {
			ids = append(ids, v.place(q)+" "+q.ID)
		}
		items = append(items, Item{Text: v.name(t.Dimension) + v.colon() + strings.Join(ids, ", ")})
	}
	v.add(Items{Title: v.first(), Items: items})
}

// nextCommand suggests what to type next.
func (v *resultView) nextCommand(how Screen) {
	explain, target, redraw := " --explain", v.target(), how.Redraw
	next := v.t("Next")
	switch {
	case how.Resume != "" && redraw != "" && target == "":
		v.add(Next{next, []string{how.Resume, redraw + explain}})
	case how.Resume != "" && redraw != "":
		v.add(Next{next, []string{how.Resume, redraw + " --target " + target, redraw + explain}})
	case redraw == "" && target == "":
		v.say("Next: the same command with --explain")
	case redraw == "":
		v.say("Next: the same command with --target %s, or with --explain", target)
	case target == "":
		v.add(Next{next, []string{redraw + explain}})
	default:
		v.add(Next{next, []string{redraw + " --target " + target, redraw + explain}})
	}
}

// target is the level that is worth a closer look; none where the answers do not
// say which level it is, or at the top.
func (v *resultView) target() string {
	if p, ok := v.nearest(); ok && p.Level != v.res.Level {
		return p.Level.ID
	}
	return ""
}
