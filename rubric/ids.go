package rubric

import (
	"slices"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// lookUp returns the index of id among known, or -1. An id that is not among
// them is reported, unless none are known, which has been reported.
func (c *checker) lookUp(id word, known []string, noun lang.Text) int {
	if id.text == "" || len(known) == 0 {
		return -1
	}
	i := slices.Index(known, id.text)
	switch removed := c.merged.removed[id.text]; {
	case i >= 0:
	case removed != nil && !id.at.In(c.d):
		c.report(removed, "removed", "the %v %v is removed, but %s names it", noun, doc.Quote(id.text), id.at.Pos)
	default:
		c.hint(id.at, "unknown-id", lang.Sprintf("there is no %v %v", noun, doc.Quote(id.text)), doc.DidYouMean(id.text, known))
	}
	return i
}

// duplicates reports ids that are used twice for the same kind of thing.
func (c *checker) duplicates() {
	c.unique(words(c.file.tracks, func(t fileTrack) word { return t.id }), "track")
	c.unique(words(c.file.dimensions, func(d fileDimension) word { return d.id }), "dimension")
	c.unique(words(c.file.levels, func(l fileLevel) word { return l.id }), "level")
	c.unique(words(c.file.questions, func(q fileQuestion) word { return q.id }), "question")
}

func (c *checker) unique(ids []word, noun lang.Text) {
	first := map[string]word{}
	for _, id := range ids {
		earlier, taken := first[id.text]
		switch {
		case id.text == "":
		case taken:
			c.report(id.at, "duplicate-id", "the %v %v is already on line %d", noun, doc.Quote(id.text), earlier.at.Line)
		default:
			first[id.text] = id
		}
	}
}

// labels refuses a label that is what another level is called: levels are found
// by either.
func (c *checker) labels(r *Rubric) {
	for i := range r.Levels {
		label := spelling(r.Levels[i].Label)
		if label == "" {
			continue
		}
		for j := range r.Levels {
			other := &r.Levels[j]
			if i == j || i < j && spelling(other.Label) == label || !slices.Contains(other.spellings(), label) {
				continue
			}
			c.report(c.file.levels[i].labelAt, "duplicate-label", "the label %v is what %v is called too",
				doc.Quote(r.Levels[i].Label), doc.Quote(other.ID))
			break
		}
	}
}

func words[T any](all []T, id func(T) word) []word {
	ids := make([]word, len(all))
	for i, one := range all {
		ids[i] = id(one)
	}
	return ids
}

// ids are the texts of the ids, "" for those that are wrong.
func ids[T any](all []T, id func(T) word) []string {
	texts := make([]string, len(all))
	for i, one := range all {
		texts[i] = id(one).text
	}
	return texts
}
