package ratings

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// spectrum answers for the Laplacian M of a part's raters what the posterior
// needs of it. M's null direction, the constant one, is left out everywhere: it
// is the severity of all raters together, which no rating can show.
type spectrum interface {
	// logdets is log|I + M/ridge| for each ridge > 0.
	logdets(ridges []float64) []float64
	// solve is (M + ridge·I)⁻¹b for each ridge ≥ 0; b sums to 0.
	solve(b, ridges []float64) [][]float64
	// forms is, for each ridge > 0, the diagonal of (M + ridge·I)⁻¹ at every
	// rater, and for every row its mean over the pairs of the row's raters. The
	// ridge is the second index.
	forms(rows [][]cell, ridges []float64) (diagonal, means [][]float64)
}

// maxDense is the largest number of raters whose M is decomposed whole, which
// takes time with their cube and memory with their square.
const maxDense = 300

func (n normal) spectrum() spectrum {
	if n.raters > maxDense {
		return newKrylov(n)
	}
	return newDense(n)
}

// dense is the spectrum by one symmetric eigen-decomposition, after which every
// ridge is cheap.
type dense struct {
	values  []float64  // ascending, without the null one
	vectors *mat.Dense // a column for each value
}

func newDense(n normal) dense {
	m := mat.NewSymDense(n.raters, nil)
	for _, row := range n.rows {
		share := 1 / float64(len(row))
		for i, a := range row {
			m.SetSym(a.rater, a.rater, m.At(a.rater, a.rater)+1)
			for _, b := range row[i:] {
				m.SetSym(a.rater, b.rater, m.At(a.rater, b.rater)-share)
			}
		}
	}
	values, vectors := eigen(m)
	return dense{values[1:], mat.DenseCopyOf(vectors.Slice(0, n.raters, 1, n.raters))}
}

// eigen is the decomposition of m: the eigenvalues ascending, the vectors as
// columns.
func eigen(m *mat.SymDense) ([]float64, *mat.Dense) {
	var e mat.EigenSym
	if !e.Factorize(m, true) {
		panic("ratings: a finite symmetric matrix without eigenvalues")
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	return e.Values(nil), &vectors
}

func (d dense) logdets(ridges []float64) []float64 {
	dets := make([]float64, len(ridges))
	for i, ridge := range ridges {
		for _, v := range d.values {
			dets[i] += math.Log1p(v / ridge)
		}
	}
	return dets
}

func (d dense) solve(b, ridges []float64) [][]float64 {
	var turned mat.VecDense
	turned.MulVec(d.vectors.T(), mat.NewVecDense(len(b), b))
	solutions := make([][]float64, len(ridges))
	for i, ridge := range ridges {
		var scaled, s mat.VecDense
		scaled.CloneFromVec(&turned)
		for k, v := range d.values {
			scaled.SetVec(k, turned.AtVec(k)/(v+ridge))
		}
		s.MulVec(d.vectors, &scaled)
		solutions[i] = s.RawVector().Data
	}
	return solutions
}

func (d dense) forms(rows [][]cell, ridges []float64) (diagonal, means [][]float64) {
	scales := make([][]float64, len(ridges))
	for i, ridge := range ridges {
		for _, v := range d.values {
			scales[i] = append(scales[i], 1/(v+ridge))
		}
	}
	raters, _ := d.vectors.Dims()
	diagonal, means = make([][]float64, raters), make([][]float64, len(rows))
	for j := range diagonal {
		diagonal[j] = forms(d.vectors.RawRowView(j), scales)
	}
	turned := make([]float64, len(d.values))
	for i, row := range rows {
		clear(turned)
		for _, c := range row {
			for k, x := range d.vectors.RawRowView(c.rater) {
				turned[k] += x / float64(len(row))
			}
		}
		means[i] = forms(turned, scales)
	}
	return diagonal, means
}

// forms is Σ scale·x² for each scale.
func forms(x []float64, scales [][]float64) []float64 {
	squares := make([]float64, len(x))
	floats.MulTo(squares, x, x)
	sums := make([]float64, len(scales))
	for i, scale := range scales {
		sums[i] = floats.Dot(scale, squares)
	}
	return sums
}
