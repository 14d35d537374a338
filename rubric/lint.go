package rubric

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// The lengths that read well on a screen of 80 columns, in columns.
const (
	maxTitle    = 24 // of a dimension
	maxLevel    = 32
	maxShort    = 14
	maxChoice   = 70 // a step or an option
	maxQuestion = 150
	maxSummary  = 220
)

// heaviest is the share of the weight from which on one dimension decides nearly
// alone.
const heaviest = 0.4

// Lint returns advice on a valid rubric file: what is allowed, but reads or
// measures badly. What holds of a rubric that it extends is said of that one
// only. It is nil when there is none, and for a file that is not valid, which
// Resolve tells about.
func Lint(name string, data []byte, find Finder) doc.Problems {
	w, err := resolve(name, data, find)
	if err != nil {
		return nil
	}
	w.edited(name, data, find)
	return w.lint()
}

// edited advises on a changed copy of a rubric that is found by the id and the version
// that the copy kept.
func (w *whole) edited(name string, data []byte, find Finder) {
	if find == nil {
		return
	}
	known, text, err := find(w.ref())
	if err != nil {
		return
	}
	here, _, _ := Resolve(name, data, find)
	if there, _, err := Resolve(known, text, find); err == nil && there.Digest != here.Digest {
		linter{w.d, w.rubric}.advise(child(w.d.Root, "version"), "same-version",
			"there is another rubric %v; an assessment names its rubric by id and version, so that the two cannot be told apart", lang.Verbatim(w.ref()))
	}
}

func (w *whole) lint() doc.Problems {
	l := linter{w.d, w.rubric}
	w.named(l)
	w.fitted(l)
	l.head()
	l.tracks()
	l.dimensions()
	l.levels()
	l.sameNames()
	l.closeLevels()
	l.falling()
	w.deadEnds(l)
	l.questions()
	l.french(w.d.Root)
	advice, _ := w.d.Err().(doc.Problems)
	advice = slices.CompactFunc(advice, same)
	if w.base == nil {
		return advice
	}
	known := w.base.lint()
	return slices.DeleteFunc(advice, func(p doc.Problem) bool {
		return slices.ContainsFunc(known, func(q doc.Problem) bool { return same(p, q) })
	})
}

// named advises on a rubric that has the id and the version of one that it extends.
func (w *whole) named(l linter) {
	for base := w.base; base != nil; base = base.base {
		if base.ref() == w.ref() {
			l.advise(child(w.d.Root, "version"), "same-version",
				"the id and the version are those of what this extends; an assessment names its rubric by both, so that the two cannot be told apart")
			return
		}
	}
}

// same reports whether two pieces of advice are one, on a step that is an option
// of several questions or on what a rubric extends.
func same(a, b doc.Problem) bool {
	return a.Code == b.Code && a.File == b.File && a.Line == b.Line && a.Col == b.Col
}

// linter walks the nodes of a valid rubric.
type linter struct {
	d *doc.Document
	r *Rubric
}

func (l linter) advise(at *doc.Node, code string, text string, args ...any) {
	l.d.Report(at.Pos, code, lang.Sprintf(text, args...), lang.Message{})
}

// adviseOn is advice on a part of a text.
func (l linter) adviseOn(part found, code string, text, hint lang.Message) {
	l.d.Report(part.in.At(part.offset, part.text), code, text, hint)
}

// child is the value of a key of a map; nil when it is absent.
func child(n *doc.Node, key string) *doc.Node {
	if n == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Value
		}
	}
	return nil
}

func (l linter) items(key string) []*doc.Node { return child(l.d.Root, key).Items }

// wording is a text in one language, and where it stands.
type wording struct {
	tag lang.Tag
	at  *doc.Node
}

// wordings are what a text, or a step, is in each language; none for an absent one.
func (l linter) wordings(n *doc.Node) []wording {
	if n == nil {
		return nil
	}
	if by := child(n, "by_track"); by != nil {
		var all []wording
		for _, p := range by.Pairs {
			all = append(all, l.wordings(p.Value)...)
		}
		return all
	}
	if n.Kind != doc.Map {
		return []wording{{l.r.Languages[0], n}}
	}
	var all []wording
	for _, p := range n.Pairs {
		all = append(all, wording{lang.Tag(p.Key.Text), p.Value})
	}
	return all
}

// fits advises on each wording of a text that is wider than most columns.
func (l linter) fits(n *doc.Node, most int) {
	for _, w := range l.wordings(n) {
		l.narrow(w.at, most)
	}
}

func (l linter) narrow(n *doc.Node, most int) {
	if w := displaywidth.String(fold(n.Text)); w > most {
		l.advise(n, "long-text", "this text is %d columns wide; up to %d read well", w, most)
	}
}

func (l linter) head() {
	if len(l.r.Languages) == 1 {
		l.advise(child(l.d.Root, "languages"), "one-language", "every text is in one language, %s; who reads another sees that one", string(l.r.Languages[0]))
	}
	facts := 0
	for _, q := range l.r.Questions {
		if q.Kind == Number {
			facts++
		}
	}
	if 3*facts < len(l.r.Questions) {
		l.advise(child(l.d.Root, "questions"), "few-facts",
			"questions that count something: %d of %d; with a third or more, answers are harder to inflate", facts, len(l.r.Questions))
	}
}

// fitted advises, once, on a rubric whose figures nobody has fitted.
func (w *whole) fitted(l linter) {
	temperature, spread := child(l.d.Root, "temperature"), child(l.d.Root, "spread")
	var lacks lang.Message
	switch {
	case temperature == nil && spread == nil:
		lacks = lang.Sprintf("there is no temperature and no spread: the confidence has no band, and nothing is said of how well a level describes the answers")
	case temperature == nil:
		lacks = lang.Sprintf("there is no temperature, so the confidence has no band")
	case spread == nil:
		lacks = lang.Sprintf("there is no spread, so nothing is said of how well a level describes the answers")
	default:
		return
	}
	if w.unfit != nil {
		l.advise(w.unfit, "never-fitted", "this makes it score otherwise, so what %v was fitted to no longer holds; until it is fitted anew %v", lang.Verbatim(w.base.ref()), lacks)
		return
	}
	l.advise(l.d.Root, "never-fitted", "%v", lacks)
}

func (l linter) tracks() {
	for i, n := range l.items("tracks") {
		used := false
		for _, level := range l.r.Levels {
			used = used || level.Track == l.r.Tracks[i].ID
		}
		if !used {
			l.advise(child(n, "id"), "unused-track", "no level is on the track %v", doc.Quote(l.r.Tracks[i].ID))
		}
	}
}

func (l linter) dimensions() {
	for i, n := range l.items("dimensions") {
		l.fits(child(n, "title"), maxTitle)
		for _, step := range child(n, "steps").Items {
			l.fits(step, maxChoice)
			l.vague(step)
		}
		l.sameSteps(&l.r.Dimensions[i], child(n, "steps").Items)
		if grow := child(n, "grow"); grow != nil {
			for _, text := range grow.Items {
				l.fits(text, maxSummary)
			}
		}
		if len(l.r.QuestionsOf(i)) == 1 {
			l.advise(child(n, "id"), "one-question", "one question alone asks about %v; two or three steady it",
				doc.Quote(l.r.Dimensions[i].ID))
		}
	}
	l.weights()
}

// weights advises on the dimension that weighs most. Of two, one always has half.
func (l linter) weights() {
	all, most := 0.0, 0
	for i, d := range l.r.Dimensions {
		if all += d.Weight; d.Weight > l.r.Dimensions[most].Weight {
			most = i
		}
	}
	if share := l.r.Dimensions[most].Weight / all; len(l.r.Dimensions) > 2 && share > heaviest {
		n := l.items("dimensions")[most]
		l.advise(cmp.Or(child(n, "weight"), child(n, "id")), "heavy-dimension", "%v has %v%% of the weight, and decides nearly alone; up to %v%% leaves the others a say",
			doc.Quote(l.r.Dimensions[most].ID), lang.Number{Value: 100 * share}, lang.Number{Value: 100 * heaviest})
	}
}

// sameSteps advises on a step that has, in some language and on some track, the
// words of the one before.
func (l linter) sameSteps(d *Dimension, steps []*doc.Node) {
	for i := 1; i < len(steps); i++ {
		if l.sameWords(d, i-1, i) {
			l.advise(steps[i], "same-words", "step %d of %v has the words of step %d; nobody can tell the two apart", i, doc.Quote(d.ID), i-1)
		}
	}
}

func (l linter) sameWords(d *Dimension, a, b int) bool {
	return slices.ContainsFunc(l.r.Tracks, func(t Track) bool {
		return slices.ContainsFunc(l.r.Languages, func(tag lang.Tag) bool {
			return strings.EqualFold(d.Words(a, t.ID)[tag], d.Words(b, t.ID)[tag])
		})
	})
}

func (l linter) levels() {
	for i, n := range l.items("levels") {
		l.fits(child(n, "title"), maxLevel)
		l.narrow(child(n, "short"), maxShort)
		if label := child(n, "label"); label != nil {
			l.narrow(label, maxShort)
		}
		l.fits(child(n, "summary"), maxSummary)
		if l.r.Levels[i].Basis == nil {
			l.advise(child(n, "id"), "no-basis", "%v does not say what in the source it rests on; add basis", doc.Quote(l.r.Levels[i].ID))
		}
	}
}

// sameNames advises on two levels that are called the same.
func (l linter) sameNames() {
	for i, n := range l.items("levels") {
		for j, other := range l.items("levels")[:i] {
			if at := l.sameName(n, other); at != nil {
				l.advise(at, "same-name", "%v and %v are both called %v; only their ids tell them apart in commands and spreadsheets",
					doc.Quote(l.r.Levels[j].ID), doc.Quote(l.r.Levels[i].ID), doc.Quote(fold(at.Text)))
			}
		}
	}
}

// sameName is where one of two levels says that it is called what the other is, in
// the file itself if it does there; nil when they are called otherwise.
func (l linter) sameName(a, b *doc.Node) (at *doc.Node) {
	for _, x := range l.names(a) {
		for _, y := range l.names(b) {
			if spelling(x.Text) != spelling(y.Text) {
				continue
			}
			if at = x; y.In(l.d) && !x.In(l.d) {
				at = y
			}
			return at
		}
	}
	return nil
}

// names are what a level is called besides its label, which no other has.
func (l linter) names(level *doc.Node) []*doc.Node {
	names := []*doc.Node{child(level, "id"), child(level, "short")}
	for _, w := range l.wordings(child(level, "title")) {
		names = append(names, w.at)
	}
	return names
}

// closeLevels advises on two levels whose scopes are a step apart on one dimension
// alone. A requirement there tells them apart all the same.
func (l linter) closeLevels() {
	for i, n := range l.items("levels") {
		for j := range i {
			if d := l.onlyStep(&l.r.Levels[j], &l.r.Levels[i]); d >= 0 {
				l.advise(child(n, "scope"), "close-levels", "%v and %v differ by one step, on %v alone; one answer more or less decides between them",
					doc.Quote(l.r.Levels[j].ID), doc.Quote(l.r.Levels[i].ID), doc.Quote(l.r.Dimensions[d].ID))
				break
			}
		}
	}
}

// onlyStep is the one dimension on which two levels expect otherwise, by one step;
// -1 when they differ more, or when a requirement decides.
func (l linter) onlyStep(a, b *Level) int {
	only := -1
	for d := range l.r.Dimensions {
		x, y := a.Scope[d], b.Scope[d]
		switch {
		case x == y:
		case only >= 0, x.Any, y.Any, max(x.Lo-y.Lo, y.Lo-x.Lo, x.Hi-y.Hi, y.Hi-x.Hi) > 1:
			return -1
		default:
			only = d
		}
	}
	decides := func(r Requirement) bool { return r.Dimension == only }
	if slices.ContainsFunc(a.Requires, decides) || slices.ContainsFunc(b.Requires, decides) {
		return -1
	}
	return only
}

// falling advises on a level that expects less, on a dimension, than the one below it on
// its track. A range that reaches as high expects no less.
func (l linter) falling() {
	for i, n := range l.items("levels") {
		level := &l.r.Levels[i]
		below := l.r.beside(level, -1)
		for d := range l.r.Dimensions {
			for _, b := range below {
				if x, y := level.Scope[d], b.Scope[d]; !x.Any && !y.Any && x.Lo < y.Lo && x.Hi < y.Hi {
					l.advise(child(child(n, "scope"), l.r.Dimensions[d].ID), "falling", "%v expects less than %v, the level below it, on %v",
						doc.Quote(level.ID), doc.Quote(b.ID), doc.Quote(l.r.Dimensions[d].ID))
					break
				}
			}
		}
	}
}

// beside are the levels on the track of one that are next to it, above for 1 and below
// for -1; none for an end of the track.
func (r *Rubric) beside(level *Level, way int) (next []*Level) {
	for i := range r.Levels {
		far := func(l *Level) int { return way * (l.Rung - level.Rung) }
		switch l := &r.Levels[i]; {
		case l.Track != level.Track || far(l) <= 0:
		case len(next) == 0 || far(l) < far(next[0]):
			next = []*Level{l}
		case far(l) == far(next[0]):
			next = append(next, l)
		}
	}
	return next
}

// deadEnds advises on a level that leads nowhere, below the top of its track; where what
// it led to is removed, that is the place.
func (w *whole) deadEnds(l linter) {
	for i, n := range l.items("levels") {
		level := &l.r.Levels[i]
		var up []string
		for _, above := range l.r.beside(level, 1) {
			up = append(up, above.ID)
		}
		if len(up) > 0 && len(level.Next) == 0 {
			l.advise(cmp.Or(w.cutOff(level.ID), child(n, "id")), "dead-end", "%v leads nowhere; write in it next: [%v]", doc.Quote(level.ID), lang.Verbatim(strings.Join(up, ", ")))
		}
	}
}

// cutOff is where the file removes what a level of its base led to; nil where it does
// not.
func (w *whole) cutOff(level string) *doc.Node {
	if w.base == nil || w.base.rubric.LevelIndex(level) < 0 {
		return nil
	}
	base := w.base.rubric
	for _, next := range base.Levels[base.LevelIndex(level)].Next {
		if at := w.merged.removedAt("level", base.Levels[next].ID); at != nil {
			return at
		}
	}
	return nil
}

func (l linter) questions() {
	for i, n := range l.items("questions") {
		l.fits(child(n, "ask"), maxQuestion)
		l.fits(child(n, "ask_about"), maxQuestion)
		l.prose(n)
		for _, w := range l.wordings(child(n, "ask")) {
			if strings.Contains(w.at.Text, Placeholder) {
				l.advise(w.at, "placeholder", "%s stands for a name in ask_about only; here it is shown as it is", Placeholder)
			}
		}
		if q := &l.r.Questions[i]; len(q.Options) > 0 {
			l.options(q, child(n, "options"))
		}
	}
}

// options advises on the options of a choice; listed is nil where they are the
// steps.
func (l linter) options(q *Question, listed *doc.Node) {
	if q.Kind == Choice && len(q.StepsPossible()) == 1 {
		l.advise(listed, "one-step", "all options of %v give the same step", doc.Quote(q.ID))
	}
	for i, o := range q.Options {
		text := child(l.items("dimensions")[q.Dimension], "steps").Items[o.Step]
		if listed != nil && child(listed.Items[i], "text") != nil {
			text = child(listed.Items[i], "text")
			l.fits(text, maxChoice)
			l.vague(text)
		}
		for _, w := range l.wordings(text) {
			if name := l.levelNamed(w.tag, w.at.Text); name != "" {
				l.advise(w.at, "names-level", "this option names the level %v; say what a person does instead", doc.Quote(name))
			}
		}
	}
}
