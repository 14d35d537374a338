package rubric

import (
	"cmp"
	"slices"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// In returns the text in t, or in the rubric's first declared language when the
// rubric does not speak t. Text keeps no order, so the fallback is English, then
// French, then the lexically first tag.
func (x Text) In(t lang.Tag) string {
	if s, ok := x[t]; ok {
		return s
	}
	for _, fallback := range lang.Tags {
		if s, ok := x[fallback]; ok {
			return s
		}
	}
	first := lang.Tag("")
	for tag := range x {
		if first == "" || tag < first {
			first = tag
		}
	}
	return x[first]
}

// SameAs reports whether two texts are one, in a language of both.
func (x Text) SameAs(other Text) bool {
	for tag, said := range x {
		if other[tag] == said {
			return true
		}
	}
	return false
}

// LevelIndex returns the index of the level with this id, or -1.
func (r *Rubric) LevelIndex(id string) int {
	for i := range r.Levels {
		if r.Levels[i].ID == id {
			return i
		}
	}
	return -1
}

// FindLevel returns the level that is meant by its id, its label, its short title,
// or its title in any language of the rubric, if it is the only one. Case, accents,
// spaces, hyphens, full stops and abbreviations such as Sr. make no difference. The
// error says which levels there are.
func (r *Rubric) FindLevel(name string) (*Level, error) {
	if i := r.LevelIndex(name); i >= 0 {
		return &r.Levels[i], nil
	}
	var found *Level
	var all []lang.Localized
	var meant, spellings []string
	of := map[string]string{} // id by spelling
	for i := range r.Levels {
		l := &r.Levels[i]
		all = append(all, lang.Verbatim(l.called()))
		for _, s := range l.spellings() {
			if s != spelling(l.Label) { // a code that is near another says nothing
				spellings, of[s] = append(spellings, s), l.ID
			}
			if s == spelling(name) && found != l {
				found, meant = l, append(meant, l.ID)
			}
		}
	}
	switch {
	case len(meant) == 1:
		return found, nil
	case len(meant) > 1:
		return nil, lang.Errorf("%v is more than one level of the rubric %v; say which: %v",
			doc.Quote(name), doc.Quote(r.ID), doc.Words(meant))
	}
	if near := doc.Near(spelling(name), spellings); near != "" {
		return nil, lang.Errorf("the rubric %v has no level %v; did you mean %v?", doc.Quote(r.ID), doc.Quote(name), doc.Quote(of[near]))
	}
	return nil, lang.Errorf("the rubric %v has no level %v; its levels are %v", doc.Quote(r.ID), doc.Quote(name), lang.List(all))
}

// called is the id, with the label.
func (l *Level) called() string {
	if l.Label == "" {
		return l.ID
	}
	return l.ID + " (" + l.Label + ")"
}

// spellings are what the level is called, each as spelling has it.
func (l *Level) spellings() []string {
	all := []string{spelling(l.ID), spelling(l.Short)}
	for _, title := range l.Title {
		all = append(all, spelling(title))
	}
	slices.Sort(all[2:])
	if l.Label != "" {
		all = append(all, spelling(l.Label))
	}
	return all
}

// abbreviated are words of titles as people shorten them.
var abbreviated = map[string]string{"sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "mgr": "manager"}

// spelling is what is left of a title when it is compared, without accents.
func spelling(title string) string {
	words := strings.FieldsFunc(lang.Unaccented(title), func(c rune) bool { return strings.ContainsRune(" -._", c) })
	for i, word := range words {
		words[i] = cmp.Or(abbreviated[word], word)
	}
	return strings.Join(words, "")
}

// QuestionIndex returns the index of the question with this id, or -1.
func (r *Rubric) QuestionIndex(id string) int {
	for i := range r.Questions {
		if r.Questions[i].ID == id {
			return i
		}
	}
	return -1
}

// DimensionIndex returns the index of the dimension with this id, or -1.
func (r *Rubric) DimensionIndex(id string) int {
	for i := range r.Dimensions {
		if r.Dimensions[i].ID == id {
			return i
		}
	}
	return -1
}

// OptionIndex returns the index of the option with this id, or -1.
func (q *Question) OptionIndex(id string) int {
	for i := range q.Options {
		if q.Options[i].ID == id {
			return i
		}
	}
	return -1
}

// StepOf returns how many thresholds n reaches: the step of a number, or of so many
// ticks.
func (q *Question) StepOf(n float64) int {
	step := 0
	for step < len(q.Thresholds) && n >= q.Thresholds[step] {
		step++
	}
	return step
}

// QuestionsOf returns the indexes of the questions on a dimension, in rubric order.
func (r *Rubric) QuestionsOf(dimension int) []int {
	var on []int
	for i := range r.Questions {
		if r.Questions[i].Dimension == dimension {
			on = append(on, i)
		}
	}
	return on
}

// Ends returns a lowest and a highest level: the first of the lowest rung and
// the last of the highest, in rubric order.
func (r *Rubric) Ends() (lowest, highest *Level) {
	for i := range r.Levels {
		l := &r.Levels[i]
		if lowest == nil || l.Rung < lowest.Rung {
			lowest = l
		}
		if highest == nil || l.Rung >= highest.Rung {
			highest = l
		}
	}
	return lowest, highest
}

// Rungs lists the rungs that have a level, ascending.
func (r *Rubric) Rungs() []int {
	var rungs []int
	for i := range r.Levels {
		rungs = append(rungs, r.Levels[i].Rung)
	}
	slices.Sort(rungs)
	return slices.Compact(rungs)
}

// Numbered reports whether the rungs are 1, 2, 3 and so on. Those of a ladder from
// L3 to L6 are not: its third rung is its first level.
func (r *Rubric) Numbered() bool {
	rungs := r.Rungs()
	return rungs[len(rungs)-1] == len(rungs)
}

// Place counts the rungs that have a level up to that of l.
func (r *Rubric) Place(l *Level) int { return slices.Index(r.Rungs(), l.Rung) + 1 }

// StepsPossible lists the steps that an answer to q can give, ascending.
func (q *Question) StepsPossible() []int {
	var steps []int
	for i := range q.Thresholds {
		steps = append(steps, i)
	}
	if q.Kind != Choice {
		return append(steps, len(q.Thresholds))
	}
	for _, o := range q.Options {
		steps = append(steps, o.Step)
	}
	slices.Sort(steps)
	return slices.Compact(steps)
}
