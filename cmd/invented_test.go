package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestInventedPeopleAreToldWhatTheirAnswersSupport draws the first screen of the
// people in testdata/people, and holds it to the comments that begin each file:
// what must stand on it and what must not, white space aside; those of a small
// company also on its ladder, which asks the same questions.
func TestInventedPeopleAreToldWhatTheirAnswersSupport(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/people/*.yaml")
	if err != nil || len(files) != 9 {
		t.Fatalf("%d people, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		toldWhatTheySay(t, string(text), "product", "# ")
		toldWhatTheySay(t, strings.Replace(string(text), "rubric: product", "rubric: product-startup", 1), "product-startup", "# small company, ")
	}
}

// toldWhatTheySay draws the result of answers on a rubric, and holds it to the
// comments among them that begin so.
func toldWhatTheySay(t *testing.T, answers, rubric, begins string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "answers.yaml")
	if err := os.WriteFile(file, []byte(answers), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, _ := run(t, "assess", "--no-save", "--rubric", rubric, "--answers", file)
	screen := strings.Join(strings.Fields(out), " ")
	for line := range strings.Lines(answers) {
		must, isMust := strings.CutPrefix(strings.TrimSpace(line), begins+"must: ")
		never, isNever := strings.CutPrefix(strings.TrimSpace(line), begins+"must not: ")
		if isMust && !strings.Contains(screen, must) || isNever && strings.Contains(screen, never) {
			t.Errorf("on %s: %s\n%s%s", rubric, line, out, errs)
		}
	}
}
