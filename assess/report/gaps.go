package report

import (
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
// track.
func (v *resultView) nearest() (p assess.Path, ok bool) {
	for _, next := range v.res.Next {
		if !v.beside(next.Level) && (!ok || next.Distance < p.Distance) {
			p, ok = next, true
		}
	}
	return p, ok
}

// separates says what separates the answers from one level, in the rubric's
// words: every requirement, and the gaps, as far as the yields leave them.
func (v *resultView) separates(p assess.Path, yields []Yield) {
	if len(p.Gaps) == 0 && len(p.Requirements) == 0 {
		v.say("Nothing in these answers falls short of %s.", p.Level.Short)
		return
	}
	musts := v.requirements(p)
	v.add(Items{
		Title:  func(shown int) string { return v.separation(p, shown-len(musts)) },
		Items:  append(musts, v.gaps(p)...),
		Yields: yields,
	})
}

// lastGap is the rank after which no more gaps are left out: a rubric has fewer
// dimensions.
const lastGap = 1000

// few lets a short screen leave out gaps, all but the widest.
func (v *resultView) few(p assess.Path) []Yield {
	var yields []Yield
	for left := 1; left < len(p.Gaps); left++ {
		yields = append(yields, Yield{Rank: left, Keep: len(v.requirements(p)) + len(p.Gaps) - left})
	}
	return yields
}

// separation is the heading over some of the gaps.
func (v *resultView) separation(p assess.Path, shown int) string {
	to, all := p.Level.Short, len(p.Gaps)
	switch {
	case p.Level == v.res.Level:
		return v.t("Where these answers fall short of %s, widest gap first:", to)
	case v.beside(p.Level):
		return v.t("What a change of track to %s would ask, widest gap first:", to)
	case shown == all:
		return v.t("What separates these answers from %s, widest gap first:", to)
	case shown == 1:
		return v.t("What separates these answers from %s, the widest of %d gaps:", to, all)
	}
	return v.t("What separates these answers from %s, the %d widest of %d gaps:", to, shown, all)
}

// gaps are the gaps to a level, widest first. Their shares add up to 100.
func (v *resultView) gaps(p assess.Path) []Item {
	shares := make([]float64, len(p.Gaps))
	for i, g := range p.Gaps {
		shares[i] = g.Share
	}
	items := make([]Item, len(p.Gaps))
	for i, share := range apportioned(shares, 1, 2) {
		g := p.Gaps[i]
		items[i] = Item{
			Lead: v.percent(share),
			Text: v.t("%s: from %v to %v", v.name(g.Dimension), v.step(g.Dimension, g.Have), v.step(g.Dimension, float64(g.Need))),
		}
	}
	return items
}

// whole is everything between the answers and one level.
func (v *resultView) whole(p assess.Path) {
	v.separates(p, nil)
	v.add(Items{Flush: true, Items: v.way(p)})
	v.unknown(p)
}

// unknown names the dimensions that may hide a gap.
func (v *resultView) unknown(p assess.Path) {
	var names lang.List
	for _, d := range p.Unknown {
		names = append(names, lang.Verbatim(v.name(d)))
	}
	if len(names) > 0 {
		v.say("Without an answer, so not compared: %v.", names)
	}
}

// requirements are those of a level that the answers miss; they have been said
// where they hold the answers back from it.
func (v *resultView) requirements(p assess.Path) []Item {
	if h := v.res.HeldBack; h != nil && h.Level == p.Level {
		return nil
	}
	var items []Item
	for _, m := range p.Requirements {
		required := lang.Text("Required: %s.")
		if m.AsksForLess() {
			required = "A change of track: %s."
		}
		items = append(items, Item{Text: v.t(string(required), v.must(m))})
	}
	return items
}

// ways says the shortest way to each next level, the nearest first, or that
// there is none to go to.
func (v *resultView) ways() {
	nearest, ok := v.nearest()
	var ways []Item
	if ok {
		ways = v.way(nearest)
	} else if v.res.Level != nil && v.isTop() {
		v.say("No level lies above %s on its track.", v.res.Level.Short)
	}
	for _, p := range v.res.Next {
		if p.Level != nearest.Level {
			ways = append(ways, v.way(p)...)
		}
	}
	v.add(Items{Flush: true, Items: ways, Yields: []Yield{{lastGap + 1, 1}, {lastGap + 2, 0}}})
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

// way says the shortest way to a level in one sentence, if there is anything to
// say.
func (v *resultView) way(p assess.Path) []Item {
	to := lang.Text("Shortest way to %s: %s")
	switch {
	case p.Level == v.res.Level, len(p.Gaps) == 0 && len(p.Requirements) == 0 && p.Reach != assess.Reachable:
		return nil
	case v.beside(p.Level):
		to = "A change of track to %s: %s"
	}
	return []Item{{Text: v.t(string(to), p.Level.Short, v.raises(p))}}
}

func (v *resultView) raises(p assess.Path) string {
	switch p.Reach {
	case assess.Unreachable:
		return v.t("no raise of these answers makes it the closest level.")
	case assess.TooLarge:
		return v.t("too long to find; the search was given up.")
	}
	var raises lang.List
	for _, r := range p.ShortestWay {
		raises = append(raises, lang.Verbatim(v.raise(r)))
	}
	if len(raises) == 0 {
		return v.t("the change of track alone.")
	}
	return v.in(raises) + "."
}

func (v *resultView) raise(r assess.Raise) string {
	if r.To-r.From > 2-barely {
		return v.t("%s +%s steps", v.name(r.Dimension), v.steps(r.To-r.From))
	}
	return v.t("%s +%s step", v.name(r.Dimension), v.steps(r.To-r.From))
}

func (v *resultView) toAnswer() {
	var items []Item
	for _, t := range v.res.ToAnswer {
		var ids []string
		for _, q := range t.Questions {
			ids = append(ids, strconv.Itoa(v.res.Rubric.QuestionIndex(q.ID)+1)+" "+q.ID)
		}
		items = append(items, Item{Text: v.name(t.Dimension) + v.colon() + strings.Join(ids, ", ")})
	}
	v.add(Items{Title: v.first, Items: items})
}

// nextCommand suggests what to type next.
func (v *resultView) nextCommand(redraw string) {
	explain, target := " --explain", v.target()
	next := v.t("Next")
	switch {
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

// target is the level that is worth a closer look: the nearest, or where there
// is none above, the closest level itself if something falls short of it.
func (v *resultView) target() string {
	if nearest, ok := v.nearest(); ok {
		return nearest.Level.ID
	}
	for d, dv := range v.res.Dimensions {
		if v.res.Level != nil && dv.Value != nil && *dv.Value < float64(v.res.Level.Scope[d].Lo)-barely {
			return v.res.Level.ID
		}
	}
	return ""
}
