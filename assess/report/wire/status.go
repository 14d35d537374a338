package wire

import (
	"io"
	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
	"strconv"
	"time"
)

// The wire types of rung.status/v1, rung.sessions/v1 and rung.log-view/v1.
type (
	// Who has handed in for whom, and nothing of what.
	status struct {
		Schema    string     `json:"schema"`
		Session   sessionRef `json:"session"`
		Begun     *string    `json:"begun" is:"time"`
		NotBefore *string    `json:"not_before" is:"day"` // The day, in UTC, before which its terms let nobody reveal it; null where they name none.
		Revealed  *string    `json:"revealed" is:"time"`  // Null while it is not.
		Locked    *string    `json:"locked" is:"time"`    // Null while it is not.
		Expected  int        `json:"expected"`            // Ratings that are expected.
		In        int        `json:"in"`                  // Of these, those handed in.
		Undecided int        `json:"undecided"`           // Subjects without an agreed level.
		Handed    []handed   `json:"handed"`              // By subject, relation and rater.
		Missing   []handed   `json:"missing"`             // Expected, and not handed in.
		NoManager []person   `json:"no_manager"`          // Subjects whom no manager has rated.
		NoSelf    []person   `json:"no_self"`             // Subjects who have not rated themselves.
		Twins     []twin     `json:"twins"`               // Before reveal: people who are likely there under two names.
		Envelopes envelopes  `json:"envelopes"`
	}
	// Raters as to how they hand in. About whom an envelope says something does not show before reveal.
	envelopes struct {
		Invited   []person `json:"invited"`
		In        []person `json:"in"`        // Of these, those whose envelope counts.
		Uninvited []person `json:"uninvited"` // Expected to rate somebody.
		Outdated  []person `json:"outdated"`  // Expected to rate somebody whom their invitation does not have.
		Seen      []person `json:"seen"`      // Something of theirs came readable, and was seen by the facilitator.
	}
	twin struct {
		Name person   `json:"name"`
		Of   []person `json:"of"` // Who they may be; of several, the name does not tell which.
	}
	sessionRef struct {
		ID     string    `json:"id" is:"id"`
		Title  string    `json:"title"`
		State  string    `json:"state" is:"state"`
		Rubric rubricRef `json:"rubric"`
	}
	handed struct {
		Subject  person  `json:"subject"`
		Rater    person  `json:"rater"`
		Relation string  `json:"relation" is:"relation"`
		At       *string `json:"at" is:"day"` // The day, in UTC, of the last time; null if it is missing.
		Times    int     `json:"times"`
		Expected bool    `json:"expected"`
	}
	// The calibration sessions that are kept.
	sessions struct {
		Schema   string          `json:"schema"`
		Sessions []listedSession `json:"sessions"`
	}
	listedSession struct {
		sessionRef
		People  int     `json:"people"` // Something was handed in or is expected about them.
		Handed  int     `json:"handed"` // Ratings, the last of each rater about each person.
		Begun   *string `json:"begun" is:"time"`
		Changed *string `json:"changed" is:"day"` // The day, in UTC, of the last change.
	}
	// The log of a session as a person reads it. What was handed in is never in it.
	logView struct {
		Schema  string     `json:"schema"`
		Session sessionRef `json:"session"`
		Entries []event    `json:"entries"` // In the order of seq.
	}
	// What a kind of entry does not use is absent, or null; so is what was erased.
	event struct {
		Seq       int      `json:"seq" is:"some"`
		At        string   `json:"at" is:"time"`
		Kind      string   `json:"kind" is:"entry"`
		Who       *person  `json:"who"` // Who did it; null if they did not say.
		Subject   *person  `json:"subject"`
		Rater     *person  `json:"rater"`
		Same      *person  `json:"same,omitempty"` // Who the subject is, or is not.
		Relation  string   `json:"relation,omitempty" is:"relation"`
		Under     int      `json:"under,omitempty" is:"some"`  // The invitation that it came under, or the envelope that it came in.
		Covers    []int    `json:"covers,omitempty" is:"some"` // Earlier entries that this one replaces, seals, opens, takes back, corrects or blots out.
		Unread    []int    `json:"unread,omitempty" is:"some"` // Those of them that could not be opened, and do not count.
		Seed      string   `json:"seed,omitempty" is:"digits"`
		Minutes   int      `json:"minutes,omitempty"`
		Undecided int      `json:"undecided,omitempty"` // Subjects left without an agreed level.
		Proposed  string   `json:"proposed,omitempty" is:"id"`
		Between   []string `json:"between,omitempty" is:"id"` // The levels proposed, where they were several.
		Was       string   `json:"was,omitempty" is:"id"`
		Is        string   `json:"is,omitempty" is:"id"` // The level agreed.
		NoLevel   bool     `json:"no_level,omitempty"`   // It was agreed that there is none this time.
		Rationale string   `json:"rationale,omitempty"`
		Erased    bool     `json:"erased,omitempty"`             // What the entry held is gone.
		Digest    string   `json:"digest,omitempty" is:"digest"` // Of everything handed in; of an invitation its key's, of an envelope its receipt, of closing that of the list.
		Hash      string   `json:"hash" is:"digest"`             // Of the entry.
	}
)

func newSessionRef(s *calibrate.Session) sessionRef {
	return sessionRef{s.ID(), s.Title(), string(s.State()), newRubricRef(s.Rubric())}
}

// instant renders a time, null when it is not known.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

// dayOf renders the day of a time, in UTC, null when it is not known.
func dayOf(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.DateOnly)
	return &s
}

func newHanded(h calibrate.Handed) handed {
	return handed{person(h.Subject), person(h.Rater), string(h.Relation), dayOf(h.At), h.Times, h.Expected}
}

func newPerson(p assess.Person) person { return person(p) }

// Status writes a status as rung.status/v1.
func Status(w io.Writer, s *calibrate.Session) error {
	found, dates := s.Status(), s.Dates()
	var notBefore *string
	if day := s.NotBefore(); day != "" {
		notBefore = &day
	}
	return Encode(w, status{
		Schema: "rung.status/v1", Session: newSessionRef(s),
		Begun: instant(dates.Begun), NotBefore: notBefore, Revealed: instant(dates.Revealed), Locked: instant(dates.Locked),
		Expected: found.Expected(), In: found.In(), Undecided: len(s.Undecided()),
		Handed: each(found.Handed, newHanded), Missing: each(found.Missing, newHanded),
		NoManager: each(found.NoManager, newPerson), NoSelf: each(found.NoSelf, newPerson), Twins: newTwins(s),
		Envelopes: newEnvelopes(s.Envelopes()),
	})
}

func newEnvelopes(e calibrate.Envelopes) envelopes {
	return envelopes{each(e.Invited, newPerson), each(e.In, newPerson), each(e.Uninvited, newPerson), each(e.Outdated, newPerson), each(e.Seen, newPerson)}
}

func newTwins(s *calibrate.Session) []twin {
	if s.State() != calibrate.Collecting {
		return []twin{}
	}
	return each(s.Twins(), func(t calibrate.Twin) twin { return twin{newPerson(t.Name), each(t.Of, newPerson)} })
}

// Sessions writes a list of sessions as rung.sessions/v1.
func Sessions(w io.Writer, all []*calibrate.Session) error {
	return Encode(w, sessions{"rung.sessions/v1", each(all, newListedSession)})
}

func newListedSession(s *calibrate.Session) listedSession {
	dates := s.Dates()
	return listedSession{newSessionRef(s), len(s.Subjects()), len(s.Status().Handed), instant(dates.Begun), dayOf(dates.Changed)}
}

// Log writes a log as rung.log-view/v1: the entries as a person reads them.
func Log(w io.Writer, s *calibrate.Session) error {
	return Encode(w, logView{"rung.log-view/v1", newSessionRef(s), each(s.History(), newEvent)})
}

func newEvent(e calibrate.Event) event {
	out := event{
		Seq: e.Seq, At: e.At.UTC().Format(time.RFC3339), Kind: string(e.Kind),
		Who: somebody(e.Who), Subject: somebody(e.Subject), Rater: somebody(e.Rater), Same: somebody(e.Same),
		Relation: string(e.Relation), Under: e.Under, Covers: e.Covers, Unread: e.Unread, Minutes: e.Minutes, Undecided: e.Undecided,
		Was: idOf(e.Was), Is: idOf(e.Is), NoLevel: e.NoLevel, Rationale: e.Rationale, Erased: e.Gone, Digest: e.Digest, Hash: e.Hash,
	}
	if out.Proposed = idOf(e.Proposed.Level()); out.Proposed == "" {
		out.Between = levelIDs(e.Proposed.Levels)
	}
	if e.Kind == calibrate.KindPlanned {
		out.Seed = strconv.FormatUint(e.Seed, 10)
	}
	return out
}

// idOf is the id of a level; empty without one.
func idOf(l *rubric.Level) string {
	if l == nil {
		return ""
	}
	return l.ID
}

// somebody is a person, nil for nobody.
func somebody(p assess.Person) *person {
	if p == (assess.Person{}) {
		return nil
	}
	out := person(p)
	return &out
}
