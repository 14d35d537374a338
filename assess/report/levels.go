package report

import (
	"cmp"
	"slices"
	"strconv"

	"rung/rubric"
	"rung/rubric/lang"
)

// levelView makes documents of a rubric's levels.
type levelView struct {
	writing
	r *rubric.Rubric
}

func newLevelView(r *rubric.Rubric, tag lang.Tag) *levelView {
	return &levelView{writing{tag: tag}, r}
}

func (v *levelView) document(title, main string) Document {
	return Document{Lang: v.tag, Title: title, Main: main, Blocks: v.blocks}
}

// kicker is the rubric of a page that is about some of its levels.
func (v *levelView) kicker() string {
	return v.text(v.r.Title) + " · " + v.r.ID + " " + v.r.Version
}

func (v *levelView) text(x rubric.Text) string { return x.In(v.tag) }

// Levels is the whole ladder, the highest rung first, a column per track. Again is
// the command that draws it; empty if nothing does.
func Levels(r *rubric.Rubric, tag lang.Tag, again string) Document {
	v := newLevelView(r, tag)
	v.headline()
	v.add(Break{}, ladderOf(r, tag), Break{})
	if again != "" {
		v.add(Next{v.t("Next"), []string{v.t("%s LEVEL", again), v.t("%s LEVEL LEVEL", again)}})
	}
	return v.document(v.text(v.r.Title), levelsGrid)
}

// levelsGrid names the ladder as a table.
const levelsGrid = "levels"

func (v *levelView) headline() {
	v.add(Headline{Kicker: v.t("Career ladder"), Text: v.t("%s (%s %s)", v.text(v.r.Title), v.r.ID, v.r.Version)})
}

// ladderOf is a rubric's ladder.
func ladderOf(r *rubric.Rubric, tag lang.Tag) Ladder {
	w := writing{tag: tag}
	l := Ladder{Name: levelsGrid, Title: lang.Text("Levels").In(tag)}
	for _, t := range r.Tracks {
		l.Tracks = append(l.Tracks, t.Title.In(tag))
	}
	for _, level := range r.Levels {
		l.Levels = append(l.Levels, Rung{
			Height: level.Rung, Place: w.onRung(r, &level),
			Track: slices.IndexFunc(r.Tracks, func(t rubric.Track) bool { return t.ID == level.Track }),
			ID:    level.ID, Title: level.Title.In(tag), Short: level.Short, Label: level.Label, Next: level.Next,
		})
	}
	return l
}

// Level is one level: what it is, what it expects, where it leads.
func Level(r *rubric.Rubric, l *rubric.Level, tag lang.Tag) Document {
	v := newLevelView(r, tag)
	v.add(Headline{Kicker: v.kicker(), Text: v.head(l)}, Sentence{Text: v.text(l.Summary)}, Break{})
	g := Grid{Name: levelsGrid, Title: v.text(l.Title), Columns: []Column{v.column("Dimension"), v.wide("Expected")}}
	for d := range r.Dimensions {
		dim := &r.Dimensions[d]
		g.Rows = append(g.Rows, []Cell{text(v.name(dim)), text(v.scope(d, l))})
	}
	v.add(g, Break{})
	v.musts(l)
	v.leadsTo(l)
	if l.Elsewhere != nil {
		v.add(Sentence{Text: v.text(l.Elsewhere), Tone: Caveat})
	}
	if l.Basis != nil {
		v.add(Sentence{Text: v.t("Basis: %s", v.text(l.Basis)), Tone: Faint})
	}
	return v.document(v.text(l.Title), levelsGrid)
}

func (v *levelView) head(l *rubric.Level) string {
	return called(v.text(l.Title), l.Short, l.Label) + ", " + v.height(v.r, l) + ", " + v.track(l.Track)
}

func (v *levelView) track(id string) string {
	for _, t := range v.r.Tracks {
		if t.ID == id {
			return v.text(t.Title)
		}
	}
	return id
}

// scope words what a level expects on a dimension.
func (v *levelView) scope(d int, l *rubric.Level) string {
	return v.scopeOf(&v.r.Dimensions[d], l.Scope[d], l)
}

// scopeOf words what is expected of a level on a dimension.
func (w *writing) scopeOf(d *rubric.Dimension, s rubric.Range, l *rubric.Level) string {
	lo, hi := w.words(d, s.Lo, l), w.words(d, s.Hi, l)
	switch {
	case s.Any:
		return w.t("any")
	case s.Lo == s.Hi:
		return lo
	case s.Lo+1 == s.Hi:
		return w.t("%s; or: %s", lo, hi)
	}
	return w.t("from: %s; to: %s", lo, hi)
}

func (v *levelView) musts(l *rubric.Level) {
	for _, q := range l.Requires {
		d := &v.r.Dimensions[q.Dimension]
		if q.Lo > 0 {
			v.say("Required: %s of at least %v.", v.name(d), v.tested(q, q.Lo, l))
		}
		if q.Hi < d.Top() {
			v.say("Required: %s of at most %v.", v.name(d), v.tested(q, q.Hi, l))
		}
	}
}

// tested is a step that is required, and the question that tells, where one does.
func (v *levelView) tested(q rubric.Requirement, step int, l *rubric.Level) lang.Localized {
	words := lang.Quoted(v.words(&v.r.Dimensions[q.Dimension], step, l))
	if q.By == nil {
		return words
	}
	return lang.Sprintf("%v, by the answer to %v", words, lang.Quoted(v.text(q.By.Ask)))
}

func (v *levelView) leadsTo(l *rubric.Level) {
	var next lang.List
	for _, i := range l.Next {
		next = append(next, lang.Verbatim(called(v.text(v.r.Levels[i].Title), cmp.Or(v.r.Levels[i].Label, v.r.Levels[i].ID))))
	}
	if len(next) > 0 {
		v.say("Leads to %v.", next)
	}
}

// SideBySide is two levels next to each other, dimension by dimension.
func SideBySide(r *rubric.Rubric, a, b *rubric.Level, tag lang.Tag) Document {
	v := newLevelView(r, tag)
	title := v.t("%s and %s, side by side", a.Short, b.Short)
	v.add(Headline{Kicker: v.kicker(), Text: title}, Sentence{Text: v.head(a) + "."}, Sentence{Text: v.head(b) + "."}, Break{})
	g := Grid{Name: levelsGrid, Title: a.Short + " · " + b.Short, Columns: []Column{
		v.column("Dimension"), {Title: a.Short, Wraps: true}, {Data: v.t("Compared")}, {Title: b.Short, Wraps: true},
	}}
	for d := range r.Dimensions {
		g.Rows = append(g.Rows, v.against(d, a, b))
	}
	v.add(g)
	for _, l := range []*rubric.Level{a, b} {
		if len(l.Requires) > 0 {
			v.heading("What %s requires", l.Short)
			v.musts(l)
		}
	}
	return v.document(title, levelsGrid)
}

// against sets what two levels expect on a dimension next to each other.
func (v *levelView) against(d int, a, b *rubric.Level) []Cell {
	return []Cell{text(v.name(&v.r.Dimensions[d])), text(v.scope(d, a)), v.order(a.Scope[d], b.Scope[d]), text(v.beside(d, a, b))}
}

// beside words what b expects next to what a does, without saying again what they
// share and word alike.
func (v *levelView) beside(d int, a, b *rubric.Level) string {
	dim, one, other := &v.r.Dimensions[d], a.Scope[d], b.Scope[d]
	alike := v.words(dim, one.Lo, a) == v.words(dim, one.Lo, b) && v.words(dim, one.Hi, a) == v.words(dim, one.Hi, b)
	switch {
	case other.Any:
		return v.scope(d, b)
	case alike && one == other:
		return v.t("the same")
	case alike && one.Lo == one.Hi && other.Lo == one.Lo:
		return v.t("or also: %s", v.words(dim, other.Hi, b))
	case alike && one.Lo == one.Hi && other.Hi == one.Lo:
		return v.t("or also: %s", v.words(dim, other.Lo, b))
	}
	return v.scope(d, b)
}

// order compares two scopes by their middles, where both say something.
func (v *levelView) order(a, b rubric.Range) Cell {
	switch {
	case a.Any || b.Any:
		return absent("–")
	case a == b:
		return Cell{Text: "=", Words: v.t("as much as")}
	case a.Mid() < b.Mid():
		return Cell{Text: "<", Words: v.t("less than")}
	case a.Mid() > b.Mid():
		return Cell{Text: ">", Words: v.t("more than")}
	}
	return Cell{Text: "~", Words: v.t("about as much as")}
}

// Rubric is a whole rubric as a person reads it: the ladder, each dimension with
// its steps, and the questions asked about it.
func Rubric(r *rubric.Rubric, tag lang.Tag) Document {
	v := newLevelView(r, tag)
	v.headline()
	v.say("%v, %v, %v",
		lang.Count(len(r.Levels), "level", "levels"),
		lang.Count(len(r.Dimensions), "dimension", "dimensions"),
		lang.Count(len(r.Questions), "question", "questions"))
	v.add(Break{}, ladderOf(r, tag))
	for d := range r.Dimensions {
		v.dimension(d)
	}
	return v.document(v.text(v.r.Title), levelsGrid)
}

func (v *levelView) dimension(d int) {
	dim := &v.r.Dimensions[d]
	v.heading("%s (%s, weight %s)", v.name(dim), dim.ID, v.steps(dim.Weight))
	var items []Item
	for s, step := range dim.Steps {
		item := Item{Lead: strconv.Itoa(s), Text: v.text(step)}
		if s > 0 && dim.Grow != nil {
			item.Under = []Item{{Text: v.t("To get there: %s", v.text(dim.Grow[s-1]))}}
		}
		items = append(items, item)
	}
	for _, i := range v.r.QuestionsOf(d) {
		q := &v.r.Questions[i]
		items = append(items, Item{Lead: "?", Text: v.text(q.Ask) + " [" + q.ID + "]"})
	}
	v.add(Items{Items: items})
}

// Rubrics is a line per rubric.
func Rubrics(all []*rubric.Rubric, tag lang.Tag) Document {
	w := writing{tag: tag}
	g := Grid{Name: "rubrics", Columns: []Column{
		{Title: "Id"}, w.column("Version"), w.wide("Title"), w.figures("Levels"), w.figures("Questions"),
	}}
	for _, r := range all {
		g.Rows = append(g.Rows, []Cell{text(r.ID), text(r.Version), text(r.Title.In(tag)), w.count(len(r.Levels)), w.count(len(r.Questions))})
	}
	return Document{Lang: tag, Title: w.t("Rubrics"), Main: g.Name, Blocks: []Block{g}}
}
