package calibrate

import (
	"slices"
	"strings"
	"time"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// MaxMinutes is the longest agenda.
const MaxMinutes = 10_000

// RecordAgenda fixes the seed that orders equals on the agenda, and the minutes
// there are. Doing it again changes the agenda, and the log says so.
func (s *Session) RecordAgenda(act Act, seed uint64, minutes int) error {
	if err := s.must(Revealed); err != nil {
		return err
	}
	if minutes < 0 || minutes > MaxMinutes {
		return lang.Errorf("an agenda has 0 to %d minutes, not %d", MaxMinutes, minutes)
	}
	if s.plan != nil && s.plan.Seed == seed && s.plan.Minutes == minutes {
		return nil
	}
	return s.logAs(act, Entry{Kind: KindPlanned, Seed: seed, Minutes: minutes}, nil)
}

// CanDecide is the *StateError that Decide would return, nil if decisions may be
// taken.
func (s *Session) CanDecide() error { return s.must(Revealed) }

// AgreedLevel is what the group decided about a subject.
type AgreedLevel struct {
	Level     *rubric.Level // nil where the group agreed on no level this time
	Proposed  Proposal      // when it was decided
	Was       *rubric.Level // agreed before, and changed; nil the first time
	Rationale string        // empty if there is none
	Withheld  bool          // there is one, and it may name somebody; see Anonymous
	Who       assess.Person // zero if they did not say
	At        time.Time
	// Corrected says that it came after the session was locked; Corrects is what
	// it then corrected, nil if nothing was decided.
	Corrected bool
	Corrects  *AgreedLevel
}

// Changes reports whether another level was agreed than what was proposed.
func (a AgreedLevel) Changes() bool { return a.Level != nil && !a.Proposed.Has(a.Level) }

// Decide gives a subject, meant by name, a level, meant by what it is called; an
// empty one is no level this time. A level that was not proposed needs a
// rationale, and so does none. Deciding again replaces what was agreed, and the
// log keeps both; the same level for the same reason changes nothing.
func (s *Session) Decide(act Act, subject, level, rationale string) error {
	if err := s.CanDecide(); err != nil {
		return err
	}
	return s.decide(act, Entry{Kind: KindDecided}, subject, level, rationale)
}

// Correct replaces what is decided about a subject once the session is locked, as
// Decide does before. It always needs a rationale.
func (s *Session) Correct(act Act, subject, level, rationale string) error {
	if s.state == Revealed {
		return s.wrong("session %v is not locked, so that a decision needs no correction")
	}
	if err := s.must(Locked); err != nil {
		return err
	}
	return s.decide(act, Entry{Kind: KindCorrected}, subject, level, rationale)
}

func (s *Session) decide(act Act, e Entry, subject, level, rationale string) error {
	m, err := s.subject(subject)
	if err != nil {
		return err
	}
	proposed := s.open().proposal(m.id)
	body, err := s.decision(level, rationale, proposed)
	if err != nil {
		return err
	}
	if body.Rationale == "" {
		if err := needsRationale(e.Kind, m.person(), s.level(body.Is), proposed); err != nil {
			return err
		}
	}
	e.Subject = m.pid
	if e.Kind == KindCorrected {
		e.Covers = s.inForce(m.pid)
	}
	var before decidedBody
	if seq, again := s.decided[m.pid]; again && s.read(seq, &before) {
		if before.Is == body.Is && before.Rationale == body.Rationale {
			return nil
		}
		body.Was = before.Is
	}
	return s.logAs(act, e, body)
}

// decision is the payload of a decision, checked.
func (s *Session) decision(level, rationale string, proposed Proposal) (decidedBody, error) {
	body := decidedBody{NoLevel: level == "", Rationale: strings.TrimSpace(rationale)}
	if err := checkText(body.Rationale, assess.MaxNote, true); err != nil {
		return body, lang.Errorf("the rationale: %v", err)
	}
	body.propose(proposed)
	if body.NoLevel {
		return body, nil
	}
	agreed, err := s.rubric.FindLevel(level)
	if err != nil {
		return body, err
	}
	body.Is = agreed.ID
	return body, nil
}

// inForce is the decision about a subject, by Seq, if there is one.
func (s *Session) inForce(pid string) []int {
	if seq, any := s.decided[pid]; any {
		return []int{seq}
	}
	return nil
}

// needsRationale is the *LackError of a decision without a reason that needs one;
// nil if it needs none.
func needsRationale(kind Kind, p assess.Person, level *rubric.Level, proposed Proposal) error {
	var shorts lang.List
	for _, l := range proposed.Levels {
		shorts = append(shorts, lang.Verbatim(l.Short))
	}
	switch {
	case kind == KindCorrected:
		return lacks(NoReason, "a correction needs a reason")
	case level == nil:
		return lacks(NoReason, "no level for %v this time needs a reason", doc.Quote(p.Name))
	case proposed.Has(level):
		return nil
	case len(shorts) == 0:
		return lacks(NoReason, "no level is proposed for %v, so %s needs a reason", doc.Quote(p.Name), level.Short)
	case len(shorts) == 1:
		return lacks(NoReason, "the level proposed for %v is %v, not %s", doc.Quote(p.Name), shorts, level.Short)
	default:
		return lacks(NoReason, "the levels proposed for %v are %v, not %s", doc.Quote(p.Name), shorts, level.Short)
	}
}

// subject finds a subject by name, or by one that was joined to it.
func (s *Session) subject(name string) (*member, error) {
	subjects := s.Subjects()
	if p, known := assess.Called(subjects, name); known {
		return s.ids[p.ID], nil
	}
	if m := s.ids[assess.PersonID(name)]; m != nil && slices.Contains(subjects, m.person()) {
		return m, nil
	}
	var names []string
	for _, p := range subjects {
		names = append(names, p.Name)
	}
	return nil, lang.Errorf("session %v has no subject %v%v", lang.Quoted(s.id), doc.Quote(name), after{doc.DidYouMean(name, names)})
}

// agreed is what was decided about a member, if anything was.
func (s *Session) agreed(m *member) *AgreedLevel {
	if seq, any := s.decided[m.pid]; any {
		return s.agreedAt(seq)
	}
	return nil
}

// agreedAt is what an entry decided; nil if that was erased.
func (s *Session) agreedAt(seq int) *AgreedLevel {
	var body decidedBody
	if !s.read(seq, &body) {
		return nil
	}
	e := s.entries[seq-1]
	a := &AgreedLevel{
		Level: s.level(body.Is), Proposed: s.proposedIn(body), Was: s.level(body.Was),
		Rationale: body.Rationale, Who: s.member(e.Who).person(), At: e.At, Corrected: e.Kind == KindCorrected,
	}
	if len(e.Covers) > 0 {
		a.Corrects = s.agreedAt(e.Covers[0])
	}
	return a
}

// propose notes what is proposed when a decision is taken.
func (b *decidedBody) propose(p Proposal) {
	if ids := p.ids(); len(ids) == 1 {
		b.Proposed = ids[0]
	} else {
		b.Between, b.Tie, b.Tracks, b.Moved = ids, p.Tie, p.Tracks, p.Moved
	}
}

// proposedIn is what was proposed when a decision was taken.
func (s *Session) proposedIn(b decidedBody) Proposal {
	p := Proposal{Tie: b.Tie, Tracks: b.Tracks, Moved: b.Moved}
	for _, id := range b.proposed() {
		p.Levels = append(p.Levels, s.level(id))
	}
	return p
}

func (b decidedBody) proposed() []string {
	if b.Proposed != "" {
		return []string{b.Proposed}
	}
	return b.Between
}

// level is the level with an id; nil without one.
func (s *Session) level(id string) *rubric.Level {
	if i := s.rubric.LevelIndex(id); i >= 0 {
		return &s.rubric.Levels[i]
	}
	return nil
}

// Undecided lists the subjects about whom nothing is decided, by name.
func (s *Session) Undecided() []assess.Person {
	return slices.DeleteFunc(s.Subjects(), func(p assess.Person) bool {
		m := s.ids[p.ID]
		return m == nil || s.decided[m.pid] > 0
	})
}

// UndecidedError says that a session cannot be locked yet.
type UndecidedError struct {
	Session  string          // id
	Subjects []assess.Person // without a decision
}

// maxUndecided is how many subjects the error names in words.
const maxUndecided = 8

// Names lists the subjects, the first of them by name.
func (e *UndecidedError) Names() (names lang.List) {
	for _, p := range e.Subjects[:min(len(e.Subjects), maxUndecided)] {
		names = append(names, doc.Quote(p.Name))
	}
	if more := len(e.Subjects) - maxUndecided; more > 0 {
		names = append(names, lang.Sprintf("%d more", more))
	}
	return names
}

// In names the subjects in t.
func (e *UndecidedError) In(t lang.Tag) string {
	return lang.Sprintf("no level is agreed for %v", e.Names()).In(t)
}

func (e *UndecidedError) Error() string { return e.In(lang.EN) }

// Lock ends the session. It is refused with an *UndecidedError while subjects
// lack a decision, unless force is set; the log then says how many. The key of the
// session is to be destroyed then.
func (s *Session) Lock(act Act, force bool) error {
	if err := s.must(Revealed); err != nil {
		return err
	}
	open := s.Undecided()
	if len(open) > 0 && !force {
		return &UndecidedError{s.id, open}
	}
	if err := s.logAs(act, Entry{Kind: KindLocked, Undecided: len(open)}, nil); err != nil {
		return err
	}
	return s.discardKey(act)
}
