package assess

import (
	"math"
	"math/rand/v2"
	"slices"

	"rung/rubric"
)

// The people of a simulation, in units of one level: how much one answer
// wobbles, how uneven a profile is, and how lenient a person is with themself.
const (
	answerNoise   = 0.8
	unevenProfile = 0.6
	leniency      = 0.35
)

// confidenceBins is how many equal bins the calibration error is taken over.
const confidenceBins = 10

// maxTries bounds how often a person who gets no level is drawn again.
const maxTries = 100

// Simulation says how well a rubric finds the level of people whose level is
// known, and whether the confidence it claims is the share that is right.
type Simulation struct {
	People      int
	Answered    float64    // share of the questions that were answered
	Exact       float64    // share placed on their own level
	WithinOne   float64    // share placed at most one rung away
	Claimed     float64    // mean confidence
	ECE         float64    // expected calibration error, 10 equal bins
	Bins        []Bin      // those that are not empty, ascending
	Temperature float64    // at which Claimed would equal Exact
	Spread      [2]float64 // the 95th and 99.5th percentile of the distance to the level found
}

// Bin is one band of claimed confidence.
type Bin struct {
	From, To       float64
	People         int
	Claimed, Exact float64
}

// Simulate draws people evenly over the levels of r and scores what they would
// answer. A person's position on a dimension is the middle of their level's
// scope plus N(0, 0.35) common to all dimensions plus N(0, 0.6) of that
// dimension; each answer adds N(0, 0.8) and is the nearest step the question
// offers. The unit is one level: the mean spacing of the scopes of levels that
// follow each other, on that dimension. Each question is answered with
// probability answered, 0..1; people below the coverage floor are drawn again.
// The same arguments give the same simulation.
func Simulate(r *rubric.Rubric, people int, answered float64, seed uint64) Simulation {
	rng := rand.New(rand.NewPCG(seed, 0))
	unit := spacing(r)
	outcomes := make([]outcome, 0, people)
	for tries := 0; len(outcomes) < people && tries < maxTries*people; tries++ {
		home := &r.Levels[len(outcomes)%len(r.Levels)]
		p, n := person(r, home, unit, answered, rng)
		if p.coverage(r) < CoverageFloor-tolerance {
			continue
		}
		if ranking := rank(r, p); ranking[0].Eligible {
			outcomes = append(outcomes, outcome{home, ranking, n})
		}
	}
	s := summarize(r, outcomes, r.Temperature)
	s.Answered = answered
	s.Temperature = fitTemperature(r, outcomes, s.Exact)
	s.Spread = spreadOf(outcomes)
	return s
}

// outcome is a simulated person: their level, and how they were ranked.
type outcome struct {
	home    *rubric.Level
	ranking []Ranked
	n       int // questions answered
}

func (o outcome) confidence(r *rubric.Rubric, temperature float64) float64 {
	lambda, total := sharpness(temperature, o.n, len(r.Questions)), 0.0
	for _, k := range o.ranking {
		if k.Eligible {
			total += math.Exp(-lambda * (k.Distance - o.ranking[0].Distance))
		}
	}
	return 1 / total
}

// spacing is one level in steps, per dimension: the mean difference of the
// middles of the scopes over every step up to a next level.
func spacing(r *rubric.Rubric) []float64 {
	unit := make([]float64, len(r.Dimensions))
	for d := range unit {
		climbs := 0
		for _, l := range r.Levels {
			for _, next := range l.Next {
				if up := r.Levels[next]; up.Rung > l.Rung {
					unit[d] += math.Abs(up.Scope[d].Mid() - l.Scope[d].Mid())
					climbs++
				}
			}
		}
		unit[d] /= math.Max(float64(climbs), 1)
	}
	return unit
}

func person(r *rubric.Rubric, home *rubric.Level, unit []float64, answered float64, rng *rand.Rand) (profile, int) {
	p, all := newProfile(len(r.Dimensions)), 0
	lenient := leniency * rng.NormFloat64()
	for d := range r.Dimensions {
		at := home.Scope[d].Mid() + unit[d]*(lenient+unevenProfile*rng.NormFloat64())
		total, n := 0, 0
		for _, q := range r.QuestionsOf(d) {
			step := nearest(r.Questions[q].StepsPossible(), at+unit[d]*answerNoise*rng.NormFloat64())
			if rng.Float64() >= answered {
				continue
			}
			total, n = total+step, n+1
			if decides(r, &r.Questions[q]) {
				p.setFact(&r.Questions[q], float64(step))
			}
		}
		if n > 0 {
			p.set(d, float64(total)/float64(n))
		}
		all += n
	}
	return p, all
}

// nearest is the step closest to x; of two, the lower.
func nearest(steps []int, x float64) int {
	best := steps[0]
	for _, s := range steps {
		if math.Abs(float64(s)-x) < math.Abs(float64(best)-x) {
			best = s
		}
	}
	return best
}

func summarize(r *rubric.Rubric, outcomes []outcome, temperature float64) Simulation {
	s := Simulation{People: len(outcomes)}
	bins := make([]Bin, confidenceBins)
	for _, o := range outcomes {
		found, confidence := o.ranking[0].Level, o.confidence(r, temperature)
		b := &bins[min(int(confidence*confidenceBins), confidenceBins-1)]
		b.People++
		b.Claimed += confidence
		if found == o.home {
			b.Exact++
		}
		if gap := found.Rung - o.home.Rung; -1 <= gap && gap <= 1 {
			s.WithinOne++
		}
	}
	n := float64(len(outcomes))
	s.WithinOne /= n
	for i, b := range bins {
		if b.People == 0 {
			continue
		}
		s.Exact += b.Exact / n
		s.Claimed += b.Claimed / n
		s.ECE += math.Abs(b.Claimed-b.Exact) / n
		b.From, b.To = float64(i)/confidenceBins, float64(i+1)/confidenceBins
		b.Claimed, b.Exact = b.Claimed/float64(b.People), b.Exact/float64(b.People)
		s.Bins = append(s.Bins, b)
	}
	return s
}

// fitTemperature bisects for the temperature at which the mean confidence,
// which grows with it, equals the share that is right.
func fitTemperature(r *rubric.Rubric, outcomes []outcome, exact float64) float64 {
	low, high := 0.01, 1000.0
	for range 40 {
		mid := math.Sqrt(low * high)
		claimed := 0.0
		for _, o := range outcomes {
			claimed += o.confidence(r, mid)
		}
		if claimed/float64(len(outcomes)) < exact {
			low = mid
		} else {
			high = mid
		}
	}
	return math.Sqrt(low * high)
}

// spreadOf is how far people lie from the level they land on: all but 5 of 100,
// and all but 5 of 1000.
func spreadOf(outcomes []outcome) (spread [2]float64) {
	distances := make([]float64, len(outcomes))
	for i, o := range outcomes {
		distances[i] = o.ranking[0].Distance
	}
	slices.Sort(distances)
	for i, share := range [2]float64{0.95, 0.995} {
		if n := len(distances); n > 0 {
			spread[i] = distances[min(int(share*float64(n)), n-1)]
		}
	}
	return spread
}
