package assess

import (
	"cmp"
	"math"
	"slices"

	"rung/rubric"
)

// Score makes a result of an assessment that was checked against r. It is a
// pure function: the same rubric and answers give the same result, in whatever
// order the answers stand, and only answers in state Answered count.
//
// The distance to a level is the weighted, range-normalised city block distance
// of the mean steps to the level's scope, after Gower (1971), "A general
// coefficient of similarity and some of its properties", Biometrics 27.
func Score(r *rubric.Rubric, a *Assessment) *Result {
	res := Brief(r, a)
	if res.Level == nil {
		return res
	}
	p := res.profile()
	for _, next := range res.Level.Next {
		res.Next = append(res.Next, res.Toward(&r.Levels[next]))
	}
	res.Strengths = strengths(r, p, res.Level)
	res.TippingPoints = res.tippingPoints(p)
	return res
}

// Brief is Score without Next, Strengths and TippingPoints, which take most of
// its time: for comparing many assessments. Toward gives the paths.
func Brief(r *rubric.Rubric, a *Assessment) *Result {
	res := place(r, a)
	res.judge()
	return res
}

// place is a result as far as the values of the dimensions.
func place(r *rubric.Rubric, a *Assessment) *Result {
	res := &Result{Rubric: r, Assessment: a, Questions: len(r.Questions), Place: Within}
	for d := range r.Dimensions {
		dv := dimensionValue(r, a, d)
		res.Answered += len(dv.Steps)
		res.Dimensions = append(res.Dimensions, dv)
	}
	return res
}

// tolerance is how far two sums of the same parts may differ by rounding alone.
const tolerance = 1e-9

// requirementSlack is how far, in steps, the value of a dimension may miss a
// requirement and still meet it.
const requirementSlack = 0.5

// judge places the values of the dimensions on the ladder.
func (res *Result) judge() {
	r, p := res.Rubric, res.profile()
	res.Coverage = p.coverage(r)
	if res.Coverage < CoverageFloor-tolerance {
		res.ToAnswer = toAnswer(r, p)
		return
	}
	res.Place = placeOf(r, p)
	res.Ranking = rank(r, p)
	res.setFit(p)
	best := res.Ranking[0]
	if !best.Eligible {
		res.HeldBack = &HeldBack{best.Level, best.Unmet}
		return
	}
	res.Level = best.Level
	res.TiedWith = tiedWith(res.Ranking)
	res.HeldBack = heldBack(res.Ranking)
	res.weigh()
	res.Undecided = res.undecided(p)
	res.setConfidence()
}

func dimensionValue(r *rubric.Rubric, a *Assessment, d int) DimensionValue {
	dv := DimensionValue{Dimension: &r.Dimensions[d]}
	sum := 0
	for _, i := range r.QuestionsOf(d) {
		q := &r.Questions[i]
		dv.Asked++
		given, ok := a.Answer(q.ID)
		if !ok || given.State != Answered {
			continue
		}
		step := Step(q, given.Value)
		sum += step
		dv.Steps = append(dv.Steps, AnswerStep{q, given, step})
	}
	if n := len(dv.Steps); n > 0 {
		mean := float64(sum) / float64(n)
		dv.Value = &mean
	}
	return dv
}

// parts is what each dimension adds to the distance to a level. Dimensions
// without an answer, and those about which the level says nothing, add nothing and
// weigh nothing: to Gower they are not comparable.
func parts(r *rubric.Rubric, l *rubric.Level, p profile) []float64 {
	out := make([]float64, len(r.Dimensions))
	weight := p.weightOf(r, l)
	for d := range r.Dimensions {
		out[d] = part(r, l, p, d, weight)
	}
	return out
}

// part is what dimension d adds to the distance to l, with the weight of all
// that is compared.
func part(r *rubric.Rubric, l *rubric.Level, p profile, d int, weight float64) float64 {
	if !p.known[d] || l.Scope[d].Any {
		return 0
	}
	dim := &r.Dimensions[d]
	return dim.Weight * l.Scope[d].Gap(p.value[d]) / float64(dim.Top()) / weight
}

func sum(xs []float64) float64 {
	total := 0.0
	for _, x := range xs {
		total += x
	}
	return total
}

// meets reports whether a place meets the requirement, within a slack.
func meets(q rubric.Requirement, at, slack float64) bool { return q.Gap(at) <= slack+tolerance }

func newRanked(r *rubric.Rubric, l *rubric.Level, p profile) Ranked {
	k := Ranked{Level: l, Parts: parts(r, l, p)}
	k.Distance = sum(k.Parts)
	for _, q := range l.Requires {
		m := Must{Requirement: q, Dimension: &r.Dimensions[q.Dimension]}
		at, slack, known := p.stand(q)
		switch {
		case !known:
			k.Unverified = append(k.Unverified, m)
		case !meets(q, at, slack):
			m.Have = &at
			k.Unmet = append(k.Unmet, m)
		}
	}
	k.Eligible = len(k.Unmet) == 0
	return k
}

// rank orders every level: the eligible before the others, then by distance,
// then the lower rung, then rubric order; and gives the eligible their
// probabilities at full coverage of questions (see setConfidence).
func rank(r *rubric.Rubric, p profile) []Ranked {
	ranking := make([]Ranked, len(r.Levels))
	for i := range r.Levels {
		ranking[i] = newRanked(r, &r.Levels[i], p)
	}
	slices.SortStableFunc(ranking, func(a, b Ranked) int {
		switch {
		case a.Eligible != b.Eligible && a.Eligible:
			return -1
		case a.Eligible != b.Eligible:
			return 1
		case grid(a.Distance) != grid(b.Distance):
			return int(math.Copysign(1, grid(a.Distance)-grid(b.Distance)))
		}
		return a.Level.Rung - b.Level.Rung
	})
	return ranking
}

// closest is the level that ranks first, nil when none is eligible.
func closest(r *rubric.Rubric, p profile) *rubric.Level {
	if i := closestIndex(r, p); i != none {
		return &r.Levels[i]
	}
	return nil
}

// none is the index of no level.
const none = -1

// closestIndex is closest without a ranking: it is asked thousands of times.
func closestIndex(r *rubric.Rubric, p profile) int {
	best, least := none, 0.0
	for i := range r.Levels {
		l := &r.Levels[i]
		if !p.meetsAll(l) {
			continue
		}
		far := grid(distance(r, l, p))
		if best == none || far < least || far == least && l.Rung < r.Levels[best].Rung {
			best, least = i, far
		}
	}
	return best
}

// distance is the sum of the parts; 0 where nothing is compared, which is below
// CoverageFloor.
func distance(r *rubric.Rubric, l *rubric.Level, p profile) float64 {
	sum, weight := 0.0, 0.0
	for d := range r.Dimensions {
		if p.known[d] && !l.Scope[d].Any {
			dim := &r.Dimensions[d]
			sum += dim.Weight * l.Scope[d].Gap(p.value[d]) / float64(dim.Top())
			weight += dim.Weight
		}
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

func (p profile) meetsAll(l *rubric.Level) bool {
	for _, q := range l.Requires {
		if at, slack, known := p.stand(q); known && !meets(q, at, slack) {
			return false
		}
	}
	return true
}

// grid rounds a figure to six places, in units of the last: what is told from it
// (ties, bands, grades) is the same on processors whose last bits differ.
func grid(figure float64) float64 { return math.Round(figure * 1e6) }

func tiedWith(ranking []Ranked) []*rubric.Level {
	var tied []*rubric.Level
	for _, k := range ranking[1:] {
		if k.Eligible && grid(k.Distance) == grid(ranking[0].Distance) {
			tied = append(tied, k.Level)
		}
	}
	return tied
}

// heldBack names the closest ineligible level when it is closer than the
// closest eligible one, which ranks first.
func heldBack(ranking []Ranked) *HeldBack {
	for _, k := range ranking {
		if k.Eligible {
			continue
		}
		if grid(k.Distance) < grid(ranking[0].Distance) {
			return &HeldBack{k.Level, k.Unmet}
		}
		return nil
	}
	return nil
}

// toAnswer is what would raise the coverage, first what levels require.
func toAnswer(r *rubric.Rubric, p profile) []ToAnswer {
	var open []ToAnswer
	for d := range r.Dimensions {
		if !p.known[d] {
			open = append(open, ToAnswer{&r.Dimensions[d], questionsOf(r, d)})
		}
	}
	slices.SortStableFunc(open, func(a, b ToAnswer) int { return required(r, b.Dimension) - required(r, a.Dimension) })
	return open
}

// required counts the levels that require something of a dimension.
func required(r *rubric.Rubric, d *rubric.Dimension) (levels int) {
	for _, l := range r.Levels {
		for _, q := range l.Requires {
			if &r.Dimensions[q.Dimension] == d {
				levels++
			}
		}
	}
	return levels
}

func questionsOf(r *rubric.Rubric, d int) []*rubric.Question {
	var questions []*rubric.Question
	for _, i := range r.QuestionsOf(d) {
		questions = append(questions, &r.Questions[i])
	}
	return questions
}

// placeOf compares with the scopes of the lowest and the highest level.
func placeOf(r *rubric.Rubric, p profile) Place {
	lowest, highest := r.Ends()
	switch {
	case outside(r, p, lowest, -1):
		return Below
	case outside(r, p, highest, 1):
		return Beyond
	}
	return Within
}

// outside reports whether all that is known lies on one side of a level, -1 or 1: out
// of its scope on every dimension whose steps go on there, of which there is one at
// least, and out of it on the other side of none.
func outside(r *rubric.Rubric, p profile, l *rubric.Level, side int) bool {
	some := false
	for d, scope := range l.Scope {
		if !p.known[d] {
			continue
		}
		goesOn := side < 0 && scope.Lo > 0 || side > 0 && scope.Hi < r.Dimensions[d].Top()
		at := 0
		if gap := scope.Gap(p.value[d]); gap > tolerance {
			at = cmp.Compare(p.value[d], scope.Mid())
		}
		if at == -side || goesOn && at != side {
			return false
		}
		some = some || goesOn
	}
	return some
}

func strengths(r *rubric.Rubric, p profile, l *rubric.Level) []Strength {
	var above []Strength
	for d := range r.Dimensions {
		if hi := l.Scope[d].Hi; p.known[d] && p.value[d] > float64(hi)+tolerance {
			above = append(above, Strength{&r.Dimensions[d], p.value[d], hi})
		}
	}
	return above
}
