package assess

import (
	"math"
	"slices"

	"rung/rubric"
)

// ways is how many ways of answering the rest a confidence is the mean of.
const ways = 256

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
// questions decide between levels; Medium at the most where the answers are uneven.
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

// weigh gives each eligible level of the ranking its probability: exp(−λ·D)/Σ, and
// where questions have no answer the mean of that over the ways in which people
// who answered alike would answer them. The ineligible keep 0. The first of the
// ranking is eligible.
func (res *Result) weigh() {
	r := res.Rubric
	weights := make([]float64, len(r.Levels))
	if unanswered := res.unanswered(); len(unanswered) > 0 {
		res.Ways = ways
		newLookalikes(res).answer(unanswered, ways, func(_ []int, p profile) { addChances(weights, r, p) })
	}
	total := res.open(weights)
	if total == 0 { // all is answered, or no way leads to a level that is open now
		addChances(weights, r, res.profile())
		total = res.open(weights)
	}
	standing := 0.0
	for i := range res.Ranking {
		k := &res.Ranking[i]
		k.Probability /= total
		standing += k.Probability * float64(k.Level.Rung)
	}
	res.Standing = &standing
}

// open gives the eligible levels of the ranking their weights, and returns the sum.
func (res *Result) open(weights []float64) (total float64) {
	for i := range res.Ranking {
		if k := &res.Ranking[i]; k.Eligible {
			k.Probability = weights[res.Rubric.LevelIndex(k.Level.ID)]
			total += k.Probability
		}
	}
	return total
}

// unanswered are the questions without an answer, whatever the reason.
func (res *Result) unanswered() []int {
	var all []int
	behind := res.behind()
	for i := range res.Rubric.Questions {
		q := &res.Rubric.Questions[i]
		dv := &res.Dimensions[q.Dimension]
		if behind[q.Dimension] < dv.Asked && !slices.ContainsFunc(dv.Steps, func(s AnswerStep) bool { return s.Question == q }) {
			all = append(all, i)
		}
	}
	return all
}

// addChances adds exp(−λ·D)/Σ of each eligible level, in rubric order; of none
// where none is.
func addChances(weights []float64, r *rubric.Rubric, p profile) {
	distances, least := make([]float64, len(r.Levels)), math.Inf(1)
	for i := range r.Levels {
		distances[i] = math.Inf(1)
		if l := &r.Levels[i]; p.meetsAll(l) {
			distances[i] = distance(r, l, p)
			least = math.Min(least, distances[i])
		}
	}
	if math.IsInf(least, 1) {
		return
	}
	total := 0.0
	for i, d := range distances {
		distances[i] = math.Exp(-r.Temperature * (d - least))
		total += distances[i]
	}
	for i, chance := range distances {
		weights[i] += chance / total
	}
}

// runnerUpFloor is the probability from which the runner-up is shown beside the
// closest level.
const runnerUpFloor = 0.25

// setConfidence says how sure the closest level is. What is said of it is no
// surer than what is known: its fit, and the questions that are open.
func (res *Result) setConfidence() {
	value, second := res.Ranking[0].Probability, res.Second()
	if grid(second.Probability) >= grid(runnerUpFloor) {
		res.RunnerUp = second
	}
	band := bandOf(value, second.Probability)
	switch {
	case !res.Rubric.Fitted:
		band = ""
	case len(res.Undecided) > 0, res.Fit != nil && res.Fit.Grade == Misfit:
		band = Low
	case band == High && res.Fit != nil && res.Fit.Grade == Uneven:
		band = Medium
	}
	res.Confidence = &Confidence{value, band}
}

// Second is the likeliest level beside the closest, at no probability where there
// is none. Where questions are open it may be likelier than the closest: that is how
// people who answered alike would answer them.
func (res *Result) Second() *Ranked {
	second := &Ranked{}
	for i := range res.Ranking[1:] {
		if k := &res.Ranking[i+1]; k.Probability > second.Probability {
			second = k
		}
	}
	return second
}
