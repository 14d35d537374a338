package calibrate

import (
	"cmp"
	"slices"
	"time"

	"rung/assess"
	"rung/rubric"
)

// Status says who has handed in for whom, and nothing of what. It is the same
// before reveal and after, but that what was left open in an envelope shows as missing
// then: before, an envelope has something for everybody whom its rater rates.
type Status struct {
	Handed []Handed // by subject, relation and rater
	// Missing lists what is expected and was not handed in, in the same order.
	Missing []Handed
	// NoManager and NoSelf list the subjects nobody has rated as a manager, and
	// those who have not rated themselves.
	NoManager, NoSelf []assess.Person
}

// Handed is a submission from outside, or one that is expected.
type Handed struct {
	Subject, Rater assess.Person
	Relation       assess.Relation
	At             time.Time // of the last one; zero if it is missing
	Times          int       // how often it was handed in
	Expected       bool      // somebody said that it would be
}

// Expected is how many ratings are expected, and In how many of them are in.
func (s Status) Expected() int { return s.In() + len(s.Missing) }

// In is how many of the ratings that are expected were handed in.
func (s Status) In() int { return len(s.Handed) - len(s.Unexpected()) }

// Unexpected lists what was handed in without being expected.
func (s Status) Unexpected() []Handed {
	return slices.DeleteFunc(slices.Clone(s.Handed), func(h Handed) bool { return h.Expected })
}

// All lists what was handed in and what is missing, by subject, relation and rater.
func (s Status) All() []Handed {
	all := slices.Concat(s.Handed, s.Missing)
	slices.SortStableFunc(all, handedOrder)
	return all
}

// RaterRatings is some ratings of one rater.
type RaterRatings struct {
	Rater   assess.Person
	Ratings []Handed // by subject
}

// ByRater sorts ratings by their raters, these by name.
func ByRater(ratings []Handed) []RaterRatings {
	var all []RaterRatings
	at := map[string]int{}
	for _, r := range ratings {
		i, known := at[r.Rater.ID]
		if !known {
			i = len(all)
			at[r.Rater.ID] = i
			all = append(all, RaterRatings{Rater: r.Rater})
		}
		all[i].Ratings = append(all[i].Ratings, r)
	}
	slices.SortFunc(all, func(a, b RaterRatings) int { return byName(a.Rater, b.Rater) })
	return all
}

// Status lists what was handed in and what is missing.
func (s *Session) Status() Status {
	var out Status
	has := map[string]map[assess.Relation]bool{}
	for p, h := range s.handed {
		_, expected := s.expected[p]
		out.Handed = append(out.Handed, Handed{s.members[p.subject].person(), s.members[p.rater].person(), h.relation, h.at, h.times, expected})
		id := s.members[p.subject].person().ID
		if has[id] == nil {
			has[id] = map[assess.Relation]bool{}
		}
		has[id][h.relation] = true
	}
	for p, relation := range s.expected {
		if _, done := s.handed[p]; !done {
			out.Missing = append(out.Missing, Handed{Subject: s.members[p.subject].person(), Rater: s.members[p.rater].person(), Relation: relation, Expected: true})
		}
	}
	slices.SortFunc(out.Handed, handedOrder)
	slices.SortFunc(out.Missing, handedOrder)
	for _, p := range s.Subjects() {
		if !has[p.ID][assess.Manager] {
			out.NoManager = append(out.NoManager, p)
		}
		if !has[p.ID][assess.Self] {
			out.NoSelf = append(out.NoSelf, p)
		}
	}
	return out
}

func handedOrder(a, b Handed) int {
	place := func(h Handed) int { return slices.Index(assess.Relations, h.Relation) }
	return cmp.Or(byName(a.Subject, b.Subject), cmp.Compare(place(a), place(b)), byName(a.Rater, b.Rater))
}

// Event is one entry of the log as a person reads it. Fields that its Kind does
// not use are zero, and so are those whose payload was erased.
type Event struct {
	Seq                 int
	At                  time.Time
	Kind                Kind
	Who, Subject, Rater assess.Person // under the names that they had then
	Same                assess.Person // who Subject is, or is not
	Relation            assess.Relation
	Under               int  // Seq of the invitation that it came under, or of the envelope that it came in
	Again               bool // the rater had been invited before
	Covers              []int
	Seed                uint64
	Minutes, Undecided  int
	Title               string
	Proposed            Proposal
	Was, Is             *rubric.Level
	NoLevel             bool // no level was agreed this time
	Of                  Kind // what a withdrawal took back, submissions before expectations
	Rationale           string
	Gone                bool   // the payload was erased
	Unread              []int  // Seq of what could not be opened at reveal
	Digest              string // of everything handed in; of an invitation its key's, of an envelope its receipt, of closing that of the list
	Hash                string // of the entry
}

// History lists the log. What was handed in is never in it.
func (s *Session) History() []Event {
	events := make([]Event, 0, len(s.entries))
	invited := map[string]bool{}
	for _, e := range s.entries {
		_, kept := s.payloads[e.Seq]
		v := Event{
			Seq: e.Seq, At: e.At, Kind: e.Kind, Who: s.members[e.Who].person(), Subject: s.members[e.Subject].person(), Rater: s.members[e.Rater].person(),
			Same: s.members[e.Same].person(), Relation: e.Relation, Under: e.Of, Covers: e.Covers, Seed: e.Seed, Minutes: e.Minutes, Undecided: e.Undecided,
			Digest: e.Digest, Hash: e.Hash(), Gone: e.Commitment != "" && e.Kind != KindRedacted && !kept,
		}
		switch e.Kind {
		case KindCreated:
			v.Title = s.Title()
		case KindDecided, KindCorrected:
			var body decidedBody
			s.read(e.Seq, &body)
			v.Proposed, v.Was, v.Is = s.proposedIn(body), s.level(body.Was), s.level(body.Is)
			v.NoLevel, v.Rationale = body.NoLevel, body.Rationale
		case KindInvited:
			v.Again = invited[e.Rater]
			invited[e.Rater] = true
		case KindWithdrawn:
			v.Of = s.takenBack(e)
		case KindRevealed:
			v.Unread = s.unread
		}
		events = append(events, v)
	}
	return events
}
