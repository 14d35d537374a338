package assess

import (
	"math"
	"slices"

	"rung/rubric"
)

// quickEnough is how surely the level so far must be that of all answers for a
// quick interview to end, and quickWays how many ways of answering the rest it
// is taken from.
const (
	quickEnough = 0.98
	quickWays   = 512
)

// NextQuestion returns the index of the open question of r whose answer is
// expected to say most about the level that all answers together would give; -1
// when none is left, and when the level of the answers so far would stand in 98
// of 100 ways in which the open questions may be answered and none of them decides
// between levels (Result.Undecided). The ways are those of people who are
// simulated as Simulate does and answered alike so far. A question with a reason
// for having no answer is not open, and counts for nothing.
//
// It is adaptive classification, after Eggen (1999), "Item selection in adaptive
// testing with the sequential probability ratio test", Applied Psychological
// Measurement 23; the information is the mutual information. The same arguments
// give the same question. Of questions that say the same, it is the first.
func NextQuestion(r *rubric.Rubric, answers []Answer) int {
	res := place(r, &Assessment{Answers: answers})
	open := openOf(r, res.Assessment)
	if len(open) == 0 {
		return -1
	}
	now := none
	if p := res.profile(); p.coverage(r) >= CoverageFloor-tolerance {
		now = closestIndex(r, p)
	}
	stands, tallies := 0, make([]tally, len(open))
	newLookalikes(res).answer(open, quickWays, func(steps []int, p profile) {
		level := closestIndex(r, p)
		if level == now {
			stands++
		}
		for i, step := range steps {
			tallies[i].add(step, level-none, len(r.Levels)-none)
		}
	})
	asked := open
	if now != none && float64(stands) >= quickEnough*quickWays {
		asked = deciding(r, res.Assessment, open)
	}
	next, most := -1, math.Inf(-1)
	for i, q := range open {
		if tells := grid(tallies[i].information()); slices.Contains(asked, q) && tells > most {
			next, most = q, tells
		}
	}
	return next
}

// deciding are those of the open questions that decide between levels: a
// requirement is tested by their answers.
func deciding(r *rubric.Rubric, a *Assessment, open []int) []int {
	decide := Brief(r, a).Undecided
	return slices.DeleteFunc(slices.Clone(open), func(i int) bool {
		return !slices.ContainsFunc(decide, func(u Undecided) bool { return slices.Contains(u.Questions, &r.Questions[i]) })
	})
}

// openOf are the questions of r with neither an answer nor a reason for having
// none.
func openOf(r *rubric.Rubric, a *Assessment) []int {
	var open []int
	for i := range r.Questions {
		if _, reached := a.Answer(r.Questions[i].ID); !reached {
			open = append(open, i)
		}
	}
	return open
}

// Open is how many questions have neither an answer nor a reason for having none.
func (res *Result) Open() int {
	if res.Assessment == nil {
		return 0
	}
	return len(openOf(res.Rubric, res.Assessment))
}

// tally counts how often each step of a question comes with each level.
type tally [][]int

func (t *tally) add(step, level, levels int) {
	for len(*t) <= step {
		*t = append(*t, make([]int, levels))
	}
	(*t)[step][level]++
}

// information is that of the step about the level, in nats, less what is the same
// for all questions: how uncertain the level is now.
func (t tally) information() float64 {
	left, all := 0.0, 0
	for _, levels := range t {
		n := 0
		for _, c := range levels {
			left -= entropy(c)
			n += c
		}
		left += entropy(n)
		all += n
	}
	return -left / float64(all)
}

func entropy(n int) float64 {
	if n == 0 {
		return 0
	}
	return float64(n) * math.Log(float64(n))
}
