package elsewhere

import (
	"cmp"
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
	given      *assess.Assessment      // as it was made
	steps      []assess.DimensionValue // where those stand
	// Near are the levels that enough facts can be compared of, by Expected, the nearest
	// first, then those with more facts, then as in the file; Thin are the others, as in
	// the file.
	Near, Thin []Beside
	// Typical is the mean gap over all facts of Near, each as a share of its dimension: how
	// far apart a fact is as a rule. It is 0 where Near is empty.
	Typical float64
}

// Beside is a level of a public ladder beside the answers.
type Beside struct {
	*Level
	Facts    []Compared // in the order of Kinds
	Fit      int        // facts that fit
	Known    int        // facts that can be compared
	Distance float64    // mean gap of those, each as a share of its dimension, 0..1; 0 where none can be
	// Expected is the distance with one fact more that lies Typical apart, so that a few
	// facts that happen to fit put no level ahead of one with many: the mean of the level,
	// shrunk toward that of all, the more the fewer its facts are (Efron and Morris 1977).
	// It is the order of Near, and 0 in Thin.
	Expected float64
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

// A question is asked alike; or so, with options or bounds that the answer does not fit;
// or in other words, so that nothing can be compared; or not.
const (
	Alike Asked = iota
	Unfit
	Otherwise
	Never
)

// asked is how the rubric of the assessment asks a question.
func (c Comparison) asked(q *rubric.Question) Asked {
	switch {
	case assess.BothAsk(c.Ladders.Rubric, c.Made, q.ID) && c.dropped(q):
		return Unfit
	case assess.BothAsk(c.Ladders.Rubric, c.Made, q.ID):
		return Alike
	case c.Made.QuestionIndex(q.ID) >= 0:
		return Otherwise
	}
	return Never
}

// dropped reports whether a question was answered, in a way that does not fit any more.
func (c Comparison) dropped(q *rubric.Question) bool {
	given, _ := c.given.Answer(q.ID)
	_, fits := c.Assessment.Answer(q.ID)
	return given.State == assess.Answered && !fits
}

// Fits reports whether the question is answered as is stated, to the step.
func (c Compared) Fits() bool { return c.Answer != nil && c.Gap == 0 }

// Compare sets an assessment that was made with a rubric beside the levels of public
// ladders.
func Compare(l *Ladders, made *rubric.Rubric, a *assess.Assessment) Comparison {
	shared := a.Onto(made, l.Rubric)
	c := Comparison{Ladders: l, Made: made, Assessment: shared, given: a, steps: assess.Brief(l.Rubric, shared).Dimensions}
	for _, level := range l.Levels() {
		if b := c.beside(level); b.Known < Enough {
			c.Thin = append(c.Thin, b)
		} else {
			c.Near = append(c.Near, b)
		}
	}
	c.rank()
	return c
}

// rank puts the near levels in order.
func (c *Comparison) rank() {
	gaps, facts := 0.0, 0
	for _, b := range c.Near {
		gaps, facts = gaps+b.Distance*float64(b.Known), facts+b.Known
	}
	if facts > 0 {
		c.Typical = gaps / float64(facts)
	}
	for i := range c.Near {
		b := &c.Near[i]
		b.Expected = (b.Distance*float64(b.Known) + c.Typical) / float64(b.Known+1)
	}
	slices.SortStableFunc(c.Near, func(a, b Beside) int {
		return cmp.Or(grid(a.Expected)-grid(b.Expected), b.Known-a.Known)
	})
}

// Nearest are the levels that no other is nearer than, by as many facts.
func (c Comparison) Nearest() []Beside {
	n := 0
	for n < len(c.Near) && grid(c.Near[n].Expected) == grid(c.Near[0].Expected) && c.Near[n].Known == c.Near[0].Known {
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
