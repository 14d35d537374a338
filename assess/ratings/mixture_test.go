package ratings

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func TestStudentFollowsItsDefinition(t *testing.T) {
	for _, freedom := range []int{3, 4, 7, 30, 200, 20_000} {
		got, want := newStudent(freedom), distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(freedom)}
		for x := -300.0; x <= 300; x += 0.0123 + math.Abs(x)/100 {
			p, d := got.below(x)
			if math.Abs(p-want.CDF(x)) > 5e-8 || math.Abs(d-want.Prob(x)) > 5e-6 {
				t.Fatalf("%d degrees of freedom, below %v: %v, density %v; want %v, %v", freedom, x, p, d, want.CDF(x), want.Prob(x))
			}
		}
	}
}

// Any mixture, also of parts far apart or of very different widths, has the
// quantiles that its definition gives.
func TestQuantilesOfMixtures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		freedom := rapid.IntRange(3, 100).Draw(t, "freedom")
		m := mixture{student: newStudent(freedom)}
		sum := 0.0
		for range rapid.IntRange(1, 8).Draw(t, "parts") {
			m.places = append(m.places, rapid.Float64Range(-5, 5).Draw(t, "place"))
			m.scales = append(m.scales, math.Exp(rapid.Float64Range(-8, 3).Draw(t, "scale")))
			w := rapid.Float64Range(0.001, 1).Draw(t, "weight")
			m.weights = append(m.weights, w)
			sum += w
		}
		for i := range m.weights {
			m.weights[i] /= sum
		}
		below := func(x float64) float64 {
			p := 0.0
			for i, w := range m.weights {
				p += w * distuv.StudentsT{Mu: m.places[i], Sigma: m.scales[i], Nu: float64(freedom)}.CDF(x)
			}
			return p
		}
		interval := m.interval()
		near(t, "below the interval", Known(below(interval.Low)), 0.025, 1e-7)
		near(t, "below its end", Known(below(interval.High)), 0.975, 1e-7)
	})
}
