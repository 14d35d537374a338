package calibrate

import (
	"cmp"
	"encoding/hex"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"rung/assess"
	"rung/assess/mention"
	"rung/assess/ratings"
)

// Anonymous returns the analysis with a pseudonym such as P-7F3A for everybody,
// in everything: the same for the same person throughout, drawn from random and
// not to be worked out from names. Whatever names somebody in titles and rationales
// is replaced too, and a text in which that is not sure is left out. Lists are in
// the order of the pseudonyms. What tells an order that others may know is gone:
// when each decision was taken, and the seed that ordered equals by their ids.
//
// It is without names, and no more than that: whoever knows the team can recognise
// somebody by a level that one person has, by who rated whom, by a reason.
func (a *Analysis) Anonymous(random io.Reader) (*Analysis, error) {
	m, err := newMask(a, random)
	if err != nil {
		return nil, err
	}
	out := *a
	out.Nameless = true
	out.ID = m.sessionID(a.ID)
	var sure bool
	if out.Title, sure = m.text(a.Title); !sure || a.Title == a.ID {
		out.Title = out.ID
	}
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
	out.Pairs = ratings.RenamePairs(a.Pairs, m.id)
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
	out.Planned, out.Agenda.Seed = false, 0
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
	names  *mention.Finder
}

// names finds everybody of the session who is not erased. The words of the ladder
// are nobody's initials.
func (s *Session) names() *mention.Finder {
	var terms []string
	for _, l := range s.rubric.Levels {
		terms = append(terms, l.Short, l.ID)
		if l.Label != "" {
			terms = append(terms, l.Label)
		}
	}
	return mention.NewFinder(s.Named(), terms)
}

// ambiguous stands for a part of a name that several people have, and for somebody
// of whom nothing but an address is known.
const ambiguous = "P-…"

func newMask(a *Analysis, random io.Reader) (*mask, error) {
	m := &mask{map[string]assess.Person{}, a.session.names()}
	people := a.people
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
		r.Agreed = m.agreed(r.Agreed)
	}
	slices.SortFunc(rows, func(x, y PersonRow) int { return byName(x.Person, y.Person) })
	return rows
}

// agreed is a decision that tells neither who took it nor when, with what it
// corrects.
func (m *mask) agreed(a *AgreedLevel) *AgreedLevel {
	if a == nil {
		return nil
	}
	masked := *a
	text, sure := m.text(a.Rationale)
	masked.Who, masked.At, masked.Rationale, masked.Withheld = assess.Person{}, time.Time{}, text, !sure
	masked.Corrects = m.agreed(a.Corrects)
	return &masked
}

// sessionID is the id of a session, or one that says nothing if it may name
// somebody.
func (m *mask) sessionID(id string) string {
	if len(m.names.Find(id)) > 0 {
		return "session"
	}
	return id
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

// text is a text with a pseudonym for whatever names somebody. It is false, and
// empty, where something in the text may name somebody or not: an ordinary word to
// one reader would be a name to another who knows the team.
func (m *mask) text(text string) (string, bool) {
	var b strings.Builder
	rest := 0
	for _, found := range m.names.Find(text) {
		if !found.Sure {
			return "", false
		}
		name := ambiguous
		if len(found.People) == 1 {
			name = m.masked[found.People[0]].Name
		}
		b.WriteString(text[rest:found.Start] + name)
		rest = found.End
	}
	return b.String() + text[rest:], true
}
