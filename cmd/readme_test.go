package cmd_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

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

// TestREADMELeadsFromASpreadsheetToAnAssessment runs the steps of “Your own ladder”,
// with three questions on each dimension as it says; each step passes.
func TestREADMELeadsFromASpreadsheetToAnAssessment(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.putLadder("ladder.xlsx")
	steps := regexp.MustCompile("(?m)^    rung (.*?)  ").FindAllStringSubmatch(ownLadder(t), -1)
	if len(steps) != 6 {
		t.Fatalf("there are %d steps", len(steps))
	}
	for _, step := range steps {
		args := m.args(step[1])
		if args[0] == "assess" {
			args = append(args, "--plain")
		}
		if out, errs, code := m.rung(strings.Repeat("2\n", 12)+"submit\n", args...); code != 0 {
			t.Errorf("rung %s: exit code %d\n%s%s", step[1], code, out, errs)
		}
		if args[1] == "import" {
			m.askThrice("mine.yaml")
		}
	}
}

// askThrice asks each question of an imported rubric two more times.
func (m *machine) askThrice(name string) {
	m.t.Helper()
	file := filepath.Join(m.dir, name)
	text, err := os.ReadFile(file)
	if err != nil {
		m.t.Fatal(err)
	}
	_, questions, _ := strings.Cut(string(text), "\nquestions:\n")
	for _, again := range []string{"second", "third"} {
		text = append(text, strings.ReplaceAll("\n"+questions, "- id: ", "- id: "+again+"-")...)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		m.t.Fatal(err)
	}
}

// TestREADMEHasAJobThatPasses begins a ladder as “Your own ladder” says, and runs its
// job on it.
func TestREADMEHasAJobThatPasses(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	commands := regexp.MustCompile("(?:`|bin/)(rung rubric (?:init|schema|lint|test)[\\w .-]*)").FindAllStringSubmatch(ownLadder(t), -1)
	if len(commands) != 4 {
		t.Fatalf("there are %d commands: %v", len(commands), commands)
	}
	for _, command := range commands {
		m.must(m.args(strings.TrimPrefix(command[1], "rung "))...)
	}
}

// ownLadder is the section that leads to a ladder of one's own.
func ownLadder(t *testing.T) string {
	_, section, _ := strings.Cut(readREADME(t), "## Your own ladder\n")
	section, _, _ = strings.Cut(section, "\n## ")
	return section
}

// args are the arguments of a command, whose files are on the machine.
func (m *machine) args(command string) []string {
	args := strings.Fields(command)
	for i, arg := range args {
		if path.Ext(arg) != "" {
			args[i] = filepath.Join(m.dir, arg)
		}
	}
	return args
}

// putLadder saves a ladder of four levels as a workbook.
func (m *machine) putLadder(name string) {
	m.t.Helper()
	sheet := excelize.NewFile()
	defer sheet.Close()
	for i, row := range [][]any{
		{"Competency", "Junior", "Confirmed", "Senior", "Principal"},
		{"Impact", "Tasks", "Parts of projects", "Projects", "Direction"},
		{"Care", "Asks", "Listens", "Looks", "Shows"},
		{"Others", "Learns", "Helps", "Teaches", "Has others teach"},
		{"Reach", "A page", "A part", "A product", "Several products"},
	} {
		if err := sheet.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			m.t.Fatal(err)
		}
	}
	if err := sheet.SaveAs(filepath.Join(m.dir, name)); err != nil {
		m.t.Fatal(err)
	}
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
