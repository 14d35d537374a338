package wire

import (
	"io"
	"rung/assess"
)

// The wire types of rung.comparison/v1.
type (
	// Two results or more, side by side: each list of values has one of each result, in
	// their order.
	comparison struct {
		Schema     string              `json:"schema"`
		Results    []result            `json:"results"`
		Dimensions []comparedDimension `json:"dimensions"`
		Questions  []comparedQuestion  `json:"questions"`
	}
	comparedDimension struct {
		ID     string    `json:"id" is:"id"`
		Values []*figure `json:"values" is:"size"` // Mean steps; null without an answer.
		Spread *figure   `json:"spread" is:"size"` // Highest less lowest; null with fewer than two values.
	}
	comparedQuestion struct {
		ID     string `json:"id" is:"id"`
		Steps  []*int `json:"steps"`  // Of the answers; null without one.
		Spread int    `json:"spread"` // Highest less lowest.
	}
)

// Comparison writes a comparison as rung.comparison/v1.
func Comparison(w io.Writer, c assess.Comparison) error {
	return Encode(w, comparison{
		Schema:  "rung.comparison/v1",
		Results: each(c.Results, newResult),
		Dimensions: each(c.Dimensions, func(d assess.ComparedDimension) comparedDimension {
			return comparedDimension{d.Dimension.ID, each(d.Values, figureOf), figureOf(d.Spread)}
		}),
		Questions: each(c.Questions, func(q assess.ComparedQuestion) comparedQuestion {
			steps := each(q.Answers, func(s *assess.AnswerStep) *int {
				if s == nil {
					return nil
				}
				return &s.Step
			})
			return comparedQuestion{q.Question.ID, steps, q.Spread}
		}),
	})
}
