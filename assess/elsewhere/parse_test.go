package elsewhere_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess/elsewhere"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

var update = flag.Bool("update", false, "write the expected outputs anew")

func read(t testing.TB, ref string) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read(ref)
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func parse(t testing.TB, text string) (*elsewhere.Ladders, error) {
	return elsewhere.Parse("ladders.yaml", []byte(text), func(ref string) (*rubric.Rubric, error) { return read(t, ref), nil })
}

func builtIn(t testing.TB) *elsewhere.Ladders {
	t.Helper()
	_, data, err := rubrics.Ladders("product")
	if err != nil {
		t.Fatal(err)
	}
	l, err := parse(t, string(data))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// small is a file of ladders with a fact of each form.
const small = `schema: rung.ladders/v1
rubric: product
version: 2.0.0
entered: '2026-11-22'
facts:
  - question: teams-led
    title: {en: Teams, fr: Équipes}
  - question: learners
    title: {en: Who learns, fr: Qui apprend}
ladders:
  - id: one
    name: One
    edition: '2024'
    source: https://example.org/one
    levels:
      - title: Senior
        level: senior-pm
        or: [pm, gpm]
        facts:
          learners: juniors
          teams-led: [1, 2]
      - title: Lead
        facts:
          teams-led: {min: 2}
      - title: Junior
        facts:
          teams-led: 0.5
`

func TestParse(t *testing.T) {
	l, err := parse(t, small)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, level := range l.Levels() {
		fmt.Fprintf(&got, "%s %s %s", level.Ladder.Name, level.Ladder.Edition, level.Title)
		if level.Is != nil {
			fmt.Fprintf(&got, ": %s, or %s, %s", level.Is.ID, level.Or[0].ID, level.Or[1].ID)
		}
		for _, f := range level.Facts {
			steps := f.Steps(5)
			fmt.Fprintf(&got, "; %s %v to %v, steps %d to %d", f.Title.In(lang.FR), f.Least, f.Most, steps.Lo, steps.Hi)
		}
		got.WriteString("\n")
	}
	want := `One 2024 Senior: senior-pm, or pm, gpm; Équipes 1 to 2, steps 1 to 2; Qui apprend 0 to 0, steps 2 to 2
One 2024 Lead; Équipes 2 to 0, steps 2 to 5
One 2024 Junior; Équipes 0.5 to 0.5, steps 0 to 0
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

// TestRefused holds what is said of files with a fault each, in both languages.
func TestRefused(t *testing.T) {
	faults := [][2]string{
		{"rung.ladders/v1", "rung.ladders/v2"},
		{"rubric: product\n", ""},
		{"'2026-11-22'", "'22/11/2026'"},
		{"'2026-11-22'", "2026"},
		{"entered:", "enterd:"},
		{"question: learners", "question: learner"},
		{"question: learners", "question: teams-led"},
		{"{en: Teams, fr: Équipes}", "{en: Teams}"},
		{"level: senior-pm", "level: senior"},
		{"or: [pm, gpm]", "or: [pm, gmp]"},
		{"or: [pm, gpm]", "or: []"},
		{"learners: juniors", "learners: junior"},
		{"learners: juniors", "learner: juniors"},
		{"learners: juniors", "learners: 2"},
		{"[1, 2]", "[2, 1]"},
		{"[1, 2]", "[1, 2, 3]"},
		{"{min: 2}", "{max: 2}"},
		{"teams-led: 0.5", "teams-led: '0,5'"},
		{"          teams-led: 0.5\n", "          {}\n"},
		{"title: Lead", "title: Senior"},
		{"    source: https://example.org/one\n", ""},
		{"    levels:\n", "    level:\n"},
	}
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, f := range faults {
			if strings.Count(small, f[0]) != 1 {
				t.Fatalf("%q does not stand there once", f[0])
			}
			_, err := parse(t, strings.Replace(small, f[0], f[1], 1))
			if err == nil {
				t.Errorf("%q is taken", f[1])
				continue
			}
			fmt.Fprintf(&all, "== %s\n%s\n", strings.TrimSpace(f[1]), lang.In(err, tag))
		}
		file := fmt.Sprintf("testdata/refused.%s.txt", tag)
		if *update {
			if err := os.WriteFile(file, []byte(all.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), all.String()); diff != "" {
			t.Error(diff)
		}
	}
}

// TestPublicLaddersAreWhole holds the file that comes with rung to what is said of it.
func TestPublicLaddersAreWhole(t *testing.T) {
	l := builtIn(t)
	if n, levels := len(l.All), len(l.Levels()); n != 14 || levels != 60 {
		t.Errorf("%d ladders with %d levels, want 14 with 60", n, levels)
	}
	for _, k := range l.Kinds {
		for _, tag := range lang.Tags {
			if n := lang.Columns(k.Title.In(tag)); n > 24 {
				t.Errorf("%q has %d columns; a table has room for 24", k.Title.In(tag), n)
			}
		}
	}
}
