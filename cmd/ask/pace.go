package ask

import (
	"time"

	"rung/assess"
)

// Paced puts the questions of p with the time that the open ones will take, at
// this person's own pace.
func Paced(p assess.Prompter, now func() time.Time) assess.Prompter {
	return &paced{Prompter: p, now: now}
}

type paced struct {
	assess.Prompter
	now  func() time.Time
	pace assess.Pace
}

// Ask puts one question.
func (p *paced) Ask(v assess.QuestionView) (assess.Action, error) {
	v.Left = p.pace.Left(v.Open)
	asked := p.now()
	a, err := p.Prompter.Ask(v)
	if a.Verb == assess.Give || a.Verb == assess.Mark || a.Verb == assess.Keep {
		p.pace.Took(p.now().Sub(asked))
	}
	return a, err
}
