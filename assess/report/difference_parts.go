package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rung/rubric"
	"rung/rubric/lang"
)

// nounNames are the nouns, each with how it is said of one that it differs.
var nounNames = map[rubric.Noun]struct {
	name lang.Text
	hows map[rubric.How]lang.Text
}{
	rubric.TheFit: {"what was fitted", ofALevel}, rubric.TheRubric: {"rubric", ofALevel}, rubric.ALanguage: {"language", ofAQuestion},
	rubric.ATrack: {"track", ofAQuestion}, rubric.ADimension: {"dimension", ofAQuestion}, rubric.AStep: {"step", ofALevel},
	rubric.ALevel: {"level", ofALevel}, rubric.AScope: {"scope", ofALevel}, rubric.ARequirement: {"requirement", ofAQuestion},
	rubric.AQuestion: {"question", ofAQuestion}, rubric.AnOption: {"option # of a question", ofAQuestion},
}

// Some languages have two forms.
var (
	ofALevel = map[rubric.How]lang.Text{
		rubric.Added: "added # a level", rubric.Removed: "removed # a level", rubric.Changed: "changed # a level", rubric.Reworded: "reworded",
	}
	ofAQuestion = map[rubric.How]lang.Text{
		rubric.Added: "added # a question", rubric.Removed: "removed # a question", rubric.Changed: "changed # a question",
		rubric.Reworded: "reworded", rubric.Reweighted: "reweighted",
	}
)

func howOf(c rubric.Change) lang.Text { return nounNames[c.Of].hows[c.How] }

// keyNames are the texts of a part that has several; the main one goes without.
var keyNames = map[string]lang.Text{
	"title": "title", "short": "short title", "label": "label", "summary": "summary", "basis": "basis", "elsewhere": "titles elsewhere",
	"source.title": "source", "source.date": "date of the source", "source.url": "address of the source",
	"ask_about": "about somebody else", "unit": "unit", "grow": "how to get there",
}

// part names what a change is of: levels and dimensions by their titles, a step by its
// place, a question and its options by their ids.
func (v *diffView) part(c rubric.Change) string {
	whole, part := c.Parts()
	names := []string{whole, part}
	switch c.Of {
	case rubric.ALevel, rubric.AScope, rubric.ARequirement:
		names = []string{v.levelName(whole), v.dimensionName(part)}
	case rubric.ADimension, rubric.AStep:
		names[0] = v.dimensionName(whole)
	case rubric.ATrack:
		names[0] = v.track(whole)
	}
	noun := v.in(nounNames[c.Of].name)
	if names = slices.DeleteFunc(names, func(name string) bool { return name == "" }); len(names) == 0 {
		return noun
	}
	return noun + " (" + strings.Join(names, ", ") + ")"
}

// once is what find says of the second rubric; of the first where it says nothing there:
// a part goes by one name throughout.
func (v *diffView) once(find func(*rubric.Rubric) string) string {
	return cmp.Or(find(v.diff.To), find(v.diff.From))
}

func (v *diffView) levelName(id string) string {
	return v.once(func(r *rubric.Rubric) string {
		if i := r.LevelIndex(id); i >= 0 {
			return r.Levels[i].Short
		}
		return ""
	})
}

func (v *diffView) dimensionName(id string) string {
	return v.once(func(r *rubric.Rubric) string {
		if i := r.DimensionIndex(id); i >= 0 {
			return v.name(&r.Dimensions[i])
		}
		return ""
	})
}

func (v *diffView) track(id string) string {
	return v.once(func(r *rubric.Rubric) string {
		if i := slices.IndexFunc(r.Tracks, func(t rubric.Track) bool { return t.ID == id }); i >= 0 {
			return r.Tracks[i].Title.In(v.tag)
		}
		return ""
	})
}

// figuresOf are the figures of a part as a rubric has them, in words; a sign where it has
// no such part.
func (v *diffView) figuresOf(r *rubric.Rubric, c rubric.Change) Cell {
	if r == v.diff.From && c.How == rubric.Added || r == v.diff.To && c.How == rubric.Removed {
		return orNone("")
	}
	whole, part := c.Parts()
	switch c.Of {
	case rubric.TheFit:
		return orNone(v.fit(r))
	case rubric.ADimension:
		weight := r.Dimensions[r.DimensionIndex(whole)].Weight
		_, decimals, _ := strings.Cut(strconv.FormatFloat(weight, 'f', -1, 64), ".")
		return v.figure(weight, min(len(decimals), 6))
	case rubric.AStep:
		step, _ := strconv.Atoi(part)
		return text(r.Dimensions[r.DimensionIndex(whole)].Steps[step].In(v.tag))
	case rubric.ALevel:
		return text(v.place(r, &r.Levels[r.LevelIndex(whole)]))
	case rubric.AScope:
		return text(v.expected(r, whole, part))
	case rubric.ARequirement:
		return text(v.required(r, whole, part))
	case rubric.AQuestion:
		return text(v.asked(r, &r.Questions[r.QuestionIndex(whole)]))
	case rubric.AnOption:
		return text(v.option(r, whole, part))
	}
	return orNone("")
}

// orNone is a cell of words; a sign for none.
func orNone(said string) Cell {
	if said == "" {
		return absent("–")
	}
	return text(said)
}

// fit is what was fitted: 39; 0.13–0.179.
func (v *diffView) fit(r *rubric.Rubric) string {
	short := func(x float64) string { return lang.Number{Value: x, Decimals: 6}.Short(v.tag) }
	var fit []string
	if r.Fitted {
		fit = append(fit, short(r.Temperature))
	}
	if r.Spread[0] > 0 {
		fit = append(fit, short(r.Spread[0])+"–"+short(r.Spread[1]))
	}
	return strings.Join(fit, v.t("; "))
}

// place is where a level stands, and where it leads.
func (v *diffView) place(r *rubric.Rubric, l *rubric.Level) string {
	place := v.track(l.Track) + ", " + v.onRung(r, l)
	if len(l.Next) == 0 {
		return place
	}
	var next lang.List
	for _, i := range l.Next {
		next = append(next, lang.Verbatim(v.levelName(r.Levels[i].ID)))
	}
	return v.t("%s, then %v", place, next)
}

// expected is the scope of a level on a dimension.
func (v *diffView) expected(r *rubric.Rubric, level, dimension string) string {
	l, d := &r.Levels[r.LevelIndex(level)], r.DimensionIndex(dimension)
	return v.scopeOf(&r.Dimensions[d], l.Scope[d], l)
}

// required is what a level requires on a dimension.
func (v *diffView) required(r *rubric.Rubric, level, dimension string) string {
	l, d := &r.Levels[r.LevelIndex(level)], r.DimensionIndex(dimension)
	dim, must := &r.Dimensions[d], l.Requires[slices.IndexFunc(l.Requires, func(q rubric.Requirement) bool { return q.Dimension == d })]
	least, most := lang.Quoted(v.words(dim, must.Lo, l)), lang.Quoted(v.words(dim, must.Hi, l))
	said := v.t("at least %v", least)
	switch {
	case must.Lo > 0 && must.Hi < dim.Top():
		said = v.t("from %v to %v", least, most)
	case must.Hi < dim.Top():
		said = v.t("at most %v", most)
	}
	if must.By != nil {
		said += v.t(", by %s", must.By.ID)
	}
	return said
}

var kindNames = map[rubric.Kind]lang.Text{
	rubric.Number: "a number", rubric.Choice: "one of the options", rubric.Several: "all options that hold",
}

// asked is what a question asks about and for.
func (v *diffView) asked(r *rubric.Rubric, q *rubric.Question) string {
	kind := kindNames[q.Kind]
	if q.Unnamed {
		kind = "one of the steps"
	}
	said := []string{v.dimensionName(r.Dimensions[q.Dimension].ID), v.in(kind)}
	if len(q.Thresholds) > 0 {
		var steps lang.List
		for _, t := range q.Thresholds {
			steps = append(steps, lang.Verbatim(lang.Number{Value: t, Decimals: 6}.Short(v.tag)))
		}
		said = append(said, v.t("steps from %v", steps))
	}
	if q.Most > 0 {
		said = append(said, v.t("at most %v", lang.Whole(q.Most)))
	}
	return strings.Join(said, v.t("; "))
}

// option is the step that an option of a choice is; of another, its text.
func (v *diffView) option(r *rubric.Rubric, question, option string) string {
	q := &r.Questions[r.QuestionIndex(question)]
	o := q.Options[q.OptionIndex(option)]
	if q.Kind == rubric.Several {
		return o.Text.In(v.tag)
	}
	return r.Dimensions[q.Dimension].Steps[o.Step].In(v.tag)
}

// shown are what was and what is, as far as the document says them.
func (v *diffView) shown(was, is string) (string, string) {
	if v.whole {
		return was, is
	}
	return fromWhereTheyDiffer(was, is)
}

// wordsBefore is how many words stand before the first that differs.
const wordsBefore = 2

// fromWhereTheyDiffer leaves out of two texts what both begin with, but for the last words
// of it.
func fromWhereTheyDiffer(a, b string) (string, string) {
	x, y := strings.Split(a, " "), strings.Split(b, " ")
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	if same <= 2*wordsBefore || a == "" || b == "" {
		return a, b
	}
	rest := func(words []string) string { return "…" + strings.Join(words[same-wordsBefore:], " ") }
	return rest(x), rest(y)
}
