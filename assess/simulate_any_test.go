package assess

import (
	"math"
	"math/rand/v2"
	"testing"

	"rung/rubric"
)

// TestPeopleStandAnywhereWhereTheirLevelSaysNothing draws people, and takes what is
// known of lookalikes, on a dimension about which one level says nothing.
func TestPeopleStandAnywhereWhereTheirLevelSaysNothing(t *testing.T) {
	const people, steps = 6000, 6
	r := &rubric.Rubric{
		Dimensions: []rubric.Dimension{{ID: "d", Weight: 1, Steps: make([]rubric.Text, steps)}, {ID: "e", Weight: 1, Steps: make([]rubric.Text, 2)}},
		Levels: []rubric.Level{
			{ID: "l0", Rung: 1, Next: []int{1}, Scope: []rubric.Range{{Hi: steps - 1, Any: true}, {}}},
			{ID: "l1", Rung: 2, Scope: []rubric.Range{{Lo: 3, Hi: 3}, {Lo: 1, Hi: 1}}},
		},
		Questions: []rubric.Question{{ID: "q", Kind: rubric.Number, Thresholds: []float64{1, 2, 3, 4, 5}}},
	}
	rng, counts := rand.New(rand.NewPCG(1, 0)), [steps]float64{}
	for range people {
		_, all := person(r, &r.Levels[0], spacing(r), 1, rng)
		counts[Step(&r.Questions[0], all[0].Value)]++
	}
	const each = people / steps
	for step, n := range counts {
		if math.Abs(n-each) > 4*math.Sqrt(each) {
			t.Errorf("%v of %d people stand on step %d", n, people, step)
		}
	}
	all := newLookalikes(place(r, &Assessment{}))
	for kind := range len(r.Levels) * points {
		if _, log := all.unevenness(kind, 0); math.Abs(log-accumulate(all.places(points, 0))) > tolerance {
			t.Errorf("kind %d weighs %v where nothing is answered", kind, log)
		}
	}
}
