package rubric

import (
	"slices"
	"testing"

	"rung/rubric/doc"
)

// The parts of the schema agree on one order of keys.
func TestKeyOrderIsThatOfTheSchema(t *testing.T) {
	d, err := doc.Parse("rubric.json", schema)
	if err != nil {
		t.Fatal(err)
	}
	objects := 0
	var walk func(*doc.Node)
	walk = func(n *doc.Node) {
		for _, item := range n.Items {
			walk(item)
		}
		for _, p := range n.Pairs {
			if p.Key.Text == "properties" {
				objects++
				at := -1
				for _, key := range keysOf(p.Value) {
					i := slices.Index(keyOrder(), key)
					if i < at {
						t.Errorf("%q stands before %q elsewhere in the schema, and after it on line %d", key, keyOrder()[at], p.Key.Line)
					}
					at = i
				}
			}
			walk(p.Value)
		}
	}
	walk(d.Root)
	if objects < 7 {
		t.Errorf("%d objects", objects)
	}
}
