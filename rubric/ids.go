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
	switch removed := c.merged.removedAt(noun, id.text); {
	case i >= 0:
	case removed != nil:
		c.report(id.at, "removed", "the %v %v is removed on line %d, and named here", noun, doc.Quote(id.text), removed.Line)
	default:
		c.hint(id.at, "unknown-id", lang.Sprintf("there is no %v %v", noun, doc.Quote(id.text)), doc.DidYouMean(id.text, known))
	}
	return i
}

// needed is lookUp of what a part of a level needs: where the base names it and the
// file removes it, that is a clash, with its cure.
func (c *checker) needed(id word, known []string, noun, part lang.Text, level string, cure lang.Message) int {
	why, removed := c.removal(noun, id.text, cure)
	if removed && !id.at.In(c.d) && !slices.Contains(known, id.text) {
		c.clash(why, part, level)
		return -1
	}
	return c.lookUp(id, known, noun)
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

// quoted lists ids between quotation marks.
func quoted(ids []string) (all lang.List) {
	for _, id := range ids {
		all = append(all, doc.Quote(id))
	}
	return all
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
