package rubric_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rung/rubric"
	"rung/rubric/doc"
)

func compiled(t testing.TB, schema []byte) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4) // so that $schema is what makes it draft-07
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if compiled.DraftVersion != 7 {
		t.Fatalf("draft %d, not draft-07", compiled.DraftVersion)
	}
	return compiled
}

// plain is a node as the values that a schema is checked against.
func plain(n *doc.Node) any {
	switch n.Kind {
	case doc.Null:
		return nil
	case doc.Bool:
		return strings.ToLower(n.Text) == "true"
	case doc.Number:
		return json.Number(n.Text)
	case doc.List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, plain(item))
		}
		return list
	case doc.Map:
		m := map[string]any{}
		for _, p := range n.Pairs {
			m[p.Key.Text] = plain(p.Value)
		}
		return m
	}
	return n.Text
}

func acceptedBy(t testing.TB, s *jsonschema.Schema, text string) error {
	t.Helper()
	d, err := doc.Parse("file", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(plain(d.Root))
}

func TestSchemaAgreesWithTheValidator(t *testing.T) {
	s := compiled(t, rubric.JSONSchema())
	for name, text := range accepted() {
		if err := acceptedBy(t, s, text); err != nil {
			t.Errorf("%s: the schema refuses it: %v", name, err)
		}
	}
	for _, bad := range badFiles() {
		// Numbers in notations that JSON lacks never reach a schema.
		if strings.Contains(bad.new, ": .") || strings.Contains(bad.new, "020") || strings.Contains(bad.new, "0x") {
			continue
		}
		if err := acceptedBy(t, s, bad.text(t)); (err == nil) != bad.onlyValidator {
			t.Errorf("%s: the schema says %v", bad.name, err)
		}
	}
}

// TestSchemaDescribesEveryKey: editors show it when the pointer is on a key.
func TestSchemaDescribesEveryKey(t *testing.T) {
	d, err := doc.Parse("rubric.json", rubric.JSONSchema())
	if err != nil {
		t.Fatal(err)
	}
	definitions, keys := valueOf(d.Root, "definitions"), 0
	described := func(n *doc.Node) bool {
		ref := valueOf(n, "$ref")
		return valueOf(n, "description") != nil ||
			ref != nil && valueOf(valueOf(definitions, strings.TrimPrefix(ref.Text, "#/definitions/")), "description") != nil
	}
	var walk func(path string, n *doc.Node)
	walk = func(path string, n *doc.Node) {
		for _, p := range n.Pairs {
			switch p.Key.Text {
			case "properties":
				for _, key := range p.Value.Pairs {
					if keys++; !described(key.Value) {
						t.Errorf("%s: %s has no description", path, key.Key.Text)
					}
				}
			case "additionalProperties":
				if p.Value.Kind == doc.Map && !described(p.Value) && valueOf(p.Value, "oneOf") == nil {
					t.Errorf("%s: its keys have no description", path)
				}
			case "allOf", "else": // what depends on another key, and is described elsewhere
				continue
			}
			walk(path+"/"+p.Key.Text, p.Value)
		}
	}
	walk("", d.Root)
	if keys < 40 {
		t.Errorf("%d keys were read", keys)
	}
}

// valueOf is the value of a key; nil when there is none.
func valueOf(n *doc.Node, key string) *doc.Node {
	if n == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Value
		}
	}
	return nil
}
