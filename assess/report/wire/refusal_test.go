package wire

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Keys that hold any text, the empty one included, and numbers that may be below 0.
var (
	freeTexts = []string{"name", "title", "short", "rationale", "reason", "en", "fr"}
	signed    = []string{"value", "low", "high", "from", "to", "net", "compression"}
)

// optional are the places that a document can do without.
var optional = regexp.MustCompile(`^\.entries\.(relation|under|covers|seed|minutes|undecided|proposed|was|is|rationale|erased|digest)$|` +
	`^\.questions\.(unit|thresholds|options)$|\.scope\.[^.]*$|\.(en|fr)$`)

// TestSchemasRefuse breaks each place of documents of every kind, once for all the
// places with the same keys: a key is missing or unheard of, a value is of another
// type, empty or below 0.
func TestSchemasRefuse(t *testing.T) {
	compiled, tried := schemasCompiled(t), map[string]bool{}
	for _, d := range documents(t) {
		root, name := d, nameOf(d)
		m := mutation{replace: func(v any) { root = v }}
		m.tried = func(how, at string) {
			if at = name + at + how; !tried[at] && compiled[name].Validate(root) == nil {
				t.Errorf("%s: the schema fits it", at)
			}
			tried[at] = true
		}
		m.breakEach(d)
	}
	if len(tried) < 1500 {
		t.Errorf("only %d places were tried", len(tried))
	}
}

// mutation breaks a document at one place.
type mutation struct {
	at      string
	replace func(any)
	tried   func(how, at string)
}

func (m mutation) breakEach(v any) {
	m.with([]any{true}, "is a list of true")
	key := m.at[strings.LastIndex(m.at, ".")+1:]
	switch v := v.(type) {
	case map[string]any:
		m.breakObject(v)
	case []any:
		for i := range v {
			mutation{m.at, func(x any) { v[i] = x }, m.tried}.breakEach(v[i])
		}
	case string:
		if !slices.Contains(freeTexts, key) {
			m.with("", "is empty")
		}
	case json.Number:
		if !slices.Contains(signed, key) {
			m.with(json.Number("-1"), "is below 0")
		}
	}
	m.replace(v)
}

func (m mutation) with(v any, how string) {
	m.replace(v)
	m.tried(how, m.at+" ")
}

func (m mutation) breakObject(object map[string]any) {
	m.replace(object)
	for key, value := range object {
		mutation{m.at + "." + key, func(v any) { object[key] = v }, m.tried}.breakEach(value)
		if !optional.MatchString(m.at + "." + key) {
			delete(object, key)
			m.tried("is missing", m.at+"."+key+" ")
			object[key] = value
		}
	}
	object["surplus"] = true
	m.tried("has a surplus", m.at+" ")
	delete(object, "surplus")
}
