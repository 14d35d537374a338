package ratings

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat/distuv"
)

// mixture is the posterior of one quantity: for each λ a Student's t, of the same
// freedom, by the weight of that λ.
type mixture struct {
	student *student
	weights []float64 // sum to 1
	places  []float64 // the medians
	scales  []float64 // above 0
}

// mean is the mean of the mixture.
func (m mixture) mean() float64 { return floats.Dot(m.weights, m.places) }

// variance is that within each λ plus that between.
func (m mixture) variance() float64 {
	sum, mean := 0.0, m.mean()
	for i, w := range m.weights {
		d := m.places[i] - mean
		sum += w * (m.scales[i]*m.scales[i]*m.student.variance + d*d)
	}
	return sum
}

// below is the probability of less than x, and the density there.
func (m mixture) below(x float64) (probability, density float64) {
	for i, w := range m.weights {
		p, d := m.student.below((x - m.places[i]) / m.scales[i])
		probability += w * p
		density += w * d / m.scales[i]
	}
	return probability, density
}

// interval is the middle 95 %.
func (m mixture) interval() Interval {
	return Interval{Low: m.quantile(0.025, -m.student.reach), High: m.quantile(0.975, m.student.reach)}
}

// quantile is where the probability of less is p, reach being where that is so in
// a single Student's t: Newton's steps, and halving wherever one would leave the
// bracket. The quantile of a mixture lies between those of its parts.
func (m mixture) quantile(p, reach float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for i, place := range m.places {
		q := place + reach*m.scales[i]
		low, high = min(low, q), max(high, q)
	}
	enough := 1e-12 * max(high-low, math.Abs(low), math.Abs(high))
	at := m.mean() + reach*math.Sqrt(m.variance()/m.student.variance)
	for high-low > enough {
		if !(at > low && at < high) {
			at = low + (high-low)/2
		}
		probability, density := m.below(at)
		if probability < p {
			low = at
		} else {
			high = at
		}
		step := (p - probability) / density
		if math.Abs(step) <= enough {
			return at
		}
		at += step
	}
	return at
}

// student is Student's t of one freedom, above 2. It is read off a table, to some
// 3e-8: a session asks for it a million times, and computing it takes a hundred
// times as long.
type student struct {
	variance float64
	reach    float64 // beyond it lie 2.5 %
	// pieces are cubics for x ≥ 0 over 1 − 1/(1+x), which lies in one of as many
	// equal parts of 0..1; they meet in value and slope.
	pieces [tablePieces][4]float64
}

const tablePieces = 200

// students are those that were asked for, by freedom.
var students sync.Map

func studentOf(freedom int) *student {
	if s, known := students.Load(freedom); known {
		return s.(*student)
	}
	s, _ := students.LoadOrStore(freedom, newStudent(freedom))
	return s.(*student)
}

func newStudent(freedom int) *student {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(freedom)}
	s := &student{variance: t.Nu / (t.Nu - 2), reach: t.Quantile(0.975)}
	value, slope := 0.5, t.Prob(0)/tablePieces
	for k := range s.pieces {
		next, nextSlope := 1.0, 0.0 // at the end, where x is without end
		if k+1 < tablePieces {
			u := float64(k+1) / tablePieces
			x := u / (1 - u)
			next, nextSlope = t.CDF(x), t.Prob(x)*(1+x)*(1+x)/tablePieces
		}
		rise := next - value
		s.pieces[k] = [4]float64{value, slope, 3*rise - 2*slope - nextSlope, slope + nextSlope - 2*rise}
		value, slope = next, nextSlope
	}
	return s
}

// below is the probability of less than x, and the density there.
func (s *student) below(x float64) (probability, density float64) {
	size := math.Abs(x)
	u := (1 - 1/(1+size)) * tablePieces
	k := min(int(u), tablePieces-1)
	c, t := &s.pieces[k], u-float64(k)
	probability = c[0] + t*(c[1]+t*(c[2]+t*c[3]))
	density = (c[1] + t*(2*c[2]+3*t*c[3])) * tablePieces / (1 + size) / (1 + size)
	if x < 0 {
		return 1 - probability, density
	}
	return probability, density
}
