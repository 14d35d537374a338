package assess

import (
	"strings"
	"testing"

	"rung/rubric"
)

// mentors is a rubric whose only question has the steps as its options.
const mentors = `schema: rung.rubric/v1
id: mentors
version: 1.0.0
title: Mentors
languages: [en]
tracks: [{id: ic, title: Contributor}]
dimensions: [{id: people, title: People, steps: [Mentors one junior, Mentors a team, Mentors mentors]}]
levels:
  - {id: low, title: Low, short: Low, track: ic, rung: 1, next: [high], summary: Low., scope: {people: 0}}
  - {id: high, title: High, short: High, track: ic, rung: 2, summary: High., scope: {people: 2}}
questions: [{id: mentoring, dimension: people, kind: choice, ask: Whom do you mentor?, ask_about: "Whom does {name} mentor?"}]
`

// TestAnOptionWithoutAnIDGoesByItsWords puts an answer on rubrics with other steps.
func TestAnOptionWithoutAnIDGoesByItsWords(t *testing.T) {
	parsed := func(old, new string) *rubric.Rubric {
		r, err := rubric.Parse("mentors.yaml", []byte(strings.Replace(mentors, old, new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	made := parsed("", "")
	for name, c := range map[string]struct {
		other *rubric.Rubric
		want  string // "" for no answer
	}{
		"the same":      {made, "step-1"},
		"one put below": {parsed("[Mentors one junior", "[None, Mentors one junior"), "step-2"},
		"one gone":      {parsed("Mentors one junior, Mentors a team, Mentors mentors", "Mentors a team, Mentors mentors, Mentors all"), "step-0"},
		"reworded":      {parsed("Mentors a team", "Mentors teams"), ""},
		"named": {parsed("kind: choice", "kind: choice, options: [{id: many, step: 2, text: Mentors a team}, {id: step-1, step: 0, text: Nobody}]"),
			"many"},
	} {
		a := &Assessment{Rubric: Ref(made), Answers: []Answer{{Question: "mentoring", State: Answered, Value: Value{Option: "step-1"}}}}
		given, _ := a.Onto(made, c.other).Answer("mentoring")
		if given.Value.Option != c.want {
			t.Errorf("%s: %q, want %q", name, given.Value.Option, c.want)
		}
		if unknown := a.Onto(nil, c.other).Answers; name != "named" && len(unknown) > 0 {
			t.Errorf("%s: without the rubric it was made with, %v", name, unknown)
		}
	}
}
