package calibrate

import "time"

// NotBefore is the day, in UTC, before which the terms let nobody reveal the session;
// empty where they name none.
func (s *Session) NotBefore() string {
	if terms := s.Terms(); terms != nil {
		return terms.NotBefore
	}
	return ""
}

// Dates are when a session came to its states, and when anything was done to it
// last. They are zero where it has not come so far.
type Dates struct{ Begun, Closed, Revealed, Locked, Changed time.Time }

// Dates are those of the log.
func (s *Session) Dates() Dates {
	var d Dates
	for _, e := range s.entries {
		switch e.Kind {
		case KindCreated:
			d.Begun = e.At
		case KindClosed:
			d.Closed = e.At
		case KindRevealed:
			d.Revealed = e.At
		case KindLocked:
			d.Locked = e.At
		}
		d.Changed = e.At
	}
	return d
}
