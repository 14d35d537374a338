package ratings

import "testing"

// The bars hold with room to spare in the long run (10,000 sessions), so that
// any seed passes.
func TestSimulatedSessions(t *testing.T) {
	for _, size := range []Design{
		{Subjects: 25, Raters: 6, Each: 2, Spread: 1, Noise: 0.5},
		{Subjects: 60, Raters: 12, Each: 2, Spread: 1, Noise: 0.5},
	} {
		for _, whole := range []bool{false, true} {
			for _, severity := range []float64{0, 0.25, 0.5, 1} {
				d := size
				d.Severity, d.Whole = severity, whole
				got, err := Simulate(20, d, 600)
				if err != nil {
					t.Fatal(err)
				}
				t.Logf("%d × %d, severity %.2f, whole %v: raw %.3f fair %.3f coverage %.3f (fair %.3f) called %.4f miscalled %.4f",
					d.Subjects, d.Raters, severity, whole, got.RawError, got.FairError, got.Coverage, got.FairCoverage, got.Called, got.Miscalled)
				judge(t, d, got)
			}
		}
	}
}

func judge(t *testing.T, d Design, got Simulation) {
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
	d := Design{Subjects: 8, Raters: 3, Each: 2, Spread: 1, Severity: 0.5, Noise: 0.5}
	a, _ := Simulate(1, d, 5)
	b, _ := Simulate(1, d, 5)
	c, _ := Simulate(2, d, 5)
	if a != b || a == c {
		t.Errorf("seed 1: %+v and %+v; seed 2: %+v", a, b, c)
	}
}
