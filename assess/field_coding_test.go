package assess_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess/elsewhere"
)

// A fieldEntry is one level of a public ladder, with notes on what the ladder states
// about it.
type fieldEntry struct {
	Ladder, Title string
	Facts         map[string]any
	Inferred      []string
}

// A fieldCoding says how notes become facts.
type fieldCoding struct {
	Numbers []struct {
		Question string
		Facts    []string // the first that is stated decides
	}
	Choices []struct {
		Question string
		Rules    []codingRule // the first that matches decides
	}
}

// A codingRule matches a fact by exactly one of Is, Min and Any. No option
// means that the fact tells nothing about the question.
type codingRule struct {
	Fact   string
	Is     *bool
	Min    *int
	Any    []string
	Option string
}

// TestFactsFollowFromNotes holds the public ladders to the coding: no fact that a rule
// does not give, and none left out.
func TestFactsFollowFromNotes(t *testing.T) {
	var entries []fieldEntry
	var coding fieldCoding
	readJSON(t, "testdata/field.json", &entries)
	readJSON(t, "testdata/field-coding.json", &coding)
	levels := publicLadders(t).Levels()
	if len(entries) != len(levels) {
		t.Fatalf("notes on %d levels, facts of %d", len(entries), len(levels))
	}
	for i, e := range entries {
		l := levels[i]
		if e.Ladder != l.Ladder.ID || e.Title != l.Title {
			t.Errorf("notes on %s, %s stand at the place of %s, %s", e.Ladder, e.Title, l.Ladder.ID, l.Title)
		}
		facts := map[string]any{}
		for _, f := range l.Facts {
			facts[f.Question.ID] = factValue(f)
		}
		if diff := cmp.Diff(coding.facts(e), facts); diff != "" {
			t.Errorf("%s, %s: facts differ from what the coding gives (-coding +ladder):\n%s", e.Ladder, e.Title, diff)
		}
	}
}

// factValue is a fact as the coding gives it: an option's id, or a range.
func factValue(f elsewhere.Fact) any {
	if f.Option != nil {
		return f.Option.ID
	}
	return [2]float64{f.Least, f.Most}
}

func (c fieldCoding) facts(e fieldEntry) map[string]any {
	stated, given := e.stated(), map[string]any{}
	for _, n := range c.Numbers {
		for _, fact := range n.Facts {
			if v, ok := stated[fact]; ok {
				given[n.Question] = statedRange(v)
				break
			}
		}
	}
	for _, choice := range c.Choices {
		i := slices.IndexFunc(choice.Rules, func(r codingRule) bool { return r.matches(stated[r.Fact]) })
		if i >= 0 && choice.Rules[i].Option != "" {
			given[choice.Question] = choice.Rules[i].Option
		}
	}
	return given
}

// stated is the facts that the ladder itself gives, without the inferred ones.
func (e fieldEntry) stated() map[string]any {
	facts := map[string]any{}
	for name, v := range e.Facts {
		inferred := slices.ContainsFunc(e.Inferred, func(s string) bool { return strings.Fields(s)[0] == name })
		if v != nil && !inferred {
			facts[name] = v
		}
	}
	return facts
}

func (r codingRule) matches(fact any) bool {
	switch {
	case fact == nil:
		return false
	case r.Is != nil:
		return fact == *r.Is
	case r.Min != nil:
		n := statedRange(fact)
		return midpoint(n[0], n[1]) >= *r.Min
	}
	text := strings.ToLower(fact.(string))
	return slices.ContainsFunc(r.Any, func(phrase string) bool { return strings.Contains(text, phrase) })
}

// statedRange is a stated number as a range, whose upper end is 0 where it has none.
func statedRange(fact any) (r [2]float64) {
	bounds, isRange := fact.([]any)
	if !isRange {
		return [2]float64{fact.(float64), fact.(float64)}
	}
	r[0] = bounds[0].(float64)
	r[1], _ = bounds[1].(float64)
	return r
}

func readJSON(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}
