package rubric

import (
	"slices"

	"rung/rubric/lang"
)

// In returns the text in t, or in the rubric's first declared language when the
// rubric does not speak t. Text keeps no order, so the fallback is English, then
// French, then the lexically first tag.
func (x Text) In(t lang.Tag) string {
	if s, ok := x[t]; ok {
		return s
	}
	for _, fallback := range lang.Tags {
		if s, ok := x[fallback]; ok {
			return s
		}
	}
	first := lang.Tag("")
	for tag := range x {
		if first == "" || tag < first {
			first = tag
		}
	}
	return x[first]
}

// LevelIndex returns the index of the level with this id, or -1.
func (r *Rubric) LevelIndex(id string) int {
	for i := range r.Levels {
		if r.Levels[i].ID == id {
			return i
		}
	}
	return -1
}

// QuestionIndex returns the index of the question with this id, or -1.
func (r *Rubric) QuestionIndex(id string) int {
	for i := range r.Questions {
		if r.Questions[i].ID == id {
			return i
		}
	}
	return -1
}

// DimensionIndex returns the index of the dimension with this id, or -1.
func (r *Rubric) DimensionIndex(id string) int {
	for i := range r.Dimensions {
		if r.Dimensions[i].ID == id {
			return i
		}
	}
	return -1
}

// OptionIndex returns the index of the option with this id, or -1.
func (q *Question) OptionIndex(id string) int {
	for i := range q.Options {
		if q.Options[i].ID == id {
			return i
		}
	}
	return -1
}

// StepOf returns how many thresholds n reaches: the step of a number.
func (q *Question) StepOf(n float64) int {
	step := 0
	for step < len(q.Thresholds) && n >= q.Thresholds[step] {
		step++
	}
	return step
}

// QuestionsOf returns the indexes of the questions on a dimension, in rubric order.
func (r *Rubric) QuestionsOf(dimension int) []int {
	var on []int
	for i := range r.Questions {
		if r.Questions[i].Dimension == dimension {
			on = append(on, i)
		}
	}
	return on
}

// Ends returns a lowest and a highest level: the first of the lowest rung and
// the last of the highest, in rubric order.
func (r *Rubric) Ends() (lowest, highest *Level) {
	for i := range r.Levels {
		l := &r.Levels[i]
		if lowest == nil || l.Rung < lowest.Rung {
			lowest = l
		}
		if highest == nil || l.Rung >= highest.Rung {
			highest = l
		}
	}
	return lowest, highest
}

// StepsPossible lists the steps that an answer to q can give, ascending.
func (q *Question) StepsPossible() []int {
	var steps []int
	for i := range q.Thresholds {
		steps = append(steps, i)
	}
	if q.Kind == Number {
		return append(steps, len(q.Thresholds))
	}
	for _, o := range q.Options {
		steps = append(steps, o.Step)
	}
	slices.Sort(steps)
	return slices.Compact(steps)
}
