package wire

import (
	"io"
	"maps"

	"rung/rubric"
)

// The wire types of rung.ladder/v1 and rung.rubrics/v1.
type (
	// A whole rubric in every language, as JSON. The rubric file is the exact form.
	ladder struct {
		Schema     string            `json:"schema"`
		Rubric     rubricRef         `json:"rubric"`
		Title      rubric.Text       `json:"title"`
		Dimensions []ladderDimension `json:"dimensions"`
		Levels     []levelCard       `json:"levels"`
		Questions  []question        `json:"questions"`
	}
	ladderDimension struct {
		ID      string                   `json:"id" is:"id"`
		Title   rubric.Text              `json:"title"`
		Weight  figure                   `json:"weight" is:"size"`
		Steps   []rubric.Text            `json:"steps"`              // From step 0; of a step that the tracks word apart, all its wordings.
		ByTrack []map[string]rubric.Text `json:"by_track,omitempty"` // Per step, its wording on each track; empty where they share one.
		Grow    []rubric.Text            `json:"grow,omitempty"`     // Per step above 0, what helps to get there and what shows it.
	}
	question struct {
		ID         string      `json:"id" is:"id"`
		Dimension  string      `json:"dimension" is:"id"`
		Kind       string      `json:"kind" is:"kind"`
		Ask        rubric.Text `json:"ask"`                            // Put to the subject.
		AskAbout   rubric.Text `json:"ask_about"`                      // Put to somebody else; {name} stands for the subject.
		Unit       rubric.Text `json:"unit,omitempty"`                 // Of a number.
		Thresholds []float64   `json:"thresholds,omitempty" is:"size"` // Of a number or of ticks; the step is how many it reaches, or they do.
		Most       int         `json:"most,omitempty"`                 // Of a number; the largest there can be.
		Options    []option    `json:"options,omitempty"`              // Of a choice, or to tick.
	}
	option struct {
		ID   string      `json:"id" is:"id"`
		Step *int        `json:"step,omitempty"` // Of a choice.
		Text rubric.Text `json:"text"`
	}
	// The rubrics that are at hand.
	rubrics struct {
		Schema  string      `json:"schema"`
		Rubrics []rubricRow `json:"rubrics"`
	}
	rubricRow struct {
		rubricRef
		Title     rubric.Text `json:"title"`
		Levels    int         `json:"levels" is:"some"`
		Questions int         `json:"questions" is:"some"`
	}
)

// Rubric writes a whole rubric as rung.ladder/v1, with every language. The
// file itself is the exact form; this one is easier to read by machine.
func Rubric(w io.Writer, r *rubric.Rubric) error {
	return Encode(w, ladder{
		Schema: "rung.ladder/v1",
		Rubric: newRubricRef(r),
		Title:  r.Title,
		Dimensions: each(r.Dimensions, func(d rubric.Dimension) ladderDimension {
			return ladderDimension{d.ID, d.Title, figure(d.Weight), d.Steps, wordings(d), d.Grow}
		}),
		Levels:    each(r.Levels, func(l rubric.Level) levelCard { return newLevelCard(r, &l) }),
		Questions: each(r.Questions, func(q rubric.Question) question { return newQuestion(r, q) }),
	})
}

// wordings are those of the steps by track; nil where all steps are worded alike.
func wordings(d rubric.Dimension) []map[string]rubric.Text {
	if d.ByTrack == nil {
		return nil
	}
	return each(d.ByTrack, func(step map[string]rubric.Text) map[string]rubric.Text {
		return maps.Collect(maps.All(step)) // never nil
	})
}

func newQuestion(r *rubric.Rubric, q rubric.Question) question {
	out := question{q.ID, r.Dimensions[q.Dimension].ID, string(q.Kind), q.Ask, q.AskAbout, q.Unit, q.Thresholds, q.Most, nil}
	for _, o := range q.Options {
		one := option{ID: o.ID, Text: o.Text}
		if q.Kind == rubric.Choice {
			one.Step = &o.Step
		}
		out.Options = append(out.Options, one)
	}
	return out
}

// Rubrics writes a list of rubrics as rung.rubrics/v1.
func Rubrics(w io.Writer, all []*rubric.Rubric) error {
	return Encode(w, rubrics{"rung.rubrics/v1", each(all, func(r *rubric.Rubric) rubricRow {
		return rubricRow{newRubricRef(r), r.Title, len(r.Levels), len(r.Questions)}
	})})
}
