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

// slack is how far the mean of a dimension may miss a fact, in steps, and still fit it:
// half a step, which is where it is rounded to. An answer to the fact's own question is
// a whole step, and fits or does not.
const slack = 0.5

// Comparison is an assessment beside the levels of public ladders.
type Comparison struct {
	Ladders    *Ladders
	Made       *rubric.Rubric     // with which it was made
	Assessment *assess.Assessment // its answers to the questions that both rubrics ask
	Answers    []assess.DimensionValue
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

// Compared is a fact beside the answers.
type Compared struct {
	Fact
	Dimension *rubric.Dimension
	Steps     rubric.Range
	Answer    *assess.AnswerStep // to the fact's own question; nil where there is none
	// Value is the step of that answer, else the mean step of the other answers on the
	// dimension; nil where there are none, which says nothing either way.
	Value *float64
	Gap   float64 // steps outside of Steps; 0 without a value
}

// Fits reports whether there is a value, and the fact has it.
func (c Compared) Fits() bool { return c.Value != nil && c.Gap <= slack }

// Compare sets an assessment that was made with a rubric beside the levels of public
// ladders.
func Compare(l *Ladders, made *rubric.Rubric, a *assess.Assessment) Comparison {
	shared := l.shared(made, a)
	c := Comparison{Ladders: l, Made: made, Assessment: shared, Answers: assess.Brief(l.Rubric, shared).Dimensions}
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

// grid rounds a distance to six places, so that ties are the same on every processor.
func grid(distance float64) int { return int(math.Round(distance * 1e6)) }

// shared is what of an assessment answers the questions of the facts' rubric.
func (l *Ladders) shared(made *rubric.Rubric, a *assess.Assessment) *assess.Assessment {
	of := *a
	of.Answers = slices.DeleteFunc(slices.Clone(a.Answers), func(given assess.Answer) bool { return !l.asks(made, given.Question) })
	return of.Rebased(l.Rubric)
}

// asks reports whether the facts' rubric asks a question as another rubric does: under
// the same id, in the same way and about the dimension of the same id; and, where that is
// no version of it, in the same words, as a rubric does that was made from it.
func (l *Ladders) asks(other *rubric.Rubric, question string) bool {
	i, j := l.Rubric.QuestionIndex(question), other.QuestionIndex(question)
	if i < 0 || j < 0 {
		return false
	}
	a, b := &l.Rubric.Questions[i], &other.Questions[j]
	return a.Kind == b.Kind && l.Rubric.Dimensions[a.Dimension].ID == other.Dimensions[b.Dimension].ID &&
		(l.Rubric.ID == other.ID || sameWords(a.Ask, b.Ask))
}

// sameWords reports whether two texts are one, in a language of both.
func sameWords(a, b rubric.Text) bool {
	for tag, said := range a {
		if b[tag] == said {
			return true
		}
	}
	return false
}

// Usable parts the dimensions of a rubric into those that facts can be compared on and
// the others.
func (l *Ladders) Usable(r *rubric.Rubric) (usable, not []*rubric.Dimension) {
	for d := range r.Dimensions {
		asked := func(i int) bool { return l.stated(r.Questions[i].ID) && l.asks(r, r.Questions[i].ID) }
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
		if one.Value == nil {
			continue
		}
		b.Known++
		if one.Fits() {
			b.Fit++
		}
		sum += one.Gap / float64(one.Dimension.Top())
	}
	if b.Known > 0 {
		b.Distance = sum / float64(b.Known)
	}
	return b
}

func (c Comparison) compared(f Fact) Compared {
	on := c.Answers[f.Question.Dimension]
	one := Compared{Fact: f, Dimension: on.Dimension, Steps: f.Steps(on.Dimension.Top()), Value: on.Value}
	for i := range on.Steps {
		if on.Steps[i].Question == f.Question {
			step := float64(on.Steps[i].Step)
			one.Answer, one.Value = &on.Steps[i], &step
		}
	}
	if one.Value != nil {
		one.Gap = one.Steps.Gap(*one.Value)
	}
	return one
}
