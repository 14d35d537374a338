package calibrate

import (
	"rung/assess"
	"rung/rubric"
)

// SetCurrent says which level a subject has today, meant by what it is called. It
// stays sealed until reveal, as what is handed in does. Given again it replaces
// what was given before, whether that was the same or not: if the same were told,
// whoever wanted to know it could try them all.
func (s *Session) SetCurrent(act Act, subject assess.Person, level string) error {
	if err := s.must(Collecting); err != nil {
		return err
	}
	subject, err := named(subject, "the subject")
	if err != nil {
		return err
	}
	l, err := s.rubric.FindLevel(level)
	if err != nil {
		return err
	}
	pid, err := s.join(act, &subject)
	if err != nil {
		return err
	}
	return s.logAs(act, Entry{Kind: KindCurrent, Subject: pid, Covers: s.currentEntry(pid)}, currentBody{l.ID})
}

// currentEntry is the entry that gives a subject's level of today, if one does.
func (s *Session) currentEntry(pid string) []int {
	if seq, any := s.current[pid]; any {
		return []int{seq}
	}
	return nil
}

// currentLevel is the level that a member has today; nil if it was not given.
func (s *Session) currentLevel(m *member) *rubric.Level {
	var body currentBody
	if seq, any := s.current[m.pid]; !any || !s.read(seq, &body) {
		return nil
	}
	return s.level(body.Level)
}

// Move is what a decision makes of the level that a subject has today.
type Move string

// The moves. NoMove is that of whoever has no decision, or no known level.
const (
	NoMove     Move = ""
	Confirmed  Move = "confirmed" // the same level
	Up         Move = "up"        // by rung
	Down       Move = "down"
	OtherTrack Move = "track" // the same rung, on another track
)

// Moves lists the moves there are.
var Moves = []Move{Confirmed, Up, Down, OtherTrack}

// moveOf compares two levels, either of which may be nil.
func moveOf(current, agreed *rubric.Level) Move {
	switch {
	case current == nil || agreed == nil:
		return NoMove
	case agreed.ID == current.ID:
		return Confirmed
	case agreed.Rung > current.Rung:
		return Up
	case agreed.Rung < current.Rung:
		return Down
	}
	return OtherTrack
}

// Move is what the decision about the person makes of the level they have today.
func (p PersonRow) Move() Move {
	if p.Agreed == nil {
		return NoMove
	}
	return moveOf(p.Current, p.Agreed.Level)
}

// countMoves counts the decisions about people whose level today is known.
func countMoves(people []PersonRow) map[Move]int {
	counts := map[Move]int{}
	for _, p := range people {
		if move := p.Move(); move != NoMove {
			counts[move]++
		}
	}
	return counts
}
