package assess

import (
	"math"
)

// The wobble behind the confidence, in levels: of one answer, and of the person
// as a whole. Fewer answers make the first weigh more.
const (
	answerWobble = 1.0
	personWobble = 0.35
)

// Confidence is the probability that another equally honest set of the same
// person's answers would land on the same level.
type Confidence struct {
	Value float64 // 0..1
	Band  Band
}

// Band is a confidence in one word; empty where the rubric was never fitted.
type Band string

// The bands: High from 0.75; Medium from 0.5 and one and a half times the
// runner-up. It is Low wherever no level describes the answers, and where open
// questions decide between levels.
const (
	High   Band = "high"
	Medium Band = "medium"
	Low    Band = "low"
)

// bandOf is the band of a confidence beside that of the runner-up.
func bandOf(value, runnerUp float64) Band {
	value, runnerUp = grid(value), grid(runnerUp)
	switch {
	case value >= grid(0.75):
		return High
	case value >= grid(0.5) && value >= 1.5*runnerUp:
		return Medium
	}
	return Low
}

// wobble is the variance of somebody's mean place after so many answers.
func wobble(answers int) float64 {
	return answerWobble*answerWobble/float64(answers) + personWobble*personWobble
}

// sharpness is λ of the confidence: how fast probability falls with distance
// when n of N questions are answered. It is the rubric's temperature when all
// are, and less when fewer are.
func sharpness(temperature float64, n, all int) float64 {
	return temperature * wobble(all) / wobble(n)
}

// Sharpness is the λ the probabilities of the result were computed with.
func (res *Result) Sharpness() float64 {
	return sharpness(res.Rubric.Temperature, res.Answered, res.Questions)
}

// weigh gives each eligible level of the ranking its probability, exp(−λ·D)/Σ;
// the ineligible keep 0. The first of the ranking is eligible.
func (res *Result) weigh() {
	total, standing := 0.0, 0.0
	for i := range res.Ranking {
		if k := &res.Ranking[i]; k.Eligible {
			k.Probability = math.Exp(-res.Sharpness() * (k.Distance - res.Ranking[0].Distance))
			total += k.Probability
		}
	}
	for i := range res.Ranking {
		k := &res.Ranking[i]
		k.Probability /= total
		standing += k.Probability * float64(k.Level.Rung)
	}
	res.Standing = &standing
	if len(res.Ranking) > 1 && grid(res.Ranking[1].Probability) >= grid(RunnerUpFloor) {
		res.RunnerUp = &res.Ranking[1]
	}
}

// setConfidence says how sure the closest level is. What is said of it is no
// surer than what is known: its fit, and the questions that are open.
func (res *Result) setConfidence() {
	value, second := res.Ranking[0].Probability, 0.0
	if len(res.Ranking) > 1 {
		second = res.Ranking[1].Probability
	}
	band := bandOf(value, second)
	switch {
	case !res.Rubric.Fitted:
		band = ""
	case len(res.Undecided) > 0, res.Fit != nil && res.Fit.Grade == Misfit:
		band = Low
	}
	res.Confidence = &Confidence{value, band}
}
