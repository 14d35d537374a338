package ratings

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// crowd is many subjects with three raters each, rated on nine dimensions in half
// steps, and with a rung overall.
type crowd struct {
	rungs      []Rating
	dimensions [9][]Rating
}

func largeCrowd(subjects, raters int) crowd {
	rng := rand.New(rand.NewPCG(1, 2))
	severity := make([]float64, raters)
	for j := range severity {
		severity[j] = 0.3 * rng.NormFloat64()
	}
	clamp := func(v, grain float64) float64 { return max(1, min(6, math.Round(v/grain)*grain)) }
	var s crowd
	for i := range subjects {
		place := 3.5 + rng.NormFloat64()
		for _, j := range draw(rng, raters) {
			r := Rating{Subject: fmt.Sprintf("subject-%06d", i), Rater: fmt.Sprintf("rater-%06d", j)}
			value := place - severity[j]
			r.Value = clamp(value+0.5*rng.NormFloat64(), 1)
			s.rungs = append(s.rungs, r)
			for d := range s.dimensions {
				r.Value = clamp(value+0.7*rng.NormFloat64(), 0.5)
				s.dimensions[d] = append(s.dimensions[d], r)
			}
		}
	}
	return s
}

// draw is three different numbers below n.
func draw(rng *rand.Rand, n int) [3]int {
	for {
		d := [3]int{rng.IntN(n), rng.IntN(n), rng.IntN(n)}
		if d[0] != d[1] && d[1] != d[2] && d[0] != d[2] {
			return d
		}
	}
}

func (s crowd) run(tb testing.TB) {
	sheet := mustSheet(tb, s.rungs)
	sheet.Agreement([]float64{1, 2, 3, 4, 5, 6})
	fair := sheet.Severities()
	sheet.Connections()
	sheet.Pairs(5)
	sheet.Flats(plan.Scale)
	sheet.Agenda(fair, plan)
	for _, ratings := range s.dimensions {
		sheet := mustSheet(tb, ratings)
		sheet.Agreement(nil)
		sheet.Blurred(plan.Scale)
	}
}

// cost is the time and the memory handed out by one run.
func cost(run func()) (time.Duration, float64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	run()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took, float64(after.TotalAlloc - before.TotalAlloc)
}

// BenchmarkRatings10k is agreement on nine dimensions and overall, severity,
// connections and agenda of 10,000 subjects with three raters each. Beside the
// time it gives the ratio to a crowd a tenth as large: 10 is linear.
func BenchmarkRatings10k(b *testing.B) {
	for _, raters := range []int{3, 30, 300, 1000} {
		b.Run(fmt.Sprintf("raters=%d", raters), func(b *testing.B) {
			small, large := largeCrowd(1000, raters), largeCrowd(10_000, raters)
			small.run(b)
			smallTime, smallBytes := cost(func() { small.run(b) })
			largeTime, largeBytes := time.Duration(0), 0.0
			for b.Loop() {
				largeTime, largeBytes = cost(func() { large.run(b) })
			}
			b.ReportMetric(float64(largeTime)/float64(smallTime), "×time-of-1k")
			b.ReportMetric(largeBytes/smallBytes, "×memory-of-1k")
		})
	}
}
