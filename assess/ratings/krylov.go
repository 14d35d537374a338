package ratings

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// krylov is the spectrum by repeated multiplication with M, which needs no
// memory beyond the ratings: conjugate gradients for solve, Lanczos quadrature
// for the rest (Golub and Meurant, Matrices, Moments and Quadrature, 1994). It
// serves parts with many raters, where M is sparse and well conditioned: what a
// rater's figures depend on fades within a few handshakes.
type krylov struct {
	rows [][]int32 // the raters of each row
	of   [][]int   // per rater, the rows they are in
}

func newKrylov(n normal) krylov {
	k := krylov{of: transpose(n.rows, n.raters)}
	var all []int32
	for _, row := range n.rows {
		for _, c := range row {
			all = append(all, int32(c.rater))
		}
	}
	for _, row := range n.rows {
		k.rows = append(k.rows, all[:len(row):len(row)])
		all = all[len(row):]
	}
	return k
}

func transpose(rows [][]cell, raters int) [][]int {
	of := make([][]int, raters)
	for i, row := range rows {
		for _, c := range row {
			of[c.rater] = append(of[c.rater], i)
		}
	}
	return of
}

// times sets out to Mx + ridge·x.
func (k krylov) times(out, x []float64, ridge float64) {
	floats.ScaleTo(out, ridge, x)
	for _, row := range k.rows {
		sum := 0.0
		for _, r := range row {
			sum += x[r]
		}
		mean := sum / float64(len(row))
		for _, r := range row {
			out[r] += x[r] - mean
		}
	}
}

func (k krylov) solve(b, ridges []float64) [][]float64 {
	solutions := make([][]float64, len(ridges))
	guess := make([]float64, len(b))
	for i, ridge := range ridges {
		guess = k.descend(b, guess, ridge)
		solutions[i] = guess
	}
	return solutions
}

// descend is conjugate gradients from a guess, as far as rounding allows.
func (k krylov) descend(b, guess []float64, ridge float64) []float64 {
	x, r, q := slices.Clone(guess), slices.Clone(b), make([]float64, len(b))
	k.times(q, x, ridge)
	floats.Sub(r, q)
	d := slices.Clone(r)
	left, enough := floats.Dot(r, r), 1e-28*floats.Dot(b, b)
	for range 10 * len(b) {
		if left <= enough {
			break
		}
		k.times(q, d, ridge)
		step := left / floats.Dot(d, q)
		floats.AddScaled(x, step, d)
		floats.AddScaled(r, -step, q)
		was := left
		left = floats.Dot(r, r)
		floats.AddScaledTo(d, r, left/was, d)
	}
	return x
}

// The shares of a rater's resolvent at which walks end. The logarithm is
// smoother than the resolvent, and only its sum over all raters matters.
const (
	coarse = 1e-2
	fine   = 1e-5
)

// logdets is the trace of the logarithm, rater by rater.
func (k krylov) logdets(ridges []float64) []float64 {
	w := newWalker(k)
	dets := make([]float64, len(ridges))
	for j := range k.of {
		s := w.walk(j, nil, slices.Min(ridges), coarse)
		values, vectors := s.eigen()
		for e, v := range values {
			weight := s.length * s.length * vectors.At(0, e) * vectors.At(0, e)
			for i, ridge := range ridges {
				dets[i] += weight * math.Log1p(v/ridge)
			}
		}
	}
	return dets
}

func (k krylov) forms(rows [][]cell, ridges []float64) (diagonal, means [][]float64) {
	w := newWalker(k)
	diagonal, means = make([][]float64, len(k.of)), make([][]float64, len(rows))
	for i := range means {
		means[i] = make([]float64, len(ridges))
	}
	for j, of := range transpose(rows, len(k.of)) {
		var near []int
		for _, i := range of {
			for _, c := range rows[i] {
				near = append(near, c.rater)
			}
		}
		for e, column := range w.walk(j, near, slices.Min(ridges), fine).columns(ridges) {
			diagonal[j] = append(diagonal[j], column[0])
			column = column[1:]
			for _, i := range of {
				n := len(rows[i])
				means[i][e] += floats.Sum(column[:n]) / float64(n*n)
				column = column[n:]
			}
		}
	}
	return diagonal, means
}

// span is what Lanczos made of one rater's unit vector, less its mean: the
// tridiagonal matrix T, and the basis at the raters asked for.
type span struct {
	length           float64     // of the vector
	diagonal, beside []float64   // of T
	basis            [][]float64 // per step, at the rater and at those near
}

// eigen decomposes T.
func (s span) eigen() ([]float64, *mat.Dense) {
	t := mat.NewSymDense(len(s.diagonal), nil)
	for i, v := range s.diagonal {
		t.SetSym(i, i, max(0, v))
		if i > 0 {
			t.SetSym(i-1, i, s.beside[i-1])
		}
	}
	return eigen(t)
}

// columns is the rater's column of (M + ridge·I)⁻¹ for each ridge, at the rater
// and at those near.
func (s span) columns(ridges []float64) [][]float64 {
	values, vectors := s.eigen()
	scale := make([]float64, len(values))
	columns := make([][]float64, len(ridges))
	for i, ridge := range ridges {
		for e, v := range values {
			scale[e] = s.length * vectors.At(0, e) / (max(0, v) + ridge)
		}
		columns[i] = make([]float64, len(s.basis[0]))
		for k, at := range s.basis {
			floats.AddScaled(columns[i], floats.Dot(vectors.RawRowView(k), scale), at)
		}
	}
	return columns
}

// walker runs Lanczos from single raters, touching only the raters within
// reach. A vector is kept as a sparse part plus a constant in every place: M
// sends constants to zero, so they are carried along without being touched.
type walker struct {
	krylov
	was, now, next []float64 // sparse parts of the last, present and coming vector
	reach          []int     // the raters where a sparse part may differ from 0
	reached        []int     // per rater, the walk that last reached it
	summed         []int     // per row, the step that last summed it
	walks, steps   int
}

func newWalker(k krylov) *walker {
	raters := len(k.of)
	return &walker{
		krylov: k,
		was:    make([]float64, raters), now: make([]float64, raters), next: make([]float64, raters),
		reached: make([]int, raters), summed: make([]int, len(k.rows)),
	}
}

// walk ends where another step would add less than the share enough to the
// rater's entry of (M + ridge)⁻¹.
func (w *walker) walk(rater int, near []int, ridge, enough float64) span {
	s := span{}
	constant, before, beta := 0.0, 0.0, 0.0
	s.length, constant = w.begin(rater)
	grown := resolvent{ridge: ridge}
	for {
		s.basis = append(s.basis, w.look(rater, near, constant))
		alpha := w.multiply()
		s.diagonal = append(s.diagonal, alpha)
		if grown.by(alpha, beta) < enough || len(s.diagonal) == len(w.of)-1 {
			return s
		}
		constant, before = -alpha*constant-beta*before, constant
		if beta = w.orthogonalise(alpha, beta, constant); beta < 1e-9 {
			return s
		}
		s.beside = append(s.beside, beta)
		constant /= beta
	}
}

// begin makes the rater's unit vector, less its mean and scaled to length 1,
// the present one. It returns the length it had, and the constant part.
func (w *walker) begin(rater int) (length, constant float64) {
	for _, r := range w.reach {
		w.was[r], w.now[r], w.next[r] = 0, 0, 0
	}
	w.reach = w.reach[:0]
	w.walks++
	w.touch(rater)
	raters := float64(len(w.of))
	length = math.Sqrt(1 - 1/raters)
	w.now[rater] = 1 / length
	return length, -1 / raters / length
}

func (w *walker) touch(rater int) {
	if w.reached[rater] != w.walks {
		w.reached[rater] = w.walks
		w.reach = append(w.reach, rater)
	}
}

// look is the present vector at the rater and at those near.
func (w *walker) look(rater int, near []int, constant float64) []float64 {
	at := make([]float64, 0, 1+len(near))
	at = append(at, w.now[rater]+constant)
	for _, r := range near {
		at = append(at, w.now[r]+constant)
	}
	return at
}

// multiply sets next to M·now, and returns now'M·now.
func (w *walker) multiply() float64 {
	w.steps++
	for _, r := range w.reach {
		w.next[r] += float64(len(w.of[r])) * w.now[r]
		for _, i := range w.of[r] {
			w.center(i)
		}
	}
	product := 0.0
	for _, r := range w.reach {
		product += w.now[r] * w.next[r]
	}
	return product
}

// center takes the mean of now over row i off next, once a step.
func (w *walker) center(i int) {
	if w.summed[i] == w.steps {
		return
	}
	w.summed[i] = w.steps
	row := w.rows[i]
	sum := 0.0
	for _, r := range row {
		sum += w.now[r]
	}
	mean := sum / float64(len(row))
	for _, r := range row {
		w.touch(int(r))
		w.next[r] -= mean
	}
}

// orthogonalise takes the present and the last vector out of next, makes it the
// present one at length 1, and returns the length it had. constant is the
// constant part of next.
func (w *walker) orthogonalise(alpha, beta, constant float64) float64 {
	sum, squares := 0.0, 0.0
	for _, r := range w.reach {
		w.next[r] -= alpha*w.now[r] + beta*w.was[r]
		sum += w.next[r]
		squares += w.next[r] * w.next[r]
	}
	length := math.Sqrt(max(0, squares+2*constant*sum+constant*constant*float64(len(w.of))))
	for _, r := range w.reach {
		w.was[r], w.now[r], w.next[r] = w.now[r], w.next[r]/length, 0
	}
	return length
}

// resolvent follows the first entry of the inverse of a growing tridiagonal
// matrix plus ridge, by its LDL' factors.
type resolvent struct{ ridge, value, pivot, coupling float64 }

// by adds a row with alpha on the diagonal and beta beside it, and returns what
// share of the value that brought.
func (t *resolvent) by(alpha, beta float64) float64 {
	if t.pivot == 0 {
		t.pivot, t.coupling = alpha+t.ridge, 1
	} else {
		t.coupling *= beta * beta / (t.pivot * t.pivot)
		t.pivot = alpha + t.ridge - beta*beta/t.pivot
	}
	gain := t.coupling / t.pivot
	t.value += gain
	return gain / t.value
}
