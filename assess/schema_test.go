package assess_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rung/assess"
	"rung/rubric/doc"
)

func compiled(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(assess.JSONSchema(name)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4) // so that $schema is what makes it draft-07
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if s.DraftVersion != 7 {
		t.Fatalf("draft %d, not draft-07", s.DraftVersion)
	}
	return s
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

func bySchema(t testing.TB, s *jsonschema.Schema, text string) error {
	t.Helper()
	d, err := doc.Parse("file", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(plain(d.Root))
}

func TestAnswersSchemaAgreesWithTheReader(t *testing.T) {
	s := compiled(t, "answers")
	for name, good := range goodSheets() {
		if err := bySchema(t, s, good.text); err != nil {
			t.Errorf("%s: the schema refuses it: %v", name, err)
		}
	}
	for _, bad := range badSheets() {
		if strings.Contains(bad.text, "010") {
			continue // a notation that never reaches a schema
		}
		if err := bySchema(t, s, bad.text); (err == nil) != bad.onlyReader {
			t.Errorf("%s: the schema says %v", bad.name, err)
		}
	}
}

func TestAssessmentSchemaAgreesWithDecode(t *testing.T) {
	s := compiled(t, "assessment")
	for name, good := range goodAssessments() {
		if err := bySchema(t, s, good); err != nil {
			t.Errorf("%s: the schema refuses it: %v", name, err)
		}
	}
	for _, bad := range badAssessments(t) {
		if err := bySchema(t, s, bad.text); (err == nil) != bad.onlyReader {
			t.Errorf("%s: the schema says %v", bad.name, err)
		}
	}
}

func TestThereIsNoOtherSchema(t *testing.T) {
	for _, name := range []string{"", "result", "../codec.go", "answers.json"} {
		if assess.JSONSchema(name) != nil {
			t.Errorf("there is a schema %q", name)
		}
	}
}
