package draft

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// climb names the levels, finds their tracks and their rungs, and sorts them from
// the lowest up.
func (l *ladder) climb() {
	if len(l.levels) < 2 || len(l.dimensions) == 0 {
		l.report(doc.Pos{}, "layout", lang.Sprintf("a ladder has two levels or more, and a dimension: here are %v and %v",
			lang.Count(len(l.levels), "level", "levels"), lang.Count(len(l.dimensions), "dimension", "dimensions")), lang.Message{})
		return
	}
	for _, one := range l.levels {
		one.take()
	}
	l.resolve()
	l.dropLabels()
	l.findTracks()
	l.sort()
	l.findRungs()
	slices.SortStableFunc(l.levels, func(a, b *level) int { return cmp.Or(a.rung-b.rung, a.track-b.track) })
}

// take takes a level's name apart.
func (l *level) take() {
	l.label, l.number, l.title = nameOf(l.Text)
	if title := l.said[titled].Text; title != "" && lang.Fold(title) != lang.Fold(l.Text) {
		if l.number >= 0 {
			l.label = l.Text
		}
		l.title = title
	}
	if label := l.said[labelled].Text; label != "" {
		l.label = label
		if _, number, _ := nameOf(label); number >= 0 {
			l.number = number
		}
	}
}

// dropLabels leaves out labels that several levels are called by: levels are found
// by them.
func (l *ladder) dropLabels() {
	var shared []string
	for i, one := range l.levels {
		for j, other := range l.levels {
			if i != j && one.label != "" && (slug(one.label) == slug(other.label) || slug(one.label) == slug(other.title)) && !slices.Contains(shared, one.label) {
				shared = append(shared, one.label)
			}
		}
	}
	for _, one := range l.levels {
		if slices.Contains(shared, one.label) {
			one.label = ""
		}
	}
	if len(shared) > 0 {
		l.note("labels", "a label is one level's, and several are called so; they have none: %v", doc.Words(shared))
	}
}

// findTracks takes the tracks that the file says, or else tells those who surely
// manage people from the others.
func (l *ladder) findTracks() {
	if !slices.ContainsFunc(l.levels, func(one *level) bool { return one.said[onTrack].Text == "" }) {
		for _, one := range l.levels {
			one.track = l.trackNamed(one.said[onTrack].Text)
		}
		l.note("tracks", "tracks, as the file says: %v", l.byTrack())
		return
	}
	managers := 0
	for _, one := range l.levels {
		if one.manages() {
			one.track = 1
			managers++
		}
	}
	if managers == 0 || managers == len(l.levels) {
		l.tracks = []track{{id: "ladder"}}
		for _, one := range l.levels {
			one.track = 0
		}
		l.note("tracks", "one track: no title says surely who manages people and who does not")
		return
	}
	l.tracks = []track{{id: "ic"}, {id: "manager"}}
	l.note("tracks", "two tracks, by the titles: %v", l.byTrack())
}

func (l *level) manages() bool {
	prefix := strings.TrimRight(cmp.Or(l.label, l.Text), "0123456789 .-")
	return manages(l.said[onTrack].Text) || manages(l.title) || manages(l.Text) || prefix == "M" || prefix == "EM"
}

// trackNamed is the index of a track that the file names.
func (l *ladder) trackNamed(title string) int {
	for i, known := range l.tracks {
		if lang.Fold(known.title) == lang.Fold(title) {
			return i
		}
	}
	id := slug(title)
	if manages(title) {
		id = "manager"
	}
	var taken []string
	for _, known := range l.tracks {
		taken = append(taken, known.id)
	}
	l.tracks = append(l.tracks, track{unique(&taken, id, "track"), title})
	return len(l.tracks) - 1
}

// byTrack lists the levels of each track.
func (l *ladder) byTrack() (tracks lang.List) {
	for i, t := range l.tracks {
		var names []string
		for _, one := range l.levels {
			if one.track == i {
				names = append(names, one.Text)
			}
		}
		tracks = append(tracks, lang.Sprintf("%s (%v)", t.id, doc.Words(names)))
	}
	return tracks
}

// sort brings the levels into order: of the rungs or numbers that they have, or else
// of the file; of the words in their titles where that is alphabetical or from the
// highest down.
func (l *ladder) sort() {
	height := func(one *level) int { return cmp.Or(heightOf(one.title), middle) }
	byHeight := func(a, b *level) int { return height(a) - height(b) }
	falls := func(a, b *level) int { return height(b) - height(a) }
	byName := func(a, b *level) int { return cmp.Compare(lang.Unaccented(a.Text), lang.Unaccented(b.Text)) }
	var how lang.Text
	switch {
	case l.numbered():
		slices.SortStableFunc(l.levels, func(a, b *level) int { return a.number - b.number })
		how = "by their numbers"
	case slices.IsSortedFunc(l.levels, byHeight):
		how = "as in the file"
	case slices.IsSortedFunc(l.levels, falls):
		slices.Reverse(l.levels)
		how = "as in the file, which begins with the highest"
	case slices.IsSortedFunc(l.levels, byName):
		slices.SortStableFunc(l.levels, byHeight)
		how = "by words such as “senior”, for in the file they are alphabetical"
	default:
		how = "as in the file"
	}
	var names []string
	for _, one := range l.levels {
		names = append(names, one.Text)
	}
	l.note("order", "levels from the lowest up, %v: %v", how, doc.Words(names))
}

// numbered reports whether every level has a number, which is its place on its track.
func (l *ladder) numbered() bool {
	seen := map[[2]int]bool{}
	for _, one := range l.levels {
		if rung, err := strconv.Atoi(one.said[onRung].Text); err == nil {
			one.number = rung
		}
		place := [2]int{one.track, one.number}
		if one.number < 1 || one.number > rubric.MaxRung || seen[place] {
			return false
		}
		seen[place] = true
	}
	return true
}

// findRungs gives each level its number, or else a rung of its own.
func (l *ladder) findRungs() {
	numbered := l.numbered()
	for i, one := range l.levels {
		if one.rung = i + 1; numbered {
			one.rung = one.number
		}
	}
	switch {
	case numbered && l.sharesRung():
		l.note("rungs", "rungs are the numbers of the levels: levels with the same number are equals")
	case numbered:
		l.note("rungs", "rungs are the numbers of the levels")
	case len(l.tracks) > 1:
		l.note("rungs", "each level has a rung of its own, in that order; give equals of two tracks the same rung")
	}
}

// sharesRung reports whether levels stand on one rung.
func (l *ladder) sharesRung() bool {
	seen := map[int]bool{}
	for _, one := range l.levels {
		if seen[one.rung] {
			return true
		}
		seen[one.rung] = true
	}
	return false
}

// next are the levels one may go to from here: the one above on the same track, and
// its equals on others; from the end of a track, the lowest that is higher. Where who
// manages people is asked, none leads from managers to those who may manage nobody.
func (l *ladder) next(from *level) (next []int) {
	above := 0
	for _, one := range l.levels {
		if one.track == from.track && one.rung > from.rung && (above == 0 || one.rung < above) {
			above = one.rung
		}
	}
	for i, one := range l.levels {
		if one.rung > from.rung && !l.givesUpReports(from, one) && (above == 0 || one.rung == above) {
			above = one.rung
			next = append(next, i)
		}
	}
	return next
}

// givesUpReports reports whether a manager would have to manage nobody to get from one
// level to the other.
func (l *ladder) givesUpReports(from, to *level) bool {
	return l.managing && l.tracks[from.track].id == "manager" && l.tracks[to.track].id != "manager"
}
