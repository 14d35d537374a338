package assess

import (
	"math"
	"math/rand/v2"
	"slices"

	"rung/rubric"
)

// A normal distribution is taken at whole standard deviations, as many on either
// side of its middle.
const (
	deviations = 3
	points     = 2*deviations + 1
)

// leastSpacing is the least spacing of levels on a dimension, in steps: somebody
// who answers as no simulated person would still has lookalikes.
const leastSpacing = 0.25

// lookalikes are the people of a simulation who would have answered as somebody
// did, by the mean of each dimension. A kind of people is a level and a leniency.
type lookalikes struct {
	r       *rubric.Rubric
	now     profile
	answers []int         // behind each value
	decides []bool        // per question, whether a requirement is tested by it
	unit    []float64     // spacing per dimension
	kinds   []float64     // running sum of the share of each kind
	uneven  [][][]float64 // per kind and dimension, the same of each unevenness
}

// newLookalikes takes a result as far as the values of its dimensions.
func newLookalikes(res *Result) *lookalikes {
	all := &lookalikes{r: res.Rubric, now: res.profile(), answers: res.behind(), unit: spacing(res.Rubric)}
	for d := range all.unit {
		all.unit[d] = math.Max(all.unit[d], leastSpacing)
	}
	for i := range all.r.Questions {
		all.decides = append(all.decides, decides(all.r, &all.r.Questions[i]))
	}
	for kind := range len(all.r.Levels) * points {
		share := -square(point(kind%points)) / 2
		var uneven [][]float64
		for d := range all.unit {
			shares, log := all.unevenness(kind, d)
			uneven = append(uneven, shares)
			share += log
		}
		all.kinds = append(all.kinds, share)
		all.uneven = append(all.uneven, uneven)
	}
	accumulate(all.kinds)
	return all
}

// behind is how many answers each value is the mean of. A value that was given
// directly stands for all.
func (res *Result) behind() []int {
	answers := make([]int, len(res.Dimensions))
	for d, dv := range res.Dimensions {
		answers[d] = len(dv.Steps)
		if res.Assessment == nil && dv.Value != nil {
			answers[d] = dv.Asked
		}
	}
	return answers
}

// point is the i-th point of a normal distribution, in standard deviations.
func point(i int) float64 { return float64(i - deviations) }

func square(x float64) float64 { return x * x }

// unevenness is the running sum of the share of each unevenness on a dimension
// among the people of a kind who would have answered alike there, and the
// logarithm of how many would. What whole steps round off counts as noise.
func (all *lookalikes) unevenness(kind, d int) (shares []float64, log float64) {
	top := float64(all.r.Dimensions[d].Top())
	noise := square(answerNoise*all.unit[d]) + 1.0/12
	shares = all.places(kind, d)
	for v := range shares {
		at := math.Max(0, math.Min(all.position(kind, d, v), top))
		shares[v] -= float64(all.answers[d]) * square(all.now.value[d]-at) / noise / 2
	}
	return shares, accumulate(shares)
}

// places is the logarithm of how many people of a kind have each unevenness on a
// dimension: a normal distribution, and where their level says nothing, as many at
// each step. The sum is the same.
func (all *lookalikes) places(kind, d int) []float64 {
	normal := make([]float64, points)
	for v := range normal {
		normal[v] = -square(point(v)) / 2
	}
	if !all.r.Levels[kind/points].Scope[d].Any {
		return normal
	}
	steps := all.r.Dimensions[d].Top() + 1
	return slices.Repeat([]float64{accumulate(normal) - math.Log(float64(steps))}, steps)
}

// position is where people stand on a dimension, in steps.
func (all *lookalikes) position(kind, d, uneven int) float64 {
	home := &all.r.Levels[kind/points]
	if home.Scope[d].Any {
		return float64(uneven)
	}
	return home.Scope[d].Mid() + all.unit[d]*(leniency*point(kind%points)+unevenProfile*point(uneven))
}

// accumulate turns logarithms of weights into the running sum of their shares,
// and returns the logarithm of their sum.
func accumulate(logs []float64) (log float64) {
	top, total := slices.Max(logs), 0.0
	for i := range logs {
		total += math.Exp(logs[i] - top)
		logs[i] = total
	}
	for i := range logs {
		logs[i] /= total
	}
	return top + math.Log(total)
}

// answer has lookalikes answer questions in a number of ways, always the same, and
// calls each with their steps and with the profile that comes of them and of what
// was answered before; each must not keep them.
func (all *lookalikes) answer(questions []int, ways int, each func(steps []int, p profile)) {
	rng := rand.New(rand.NewPCG(0, 1))
	steps, possible := make([]int, len(questions)), make([][]int, len(questions))
	for i, q := range questions {
		possible[i] = all.r.Questions[q].StepsPossible()
	}
	kind, at := 0, make([]float64, len(all.unit))
	for way := range ways {
		for kind < len(all.kinds)-1 && all.kinds[kind] < (float64(way)+0.5)/float64(ways) {
			kind++
		}
		for d := range at {
			at[d] = all.position(kind, d, draw(all.uneven[kind][d], rng))
		}
		for i, q := range questions {
			d := all.r.Questions[q].Dimension
			steps[i] = nearest(possible[i], at[d]+answerNoise*all.unit[d]*rng.NormFloat64())
		}
		each(steps, all.with(questions, steps))
	}
}

// draw is an index, by the running sum of the shares.
func draw(shares []float64, rng *rand.Rand) int {
	x, i := rng.Float64(), 0
	for i < len(shares)-1 && shares[i] <= x {
		i++
	}
	return i
}

// with is the profile with more answers.
func (all *lookalikes) with(questions, steps []int) profile {
	p, answers := all.now.clone(), slices.Clone(all.answers)
	for i, q := range questions {
		d := all.r.Questions[q].Dimension
		answers[d]++
		p.set(d, p.value[d]+(float64(steps[i])-p.value[d])/float64(answers[d]))
		if all.decides[q] {
			p.setFact(&all.r.Questions[q], float64(steps[i]))
		}
	}
	return p
}
