package cmd_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rung/assess"
)

func TestREADMEBeginsWithWhatRungPrints(t *testing.T) {
	t.Parallel()
	readme := readREADME(t)
	out, _, _ := run(t, "assess", "--example", "senior-pm")
	block := "    $ rung assess --example senior-pm\n"
	for line := range strings.Lines(out) {
		block += strings.TrimRight("    "+line, " \n") + "\n"
	}
	if !strings.Contains(readme, block) {
		t.Errorf("README.md does not show what rung prints:\n%s", block)
	}
}

func TestREADMEStatesTheSimulatedFigures(t *testing.T) {
	t.Parallel()
	s := assess.Simulate(product(t), 20_000, 1, 1)
	figures := fmt.Sprintf("exact level %.3f, mean confidence %.3f, expected calibration error %.4f", s.Exact, s.Claimed, s.ECE)
	if !strings.Contains(strings.Join(strings.Fields(readREADME(t)), " "), figures) {
		t.Errorf("README.md does not state: %s", figures)
	}
	if s.ECE >= 0.02 || s.Exact < 0.74 {
		t.Errorf("the built-in rubric misses its bar (error < 0.02, exact ≥ 0.74): %s", figures)
	}
}

func readREADME(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestREADMEShowsTheDemo holds each run of lines between ellipses to the demo.
func TestREADMEShowsTheDemo(t *testing.T) {
	t.Parallel()
	readme := readREADME(t)
	out, _, _ := run(t, "calibrate", "demo")
	_, excerpt, found := strings.Cut(readme, "    $ rung calibrate demo\n")
	if !found {
		t.Fatal("README.md shows no demo")
	}
	excerpt, _, _ = strings.Cut(excerpt, "\n\n")
	shown := 0
	for part := range strings.SplitSeq(strings.ReplaceAll("\n"+excerpt+"\n", "\n    ", "\n"), "\n…\n") {
		if part = strings.Trim(part, "\n"); part == "" {
			continue
		}
		shown++
		if !strings.Contains(out, part+"\n") {
			t.Errorf("README.md shows what the demo does not print:\n%s", part)
		}
	}
	if shown < 3 {
		t.Errorf("README.md shows %d parts of the demo", shown)
	}
}

// TestREADMEGivesAReasonForEachDependency looks for every direct requirement of
// go.mod by the name of its repository.
func TestREADMEGivesAReasonForEachDependency(t *testing.T) {
	t.Parallel()
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	readme := readREADME(t)
	for line := range strings.Lines(string(mod)) {
		fields := strings.Fields(line)
		if len(fields) != 2 || !strings.HasPrefix(fields[1], "v") {
			continue // no requirement, or an indirect one
		}
		name := strings.TrimPrefix(fields[0], "github.com/")
		name = strings.TrimPrefix(name, "golang.org/")
		name, _, _ = strings.Cut(name, "/v6")
		if !strings.Contains(readme, name) {
			t.Errorf("README.md gives no reason for %s", fields[0])
		}
	}
}
