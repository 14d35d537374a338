package wire

import (
	"io"
	"rung/assess"
)

// Dated results of one person, the oldest first.
type history struct {
	Schema  string   `json:"schema"`
	Results []result `json:"results"`
}

// History writes dated results as rung.history/v1: a list of rung.result/v1.
func History(w io.Writer, results []*assess.Result) error {
	return Encode(w, history{"rung.history/v1", each(results, newResult)})
}
