package calibrate

import "rung/rubric/lang"

// StateError says that a session is in the wrong state for what was asked, and
// which command comes next.
type StateError struct {
	Session string // id
	State   State
	lang.Message
}

func (e *StateError) Error() string { return e.In(lang.EN) }

// must refuses unless the session is in a state.
func (s *Session) must(want State) error {
	switch {
	case s.state == want:
		return nil
	case s.state == Locked:
		return s.wrong(lang.T("session %q is locked; run `rung calibrate report %s` to read it",
			"la session %q est verrouillée ; lancez `rung calibrate report %s` pour la lire"))
	case s.state == Revealed:
		return s.wrong(lang.T("session %q is revealed, and what was handed in is frozen; run `rung calibrate agenda %s` to go on",
			"la session %q est dévoilée, ce qui a été remis est figé ; lancez `rung calibrate agenda %s` pour continuer"))
	}
	return s.sealed()
}

func (s *Session) sealed() error {
	return s.wrong(lang.T("session %q is still collecting, and what was handed in is sealed; run `rung calibrate reveal %s` once everybody has handed in",
		"la session %q est encore en collecte, ce qui a été remis est scellé ; lancez `rung calibrate reveal %s` quand tout le monde a remis sa part"))
}

func (s *Session) wrong(format lang.Pair) error {
	return &StateError{Session: s.id, State: s.state, Message: lang.Sprintf(format, s.id, s.id)}
}
