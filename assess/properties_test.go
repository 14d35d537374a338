package assess

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rung/rubric"
	"rung/rubric/lang"
)

func TestScoringHoldsItsPropertiesOnEveryRubric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		for i := range r.Levels { // else a level may require what its scope does not allow
			r.Levels[i].Requires = nil
		}
		if all := Breaches(r, rapid.Uint64().Draw(t, "seed")); len(all) > 0 {
			t.Fatalf("%+v", all)
		}
	})
}

// TestALevelThatRequiresWhatItsScopeForbidsIsNamed has one answer decide a requirement
// that no answers within the scope meet.
func TestALevelThatRequiresWhatItsScopeForbidsIsNamed(t *testing.T) {
	r := lowAndHigh()
	r.Levels[1].Requires = []rubric.Requirement{{By: &r.Questions[1], Range: rubric.Range{Lo: 3, Hi: 3}}}
	all := Breaches(r, 1)
	if len(all) != 1 || all[0].Property != OwnScope || all[0].Level != &r.Levels[1] || all[0].Got != &r.Levels[0] {
		t.Errorf("%+v", all)
	}
}

// TestARaiseThatMakesALevelFartherIsNamed breaks a rubric as the parser never lets it:
// on a dimension that weighs less than nothing a higher answer is farther.
func TestARaiseThatMakesALevelFartherIsNamed(t *testing.T) {
	r := lowAndHigh()
	r.Dimensions = append(r.Dimensions, rubric.Dimension{ID: "e", Weight: -0.1, Steps: make([]rubric.Text, 4)})
	r.Levels[0].Scope, r.Levels[1].Scope = append(r.Levels[0].Scope, rubric.Range{}), append(r.Levels[1].Scope, rubric.Range{Lo: 3, Hi: 3})
	r.Questions = append(r.Questions, rubric.Question{ID: "r", Dimension: 1, Kind: rubric.Number, Thresholds: []float64{1, 2, 3}})
	all := Breaches(r, 1)
	if !slices.ContainsFunc(all, func(b Breach) bool {
		return b.Property == Raising && b.Level == &r.Levels[1] && b.Question == &r.Questions[2]
	}) {
		t.Errorf("%+v", all)
	}
}

// lowAndHigh are two levels that expect 0 and 2 of one dimension, which two counts ask about.
func lowAndHigh() *rubric.Rubric {
	count := func(id string) rubric.Question {
		return rubric.Question{ID: id, Kind: rubric.Number, Thresholds: []float64{1, 2, 3}}
	}
	return &rubric.Rubric{
		Languages:   []lang.Tag{lang.EN},
		Temperature: 20,
		Dimensions:  []rubric.Dimension{{ID: "d", Weight: 1, Steps: make([]rubric.Text, 4)}},
		Levels: []rubric.Level{
			{ID: "low", Rung: 1, Next: []int{1}, Scope: []rubric.Range{{}}},
			{ID: "high", Rung: 2, Scope: []rubric.Range{{Lo: 2, Hi: 2}}},
		},
		Questions: []rubric.Question{count("p"), count("q")},
	}
}

// TestEverybodyIsFoundSomewhere adds up where the simulated people of each level land.
func TestEverybodyIsFoundSomewhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		s := Simulate(r, 60, 1, rapid.Uint64().Draw(t, "seed"))
		for _, f := range s.Levels {
			total := f.Exact
			for _, c := range s.Confused {
				if c.A == f.Level {
					total += c.AAsB
				}
				if c.B == f.Level {
					total += c.BAsA
				}
			}
			if f.People > 0 && (total < 1-tolerance || total > 1+tolerance) {
				t.Fatalf("%v of the people of %s land somewhere", total, f.Level.ID)
			}
		}
		if s.People > 0 && !slices.IsSortedFunc(s.Confused, func(a, b Confusion) int {
			return int(1e6 * (b.AAsB + b.BAsA - a.AAsB - a.BAsA))
		}) {
			t.Fatal("the pairs are in no order")
		}
	})
}

// TestWhatTellsLevelsApartIsWhereTheirScopesLieFarthest weighs the distance between
// scopes, of which those that meet and those that say nothing have none.
func TestWhatTellsLevelsApartIsWhereTheirScopesLieFarthest(t *testing.T) {
	dim := func(id string, weight float64) rubric.Dimension {
		return rubric.Dimension{ID: id, Weight: weight, Steps: make([]rubric.Text, 5)}
	}
	r := &rubric.Rubric{Dimensions: []rubric.Dimension{dim("meets", 9), dim("far", 1), dim("heavy", 3), dim("any", 9)}}
	a := &rubric.Level{Scope: []rubric.Range{{Lo: 0, Hi: 2}, {}, {Lo: 1, Hi: 1}, {Hi: 4, Any: true}}}
	b := &rubric.Level{Scope: []rubric.Range{{Lo: 2, Hi: 4}, {Lo: 4, Hi: 4}, {Lo: 2, Hi: 2}, {Lo: 4, Hi: 4}}}
	for _, pair := range [][2]*rubric.Level{{a, b}, {b, a}} {
		if d := tellsApart(r, pair[0], pair[1]); d == nil || d.ID != "far" {
			t.Errorf("%+v", d)
		}
	}
	b.Scope[2] = rubric.Range{Lo: 3, Hi: 3}
	if d := tellsApart(r, a, b); d == nil || d.ID != "heavy" {
		t.Errorf("%+v", d)
	}
	b.Scope[1], b.Scope[2] = rubric.Range{}, rubric.Range{Hi: 1}
	if d := tellsApart(r, a, b); d != nil {
		t.Errorf("%+v", d)
	}
}
