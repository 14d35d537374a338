package assess_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A fieldEntry is one level of a public ladder: what the ladder states about
// it, and the answers that follow.
type fieldEntry struct {
	ID       string
	Ladder   string
	Title    string `json:"level_title"`
	Role     string
	RoleAlt  string `json:"role_alt"` // ids joined by |
	Facts    map[string]any
	Inferred []string
	Answers  map[string]any
}

// A fieldCoding says how stated facts become answers.
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

// TestFieldAnswersFollowFromStatedFacts holds the field sample to its coding:
// no answer that a rule does not give, and none left out.
func TestFieldAnswersFollowFromStatedFacts(t *testing.T) {
	var entries []fieldEntry
	var coding fieldCoding
	readJSON(t, "testdata/field.json", &entries)
	readJSON(t, "testdata/field-coding.json", &coding)
	if len(entries) != 60 {
		t.Errorf("%d entries, want 60", len(entries))
	}
	for _, e := range entries {
		if diff := cmp.Diff(coding.answers(e), e.Answers); diff != "" {
			t.Errorf("%s: answers differ from what the coding gives (-coding +sample):\n%s", e.ID, diff)
		}
	}
}

func (c fieldCoding) answers(e fieldEntry) map[string]any {
	stated, given := e.stated(), map[string]any{}
	for _, n := range c.Numbers {
		for _, fact := range n.Facts {
			if v, ok := stated[fact]; ok {
				given[n.Question] = statedCount(v)
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
		return statedCount(fact) >= float64(*r.Min)
	}
	text := strings.ToLower(fact.(string))
	return slices.ContainsFunc(r.Any, func(phrase string) bool { return strings.Contains(text, phrase) })
}

// statedCount is a stated number: a closed range gives its midpoint rounded down, an
// open one its lower bound.
func statedCount(fact any) float64 {
	bounds, isRange := fact.([]any)
	if !isRange {
		return fact.(float64)
	}
	low := bounds[0].(float64)
	if high, closed := bounds[1].(float64); closed {
		return float64(int(low+high) / 2)
	}
	return low
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
