package assess

import (
	"math"

	"rung/rubric"
)

// The wobble behind the confidence, in levels: of one answer, and of the person
// as a whole. Fewer answers make the first weigh more.
const (
	answerWobble = 1.0
	personWobble = 0.35
)

// sharpness is λ of the confidence: how fast probability falls with distance
// when n of N questions are answered. It is the rubric's temperature when all
// are, and less when fewer are.
func sharpness(temperature float64, n, all int) float64 {
	variance := func(answers int) float64 {
		return answerWobble*answerWobble/float64(answers) + personWobble*personWobble
	}
	return temperature * variance(all) / variance(n)
}

// weigh gives each eligible level of a ranking its probability,
// exp(−λ·D)/Σ; the ineligible keep 0. The first of the ranking is eligible.
func weigh(ranking []Ranked, lambda float64) {
	total := 0.0
	for i := range ranking {
		if k := &ranking[i]; k.Eligible {
			k.Probability = math.Exp(-lambda * (k.Distance - ranking[0].Distance))
			total += k.Probability
		}
	}
	for i := range ranking {
		ranking[i].Probability /= total
	}
}

// setConfidence fills the probabilities and what follows from them.
func (res *Result) setConfidence() {
	weigh(res.Ranking, res.Sharpness())
	value := res.Ranking[0].Probability
	res.Confidence = &Confidence{value, BandOf(value)}
	standing := 0.0
	for _, k := range res.Ranking {
		standing += k.Probability * float64(k.Level.Rung)
	}
	res.Standing = &standing
	res.Leaning = leaning(res.Ranking)
}

// leaning is the likeliest other level when it is likely enough to be named.
func leaning(ranking []Ranked) *rubric.Level {
	if len(ranking) > 1 && ranking[1].Probability >= leaningFloor {
		return ranking[1].Level
	}
	return nil
}

// Sharpness is the λ the probabilities of the result were computed with.
func (res *Result) Sharpness() float64 {
	return sharpness(res.Rubric.Temperature, res.Answered, res.Questions)
}
