package rubric

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Noun is a kind of thing that a rubric is made of.
type Noun string

// The nouns.
const (
	TheFit       Noun = "fit" // temperature and spread
	TheRubric    Noun = "rubric"
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
var Nouns = []Noun{TheFit, TheRubric, ATrack, ADimension, AStep, ALevel, AScope, ARequirement, AQuestion, AnOption}

// How is how a part differs.
type How string

// The ways. A part may be reworded and reweighted.
const (
	Added      How = "added"
	Removed    How = "removed"
	Reworded   How = "reworded"
	Reweighted How = "reweighted" // another figure: of weight, steps, a scope, what is required, the place on the ladder
)

// Hows lists them, in the order in which changes are listed.
var Hows = []How{Added, Removed, Reweighted, Reworded}

// Change is one part of a rubric that differs in another.
type Change struct {
	How How
	Of  Noun
	// ID is that of the part, behind those of what it is part of: teams.2 is a step,
	// pm.teams a scope. It is empty of the rubric as a whole and of its fit.
	ID string
	// From and To are the figures, the same in every language; empty where words
	// differ, and on the side that has no such part.
	From, To string
}

// Concerns reports whether the change is of the thing with this id or of a part of it.
func (c Change) Concerns(of Noun, id string) bool {
	return c.Of == of && c.ID == id || strings.HasPrefix(c.ID, id+separatorOfID) && slices.Contains(partsOf[of], c.Of)
}

var partsOf = map[Noun][]Noun{ALevel: {AScope, ARequirement}, ADimension: {AStep}, AQuestion: {AnOption}}

// Diff lists what differs from a to b, part by part. Parts of what was added or removed
// as a whole are not listed. The order of levels and questions does not count.
func Diff(a, b *Rubric) []Change {
	from, to := partsIn(a), partsIn(b)
	changes := append(changed(from, to), gone(to, from, Added)...)
	changes = append(changes, gone(from, to, Removed)...)
	slices.SortStableFunc(changes, func(x, y Change) int {
		return cmp.Or(slices.Index(Hows, x.How)-slices.Index(Hows, y.How), slices.Index(Nouns, x.Of)-slices.Index(Nouns, y.Of))
	})
	return changes
}

// key is what a part is found by.
type key struct {
	of Noun
	id string
}

// part is one thing that a rubric is made of: what it says, and its figures.
type part struct {
	key
	words   string
	figures string
	within  []key // what it is part of
}

// changed are the parts of both that differ.
func changed(from, to []part) (changes []Change) {
	was := byKey(from)
	for _, is := range to {
		before, there := was[is.key]
		if there && before.words != is.words {
			changes = append(changes, Change{How: Reworded, Of: is.of, ID: is.id})
		}
		if there && before.figures != is.figures {
			changes = append(changes, Change{Reweighted, is.of, is.id, before.figures, is.figures})
		}
	}
	return changes
}

// gone are the parts that other lacks, though it has what they are part of.
func gone(parts, other []part, how How) (changes []Change) {
	there := byKey(other)
	for _, p := range parts {
		_, has := there[p.key]
		if has || slices.ContainsFunc(p.within, func(k key) bool { _, whole := there[k]; return !whole }) {
			continue
		}
		c := Change{How: how, Of: p.of, ID: p.id, To: p.figures}
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

// partsIn takes a rubric apart.
func partsIn(r *Rubric) []part {
	parts := []part{{key: key{of: TheRubric}, words: said(r.Title) + fmt.Sprint(r.Source)}, {key: key{of: TheFit}, figures: fitOf(r)}}
	for _, t := range r.Tracks {
		parts = append(parts, part{key: key{ATrack, t.ID}, words: said(t.Title)})
	}
	for i := range r.Dimensions {
		parts = append(parts, dimensionParts(&r.Dimensions[i])...)
	}
	for i := range r.Levels {
		parts = append(parts, levelParts(r, &r.Levels[i])...)
	}
	for i := range r.Questions {
		parts = append(parts, questionParts(r, &r.Questions[i])...)
	}
	return parts
}

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

func dimensionParts(d *Dimension) []part {
	whole := key{ADimension, d.ID}
	parts := []part{{key: whole, words: said(d.Title), figures: decimal(d.Weight)}}
	for step := range d.Steps {
		words := said(d.Wordings(step)[0])
		if d.ByTrack != nil {
			for _, track := range slices.Sorted(maps.Keys(d.ByTrack[step])) {
				words += track + said(d.ByTrack[step][track])
			}
		}
		if step > 0 && d.Grow != nil {
			words += said(d.Grow[step-1])
		}
		parts = append(parts, part{key: key{AStep, d.ID + separatorOfID + strconv.Itoa(step)}, words: words, within: []key{whole}})
	}
	return parts
}

func levelParts(r *Rubric, l *Level) []part {
	whole := key{ALevel, l.ID}
	var next []string
	for _, n := range l.Next {
		next = append(next, r.Levels[n].ID)
	}
	parts := []part{{
		key:     whole,
		words:   said(l.Title, l.Summary, l.Basis, l.Elsewhere) + strconv.Quote(l.Short) + strconv.Quote(l.Label),
		figures: fmt.Sprintf("%s %d → %s", l.Track, l.Rung, strings.Join(next, ", ")),
	}}
	for d, scope := range l.Scope {
		dimension := r.Dimensions[d].ID
		parts = append(parts, part{key: key{AScope, l.ID + separatorOfID + dimension}, figures: span(scope), within: []key{whole, {ADimension, dimension}}})
	}
	for _, must := range l.Requires {
		dimension, by := r.Dimensions[must.Dimension].ID, ""
		if must.By != nil {
			by = " " + must.By.ID
		}
		parts = append(parts, part{key: key{ARequirement, l.ID + separatorOfID + dimension}, figures: span(must.Range) + by, within: []key{whole, {ADimension, dimension}}})
	}
	return parts
}

func questionParts(r *Rubric, q *Question) []part {
	whole := key{AQuestion, q.ID}
	figures := r.Dimensions[q.Dimension].ID + " " + string(q.Kind)
	for _, t := range q.Thresholds {
		figures += " " + decimal(t)
	}
	if q.Most > 0 {
		figures += " ≤ " + strconv.Itoa(q.Most)
	}
	parts := []part{{key: whole, words: said(q.Ask, q.AskAbout, q.Unit), figures: figures}}
	for _, o := range q.Options {
		parts = append(parts, part{key: key{AnOption, q.ID + separatorOfID + o.ID}, words: said(o.Text), figures: strconv.Itoa(o.Step), within: []key{whole}})
	}
	return parts
}

// said are texts in every language, one behind the other.
func said(texts ...Text) (all string) {
	for _, text := range texts {
		for _, tag := range slices.Sorted(maps.Keys(text)) {
			all += string(tag) + strconv.Quote(text[tag])
		}
		all += ";"
	}
	return all
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
