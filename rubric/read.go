package rubric

import (
	"slices"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// The limits of a rubric file. They are far from what a person needs and keep
// every formula finite.
const (
	MaxRung        = 100
	MaxWeight      = 1e6
	MaxTemperature = 1e6
	MaxThreshold   = 10_000 // no larger count is taken as an answer
)

// DefaultTemperature is the temperature of a rubric that names none.
const DefaultTemperature = 25

// The types below are a rubric file as it is written: ids are not looked up yet,
// and each knows where it stands. The zero value of a field is what was absent
// or wrong, and in the latter case has been reported.
type (
	file struct {
		id, version string
		title       Text
		languages   []lang.Tag
		source      Source
		temperature float64
		fitted      bool
		spread      [2]float64
		tracks      []fileTrack
		dimensions  []fileDimension
		levels      []fileLevel
		questions   []fileQuestion
	}
	// word is an id with its place; at is nil when there is none.
	word struct {
		text string
		at   *doc.Node
	}
	fileTrack struct {
		id    word
		title Text
	}
	fileDimension struct {
		id      word
		title   Text
		weight  float64
		steps   []fileStep
		stepsAt *doc.Node
		grow    []Text
		growAt  *doc.Node
	}
	// fileStep is a text, or one for each track.
	fileStep struct {
		at      *doc.Node
		text    Text
		byTrack []fileTrack
	}
	fileLevel struct {
		at                        *doc.Node
		id, track                 word
		title                     Text
		short, label              string
		labelAt                   *doc.Node
		rung                      int
		rungAt                    *doc.Node
		next                      []word
		summary, basis, elsewhere Text
		scope                     []fileRange
		scopeAt                   *doc.Node
		requires                  []fileRange
	}
	// fileRange is a range of steps on a dimension; -1 for an end not given.
	fileRange struct {
		dimension word
		by        word // a question
		lo, hi    int
		any       bool // says nothing
		at        *doc.Node
	}
	fileQuestion struct {
		at            *doc.Node
		id, dimension word
		kind          Kind
		ask, askAbout Text
		askAboutAt    *doc.Node
		unit          Text
		thresholds    []float64
		thresholdsAt  *doc.Node
		most          int
		mostAt        *doc.Node
		options       []fileOption
		optionsAt     *doc.Node // nil: the options are the steps
	}
	fileOption struct {
		id     word
		step   int
		stepAt *doc.Node
		text   Text // nil: that of the step
	}
)

// reader walks a document and fills a file.
type reader struct {
	d         *doc.Document
	languages []lang.Tag
	lacking   map[lang.Tag]int // how many texts of a base lack a language of the file
	base      []lang.Tag       // the languages of what the file extends; of one, texts may stand alone
}

// The keys of a rubric file: those that it must have, those that it may have, and those
// of one that extends another, which are gone once it is laid over that.
var (
	fileKeys    = doc.Keys{"schema", "id", "version", "title", "languages", "tracks", "dimensions", "levels", "questions"}
	mayHave     = []string{"source", "temperature", "spread", "extends", "remove"}
	allFileKeys = slices.Concat(fileKeys, mayHave)
)

func (r *reader) file() file {
	m := r.d.Map(r.d.Root, fileKeys, mayHave...)
	defer r.untranslated(m.Get("languages"))
	r.languages = r.tags(m.Get("languages"))
	return file{
		id:          r.d.ID(m.Get("id")),
		version:     r.version(m.Get("version")),
		title:       r.text(m.Get("title")),
		languages:   r.languages,
		source:      r.source(m.Get("source")),
		temperature: r.positive(m.Get("temperature"), MaxTemperature, DefaultTemperature),
		fitted:      m.Get("temperature") != nil,
		spread:      r.spread(m.Get("spread")),
		tracks:      each(r, m.Get("tracks"), 1, r.track),
		dimensions:  each(r, m.Get("dimensions"), 1, r.dimension),
		levels:      each(r, m.Get("levels"), 1, r.level),
		questions:   each(r, m.Get("questions"), 1, r.question),
	}
}

// each reads every item of a list that has at least so many.
func each[T any](r *reader, n *doc.Node, least int, read func(*doc.Node) T) []T {
	var all []T
	for _, item := range r.d.List(n, least) {
		all = append(all, read(item))
	}
	return all
}

func (r *reader) track(n *doc.Node) fileTrack {
	m := r.d.Map(n, doc.Keys{"id", "title"})
	return fileTrack{r.id(m.Get("id")), r.text(m.Get("title"))}
}

func (r *reader) dimension(n *doc.Node) fileDimension {
	m := r.d.Map(n, doc.Keys{"id", "title", "steps"}, "weight", "grow")
	return fileDimension{
		id:     r.id(m.Get("id")),
		title:  r.text(m.Get("title")),
		weight: r.positive(m.Get("weight"), MaxWeight, 1),
		steps:  each(r, m.Get("steps"), 2, r.wording), stepsAt: m.Get("steps"),
		grow: each(r, m.Get("grow"), 1, r.text), growAt: m.Get("grow"),
	}
}

// wording reads a step: a text, or {by_track: {track: text}}.
func (r *reader) wording(n *doc.Node) fileStep {
	if child(n, "by_track") == nil {
		return fileStep{at: n, text: r.text(n)}
	}
	step := fileStep{at: n}
	entries, ok := r.d.Entries(r.d.Map(n, doc.Keys{"by_track"}).Get("by_track"))
	if ok {
		step.byTrack = []fileTrack{}
	}
	for _, e := range entries {
		step.byTrack = append(step.byTrack, fileTrack{word{e.Key.Text, e.Key}, r.text(e.Value)})
	}
	return step
}

func (r *reader) level(n *doc.Node) fileLevel {
	m := r.d.Map(n, doc.Keys{"id", "title", "short", "track", "rung", "summary", "scope"}, "label", "next", "basis", "elsewhere", "requires")
	rung, _ := r.d.Int(m.Get("rung"), 1, MaxRung)
	return fileLevel{
		at: n, id: r.id(m.Get("id")), track: r.id(m.Get("track")),
		title: r.text(m.Get("title")), short: fold(r.d.String(m.Get("short"))),
		label: fold(r.d.String(m.Get("label"))), labelAt: m.Get("label"),
		rung: rung, rungAt: m.Get("rung"),
		next:    each(r, m.Get("next"), 0, r.id),
		summary: r.text(m.Get("summary")), basis: r.text(m.Get("basis")), elsewhere: r.text(m.Get("elsewhere")),
		scope: r.ranges(m.Get("scope"), r.cell), scopeAt: m.Get("scope"),
		requires: r.ranges(m.Get("requires"), r.must),
	}
}

// ranges reads a map from dimensions to ranges of steps.
func (r *reader) ranges(n *doc.Node, read func(*doc.Node) fileRange) []fileRange {
	entries, _ := r.d.Entries(n)
	var all []fileRange
	for _, e := range entries {
		cell := read(e.Value)
		cell.dimension, cell.at = word{e.Key.Text, e.Key}, e.Value
		all = append(all, cell)
	}
	return all
}

// maxStep bounds a step where the dimension is not known yet.
const maxStep = 1 << 20

// anyStep stands in a scope for an expectation that there is not, and ends a
// requirement of what a rubric extends.
const anyStep = "any"

// cell reads one expectation of a scope: a step, [lowest, highest], or any.
func (r *reader) cell(n *doc.Node) fileRange {
	if n.Kind == doc.String && n.Text == anyStep {
		return fileRange{any: true}
	}
	if n.Kind != doc.List {
		step := r.step(n)
		return fileRange{lo: step, hi: step}
	}
	if len(n.Items) != 2 {
		r.d.Report(n.Pos, "range",
			lang.Sprintf("a range of steps has two numbers, the lowest and the highest; this one has %d", len(n.Items)), lang.Message{})
		return fileRange{lo: -1, hi: -1}
	}
	return fileRange{lo: r.step(n.Items[0]), hi: r.step(n.Items[1])}
}

// must reads one requirement: {min: step}, {max: step}, or both, and by.
func (r *reader) must(n *doc.Node) fileRange {
	if n.Kind == doc.String && n.Text == anyStep {
		r.d.Report(n.Pos, "requirement", lang.Sprintf("nothing is required here that %s could end", anyStep),
			lang.Sprintf("leave it out: what is not written is not required"))
		return fileRange{lo: -1, hi: -1}
	}
	m := r.d.Map(n, nil, "min", "max", "by")
	if n.Kind == doc.Map && m.Get("min") == nil && m.Get("max") == nil {
		r.d.Report(n.Pos, "requirement", lang.Sprintf("a requirement needs a min, a max, or both"), lang.Message{})
	}
	must := fileRange{lo: r.step(m.Get("min")), hi: r.step(m.Get("max"))}
	if by := m.Get("by"); by != nil {
		must.by = r.id(by)
	}
	return must
}

// step reads a step; -1 when there is none.
func (r *reader) step(n *doc.Node) int {
	step, ok := r.d.Int(n, -maxStep, maxStep)
	if ok && step < 0 {
		r.d.Report(n.Pos, "range", lang.Sprintf("step %d does not exist; steps count from 0", step), lang.Message{})
	}
	return max(step, -1)
}

func (r *reader) question(n *doc.Node) fileQuestion {
	m := r.d.Map(n, doc.Keys{"id", "dimension", "kind", "ask", "ask_about"}, "unit", "thresholds", "most", "options")
	q := fileQuestion{
		at: n, id: r.id(m.Get("id")), dimension: r.id(m.Get("dimension")),
		kind: Kind(r.d.Word(m.Get("kind"), string(Number), string(Choice), string(Several))),
		ask:  r.text(m.Get("ask")), askAbout: r.text(m.Get("ask_about")), askAboutAt: m.Get("ask_about"),
	}
	switch q.kind {
	case Number:
		m.Need("unit", "thresholds")
		q.unit = r.text(m.Get("unit"))
		q.thresholds, q.thresholdsAt = r.thresholds(m.Get("thresholds")), m.Get("thresholds")
		q.mostAt = m.Get("most")
		if most, ok := r.d.Int(q.mostAt, 1, MaxThreshold); ok {
			q.most = most
		}
		r.foreign(m.Get("options"), "options", q.kind)
	case Choice:
		q.options, q.optionsAt = each(r, m.Get("options"), 2, r.option), m.Get("options")
		r.foreign(m.Get("unit"), "unit", q.kind)
		r.foreign(m.Get("thresholds"), "thresholds", q.kind)
		r.foreign(m.Get("most"), "most", q.kind)
	case Several:
		m.Need("thresholds", "options")
		q.thresholds, q.thresholdsAt = r.counts(m.Get("thresholds")), m.Get("thresholds")
		q.options = each(r, m.Get("options"), 2, r.tick)
		r.foreign(m.Get("unit"), "unit", q.kind)
		r.foreign(m.Get("most"), "most", q.kind)
	}
	return q
}

// foreign reports a key that a question of this kind does not have.
func (r *reader) foreign(n *doc.Node, key string, kind Kind) {
	if n != nil {
		r.d.Report(n.Pos, "kind", lang.Sprintf("a question of kind %s has no %s", kind, key), lang.Message{})
	}
}

func (r *reader) thresholds(n *doc.Node) []float64 {
	var all []float64
	for _, item := range r.d.List(n, 1) {
		if v, ok := r.d.Float(item, MaxThreshold); ok {
			all = append(all, v)
		}
	}
	return all
}

// counts reads thresholds of ticks: whole numbers.
func (r *reader) counts(n *doc.Node) []float64 {
	var all []float64
	for _, item := range r.d.List(n, 1) {
		if v, ok := r.d.Int(item, 1, MaxThreshold); ok {
			all = append(all, float64(v))
		}
	}
	return all
}

// spread reads two distances, the smaller first; none when there are none.
func (r *reader) spread(n *doc.Node) (spread [2]float64) {
	items := r.d.List(n, 1)
	for i, item := range items[:min(len(items), 2)] {
		spread[i], _ = r.d.Float(item, 1)
	}
	if n != nil && n.Kind == doc.List && len(items) > 0 && (len(items) != 2 || spread[0] >= spread[1] && spread[1] > 0) {
		r.d.Report(n.Pos, "spread", lang.Sprintf("a spread is two distances, the smaller first, such as [0.12, 0.17]"), lang.Message{})
	}
	return spread
}

func (r *reader) option(n *doc.Node) fileOption {
	m := r.d.Map(n, doc.Keys{"id", "step"}, "text")
	return fileOption{id: r.id(m.Get("id")), step: r.step(m.Get("step")), stepAt: m.Get("step"), text: r.text(m.Get("text"))}
}

// tick reads an option that gives no step by itself.
func (r *reader) tick(n *doc.Node) fileOption {
	m := r.d.Map(n, doc.Keys{"id", "text"}, "step")
	if step := m.Get("step"); step != nil {
		r.d.Report(step.Pos, "kind", lang.Sprintf("where several are ticked an option has no step: thresholds say how many give one"), lang.Message{})
	}
	return fileOption{id: r.id(m.Get("id")), text: r.text(m.Get("text"))}
}

func (r *reader) id(n *doc.Node) word { return word{r.d.ID(n), n} }

func (r *reader) positive(n *doc.Node, highest, absent float64) float64 {
	if n == nil {
		return absent
	}
	v, _ := r.d.Float(n, highest)
	return v
}

// maxVersion is the longest version, in characters.
const maxVersion = 64

// version reads a version: letters, digits and . + - _, so that it can stand in
// a file name.
func (r *reader) version(n *doc.Node) string {
	s := r.d.String(n)
	odd := func(c rune) bool {
		return (c < 'a' || 'z' < c) && (c < 'A' || 'Z' < c) && (c < '0' || '9' < c) && !strings.ContainsRune(".+-_", c)
	}
	if strings.ContainsFunc(s, odd) || len(s) > maxVersion {
		r.d.Report(n.Pos, "version", lang.Sprintf("a version has letters, digits and . + - _, %d at most", maxVersion), lang.Message{})
	}
	return s
}

func (r *reader) source(n *doc.Node) Source {
	m := r.d.Map(n, nil, "title", "date", "url")
	return Source{Title: fold(r.d.String(m.Get("title"))), Date: fold(r.d.String(m.Get("date"))), URL: fold(r.d.String(m.Get("url")))}
}

// tags reads the languages; none when one of them is wrong, so that no text is
// held against a list that will change.
func (r *reader) tags(n *doc.Node) []lang.Tag {
	var tags []lang.Tag
	for _, item := range r.d.List(n, 1) {
		tag := r.d.Language(item)
		if tag == "" {
			return nil
		}
		if slices.Contains(tags, tag) {
			r.d.Report(item.Pos, "duplicate", lang.Sprintf("the language %v is listed twice", doc.Quote(string(tag))), lang.Message{})
			continue
		}
		tags = append(tags, tag)
	}
	return tags
}

// text reads a text in every language of the rubric; where that is one, the text
// alone will do. Line breaks and runs of spaces read as one space, so that long
// texts can be written as blocks.
func (r *reader) text(n *doc.Node) Text {
	if n != nil && n.Kind == doc.String && !n.In(r.d) {
		key := &doc.Node{Pos: n.Pos, Kind: doc.String, Text: string(r.base[0])}
		n = &doc.Node{Pos: n.Pos, Kind: doc.Map, Pairs: []doc.Pair{{Key: key, Value: n}}}
	}
	if n != nil && n.Kind != doc.Map && len(r.languages) == 1 {
		return Text{r.languages[0]: fold(r.d.String(n))}
	}
	if n != nil && n.Kind == doc.String {
		r.plain(n)
		return nil
	}
	entries, ok := r.d.Entries(n)
	if !ok {
		return nil
	}
	t := make(Text, len(entries))
	for _, e := range entries {
		tag := lang.Tag(e.Key.Text)
		if len(r.languages) > 0 && !slices.Contains(r.languages, tag) {
			if !n.In(r.d) {
				continue // the file keeps fewer languages than its base
			}
			r.d.Report(e.Key.Pos, "language", lang.Sprintf("the language %v is not listed in languages", doc.Quote(e.Key.Text)),
				lang.Message{})
			continue
		}
		t[tag] = fold(r.d.String(e.Value))
	}
	for _, tag := range r.languages {
		if _, ok := t[tag]; !ok && !n.In(r.d) {
			r.lacking[tag]++
		} else if !ok {
			r.d.Report(n.Pos, "language", lang.Sprintf("this text is missing in the language %v", doc.Quote(string(tag))), lang.Message{})
		}
	}
	return t
}

// plain refuses a text alone in a rubric of several languages. Where the languages
// are wrong, that is what is reported.
func (r *reader) plain(n *doc.Node) {
	if len(r.languages) == 0 {
		return
	}
	each := make([]string, len(r.languages))
	for i, tag := range r.languages {
		each[i] = string(tag) + ": …"
	}
	r.d.Report(n.Pos, "language", lang.Sprintf("this text does not say in which language it is"),
		lang.Sprintf("write %v", doc.Quote("{"+strings.Join(each, ", ")+"}")))
}

// untranslated reports the texts of a base that lack a language of the file.
func (r *reader) untranslated(languages *doc.Node) {
	for _, tag := range r.languages {
		if n := r.lacking[tag]; n > 0 {
			r.d.Report(languages.Pos, "language", lang.Sprintf("%v of what this extends have no wording in the language %v",
				lang.Count(n, "text", "texts"), doc.Quote(string(tag))), lang.Sprintf("write them here, or leave the language out"))
		}
	}
}

// fold makes one line of s. No-break spaces stay.
func fold(s string) string {
	if strings.Trim(s, " ") == s && !strings.ContainsAny(s, "\t\r\n") && !strings.Contains(s, "  ") {
		return s // as nearly every text is
	}
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }), " ")
}
