package draft

import (
	"cmp"
	"slices"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// step is one step of a dimension, in the words of each track that has some.
type step struct {
	words map[int]string // by track
	rank  int            // by which steps are sorted
}

// silent is the scope of a level on a dimension of which it says nothing.
var silent = rubric.Range{Lo: -1, Hi: -1}

// describe makes the steps of each dimension and the scopes of the levels, and
// refuses levels that no answers could tell apart.
func (l *ladder) describe() {
	abreast := l.abreast()
	for _, d := range l.dimensions {
		none, on := l.takeNone(d)
		if !abreast || l.graded(d) || !l.stepsByRung(d) {
			l.stepsByWords(d)
		}
		if len(on) > 0 {
			l.putLowest(d, none, on)
		}
	}
	l.leaveOut()
	if l.checkSaid(); l.file.Err() != nil {
		return
	}
	l.tellManagers()
	if l.checkApart(); l.file.Err() == nil {
		l.noteSilence()
	}
}

// takeNone takes out of what is expected on a dimension where that is none: the step,
// and the levels that are on it.
func (l *ladder) takeNone(d *dimension) (none step, on []*level) {
	none.words = map[int]string{}
	for _, one := range l.levels {
		if t := one.texts[d]; t != nil && isNone(t.String()) {
			none.words[one.track] = cmp.Or(none.words[one.track], t.String())
			on = append(on, one)
			delete(one.texts, d)
		}
	}
	return none, on
}

// putLowest puts a step below the others of a dimension, and these levels on it.
func (l *ladder) putLowest(d *dimension, lowest step, on []*level) {
	d.steps = slices.Insert(d.steps, 0, lowest)
	for _, one := range l.levels {
		switch at := one.scope[d]; {
		case slices.Contains(on, one):
			one.scope[d] = rubric.Range{}
		case at != silent:
			one.scope[d] = rubric.Range{Lo: at.Lo + 1, Hi: at.Hi + 1}
		}
	}
}

// noteSilence says how cells without words were read.
func (l *ladder) noteSilence() {
	n, where := l.where(func(one *level, d *dimension) bool { return one.scope[d] == silent })
	if n > 0 {
		l.note("blank", "%v as: expects nothing (scope: any): %v", lang.Count(n, "cell without words is read", "cells without words are read"), where)
	}
}

// abreast reports whether levels of several tracks share a rung, each rung having
// one of each track at most.
func (l *ladder) abreast() bool {
	shared, taken := false, map[[2]int]bool{}
	for i, one := range l.levels {
		if taken[[2]int{one.rung, one.track}] {
			return false
		}
		taken[[2]int{one.rung, one.track}] = true
		shared = shared || i > 0 && l.levels[i-1].rung == one.rung
	}
	return shared
}

// graded reports whether all that is expected on a dimension has a grade, which says
// how the steps go whatever the levels do.
func (l *ladder) graded(d *dimension) bool {
	for _, one := range l.levels {
		if t := one.texts[d]; t != nil && gradeOf(t.grade) == 0 {
			return false
		}
	}
	return true
}

// stepsByWords has a step for each text, from the lowest up: by their grades, where
// all have one, or by the lowest level that they stand for.
func (l *ladder) stepsByWords(d *dimension) {
	graded := l.graded(d)
	for _, one := range l.levels {
		t := one.texts[d]
		if t == nil || slices.ContainsFunc(d.steps, func(s step) bool { return s.is(t.String()) }) {
			continue
		}
		made := step{words: map[int]string{one.track: t.String()}, rank: one.rung}
		if graded {
			made.rank = gradeOf(t.grade)
		}
		d.steps = append(d.steps, made)
	}
	slices.SortStableFunc(d.steps, func(a, b step) int { return a.rank - b.rank })
	for _, one := range l.levels {
		one.scope[d] = silent
		if t := one.texts[d]; t != nil {
			i := slices.IndexFunc(d.steps, func(s step) bool { return s.is(t.String()) })
			one.scope[d] = rubric.Range{Lo: i, Hi: i}
		}
	}
}

// is reports whether a step is this text on every track that it has words of.
func (s step) is(words string) bool {
	for _, known := range s.words {
		if lang.Fold(known) != lang.Fold(words) {
			return false
		}
	}
	return true
}

// stepsByRung has a step for what the levels of a rung expect, whatever words each
// track has for it. Neighbours that are alike are one step, and so are equals that
// stand apart. It is false, and there are no steps, where two tracks say the same of
// different steps: then their words are on one scale, and no others are equals.
func (l *ladder) stepsByRung(d *dimension) bool {
	place := map[int]int{} // the step of a rung
	for start := 0; start < len(l.levels); {
		made, end := step{words: map[int]string{}}, start
		for ; end < len(l.levels) && l.levels[end].rung == l.levels[start].rung; end++ {
			if t := l.levels[end].texts[d]; t != nil {
				made.words[l.levels[end].track] = t.String()
			}
		}
		if len(made.words) > 0 {
			place[l.levels[start].rung] = d.add(made)
		}
		start = end
	}
	if d.sharesWords() {
		d.steps = nil
		return false
	}
	for _, one := range l.levels {
		one.scope[d] = silent
		if t := one.texts[d]; t != nil {
			one.scope[d] = d.around(place[one.rung], one.track, t.String())
		}
	}
	return true
}

// sharesWords reports whether two steps have the same words on different tracks.
func (d *dimension) sharesWords() bool {
	for i, one := range d.steps {
		for _, other := range d.steps[:i] {
			for track, words := range one.words {
				for beside, same := range other.words {
					if track != beside && lang.Fold(words) == lang.Fold(same) {
						return true
					}
				}
			}
		}
	}
	return false
}

// add returns the index of a step, after joining it to the last one, or finding it
// among the others, where it is alike.
func (d *dimension) add(made step) int {
	last := len(d.steps) - 1
	if last >= 0 && d.steps[last].joins(made) {
		for track, words := range made.words {
			d.steps[last].words[track] = words
		}
		return last
	}
	equal := func(s step) bool { return len(s.words) == len(made.words) && s.joins(made) && made.joins(s) }
	if i := slices.IndexFunc(d.steps, equal); i >= 0 {
		return i
	}
	d.steps = append(d.steps, made)
	return last + 1
}

// joins reports whether two steps are one: a track has words for both, and none has
// others for one than for the other; or all words are the same.
func (s step) joins(other step) bool {
	shared, same := false, true
	for track, words := range other.words {
		known, there := s.words[track]
		if there && lang.Fold(known) != lang.Fold(words) {
			return false
		}
		shared = shared || there
		same = same && s.is(words)
	}
	return shared || same
}

// around are the steps about one that have the same words on a track.
func (d *dimension) around(at, track int, words string) rubric.Range {
	has := func(i int) bool {
		return 0 <= i && i < len(d.steps) && lang.Fold(d.steps[i].words[track]) == lang.Fold(words)
	}
	found := rubric.Range{Lo: at, Hi: at}
	for has(found.Lo - 1) {
		found.Lo--
	}
	for has(found.Hi + 1) {
		found.Hi++
	}
	return found
}

// leaveOut leaves out the dimensions on which all levels say the same.
func (l *ladder) leaveOut() {
	var told []*dimension
	for _, d := range l.dimensions {
		switch len(d.steps) {
		case 0:
			l.mute = append(l.mute, d)
		case 1:
			l.alike = append(l.alike, d)
		default:
			told = append(told, d)
		}
	}
	l.dimensions = told
	if len(l.mute) > 0 {
		l.note("mute", "left out, as no level says anything there: %v", titlesOf(l.mute))
	}
	if len(l.alike) > 0 {
		l.note("alike", "left out, as all levels that say something there say the same: %v", titlesOf(l.alike))
	}
	if len(told) == 0 {
		l.report(l.levels[1].Pos, "same-level", lang.Sprintf("all levels say the same everywhere; no answers can tell them apart"), lang.Message{})
	}
}

// checkSaid refuses levels that are silent on more than half of the dimensions.
func (l *ladder) checkSaid() {
	for _, one := range l.levels {
		said := 0
		for _, d := range l.dimensions {
			if one.scope[d] != silent {
				said++
			}
		}
		if 2*said < len(l.dimensions) {
			l.report(one.Pos, "silent", lang.Sprintf("the level %v says something on %d of %v; it takes half of them", doc.Quote(one.Text), said, lang.Count(len(l.dimensions), "dimension", "dimensions")),
				lang.Sprintf("fill in more, or take the level out"))
		}
	}
}

// tellManagers adds a dimension on who manages people, where some answers would fit
// levels of both tracks.
func (l *ladder) tellManagers() {
	if len(l.tracks) != 2 || l.tracks[1].id != "manager" && l.tracks[0].id != "manager" {
		return
	}
	for i, one := range l.levels {
		for _, other := range l.levels[:i] {
			if one.track != other.track && l.meet(one, other) {
				l.managing = true
				l.note("people", "some answers would fit both %v and %v: a question on how many people report to somebody was added, which tells their tracks apart; next never leads from managers to others, who may manage nobody",
					doc.Quote(other.Text), doc.Quote(one.Text))
				return
			}
		}
	}
}

// meet reports whether some answers fit two levels.
func (l *ladder) meet(one, other *level) bool {
	return !slices.ContainsFunc(l.dimensions, func(d *dimension) bool {
		a, b := one.scope[d], other.scope[d]
		return a != silent && b != silent && (a.Hi < b.Lo || b.Hi < a.Lo)
	})
}

// checkApart refuses a level where whatever fits it fits an earlier one too, which
// would then be the closest.
func (l *ladder) checkApart() {
	for i, one := range l.levels {
		j := l.rival(i)
		if j < 0 {
			continue
		}
		other := l.levels[j]
		var quiet lang.List
		for _, d := range l.dimensions {
			if other.scope[d] == silent && one.scope[d] != silent {
				quiet = append(quiet, doc.Quote(d.Text))
			}
		}
		if len(quiet) > 0 {
			l.report(other.Pos, "same-level", lang.Sprintf("whatever fits the level %v fits %v too, which says nothing on %v; no answers can tell them apart",
				doc.Quote(one.Text), doc.Quote(other.Text), quiet), lang.Sprintf("write there what %v expects", doc.Quote(other.Text)))
			continue
		}
		l.report(one.Pos, "same-level", lang.Sprintf("the level %v says the same as %v everywhere; no answers can tell them apart", doc.Quote(one.Text), doc.Quote(other.Text)),
			lang.Sprintf("make one level of the two, or change what one of them expects"))
	}
}

// rival is the index of an earlier level that whatever fits level i fits too; −1 if
// there is none.
func (l *ladder) rival(i int) int {
	for j, other := range l.levels[:i] {
		if l.managing && other.track != l.levels[i].track {
			continue
		}
		if !slices.ContainsFunc(l.dimensions, func(d *dimension) bool { return !within(l.levels[i].scope[d], other.scope[d]) }) {
			return j
		}
	}
	return -1
}

// within reports whether whatever fits one range fits another.
func within(one, other rubric.Range) bool {
	return other == silent || one != silent && other.Lo <= one.Lo && one.Hi <= other.Hi
}

// of is a step in the words of a track. A track that has no level there takes the
// words of one that has.
func (s step) of(track, tracks int) string {
	for i := range tracks {
		if words, there := s.words[(track+i)%tracks]; there {
			return words
		}
	}
	return ""
}

// apart reports whether the tracks word a step differently.
func (s step) apart() bool {
	for _, words := range s.words {
		return !s.is(words)
	}
	return false
}
