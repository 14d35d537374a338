package cmd_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rung/rubric"
	"rung/rubrics"
)

func product(t *testing.T) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// answersAt is an answers file that gives each dimension a step.
func answersAt(r *rubric.Rubric, step func(d int) int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "schema: rung.answers/v1\nrubric: %s\nanswers:\n", r.ID)
	for i := range r.Questions {
		q := &r.Questions[i]
		fmt.Fprintf(&b, "  %s: %s\n", q.ID, answerAt(q, step(q.Dimension)))
	}
	return b.String()
}

// answerAt is an answer to q that gives the step, or the nearest it can give.
func answerAt(q *rubric.Question, step int) string {
	if q.Kind == rubric.Number {
		if step == 0 {
			return "0"
		}
		return fmt.Sprint(math.Ceil(q.Thresholds[min(step, len(q.Thresholds))-1]))
	}
	nearest := slices.MinFunc(q.Options, func(a, b rubric.Option) int {
		return max(a.Step-step, step-a.Step) - max(b.Step-step, step-b.Step)
	})
	return fmt.Sprintf("%q", nearest.ID)
}

func TestEachLevelsOwnScopeGivesThatLevel(t *testing.T) {
	t.Parallel()
	r := product(t)
	if len(r.Levels) != 8 {
		t.Errorf("%d levels, want 8", len(r.Levels))
	}
	for i := range r.Levels {
		l := &r.Levels[i]
		for end, step := range map[string]func(int) int{
			"low":  func(d int) int { return l.Scope[d].Lo },
			"high": func(d int) int { return l.Scope[d].Hi },
		} {
			file := filepath.Join(t.TempDir(), "answers.yaml")
			if err := os.WriteFile(file, []byte(answersAt(r, step)), 0o600); err != nil {
				t.Fatal(err)
			}
			out, errs, code := run(t, "assess", "--answers", file, "--format", "json")
			var result struct {
				Level   struct{ ID string }
				Ranking []struct{ Distance float64 }
			}
			if err := json.Unmarshal([]byte(out), &result); err != nil || code != 0 {
				t.Fatalf("%s, %s end: code %d, %v\n%s", l.ID, end, code, err, errs)
			}
			if result.Level.ID != l.ID || result.Ranking[0].Distance != 0 {
				t.Errorf("%s, %s end: got %s at %v", l.ID, end, result.Level.ID, result.Ranking[0].Distance)
			}
			if french, _, _ := run(t, "assess", "--answers", file, "--format", "json", "--lang", "fr"); french != out {
				t.Errorf("%s, %s end: other bytes in French", l.ID, end)
			}
		}
	}
}

// printed are JSON documents to hold to their schemas, by where they are from:
// results of every persona, and all that stand in the transcripts.
func printed(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, level := range rubrics.Personas("product") {
		out, errs, code := run(t, "assess", "--example", level, "--format", "json")
		french, _, _ := run(t, "assess", "--example", level, "--format", "json", "--lang", "fr")
		if code != 0 || out != french {
			t.Errorf("%s: code %d, or other bytes in French\n%s", level, code, errs)
		}
		all[level] = []byte(out)
	}
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, script := range scripts {
		archive, err := txtar.ParseFile(script)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if bytes.HasPrefix(f.Data, []byte("{\n  \"schema\": \"rung.")) {
				all[filepath.Base(script)+" "+f.Name] = f.Data
			}
		}
	}
	return all
}

func TestWhatIsPrintedFitsItsSchema(t *testing.T) {
	t.Parallel()
	schemas, seen := map[string]*jsonschema.Schema{}, map[string]int{}
	for _, kind := range kindsInHelp(t) {
		text, _, _ := run(t, "rubric", "schema", kind)
		schemas["rung."+kind+"/v1"] = schemaOf(t, []byte(text))
	}
	for name, data := range printed(t) {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		object := doc.(map[string]any)
		kind := object["schema"].(string)
		seen[kind]++
		if schema := schemas[kind]; schema == nil {
			t.Errorf("%s: %s has no schema", name, kind)
		} else if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for kind := range schemas {
		if seen[kind] == 0 && kind != "rung.rubric/v1" && kind != "rung.answers/v1" {
			t.Errorf("no transcript prints %s", kind)
		}
	}
}

// kindsInHelp are the names of the kinds that `rung help formats` lists.
func kindsInHelp(t *testing.T) []string {
	t.Helper()
	page, _, _ := run(t, "help", "formats")
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^rung\.([a-z-]+)/v1`).FindAllStringSubmatch(page, -1) {
		names = append(names, m[1])
	}
	return names
}

func schemaOf(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// A screen has 24 lines, one of which is the prompt.
func TestTheFirstScreenFits(t *testing.T) {
	t.Parallel()
	for _, level := range rubrics.Personas("product") {
		for _, tag := range []string{"en", "fr"} {
			out, _, _ := run(t, "assess", "--example", level, "--lang", tag)
			if n := strings.Count(out, "\n"); n > 23 {
				t.Errorf("%s in %s has %d lines:\n%s", level, tag, n, out)
			}
			for line := range strings.Lines(out) {
				if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
					t.Errorf("%s in %s has a line of %d columns: %s", level, tag, n, line)
				}
			}
		}
	}
}

// bigRubric has 50 dimensions, 10 levels and 500 questions.
func bigRubric() (rubric, answers string) {
	const dimensions, levels, questions, top = 50, 10, 500, 9
	var b, a strings.Builder
	b.WriteString("schema: rung.rubric/v1\nid: big\nversion: 1.0.0\ntitle: {en: B}\nlanguages: [en]\ntemperature: 25\n" +
		"tracks: [{id: ic, title: {en: I}}]\ndimensions:\n")
	for d := range dimensions {
		fmt.Fprintf(&b, "  - {id: d%d, title: {en: D%d}, steps: [%s{en: s%d}]}\n", d, d, strings.Repeat("{en: s}, ", top), top)
	}
	b.WriteString("levels:\n")
	for l := range levels {
		next := ""
		if l+1 < levels {
			next = fmt.Sprintf("next: [l%d], ", l+1)
		}
		fmt.Fprintf(&b, "  - {id: l%d, title: {en: L%d}, short: L%d, track: ic, rung: %d, %ssummary: {en: x}, scope: {", l, l, l, l+1, next)
		for d := range dimensions {
			fmt.Fprintf(&b, "d%d: %d, ", d, min(top, max(0, l+(d*7+l*3)%3-1)))
		}
		b.WriteString("}}\n")
	}
	b.WriteString("questions:\n")
	a.WriteString("schema: rung.answers/v1\nrubric: big\nanswers:\n")
	for q := range questions {
		fmt.Fprintf(&b, "  - {id: q%d, dimension: d%d, kind: number, unit: {en: u}, ask: {en: Q?}, ask_about: {en: 'Q {name}?'}, thresholds: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n", q, q%dimensions)
		fmt.Fprintf(&a, "  q%d: %d\n", q, (3*q+q/7)%8)
	}
	return b.String(), a.String()
}

func TestABigRubricIsScoredInASecond(t *testing.T) {
	dir := t.TempDir()
	rubricFile, answersFile := filepath.Join(dir, "big.yaml"), filepath.Join(dir, "answers.yaml")
	big, answers := bigRubric()
	for file, text := range map[string]string{rubricFile: big, answersFile: answers} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fastest := time.Hour
	for range 3 { // the machine may be busy
		start := time.Now()
		out, errs, code := run(t, "assess", "--rubric", rubricFile, "--answers", answersFile, "--target", "l9")
		if code != 0 || !strings.Contains(out, "Shortest way to L9") {
			t.Fatalf("code %d\n%s%s", code, out, errs)
		}
		fastest = min(fastest, time.Since(start))
	}
	if fastest > time.Second {
		t.Errorf("500 questions, 10 levels, 50 dimensions took %v", fastest)
	}
}
