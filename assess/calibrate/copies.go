package calibrate

import (
	"maps"
	"slices"

	"rung/rubric/lang"
)

// PartedError says that two copies of a session went apart: each has entries that
// the other does not have.
type PartedError struct {
	Session string // id
	Seq     int    // of the first entry that differs
	// Here and There are what was done first from there on, in the stored copy and
	// in the other.
	Here, There Event
}

// In says where they part, in t.
func (e *PartedError) In(t lang.Tag) string {
	if e.Seq == 1 {
		return lang.Sprintf("there are two sessions with the name %v", lang.Quoted(e.Session)).In(t)
	}
	return lang.Sprintf("the two copies of session %v part at entry %d", lang.Quoted(e.Session), e.Seq).In(t)
}

func (e *PartedError) Error() string { return e.In(lang.EN) }

// Beyond is what s, a copy of the stored session, has beyond it: what is to be
// saved for the stored one to go on as s did. It is false if s has nothing that the
// stored one does not have. The error is a *PartedError.
func (s *Session) Beyond(stored *Session) (Change, bool, error) {
	for i := range min(len(s.entries), len(stored.entries)) {
		if s.entries[i].Hash() != stored.entries[i].Hash() {
			return Change{}, false, &PartedError{stored.id, i + 1, doneFrom(stored.History()[i:]), doneFrom(s.History()[i:])}
		}
	}
	if len(s.entries) <= len(stored.entries) {
		return Change{}, false, nil
	}
	ahead := *s
	ahead.saved = stored.Head()
	change, any := ahead.Change()
	return change, any, nil
}

// doneFrom is the first of some entries that is more than that somebody joined, if
// one is.
func doneFrom(events []Event) Event {
	for _, e := range events {
		if e.Kind != KindJoined {
			return e
		}
	}
	return events[0]
}

// Record is the session as it is stored, its payloads in the order of the log.
func (s *Session) Record() Record {
	record := Record{Head: s.Head()}
	for _, e := range s.entries {
		record.Entries = append(record.Entries, e.Bytes())
	}
	for _, seq := range slices.Sorted(maps.Keys(s.payloads)) {
		record.Payloads = append(record.Payloads, s.payloads[seq])
	}
	return record
}

// All is everything of a session, to be saved where there is none of it.
func (s *Session) All() Change {
	whole := *s
	whole.saved = Head{}
	change, _ := whole.Change()
	return change
}
