package rubric

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rung/rubric/lang"
)

// Noun is a kind of thing that a rubric is made of.
type Noun string

// The nouns.
const (
	TheFit       Noun = "fit" // temperature and spread
	TheRubric    Noun = "rubric"
	ALanguage    Noun = "language"
	ATrack       Noun = "track"
	ADimension   Noun = "dimension"
	AStep        Noun = "step"
	ALevel       Noun = "level"
	AScope       Noun = "scope"
	ARequirement Noun = "requirement"
	AQuestion    Noun = "question"
	AnOption     Noun = "option"
)

// separatorOfID stands between the ids of a whole and of its part.
const separatorOfID = "."

// Nouns lists them, in the order in which changes of one kind are listed.
var Nouns = []Noun{TheFit, TheRubric, ALanguage, ATrack, ADimension, AStep, ALevel, AScope, ARequirement, AQuestion, AnOption}

// How is how a part differs.
type How string

// The ways. A part may be reworded and have other figures too.
const (
	Added      How = "added"
	Removed    How = "removed"
	Reworded   How = "reworded"
	Reweighted How = "reweighted" // a dimension, of another weight
	Changed    How = "changed"    // another figure: of steps, a scope, what is required, the place on the ladder, what was fitted
)

// Hows lists them, in the order in which changes are listed.
var Hows = []How{Added, Removed, Reweighted, Changed, Reworded}

// Change is one part of a rubric that differs in another.
type Change struct {
	How How
	Of  Noun
	// ID is that of the part, behind those of what it is part of: pm.teams is a scope,
	// teams.2 a step, by where it stands now, or stood if it is removed. It is empty of
	// the rubric as a whole and of its fit.
	ID string
	// From and To are the figures, the same in every language; empty where words
	// differ, and on the side that has no such part.
	From, To string
	Words    []Wording // that differ; none unless it is reworded
}

// Wording is a text of a part in one language, as it was and as it is.
type Wording struct {
	Key      string   // of the text, as a rubric file has it
	Lang     lang.Tag // empty of a text that is the same in every language
	From, To string   // empty where there is none
}

// Parts are the ids in that of a change: of the whole, and of the part.
func (c Change) Parts() (whole, part string) {
	whole, part, _ = strings.Cut(c.ID, separatorOfID)
	return whole, part
}

// Diff lists what differs from a to b, part by part. Parts of what was added or removed
// as a whole are not listed, nor words in a language that only one of them has. The order
// of levels and questions does not count; steps, and options without ids of their own,
// go by their words.
func Diff(a, b *Rubric) []Change {
	from, to := parter{r: a, other: b}, parter{r: b, other: a}
	from.steps, to.steps = stepNames(a, b)
	was, is := from.parts(), to.parts()
	changes := append(changed(was, is), gone(is, was, Added)...)
	changes = append(changes, gone(was, is, Removed)...)
	slices.SortStableFunc(changes, func(x, y Change) int {
		return cmp.Or(slices.Index(Hows, x.How)-slices.Index(Hows, y.How), slices.Index(Nouns, x.Of)-slices.Index(Nouns, y.Of))
	})
	return changes
}

// stepNames name the steps of both rubrics, by dimension: alike where they are one.
func stepNames(a, b *Rubric) (from, to map[string][]string) {
	from, to = map[string][]string{}, map[string][]string{}
	for _, d := range b.Dimensions {
		for step := range d.Steps {
			to[d.ID] = append(to[d.ID], strconv.Itoa(step))
		}
	}
	for _, d := range a.Dimensions {
		i := b.DimensionIndex(d.ID)
		if i < 0 {
			continue
		}
		for step, now := range paired(d.Steps, b.Dimensions[i].Steps) {
			name := strconv.Itoa(now)
			if now < 0 {
				name = "was " + strconv.Itoa(step)
			}
			from[d.ID] = append(from[d.ID], name)
		}
	}
	return from, to
}

// key is what a part is found by.
type key struct {
	of Noun
	id string
}

// part is one thing that a rubric is made of: what it says, and its figures.
type part struct {
	key
	id      string // as changes name it; empty: that of the key
	texts   []keyed
	figures string
	means   string // the same figures, with steps by their names in both rubrics; empty: figures
	within  []key  // what it is part of
}

// keyed is a text under its key.
type keyed struct {
	key  string
	text Text
}

func (p part) called() string { return cmp.Or(p.id, p.key.id) }

func (p part) meaning() string { return cmp.Or(p.means, p.figures) }

// changed are the parts of both that differ.
func changed(from, to []part) (changes []Change) {
	was := byKey(from)
	for _, is := range to {
		before, there := was[is.key]
		if !there {
			continue
		}
		if words := reworded(before.texts, is.texts); len(words) > 0 {
			changes = append(changes, Change{How: Reworded, Of: is.of, ID: is.called(), Words: words})
		}
		if before.meaning() != is.meaning() {
			how := Changed
			if is.of == ADimension {
				how = Reweighted
			}
			changes = append(changes, Change{How: how, Of: is.of, ID: is.called(), From: before.figures, To: is.figures})
		}
	}
	return changes
}

// reworded are the texts that differ, in the order of the texts.
func reworded(from, to []keyed) (words []Wording) {
	was, keys := map[string]Text{}, []string{}
	for _, k := range from {
		was[k.key], keys = k.text, append(keys, k.key)
	}
	is := map[string]Text{}
	for _, k := range to {
		is[k.key] = k.text
		if _, there := was[k.key]; !there {
			keys = append(keys, k.key)
		}
	}
	for _, k := range keys {
		tags := maps.Clone(was[k])
		if tags == nil {
			tags = Text{}
		}
		maps.Copy(tags, is[k])
		for _, tag := range slices.Sorted(maps.Keys(tags)) {
			if was[k][tag] != is[k][tag] {
				words = append(words, Wording{k, tag, was[k][tag], is[k][tag]})
			}
		}
	}
	return words
}

// gone are the parts that other lacks, though it has what they are part of.
func gone(parts, other []part, how How) (changes []Change) {
	there := byKey(other)
	for _, p := range parts {
		_, has := there[p.key]
		if has || slices.ContainsFunc(p.within, func(k key) bool { _, whole := there[k]; return !whole }) {
			continue
		}
		c := Change{How: how, Of: p.of, ID: p.called(), To: p.figures}
		if how == Removed {
			c.From, c.To = c.To, ""
		}
		changes = append(changes, c)
	}
	return changes
}

func byKey(parts []part) map[key]part {
	all := map[key]part{}
	for _, p := range parts {
		all[p.key] = p
	}
	return all
}

// parter takes a rubric apart, to be compared with another.
type parter struct {
	r, other *Rubric
	steps    map[string][]string // the names of the steps, by dimension
}

func (p parter) parts() []part {
	r := p.r
	source := []keyed{plain("source.title", r.Source.Title), plain("source.date", r.Source.Date), plain("source.url", r.Source.URL)}
	parts := []part{{key: key{of: TheRubric}, texts: append(p.said("title", r.Title), source...)}, {key: key{of: TheFit}, figures: fitOf(r)}}
	for _, tag := range r.Languages {
		parts = append(parts, part{key: key{ALanguage, string(tag)}})
	}
	for _, t := range r.Tracks {
		parts = append(parts, part{key: key{ATrack, t.ID}, texts: p.said("title", t.Title)})
	}
	for i := range r.Dimensions {
		parts = append(parts, p.dimension(&r.Dimensions[i])...)
	}
	for i := range r.Levels {
		parts = append(parts, p.level(&r.Levels[i])...)
	}
	for i := range r.Questions {
		parts = append(parts, p.question(&r.Questions[i])...)
	}
	return parts
}

// said is a text in the languages that both rubrics have.
func (p parter) said(key string, text Text) []keyed {
	both := maps.Clone(text)
	maps.DeleteFunc(both, func(tag lang.Tag, _ string) bool {
		return !slices.Contains(p.r.Languages, tag) || !slices.Contains(p.other.Languages, tag)
	})
	return []keyed{{key, both}}
}

// plain is a text that is the same in every language.
func plain(key, text string) keyed { return keyed{key, Text{"": text}} }

func fitOf(r *Rubric) string {
	var fit []string
	if r.Fitted {
		fit = append(fit, decimal(r.Temperature))
	}
	if r.Spread[0] > 0 {
		fit = append(fit, decimal(r.Spread[0])+"–"+decimal(r.Spread[1]))
	}
	return strings.Join(fit, ", ")
}

func (p parter) dimension(d *Dimension) []part {
	whole := key{ADimension, d.ID}
	parts := []part{{key: whole, texts: p.said("title", d.Title), figures: decimal(d.Weight)}}
	for step := range d.Steps {
		texts := p.stepTexts(d, step)
		if step > 0 && d.Grow != nil {
			texts = append(texts, p.said("grow", d.Grow[step-1])...)
		}
		id := d.ID + separatorOfID
		parts = append(parts, part{key: key{AStep, id + p.name(d, step)}, id: id + strconv.Itoa(step), texts: texts, within: []key{whole}})
	}
	return parts
}

func (p parter) stepTexts(d *Dimension, step int) (texts []keyed) {
	if d.ByTrack == nil || d.ByTrack[step] == nil {
		return p.said("steps", d.Steps[step])
	}
	for _, track := range slices.Sorted(maps.Keys(d.ByTrack[step])) {
		texts = append(texts, p.said("by_track."+track, d.ByTrack[step][track])...)
	}
	return texts
}

// name is what a step is called in both rubrics.
func (p parter) name(d *Dimension, step int) string {
	if names := p.steps[d.ID]; names != nil {
		return names[step]
	}
	return strconv.Itoa(step)
}

func (p parter) level(l *Level) []part {
	whole := key{ALevel, l.ID}
	var next []string
	for _, n := range l.Next {
		next = append(next, p.r.Levels[n].ID)
	}
	texts := slices.Concat(p.said("title", l.Title), []keyed{plain("short", l.Short), plain("label", l.Label)},
		p.said("summary", l.Summary), p.said("basis", l.Basis), p.said("elsewhere", l.Elsewhere))
	parts := []part{{key: whole, texts: texts, figures: fmt.Sprintf("%s %d → %s", l.Track, l.Rung, strings.Join(next, ", "))}}
	for i, scope := range l.Scope {
		d := &p.r.Dimensions[i]
		means := span(scope)
		if !scope.Any {
			means = p.name(d, scope.Lo) + "–" + p.name(d, scope.Hi)
		}
		parts = append(parts, part{key: key{AScope, l.ID + separatorOfID + d.ID}, figures: span(scope), means: means, within: []key{whole, {ADimension, d.ID}}})
	}
	for _, must := range l.Requires {
		parts = append(parts, p.requirement(l, must))
	}
	return parts
}

func (p parter) requirement(l *Level, must Requirement) part {
	d := &p.r.Dimensions[must.Dimension]
	by, least, most := "", "", ""
	if must.By != nil {
		by = " " + must.By.ID
	}
	if must.Lo > 0 {
		least = p.name(d, must.Lo)
	}
	if must.Hi < d.Top() {
		most = p.name(d, must.Hi)
	}
	return part{
		key: key{ARequirement, l.ID + separatorOfID + d.ID}, figures: span(must.Range) + by, means: least + "–" + most + by,
		within: []key{{ALevel, l.ID}, {ADimension, d.ID}},
	}
}

func (p parter) question(q *Question) []part {
	whole := key{AQuestion, q.ID}
	d := &p.r.Dimensions[q.Dimension]
	figures := d.ID + " " + string(q.Kind)
	for _, t := range q.Thresholds {
		figures += " " + decimal(t)
	}
	if q.Most > 0 {
		figures += " ≤ " + strconv.Itoa(q.Most)
	}
	if q.Unnamed {
		figures += " by step"
	}
	texts := slices.Concat(p.said("ask", q.Ask), p.said("ask_about", q.AskAbout), p.said("unit", q.Unit))
	parts := []part{{key: whole, texts: texts, figures: figures}}
	for _, o := range p.options(q) {
		parts = append(parts, part{
			key: key{AnOption, q.ID + separatorOfID + o.ID}, texts: p.said("text", o.Text),
			figures: strconv.Itoa(o.Step), means: p.name(d, o.Step), within: []key{whole},
		})
	}
	return parts
}

// options are those of a question that have ids: the others are the steps.
func (p parter) options(q *Question) []Option {
	if q.Unnamed {
		return nil
	}
	return q.Options
}

func span(r Range) string {
	switch {
	case r.Any:
		return "any"
	case r.Lo == r.Hi:
		return strconv.Itoa(r.Lo)
	}
	return strconv.Itoa(r.Lo) + "–" + strconv.Itoa(r.Hi)
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
