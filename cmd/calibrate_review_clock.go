package cmd

import "time"

// stopwatch adds up the time that each case takes, over all visits to it.
type stopwatch struct {
	now   func() time.Time
	spent map[string]time.Duration // by id of person, up to since
	on    string                   // the person it runs for
	since time.Time
}

func newStopwatch(now func() time.Time) *stopwatch {
	return &stopwatch{now: now, spent: map[string]time.Duration{}, since: now()}
}

// turn lets the time run for a person.
func (s *stopwatch) turn(to string) {
	now := s.now()
	s.spent[s.on] += now.Sub(s.since)
	s.on, s.since = to, now
}

// minutes are the whole minutes gone for the person it runs for.
func (s *stopwatch) minutes() int {
	return int((s.spent[s.on] + s.now().Sub(s.since)) / time.Minute)
}
