package ratings

// Alpha is Krippendorff's alpha over the subjects with two raters or more, for
// any number of raters and with ratings missing: 1 − (n−1)Σo_ck·δ²/Σn_c·n_k·δ²,
// where o are the coincidences of values within subjects and n their totals
// (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability). The metric is
// ordinal: δ counts the ratings that lie between two values, Σ n_g for g from c
// to k, less (n_c+n_k)/2, which is the distance of their mean ranks. 1 is perfect
// agreement, 0 what chance would give. Missing(OneValue) if all values are the
// same: there is nothing to tell apart.
//
// Time grows with the patterns of values there are times the smaller of their
// number and the square of the number of distinct values.
func (s *Sheet) Alpha() Coefficient {
	u := s.units().paired()
	if len(u.patterns) == 0 {
		return s.uncompared()
	}
	a := newAlpha(u)
	return jackknife(u, u.subjects(), a.without)
}

// alpha computes with one sheet. Both disagreements are the same sum, Σ n_c·n_k·δ²:
// the expected one over all values, the observed one within groups of values.
type alpha struct {
	units
	counts []int // per value
	total  int   // Σ counts
	groups []group
	// Room for the counts and mean ranks of one evaluation.
	left  []tally
	ranks []float64
}

// group is a set of values whose disagreement counts by weight.
type group struct {
	tallies []tally
	weight  float64
}

func newAlpha(u units) *alpha {
	a := &alpha{units: u, counts: make([]int, len(u.values)), left: make([]tally, len(u.values)), ranks: make([]float64, len(u.values))}
	size := 0
	for _, p := range u.patterns {
		a.groups = append(a.groups, group{p.tallies, float64(p.subjects) / float64(p.raters-1)})
		size += len(p.tallies)
		for _, t := range p.tallies {
			a.counts[t.value] += p.subjects * t.count
		}
		a.total += p.subjects * p.raters
	}
	if pairs := len(u.values) * (len(u.values) - 1) / 2; pairs < size {
		a.groups = coincide(a.groups, len(u.values))
	}
	return a
}

// coincide merges groups into one group for each pair of values that occurs
// within them: fewer, where there are few values and many patterns.
func coincide(groups []group, values int) []group {
	weights := make([]float64, values*values)
	for _, g := range groups {
		for i, c := range g.tallies {
			for _, k := range g.tallies[:i] {
				weights[k.value*values+c.value] += g.weight * float64(c.count*k.count)
			}
		}
	}
	var pairs []group
	for at, w := range weights {
		if w > 0 {
			pairs = append(pairs, group{[]tally{{at / values, 1}, {at % values, 1}}, w})
		}
	}
	return pairs
}

// without is alpha with one subject of the pattern left out, or with all
// subjects if skip is nil.
func (a *alpha) without(skip *pattern) (float64, Reason) {
	for v, n := range a.counts {
		a.left[v] = tally{v, n}
	}
	n := a.total
	if skip != nil {
		n -= skip.raters
		for _, t := range skip.tallies {
			a.left[t.value].count -= t.count
		}
	}
	a.rank()
	observed := 0.0
	for _, g := range a.groups {
		observed += g.weight * scatter(g.tallies, a.ranks)
	}
	if skip != nil {
		observed -= scatter(skip.tallies, a.ranks) / float64(skip.raters-1)
	}
	expected := scatter(a.left, a.ranks)
	if single(a.left) || expected == 0 {
		return 0, OneValue
	}
	return 1 - float64(n-1)*observed/expected, None
}

// single reports whether at most one tally counts anything.
func single(tallies []tally) bool {
	n := 0
	for _, t := range tallies {
		if t.count > 0 {
			n++
		}
	}
	return n < 2
}

// rank gives each value its mean rank among what is left.
func (a *alpha) rank() {
	below := 0.0
	for v, t := range a.left {
		a.ranks[v] = below + float64(t.count)/2
		below += float64(t.count)
	}
}

// scatter is Σ n_c·n_k·(x_c−x_k)² over all ordered pairs of tallies, x being the
// places of the values.
func scatter(tallies []tally, places []float64) float64 {
	n, sum := 0.0, 0.0
	for _, t := range tallies {
		n += float64(t.count)
		sum += float64(t.count) * places[t.value]
	}
	if n == 0 {
		return 0
	}
	squares := 0.0
	for _, t := range tallies {
		d := places[t.value] - sum/n
		squares += float64(t.count) * d * d
	}
	return 2 * n * squares
}
