package cmd_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"rung/assess"
	"rung/cmd"
	"rung/rubric"
	"rung/rubrics"
)

// run is the program on buffers, with no files of its own.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	home := t.TempDir()
	code = cmd.Main(cmd.Process{
		Args:  args,
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs,
		Getenv: func(name string) string {
			if name == "HOME" {
				return home
			}
			return ""
		},
		Now:    func() time.Time { return time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC) },
		NewID:  func() string { return "0195560f-4e40-7000-8000-000000000001" },
		Random: rand.NewChaCha8([32]byte{}),
	})
	return out.String(), errs.String(), code
}

func TestREADMEBeginsWithWhatRungPrints(t *testing.T) {
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
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	s := assess.Simulate(r, 20_000, 1, 1)
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
