package wire

import (
	"io"
	"rung/assess"
	"rung/assess/calibrate"
	"strconv"
	"time"
)

type (
	statusJSON struct {
		Schema    string         `json:"schema"`
		Session   sessionRefJSON `json:"session"`
		Handed    []handedJSON   `json:"handed"`
		Missing   []handedJSON   `json:"missing"`
		NoManager []personJSON   `json:"no_manager"`
		NoSelf    []personJSON   `json:"no_self"`
	}
	sessionRefJSON struct {
		ID     string        `json:"id"`
		Title  string        `json:"title"`
		State  string        `json:"state"`
		Rubric rubricRefJSON `json:"rubric"`
	}
	handedJSON struct {
		Subject  personJSON `json:"subject"`
		Rater    personJSON `json:"rater"`
		Relation string     `json:"relation"`
		At       *string    `json:"at"`
		Times    int        `json:"times"`
	}
	eventJSON struct {
		Seq       int         `json:"seq"`
		At        string      `json:"at"`
		Kind      string      `json:"kind"`
		Who       *personJSON `json:"who"`
		Subject   *personJSON `json:"subject"`
		Rater     *personJSON `json:"rater"`
		Relation  string      `json:"relation,omitempty"`
		Covers    []int       `json:"covers,omitempty"`
		Seed      string      `json:"seed,omitempty"`
		Minutes   int         `json:"minutes,omitempty"`
		Undecided int         `json:"undecided,omitempty"`
		Proposed  string      `json:"proposed,omitempty"`
		Was       string      `json:"was,omitempty"`
		Is        string      `json:"is,omitempty"`
		Rationale string      `json:"rationale,omitempty"`
		Erased    bool        `json:"erased,omitempty"`
		Digest    string      `json:"digest,omitempty"`
		Hash      string      `json:"hash"`
	}
)

func newSessionRefJSON(s *calibrate.Session) sessionRefJSON {
	r := s.Rubric()
	return sessionRefJSON{s.ID(), s.Title(), string(s.State()), rubricRefJSON{r.ID, r.Version, r.Digest}}
}

// instant renders a time, null when it is not known.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

func newHandedJSON(h calibrate.Handed) handedJSON {
	return handedJSON{personJSON(h.Subject), personJSON(h.Rater), string(h.Relation), instant(h.At), h.Times}
}

func newPersonJSON(p assess.Person) personJSON { return personJSON(p) }

// Status writes a status as rung.status/v1.
func Status(w io.Writer, s *calibrate.Session) error {
	status := s.Status()
	return Encode(w, statusJSON{"rung.status/v1", newSessionRefJSON(s), each(status.Handed, newHandedJSON), each(status.Missing, newHandedJSON),
		each(status.NoManager, newPersonJSON), each(status.NoSelf, newPersonJSON)})
}

// Sessions writes a list of sessions as rung.sessions/v1.
func Sessions(w io.Writer, sessions []*calibrate.Session) error {
	return Encode(w, struct {
		Schema   string           `json:"schema"`
		Sessions []sessionRefJSON `json:"sessions"`
	}{"rung.sessions/v1", each(sessions, newSessionRefJSON)})
}

// Log writes a log as rung.log-view/v1: the entries as a person reads them.
func Log(w io.Writer, s *calibrate.Session) error {
	return Encode(w, struct {
		Schema  string         `json:"schema"`
		Session sessionRefJSON `json:"session"`
		Entries []eventJSON    `json:"entries"`
	}{"rung.log-view/v1", newSessionRefJSON(s), each(s.History(), newEventJSON)})
}

func newEventJSON(e calibrate.Event) eventJSON {
	optional := func(p assess.Person) *personJSON {
		if p == (assess.Person{}) {
			return nil
		}
		out := personJSON(p)
		return &out
	}
	out := eventJSON{
		Seq: e.Seq, At: e.At.UTC().Format(time.RFC3339), Kind: string(e.Kind),
		Who: optional(e.Who), Subject: optional(e.Subject), Rater: optional(e.Rater),
		Relation: string(e.Relation), Covers: e.Covers, Minutes: e.Minutes, Undecided: e.Undecided,
		Proposed: e.Proposed, Was: e.Was, Is: e.Is, Rationale: e.Rationale, Erased: e.Gone, Digest: e.Digest, Hash: e.Hash,
	}
	if e.Kind == calibrate.KindPlanned {
		out.Seed = strconv.FormatUint(e.Seed, 10)
	}
	return out
}
