package ask

import (
	"slices"
	"time"

	"rung/assess"
)

// paceAfter is how many answers it takes to know somebody's pace.
const paceAfter = 4

// Paced puts the questions of p with the time that the open ones will take, at
// this person's own pace: so many times the median of their answers so far.
func Paced(p assess.Prompter, now func() time.Time) assess.Prompter {
	return &paced{Prompter: p, now: now}
}

type paced struct {
	assess.Prompter
	now   func() time.Time
	taken []time.Duration // by the answers so far, the shortest first
}

// Ask puts one question.
func (p *paced) Ask(v assess.QuestionView) (assess.Action, error) {
	if len(p.taken) >= paceAfter {
		v.Left = time.Duration(v.Open) * p.taken[len(p.taken)/2]
	}
	asked := p.now()
	a, err := p.Prompter.Ask(v)
	if a.Verb == assess.Give || a.Verb == assess.Mark || a.Verb == assess.Keep {
		took := p.now().Sub(asked)
		i, _ := slices.BinarySearch(p.taken, took)
		p.taken = slices.Insert(p.taken, i, took)
	}
	return a, err
}
