package ratings

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// ratio takes λ > 0 as known.
func ratio(lambda float64) shrinkage {
	return shrinkage{[]float64{1 / (lambda * lambda)}, []float64{0}}
}

// leastSquares hardly shrinks: the severities are those of the additive model of
// Raymond and Viswesvaran (1993, Journal of Educational Measurement 30:253).
func leastSquares() shrinkage { return ratio(1e7) }

func TestSeverityWorkedCase(t *testing.T) {
	w := readWorked(t)
	s := mustSheet(t, w.severityRatings())
	for _, c := range []struct {
		name   string
		belief shrinkage
		want   estimates
	}{
		{"least squares", leastSquares(), w.Severity.Expected.OLS},
		{"ratio", ratio(w.Severity.Expected.Fixed.Lambda), w.Severity.Expected.Fixed},
		{"grid", grid(), w.Severity.Expected.Grid},
	} {
		got := s.severities(c.belief)
		if len(got.Parts) != w.Severity.Expected.Joined {
			t.Errorf("%s: %d parts, want %d", c.name, len(got.Parts), w.Severity.Expected.Joined)
		}
		for _, r := range got.Raters {
			near(t, c.name+": severity of "+r.Rater, r.Severity, c.want.Severity[r.Rater], 1e-9)
			if sd, ok := c.want.SD[r.Rater]; ok {
				near(t, c.name+": sd of "+r.Rater, r.SD, sd, 1e-9)
				severity, _ := r.Severity.Value()
				// Given λ, five degrees of freedom: the 97.5 % point, and the share
				// of the variance that is not the tails'.
				if len(c.belief.ridges) == 1 {
					near(t, c.name+": low end of "+r.Rater, Known(r.Interval.Low), severity-2.5705818356363146*sd*math.Sqrt(3.0/5), 1e-6)
				}
			}
			if r.Call != Neither {
				t.Errorf("%s: %s is called %v on five degrees of freedom", c.name, r.Rater, r.Call)
			}
		}
		for _, f := range got.Subjects {
			near(t, c.name+": fair standing of "+f.Subject, f.Fair, c.want.Fair[f.Subject], 1e-9)
			near(t, "raw mean of "+f.Subject, f.Raw, w.Severity.Expected.Raw[f.Subject], 1e-9)
		}
	}
}

// mixedModel solves Henderson's equations of y = P − S + e whole, with people
// and raters as unknowns, and centres S.
func mixedModel(s *Sheet, lambda float64) []float64 {
	people, raters := len(s.subjects), len(s.raters)
	m := mat.NewDense(people+raters, people+raters, nil)
	b := mat.NewVecDense(people+raters, nil)
	add := func(i, j int, x float64) { m.Set(i, j, m.At(i, j)+x) }
	for j := range raters {
		add(people+j, people+j, 1/(lambda*lambda))
	}
	for i, row := range s.rows {
		if len(row) == 0 {
			add(i, i, 1)
		}
		for _, c := range row {
			j := people + c.rater
			add(i, i, 1)
			add(j, j, 1)
			add(i, j, -1)
			add(j, i, -1)
			b.SetVec(i, b.AtVec(i)+c.value)
			b.SetVec(j, b.AtVec(j)-c.value)
		}
	}
	var x mat.VecDense
	if err := x.SolveVec(m, b); err != nil {
		panic(err)
	}
	return x.RawVector().Data[people:]
}

func TestSeveritySolvesTheMixedModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mustSheet(t, anyRatings(t))
		lambda := rapid.Float64Range(0.1, 4).Draw(t, "lambda")
		if len(s.subjects) == 0 {
			return
		}
		want := mixedModel(s, lambda)
		for j, r := range s.severities(ratio(lambda)).Raters {
			if why := r.Severity.Reason(); why != Unlinked && why != TooFew {
				near(t, "severity", r.Severity, want[j], 1e-8)
			}
		}
	})
}

// whole is the posterior of one part: the mean and the covariance of S, the mean
// of σ², and the same given each λ.
type whole struct {
	mean       []float64
	covariance *mat.Dense
	noise      float64
	freedom    float64
	weights    []float64
	noises     []float64
	modes      [][]float64
	spreads    []*mat.Dense
}

// below is the probability that a quantity is less than x, given where each λ has
// its middle and its variance.
func (w whole) below(x float64, of func(k int) (place, variance float64)) float64 {
	sum := 0.0
	for k, weight := range w.weights {
		place, variance := of(k)
		scale := math.Sqrt(variance * (w.freedom - 2) / w.freedom)
		sum += weight * distuv.StudentsT{Mu: place, Sigma: scale, Nu: w.freedom}.CDF(x)
	}
	return sum
}

// integral is the posterior of one part by brute force: the marginal likelihood
// from the covariance of the ratings themselves, without projecting anyone out.
func integral(s *Sheet) whole {
	var people, who []int
	var y []float64
	for i, row := range s.rows {
		for _, c := range row {
			people, who, y = append(people, i), append(who, c.rater), append(y, c.value)
		}
	}
	n, p, r := len(y), len(s.subjects), len(s.raters)
	x := mat.NewDense(n, p, nil)
	for k, i := range people {
		x.Set(k, i, 1)
	}
	values := mat.NewVecDense(n, y)
	freedom := float64(n - p)
	var weights []float64
	var modes [][]float64
	var spreads []*mat.Dense
	var noises []float64
	for k := range 60 {
		lambda := 0.02 * math.Pow(250, float64(k)/59)
		v := mat.NewDense(n, n, nil)
		for a := range n {
			for b := range n {
				if who[a] == who[b] {
					v.Set(a, b, lambda*lambda)
				}
			}
			v.Set(a, a, v.At(a, a)+1)
		}
		var inv, xv, xvx, cov, hat mat.Dense
		_ = inv.Inverse(v)
		xv.Mul(x.T(), &inv)
		xvx.Mul(&xv, x)
		_ = cov.Inverse(&xvx)
		hat.Mul(&cov, &xv)
		var q mat.Dense // V⁻¹ − V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹
		q.Mul(xv.T(), &hat)
		q.Sub(&inv, &q)
		var qy mat.VecDense
		qy.MulVec(&q, values)
		rss := mat.Dot(values, &qy)
		logV, _ := mat.LogDet(v)
		logX, _ := mat.LogDet(&xvx)
		weights = append(weights, math.Log(lambda/(1+lambda*lambda))-logV/2-logX/2-freedom/2*math.Log(rss))
		mode := make([]float64, r)
		noises = append(noises, rss/(freedom-2))
		// S = −λ²Z'Qy; Var = σ²C(λ²I − λ⁴Z'QZ)C, C centring.
		z := mat.NewDense(n, r, nil)
		for a, j := range who {
			z.Set(a, j, 1)
		}
		c := mat.NewDense(r, r, nil)
		for a := range r {
			for b := range r {
				c.Set(a, b, -1/float64(r))
			}
			c.Set(a, a, 1-1/float64(r))
		}
		var zq, zqz, centred mat.Dense
		zq.Mul(z.T(), &q)
		zqz.Mul(&zq, z)
		zqz.Scale(-lambda*lambda*lambda*lambda, &zqz)
		for a := range r {
			zqz.Set(a, a, zqz.At(a, a)+lambda*lambda)
		}
		centred.Mul(c, &zqz)
		zqz.Mul(&centred, c)
		for j := range r {
			sum := 0.0
			for a := range n {
				sum += z.At(a, j) * qy.AtVec(a)
			}
			mode[j] = -lambda * lambda * sum
		}
		zqz.Scale(noises[k], &zqz)
		modes, spreads = append(modes, mode), append(spreads, &zqz)
	}
	top, total := weights[0], 0.0
	for _, w := range weights {
		top = max(top, w)
	}
	for k, w := range weights {
		weights[k] = math.Exp(w - top)
		total += weights[k]
	}
	mean, covariance, noise := make([]float64, r), mat.NewDense(r, r, nil), 0.0
	for k, w := range weights {
		weights[k] = w / total
	}
	total = 1
	for k, w := range weights {
		noise += w / total * noises[k]
		for j := range r {
			mean[j] += w / total * modes[k][j]
		}
	}
	for k, w := range weights {
		for a := range r {
			for b := range r {
				within, between := spreads[k].At(a, b), (modes[k][a]-mean[a])*(modes[k][b]-mean[b])
				covariance.Set(a, b, covariance.At(a, b)+w/total*(within+between))
			}
		}
	}
	return whole{mean, covariance, noise, freedom, weights, noises, modes, spreads}
}

func TestPosteriorAgreesWithTheFullLikelihood(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 5 {
		w := imagine(rng, design{Subjects: 9, Raters: 4, arrangement: arrangements[0], Spread: 1, Severity: 0.6, Noise: 0.4})
		s := mustSheet(t, w.ratings)
		if len(s.parts()) != 1 {
			continue
		}
		want := integral(s)
		got := s.Severities()
		near(t, "noise", got.Parts[0].Noise, math.Sqrt(want.noise), 1e-7)
		for j, r := range got.Raters {
			near(t, "severity", r.Severity, want.mean[j], 1e-7)
			near(t, "sd", r.SD, math.Sqrt(want.covariance.At(j, j)), 1e-7)
			own := func(k int) (float64, float64) { return want.modes[k][j], want.spreads[k].At(j, j) }
			near(t, "below the interval", Known(want.below(r.Interval.Low, own)), 0.025, 1e-6)
			near(t, "below its end", Known(want.below(r.Interval.High, own)), 0.975, 1e-6)
		}
		for i, f := range got.Subjects {
			a, b := s.rows[i][0].rater, s.rows[i][1].rater
			variance := func(c *mat.Dense, noise float64) float64 {
				return noise/2 + (c.At(a, a)+2*c.At(a, b)+c.At(b, b))/4
			}
			near(t, "sd of a fair standing", f.SD, math.Sqrt(variance(want.covariance, want.noise)), 1e-7)
			raw, _ := f.Raw.Value()
			place := func(k int) (float64, float64) {
				return raw + (want.modes[k][a]+want.modes[k][b])/2, variance(want.spreads[k], want.noises[k])
			}
			near(t, "below 3.5", Known(f.below(3.5)), want.below(3.5, place), 1e-6)
			near(t, "below the interval", Known(want.below(f.Interval.Low, place)), 0.025, 1e-6)
			near(t, "below its end", Known(want.below(f.Interval.High, place)), 0.975, 1e-6)
		}
	}
}

// A call needs 985 chances in 1,000 and five shared subjects; an interval, three
// degrees of freedom.
func TestCallsBegin(t *testing.T) {
	p := posterior{student: newStudent(10)}
	edge := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: 10}.Quantile(0.985)
	for _, c := range []struct {
		shared int
		place  float64
		want   Call
	}{
		{5, edge + 1e-5, Severe}, {5, edge - 1e-5, Neither}, {4, edge + 1e-5, Neither}, {5, 0, Neither},
		{5, -edge - 1e-5, Lenient}, {5, 1e-5 - edge, Neither}, {4, -edge - 1e-5, Neither},
	} {
		m := mixture{student: p.student, weights: []float64{1}, places: []float64{c.place}, scales: []float64{1}}
		if got := p.call(c.shared, m); got != c.want {
			t.Errorf("%+v is called %v", c, got)
		}
	}
	one, other := []float64{1, 2, 4}, []float64{2, 2, 3}
	for freedom, want := range map[int]Reason{2: TooFew, 3: None} {
		for _, r := range columns(t, one[:freedom], other[:freedom]).Severities().Raters {
			if r.Interval.Reason != want {
				t.Errorf("%d degrees of freedom: %q, want %q", freedom, r.Interval.Reason, want)
			}
		}
	}
}

// Rounding is not disagreement, and a perfect fit is not certainty.
func TestRoundingIsNoResidue(t *testing.T) {
	third := 1.0 / 3
	near3 := columns(t, []float64{1, third + third + third, 2, 1}, []float64{third * 3, 1, 2, 1 + 1e-12}, []float64{1, 1, 2 - 1e-12, 1})
	for _, r := range near3.Severities().Raters {
		if r.SD.Reason() != NoResidue || r.Call != Neither {
			t.Errorf("raters who agree but for rounding: %+v", r)
		}
	}
	if a := near3.Agreement(nil); a.Exact != a.Pairs || a.Alpha.Value != Known(1) {
		t.Errorf("raters who agree but for rounding: %+v", a)
	}
}

func TestPerfectFitIsNotCertainty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place := rapid.SliceOfN(rapid.Float64Range(1, 6), 4, 8).Draw(t, "places")
		raters := make([][]float64, 3)
		for j := range raters {
			severity := float64(rapid.IntRange(-1000, 1000).Draw(t, "severity")) / 1000 // far from what counts as rounding
			for _, p := range place {
				raters[j] = append(raters[j], p-severity)
			}
		}
		for _, r := range columns(t, raters...).severities(leastSquares()).Raters {
			if r.SD.Reason() != NoResidue || r.Call != Neither {
				t.Errorf("ratings that fit exactly: %+v", r)
			}
		}
	})
}

func TestRatingsAreCounted(t *testing.T) {
	got := mustSheet(t, []Rating{
		{Subject: "a", Rater: "x", Value: 1}, {Subject: "a", Rater: "y", Value: 2}, {Subject: "b", Rater: "x", Value: 3},
		{Subject: "b", Self: true, Value: 2},
	}).Severities()
	if x := got.Raters[0]; x.Ratings != 2 || x.Shared != 1 {
		t.Errorf("x rated %d subjects, %d of them shared; want 2, 1", x.Ratings, x.Shared)
	}
	if b := got.Subjects[1]; b.Raters != 1 {
		t.Errorf("b has %d raters, want 1", b.Raters)
	}
	if p := got.Parts[0]; p.Freedom != 1 {
		t.Errorf("freedom %d, want 1", p.Freedom)
	}
}

func TestDegenerateSheets(t *testing.T) {
	rate := func(subject, rater string, value float64) Rating {
		return Rating{Subject: subject, Rater: rater, Value: value}
	}
	for _, c := range []struct {
		name                           string
		ratings                        []Rating
		alpha, ac2, severity, sd, fair Reason
		raw                            Reason
	}{
		{"people with one rater each, all the same", []Rating{rate("a", "x", 2), rate("b", "x", 3)},
			NoOverlap, NoOverlap, Unlinked, Unlinked, Unlinked, None},
		{"raters with one subject each, nobody overlapping", []Rating{rate("a", "x", 2), rate("b", "y", 3)},
			NoOverlap, NoOverlap, Unlinked, Unlinked, Unlinked, None},
		{"one subject, two raters", []Rating{rate("a", "x", 2), rate("a", "y", 3)},
			None, None, TooFew, TooFew, TooFew, None},
		{"everyone equal", []Rating{rate("a", "x", 3), rate("a", "y", 3), rate("b", "x", 3), rate("b", "y", 3), rate("c", "x", 3), rate("c", "y", 3)},
			OneValue, OneValue, None, NoResidue, None, None},
		{"agreed on everyone", []Rating{rate("a", "x", 1), rate("a", "y", 1), rate("b", "x", 2), rate("b", "y", 2), rate("c", "x", 3), rate("c", "y", 3)},
			None, None, None, NoResidue, None, None},
		{"only self ratings", []Rating{{Subject: "a", Self: true, Value: 3}},
			NoRatings, NoRatings, None, None, NoRatings, NoRatings},
	} {
		s := mustSheet(t, c.ratings)
		a, v := s.Agreement(nil), s.Severities()
		if got := a.Alpha.Value.Reason(); got != c.alpha {
			t.Errorf("%s: alpha: %q, want %q", c.name, got, c.alpha)
		}
		if got := a.AC2.Value.Reason(); got != c.ac2 {
			t.Errorf("%s: AC2: %q, want %q", c.name, got, c.ac2)
		}
		for _, r := range v.Raters {
			if r.Severity.Reason() != c.severity || r.SD.Reason() != c.sd || r.Interval.Reason != c.sd || r.Call != Neither {
				t.Errorf("%s: %+v, want severity %q, sd %q", c.name, r, c.severity, c.sd)
			}
		}
		for _, f := range v.Subjects {
			if f.Fair.Reason() != c.fair || f.Raw.Reason() != c.raw || f.Standing().Reason() != c.raw {
				t.Errorf("%s: %+v, want fair %q, raw %q", c.name, f, c.fair, c.raw)
			}
		}
	}
}

func TestEmptySheet(t *testing.T) {
	s := mustSheet(t, nil)
	a := s.Agreement([]float64{1, 2})
	if a.Alpha.Value.Reason() != NoRatings || a.AC2.Value.Reason() != NoRatings || a.Verdict != NoVerdict {
		t.Errorf("agreement of nothing: %+v", a)
	}
	if v := s.Severities(); len(v.Parts)+len(v.Raters)+len(v.Subjects) != 0 {
		t.Errorf("severities of nothing: %+v", v)
	}
	if c := s.Connections(); len(c.Parts)+len(c.Bridges)+len(c.Links) != 0 {
		t.Errorf("connections of nothing: %+v", c)
	}
	if a := s.Agenda(s.Severities(), Plan{Minutes: 60, Seed: 1}); len(a.Items) != 0 || a.Spare != 60 {
		t.Errorf("agenda of nothing: %+v", a)
	}
}

// raise adds c to every rating of one rater.
func raise(ratings []Rating, rater string, c float64) []Rating {
	raised := append([]Rating(nil), ratings...)
	for i, r := range raised {
		if r.Rater == rater && !r.Self {
			raised[i].Value += c
		}
	}
	return raised
}

// A constant added to one rater's ratings is severity. At a known λ it moves
// each fair standing by between none and all of it: the share that shrinkage
// leaves unexplained. Without shrinkage it moves all alike.
func TestRaisingOneRater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := compared(anyRatings(t))
		s := mustSheet(t, ratings)
		if len(s.raters) == 0 {
			return
		}
		rater := rapid.SampledFrom(s.raters).Draw(t, "rater")
		c := rapid.Float64Range(0.1, 3).Draw(t, "c")
		raised := mustSheet(t, raise(ratings, rater, c))
		for _, sh := range []shrinkage{ratio(rapid.Float64Range(0.1, 4).Draw(t, "lambda")), leastSquares()} {
			before, after := s.severities(sh), raised.severities(sh)
			for j, r := range before.Raters {
				was, ok := r.Severity.Value()
				is, _ := after.Raters[j].Severity.Value()
				if ok && r.Rater == rater && is >= was {
					t.Errorf("%s rates %v higher, and severity goes from %v to %v", rater, c, was, is)
				}
			}
			for _, p := range before.Parts {
				least, most := c, 0.0
				for _, name := range p.Subjects {
					i := index(s.subjects, name)
					was, ok := before.Subjects[i].Fair.Value()
					is, _ := after.Subjects[i].Fair.Value()
					if !ok {
						least = most
						continue
					}
					least, most = min(least, is-was), max(most, is-was)
				}
				if least < -1e-9 || most > c+1e-9 {
					t.Errorf("%v more from %s moves fair standings by %v to %v", c, rater, least, most)
				}
				if sh.ridges[0] == leastSquares().ridges[0] && most-least > 1e-8 {
					t.Errorf("least squares: %v more from %s moves fair standings by %v to %v", c, rater, least, most)
				}
			}
		}
	})
}

func index(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// Severity follows the ratings' unit and place on the scale.
func TestSeverityFollowsTheScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		unit, shift := rapid.Float64Range(0.5, 10).Draw(t, "unit"), rapid.Float64Range(-5, 5).Draw(t, "shift")
		moved := append([]Rating(nil), ratings...)
		for i := range moved {
			moved[i].Value = shift + unit*moved[i].Value
		}
		before, after := mustSheet(t, ratings).Severities(), mustSheet(t, moved).Severities()
		for j, r := range before.Raters {
			if v, ok := r.Severity.Value(); ok {
				near(t, "severity", after.Raters[j].Severity, unit*v, 1e-7)
			}
			if v, ok := r.SD.Value(); ok {
				near(t, "sd", after.Raters[j].SD, unit*v, 1e-6)
			}
		}
		for i, f := range before.Subjects {
			if v, ok := f.Fair.Value(); ok {
				near(t, "fair standing", after.Subjects[i].Fair, shift+unit*v, 1e-7)
			}
		}
	})
}

// sparse is a part with so many raters that both ways to its spectrum can be
// tried.
func sparse(t *testing.T, raters int) (*Sheet, part) {
	rng := rand.New(rand.NewPCG(3, uint64(raters)))
	w := imagine(rng, design{Subjects: raters, Raters: raters, arrangement: arrangement{Each: 3}, Spread: 1, Severity: 0.5, Noise: 0.5})
	s := mustSheet(t, w.ratings)
	largest := s.parts()[0]
	for _, p := range s.parts() {
		if len(p.raters) > len(largest.raters) {
			largest = p
		}
	}
	return s, largest
}

func TestKrylovAgreesWithDense(t *testing.T) {
	s, p := sparse(t, 250)
	n := s.normal(p)
	a, b := newDense(n), newKrylov(n)
	ridges := grid().ridges
	x, y := a.solve(n.pull, ridges), b.solve(n.pull, ridges)
	for i, ridge := range ridges {
		for j := range x[i] {
			if math.Abs(x[i][j]-y[i][j]) > 1e-10 {
				t.Fatalf("ridge %v: solution %v by one, %v by the other", ridge, x[i][j], y[i][j])
			}
		}
	}
	d, k := a.logdets(ridges), b.logdets(ridges)
	for i := range ridges {
		if math.Abs(d[i]-k[i]) > 3e-4*d[i] {
			t.Errorf("ridge %v: log determinant %v by one, %v by the other", ridges[i], d[i], k[i])
		}
	}
	ridges = []float64{25, 1, 0.04}
	rows := append([][]cell{{{rater: 3}}}, n.rows...)
	own, means := a.forms(rows, ridges)
	own2, means2 := b.forms(rows, ridges)
	for i, ridge := range ridges {
		for j := range own {
			if math.Abs(own2[j][i]/own[j][i]-1) > 1e-4 {
				t.Errorf("ridge %v: variance %v by one, %v by the other", ridge, own[j][i], own2[j][i])
			}
		}
		for j := range means {
			if math.Abs(means2[j][i]/means[j][i]-1) > 1e-3 {
				t.Errorf("ridge %v: variance of a mean %v by one, %v by the other", ridge, means[j][i], means2[j][i])
			}
		}
	}
}

func TestPosteriorDoesNotDependOnTheSpectrum(t *testing.T) {
	s, p := sparse(t, maxDense+60)
	n := s.normal(p)
	if n.raters <= maxDense {
		t.Fatalf("%d raters: this tests nothing", n.raters)
	}
	got := n.posterior(grid())
	want := n.posteriorBy(newDense(n), grid())
	near(t, "noise", Known(got.noiseMean()), want.noiseMean(), 1e-4)
	near(t, "ratio", Known(got.ratioMean()), want.ratioMean(), 1e-3)
	r, m := got.severities(s.circles(p))
	rw, mw := want.severities(s.circles(p))
	for j := range rw {
		near(t, fmt.Sprint("severity ", j), Known(r[j].mean()), rw[j].mean(), 1e-4)
		near(t, fmt.Sprint("variance ", j), Known(r[j].variance()), rw[j].variance(), 1e-4*rw[j].variance())
	}
	for i := range mw {
		near(t, fmt.Sprint("variance of a mean ", i), Known(m[i].variance()), mw[i].variance(), 2e-3*mw[i].variance())
	}
}
