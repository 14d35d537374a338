package elsewhere

import (
	"slices"
	"time"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Parse reads a file of ladders. Name is used in messages, read finds the rubric that
// the file names, id@version. The error is doc.Problems, or that of read.
func Parse(name string, data []byte, read func(ref string) (*rubric.Rubric, error)) (*Ladders, error) {
	d, err := doc.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if !d.Schema(Schema) {
		return nil, d.Err()
	}
	m := d.Map(d.Root, doc.Keys{"schema", "rubric", "version", "entered", "facts", "ladders"})
	id, version := d.ID(m.Get("rubric")), d.String(m.Get("version"))
	if id == "" || version == "" {
		return nil, d.Err()
	}
	r, err := read(id + "@" + version)
	if err != nil {
		return nil, err
	}
	p := &parser{d, &Ladders{Rubric: r}}
	p.file(m)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return p.to, nil
}

type parser struct {
	*doc.Document
	to *Ladders
}

func (p *parser) file(m doc.Fields) {
	p.to.Entered = p.day(m.Get("entered"))
	questions := names{}
	for _, n := range p.List(m.Get("facts"), 1) {
		p.kind(n, questions)
	}
	if p.Err() != nil {
		return // what the levels state is read by the facts
	}
	nodes := p.List(m.Get("ladders"), 1)
	p.to.All = make([]Ladder, len(nodes))
	ids := names{}
	for i, n := range nodes {
		p.ladder(n, &p.to.All[i], ids)
	}
}

func (p *parser) fault(at *doc.Node, code, format string, args ...any) {
	p.Report(at.Pos, code, lang.Sprintf(format, args...), lang.Message{})
}

func (p *parser) day(n *doc.Node) time.Time {
	s := p.String(n)
	day, err := time.Parse(time.DateOnly, s)
	if s != "" && err != nil {
		p.fault(n, "date", "%v is no date; one is written 2026-11-22", doc.Quote(s))
	}
	return day
}

// names are what is taken, in one list.
type names map[string]bool

// take reports a name that stands in its list twice.
func (p *parser) take(n *doc.Node, name string, taken names) {
	if name != "" && taken[name] {
		p.fault(n, "duplicate-id", "%v is in this list twice", doc.Quote(name))
	}
	taken[name] = true
}

// find is the one of all that a node names by its id; nil where there is none, which
// is reported.
func find[T any](p *parser, n *doc.Node, all []T, id func(*T) string, none lang.Text) *T {
	named := p.ID(n)
	if named == "" {
		return nil
	}
	var ids []string
	for i := range all {
		if id(&all[i]) == named {
			return &all[i]
		}
		ids = append(ids, id(&all[i]))
	}
	p.Report(n.Pos, "unknown-id", lang.Sprintf(string(none), doc.Quote(named)), doc.DidYouMean(named, ids))
	return nil
}

func (p *parser) kind(n *doc.Node, taken names) {
	m := p.Map(n, doc.Keys{"question", "title"})
	q := find(p, m.Get("question"), p.to.Rubric.Questions, func(q *rubric.Question) string { return q.ID }, "there is no question %v")
	k := Kind{q, p.title(m.Get("title"))}
	if q != nil {
		p.take(m.Get("question"), q.ID, taken)
		p.to.Kinds = append(p.to.Kinds, k)
	}
}

// title reads a text in every language of rung.
func (p *parser) title(n *doc.Node) rubric.Text {
	var keys doc.Keys
	for _, tag := range lang.Tags {
		keys = append(keys, string(tag))
	}
	m, text := p.Map(n, keys), rubric.Text{}
	for _, tag := range lang.Tags {
		text[tag] = p.String(m.Get(string(tag)))
	}
	return text
}

func (p *parser) ladder(n *doc.Node, into *Ladder, ids names) {
	m := p.Map(n, doc.Keys{"id", "name", "source", "levels"}, "edition")
	*into = Ladder{
		ID: p.ID(m.Get("id")), Name: p.String(m.Get("name")),
		Edition: p.String(m.Get("edition")), Source: p.String(m.Get("source")),
	}
	p.take(m.Get("id"), into.ID, ids)
	titles := names{}
	for _, n := range p.List(m.Get("levels"), 1) {
		into.Levels = append(into.Levels, p.level(n, into, titles))
	}
}

func (p *parser) level(n *doc.Node, of *Ladder, titles names) Level {
	m := p.Map(n, doc.Keys{"title", "facts"}, "level", "or")
	l := Level{Ladder: of, Title: p.String(m.Get("title")), Is: p.standsFor(m.Get("level"))}
	p.take(m.Get("title"), l.Title, titles)
	for _, n := range p.List(m.Get("or"), 1) {
		l.Or = append(l.Or, p.standsFor(n))
	}
	l.Facts = p.facts(m.Get("facts"))
	return l
}

func (p *parser) standsFor(n *doc.Node) *rubric.Level {
	return find(p, n, p.to.Rubric.Levels, func(l *rubric.Level) string { return l.ID }, "there is no level %v")
}

// facts reads the facts of a level, and puts them in the order of the kinds.
func (p *parser) facts(n *doc.Node) (facts []Fact) {
	entries, ok := p.Entries(n)
	if ok && len(entries) == 0 {
		p.fault(n, "too-few", "this level states nothing; leave it out")
	}
	for _, e := range entries {
		k := find(p, e.Key, p.to.Kinds, func(k *Kind) string { return k.Question.ID }, "there is no fact %v")
		if k != nil {
			facts = append(facts, p.fact(k, e.Value))
		}
	}
	slices.SortStableFunc(facts, func(a, b Fact) int { return p.to.place(a.Kind) - p.to.place(b.Kind) })
	return facts
}

func (p *parser) fact(k *Kind, n *doc.Node) Fact {
	f := Fact{Kind: k}
	switch {
	case k.Question.Kind == rubric.Choice:
		f.Option = find(p, n, k.Question.Options, func(o *rubric.Option) string { return o.ID }, "there is no option %v")
	case n.Kind == doc.Map:
		f.Least, _ = p.Float(p.Map(n, doc.Keys{"min"}).Get("min"), rubric.MaxThreshold)
	case n.Kind == doc.List:
		f.Least, f.Most = p.span(n)
	default:
		f.Least, _ = p.Float(n, rubric.MaxThreshold)
		f.Most = f.Least
	}
	return f
}

// span reads [from, to].
func (p *parser) span(n *doc.Node) (least, most float64) {
	if len(n.Items) != 2 {
		p.fault(n, "range", "a range is [from, to]; without an upper end it is {min: from}")
		return 0, 0
	}
	least, ok := p.Float(n.Items[0], rubric.MaxThreshold)
	most, also := p.Float(n.Items[1], rubric.MaxThreshold)
	if ok && also && least >= most {
		p.fault(n, "range", "this range ends where it begins, or before")
	}
	return least, most
}
