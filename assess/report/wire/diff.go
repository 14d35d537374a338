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
		Compared compared  `json:"compared"`
		Moved    []moved   `json:"moved"` // Those of them whose answers name another level.
	}
	change struct {
		How   string    `json:"how" is:"how"`
		Of    string    `json:"of" is:"noun"`
		ID    string    `json:"id"`   // Behind those of what it is part of: teams.2 is a step. Empty of the whole rubric and of its fit.
		From  *amount   `json:"from"` // The figures; null where words differ, and where there is no such part.
		To    *amount   `json:"to"`
		Words []wording `json:"words"` // That differ, in every language.
	}
	// A number, or a text where there are several figures: 0–2, or any.
	amount  string
	wording struct {
		Key  string `json:"key"`  // Of the text, as a rubric file has it.
		Lang string `json:"lang"` // Empty of a text that is the same in every language.
		From string `json:"from"` // Empty where there is none.
		To   string `json:"to"`
	}
	// How many answers were scored on both.
	compared struct {
		Personas int `json:"personas"`
		Store    int `json:"store"`
		Files    int `json:"files"`
	}
	moved struct {
		Name    string   `json:"name"`
		From    string   `json:"from" is:"origin"`
		Was     *string  `json:"was" is:"id"` // Level; null for none.
		Is      *string  `json:"is" is:"id"`
		Unfit   []string `json:"unfit" is:"id"`   // Where no change alone decided it: questions whose answers do not fit any more.
		Stepped []string `json:"stepped" is:"id"` // Questions whose answers are another step.
		Changes []change `json:"changes"`         // That decided it, two at most: the level is gone, or each of them, undone alone, brings it back.
	}
)

// Difference writes what differs from one rubric to another as rung.diff/v1.
func Difference(w io.Writer, diff assess.Difference) error {
	return Encode(w, difference{"rung.diff/v1", newRubricRef(diff.From), newRubricRef(diff.To), string(diff.Verdict()),
		each(diff.Changes, newChange), compared{diff.Of(assess.OfPersona), diff.Of(assess.OfStore), diff.Of(assess.OfFile)}, each(diff.Moved, func(m assess.Moved) moved {
			return moved{m.Name, string(m.From), levelID(m.Was), levelID(m.Is), each(m.Unfit, questionID), each(m.Stepped, questionID), each(m.Why, newChange)}
		})})
}

func newChange(c rubric.Change) change {
	return change{string(c.How), string(c.Of), c.ID, amountOf(c.From), amountOf(c.To), each(c.Words, func(w rubric.Wording) wording {
		return wording{w.Key, string(w.Lang), w.From, w.To}
	})}
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
