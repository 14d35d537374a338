package ratings

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

func TestAlphaWorkedCase(t *testing.T) {
	w := readWorked(t)
	s := mustSheet(t, w.alphaRatings())
	want := w.Alpha.Expected
	c := s.Alpha()
	near(t, "alpha", c.Value, want.Ordinal, 1e-12)
	near(t, "standard error", c.SE, want.Jackknife.SE, 1e-9)
	if c.Subjects != want.Jackknife.Units {
		t.Errorf("%d co-rated subjects, want %d", c.Subjects, want.Jackknife.Units)
	}
	u := s.units().paired()
	values, _ := u.leaveOut(newAlpha(u).without)
	mean, _ := u.spread(values)
	n := float64(want.Jackknife.Units)
	near(t, "mean of pseudo-values", Known(n*want.Ordinal-(n-1)*mean), want.Jackknife.Mean, 1e-9)
}

// Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example A: two
// observers. Between two values every metric is the same.
func TestAlphaPublished(t *testing.T) {
	binary := columns(t,
		[]float64{0, 1, 0, 0, 0, 0, 0, 0, 1, 0},
		[]float64{1, 1, 1, 0, 0, 1, 0, 0, 0, 0})
	near(t, "example A", binary.Alpha().Value, 0.095, 0.0005)
}

// Figures of K. Gwet's package irrCAC 1.0 (vignette "Weighted chance-corrected
// agreement coefficients"), quadratic weights.
func TestPublishedByGwet(t *testing.T) {
	t.Run("four raters, ratings missing", func(t *testing.T) {
		s := mustSheet(t, readWorked(t).alphaRatings())
		near(t, "AC2", s.AC2(nil).Value, 0.914, 5e-6)
		g, _ := newGwet(s.units(), nil)
		near(t, "observed", Known(g.agreed/g.paired), 0.9753788, 5e-8)
		near(t, "expected", Known(g.chance*(1-g.squares/(g.rated*g.rated))), 0.7137044, 5e-8)
	})
	t.Run("two abstractors, 100 subjects", func(t *testing.T) {
		var first, second []float64
		for i, row := range [][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}} {
			for k, n := range row {
				for range n {
					first, second = append(first, float64(i)), append(second, float64(k))
				}
			}
		}
		s := columns(t, first, second)
		near(t, "AC2", s.AC2(nil).Value, 0.9402369, 5e-8)
		a := s.Agreement(nil)
		if a.Pairs != 100 || a.Exact != 89 || a.WithinOne != 100 {
			t.Errorf("pairs %d, exact %d, within one %d; want 100, 89, 100", a.Pairs, a.Exact, a.WithinOne)
		}
	})
	t.Run("six psychiatrists, 15 patients", func(t *testing.T) {
		// Fleiss (1971), as counts per category.
		counts := [5][15]int{
			{0, 0, 0, 0, 0, 2, 0, 2, 2, 0, 1, 1, 0, 1, 0},
			{0, 3, 1, 0, 3, 0, 0, 0, 0, 0, 0, 1, 3, 0, 2},
			{0, 0, 4, 0, 0, 4, 4, 3, 0, 0, 0, 0, 3, 0, 0},
			{6, 0, 0, 0, 3, 0, 0, 1, 4, 0, 5, 4, 0, 5, 3},
			{0, 3, 1, 6, 0, 0, 2, 0, 0, 6, 0, 0, 0, 0, 1},
		}
		var ratings []Rating
		for i := range 15 {
			rater := 0
			for category, row := range counts {
				for range row[i] {
					ratings = append(ratings, Rating{Subject: fmt.Sprint("patient-", i), Rater: fmt.Sprint("rater-", rater), Value: float64(category)})
					rater++
				}
			}
		}
		s := mustSheet(t, ratings)
		near(t, "AC2", s.AC2([]float64{0, 1, 2, 3, 4}).Value, 0.4837438, 5e-8)
	})
}

// krippendorff is alpha from its definition: the coincidence matrix, and the
// metric as the sum over the categories between.
func krippendorff(ratings []Rating) (float64, bool) {
	bySubject := map[string][]float64{}
	for _, r := range compared(ratings) {
		bySubject[r.Subject] = append(bySubject[r.Subject], r.Value)
	}
	coincidences := map[[2]float64]float64{}
	totals := map[float64]float64{}
	n := 0.0
	for _, values := range bySubject {
		for i, c := range values {
			for j, k := range values {
				if i != j {
					o := 1 / float64(len(values)-1)
					coincidences[[2]float64{c, k}] += o
					totals[c] += o
					n += o
				}
			}
		}
	}
	delta2 := func(c, k float64) float64 {
		d := -(totals[c] + totals[k]) / 2
		for g, count := range totals {
			if g >= min(c, k) && g <= max(c, k) {
				d += count
			}
		}
		return d * d
	}
	observed, expected := 0.0, 0.0
	for at, o := range coincidences {
		if at[0] != at[1] {
			observed += o * delta2(at[0], at[1])
		}
	}
	for c, nc := range totals {
		for k, nk := range totals {
			if c != k {
				expected += nc * nk * delta2(c, k)
			}
		}
	}
	return 1 - (n-1)*observed/expected, expected > 0
}

// gwetAC2 is AC2 from its definition: the weight matrix and the share of each
// category.
func gwetAC2(ratings []Rating, scale []float64) float64 {
	weight := func(a, b float64) float64 {
		d := (a - b) / (slices.Max(scale) - slices.Min(scale))
		return 1 - d*d
	}
	bySubject := map[string][]float64{}
	for _, r := range compared(ratings) {
		bySubject[r.Subject] = append(bySubject[r.Subject], r.Value)
	}
	share := map[float64]float64{}
	agreed, paired := 0.0, 0.0
	for _, values := range bySubject {
		m := float64(len(values))
		sum := 0.0
		for i, a := range values {
			share[a] += 1 / m / float64(len(bySubject))
			for j, b := range values {
				if i != j {
					sum += weight(a, b)
				}
			}
		}
		if m > 1 {
			paired++
			agreed += sum / (m * (m - 1))
		}
	}
	total, scatter, q := 0.0, 0.0, float64(len(scale))
	for _, a := range scale {
		scatter += share[a] * (1 - share[a])
		for _, b := range scale {
			total += weight(a, b)
		}
	}
	expected := total / (q * (q - 1)) * scatter
	return (agreed/paired - expected) / (1 - expected)
}

func TestAgreementFollowsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		s := mustSheet(t, ratings)
		c := s.Alpha()
		if want, ok := krippendorff(ratings); ok {
			near(t, "alpha", c.Value, want, 1e-9)
		} else if c.Value.Reason() == None {
			t.Errorf("alpha = %v where nothing varies", c.Value)
		}
		if s.coRated() > 0 {
			scale := distinct(append([]float64{1, 2, 3, 4, 5, 6}, s.values()...))
			near(t, "AC2", s.AC2([]float64{6, 5, 4, 3, 2, 1}).Value, gwetAC2(ratings, scale), 1e-9)
		}
	})
}

// without drops one subject.
func without(ratings []Rating, subject string) []Rating {
	return slices.DeleteFunc(slices.Clone(ratings), func(r Rating) bool { return r.Subject == subject })
}

func TestJackknifeLeavesSubjectsOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		s := mustSheet(t, ratings)
		scale := distinct(append([]float64{1, 6}, s.values()...))
		for _, c := range []struct {
			name string
			got  Coefficient
			of   func([]Rating) (float64, bool)
			all  bool
		}{
			{"alpha", s.Alpha(), krippendorff, false},
			{"AC2", s.AC2(scale), func(r []Rating) (float64, bool) { return gwetAC2(r, scale), true }, true},
		} {
			se, ok := c.got.SE.Value()
			if !ok {
				if c.got.Interval.Reason != c.got.SE.Reason() {
					t.Errorf("%s has no standard error, and the interval %+v", c.name, c.got.Interval)
				}
				if c.got.SE.Reason() == NoResidue || c.got.Subjects >= minCoRated && c.got.SE.Reason() == TooFew {
					t.Errorf("%s has no standard error: %v", c.name, c.got.SE.Reason())
				}
				continue
			}
			var values []float64
			for i, subject := range s.subjects {
				if len(s.rows[i]) > 1 || c.all && len(s.rows[i]) == 1 {
					v, _ := c.of(without(ratings, subject))
					values = append(values, v)
				}
			}
			n := float64(len(values))
			want := math.Sqrt((n - 1) * stat.PopVariance(values, nil))
			if math.Abs(se-want) > 1e-9 {
				t.Errorf("standard error of %s = %v, want %v", c.name, se, want)
			}
			whole, _ := c.got.Value.Value()
			checkFisher(t, c.name, c.got, whole, values)
		}
	})
}

// checkFisher checks an interval against the leave-one-out values it comes from.
func checkFisher(t *rapid.T, name string, got Coefficient, whole float64, values []float64) {
	highest := max(whole, slices.Max(values))
	if highest > 1-1e-8 {
		want := map[bool]Reason{true: NoResidue, false: OneSubject}[whole > 1-1e-8]
		if got.Interval.Reason != want && highest > 1-1e-10 {
			t.Errorf("%s is %v at most: the interval is %+v, want none for %v", name, highest, got.Interval, want)
		}
		return
	}
	if slices.Min(values) < -0.99 || whole < -0.99 {
		return
	}
	var scaled []float64
	for _, v := range values {
		scaled = append(scaled, math.Atanh(v))
	}
	n := float64(len(values))
	half := quantile(got.Subjects-1) * math.Sqrt((n-1)*stat.PopVariance(scaled, nil))
	near(t, name+", low end", Known(got.Interval.Low), math.Tanh(math.Atanh(whole)-half), 1e-7)
	near(t, name+", high end", Known(got.Interval.High), math.Tanh(math.Atanh(whole)+half), 1e-7)
	if got.Interval.High >= 1 {
		t.Errorf("%s reaches to %v", name, got.Interval.High)
	}
}

func TestManyPatternsOfFewValues(t *testing.T) {
	// Enough subjects for the coincidences to be merged; the shortcut must not
	// change alpha or its error.
	var raters [5][]float64
	for i := range 300 {
		for j := range raters {
			raters[j] = append(raters[j], float64(1+(i*i+j*j*i/3+j)%4))
		}
	}
	s := columns(t, raters[:]...)
	u := s.units().paired()
	merged, plain := newAlpha(u), newAlpha(u)
	plain.groups = nil
	for _, p := range u.patterns {
		plain.groups = append(plain.groups, group{p.tallies, float64(p.subjects) / float64(p.raters-1)})
	}
	if len(merged.groups) != 6 || len(plain.groups) <= 6 {
		t.Fatalf("%d groups merged, %d plain: this tests nothing", len(merged.groups), len(plain.groups))
	}
	one, _ := u.leaveOut(merged.without)
	other, _ := u.leaveOut(plain.without)
	a, se := u.spread(one)
	b, se2 := u.spread(other)
	if math.Abs(a-b) > 1e-12 || math.Abs(se-se2) > 1e-12 {
		t.Errorf("merged %v ± %v, plain %v ± %v", a, se, b, se2)
	}
}

func TestPairsAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		a := mustSheet(t, ratings).Agreement(nil)
		ratings = compared(ratings)
		pairs, exact, other, one := 0, 0, 0, 0
		for i, x := range ratings {
			for _, y := range ratings[:i] {
				if x.Subject != y.Subject {
					continue
				}
				pairs++
				switch {
				case x.Value != y.Value:
				case x.Track+y.Track == "ic"+"manager" || x.Track+y.Track == "manager"+"ic":
					other++
				default:
					exact++
				}
				if math.Abs(x.Value-y.Value) <= 1 {
					one++
				}
			}
		}
		if want := (Matches{pairs, exact, other, one}); a.Matches != want {
			t.Errorf("%+v, want %+v", a.Matches, want)
		}
	})
}

func TestIntervalsHaveFloors(t *testing.T) {
	values := func(n int) (a, b []float64) {
		for i := range n {
			a, b = append(a, float64(1+i%5)), append(b, float64(1+(i+i/7)%5))
		}
		return a, b
	}
	for _, c := range []struct {
		subjects int
		why      Reason
	}{{9, TooFew}, {10, None}} {
		a, b := values(c.subjects)
		s := columns(t, a, b)
		for name, got := range map[string]Coefficient{"alpha": s.Alpha(), "AC2": s.AC2(nil)} {
			if got.Interval.Reason != c.why {
				t.Errorf("%d subjects, %s: reason %v, want %v", c.subjects, name, got.Interval.Reason, c.why)
			}
		}
	}
}
