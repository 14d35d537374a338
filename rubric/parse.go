package rubric

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Parse reads a rubric file that extends no other, and checks it. Name is used in
// messages. The error is doc.Problems, with everything that is wrong.
func Parse(name string, data []byte) (*Rubric, error) {
	r, _, err := Resolve(name, data, nil)
	return r, err
}

// check reads the document, looks up every id, and judges the ladder as a whole.
// What needs a sound file to be judged is judged last, and only then.
func (w *whole) check() (*Rubric, error) {
	d := w.d
	read := reader{d: d, lacking: map[lang.Tag]int{}}
	if w.base != nil {
		read.base = w.base.rubric.Languages
	}
	c := newChecker(w, read.file())
	c.duplicates()
	r := c.rubric()
	c.order()
	c.cycles(r)
	c.labels(r)
	if err := d.Err(); err != nil {
		return nil, err
	}
	c.scopes(r)
	if d.Err() == nil {
		c.facts(r)
	}
	return r, d.Err()
}

// checker turns a file into a rubric and reports what does not fit together.
type checker struct {
	*whole
	file                                  file
	tracks, dimensions, levels, questions []string        // the ids of the file
	moved                                 map[string]bool // what was said where its cause stands
}

func newChecker(w *whole, f file) *checker {
	return &checker{whole: w, file: f, moved: map[string]bool{},
		tracks:     ids(f.tracks, func(t fileTrack) word { return t.id }),
		dimensions: ids(f.dimensions, func(d fileDimension) word { return d.id }),
		levels:     ids(f.levels, func(l fileLevel) word { return l.id }),
		questions:  ids(f.questions, func(q fileQuestion) word { return q.id }),
	}
}

func (c *checker) rubric() *Rubric {
	f := c.file
	r := &Rubric{ID: f.id, Version: f.version, Title: f.title, Languages: f.languages, Source: f.source,
		Temperature: f.temperature, Fitted: f.fitted, Spread: f.spread}
	for _, t := range f.tracks {
		r.Tracks = append(r.Tracks, Track{t.id.text, t.title})
	}
	for _, dim := range f.dimensions {
		r.Dimensions = append(r.Dimensions, c.dimension(dim))
	}
	for _, q := range f.questions {
		r.Questions = append(r.Questions, c.question(q, r.Dimensions))
	}
	for _, l := range f.levels {
		r.Levels = append(r.Levels, c.level(l, r.Questions))
	}
	c.asked(r)
	return r
}

func (c *checker) dimension(from fileDimension) Dimension {
	d := Dimension{ID: from.id.text, Title: from.title, Weight: from.weight, Steps: make([]Text, len(from.steps)), Grow: from.grow}
	if len(from.grow) > 0 && len(from.steps) > 1 && len(from.grow) != d.Top() {
		c.report(c.cause(from.growAt, from.id.at), "grow", "grow has one text for each step above 0: %d, not %d", d.Top(), len(from.grow))
	}
	for i, step := range from.steps {
		if d.Steps[i] = step.text; step.byTrack == nil {
			continue
		}
		if d.ByTrack == nil {
			d.ByTrack = make([]map[string]Text, len(from.steps))
		}
		d.ByTrack[i] = c.byTrack(step)
		d.Steps[i] = c.joined(d.ByTrack[i])
	}
	return d
}

// byTrack is a step worded by track: for each that has levels.
func (c *checker) byTrack(step fileStep) map[string]Text {
	texts := map[string]Text{}
	known := true
	for _, t := range step.byTrack {
		known = c.lookUp(t.id, c.tracks, "track") >= 0 && known
		texts[t.id.text] = t.title
	}
	var missing lang.List
	at := step.at
	for i, track := range c.tracks {
		on := func(l fileLevel) bool { return l.track.text == track }
		if _, ok := texts[track]; !ok && track != "" && slices.ContainsFunc(c.file.levels, on) {
			missing, at = append(missing, doc.Quote(track)), c.cause(at, c.file.tracks[i].id.at)
		}
	}
	if known && len(missing) > 0 { // else the missing one may be there, misspelt
		c.report(at, "by-track", "this step has no words for %v", missing)
	}
	return texts
}

// joined are the words of all tracks, in the order of the tracks.
func (c *checker) joined(byTrack map[string]Text) Text {
	all := Text{}
	for _, tag := range c.file.languages {
		var said []string
		for _, track := range c.tracks {
			if s := byTrack[track][tag]; s != "" && !slices.Contains(said, s) {
				said = append(said, s)
			}
		}
		all[tag] = strings.Join(said, " / ")
	}
	return all
}

func (c *checker) level(l fileLevel, questions []Question) Level {
	c.lookUp(l.track, c.tracks, "track")
	level := Level{
		ID: l.id.text, Title: l.title, Short: l.short, Label: l.label, Track: l.track.text, Rung: l.rung,
		Next: c.next(l), Summary: l.summary, Basis: l.basis, Elsewhere: l.elsewhere, Scope: c.scope(l),
	}
	c.saysEnough(l, level.Scope)
	level.Requires = c.requires(l, level.Scope, questions)
	return level
}

func (c *checker) next(l fileLevel) []int {
	var next []int
	named := map[string]bool{}
	for _, id := range l.next {
		i := c.lookUp(id, c.levels, "level")
		if i < 0 {
			continue
		}
		if named[id.text] {
			c.report(id.at, "duplicate", "the level %v is named twice in next", doc.Quote(id.text))
			continue
		}
		named[id.text] = true
		if c.climbs(l, c.file.levels[i], id) {
			next = append(next, i)
		}
	}
	return next
}

// climbs refuses a next level that is not higher, unless it is beside this one
// on another track.
func (c *checker) climbs(from, to fileLevel, id word) bool {
	if to.rung > from.rung || from.id == to.id || to.rung == from.rung && to.track.text != from.track.text {
		return true
	}
	c.report(c.cause(id.at, to.rungAt, from.rungAt), "next", "the level %v is on rung %d, which is no step up from rung %d of %v",
		doc.Quote(to.id.text), to.rung, from.rung, doc.Quote(from.id.text))
	return false
}

// scope is the range expected on each dimension, in rubric order; -1 to -1
// where the file is wrong.
func (c *checker) scope(l fileLevel) []Range {
	scope := slices.Repeat([]Range{{Lo: -1, Hi: -1}}, len(c.file.dimensions))
	found := make([]bool, len(scope))
	for _, cell := range l.scope {
		i := c.lookUp(cell.dimension, c.dimensions, "dimension")
		if i < 0 {
			continue
		}
		found[i] = true
		switch {
		case cell.any:
			scope[i] = Range{0, max(len(c.file.dimensions[i].steps)-1, 0), true}
		case cell.lo >= 0 && cell.hi >= 0 && c.inSteps(i, cell):
			scope[i] = Range{Lo: cell.lo, Hi: cell.hi}
		}
	}
	for i, dim := range c.file.dimensions {
		if !found[i] && l.scopeAt != nil && l.scopeAt.Kind == doc.Map && dim.id.text != "" {
			c.hint(c.cause(l.scopeAt, dim.id.at), "scope", lang.Sprintf("the scope of %v says nothing on the dimension %v", doc.Quote(l.id.text), doc.Quote(dim.id.text)),
				lang.Sprintf("if the level expects nothing there, write %s: %s", dim.id.text, anyStep))
		}
	}
	return scope
}

// leastSaid is the share of the weight on which a level has to say something: with
// the answers that a level takes (assess.CoverageFloor), some of it is compared.
const leastSaid = 0.5

// saysEnough refuses a level that says nothing about most of the rubric.
func (c *checker) saysEnough(l fileLevel, scope []Range) {
	said, all := 0.0, 0.0
	for i, dim := range c.file.dimensions {
		all += dim.weight
		if !scope[i].Any {
			said += dim.weight
		}
	}
	if said < leastSaid*all {
		c.report(l.scopeAt, "scope", "%v says nothing on more than half of the weight; write what it expects on more dimensions", doc.Quote(l.id.text))
	}
}

// inSteps checks a range against the steps of its dimension.
func (c *checker) inSteps(dimension int, cell fileRange) bool {
	dim := c.file.dimensions[dimension]
	top := len(dim.steps) - 1
	switch {
	case cell.lo > cell.hi:
		c.report(cell.at, "range", "the range goes from %d down to %d; write the lower step first", cell.lo, cell.hi)
		return false
	case top < 1: // reported with the steps
		return false
	case cell.hi > top:
		c.report(c.cause(cell.at, dim.id.at), "range", "step %d does not exist; the steps of %v are 0 to %d", cell.hi, doc.Quote(dim.id.text), top)
		return false
	}
	return true
}

func (c *checker) requires(l fileLevel, scope []Range, questions []Question) []Requirement {
	byDimension := map[int]Requirement{}
	for _, must := range l.requires {
		i := c.lookUp(must.dimension, c.dimensions, "dimension")
		if i < 0 {
			continue
		}
		full := must
		full.lo = max(full.lo, 0)
		if full.hi < 0 {
			full.hi = max(full.lo, len(c.file.dimensions[i].steps)-1)
		}
		if c.inSteps(i, full) {
			byDimension[i] = Requirement{i, c.by(must, questions), Range{Lo: full.lo, Hi: full.hi}}
			c.meets(l, must, scope[i], byDimension[i])
		}
	}
	var all []Requirement
	for i := range c.file.dimensions {
		if must, ok := byDimension[i]; ok {
			all = append(all, must)
		}
	}
	return all
}

// by is the question whose answer decides a requirement; nil when none does. It
// asks about the same dimension.
func (c *checker) by(must fileRange, questions []Question) *Question {
	if must.by.at == nil {
		return nil
	}
	i := c.lookUp(must.by, c.questions, "question")
	if i < 0 {
		return nil
	}
	if asks := c.file.questions[i].dimension.text; asks != must.dimension.text && slices.Contains(c.dimensions, asks) {
		c.report(c.cause(must.by.at, c.file.questions[i].id.at), "requirement", "the question %v asks about %v, not about %v",
			doc.Quote(must.by.text), doc.Quote(asks), doc.Quote(must.dimension.text))
		return nil
	}
	return &questions[i]
}

// meets refuses a requirement that the level's own scope does not meet.
func (c *checker) meets(l fileLevel, must fileRange, scope Range, required Requirement) {
	if scope.Lo >= 0 && (scope.Hi < required.Lo || scope.Lo > required.Hi) {
		c.report(c.cause(must.at, l.scopeAt, l.id.at), "requirement", "%v requires what its own scope excludes on %v: %v against %v",
			doc.Quote(l.id.text), doc.Quote(must.dimension.text), stepRange(required.Range), stepRange(scope))
	}
}

func (c *checker) question(q fileQuestion, dimensions []Dimension) Question {
	dimension := c.lookUp(q.dimension, c.dimensions, "dimension")
	question := Question{ID: q.id.text, Dimension: dimension, Kind: q.kind, Ask: q.ask, AskAbout: q.askAbout, Unit: q.unit, Thresholds: q.thresholds, Most: q.most}
	c.placeholder(q)
	var steps []Text
	var of *doc.Node
	if dimension >= 0 {
		steps, of = dimensions[dimension].Steps, c.file.dimensions[dimension].id.at
	}
	c.thresholds(q, len(steps)-1, of)
	question.Options = options(q, steps)
	for _, o := range q.options {
		c.option(q, o, len(steps)-1, of)
	}
	c.unique(words(q.options, func(o fileOption) word { return o.id }), "option")
	return question
}

// options are the answers to a choice. One without a text has that of its step;
// where none are listed, each step is one.
func options(q fileQuestion, steps []Text) []Option {
	var all []Option
	for _, o := range q.options {
		if o.text == nil && 0 <= o.step && o.step < len(steps) {
			o.text = steps[o.step]
		}
		all = append(all, Option{o.id.text, o.step, o.text})
	}
	if q.kind == Choice && q.optionsAt == nil {
		for i, step := range steps {
			all = append(all, Option{"step-" + strconv.Itoa(i), i, step})
		}
	}
	return all
}

// thresholds checks those of a question against the highest step of its dimension,
// which is of a node.
func (c *checker) thresholds(q fileQuestion, top int, of *doc.Node) {
	for i := 1; i < len(q.thresholds); i++ {
		if q.thresholds[i] <= q.thresholds[i-1] {
			c.report(q.thresholdsAt, "thresholds", "the thresholds are not ascending: %v after %v", q.thresholds[i], q.thresholds[i-1])
			break
		}
	}
	if n := len(q.thresholds); n > 0 && q.most > 0 && q.thresholds[n-1] > float64(q.most) {
		c.report(q.mostAt, "thresholds", "no count of at most %d reaches the threshold %v", q.most, q.thresholds[n-1])
	}
	if n := len(q.thresholds); n > 0 && q.kind == Several && len(q.options) > 0 && q.thresholds[n-1] > float64(len(q.options)) {
		c.report(q.thresholdsAt, "thresholds", "%d options can be ticked, which never reaches the threshold %v", len(q.options), q.thresholds[n-1])
	}
	if top >= 1 && len(q.thresholds) > top {
		c.report(c.cause(q.thresholdsAt, of), "thresholds", "%d thresholds give the steps 0 to %d, but the steps of %v are 0 to %d",
			len(q.thresholds), len(q.thresholds), doc.Quote(q.dimension.text), top)
	}
}

// NoAnswer are the words that stand, in an answers file, for an answer not
// given; no option has one as its id.
func NoAnswer() []string { return []string{"skip", "unknown", "na"} }

// NoneTicked is the word that stands, in an answers file, for the answer to a
// question of kind several that no option holds.
const NoneTicked = "none"

func (c *checker) option(q fileQuestion, o fileOption, top int, of *doc.Node) {
	if top >= 1 && o.step > top {
		c.report(c.cause(o.stepAt, of), "range", "step %d does not exist; the steps of %v are 0 to %d", o.step, doc.Quote(q.dimension.text), top)
	}
	if slices.Contains(NoAnswer(), o.id.text) {
		c.report(o.id.at, "id", "%v stands for a missing answer and cannot be the id of an option", doc.Quote(o.id.text))
	}
	if q.kind == Several && o.id.text == NoneTicked {
		c.report(o.id.at, "id", "%v stands for no tick at all and cannot be the id of an option", doc.Quote(o.id.text))
	}
}

// asked refuses a dimension that no question asks about.
func (c *checker) asked(r *Rubric) {
	for i, dim := range c.file.dimensions {
		if dim.id.text != "" && len(r.QuestionsOf(i)) == 0 {
			c.report(c.cause(dim.id.at, child(c.d.Root, "questions")), "unasked", "no question asks about the dimension %v", doc.Quote(dim.id.text))
		}
	}
}

// report notes a problem at a node. Args may be Localized.
func (c *checker) report(at *doc.Node, code string, text string, args ...any) {
	c.hint(at, code, lang.Sprintf(text, args...), lang.Message{})
}

func (c *checker) hint(at *doc.Node, code string, text, hint lang.Message) {
	if at == nil {
		at = c.d.Root
	}
	if c.base != nil {
		at = c.cause(at, c.extends)
		said := fmt.Sprint(at.Line, at.Col, code, text.In(lang.EN))
		if c.moved[said] {
			return
		}
		c.moved[said] = true
	}
	c.d.Report(at.Pos, code, text, hint)
}

// cause is where a problem stands: where it shows, or, where that is in a rubric
// that the file extends, the first of the places that may be its cause and is in
// the file.
func (c *checker) cause(shows *doc.Node, causes ...*doc.Node) *doc.Node {
	for _, at := range append([]*doc.Node{shows}, causes...) {
		if at != nil && at.In(c.d) {
			return at
		}
	}
	return shows
}
