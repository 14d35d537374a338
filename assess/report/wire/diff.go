package wire

import (
	"encoding/json"
	"io"
	"strconv"

	"rung/assess"
	"rung/rubric"
)

// The wire types of rung.diff/v1.
type (
	// What differs from one rubric to another, and for whom.
	difference struct {
		Schema   string    `json:"schema"`
		From     rubricRef `json:"from"`
		To       rubricRef `json:"to"`
		Verdict  string    `json:"verdict" is:"version"` // What to is as a new version of from.
		Changes  []change  `json:"changes"`
		Compared int       `json:"compared"` // People whose answers were scored on both.
		Moved    []moved   `json:"moved"`    // Those of them whose answers name another level.
	}
	change struct {
		How  string  `json:"how" is:"how"`
		Of   string  `json:"of" is:"noun"`
		ID   string  `json:"id"`   // Behind those of what it is part of: teams.2 is a step. Empty of the whole rubric and of its fit.
		From *amount `json:"from"` // The figures; null where words differ, and where there is no such part.
		To   *amount `json:"to"`
	}
	// A number, or a text where there are several figures: 0–2, or any.
	amount string
	moved  struct {
		Name    string   `json:"name"`
		Was     *string  `json:"was" is:"id"` // Level; null for none.
		Is      *string  `json:"is" is:"id"`
		Unfit   []string `json:"unfit" is:"id"`   // Questions whose answers do not fit any more.
		Stepped []string `json:"stepped" is:"id"` // Questions whose answers are another step.
		Changes []change `json:"changes"`         // Of both levels, and of the dimensions.
	}
)

// Difference writes what differs from one rubric to another as rung.diff/v1.
func Difference(w io.Writer, diff assess.Difference) error {
	return Encode(w, difference{"rung.diff/v1", newRubricRef(diff.From), newRubricRef(diff.To), string(diff.Verdict()),
		each(diff.Changes, newChange), diff.Compared, each(diff.Moved, func(m assess.Moved) moved {
			return moved{m.Name, levelID(m.Was), levelID(m.Is), each(m.Unfit, questionID), each(m.Stepped, questionID), each(m.Changes, newChange)}
		})})
}

func newChange(c rubric.Change) change {
	return change{string(c.How), string(c.Of), c.ID, amountOf(c.From), amountOf(c.To)}
}

func amountOf(figures string) *amount {
	if figures == "" {
		return nil
	}
	return new(amount(figures))
}

// MarshalJSON writes one number as a number.
func (a amount) MarshalJSON() ([]byte, error) {
	if _, err := strconv.ParseFloat(string(a), 64); err == nil {
		return []byte(a), nil
	}
	return json.Marshal(string(a))
}
