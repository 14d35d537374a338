package rubrics_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/plain"
	"rung/rubric"
	"rung/rubric/lang"
)

// TestSmallCompanies holds the ladder of small companies to what a product leader
// expects it to say of five people whom the larger one describes badly or holds
// back, and both to what neither may say.
func TestSmallCompanies(t *testing.T) {
	larger, smaller := parse(t, "product"), parse(t, "product-startup")
	for _, p := range []struct {
		file, level string
		larger      string // what the larger ladder says, for comparison
		must        []string
		mustNot     []string
	}{
		{file: "cpo-of-ten", level: "cpo", larger: "No level describes your answers well.",
			must:    []string{"Chief Product Officer", "Fit: described", "Mentoring: You 0 of 5; CPO as expected", "Team count: You 1 of 5; CPO as expected"},
			mustNot: []string{"Manages one person", "Staff", "would be closer"}},
		{file: "head-of-product-one-pm", level: "director", larger: "No level describes your answers well.",
			must:    []string{"Head of Product", "Director of Product for four teams or more", "Fit: described", "then CPO"},
			mustNot: []string{"Confidence: high", "would be closer"}},
		{file: "only-pm-of-sixty", level: "founding-pm", larger: "Fit: uneven",
			must:    []string{"Founding Product Manager", "manages nobody", "Mentoring: You 0 of 5; Founding PM as expected"},
			mustNot: []string{"Principal PM", "would be closer"}},
		{file: "player-coach", level: "gpm", larger: "closest to Senior Product Manager",
			must:    []string{"Product Team Lead", "else Senior Product Manager", "then Sr. PM", "People management: You 1 of 4; Team Lead as expected"},
			mustNot: []string{"Group Product Manager (rung", "People management: You 1 of 4; Team Lead 1 to go"}},
		{file: "one-report-hires", level: "gpm", larger: "GPM would be closer, but it requires People management",
			must:    []string{"Product Team Lead", "Fit: described"},
			mustNot: []string{"would be closer"}},
	} {
		said := result(t, smaller, p.file)
		if said.level != p.level {
			t.Errorf("%s is closest to %s, want %s", p.file, said.level, p.level)
		}
		for _, text := range p.must {
			if !strings.Contains(said.text, text) {
				t.Errorf("%s: it does not say %q:\n%s", p.file, text, said.text)
			}
		}
		for _, text := range p.mustNot {
			if strings.Contains(said.text, text) {
				t.Errorf("%s: it says %q:\n%s", p.file, text, said.text)
			}
		}
		if before := result(t, larger, p.file); !strings.Contains(before.text, p.larger) {
			t.Errorf("%s: the ladder of larger companies does not say %q:\n%s", p.file, p.larger, before.text)
		}
	}
}

// said is what a ladder makes of somebody, on one line.
type said struct{ level, text string }

func result(t *testing.T, r *rubric.Rubric, file string) said {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata/people", file+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := assess.ParseSheet(file, data)
	if err != nil {
		t.Fatal(err)
	}
	sheet.Rubric = r.ID // both ask the same questions
	answers, err := sheet.Against(r)
	if err != nil {
		t.Fatal(err)
	}
	res := assess.Score(r, &assess.Assessment{Answers: answers, Relation: assess.Self})
	var drawn bytes.Buffer
	if err := plain.Write(&drawn, report.Result(res, lang.EN, report.Screen{}), plain.Options{}); err != nil {
		t.Fatal(err)
	}
	level := ""
	if res.Level != nil {
		level = res.Level.ID
	}
	return said{level, strings.Join(strings.Fields(drawn.String()), " ")}
}
