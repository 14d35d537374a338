package wire

import (
	"io"

	"rung/rubric"
)

type (
	wholeRubricJSON struct {
		Schema     string               `json:"schema"`
		Rubric     rubricRefJSON        `json:"rubric"`
		Title      rubric.Text          `json:"title"`
		Dimensions []wholeDimensionJSON `json:"dimensions"`
		Levels     []levelCardJSON      `json:"levels"`
		Questions  []questionJSON       `json:"questions"`
	}
	wholeDimensionJSON struct {
		ID     string        `json:"id"`
		Title  rubric.Text   `json:"title"`
		Weight figure        `json:"weight"`
		Steps  []rubric.Text `json:"steps"`
	}
	questionJSON struct {
		ID         string       `json:"id"`
		Dimension  string       `json:"dimension"`
		Kind       string       `json:"kind"`
		Ask        rubric.Text  `json:"ask"`
		AskAbout   rubric.Text  `json:"ask_about"`
		Unit       rubric.Text  `json:"unit,omitempty"`
		Thresholds []float64    `json:"thresholds,omitempty"`
		Options    []optionJSON `json:"options,omitempty"`
	}
	optionJSON struct {
		ID   string      `json:"id"`
		Step int         `json:"step"`
		Text rubric.Text `json:"text"`
	}
)

// Rubric writes a whole rubric as rung.ladder/v1, with every language. The
// file itself is the exact form; this one is easier to read by machine.
func Rubric(w io.Writer, r *rubric.Rubric) error {
	return Encode(w, wholeRubricJSON{
		Schema: "rung.ladder/v1",
		Rubric: rubricRefJSON{r.ID, r.Version, r.Digest},
		Title:  r.Title,
		Dimensions: each(r.Dimensions, func(d rubric.Dimension) wholeDimensionJSON {
			return wholeDimensionJSON{d.ID, d.Title, figure(d.Weight), d.Steps}
		}),
		Levels:    each(r.Levels, func(l rubric.Level) levelCardJSON { return newLevelCardJSON(r, &l) }),
		Questions: each(r.Questions, func(q rubric.Question) questionJSON { return newQuestionJSON(r, q) }),
	})
}

func newQuestionJSON(r *rubric.Rubric, q rubric.Question) questionJSON {
	out := questionJSON{q.ID, r.Dimensions[q.Dimension].ID, string(q.Kind), q.Ask, q.AskAbout, q.Unit, q.Thresholds, nil}
	for _, o := range q.Options {
		out.Options = append(out.Options, optionJSON{o.ID, o.Step, o.Text})
	}
	return out
}

type rubricRowJSON struct {
	ID        string      `json:"id"`
	Version   string      `json:"version"`
	Digest    string      `json:"digest"`
	Title     rubric.Text `json:"title"`
	Levels    int         `json:"levels"`
	Questions int         `json:"questions"`
}

// Rubrics writes a list of rubrics as rung.rubrics/v1.
func Rubrics(w io.Writer, all []*rubric.Rubric) error {
	return Encode(w, struct {
		Schema  string          `json:"schema"`
		Rubrics []rubricRowJSON `json:"rubrics"`
	}{"rung.rubrics/v1", each(all, func(r *rubric.Rubric) rubricRowJSON {
		return rubricRowJSON{r.ID, r.Version, r.Digest, r.Title, len(r.Levels), len(r.Questions)}
	})})
}
