package ratings

import (
	"encoding/binary"
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
// raters' severities S: y = P − S + e with P free, e ~ N(0, σ²), S ~ N(0, λ²σ²)
// centred on 0, and σ² integrated over 1/σ². Given λ, S follows Student's t with
// freedom degrees around mode; the posterior is the mixture of these by weight.
type posterior struct {
	spectrum spectrum
	ridges   []float64   // those whose weight counts
	weights  []float64   // sum to 1
	noise    []float64   // the posterior mean of σ², per ridge
	modes    [][]float64 // S, per ridge and rater
	freedom  int
	student  *student
	// unsure is why no uncertainty is known, or None.
	unsure Reason
}

// leastWeight is that of a ridge which counts.
const leastWeight = 1e-9

func (n normal) posterior(sh shrinkage) posterior { return n.posteriorBy(n.spectrum(), sh) }

// posteriorBy is the posterior by a spectrum of the caller's choice.
func (n normal) posteriorBy(by spectrum, sh shrinkage) posterior {
	p := posterior{spectrum: by, freedom: n.freedom}
	modes := by.solve(n.pull, sh.ridges)
	left := make([]float64, len(modes))
	for i, s := range modes {
		left[i] = n.squares - floats.Dot(n.pull, s)
		if left[i] < 1e-12*n.squares {
			left[i] = 0
		}
	}
	whole := 0.0
	for i, w := range p.weigh(sh, left) {
		if w > leastWeight {
			p.ridges, p.weights = append(p.ridges, sh.ridges[i]), append(p.weights, w)
			p.noise, p.modes = append(p.noise, left[i]/float64(p.freedom-2)), append(p.modes, modes[i])
			whole += w
		}
	}
	floats.Scale(1/whole, p.weights)
	if p.noiseMean() == 0 {
		p.unsure = NoResidue
	} else {
		p.student = studentOf(p.freedom)
	}
	return p
}

// weigh is the weights: prior × |I + λ²M|^(−½) × left^(−freedom/2), left being the
// sum of squares that remains.
func (p posterior) weigh(sh shrinkage, left []float64) []float64 {
	dets := p.spectrum.logdets(sh.ridges)
	weights := make([]float64, len(left))
	for i := range weights {
		weights[i] = sh.prior[i] - dets[i]/2
		if left[i] > 0 {
			weights[i] -= float64(p.freedom) / 2 * math.Log(left[i])
		}
	}
	whole := floats.LogSumExp(weights)
	for i, w := range weights {
		weights[i] = math.Exp(w - whole)
	}
	return weights
}

// noiseMean is the posterior mean of σ².
func (p posterior) noiseMean() float64 { return floats.Dot(p.weights, p.noise) }

// ratioMean is the posterior mean of λ.
func (p posterior) ratioMean() float64 {
	m := 0.0
	for i, ridge := range p.ridges {
		m += p.weights[i] / math.Sqrt(ridge)
	}
	return m
}

// severities is the posterior of every rater's severity, and of what severity
// takes off the raw mean of each circle: off its subjects' standings, as these
// scatter around that like a mean of so many ratings.
func (p posterior) severities(circles []circle) (raters, shifts []mixture) {
	rows := make([][]cell, len(circles))
	for k, c := range circles {
		rows[k] = c.row
	}
	own, means := p.spectrum.forms(rows, p.ridges)
	for j, forms := range own {
		raters = append(raters, p.mixture(func(i int) (place, variance float64) { return p.modes[i][j], forms[i] }))
	}
	for k, forms := range means {
		shifts = append(shifts, p.mixture(func(i int) (place, variance float64) {
			return circles[k].shift(p.modes[i]), circles[k].variance(forms[i], p.ridges[i])
		}))
	}
	return raters, shifts
}

// mixture gathers what each λ says of a quantity: its median, and its variance in
// units of σ².
func (p posterior) mixture(of func(i int) (place, variance float64)) mixture {
	m := mixture{student: p.student, weights: p.weights}
	for i := range p.weights {
		place, variance := of(i)
		variance *= p.noise[i] * float64(p.freedom-2) / float64(p.freedom)
		m.places, m.scales = append(m.places, place), append(m.scales, max(sameValue, math.Sqrt(variance)))
	}
	return m
}

// circle is the subjects of a part who have the same raters, and as many ratings
// for means only.
type circle struct {
	row      []cell // cell.rater counts within the part
	aside    int
	subjects []int
}

func (s *Sheet) circles(p part) []circle {
	var all []circle
	at := map[string]int{}
	for _, i := range p.subjects {
		row := p.local(s.rows[i])
		key := binary.AppendUvarint(nil, uint64(len(s.aside[i])))
		for _, c := range row {
			key = binary.AppendUvarint(key, uint64(c.rater))
		}
		k, known := at[string(key)]
		if !known {
			k = len(all)
			at[string(key)] = k
			all = append(all, circle{row: row, aside: len(s.aside[i])})
		}
		all[k].subjects = append(all[k].subjects, i)
	}
	return all
}

// raters counts all whose values are in the raw mean.
func (c circle) raters() float64 { return float64(len(c.row) + c.aside) }

// shift is what severities add to the raw mean.
func (c circle) shift(severities []float64) float64 {
	sum := 0.0
	for _, r := range c.row {
		sum += severities[r.rater]
	}
	return sum / c.raters()
}

// variance is that of a standing, in units of σ²: of the raters' mean severity,
// given as form; of the noise of as many ratings; and of the severities that are
// not known, those of the ratings for means only.
func (c circle) variance(form, ridge float64) float64 {
	n := c.raters()
	compared := float64(len(c.row)) / n
	return compared*compared*form + 1/n + float64(c.aside)/ridge/(n*n)
}
