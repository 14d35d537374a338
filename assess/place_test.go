package assess

import (
	"testing"

	"rung/rubric"
)

// A manager on a ladder whose highest level is of a track that manages nobody is over
// that level in one thing, and under it in others: not beyond the ladder.
const twoTracks = `schema: rung.rubric/v1
id: two
version: "1"
title: Two
languages: [en]
tracks: [{id: ic, title: IC}, {id: manager, title: M}]
dimensions:
  - {id: delivery, title: Delivery, steps: [Features, Products, Areas]}
  - {id: people, title: People, steps: [Nobody, Somebody]}
levels:
  - {id: ic1, title: IC1, short: IC1, track: ic, rung: 1, summary: s, scope: {delivery: 0, people: 0}}
  - {id: m2, title: M2, short: M2, track: manager, rung: 2, summary: s, scope: {delivery: 1, people: 1}}
  - {id: ic3, title: IC3, short: IC3, track: ic, rung: 3, summary: s, scope: {delivery: 2, people: 0}}
questions:
  - {id: d, dimension: delivery, kind: choice, ask: D, ask_about: "{name}"}
  - {id: p, dimension: people, kind: choice, ask: P, ask_about: "{name}"}
`

func TestBeyondIsOverInEverything(t *testing.T) {
	r, err := rubric.Parse("two.yaml", []byte(twoTracks))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		delivery, people float64
		want             Place
	}{{1, 1, Within}, {0, 1, Within}, {2, 0, Within}, {2, 1, Beyond}} {
		res, err := ScoreValues(r, map[string]float64{"delivery": c.delivery, "people": c.people})
		if err != nil || res.Place != c.want {
			t.Errorf("delivery %v, people %v: %v, want %v (%v)", c.delivery, c.people, res.Place, c.want, err)
		}
	}
}
