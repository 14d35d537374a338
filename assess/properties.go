package assess

import (
	"math/rand/v2"
	"slices"

	"rung/rubric"
)

// Property is something that holds of scoring on every sound rubric (DESIGN §5).
type Property string

// The properties.
const (
	OwnScope Property = "own_scope" // a level's own scope, answered exactly, is at distance 0 from it and from nothing closer
	Raising  Property = "raising"   // an answer raised toward a level never makes it farther
	AnyOrder Property = "any_order" // the order of the answers makes no difference
	Skipping Property = "skipping"  // an answer that was skipped changes nothing
)

// AllProperties are the properties, in the order in which they are tried.
var AllProperties = []Property{OwnScope, Raising, AnyOrder, Skipping}

// Breach is a property that does not hold on a rubric, and where.
type Breach struct {
	Property Property
	Level    *rubric.Level    // that it is about; of AnyOrder and Skipping, the level of the person it was tried on
	Question *rubric.Question // of Raising, the one whose answer was raised; else nil
	// Got is what the answers came to, of OwnScope; nil where they name no level.
	Got *rubric.Level
}

// triedPeople is how many simulated people of each level the properties are tried on.
const triedPeople = 5

// Breaches tries the properties on r: on the scope of each level, and on people drawn
// from a seed. Of each property and level it gives the first breach.
func Breaches(r *rubric.Rubric, seed uint64) []Breach {
	rng := rand.New(rand.NewPCG(seed, 0))
	unit := spacing(r)
	var all []Breach
	for i := range r.Levels {
		all = append(all, ownScope(r, &r.Levels[i])...)
	}
	for i := range r.Levels {
		for range triedPeople {
			given, _ := person(r, &r.Levels[i], unit, 0.8, rng)
			all = append(all, breachesOf(r, &r.Levels[i], given)...)
		}
	}
	slices.SortStableFunc(all, func(a, b Breach) int {
		return slices.Index(AllProperties, a.Property) - slices.Index(AllProperties, b.Property)
	})
	return slices.CompactFunc(all, func(a, b Breach) bool { return a.Property == b.Property && a.Level == b.Level })
}

// ownScope answers at either end of a level's scope, as far as its requirements and the
// questions allow.
func ownScope(r *rubric.Rubric, l *rubric.Level) []Breach {
	for _, highest := range []bool{false, true} {
		res := Brief(r, &Assessment{Answers: scopeAnswers(r, l, highest)})
		first := slices.IndexFunc(res.Ranking, func(k Ranked) bool { return k.Level == l })
		if first < 0 || !inScopeOf(l, res) {
			continue // no such answers, as of questions that step over what is expected
		}
		if own := res.Ranking[first]; !own.Eligible || grid(own.Distance) != 0 || res.Level != l && !slices.Contains(res.TiedWith, l) {
			return []Breach{{Property: OwnScope, Level: l, Got: res.Level}}
		}
	}
	return nil
}

// scopeAnswers are answers at the lower or the upper end of a level's scope.
func scopeAnswers(r *rubric.Rubric, l *rubric.Level, highest bool) []Answer {
	answers := make([]Answer, len(r.Questions))
	for i := range r.Questions {
		q := &r.Questions[i]
		within := expected(l, q)
		end := within.Lo
		if highest {
			end = within.Hi
		}
		answers[i] = AnswerAt(q, nearest(q.StepsPossible(), float64(end)))
	}
	return answers
}

// expected is what a level expects of a question: its scope, and of that what its
// requirements allow, if they allow any.
func expected(l *rubric.Level, q *rubric.Question) rubric.Range {
	within := l.Scope[q.Dimension]
	for _, must := range l.Requires {
		lo, hi := max(within.Lo, must.Lo), min(within.Hi, must.Hi)
		if must.Dimension == q.Dimension && (must.By == nil || must.By == q) && lo <= hi {
			within.Lo, within.Hi = lo, hi
		}
	}
	return within
}

// inScopeOf reports whether every value lies in the scope of a level.
func inScopeOf(l *rubric.Level, res *Result) bool {
	for d, dv := range res.Dimensions {
		if dv.Value == nil || l.Scope[d].Gap(*dv.Value) > tolerance {
			return false
		}
	}
	return true
}

// breachesOf tries the other properties on the answers of one person.
func breachesOf(r *rubric.Rubric, home *rubric.Level, given []Answer) []Breach {
	all := raises(r, given)
	plain := Brief(r, &Assessment{Answers: given})
	reversed := slices.Clone(given)
	slices.Reverse(reversed)
	if !sameOutcome(plain, Brief(r, &Assessment{Answers: reversed})) {
		all = append(all, Breach{Property: AnyOrder, Level: home})
	}
	if !sameOutcome(plain, Brief(r, &Assessment{Answers: withSkipped(r, given)})) {
		all = append(all, Breach{Property: Skipping, Level: home})
	}
	return all
}

// withSkipped has every question that is open skipped.
func withSkipped(r *rubric.Rubric, given []Answer) []Answer {
	with := slices.Clone(given)
	for _, q := range r.Questions {
		if !slices.ContainsFunc(given, func(a Answer) bool { return a.Question == q.ID }) {
			with = append(with, Answer{Question: q.ID, State: Skipped})
		}
	}
	return with
}

// raises raises each answer to the next step that its question can give, and looks at
// the levels that the dimension still lies under then.
func raises(r *rubric.Rubric, given []Answer) (all []Breach) {
	before := place(r, &Assessment{Answers: given}).profile()
	for i, a := range given {
		q := &r.Questions[r.QuestionIndex(a.Question)]
		steps := q.StepsPossible()
		next := slices.Index(steps, Step(q, a.Value)) + 1
		if next == len(steps) {
			continue
		}
		raised := slices.Clone(given)
		raised[i] = AnswerAt(q, steps[next])
		after := place(r, &Assessment{Answers: raised}).profile()
		for j := range r.Levels {
			l := &r.Levels[j]
			toward := after.value[q.Dimension] <= float64(l.Scope[q.Dimension].Lo)+tolerance
			if toward && distance(r, l, after) > distance(r, l, before)+tolerance {
				all = append(all, Breach{Property: Raising, Level: l, Question: q})
			}
		}
	}
	return all
}

// sameOutcome reports whether two results say the same of every level.
func sameOutcome(a, b *Result) bool {
	return a.Level == b.Level && slices.EqualFunc(a.Ranking, b.Ranking, func(x, y Ranked) bool {
		return x.Level == y.Level && grid(x.Distance) == grid(y.Distance) && x.Eligible == y.Eligible && grid(x.Probability) == grid(y.Probability)
	})
}
