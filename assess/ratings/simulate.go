package ratings

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Design is a kind of session to simulate: true standings around a middle rung,
// raters of known severity, and noise, all normal and in rungs.
type Design struct {
	Subjects, Raters int
	Each             int     // raters per subject, drawn at random
	Spread           float64 // standard deviation of the true standings
	Severity         float64 // of the raters' severities; 0: they do not differ
	Noise            float64 // of a single rating
	Whole            bool    // ratings are rounded to whole rungs
}

// Simulation is what calibration made of simulated sessions.
type Simulation struct {
	// RawError and FairError are the root mean square errors of the raw mean
	// and of the fair standing, against what the average rater of the part
	// would say without noise.
	RawError, FairError float64
	// Coverage is the share of the raters' intervals that hold their true
	// severity, and FairCoverage that of the subjects' intervals that hold
	// their true standing.
	Coverage, FairCoverage float64
	// Called is the share of raters called severe or lenient; Miscalled the
	// share called so against the sign of their true severity, or although
	// raters do not differ.
	Called, Miscalled float64
}

// Simulate runs that many sessions of a design. The same seed gives the same
// figures.
func Simulate(seed uint64, d Design, sessions int) (Simulation, error) {
	var sum simulation
	for i := range sessions {
		if err := sum.run(rand.New(rand.NewPCG(seed, uint64(i))), d); err != nil {
			return Simulation{}, err
		}
	}
	return sum.shares(), nil
}

// simulation counts over sessions.
type simulation struct {
	raters, subjects       float64
	raw, fair              float64 // sums of squared errors
	held, fairHeld         float64
	called, miscalled      float64
	intervals, standingsIn float64
}

// world is one simulated session and its truth.
type world struct {
	severity, standing map[string]float64
	ratings            []Rating
}

func imagine(rng *rand.Rand, d Design) world {
	w := world{severity: map[string]float64{}, standing: map[string]float64{}}
	raters := make([]string, d.Raters)
	for j := range raters {
		raters[j] = fmt.Sprintf("rater-%04d", j)
		w.severity[raters[j]] = d.Severity * rng.NormFloat64()
	}
	for i := range d.Subjects {
		subject := fmt.Sprintf("subject-%04d", i)
		w.standing[subject] = 3.5 + d.Spread*rng.NormFloat64()
		for _, j := range rng.Perm(d.Raters)[:min(d.Each, d.Raters)] {
			value := w.standing[subject] - w.severity[raters[j]] + d.Noise*rng.NormFloat64()
			if d.Whole {
				value = math.Round(value)
			}
			w.ratings = append(w.ratings, Rating{Subject: subject, Rater: raters[j], Value: value})
		}
	}
	return w
}

func (sum *simulation) run(rng *rand.Rand, d Design) error {
	w := imagine(rng, d)
	sheet, err := NewSheet(w.ratings)
	if err != nil {
		return err
	}
	result := sheet.Severities()
	raters := byRater(result)
	for _, part := range result.Parts {
		shift := 0.0
		for _, r := range part.Raters {
			shift += w.severity[r] / float64(len(part.Raters))
		}
		for _, r := range part.Raters {
			sum.rater(raters[r], w.severity[r]-shift, d.Severity > 0)
		}
		for _, p := range part.Subjects {
			sum.subject(result.Subject(p), w.standing[p]-shift)
		}
	}
	return nil
}

func byRater(s Severities) map[string]RaterSeverity {
	rows := make(map[string]RaterSeverity, len(s.Raters))
	for _, r := range s.Raters {
		rows[r.Rater] = r
	}
	return rows
}

func (sum *simulation) rater(r RaterSeverity, truth float64, differ bool) {
	sum.raters++
	if r.Call != Neither {
		sum.called++
		if !differ || (r.Call == Severe) != (truth > 0) {
			sum.miscalled++
		}
	}
	if r.Interval.Reason == None {
		sum.intervals++
		if !r.Interval.Excludes(truth) {
			sum.held++
		}
	}
}

func (sum *simulation) subject(f FairStanding, truth float64) {
	raw, _ := f.Raw.Value()
	standing, _ := f.Standing().Value()
	sum.subjects++
	sum.raw += (raw - truth) * (raw - truth)
	sum.fair += (standing - truth) * (standing - truth)
	if f.Interval.Reason == None {
		sum.standingsIn++
		if !f.Interval.Excludes(truth) {
			sum.fairHeld++
		}
	}
}

func (sum *simulation) shares() Simulation {
	return Simulation{
		RawError:     math.Sqrt(sum.raw / max(1, sum.subjects)),
		FairError:    math.Sqrt(sum.fair / max(1, sum.subjects)),
		Coverage:     sum.held / max(1, sum.intervals),
		FairCoverage: sum.fairHeld / max(1, sum.standingsIn),
		Called:       sum.called / max(1, sum.raters),
		Miscalled:    sum.miscalled / max(1, sum.raters),
	}
}
