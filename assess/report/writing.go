// Package report holds the views. A view makes a document of what assess, ratings
// and calibrate computed; it computes nothing that a reader would see as a figure.
// Writers, one package per format below this one, draw any document; the package
// wire holds the JSON documents.
package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// writing is a document as a view makes it.
type writing struct {
	tag    lang.Tag
	blocks []Block
}

func (w *writing) add(blocks ...Block) { w.blocks = append(w.blocks, blocks...) }

// say adds a paragraph.
func (w *writing) say(format string, args ...any) {
	w.add(Sentence{Text: w.t(format, args...)})
}

// heading begins a part.
func (w *writing) heading(format string, args ...any) { w.add(Heading{w.t(format, args...)}) }

// part begins a part and says what it shows.
func (w *writing) part(heading lang.Text, format string, args ...any) {
	w.add(Heading{w.in(heading)}, Sentence{Text: w.t(format, args...)})
}

// in renders anything localized in the language of the document.
func (w *writing) in(text lang.Localized) string { return text.In(w.tag) }

// t renders a message in the language of the document.
func (w *writing) t(format string, args ...any) string {
	return lang.Sprintf(format, args...).In(w.tag)
}

// column is the head of a column.
func (w *writing) column(title lang.Text) Column { return Column{Title: w.in(title)} }

// figures is the head of a column of figures.
func (w *writing) figures(title lang.Text) Column { return Column{Title: w.in(title), Figures: true} }

// wide is the head of a column that may be narrowed.
func (w *writing) wide(title lang.Text) Column { return Column{Title: w.in(title), Wraps: true} }

// colon joins what is named with what is said of it.
func (w *writing) colon() string { return w.t(": ") }

// number renders a figure in the language of the document.
func (w *writing) number(v float64, decimals int) string {
	return w.in(lang.Number{Value: v, Decimals: decimals})
}

// steps renders a number of steps without needless decimals: 1, 0.5, 0.67.
func (w *writing) steps(v float64) string {
	return toldFigure(&v, w.tag)
}

// moved renders a change of steps with its sign.
func (w *writing) moved(v float64) string {
	if v > barely {
		return "+" + w.steps(v)
	}
	return w.steps(v)
}

// percent renders a share.
func (w *writing) percent(share float64) string {
	return w.t("%v%%", lang.Number{Value: 100 * share})
}

// rungs renders a number of rungs, which is never whole.
func (w *writing) rungs(shown string, v float64) string {
	if math.Abs(v) < 2 {
		return w.t("%s rungs # fewer than two", shown)
	}
	return w.t("%s rungs", shown)
}

// signed renders a figure with its sign.
func (w *writing) signed(x float64) string {
	if x > 0 {
		return "+" + w.number(x, 2)
	}
	return w.number(x, 2)
}

func (w *writing) name(d *rubric.Dimension) string { return d.Title.In(w.tag) }

// words are a step as it is said of a level.
func (w *writing) words(d *rubric.Dimension, step int, l *rubric.Level) string {
	return d.Words(step, l.Track).In(w.tag)
}

// title is a level's title, with what else the company calls it, as where a level is
// introduced.
func (w *writing) title(l *rubric.Level) string { return called(l.Title.In(w.tag), l.Label) }

// shortTitle is title, of a level's short title.
func (w *writing) shortTitle(l *rubric.Level) string { return called(l.Short, l.Label) }

// height is where a level stands on its ladder: rung 3 of 6, or third of 4 levels, of
// 4 rungs where tracks share them.
func (w *writing) height(r *rubric.Rubric, l *rubric.Level) string {
	if rungs := r.Rungs(); r.Numbered() {
		return w.t("rung %d of %d", l.Rung, len(rungs))
	}
	return w.onRung(r, l)
}

// onRung is height, without the rungs that there are: rung 3.
func (w *writing) onRung(r *rubric.Rubric, l *rubric.Level) string {
	if r.Numbered() {
		return w.t("rung %d", l.Rung)
	}
	if len(r.Tracks) > 1 {
		return w.t("%v of %d rungs", lang.Ordinal(r.Place(l)), len(r.Rungs()))
	}
	return w.t("%v of %v", lang.Ordinal(r.Place(l)), lang.Count(len(r.Rungs()), "level", "levels"))
}

// called is a name with what else is said of it in brackets: no name twice, whatever
// the case, and no brackets where nothing is left.
func called(name string, also ...string) string { return name + aside(name, also...) }

// aside is what stands in brackets behind a name.
func aside(name string, said ...string) string {
	var left []string
	for _, s := range said {
		again := func(other string) bool { return strings.EqualFold(s, other) }
		if s != "" && !again(name) && !slices.ContainsFunc(left, again) {
			left = append(left, s)
		}
	}
	if len(left) == 0 {
		return ""
	}
	return " (" + strings.Join(left, ", ") + ")"
}

// day is a date as tables and file names show it.
func (w *writing) day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// date is a date as a sentence says it.
func (w *writing) date(t time.Time) string { return w.in(Date(t)) }

// Date is the day of a time, in UTC, as a sentence says it: 5 March 2026.
type Date time.Time

// In renders the date in tag.
func (d Date) In(tag lang.Tag) string {
	t := time.Time(d).UTC()
	day := strconv.Itoa(t.Day())
	if tag == lang.FR && t.Day() == 1 {
		day = "1er"
	}
	return day + " " + months[t.Month()-1].In(tag) + " " + strconv.Itoa(t.Year())
}

var months = [12]lang.Text{
	"January", "February", "March", "April",
	"May", "June", "July", "August",
	"September", "October", "November", "December",
}

var relationNames = map[assess.Relation]lang.Text{
	assess.Self:    "self",
	assess.Manager: "manager",
	assess.Peer:    "peer",
	assess.Panel:   "panel",
}

// RelationName is what a relation is called beside a name.
func RelationName(r assess.Relation) lang.Text { return relationNames[r] }

// asRelation is what follows “as” of whoever rates somebody else.
var asRelation = map[assess.Relation]lang.Text{
	assess.Manager: "manager",
	assess.Peer:    "peer",
	assess.Panel:   "a member of the panel",
}

// who names a rater: the relation, and the name where there is one.
func (w *writing) who(a *assess.Assessment) string {
	if a.Relation == assess.Self || a.Rater.Name == "" {
		return w.in(relationNames[a.Relation])
	}
	return a.Rater.Name + ", " + w.in(relationNames[a.Relation])
}

// reply is an answer as it stands beside its question: a count without its unit
// where the question names it.
func (w *writing) reply(q *rubric.Question, a assess.Answer) string {
	asked, unit := strings.ToLower(q.Ask.In(w.tag)), strings.ToLower(q.Unit.In(w.tag))
	if a.State == assess.Answered && q.Kind == rubric.Number && strings.Contains(asked, unit) {
		return strconv.Itoa(a.Value.Number)
	}
	return assess.Said(q, a, w.tag)
}

// levels are levels by their short titles.
func (w *writing) levels(levels []*rubric.Level) lang.List {
	var names lang.List
	for _, l := range levels {
		names = append(names, lang.Verbatim(l.Short))
	}
	return names
}

// over is a title that stands over items, however many.
func over(title string) func(int) string {
	return func(shown int) string {
		if shown == 0 {
			return ""
		}
		return title
	}
}

// absent is a cell with a sign for nothing.
func absent(sign string) Cell { return Cell{Text: sign, None: true} }

// replyCell is a reply, a bare count as a figure.
func (w *writing) replyCell(q *rubric.Question, a assess.Answer) Cell {
	reply := w.reply(q, a)
	if reply == strconv.Itoa(a.Value.Number) {
		return w.count(a.Value.Number)
	}
	return text(reply)
}

// text is a cell of plain text.
func text(s string) Cell { return Cell{Text: s} }

// figure is a cell with a number.
func (w *writing) figure(v float64, decimals int) Cell {
	return Cell{Text: w.number(v, decimals), Number: &Number{Value: v, Decimals: decimals}}
}

// chance is a cell with a chance.
func (w *writing) chance(p float64) Cell {
	return Cell{Text: w.in(Chance(p)), Number: &Number{Value: p, Decimals: 2}}
}

// count is a cell with a whole number.
func (w *writing) count(n int) Cell { return w.figure(float64(n), 0) }

// Chance is a probability, more than 0 and less than 1, as a figure of two decimals:
// what would round to a certainty is shown as over 0.99, or as under 0.01.
type Chance float64

// In renders the chance in tag.
func (c Chance) In(tag lang.Tag) string {
	const rarest, surest = 0.01, 0.99
	switch {
	case c < rarest-barely:
		return lang.Sprintf("under %s # a chance", lang.Number{Value: rarest, Decimals: 2}.In(tag)).In(tag)
	case c > surest+barely:
		return lang.Sprintf("over %s", lang.Number{Value: surest, Decimals: 2}.In(tag)).In(tag)
	}
	return lang.Number{Value: float64(c), Decimals: 2}.In(tag)
}

// share is a cell with a percentage.
func (w *writing) share(v float64) Cell {
	return Cell{Text: w.percent(v), Number: &Number{Value: v, Percent: true}}
}

// mean is a cell with a mean step.
func (w *writing) mean(v *float64) Cell {
	if v == nil {
		return absent("?")
	}
	return Cell{Text: w.steps(*v), Number: &Number{Value: *v, Decimals: 2}}
}

// kickerOf is what kind of page this is, and its rubric where all results share it.
func (w *writing) kickerOf(kind string, results []*assess.Result) string {
	if r := results[0].Rubric; oneRubric(results) {
		return kind + " · " + r.ID + " " + r.Version
	}
	return kind
}

// rubricName is a rubric as footers name it.
func rubricName(r *rubric.Rubric) string { return refName(assess.Ref(r)) }

// refName names a rubric: two with one id and version differ in the digest.
func refName(r assess.RubricRef) string { return r.ID + " " + r.Version + " (" + r.Digest[:7] + ")" }

// ShortID is the beginning of an id that holds its time: enough to tell
// assessments apart, and to type.
func ShortID(id string) string { return id[:min(13, len(id))] }

// NameOf is a person's name, or their id where they gave none.
func NameOf(who assess.Person) string { return cmp.Or(who.Name, who.ID) }

func names(people []assess.Person) string {
	all := make([]string, len(people))
	for i, who := range people {
		all[i] = NameOf(who)
	}
	return strings.Join(all, ", ")
}

// barely is a difference too small to show.
const barely = 0.005
