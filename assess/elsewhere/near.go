package elsewhere

import (
	"math"
	"slices"

	"rung/assess"
	"rung/rubric"
)

// Enough is how many facts it takes to say that a level is near; with fewer, nothing
// is said of how far it is.
const Enough = 3

// Comparison is an assessment beside the levels of public ladders.
type Comparison struct {
	Ladders    *Ladders
	Made       *rubric.Rubric          // with which it was made
	Assessment *assess.Assessment      // its answers to the questions that both rubrics ask
	steps      []assess.DimensionValue // where those stand
	// Near are the levels that enough facts can be compared of, the nearest first, then
	// those with more facts, then as in the file; Thin are the others, as in the file.
	Near, Thin []Beside
}

// Beside is a level of a public ladder beside the answers.
type Beside struct {
	*Level
	Facts    []Compared // in the order of Kinds
	Fit      int        // facts that fit
	Known    int        // facts that can be compared
	Distance float64    // mean gap of those, each as a share of its dimension, 0..1; 0 where none can be
}

// Compared is a fact beside the answer to its own question: another answer on the same
// dimension says something else.
type Compared struct {
	Fact
	Dimension *rubric.Dimension
	Asked     Asked              // how the rubric of the assessment asks the question
	Answer    *assess.AnswerStep // nil where there is none, which says nothing either way
	Gap       int                // steps that the answer lies outside of what is stated; 0 without one
}

// Asked is how another rubric asks a question that facts answer.
type Asked int

// A question is asked alike, or in other words, so that nothing can be compared, or not.
const (
	Alike Asked = iota
	Otherwise
	Never
)

// asked is how the rubric of the assessment asks a question.
func (c Comparison) asked(q *rubric.Question) Asked {
	switch {
	case assess.BothAsk(c.Ladders.Rubric, c.Made, q.ID):
		return Alike
	case c.Made.QuestionIndex(q.ID) >= 0:
		return Otherwise
	}
	return Never
}

// Fits reports whether the question is answered as is stated, to the step.
func (c Compared) Fits() bool { return c.Answer != nil && c.Gap == 0 }

// Compare sets an assessment that was made with a rubric beside the levels of public
// ladders.
func Compare(l *Ladders, made *rubric.Rubric, a *assess.Assessment) Comparison {
	shared := a.Onto(made, l.Rubric)
	c := Comparison{Ladders: l, Made: made, Assessment: shared, steps: assess.Brief(l.Rubric, shared).Dimensions}
	for _, level := range l.Levels() {
		if b := c.beside(level); b.Known < Enough {
			c.Thin = append(c.Thin, b)
		} else {
			c.Near = append(c.Near, b)
		}
	}
	slices.SortStableFunc(c.Near, func(a, b Beside) int {
		if by := grid(a.Distance) - grid(b.Distance); by != 0 {
			return by
		}
		return b.Known - a.Known
	})
	return c
}

// Nearest are the levels that no other is nearer than, by as many facts.
func (c Comparison) Nearest() []Beside {
	n := 0
	for n < len(c.Near) && grid(c.Near[n].Distance) == grid(c.Near[0].Distance) && c.Near[n].Known == c.Near[0].Known {
		n++
	}
	return c.Near[:n]
}

// grid rounds a distance to six places, so that ties are the same on every processor.
func grid(distance float64) int { return int(math.Round(distance * 1e6)) }

// Usable parts the dimensions of a rubric into those that facts can be compared on and
// the others.
func (l *Ladders) Usable(r *rubric.Rubric) (usable, not []*rubric.Dimension) {
	for d := range r.Dimensions {
		asked := func(i int) bool { return l.stated(r.Questions[i].ID) && assess.BothAsk(l.Rubric, r, r.Questions[i].ID) }
		if slices.ContainsFunc(r.QuestionsOf(d), asked) {
			usable = append(usable, &r.Dimensions[d])
		} else {
			not = append(not, &r.Dimensions[d])
		}
	}
	return usable, not
}

// stated reports whether facts answer a question.
func (l *Ladders) stated(question string) bool {
	return slices.ContainsFunc(l.Kinds, func(k Kind) bool { return k.Question.ID == question })
}

func (c Comparison) beside(level *Level) Beside {
	b := Beside{Level: level}
	sum := 0.0
	for _, f := range level.Facts {
		one := c.compared(f)
		b.Facts = append(b.Facts, one)
		if one.Answer == nil {
			continue
		}
		b.Known++
		if one.Fits() {
			b.Fit++
		}
		sum += float64(one.Gap) / float64(one.Dimension.Top())
	}
	if b.Known > 0 {
		b.Distance = sum / float64(b.Known)
	}
	return b
}

func (c Comparison) compared(f Fact) Compared {
	on := c.steps[f.Question.Dimension]
	one := Compared{Fact: f, Dimension: on.Dimension, Asked: c.asked(f.Question)}
	for i := range on.Steps {
		if on.Steps[i].Question == f.Question {
			one.Answer = &on.Steps[i]
			one.Gap = int(f.Steps(on.Dimension.Top()).Gap(float64(on.Steps[i].Step)))
		}
	}
	return one
}
