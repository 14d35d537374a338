package rubric

import (
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
	c.clashes()
	if err := d.Err(); err != nil {
		return nil, err
	}
	c.scopes(r)
	c.clashes()
	if d.Err() == nil {
		c.facts(r)
		c.clashes()
	}
	return r, d.Err()
}

// checker turns a file into a rubric and reports what does not fit together.
type checker struct {
	*whole
	file                                  file
	tracks, dimensions, levels, questions []string   // the ids of the file
	overrides                             []override // that do not go with the base
}

func newChecker(w *whole, f file) *checker {
	return &checker{whole: w, file: f,
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
	for i, dim := range f.dimensions {
		r.Dimensions = append(r.Dimensions, c.dimension(i, dim))
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

func (c *checker) dimension(i int, from fileDimension) Dimension {
	d := Dimension{ID: from.id.text, Title: from.title, Weight: from.weight, Steps: make([]Text, len(from.steps)), Grow: from.grow}
	if len(from.grow) > 0 && len(from.steps) > 1 && len(from.grow) != d.Top() {
		c.beyond(from.growAt, "grow", lang.Sprintf("grow has one text for each step above 0: %d, not %d", d.Top(), len(from.grow)), i, growOf, d.ID)
	}
	for i, step := range from.steps {
		if d.Steps[i] = step.text; step.byTrack == nil {
			continue
		}
		if d.ByTrack == nil {
			d.ByTrack = make([]map[string]Text, len(from.steps))
		}
		d.ByTrack[i] = c.byTrack(step, d.ID)
		d.Steps[i] = c.joined(d.ByTrack[i])
	}
	return d
}

// byTrack is a step of a dimension worded by track: for each that has levels.
func (c *checker) byTrack(step fileStep, dimension string) map[string]Text {
	texts := map[string]Text{}
	known := true
	for _, t := range step.byTrack {
		known = c.lookUp(t.id, c.tracks, "track") >= 0 && known
		texts[t.id.text] = t.title
	}
	var missing []string
	for _, track := range c.tracks {
		on := func(l fileLevel) bool { return l.track.text == track }
		if _, ok := texts[track]; !ok && track != "" && slices.ContainsFunc(c.file.levels, on) {
			missing = append(missing, track)
		}
	}
	if known && len(missing) > 0 { // else the missing one may be there, misspelt
		c.unworded(step, dimension, missing)
	}
	return texts
}

// unworded reports a step that lacks the words of tracks.
func (c *checker) unworded(step fileStep, dimension string, missing []string) {
	for _, track := range missing {
		at := c.file.tracks[slices.Index(c.tracks, track)].id.at
		for _, l := range c.file.levels {
			if l.track.text == track {
				at = c.cause(at, l.track.at)
			}
		}
		if step.at.In(c.d) || !at.In(c.d) {
			c.report(step.at, "by-track", "this step has no words for %v", quoted(missing))
			return
		}
		c.clash(override{
			at: at, code: "by-track", text: lang.Sprintf("the track %v has levels here", doc.Quote(track)),
			cure: lang.Sprintf("write those steps here too, with words for %s in by_track", track),
		}, stepsOf, dimension)
	}
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
	c.needed(l.track, c.tracks, "track", trackOf, l.id.text,
		lang.Sprintf("change it there, as in levels: [{id: %s, track: …}], or remove those levels too", l.id.text))
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
	text := lang.Sprintf("the level %v is on rung %d, which is no step up from rung %d of %v",
		doc.Quote(to.id.text), to.rung, from.rung, doc.Quote(from.id.text))
	above, isAbove := c.raised(to)
	below, isBelow := c.raised(from)
	switch {
	case isAbove && !id.at.In(c.d):
		c.clash(above, nextOf, from.id.text)
	case isBelow && !id.at.In(c.d):
		c.clash(below, ownNext, to.id.text)
	default:
		c.hint(id.at, "next", text, lang.Message{})
	}
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
		case cell.lo >= 0 && cell.hi >= 0 && c.inSteps(i, cell, scopeOf, l.id.text):
			scope[i] = Range{Lo: cell.lo, Hi: cell.hi}
		}
	}
	for i, dim := range c.file.dimensions {
		if !found[i] && l.scopeAt != nil && l.scopeAt.Kind == doc.Map && dim.id.text != "" {
			c.unsaid(l, dim)
		}
	}
	return scope
}

// unsaid reports a scope that says nothing on a dimension.
func (c *checker) unsaid(l fileLevel, dim fileDimension) {
	if c.base != nil && dim.id.at.In(c.d) && c.base.rubric.LevelIndex(l.id.text) >= 0 {
		c.clash(override{
			at: dim.id.at, code: "scope", text: lang.Sprintf("the dimension %v is new", doc.Quote(dim.id.text)),
			cure: lang.Sprintf("write what each level expects there, or any where it expects nothing, as in levels: [{id: %s, scope: {%s: %s}}]", l.id.text, dim.id.text, anyStep),
		}, scopeOf, l.id.text)
		return
	}
	c.hint(l.scopeAt, "scope", lang.Sprintf("the scope of %v says nothing on the dimension %v", doc.Quote(l.id.text), doc.Quote(dim.id.text)),
		lang.Sprintf("if the level expects nothing there, write %s: %s", dim.id.text, anyStep))
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

// inSteps checks a range, of a part of a level, against the steps of its dimension.
func (c *checker) inSteps(dimension int, cell fileRange, part lang.Text, level string) bool {
	dim := c.file.dimensions[dimension]
	top := len(dim.steps) - 1
	switch {
	case cell.lo > cell.hi:
		c.report(cell.at, "range", "the range goes from %d down to %d; write the lower step first", cell.lo, cell.hi)
		return false
	case top < 1: // reported with the steps
		return false
	case cell.hi > top:
		c.beyond(cell.at, "range", noStep(cell.hi, dim.id.text, top), dimension, part, level)
		return false
	}
	return true
}

func noStep(step int, dimension string, top int) lang.Message {
	return lang.Sprintf("step %d does not exist; the steps of %v are 0 to %d", step, doc.Quote(dimension), top)
}

// beyond reports what does not go with the steps of its dimension: by its text, or,
// where it is in the base and the file has changed the steps, as a clash with that.
func (c *checker) beyond(at *doc.Node, code string, text lang.Message, dimension int, part lang.Text, id string) {
	if why, changed := c.restepped(dimension); changed && !at.In(c.d) {
		c.clash(why, part, id)
		return
	}
	c.hint(at, code, text, lang.Message{})
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
		if c.inSteps(i, full, requiresOf, l.id.text) {
			byDimension[i] = Requirement{i, c.by(must, l.id.text, questions), Range{Lo: full.lo, Hi: full.hi}}
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
func (c *checker) by(must fileRange, level string, questions []Question) *Question {
	if must.by.at == nil {
		return nil
	}
	i := c.needed(must.by, c.questions, "question", requiresOf, level,
		lang.Sprintf("change or end it there, as in levels: [{id: %s, requires: {%s: %s}}], or keep the question", level, must.dimension.text, anyStep))
	if i < 0 {
		return nil
	}
	q := c.file.questions[i]
	if q.dimension.text == must.dimension.text || !slices.Contains(c.dimensions, q.dimension.text) {
		return &questions[i]
	}
	if why, changed := c.askedElsewhere(q); changed && !must.by.at.In(c.d) {
		c.clash(why, requiresOf, level)
		return nil
	}
	c.report(must.by.at, "requirement", "the question %v asks about %v, not about %v",
		doc.Quote(must.by.text), doc.Quote(q.dimension.text), doc.Quote(must.dimension.text))
	return nil
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
	of := Dimension{}
	if dimension >= 0 {
		of = dimensions[dimension]
	}
	c.thresholds(q, of.Top(), dimension)
	question.Options, question.Unnamed = options(q, &of), q.kind == Choice && q.optionsAt == nil
	for _, o := range q.options {
		c.option(q, o, of.Top(), dimension)
	}
	c.unique(words(q.options, func(o fileOption) word { return o.id }), "option")
	return question
}

// options are the answers to a choice. One without a text has that of its step;
// where none are listed, each step is one.
func options(q fileQuestion, of *Dimension) []Option {
	var all []Option
	for _, o := range q.options {
		one := Option{ID: o.id.text, Step: o.step, Text: o.text}
		if o.text == nil && 0 <= o.step && o.step <= of.Top() {
			one = asStep(one, of)
		}
		all = append(all, one)
	}
	if q.kind == Choice && q.optionsAt == nil {
		for i := range of.Steps {
			all = append(all, asStep(Option{ID: "step-" + strconv.Itoa(i), Step: i}, of))
		}
	}
	return all
}

// asStep is the option with the words of its step.
func asStep(o Option, of *Dimension) Option {
	o.Text = of.Steps[o.Step]
	if of.ByTrack != nil {
		o.ByTrack = of.ByTrack[o.Step]
	}
	return o
}

// thresholds checks those of a question against the highest step of its dimension.
func (c *checker) thresholds(q fileQuestion, top, dimension int) {
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
		c.misfit(q.thresholdsAt, "thresholds", lang.Sprintf("%d thresholds give the steps 0 to %d, but the steps of %v are 0 to %d",
			len(q.thresholds), len(q.thresholds), doc.Quote(q.dimension.text), top), dimension, thresholdsOf, q)
	}
}

// misfit is beyond for a part of a question, which may be on another dimension than
// in the base.
func (c *checker) misfit(at *doc.Node, code string, text lang.Message, dimension int, part lang.Text, q fileQuestion) {
	if why, changed := c.askedElsewhere(q); changed && !at.In(c.d) {
		c.clash(why, part, q.id.text)
		return
	}
	c.beyond(at, code, text, dimension, part, q.id.text)
}

// NoAnswer are the words that stand, in an answers file, for an answer not
// given; no option has one as its id.
func NoAnswer() []string { return []string{"skip", "unknown", "na"} }

// NoneTicked is the word that stands, in an answers file, for the answer to a
// question of kind several that no option holds.
const NoneTicked = "none"

func (c *checker) option(q fileQuestion, o fileOption, top, dimension int) {
	if top >= 1 && o.step > top {
		c.misfit(o.stepAt, "range", noStep(o.step, q.dimension.text, top), dimension, optionsOf, q)
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
		if dim.id.text == "" || len(r.QuestionsOf(i)) > 0 {
			continue
		}
		if why, lost := c.lost(dim.id.text); lost {
			c.clash(why, unasked, dim.id.text)
			continue
		}
		c.report(dim.id.at, "unasked", "no question asks about the dimension %v", doc.Quote(dim.id.text))
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
