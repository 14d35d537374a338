package wire

import (
	"io"
	"rung/assess"
	"rung/rubric"
)

// How well a rubric finds the level of simulated people whose level is known, and
// whether the confidence it claims is the share that is right.
type simulation struct {
	Schema      string    `json:"schema"`
	Rubric      rubricRef `json:"rubric"`
	People      int       `json:"people" is:"some"`
	Answered    figure    `json:"answered" is:"share"`   // Share of the questions that were answered.
	Exact       figure    `json:"exact" is:"share"`      // Share placed on their own level.
	WithinOne   figure    `json:"within_one" is:"share"` // Share placed at most one rung away.
	Claimed     figure    `json:"claimed" is:"share"`    // Mean confidence.
	ECE         figure    `json:"ece" is:"share"`        // Expected calibration error, 10 equal bins.
	Temperature figure    `json:"temperature" is:"size"` // At which claimed would equal exact.
	Spread      []figure  `json:"spread" is:"size"`      // The distance that 95 and 99.5 of 100 people keep from the level they land on.
}

// Simulation writes a simulation as rung.simulation/v1.
func Simulation(w io.Writer, r *rubric.Rubric, s assess.Simulation) error {
	return Encode(w, simulation{"rung.simulation/v1", newRubricRef(r), s.People,
		figure(s.Answered), figure(s.Exact), figure(s.WithinOne), figure(s.Claimed), figure(s.ECE), figure(s.Temperature),
		each(s.Spread[:], func(x float64) figure { return figure(x) })})
}
