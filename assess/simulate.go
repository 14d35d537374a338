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
	FittedECE   float64    // what ECE would be at that temperature, as a file holds it, of all who answered everything
	Spread      [2]float64 // the 95th and 99.5th percentile of the distance to the level found

	Levels   []Found     // one per level, in rubric order
	Confused []Confusion // the pairs that are taken for each other, the most first
}

// Fit is what a rubric has to say for its confidence and its fit to be true.
func (s Simulation) Fit() rubric.Fit { return rubric.Fit{Temperature: s.Temperature, Spread: s.Spread} }

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
// follow each other, on that dimension. Where the level says nothing, the position
// is any step, each as likely. Each question is answered with
// probability answered, 0..1; people below the coverage floor are drawn again.
// The same arguments give the same simulation.
func Simulate(r *rubric.Rubric, people int, answered float64, seed uint64) Simulation {
	rng := rand.New(rand.NewPCG(seed, 0))
	unit := spacing(r)
	outcomes := make([]outcome, 0, people)
	for tries := 0; len(outcomes) < people && tries < maxTries*people; tries++ {
		home := &r.Levels[len(outcomes)%len(r.Levels)]
		given, all := person(r, home, unit, answered, rng)
		found := Brief(r, &Assessment{Answers: given})
		if found.Level == nil {
			continue
		}
		whole := found
		if len(given) < len(all) {
			whole = Brief(r, &Assessment{Answers: all})
		}
		outcomes = append(outcomes, outcome{home, found, whole})
	}
	s := summarize(outcomes)
	s.Answered = answered
	s.Temperature = fitTemperature(outcomes)
	s.Spread = spreadOf(outcomes)
	s.FittedECE = fittedError(outcomes, s.Fit())
	s.Levels, s.Confused = foundAt(r, outcomes), confused(r, outcomes)
	return s
}

// outcome is a simulated person: their level, and the results of what they
// answered and of what they would have answered to everything.
type outcome struct {
	home         *rubric.Level
	found, whole *Result
}

// confidence is that of the whole at another temperature; 0 without a level.
func (o outcome) confidence(temperature float64) float64 {
	if o.whole.Level == nil {
		return 0
	}
	total := 0.0
	for _, k := range o.whole.Ranking {
		if k.Eligible {
			total += math.Exp(-temperature * (k.Distance - o.whole.Ranking[0].Distance))
		}
	}
	return 1 / total
}

// spacing is one level in steps, per dimension: the mean difference of the
// middles of the scopes over every step up to a next level, where both have one.
func spacing(r *rubric.Rubric) []float64 {
	unit := make([]float64, len(r.Dimensions))
	for d := range unit {
		climbs := 0
		for _, l := range r.Levels {
			for _, next := range l.Next {
				if up := r.Levels[next]; up.Rung > l.Rung && !up.Scope[d].Any && !l.Scope[d].Any {
					unit[d] += math.Abs(up.Scope[d].Mid() - l.Scope[d].Mid())
					climbs++
				}
			}
		}
		unit[d] /= math.Max(float64(climbs), 1)
	}
	return unit
}

// person answers as somebody at home on a level: what is given, and all that would
// be.
func person(r *rubric.Rubric, home *rubric.Level, unit []float64, answered float64, rng *rand.Rand) (given, all []Answer) {
	all = make([]Answer, len(r.Questions))
	lenient := leniency * rng.NormFloat64()
	for d := range r.Dimensions {
		at := 0.0
		if home.Scope[d].Any {
			at = float64(rng.IntN(r.Dimensions[d].Top() + 1))
		} else {
			at = home.Scope[d].Mid() + unit[d]*(lenient+unevenProfile*rng.NormFloat64())
		}
		for _, i := range r.QuestionsOf(d) {
			q := &r.Questions[i]
			all[i] = AnswerAt(q, nearest(q.StepsPossible(), at+unit[d]*answerNoise*rng.NormFloat64()))
			if rng.Float64() < answered {
				given = append(given, all[i])
			}
		}
	}
	return given, all
}

// AnswerAt is an answer to q that gives a step, one of those possible.
func AnswerAt(q *rubric.Question, step int) Answer {
	a, least := Answer{Question: q.ID, State: Answered}, 0
	if step > 0 && q.Kind != rubric.Choice {
		least = int(math.Ceil(q.Thresholds[step-1]))
	}
	switch q.Kind {
	case rubric.Number:
		a.Value.Number = least
	case rubric.Choice:
		a.Value.Option = q.Options[slices.IndexFunc(q.Options, func(o rubric.Option) bool { return o.Step == step })].ID
	case rubric.Several:
		a.Value.Ticks = Tick(optionIDs(q)[:least]...)
	}
	return a
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

func summarize(outcomes []outcome) Simulation {
	s := Simulation{People: len(outcomes)}
	n := math.Max(float64(len(outcomes)), 1)
	for _, o := range outcomes {
		if gap := o.found.Level.Rung - o.home.Rung; -1 <= gap && gap <= 1 {
			s.WithinOne += 1 / n
		}
	}
	s.Bins = binned(outcomes, func(o outcome) float64 { return o.found.Confidence.Value })
	s.ECE = calibrationError(s.Bins)
	for _, b := range s.Bins {
		s.Exact += b.Exact * float64(b.People) / n
		s.Claimed += b.Claimed * float64(b.People) / n
	}
	return s
}

// binned are the bands of a confidence that somebody has, ascending.
func binned(outcomes []outcome, confidence func(outcome) float64) (some []Bin) {
	bins := make([]Bin, confidenceBins)
	for _, o := range outcomes {
		claimed := confidence(o)
		b := &bins[min(int(claimed*confidenceBins), confidenceBins-1)]
		b.People++
		b.Claimed += claimed
		if o.found.Level == o.home {
			b.Exact++
		}
	}
	for i, b := range bins {
		if b.People > 0 {
			b.From, b.To = float64(i)/confidenceBins, float64(i+1)/confidenceBins
			b.Claimed, b.Exact = b.Claimed/float64(b.People), b.Exact/float64(b.People)
			some = append(some, b)
		}
	}
	return some
}

// calibrationError is how far the bands are from the share that is right, by people.
func calibrationError(bins []Bin) float64 {
	people, off := 0.0, 0.0
	for _, b := range bins {
		people += float64(b.People)
		off += math.Abs(b.Claimed-b.Exact) * float64(b.People)
	}
	return off / math.Max(people, 1)
}

// fitTemperature bisects for the temperature at which the mean confidence of the
// whole, which grows with it, equals the share that is right.
func fitTemperature(outcomes []outcome) float64 {
	exact := 0.0
	for _, o := range outcomes {
		if o.whole.Level == o.home {
			exact++
		}
	}
	low, high := 0.01, 1000.0
	for range 40 {
		mid := math.Sqrt(low * high)
		claimed := 0.0
		for _, o := range outcomes {
			claimed += o.confidence(mid)
		}
		if claimed < exact {
			low = mid
		} else {
			high = mid
		}
	}
	return math.Sqrt(low * high)
}

// fittedError is the calibration error that is left with what fits; chance apart, only
// more questions or dimensions make it smaller.
func fittedError(outcomes []outcome, f rubric.Fit) float64 {
	return calibrationError(binned(outcomes, func(o outcome) float64 { return o.confidence(f.Rounded().Temperature) }))
}

// spreadOf is how far people lie from the level they land on: all but 5 of 100,
// and all but 5 of 1000.
func spreadOf(outcomes []outcome) (spread [2]float64) {
	distances := make([]float64, len(outcomes))
	for i, o := range outcomes {
		distances[i] = o.whole.misfit(o.whole.Ranking[0].Level)
	}
	slices.Sort(distances)
	for i, share := range [2]float64{0.95, 0.995} {
		if n := len(distances); n > 0 {
			spread[i] = distances[min(int(share*float64(n)), n-1)]
		}
	}
	return spread
}
