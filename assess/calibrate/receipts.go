package calibrate

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"rung/assess"
	"rung/assess/exchange"
)

// Receipt is something that a rater handed in, and what became of it.
type Receipt struct {
	Rater   assess.Person
	Receipt exchange.Hash // of the envelope; of what was kept, where it was seen
	State   exchange.State
	Made    time.Time // by the rater's clock, UTC; zero if that is not known
	Arrived time.Time // UTC; zero if that is not known
}

// Posted is what is given out of receipts, with what they prove.
type Posted struct {
	Session  string // id
	Title    string
	State    State
	Rubric   assess.RubricRef
	Receipts []Receipt
	Reader   string         // name of the facilitator; empty in a session that is not sealed
	Holders  []string       // names of the second holders, if there are any
	List     *exchange.Hash // of the closing list; nil if there is none
	Head     Head           // zero from a second holder, who has no log
}

// Posted gives the receipts of the session as it is now.
func (s *Session) Posted() Posted {
	p := Posted{Session: s.id, Title: s.Title(), State: s.state, Rubric: assess.Ref(s.rubric), Receipts: s.Receipts(), Head: s.Head()}
	if terms := s.Terms(); terms != nil {
		p.under(terms)
	}
	if list := s.Closing(); list != nil {
		hash := list.Hash()
		p.List = &hash
	}
	return p
}

// under fills in who reads and who releases by the terms.
func (p *Posted) under(terms *exchange.Terms) {
	p.Reader = terms.Reader
	for _, holder := range terms.Second {
		p.Holders = append(p.Holders, holder.Name)
	}
}

// PostedAtRelease gives the receipts of a session, by its id, as a second holder knows
// them who released a closing list by their register, but for what they withheld: no
// title, no days of arrival, nothing that came late.
func PostedAtRelease(session string, r *exchange.Release, by *exchange.Register, withheld []exchange.Withheld) Posted {
	list := r.Closing.Hash()
	p := Posted{Session: session, Title: session, State: Closed, Rubric: assess.RubricRef(r.Terms.Rubric), List: &list}
	p.under(&r.Terms)
	for _, one := range r.Closing.Receipts {
		name := by.NameOf(one.Rater)
		posted := Receipt{Rater: assess.Person{ID: assess.PersonID(name), Name: name}, Receipt: one.Receipt, State: one.State, Made: r.Made(one.Receipt)}
		if slices.ContainsFunc(withheld, func(w exchange.Withheld) bool { return w.Receipt == one.Receipt }) {
			posted.State = exchange.HeldBack
		}
		p.Receipts = append(p.Receipts, posted)
	}
	slices.SortStableFunc(p.Receipts, func(a, b Receipt) int { return byName(a.Rater, b.Rater) })
	return p
}

// Enveloped reports whether any of it came in an envelope.
func (p Posted) Enveloped() bool {
	return slices.ContainsFunc(p.Receipts, func(r Receipt) bool { return r.State != exchange.Seen })
}

// Receipts lists everything that was handed in, by rater, in the order in which it
// came.
func (s *Session) Receipts() (all []Receipt) {
	for _, e := range s.entries {
		state := s.stateOf(e)
		if state == "" {
			continue
		}
		one := Receipt{Rater: s.member(e.Rater).person(), State: state, Made: e.Made, Arrived: e.At}
		if one.Receipt.UnmarshalText([]byte(receiptOf(e))) == nil {
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b Receipt) int { return cmp.Or(byName(a.Rater, b.Rater), a.Arrived.Compare(b.Arrived)) })
	return all
}

// Envelopes are raters, by name, as to how they hand in.
type Envelopes struct {
	Invited, In         []assess.Person // those who were invited, and of these those whose envelope counts
	Uninvited, Outdated []assess.Person // see Session.Uninvited and Session.Outdated
	Seen                []assess.Person // those of whom something came readable, and was seen by the facilitator
}

// Envelopes says from whom envelopes came.
func (s *Session) Envelopes() Envelopes {
	invited, in, seen := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range s.entries {
		rater, state := s.goesUnder(e.Rater), s.stateOf(e)
		invited[rater] = invited[rater] || e.Kind == KindInvited
		in[rater] = in[rater] || state == exchange.Counted
		seen[rater] = seen[rater] || state == exchange.Seen
	}
	maps.DeleteFunc(invited, func(rater string, _ bool) bool { return !s.present(rater) || len(s.toRateBy(rater)) == 0 })
	return Envelopes{Invited: s.those(invited), In: s.those(in), Uninvited: s.Uninvited(), Outdated: s.Outdated(), Seen: s.those(seen)}
}

// those are the people of whom, by pid, something is so, by name.
func (s *Session) those(are map[string]bool) (people []assess.Person) {
	for pid, is := range are {
		if is {
			people = append(people, s.members[pid].person())
		}
	}
	slices.SortFunc(people, byName)
	return people
}

// receiptsBy are those of the envelopes of one rater.
func (s *Session) receiptsBy(m *member) []Receipt {
	return slices.DeleteFunc(s.Receipts(), func(r Receipt) bool { return r.State == exchange.Seen || r.Rater.ID != m.id })
}

// receiptOf is the receipt of what came with an entry, in hex.
func receiptOf(e Entry) string {
	if e.Kind == KindSubmitted {
		return e.Commitment
	}
	return e.Digest
}

// stateOf is what became of what came with an entry: for good, once nothing more is
// taken. It is empty for an entry with which nothing came.
func (s *Session) stateOf(e Entry) exchange.State {
	switch {
	case e.Kind == KindLate:
		return exchange.Late
	case e.Kind == KindSubmitted && e.Of == 0:
		return exchange.Seen
	case e.Kind != KindEnvelope:
		return ""
	case s.ended != nil:
		return s.ended[e.Seq]
	case e.Of != s.invitation(e.Rater):
		return exchange.Revoked
	case e.Seq != s.envelope(e.Rater):
		return exchange.Replaced
	case len(s.sentBy(e.Rater)) == 0:
		return exchange.Withdrawn
	}
	return exchange.Counted
}

// states are what became of every envelope, by Seq.
func (s *Session) states() map[int]exchange.State {
	states := map[int]exchange.State{}
	for _, e := range s.entries {
		if e.Kind == KindEnvelope {
			states[e.Seq] = s.stateOf(e)
		}
	}
	return states
}
