package ratings

import (
	"fmt"
	"maps"
	"testing"
)

func TestFlats(t *testing.T) {
	rungs := Scale{1, 2, 3, 4, 5, 6}
	// x gives n people a 3; y and z give them, or as many others, what others says.
	sheet := func(n int, same bool, x float64, others ...float64) *Sheet {
		var given []Rating
		for i := range n {
			a, b := fmt.Sprint("a", i), fmt.Sprint("b", i)
			if same {
				b = a
			}
			given = append(given, Rating{Subject: a, Rater: "x", Value: 3},
				Rating{Subject: b, Rater: "y", Value: others[i%len(others)]}, Rating{Subject: b, Rater: "z", Value: others[(i+1)%len(others)]})
		}
		given[0].Value = x
		return mustSheet(t, given)
	}
	for _, c := range []struct {
		what string
		of   *Sheet
		want map[string]float64
	}{
		{"twelve alike where others tell apart", sheet(12, true, 3, 2, 3, 4), map[string]float64{"x": 3}},
		{"one of them differs by a hair", sheet(12, true, 3.1, 2, 3, 4), nil},
		{"two alike may be chance", sheet(2, true, 3, 2, 3, 4), nil},
		{"four of two values: 1 in 8", sheet(4, false, 3, 2, 3), nil},
		{"six of two values: 1 in 32", sheet(6, false, 3, 2, 3), map[string]float64{"x": 3}},
		{"others see everybody alike", sheet(12, true, 3, 3), map[string]float64{"x": 3, "y": 3, "z": 3}},
		{"others see these people alike, others not", mustSheet(t, append(ratingsOf("y", "a", 12, 4, 4), append(ratingsOf("y", "b", 12, 1, 6), ratingsOf("x", "a", 12, 3, 3)...)...)), nil},
		{"nobody else", mustSheet(t, ratingsOf("x", "a", 12, 3, 3)), map[string]float64{"x": 3}},
		{"nobody else, and four may be alike", mustSheet(t, ratingsOf("x", "a", 4, 3, 3)), nil},
		{"between the rungs", mustSheet(t, append(ratingsOf("y", "b", 12, 1, 6), ratingsOf("x", "a", 12, 3.2, 3.2)...)), map[string]float64{"x": 3}},
	} {
		if got := c.of.Flats(rungs); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// ratingsOf are n ratings by one rater, of the two values in turn.
func ratingsOf(rater, subjects string, n int, even, odd float64) []Rating {
	var given []Rating
	for i := range n {
		given = append(given, Rating{Subject: fmt.Sprint(subjects, i), Rater: rater, Value: []float64{even, odd}[i%2]})
	}
	return given
}

func TestTeamsNobodyElseRates(t *testing.T) {
	for _, c := range []struct {
		team Team
		want bool
	}{{Team{}, false}, {Team{1, 1}, true}, {Team{3, 2}, true}, {Team{4, 2}, false}, {Team{100, 66}, false}, {Team{3, 0}, false}} {
		if got := c.team.Unseen(); got != c.want {
			t.Errorf("%+v: %v", c.team, got)
		}
	}
}
