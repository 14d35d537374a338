package ratings

import (
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// AC2 is Gwet's agreement coefficient with quadratic weights, for any number of
// raters and with ratings missing (Gwet 2008, British Journal of Mathematical
// and Statistical Psychology 61:29; 2014, Handbook of Inter-Rater Reliability).
// Unlike alpha it stays high where raters agree on subjects that differ little.
//
// Values that were given and are not on the scale are added to it. Missing(OneValue) if that leaves a
// single one.
func (s *Sheet) AC2(scale Scale) Coefficient {
	u := s.units()
	if s.coRated() == 0 {
		return s.uncompared()
	}
	g, why := newGwet(u, scale)
	if why != None {
		return Coefficient{Subjects: s.coRated()}.missing(why)
	}
	return jackknife(u, s.coRated(), g.without)
}

// gwet holds sums from which AC2 follows, with or without one subject.
type gwet struct {
	values  []float64 // that were given
	range2  float64   // square of the scale's range
	chance  float64   // T_w/(q(q−1)): mean weight of the cells off Gwet's diagonal
	rated   float64   // subjects with a rating
	paired  float64   // subjects with two or more
	agreed  float64   // Σ of the paired subjects' weighted agreement
	shares  []float64 // per value, Σ over subjects of the share of their ratings
	squares float64   // Σ shares²
}

func newGwet(u units, scale Scale) (*gwet, Reason) {
	whole := distinct(append(append([]float64(nil), scale...), u.values...))
	q := float64(len(whole))
	if q < 2 {
		return nil, OneValue
	}
	span := whole[len(whole)-1] - whole[0]
	g := &gwet{values: u.values, range2: span * span, shares: make([]float64, len(u.values))}
	g.chance = (1 - 2*stat.PopVariance(whole, nil)/g.range2) * q / (q - 1)
	for _, p := range u.patterns {
		n := float64(p.subjects)
		g.rated += n
		if p.raters > 1 {
			g.paired += n
			g.agreed += n * g.agreement(p)
		}
		for _, t := range p.tallies {
			g.shares[t.value] += n * float64(t.count) / float64(p.raters)
		}
	}
	g.squares = floats.Dot(g.shares, g.shares)
	return g, None
}

// agreement is the mean weight 1 − (a−b)²/range² over the pairs of one subject.
func (g *gwet) agreement(p pattern) float64 {
	return 1 - scatter(p.tallies, g.values)/g.range2/float64(p.raters*(p.raters-1))
}

// without is AC2 with one subject of the pattern left out, or with all subjects
// if skip is nil.
func (g *gwet) without(skip *pattern) (float64, Reason) {
	rated, paired, agreed, squares := g.rated, g.paired, g.agreed, g.squares
	if skip != nil {
		rated--
		if skip.raters > 1 {
			paired--
			agreed -= g.agreement(*skip)
		}
		for _, t := range skip.tallies {
			share := float64(t.count) / float64(skip.raters)
			squares += share*share - 2*share*g.shares[t.value]
		}
	}
	if paired == 0 {
		return 0, NoOverlap
	}
	observed := agreed / paired
	expected := g.chance * (1 - squares/(rated*rated))
	return (observed - expected) / (1 - expected), None
}
