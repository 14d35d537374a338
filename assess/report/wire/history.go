package wire

import (
	"io"
	"rung/assess"
)

// History writes dated results as rung.history/v1: a list of rung.result/v1.
func History(w io.Writer, results []*assess.Result) error {
	return Encode(w, struct {
		Schema  string       `json:"schema"`
		Results []resultJSON `json:"results"`
	}{"rung.history/v1", each(results, newResultJSON)})
}
