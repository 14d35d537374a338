package cmd_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// badInputs are files that are neither a rubric nor answers nor an assessment.
func badInputs() map[string]string {
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		laughs += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 9), ","))
	}
	return map[string]string{
		"empty":              "",
		"comments only":      "# nothing\n",
		"null":               "null\n",
		"a scalar":           "product\n",
		"a list":             "- a\n- b\n",
		"an empty map":       "{}\n",
		"tabs":               "schema: rung.rubric/v1\n\tid: x\n",
		"billion laughs":     laughs,
		"a recursive anchor": "a: &a [*a]\n",
		"an unknown alias":   "a: *b\n",
		"Latin-1":            "schema: rung.answers/v1\nrubric: caf\xe9\n",
		"NUL":                "schema: rung.answers/v1\x00\n",
		"ESC":                "schema: \x1b[2J\n",
		"two documents":      "schema: rung.answers/v1\n---\nschema: rung.answers/v1\n",
		"a newer schema":     "schema: rung.answers/v9\n",
		"another schema":     "schema: kubernetes.io/v1\n",
		"duplicate JSON":     `{"schema": "rung.answers/v1", "schema": "rung.rubric/v1"}`,
		"JSON in capitals":   `{"Schema": "rung.answers/v1"}`,
		"text after JSON":    `{"schema": "rung.answers/v1"} {}`,
		"half JSON":          `{"schema": "rung.answ`,
		"deep":               strings.Repeat("[", 200_000),
		"deep JSON":          `{"a":` + strings.Repeat(`{"a":`, 50_000),
		"one long line":      "schema: " + strings.Repeat("x", 5<<20) + "\n",
		"very many values":   `{"schema": "rung.bundle/v1", "rubrics": [` + strings.Repeat("1,", 2_000_000) + `1]}`,
		"very many problems": `{"schema": "rung.assessment/v1", "answers": [` + strings.Repeat("1,", 250_000) + `1]}`,
		"a program":          "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 500),
		"HTML":               "<!doctype html><script>alert(1)</script>\n",
	}
}

// TestBadInputIsRefused gives every bad file to every command that reads one:
// each is refused with its name, on stderr alone, for little, and stays as it is.
func TestBadInputIsRefused(t *testing.T) {
	for name, text := range badInputs() {
		dir := t.TempDir()
		file := filepath.Join(dir, "bad input.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, name, file, 3)
		if data, err := os.ReadFile(file); err != nil || !bytes.Equal(data, []byte(text)) {
			t.Errorf("%s: the file was changed (%v)", name, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("%s: files were left behind: %v, %v", name, left, err)
		}
	}
}

// TestAHugeFileIsRefusedUnread gives 200 MB of nothing, which reading would show.
func TestAHugeFileIsRefusedUnread(t *testing.T) {
	file := filepath.Join(t.TempDir(), "huge.yaml")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, 200<<20); err != nil {
		t.Skip("no such files here: ", err)
	}
	refused(t, "huge", file, 3)
}

// TestAnExportHoldsFourMebibytes looks at a file of that size, which is no
// export, and at one of a byte more, which nothing is known of.
func TestAnExportHoldsFourMebibytes(t *testing.T) {
	m := newMachine(t, "en")
	for size, want := range map[int]bool{4 << 20: false, 4<<20 + 1: true} {
		_, said, code := m.rung("", "show", m.put("a.json", strings.Repeat(" ", size)))
		if got := strings.Contains(said, "larger than 4096 KiB"); got != want || code != 3 {
			t.Errorf("%d bytes: exit code %d\n%s", size, code, said)
		}
	}
}

// refused gives a file to every command that reads one. No parallel test calls
// it: what is allocated is counted for the whole process.
func refused(t *testing.T, name, file string, want int) {
	t.Helper()
	for _, args := range [][]string{
		{"assess", "--answers", file},
		{"assess", "--rubric", file, "--answer", "teams-led=1"},
		{"rubric", "lint", file},
		{"rubric", "show", file},
		{"levels", "--rubric", file},
		{"template", "--rubric", file},
		{"show", file},
		{"compare", file, file},
		{"import", file},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out, errs, code := run(t, args...)
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		want := want
		if args[1] == "lint" && want == 3 {
			want, out, errs = 4, errs, out // the file is what is checked, and what is found the result
		}
		said, _, _ := strings.Cut(errs, "\n")
		switch {
		case code != want && !(code == 1 && args[0] == "import"):
			t.Errorf("%s, rung %s: exit code %d, want %d\n%s", name, args[0], code, want, errs)
		case out != "":
			t.Errorf("%s, rung %s: stdout has %q", name, args[0], out)
		case !strings.Contains(said, filepath.Base(file)):
			t.Errorf("%s, rung %s: the message does not name the file: %s", name, args[0], said)
		case len(errs) > 40_000:
			t.Errorf("%s, rung %s: %d bytes of messages", name, args[0], len(errs))
		case allocated > 300<<20:
			t.Errorf("%s, rung %s: %d bytes were allocated", name, args[0], allocated)
		}
	}
}

// TestNamesAreNoPaths saves assessments of people with names that would lead
// elsewhere: whatever the name, there is one file.
func TestNamesAreNoPaths(t *testing.T) {
	t.Parallel()
	home := newMachine(t, "en")
	for _, name := range []string{"../../x", "/etc/x", "..", ".", "a/b", `C:\x`, "CON", "-rf", "--help", "日本 👩🏽", strings.Repeat("é", 100)} {
		out, errs, code := home.rung("", "assess", "--answer", "teams-led=1", "--subject="+name)
		if code != 6 {
			t.Errorf("%q: exit code %d\n%s%s", name, code, out, errs)
		}
		if out, errs, code = home.rung("", "history", "--subject="+name); code != 0 || !strings.Contains(unspaced(out), unspaced(name)) {
			t.Errorf("%q: history has exit code %d\n%s%s", name, code, out, errs)
		}
	}
	for _, name := range []string{" ", "\t", "a\nb", "a\x00b", "\xff", "a\u202eb", strings.Repeat("é", 101), strings.Repeat("x", 300)} {
		if out, errs, code := home.rung("", "assess", "--answer", "teams-led=1", "--subject="+name); code != 2 || out != "" {
			t.Errorf("%q: exit code %d\n%s%s", name, code, out, errs)
		}
	}
	var files []string
	filepath.WalkDir(home.dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, filepath.Base(path))
		}
		return err
	})
	if len(files) != 1 {
		t.Errorf("there are %q, want the store alone", files)
	}
}

// TestTheSmallestRubric has one of each.
func TestTheSmallestRubric(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "one.yaml")
	text := `schema: rung.rubric/v1
id: one
version: "1"
title: {en: One}
languages: [en]
temperature: 10
tracks: [{id: t, title: {en: T}}]
dimensions: [{id: d, title: {en: D}, steps: [{en: no}, {en: yes}]}]
levels: [{id: l, title: {en: L}, short: L, track: t, rung: 1, summary: {en: S}, scope: {d: 1}}]
questions: [{id: q, dimension: d, kind: number, unit: {en: u}, ask: {en: Q?}, ask_about: {en: "{name}?"}, thresholds: [1]}]
`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for answer, want := range map[string]string{
		"q=1":    "You are closest to L (rung 1 of 1).",
		"q=0":    "Your answers lie below this ladder",
		"q=skip": "Too few answers for a level: 0% of",
	} {
		for _, view := range []string{"--plain", "--explain"} {
			out, errs, code := run(t, "assess", "--rubric", file, "--answer", answer, view)
			if !strings.Contains(out, want) || code != map[bool]int{true: 6, false: 0}[answer == "q=skip"] || strings.Contains(out, "NaN") {
				t.Errorf("%s %s: exit code %d\n%s%s", answer, view, code, out, errs)
			}
		}
	}
}

// unspaced is s without its spaces and line breaks.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }
