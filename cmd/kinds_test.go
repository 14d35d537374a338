package cmd

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEverySchemaIsAKind holds the table of kinds to the schemas that the
// packages have: none is forgotten, and each is of the format it is listed as.
func TestEverySchemaIsAKind(t *testing.T) {
	t.Parallel()
	var files []string
	for _, folder := range []string{"../rubric", "../assess", "../assess/report/wire"} {
		found, err := filepath.Glob(folder + "/schema/*.json")
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d schemas, %v", folder, len(found), err)
		}
		files = append(files, found...)
	}
	var there []string
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		there = append(there, name)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		listed, err := schemaOf(name)
		if err != nil || !bytes.Equal(listed, text) {
			t.Errorf("%s is not what `rung rubric schema %s` prints: %v", file, name, err)
		}
		var schema struct {
			Draft string `json:"$schema"`
			Title string
		}
		if err := json.Unmarshal(text, &schema); err != nil || !strings.Contains(schema.Draft, "draft-07") || schema.Title != "rung."+name+"/v1" {
			t.Errorf("%s: %+v, %v", file, schema, err)
		}
	}
	if names := kindNames(); !slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(there))) {
		t.Errorf("listed are %v, there are %v", names, there)
	}
}
