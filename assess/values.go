package assess

import (
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// ScoreValues makes a result of a place per dimension, given directly instead
// of answers: steps by dimension id, fractions allowed, 0 to the top step. A
// dimension that is left out counts as unanswered. Each value stands for all
// the questions of its dimension, so that the confidence is that of somebody
// who answered those.
//
// The result is brief, like that of Brief, has no Assessment, and its
// dimensions have no Steps. The error names the value that does not fit.
func ScoreValues(r *rubric.Rubric, values map[string]float64) (*Result, error) {
	known := 0
	res := &Result{Rubric: r, Questions: len(r.Questions), Place: Within}
	for d := range r.Dimensions {
		dv := DimensionValue{Dimension: &r.Dimensions[d], Asked: len(r.QuestionsOf(d))}
		if v, given := values[dv.Dimension.ID]; given {
			if err := checkValue(dv.Dimension, v); err != nil {
				return nil, err
			}
			known++
			dv.Value = &v
			res.Answered += dv.Asked
		}
		res.Dimensions = append(res.Dimensions, dv)
	}
	if known < len(values) {
		return nil, noDimension(r, values)
	}
	res.judge()
	return res, nil
}

func checkValue(d *rubric.Dimension, v float64) error {
	if !(0 <= v && v <= float64(d.Top())) {
		return lang.Errorf("%v takes a step from 0 to %d", doc.Quote(d.ID), d.Top())
	}
	return nil
}

// noDimension names the first of the values that is none of a dimension of r.
func noDimension(r *rubric.Rubric, values map[string]float64) error {
	first := ""
	for id := range values {
		if r.DimensionIndex(id) < 0 && (first == "" || id < first) {
			first = id
		}
	}
	var ids []string
	for _, d := range r.Dimensions {
		ids = append(ids, d.ID)
	}
	return lang.Errorf("the rubric %v has no dimension %v%v", doc.Quote(r.ID), doc.Quote(first), suffix{doc.DidYouMean(first, ids)})
}
