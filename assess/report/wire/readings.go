package wire

import (
	"io"

	"rung/assess"
)

// The wire types of rung.readings/v1.
type (
	// What the same answers come to under several rubrics.
	readings struct {
		Schema   string    `json:"schema"`
		Made     rubricRef `json:"made"`    // The rubric they were given on.
		Answers  int       `json:"answers"` // Given there; a question that was skipped has none.
		Readings []reading `json:"readings"`
	}
	reading struct {
		Fit    []string `json:"fit" is:"id"`   // Questions whose answers fit under this rubric.
		Unfit  []string `json:"unfit" is:"id"` // Questions whose answers do not.
		Result result   `json:"result"`        // Of those that fit.
	}
)

// Readings writes what the answers of one assessment come to as rung.readings/v1.
func Readings(w io.Writer, r assess.Readings) error {
	ref := rubricRef(r.Made.Rubric)
	return Encode(w, readings{"rung.readings/v1", ref, len(r.Made.Answered()), each(r.Under, func(one assess.Reading) reading {
		return reading{each(one.Fit, answered), each(one.Unfit, answered), newResult(one.Result)}
	})})
}

func answered(a assess.Answer) string { return a.Question }
