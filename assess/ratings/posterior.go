package ratings

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// shrinkage is what is believed, before the ratings are seen, about λ: the
// spread of severities between raters relative to the noise of one rating.
type shrinkage struct {
	ridges []float64 // 1/λ², descending
	prior  []float64 // log weight of each
}

// grid averages over λ: 60 points from 0.02 to 5, evenly spaced on a log scale,
// with a half-Cauchy(0, 1) prior (Gelman 2006, Bayesian Analysis 1:515), which
// makes the density on that scale λ/(1+λ²).
func grid() shrinkage {
	const points, lowest, highest = 60, 0.02, 5.0
	var s shrinkage
	for _, lambda := range floats.LogSpan(make([]float64, points), lowest, highest) {
		s.ridges = append(s.ridges, 1/(lambda*lambda))
		s.prior = append(s.prior, math.Log(lambda/(1+lambda*lambda)))
	}
	return s
}

// normal is the least-squares problem of one part once the mean of every
// subject is projected out: minimise S'MS − 2·pull'S, where M is the Laplacian
// of the raters, Σ over subjects of I − 11'/raters of the subject.
type normal struct {
	raters  int
	rows    [][]cell  // of the subjects with two raters or more; cell.rater counts within the part
	pull    []float64 // how far each rater lies below the subjects' means, in sum
	squares float64   // Σ of squared distances to the subjects' means
	freedom int       // ratings − subjects
}

func (s *Sheet) normal(p part) normal {
	n := normal{raters: len(p.raters), pull: make([]float64, len(p.raters))}
	for _, i := range p.subjects {
		if len(s.rows[i]) > 1 {
			n.add(p.local(s.rows[i]))
		}
	}
	return n
}

func (n *normal) add(row []cell) {
	n.rows = append(n.rows, row)
	n.freedom += len(row) - 1
	if spread(row) < sameValue {
		return
	}
	m := mean(row)
	for _, c := range row {
		n.pull[c.rater] += m - c.value
		n.squares += (c.value - m) * (c.value - m)
	}
}

// posterior is what the ratings of one part, of at least minFreedom, say about its
// raters' severities S:
// y = P − S + e with P free, e ~ N(0, σ²), S ~ N(0, λ²σ²) centred on 0, and
// σ² integrated over 1/σ². Given λ, S follows Student's t with freedom degrees
// around mode; the posterior is the mixture of these by weight.
type posterior struct {
	spectrum spectrum
	ridges   []float64
	weight   []float64   // sums to 1
	noise    []float64   // the posterior mean of σ², per ridge
	modes    [][]float64 // S, per ridge and rater
	mean     []float64   // S, per rater
	freedom  int
	// unsure is why no uncertainty is known, or None; then quantile is how many
	// standard deviations an interval reaches.
	unsure   Reason
	quantile float64
}

func (n normal) posterior(sh shrinkage) posterior { return n.posteriorBy(n.spectrum(), sh) }

// posteriorBy is the posterior by a spectrum of the caller's choice.
func (n normal) posteriorBy(by spectrum, sh shrinkage) posterior {
	p := posterior{spectrum: by, ridges: sh.ridges, freedom: n.freedom}
	p.modes = p.spectrum.solve(n.pull, sh.ridges)
	left := make([]float64, len(p.modes))
	for i, s := range p.modes {
		left[i] = n.squares - floats.Dot(n.pull, s)
		if left[i] < 1e-12*n.squares {
			left[i] = 0
		}
		p.noise = append(p.noise, left[i]/float64(p.freedom-2))
	}
	p.weigh(sh, left)
	p.mean = make([]float64, n.raters)
	for i, s := range p.modes {
		floats.AddScaled(p.mean, p.weight[i], s)
	}
	if p.noiseMean() == 0 {
		p.unsure = NoResidue
	} else {
		p.quantile = quantile(p.freedom)
	}
	return p
}

// weigh sets the weights to prior × |I + λ²M|^(−½) × left^(−freedom/2), left
// being the sum of squares that remains.
func (p *posterior) weigh(sh shrinkage, left []float64) {
	dets := p.spectrum.logdets(p.ridges)
	for i := range p.ridges {
		p.weight = append(p.weight, sh.prior[i]-dets[i]/2)
		if left[i] > 0 {
			p.weight[i] -= float64(p.freedom) / 2 * math.Log(left[i])
		}
	}
	whole := floats.LogSumExp(p.weight)
	for i, w := range p.weight {
		p.weight[i] = math.Exp(w - whole)
	}
}

// noiseMean is the posterior mean of σ².
func (p posterior) noiseMean() float64 { return floats.Dot(p.weight, p.noise) }

// ratioMean is the posterior mean of λ.
func (p posterior) ratioMean() float64 {
	m := 0.0
	for i, ridge := range p.ridges {
		m += p.weight[i] / math.Sqrt(ridge)
	}
	return m
}

// variances is the posterior variance of S for every rater, and that of its mean
// over the raters of each row: the variance within each λ plus that between.
func (p posterior) variances(rows [][]cell) (raters, means []float64) {
	raters, means = p.spectrum.forms(rows, func(v float64) float64 {
		h := 0.0
		for i, ridge := range p.ridges {
			h += p.weight[i] * p.noise[i] / (v + ridge)
		}
		return h
	}, p.lowestRidge())
	for j := range raters {
		raters[j] += p.between([]cell{{rater: j}})
	}
	for i, row := range rows {
		means[i] += p.between(row)
	}
	return raters, means
}

// between is the variance over λ of the mean of S over the raters of a row.
func (p posterior) between(row []cell) float64 {
	sum := 0.0
	for i, s := range p.modes {
		d := 0.0
		for _, c := range row {
			d += s[c.rater] - p.mean[c.rater]
		}
		d /= float64(len(row))
		sum += p.weight[i] * d * d
	}
	return sum
}

// lowestRidge is the smallest ridge with a weight that counts.
func (p posterior) lowestRidge() float64 {
	lowest := math.Inf(1)
	for i, ridge := range p.ridges {
		if p.weight[i] > 1e-9 {
			lowest = min(lowest, ridge)
		}
	}
	return lowest
}
