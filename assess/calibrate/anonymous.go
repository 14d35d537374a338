package calibrate

import (
	"cmp"
	"encoding/hex"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rung/assess"
	"rung/assess/ratings"
)

// Anonymous returns the analysis with a pseudonym such as P-7F3A for everybody,
// in everything: the same for the same person throughout, drawn from random and
// not to be worked out from names. Names in titles and rationales are replaced
// too, and lists are in the order of the pseudonyms.
func (a *Analysis) Anonymous(random io.Reader) (*Analysis, error) {
	m, err := newMask(a.people, random)
	if err != nil {
		return nil, err
	}
	out := *a
	out.Title = m.text(a.Title)
	out.people = map[string]assess.Person{}
	for _, p := range a.people {
		masked := m.person(p)
		out.people[masked.ID] = masked
	}
	out.People = m.rows(a.People)
	out.Raters = slices.Clone(a.Raters)
	for i := range out.Raters {
		r := &out.Raters[i]
		r.Person, r.Severity.Rater = m.person(r.Person), m.id(r.Severity.Rater)
	}
	slices.SortFunc(out.Raters, func(x, y RaterRow) int { return byName(x.Person, y.Person) })
	out.Check.Managers = slices.Clone(a.Check.Managers)
	for i := range out.Check.Managers {
		out.Check.Managers[i].Manager = m.id(out.Check.Managers[i].Manager)
	}
	slices.SortFunc(out.Check.Managers, func(x, y ratings.NetChange) int { return cmp.Compare(x.Manager, y.Manager) })
	out.Selves.Gaps = slices.Clone(a.Selves.Gaps)
	for i := range out.Selves.Gaps {
		out.Selves.Gaps[i].Subject = m.id(out.Selves.Gaps[i].Subject)
	}
	slices.SortFunc(out.Selves.Gaps, func(x, y ratings.SelfGap) int { return cmp.Compare(x.Subject, y.Subject) })
	out.Agenda.Items = slices.Clone(a.Agenda.Items)
	for i := range out.Agenda.Items {
		out.Agenda.Items[i].Subject = m.id(out.Agenda.Items[i].Subject)
	}
	out.Connections = m.connections(a.Connections)
	return &out, nil
}

// mask gives everybody a pseudonym.
type mask struct {
	masked map[string]assess.Person // by id
	words  map[string]string        // of names, to the pseudonym; ambiguous if several have it
}

// ambiguous stands for a part of a name that several people have.
const ambiguous = "P-…"

func newMask(people map[string]assess.Person, random io.Reader) (*mask, error) {
	m := &mask{map[string]assess.Person{}, map[string]string{}}
	size := 2 // bytes; people use a sixteenth of what they can say at most
	for 16*len(people) > 1<<(8*size) {
		size++
	}
	taken := map[string]bool{}
	for _, p := range slices.SortedFunc(maps.Values(people), byName) {
		name, err := pseudonym(random, size, taken)
		if err != nil {
			return nil, err
		}
		m.masked[p.ID] = assess.Person{ID: strings.ToLower(name), Name: name}
		for _, w := range wordsOf(p.Name) {
			if other, any := m.words[w.id]; any && other != name {
				m.words[w.id] = ambiguous
				continue
			}
			m.words[w.id] = name
		}
	}
	return m, nil
}

// pseudonym draws one that is not taken, and takes it.
func pseudonym(random io.Reader, size int, taken map[string]bool) (string, error) {
	digits := make([]byte, size)
	for {
		if _, err := io.ReadFull(random, digits); err != nil {
			return "", err
		}
		name := "P-" + strings.ToUpper(hex.EncodeToString(digits))
		if !taken[name] {
			taken[name] = true
			return name, nil
		}
	}
}

func (m *mask) person(p assess.Person) assess.Person { return m.masked[p.ID] }

func (m *mask) id(id string) string { return m.masked[id].ID }

func (m *mask) ids(ids []string) []string {
	masked := make([]string, len(ids))
	for i, id := range ids {
		masked[i] = m.id(id)
	}
	slices.Sort(masked)
	return masked
}

func (m *mask) rows(people []PersonRow) []PersonRow {
	rows := slices.Clone(people)
	for i := range rows {
		r := &rows[i]
		r.Person, r.Fair.Subject = m.person(r.Person), m.id(r.Fair.Subject)
		r.Current = nil // many know who has which
		r.Others = slices.Clone(r.Others)
		for j := range r.Others {
			r.Others[j].Rater = m.person(r.Others[j].Rater)
		}
		slices.SortFunc(r.Others, func(x, y RaterView) int {
			return cmp.Or(cmp.Compare(x.Relation, y.Relation), byName(x.Rater, y.Rater))
		})
		if r.Agreed != nil {
			agreed := *r.Agreed
			agreed.Who, agreed.Rationale = m.person(agreed.Who), m.text(agreed.Rationale)
			r.Agreed = &agreed
		}
	}
	slices.SortFunc(rows, func(x, y PersonRow) int { return byName(x.Person, y.Person) })
	return rows
}

func (m *mask) connections(c ratings.Connections) ratings.Connections {
	var out ratings.Connections
	for _, p := range c.Parts {
		out.Parts = append(out.Parts, ratings.Part{Subjects: m.ids(p.Subjects), Raters: m.ids(p.Raters)})
	}
	slices.SortFunc(out.Parts, func(x, y ratings.Part) int { return slices.Compare(x.Subjects, y.Subjects) })
	partOf := func(old int) int {
		first := m.id(c.Parts[old].Subjects[0])
		return slices.IndexFunc(out.Parts, func(p ratings.Part) bool { return slices.Contains(p.Subjects, first) })
	}
	for _, l := range c.Links {
		l.Rater, l.Subject, l.Parts = m.id(l.Rater), m.id(l.Subject), [2]int{partOf(l.Parts[0]), partOf(l.Parts[1])}
		out.Links = append(out.Links, l)
	}
	for _, b := range c.Bridges {
		b.Subject, b.Rater = m.id(b.Subject), m.id(b.Rater)
		out.Bridges = append(out.Bridges, b)
	}
	slices.SortFunc(out.Bridges, func(x, y ratings.Bridge) int {
		return cmp.Or(cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Rater, y.Rater))
	})
	return out
}

// text replaces every word of a name by the pseudonym, and a whole name by a
// single one.
func (m *mask) text(text string) string {
	var b strings.Builder
	rest, last := 0, ""
	for _, w := range wordsOf(text) {
		name := m.words[w.id]
		if name == "" || !w.namelike() {
			last = ""
			continue
		}
		between := text[rest:w.start]
		if name != last || strings.TrimSpace(between) != "" {
			b.WriteString(between + name)
		}
		rest, last = w.end, name
	}
	return b.String() + text[rest:]
}

// word is a word of a text, from start to end.
type word struct {
	id         string // as it is compared: case and accents do not matter
	start, end int
	letters    int
	capital    bool
}

// namelike reports whether the word may be a name where it is in the words of
// one. Of short ones, which may also be articles and prepositions, only those
// with a capital are.
func (w word) namelike() bool { return w.letters > 2 || w.capital }

func wordsOf(text string) []word {
	var words []word
	start := -1
	for i, c := range text + " " {
		switch inside := unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c); {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			words = append(words, newWord(text, start, i))
			start = -1
		}
	}
	return words
}

func newWord(text string, start, end int) word {
	said := text[start:end]
	first, _ := utf8.DecodeRuneInString(said)
	return word{fold(said), start, end, utf8.RuneCountInString(said), unicode.IsUpper(first)}
}

// fold is a word in lower case and without accents.
func fold(said string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return unicode.ToLower(c)
	}, norm.NFD.String(said))
}
