package report_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/terminal"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

// randomBytes gives a session its chance.
type randomBytes struct{ *rand.ChaCha8 }

// largeSession is revealed: three managers of thirty rate each subject on every
// dimension.
func largeSession(b *testing.B, subjects int) *calibrate.Session {
	b.Helper()
	name, data, err := rubrics.Read("product")
	if err != nil {
		b.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		b.Fatal(err)
	}
	act := calibrate.Act{At: demoDay, Random: randomBytes{rand.NewChaCha8([32]byte{})}}
	s, err := calibrate.New(act, "large", "", r)
	if err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range subjects {
		place := rng.Float64()
		for j := range 3 {
			values := map[string]float64{}
			for _, d := range r.Dimensions {
				values[d.ID] = min(max(place+0.1*rng.NormFloat64(), 0), 1) * float64(d.Top())
			}
			_, err := s.Add(act, calibrate.Submission{
				Subject:  assess.Person{Name: fmt.Sprintf("Subject %d", i)},
				Rater:    assess.Person{Name: fmt.Sprintf("Rater %d", (i+j*(1+i/30))%30)},
				Relation: assess.Manager, Values: values,
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := s.Reveal(act); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkReport10k scores what was handed in about 10,000 subjects by three
// raters each on nine dimensions, and writes the report. Beside the time it
// gives the ratio to a session a tenth as large: 10 is linear.
func BenchmarkReport10k(b *testing.B) {
	write := func(s *calibrate.Session) time.Duration {
		start := time.Now()
		o, err := s.Revealed()
		if err != nil {
			b.Fatal(err)
		}
		if err := terminal.Write(io.Discard, report.Session(calibrate.Analyse(o), lang.EN), terminal.Options{}); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	small := write(largeSession(b, 1000))
	large := largeSession(b, 10_000)
	b.ResetTimer()
	took := time.Duration(0)
	for b.Loop() {
		took = write(large)
	}
	b.ReportMetric(float64(took)/float64(small), "×time-of-1k")
}
