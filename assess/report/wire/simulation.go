package wire

import (
	"io"
	"rung/assess"
	"rung/rubric"
)

// Simulation writes a simulation as rung.simulation/v1.
func Simulation(w io.Writer, r *rubric.Rubric, s assess.Simulation) error {
	return Encode(w, struct {
		Schema    string        `json:"schema"`
		Rubric    rubricRefJSON `json:"rubric"`
		People    int           `json:"people"`
		Answered  figure        `json:"answered"`
		Exact     figure        `json:"exact"`
		WithinOne figure        `json:"within_one"`
		Claimed   figure        `json:"claimed"`
		ECE       figure        `json:"ece"`
		Fitted    figure        `json:"temperature"`
	}{"rung.simulation/v1", rubricRefJSON{r.ID, r.Version, r.Digest}, s.People,
		figure(s.Answered), figure(s.Exact), figure(s.WithinOne), figure(s.Claimed), figure(s.ECE), figure(s.Temperature)})
}
