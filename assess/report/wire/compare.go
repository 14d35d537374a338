package wire

import (
	"io"
	"rung/assess"
)

type (
	comparisonJSON struct {
		Schema     string                  `json:"schema"`
		Results    []resultJSON            `json:"results"`
		Dimensions []comparedDimensionJSON `json:"dimensions"`
		Questions  []comparedQuestionJSON  `json:"questions"`
	}
	comparedDimensionJSON struct {
		ID     string    `json:"id"`
		Values []*figure `json:"values"`
		Spread *figure   `json:"spread"`
	}
	comparedQuestionJSON struct {
		ID     string `json:"id"`
		Steps  []*int `json:"steps"`
		Spread int    `json:"spread"`
	}
)

// Comparison writes a comparison as rung.comparison/v1.
func Comparison(w io.Writer, c assess.Comparison) error {
	return Encode(w, comparisonJSON{
		Schema:  "rung.comparison/v1",
		Results: each(c.Results, newResultJSON),
		Dimensions: each(c.Dimensions, func(d assess.ComparedDimension) comparedDimensionJSON {
			return comparedDimensionJSON{d.Dimension.ID, each(d.Values, figureOf), figureOf(d.Spread)}
		}),
		Questions: each(c.Questions, func(q assess.ComparedQuestion) comparedQuestionJSON {
			steps := each(q.Answers, func(s *assess.AnswerStep) *int {
				if s == nil {
					return nil
				}
				return &s.Step
			})
			return comparedQuestionJSON{q.Question.ID, steps, q.Spread}
		}),
	})
}
