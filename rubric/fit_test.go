package rubric_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"rung/rubric"
)

// fittable is a whole rubric, but for its first lines.
func fittable(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/engineering.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "version: 1.0.0\n")
	return rest
}

// TestWhatWasFittedIsPutIn puts it into files as people write them: only what is
// between the parts that are given changes.
func TestWhatWasFittedIsPutIn(t *testing.T) {
	rest, head := fittable(t), "schema: rung.rubric/v1\nid: engineering\n"
	const temperature, spread = "39", "[0.130, 0.179]"
	both := "temperature: " + temperature + "\nspread: " + spread + "\n"
	for name, c := range map[string]struct{ before, after string }{
		"neither":         {head + "# Mine.\nversion: 1.0.0 # now\n" + rest, head + "# Mine.\nversion: 1.0.0 # now\n" + both + rest},
		"both":            {head + "temperature: 4.25   # é\nversion: 1.0.0\nspread: [0.1,\n  0.2] # two\n" + rest, head + "temperature: 39   # é\nversion: 1.0.0\nspread: [0.130,\n  0.179] # two\n" + rest},
		"a block list":    {head + "version: 1.0.0\nspread:\n  # low\n  - 0.1\n  - 0.25 # high\n" + rest, head + "version: 1.0.0\ntemperature: 39\nspread:\n  # low\n  - 0.130\n  - 0.179 # high\n" + rest},
		"one of them":     {head + "version: '1.0.0'\ntemperature: 20\n" + rest, head + "version: '1.0.0'\nspread: " + spread + "\ntemperature: 39\n" + rest},
		"on another line": {head + "version:\n  1.0.0\n" + rest, head + "version:\n  1.0.0\n" + both + rest},
		"last":            {head + rest + "\nversion: 1.0.0", head + rest + "\nversion: 1.0.0\n" + strings.TrimSuffix(both, "\n")},
		"a mark":          {"\ufefftemperature: 1\n" + head + "spread: [0.1, 0.2]\nversion: 1.0.0\n" + rest, "\ufefftemperature: 39\n" + head + "spread: " + spread + "\nversion: 1.0.0\n" + rest},
	} {
		for _, ending := range []string{"\n", "\r\n"} {
			before, after := strings.ReplaceAll(c.before, "\n", ending), strings.ReplaceAll(c.after, "\n", ending)
			if ending == "\r\n" && name == "last" {
				continue // a file whose last line does not end does not say how lines do
			}
			putIn(t, name+" "+ending, before, after, nil)
		}
	}
}

func putIn(t *testing.T, name, before, after string, find rubric.Finder) {
	t.Helper()
	fit := rubric.Fit{Temperature: 38.98, Spread: [2]float64{0.1299, 0.1791}}
	if _, _, err := rubric.Resolve("r.yaml", []byte(before), find); err != nil {
		t.Fatalf("%q is no rubric: %v", name, err)
	}
	got, err := rubric.WithFit("r.yaml", []byte(before), fit)
	if err != nil || string(got) != after {
		t.Errorf("%q: %v\n%.300s", name, err, got)
	}
	r, _, err := rubric.Resolve("r.yaml", got, find)
	if err != nil || r.Temperature != 39 || r.Spread != [2]float64{0.13, 0.179} || !r.Fitted {
		t.Errorf("%q reads as %+v, %v", name, r, err)
	}
}

func TestWhatWasFittedIsPutIntoWhatExtends(t *testing.T) {
	base, err := os.ReadFile("testdata/engineering.yaml")
	if err != nil {
		t.Fatal(err)
	}
	find := func(ref string) (string, []byte, error) {
		if ref != "base.yaml" {
			return "", nil, errors.New("only base.yaml")
		}
		return ref, base, nil
	}
	before := "schema: rung.rubric/v1\nid: mine\nversion: 2.0.0\ntitle: Mine\nextends: base.yaml # theirs\n"
	putIn(t, "extends", before, strings.Replace(before, "title", "temperature: 39\nspread: [0.130, 0.179]\ntitle", 1), find)
	flow := `{"schema": "rung.rubric/v1", "id": "mine", "version": "2.0.0", "title": "É", "extends": "base.yaml"}`
	putIn(t, "braces", flow, strings.Replace(flow, `{`, `{"temperature": 39, "spread": [0.130, 0.179], `, 1), find)
	one := `{schema: rung.rubric/v1, id: mine, title: É, temperature: 4, version: 2.0.0, extends: base.yaml}`
	putIn(t, "one line", one, strings.Replace(strings.Replace(one, "4,", "39,", 1), "{", `{spread: [0.130, 0.179], `, 1), find)
}

// TestAFitIsAlwaysOneThatARubricMayHave holds it to the limits of the format at its
// ends.
func TestAFitIsAlwaysOneThatARubricMayHave(t *testing.T) {
	rest := fittable(t)
	for _, fit := range []rubric.Fit{{}, {Temperature: 0.01}, {1000, [2]float64{0.2, 0.2}}, {12.345, [2]float64{0.0001, 0.0002}}, {40, [2]float64{0.99, 0.999}}, {40, [2]float64{0.5, 0.5}}, {40, [2]float64{1, 1}}} {
		text, err := rubric.WithFit("r.yaml", []byte("schema: rung.rubric/v1\nid: engineering\nversion: 1.0.0\n"+rest), fit)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rubric.Parse("r.yaml", text); err != nil || !bytes.Contains(text, []byte(fit.Lines()[1])) {
			t.Errorf("%v: %v", fit, err)
		}
	}
}
