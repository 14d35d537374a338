package assess

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/rubric"
)

func TestScoringIgnoresTheOrderOfAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		shuffled := *a
		shuffled.Answers = slices.Clone(a.Answers)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		rng.Shuffle(len(shuffled.Answers), func(i, j int) {
			shuffled.Answers[i], shuffled.Answers[j] = shuffled.Answers[j], shuffled.Answers[i]
		})
		one, other := Score(r, a), Score(r, &shuffled)
		one.Assessment, other.Assessment = nil, nil
		if diff := cmp.Diff(one, other); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestEveryLevelsOwnScopeScoresAsThatLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		l := &r.Levels[rapid.IntRange(0, len(r.Levels)-1).Draw(t, "level")]
		res := Score(r, inScope(t, r, l))
		if res.Level != l || res.Ranking[0].Distance != 0 || len(res.TiedWith) > 0 || res.HeldBack != nil {
			t.Fatalf("scope of %s scores as %v", l.ID, res.Level)
		}
	})
}

func TestRaisingAnAnswerTowardALevelNeverMakesItFarther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		res := Score(r, a)
		if len(a.Answers) == 0 || len(res.Ranking) == 0 {
			return
		}
		i := rapid.IntRange(0, len(a.Answers)-1).Draw(t, "answer")
		if a.Answers[i].State != Answered {
			return
		}
		q := &r.Questions[r.QuestionIndex(a.Answers[i].Question)]
		from := Step(q, a.Answers[i].Value)
		for _, l := range r.Levels {
			lo := float64(l.Scope[q.Dimension].Lo)
			mean := *res.Dimensions[q.Dimension].Value
			n := float64(len(res.Dimensions[q.Dimension].Steps))
			raised := *a
			raised.Answers = slices.Clone(a.Answers)
			if from+1 >= len(r.Dimensions[q.Dimension].Steps) || mean+1/n > lo {
				continue
			}
			raised.Answers[i] = AnswerAt(q, from+1)
			if distanceTo(Score(r, &raised), l.ID) > distanceTo(res, l.ID)+tolerance {
				t.Fatalf("raising %s makes %s farther", q.ID, l.ID)
			}
		}
	})
}

func distanceTo(res *Result, level string) float64 {
	for _, k := range res.Ranking {
		if k.Level.ID == level {
			return k.Distance
		}
	}
	return math.NaN()
}

func TestEveryNumberIsBoundedAndAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		res := Score(r, genAnswers(t, r))
		bounded := func(what string, x, lo, hi float64) {
			if !(x >= lo-tolerance && x <= hi+tolerance) {
				t.Fatalf("%s is %v, outside %v to %v", what, x, lo, hi)
			}
		}
		bounded("coverage", res.Coverage, 0, 1)
		total := 0.0
		for _, k := range res.Ranking {
			bounded("distance", k.Distance, 0, 1)
			bounded("probability", k.Probability, 0, 1)
			bounded("sum of parts", sum(k.Parts), k.Distance, k.Distance)
			total += k.Probability
		}
		if (res.Level == nil) != (res.Confidence == nil) || (res.Level == nil) != (res.Standing == nil) {
			t.Fatal("a level without confidence or standing, or the reverse")
		}
		if res.Level != nil {
			bounded("sum of probabilities", total, 1, 1)
			bounded("standing", *res.Standing, 1, float64(r.Levels[len(r.Levels)-1].Rung))
		}
		for _, p := range res.Next {
			shares := 0.0
			for _, g := range p.Gaps {
				shares += g.Share
			}
			if len(p.Gaps) > 0 {
				bounded("sum of shares", shares, 1, 1)
			}
		}
	})
}

func TestAnUnscoredAnswerChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		for i := range r.Questions {
			if _, given := a.Answer(r.Questions[i].ID); given {
				continue
			}
			with := *a
			with.Answers = append(slices.Clone(a.Answers), Answer{Question: r.Questions[i].ID, State: Skipped})
			one, other := Score(r, a), Score(r, &with)
			one.Assessment, other.Assessment = nil, nil
			if diff := cmp.Diff(one, other); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func TestWhatIsAnsweredWhereALevelSaysNothingIsNothingToIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		for _, l := range r.Levels {
			without := *a
			without.Answers = slices.DeleteFunc(slices.Clone(a.Answers), func(given Answer) bool {
				return l.Scope[r.Questions[r.QuestionIndex(given.Question)].Dimension].Any
			})
			one, other := Score(r, a), Score(r, &without)
			if len(one.Ranking) == 0 || len(other.Ranking) == 0 {
				continue
			}
			if math.Abs(distanceTo(one, l.ID)-distanceTo(other, l.ID)) > tolerance {
				t.Fatalf("%s is at %v, and at %v with answers on what it says nothing about", l.ID, distanceTo(other, l.ID), distanceTo(one, l.ID))
			}
			for _, g := range one.Toward(&l).Gaps {
				if l.Scope[r.DimensionIndex(g.Dimension.ID)].Any {
					t.Fatalf("%s says nothing about %s, and there is a gap", l.ID, g.Dimension.ID)
				}
			}
			for _, d := range other.Toward(&l).Unknown {
				if !asks(&l, r.DimensionIndex(d.ID)) {
					t.Fatalf("%s asks nothing of %s, and it is unknown", l.ID, d.ID)
				}
			}
		}
	})
}

func TestTheSmallestChangeTipsAndNoSmallerDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		res := Score(r, genAnswers(t, r))
		if len(res.Ranking) == 0 {
			return
		}
		target := &r.Levels[rapid.IntRange(0, len(r.Levels)-1).Draw(t, "target")]
		path := res.Toward(target)
		start := changeTrack(res.profile(), target)
		fewest, nearest, found := bruteForce(r, start, target, make([]int, 0, len(r.Dimensions)))
		switch {
		case path.Reach == TooLarge:
			t.Fatal("gave up on a small rubric")
		case found != (path.Reach == Reachable):
			t.Fatalf("brute force finds a way: %v; the search says %s", found, path.Reach)
		case !found:
			return
		}
		arrived, raises := start, 0
		for _, up := range path.SmallestChange {
			n := int(math.Ceil(up.To - up.From - tolerance))
			arrived = arrived.raised(r, r.DimensionIndex(up.Dimension.ID), n)
			raises += n
		}
		if closest(r, arrived) != target {
			t.Fatal("the way does not arrive")
		}
		if raises != fewest {
			t.Fatalf("%d raises, %d are enough", raises, fewest)
		}
		if d := newRanked(r, target, arrived).Distance; d > nearest+tolerance {
			t.Fatalf("arrives at distance %v, %v is possible", d, nearest)
		}
	})
}

// bruteForce tries every number of raises on every dimension: the fewest that
// make target the closest, and how near it then can be.
func bruteForce(r *rubric.Rubric, start profile, target *rubric.Level, raises []int) (fewest int, nearest float64, found bool) {
	d := len(raises)
	if d == len(r.Dimensions) {
		p, n := start, 0
		for d, up := range raises {
			if p.known[d] {
				p = p.raised(r, d, up)
			}
			n += up
		}
		return n, newRanked(r, target, p).Distance, closest(r, p) == target
	}
	most := 0
	if start.known[d] {
		most = int(math.Ceil(float64(r.Dimensions[d].Top()) - start.value[d] - tolerance))
	}
	for up := range most + 1 {
		n, distance, ok := bruteForce(r, start, target, append(raises, up))
		if ok && (!found || n < fewest || n == fewest && distance < nearest) {
			fewest, nearest, found = n, distance, true
		}
	}
	return fewest, nearest, found
}

func TestTippingPointsTip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		a := genAnswers(t, r)
		res := Score(r, a)
		told := map[TippingPoint]bool{}
		for _, p := range res.TippingPoints {
			told[p] = true
		}
		if res.Level == nil {
			return
		}
		for i, given := range a.Answers {
			if given.State != Answered {
				continue
			}
			q := &r.Questions[r.QuestionIndex(given.Question)]
			from := Step(q, given.Value)
			for _, to := range []int{from - 1, from + 1} {
				if to < 0 || to > r.Dimensions[q.Dimension].Top() {
					continue
				}
				moved := *a
				moved.Answers = slices.Clone(a.Answers)
				moved.Answers[i] = AnswerAt(q, to)
				l := Score(r, &moved).Level
				if tips := l != nil && l != res.Level; tips != told[TippingPoint{q, from, to, l}] {
					t.Fatalf("%s %d → %d gives %v", q.ID, from, to, l)
				}
			}
		}
	})
}
