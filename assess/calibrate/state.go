package calibrate

import "rung/rubric/lang"

// StateError says that a session is in the wrong state for what was asked.
type StateError struct {
	Session string // id
	State   State
	Empty   bool // the fault is that nothing was handed in yet
	Early   bool // the fault is not to have waited for the day that the terms name
	lang.Message
}

func (e *StateError) Error() string { return e.In(lang.EN) }

// must refuses unless the session is in a state.
func (s *Session) must(want State) error {
	switch {
	case s.state == want:
		return nil
	case s.state == Locked:
		return s.wrong("session %v is locked")
	case s.state == Revealed:
		return s.wrong("session %v is revealed, and what was handed in is frozen")
	case s.state == Closed && want == Collecting:
		return s.wrong("session %v is closed, and nothing more is taken; what was handed in waits for a second holder to release it")
	}
	return s.sealed()
}

func (s *Session) sealed() error {
	if s.state == Closed {
		return s.wrong("session %v is closed and not revealed yet, and what was handed in is sealed")
	}
	return s.wrong("session %v is still collecting, and what was handed in is sealed")
}

func (s *Session) wrong(format lang.Text) *StateError {
	return &StateError{Session: s.id, State: s.state, Message: lang.Sprintf(string(format), lang.Quoted(s.id))}
}
