package ratings

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// design is a kind of session to simulate: true standings around a middle rung,
// raters of known severity, and noise, all normal and in rungs.
type design struct {
	Subjects, Raters int
	Each             int     // raters per subject, drawn at random
	Spread           float64 // standard deviation of the true standings
	Severity         float64 // of the raters' severities; 0: they do not differ
	Noise            float64 // of a single rating
	Whole            bool    // ratings are rounded to whole rungs
}

// outcome is what came of simulated sessions.
type outcome struct {
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

// simulate runs that many sessions of a design. The same seed gives the same
// figures.
func simulate(t *testing.T, seed uint64, d design, sessions int) outcome {
	var sum simulation
	for i := range sessions {
		w := imagine(rand.New(rand.NewPCG(seed, uint64(i))), d)
		sum.add(w, mustSheet(t, w.ratings).Severities(), d.Severity > 0)
	}
	return sum.shares()
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

func imagine(rng *rand.Rand, d design) world {
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

func (sum *simulation) add(w world, result Severities, differ bool) {
	raters := byRater(result)
	for _, part := range result.Parts {
		shift := 0.0
		for _, r := range part.Raters {
			shift += w.severity[r] / float64(len(part.Raters))
		}
		for _, r := range part.Raters {
			sum.rater(raters[r], w.severity[r]-shift, differ)
		}
		for _, p := range part.Subjects {
			sum.subject(result.Subject(p), w.standing[p]-shift)
		}
	}
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

func (sum *simulation) shares() outcome {
	return outcome{
		RawError:     math.Sqrt(sum.raw / max(1, sum.subjects)),
		FairError:    math.Sqrt(sum.fair / max(1, sum.subjects)),
		Coverage:     sum.held / max(1, sum.intervals),
		FairCoverage: sum.fairHeld / max(1, sum.standingsIn),
		Called:       sum.called / max(1, sum.raters),
		Miscalled:    sum.miscalled / max(1, sum.raters),
	}
}

// The bars hold with room to spare in the long run (10,000 sessions), so that
// any seed passes. README.md shows four of the designs.
func TestSimulatedSessions(t *testing.T) {
	table := "| people × raters | raters differ by | raw mean errs by | fair standing errs by | severity intervals hold | called wrongly |\n|---|---|---|---|---|---|\n"
	for _, size := range []design{
		{Subjects: 25, Raters: 6, Each: 2, Spread: 1, Noise: 0.5},
		{Subjects: 60, Raters: 12, Each: 2, Spread: 1, Noise: 0.5},
	} {
		for _, whole := range []bool{false, true} {
			for _, severity := range []float64{0, 0.25, 0.5, 1} {
				d := size
				d.Severity, d.Whole = severity, whole
				got := simulate(t, 20, d, 600)
				t.Logf("%d × %d, severity %.2f, whole %v: raw %.3f fair %.3f coverage %.3f (fair %.3f) called %.4f miscalled %.4f",
					d.Subjects, d.Raters, severity, whole, got.RawError, got.FairError, got.Coverage, got.FairCoverage, got.Called, got.Miscalled)
				judge(t, d, got)
				if !whole && (severity == 0 || severity == 0.5) {
					table += fmt.Sprintf("| %d × %d | %.1f | %.3f | %.3f | %.3f | %.2f %% |\n",
						d.Subjects, d.Raters, severity, got.RawError, got.FairError, got.Coverage, 100*got.Miscalled)
				}
			}
		}
	}
	if readme, err := os.ReadFile("../../README.md"); err != nil || !strings.Contains(string(readme), table) {
		t.Errorf("README.md does not state (%v):\n%s", err, table)
	}
}

func judge(t *testing.T, d design, got outcome) {
	if got.Miscalled > 0.01 {
		t.Errorf("%+v: %.4f of the raters are called wrongly", d, got.Miscalled)
	}
	if got.FairCoverage < 0.93 || got.FairCoverage > 0.975 {
		t.Errorf("%+v: intervals hold %.3f of the standings", d, got.FairCoverage)
	}
	if d.Severity == 0 {
		// The raw mean is the best there is here; the price of not knowing that
		// raters are alike is at most 2 %.
		if got.FairError > 1.02*got.RawError {
			t.Errorf("%+v: fair standings err by %.4f, raw means by %.4f", d, got.FairError, got.RawError)
		}
		return
	}
	if got.Coverage < 0.90 || got.Coverage > 0.97 {
		t.Errorf("%+v: intervals hold %.3f of the severities", d, got.Coverage)
	}
	if got.FairError >= got.RawError {
		t.Errorf("%+v: fair standings err by %.4f, raw means by %.4f", d, got.FairError, got.RawError)
	}
}

func TestSimulationRepeats(t *testing.T) {
	d := design{Subjects: 8, Raters: 3, Each: 2, Spread: 1, Severity: 0.5, Noise: 0.5}
	a, b, c := simulate(t, 1, d, 5), simulate(t, 1, d, 5), simulate(t, 2, d, 5)
	if a != b || a == c {
		t.Errorf("seed 1: %+v and %+v; seed 2: %+v", a, b, c)
	}
}
