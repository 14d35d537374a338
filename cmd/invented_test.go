package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestInventedPeopleAreToldWhatTheirAnswersSupport draws the first screen of the
// people in testdata/people, and holds it to the comments that begin each file:
// what must stand on it and what must not, white space aside.
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
		out, errs, _ := run(t, "assess", "--no-save", "--answers", file)
		screen := strings.Join(strings.Fields(out), " ")
		for line := range strings.Lines(string(text)) {
			must, isMust := strings.CutPrefix(strings.TrimSpace(line), "# must: ")
			never, isNever := strings.CutPrefix(strings.TrimSpace(line), "# must not: ")
			if isMust && !strings.Contains(screen, must) || isNever && strings.Contains(screen, never) {
				t.Errorf("%s: %s\n%s%s", file, line, out, errs)
			}
		}
	}
}
