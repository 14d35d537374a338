package cmd_test

import (
	"encoding/json"
	"errors"
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

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rung/rubric"
)

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

// results are JSON results to hold to the schema: of every persona, and at every
// edge of a small ladder.
func results(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	commands := map[string][]string{}
	for _, l := range product(t).Levels {
		commands[l.ID] = []string{"--example", l.ID}
	}
	for name, answers := range edges {
		commands[name] = []string{"--rubric", miniRubric(t), "--no-save"}
		for answer := range strings.FieldsSeq(answers) {
			commands[name] = append(commands[name], "--answer", answer)
		}
	}
	for name, args := range commands {
		args = append([]string{"assess", "--format", "json"}, args...)
		out, errs, _ := run(t, args...)
		french, _, _ := run(t, append(args, "--lang", "fr")...)
		if out == "" || out != french {
			t.Errorf("%s: nothing, or other bytes in French\n%s", name, errs)
		}
		all[name] = out
	}
	return all
}

// edges are answers at the edges of the small ladder.
var edges = map[string]string{
	"too few answers":         "teams-led=2 teams-met=2",
	"below the ladder":        "teams-led=0 teams-met=0 reports=nobody hires=0 craft-part=learns talks=0",
	"beyond the ladder":       "teams-led=5 teams-met=5 reports=team hires=9 craft-part=invents talks=12",
	"a tie":                   "teams-led=1 teams-met=2 reports=nobody hires=na craft-part=practises talks=3",
	"held back by too little": "teams-led=2 teams-met=2 reports=nobody hires=0 craft-part=practises talks=1",
	"held back by too much":   "teams-led=2 teams-met=2 reports=team hires=2 craft-part=invents talks=12",
	"no eligible level":       "teams-led=1 teams-met=1 reports=one hires=1 craft-part=knows talks=4",
	"a change of track":       "teams-led=2 teams-met=2 reports=nobody hires=0 craft-part=practises talks=6",
	"unverified requirement":  "teams-led=2 reports=skip craft-part=teaches talks=6",
}

func TestResultsFitTheirSchema(t *testing.T) {
	t.Parallel()
	all := results(t)
	if len(all) != 8+len(edges) {
		t.Errorf("%d results to check", len(all))
	}
	for name, data := range all {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
		if err == nil {
			err = fits(doc)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryKindStandsInATranscript looks for each kind that `rung help formats`
// lists, but a rubric and answers, which are YAML.
func TestEveryKindStandsInATranscript(t *testing.T) {
	t.Parallel()
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	page, _, _ := run(t, "help", "formats")
	kinds := regexp.MustCompile(`(?m)^rung\.([a-z-]+)/v1`).FindAllString(page, -1)
	if len(kinds) < 10 {
		t.Fatalf("%d kinds in\n%s", len(kinds), page)
	}
	for _, kind := range kinds {
		yaml := kind == "rung.rubric/v1" || kind == "rung.answers/v1"
		if !yaml && !strings.Contains(all.String(), "schema: "+kind) && !strings.Contains(all.String(), `"schema": "`+kind) {
			t.Errorf("no transcript has %s", kind)
		}
	}
}

func TestTheFirstScreenFits(t *testing.T) {
	t.Parallel()
	for _, l := range product(t).Levels {
		level := l.ID
		for _, tag := range []string{"en", "fr"} {
			out, _, _ := run(t, "assess", "--example", level, "--lang", tag)
			fitsAScreen(t, level+" in "+tag, out)
			out, _, _ = run(t, "levels", level, "--elsewhere", "--lang", tag)
			fitsAScreen(t, level+" elsewhere in "+tag, out)
			m := newMachine(t, tag)
			m.must("assess", "--answers", m.put("answers.yaml", m.must("template", "--example", level)))
			fitsAScreen(t, "the scope of "+level+" elsewhere in "+tag, m.must("elsewhere"))
		}
	}
}

// fitsAScreen holds an output to a screen of 24 lines, one of which is the prompt.
func fitsAScreen(t *testing.T, what, out string) {
	t.Helper()
	if n := strings.Count(out, "\n"); n > 23 || n < 3 {
		t.Errorf("%s has %d lines:\n%s", what, n, out)
	}
	for line := range strings.Lines(out) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%s has a line of %d columns: %s", what, n, line)
		}
	}
}

// bigRubric has 50 dimensions, 10 levels and so many questions.
func bigRubric(questions int) (rubric, answers string) {
	const dimensions, levels, top = 50, 10, 9
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

func TestABigRubricIsScored(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	big, answers := bigRubric(500)
	out := m.must("assess", "--rubric", m.put("big.yaml", big), "--answers", m.put("answers.yaml", answers), "--target", "l9")
	if !strings.Contains(out, "Towards L9") {
		t.Error(out)
	}
}

// BenchmarkBig is what 500 questions cost, as a multiple of 50: ten would be in
// proportion.
func BenchmarkBig(b *testing.B) {
	var times [2][]time.Duration
	var files [2][]string
	for i, questions := range []int{500, 50} {
		rubricFile, answersFile := filepath.Join(b.TempDir(), "big.yaml"), filepath.Join(b.TempDir(), "answers.yaml")
		big, answers := bigRubric(questions)
		if err := errors.Join(os.WriteFile(rubricFile, []byte(big), 0o600), os.WriteFile(answersFile, []byte(answers), 0o600)); err != nil {
			b.Fatal(err)
		}
		files[i] = []string{built(b, "./rung"), "assess", "--no-save", "--rubric", rubricFile, "--answers", answersFile}
	}
	for b.Loop() {
		for i, args := range files {
			times[i] = append(times[i], timed(b, args))
		}
	}
	b.ReportMetric(ratio(times[0], times[1]), "500/50")
}
