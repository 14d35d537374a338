package cmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rung/cmd"
)

// facts is a program for transcripts: it holds the JSON on stdin to the schema
// that it names, and prints what stands at each
// path, like level.id or ranking.0.distance; # is how many there are.
func facts() {
	if err := printFacts(os.Stdin, os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "facts:", err)
		os.Exit(broken)
	}
	os.Exit(0)
}

func printFacts(in io.Reader, out io.Writer, paths []string) error {
	doc, err := jsonschema.UnmarshalJSON(in)
	if err != nil {
		return err
	}
	if err := fits(doc); err != nil {
		return err
	}
	for _, path := range paths {
		value, err := at(doc, strings.Split(path, "."))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		fmt.Fprintf(out, "%s: %s\n", path, value)
	}
	return nil
}

// fits holds a document to the schema of its kind; one that is a schema names none.
func fits(doc any) error {
	named, _ := doc.(map[string]any)
	kind, _ := named["schema"].(string)
	if kind == "" {
		return nil
	}
	kind = strings.TrimSuffix(strings.TrimPrefix(kind, "rung."), "/v1")
	var text bytes.Buffer
	if cmd.Main(cmd.Process{
		Args: []string{"rubric", "schema", kind}, Stdin: strings.NewReader(""), Stdout: &text, Stderr: io.Discard,
		Getenv: func(string) string { return "" },
	}) != 0 {
		return fmt.Errorf("there is no schema for %s", kind)
	}
	schema, err := compiled(text.Bytes())
	if err != nil {
		return err
	}
	return schema.Validate(doc)
}

func compiled(text []byte) (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("schema.json")
}

// at is what stands at a path of a document: a text as it is, else JSON.
func at(doc any, path []string) (string, error) {
	for _, step := range path {
		switch in := doc.(type) {
		case map[string]any:
			var there bool
			if doc, there = in[step]; !there {
				return "", errors.New("nothing has that name")
			}
		case []any:
			i, err := strconv.Atoi(step)
			switch {
			case step == "#":
				doc = len(in)
			case err != nil || i >= len(in):
				return "", fmt.Errorf("there are %d", len(in))
			default:
				doc = in[i]
			}
		default:
			return "", fmt.Errorf("%v holds nothing", doc)
		}
	}
	if text, ok := doc.(string); ok {
		return text, nil
	}
	text, err := json.Marshal(doc)
	return string(text), err
}
