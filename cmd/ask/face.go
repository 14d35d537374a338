package ask

// Face is the manner in which questions are put.
type Face string

// The faces. None means that there is nobody to ask.
const (
	None  Face = "none"
	Plain Face = "plain" // lines of text, for any terminal and for pipes
	Drawn Face = "drawn" // lists to move in, for capable terminals
)

// Surroundings is what a face is chosen by.
type Surroundings struct {
	Plain     bool   // --plain was given
	RungPlain string // RUNG_PLAIN
	Term      string // TERM
	Stdin     bool   // is a terminal
	Stderr    bool   // is a terminal
}

// Face returns how to ask in these surroundings. A pipe is read only when the
// person said --plain, so that no script waits for, or answers, a question by
// accident.
func (s Surroundings) Face() Face {
	switch {
	case s.Plain:
		return Plain
	case !s.Stdin:
		return None
	case s.RungPlain != "", s.Term == "", s.Term == "dumb", !s.Stderr, !canDraw:
		return Plain
	}
	return Drawn
}
