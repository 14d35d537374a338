package calibrate

import (
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"rung/assess"
	"rung/assess/ratings"
	"rung/rubric"
)

// Letter is what one subject is told: what the group decided about them, where that
// lies on the ladder, and nothing of others, neither what they said nor that they
// were there, but for the name of somebody to ask.
//
// Of the ratings it tells on which dimensions the group sees the subject at what a
// level expects. No single rating can be read from that:
//
//   - The group's view of a dimension is the mean of what managers and panel gave,
//     with the Perspective as one more voice, to the nearest step. Peers below
//     MinPeers are in nothing.
//   - It is told from two voices on, and only as a Sight: on which side of what a
//     level expects it lies; no mean, no step, not how many voices there are.
//   - Whatever is told, each voice may still have given at least two whole steps,
//     also if the letters for all levels are laid side by side. With two voices that
//     forbids to tell step 0 from step 1: nearest to 0 would mean that both gave 0.
//     What may be told depends on how many voices there are and on the ladder, never
//     on what they gave, so that silence says nothing either.
//   - Standings, spreads, severities and what was proposed are not in it: with one or
//     two raters they are ratings.
//   - The reason is the group's own text. It is withheld where it names somebody, or may.
//
// What remains is true of every mean: who knows what all the other voices gave can
// narrow the last one down.
type Letter struct {
	ID, Title string // of the session
	State     State
	Rubric    *rubric.Rubric
	Person    assess.Person
	Self      *View
	Outcome             // zero while undecided
	Corrects  []Outcome // what was decided and then corrected, the latest first
	// Ask is whom to ask: the manager who rated the subject, if it is one, else who
	// recorded the decision. Zero where neither has a name.
	Ask  assess.Person
	Here Against   // Agreed; zero without it
	Next []Against // the levels to which Agreed leads, told from Under alone
	// Receipts are those of the envelopes that the subject handed in themself.
	Receipts []Receipt
}

// Outcome is a decision as its subject is told of it.
type Outcome struct {
	Decided   bool
	Agreed    *rubric.Level // nil while undecided, or where it is no level this time
	At        time.Time     // of the decision
	Corrected bool          // it came after the session was locked
	Rationale string
	// Withheld says that there is a rationale, and that it names somebody else
	// of the session, or may.
	Withheld bool
}

// Against is a level held against what was said, by dimension in rubric order.
type Against struct {
	Level      *rubric.Level
	Group, Own []Sight // the group's view, and the subject's own answers
}

// Sight is on which side of what a level expects a dimension is seen.
type Sight int

// The sights. Untold: nothing was said, or it must not be told.
const (
	Untold Sight = iota
	Under
	Meets
	Over
)

// String is the sight's name.
func (s Sight) String() string { return [...]string{"untold", "under", "meets", "over"}[s] }

// Letter gathers what a subject, meant by name, is told.
func (o *Opened) Letter(subject string) (*Letter, error) {
	m, err := o.session.subject(subject)
	if err != nil {
		return nil, err
	}
	s, r := o.session, &o.rows[o.at[m.id]]
	l := &Letter{ID: s.id, Title: s.Title(), State: s.state, Rubric: s.rubric, Person: m.person(), Self: r.self.view(), Receipts: s.receiptsBy(m)}
	if s.namesOthers(l.Title, m) {
		l.Title = s.id
	}
	agreed := s.agreed(m)
	l.Ask = o.toAsk(r, agreed)
	if agreed == nil {
		return l, nil
	}
	l.Outcome = s.outcome(agreed, m)
	for before := agreed.Corrects; before != nil; before = before.Corrects {
		l.Corrects = append(l.Corrects, s.outcome(before, m))
	}
	if l.Agreed == nil {
		return l, nil
	}
	l.Here = o.against(r, l.Agreed, func(d int) rubric.Range { return l.Agreed.Scope[d] })
	for _, i := range l.Agreed.Next {
		next := &s.rubric.Levels[i]
		l.Next = append(l.Next, o.against(r, next, func(d int) rubric.Range {
			return rubric.Range{Lo: next.Scope[d].Lo, Hi: s.rubric.Dimensions[d].Top()}
		}))
	}
	return l, nil
}

// outcome is a decision as m, whom it is about, is told of it.
func (s *Session) outcome(a *AgreedLevel, m *member) Outcome {
	o := Outcome{Decided: true, Agreed: a.Level, At: a.At, Corrected: a.Corrected, Rationale: a.Rationale}
	if s.namesOthers(o.Rationale, m) {
		o.Rationale, o.Withheld = "", true
	}
	return o
}

// toAsk is whom a subject can ask.
func (o *Opened) toAsk(r *row, agreed *AgreedLevel) assess.Person {
	var managers []assess.Person
	for _, v := range r.named {
		if v.relation == assess.Manager {
			managers = append(managers, v.rater.person())
		}
	}
	known := func(p assess.Person) bool { return o.session.ids[p.ID] != nil && p.ID != r.subject.id }
	switch {
	case len(managers) == 1 && known(managers[0]):
		return managers[0]
	case agreed != nil && known(agreed.Who):
		return agreed.Who
	}
	return assess.Person{}
}

// against holds a level against what was said of a subject. What counts as expected
// of a dimension is given by its index.
func (o *Opened) against(r *row, l *rubric.Level, expected func(int) rubric.Range) Against {
	a := Against{Level: l}
	for d, dim := range o.session.rubric.Dimensions {
		a.Group = append(a.Group, r.group(d).sight(expected(d), dim.Top()))
		a.Own = append(a.Own, r.own(d).sight(expected(d), dim.Top()))
	}
	return a
}

// outlook is how a dimension is seen.
type outlook struct {
	mean   float64 // step
	voices int
	own    bool // by the subject alone, to whom all of it may be told
}

// group is how the group sees the subject on a dimension.
func (r *row) group(d int) outlook {
	var steps []float64
	for _, v := range r.named {
		steps = append(steps, knownAt(v.values, d)...)
	}
	if r.peers != nil {
		steps = append(steps, knownAt(r.peers.Values, d)...)
	}
	if len(steps) == 0 {
		return outlook{}
	}
	return outlook{mean: stat.Mean(steps, nil), voices: len(steps)}
}

// own is how the subject sees themself.
func (r *row) own(d int) outlook {
	if r.self == nil {
		return outlook{}
	}
	for _, step := range knownAt(r.self.values, d) {
		return outlook{mean: step, voices: 1, own: true}
	}
	return outlook{}
}

// knownAt is the value on a dimension, if there is one.
func knownAt(values []ratings.Figure, d int) []float64 {
	if values == nil {
		return nil
	}
	if step, any := values[d].Value(); any {
		return []float64{step}
	}
	return nil
}

// sight is on which side of what is expected the dimension is seen, if that may be
// told.
func (o outlook) sight(expected rubric.Range, top int) Sight {
	switch {
	case !o.tells(expected.Lo) || expected.Hi < top && !o.tells(expected.Hi+1):
		return Untold
	case !o.reaches(expected.Lo):
		return Under
	case expected.Hi < top && o.reaches(expected.Hi+1):
		return Over
	}
	return Meets
}

// reaches reports whether the step nearest to the mean, halfway the higher, is this
// one or higher.
func (o outlook) reaches(step int) bool { return ratings.Compare(o.mean, float64(step)-0.5) >= 0 }

// tells reports whether it may be told that a step, 1 or higher, is reached or not.
// Where it is not, all voices but one may have given 0; that one must be free to
// have given 1 all the same.
func (o outlook) tells(step int) bool {
	free := ratings.Compare(float64(o.voices)*(float64(step)-0.5), 1) > 0
	return o.own || o.voices >= 2 && (step == 0 || free)
}

// Withheld is a subject, meant by name, whose letter leaves the reason of what is
// decided out, and what in it names somebody else, or may. Where the letter gives the
// reason there is nothing of that.
func (s *Session) Withheld(subject string) (who assess.Person, names []string) {
	m, err := s.subject(subject)
	if err != nil {
		return who, nil
	}
	if agreed := s.agreed(m); agreed != nil {
		names = s.others(agreed.Rationale, m)
	}
	return m.person(), names
}

// namesOthers reports whether a text names, or may name, somebody who is not m.
func (s *Session) namesOthers(text string, m *member) bool { return len(s.others(text, m)) > 0 }

// others lists what in a text names, or may name, somebody who is not m.
func (s *Session) others(text string, m *member) (names []string) {
	for _, found := range s.names().Find(text) {
		if !slices.Contains(found.People, m.id) {
			names = append(names, text[found.Start:found.End])
		}
	}
	return names
}
