package rubric_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// A level is refused as unreachable exactly when no answers, with one at least on
// each dimension, score as it at distance 0.
func TestALevelIsRefusedWhenNoAnswersScoreAsIt(t *testing.T) {
	accepted, refused := 0, 0
	check := func(t *rapid.T) {
		text := anyRubric(t)
		r, err := rubric.ParseAnyway("any.yaml", []byte(text))
		var problems doc.Problems
		if err != nil && !errors.As(err, &problems) {
			t.Fatal(err)
		}
		unreachable := map[string]bool{}
		for _, p := range problems {
			if p.Code != "unreachable" {
				return // requirements against the scope, or the same scope twice
			}
			unreachable[string(p.Text.Args[0].(lang.Quoted))] = true
		}
		reached := scoredAt0(t, r)
		for _, l := range r.Levels {
			if reached[l.ID] == unreachable[l.ID] {
				t.Fatalf("%s is refused: %v; some answers score as it: %v\n%s", l.ID, unreachable[l.ID], reached[l.ID], text)
			}
			if unreachable[l.ID] {
				refused++
			} else {
				accepted++
			}
		}
	}
	for range 20 { // a short run draws few at a time
		if rapid.Check(t, check); accepted >= 10 && refused >= 10 {
			break
		}
	}
	t.Logf("%d levels accepted, %d refused", accepted, refused)
	if accepted < 10 || refused < 10 {
		t.Error("too few of one kind to prove anything")
	}
}

// anyRubric draws a rubric of two dimensions with three steps each, questions
// that cannot give every step, and levels that overlap.
func anyRubric(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("schema: rung.rubric/v1\nid: any\nversion: v\ntitle: {en: A}\nlanguages: [en]\ntracks: [{id: ic, title: {en: I}}, {id: m, title: {en: M}}]\ndimensions:\n")
	for d := range 2 {
		fmt.Fprintf(&b, "- {id: d%d, title: {en: D}, steps: [{en: a}, {en: b}, {en: c}]}\n", d)
	}
	b.WriteString("levels:\n")
	rungs := rapid.SliceOfN(rapid.IntRange(1, 3), 2, 4).Draw(t, "rungs")
	slices.Sort(rungs)
	for l, rung := range rungs {
		fmt.Fprintf(&b, "- {id: l%d, title: {en: L}, short: L, track: %s, rung: %d, summary: {en: s}, scope: {d0: %s, d1: %s}, requires: {%s}}\n",
			l, rapid.SampledFrom([]string{"ic", "m"}).Draw(t, "track"), rung, anyRange(t), anyRange(t),
			rapid.SampledFrom([]string{"", "", "", "d0: {min: 1}", "d1: {max: 1}", "d1: {min: 2}"}).Draw(t, "requires"))
	}
	b.WriteString("questions:\n")
	for q := range rapid.IntRange(2, 4).Draw(t, "questions") {
		fmt.Fprintf(&b, "- {id: q%d, dimension: d%d, kind: choice, ask: {en: a}, ask_about: {en: '{name}'}, options: [{id: x, step: %d, text: {en: a}}, {id: y, step: %d, text: {en: a}}]}\n",
			q, q%2, rapid.IntRange(0, 2).Draw(t, "step"), rapid.IntRange(0, 2).Draw(t, "step"))
	}
	return b.String()
}

func anyRange(t *rapid.T) string {
	if rapid.IntRange(0, 5).Draw(t, "nothing") == 0 {
		return "any"
	}
	lo := rapid.IntRange(0, 2).Draw(t, "lo")
	return fmt.Sprintf("[%d, %d]", lo, rapid.IntRange(lo, 2).Draw(t, "hi"))
}

// scoredAt0 tries all answers and returns the levels that some score as at
// distance 0.
func scoredAt0(t *rapid.T, r *rubric.Rubric) map[string]bool {
	reached := map[string]bool{}
	for n := range pow(3, len(r.Questions)) {
		a := &assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self}
		answered := make([]bool, len(r.Dimensions))
		for _, q := range r.Questions {
			if choice := n % 3; choice < 2 {
				a.Answers = append(a.Answers, assess.Answer{Question: q.ID, State: assess.Answered, Value: assess.Value{Option: q.Options[choice].ID}})
				answered[q.Dimension] = true
			}
			n /= 3
		}
		if slices.Contains(answered, false) {
			continue
		}
		res := assess.Score(r, a)
		if res.Level != nil && res.Ranking[0].Distance == 0 {
			reached[res.Level.ID] = true
		}
	}
	return reached
}

func pow(base, exponent int) int {
	n := 1
	for range exponent {
		n *= base
	}
	return n
}
