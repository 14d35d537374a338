package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"rung/assess/store"
	"rung/cmd/ask"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

func TestExitCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("anything"), 1},
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}, 1},
		{usageErrorf("a"), 2},
		{fmt.Errorf("wrapped: %w", usageErrorf("a")), 2},
		{doc.Problems{{}}, 3},
		{invalid(errors.New("x")), 3},
		{outcome(exitCheck), 4},
		{&store.Error{Kind: store.Elsewhere}, 5},
		{&store.Error{Kind: store.Conflicting}, 5},
		{&store.Error{Kind: store.Busy}, 5},
		{&store.Error{Kind: store.Exists}, 2},
		{&store.Error{Kind: store.Damaged}, 1},
		{outcome(exitTooFew), 6},
		{ask.ErrInterrupted, 130},
		{ask.ErrEndless, 2},
		{context.Canceled, 130},
		{errors.Join(outcome(exitTooFew), nil), 6},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%v: exit code %d, want %d", c.err, got, c.want)
		}
	}
}

// speaking is rung in a language, with an empty environment.
func speaking(tag lang.Tag) *app {
	return &app{Process: Process{Getenv: func(string) string { return "" }}, lang: tag}
}

func TestErrorsAreSafeToPrint(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err    error
		en, fr string
	}{
		{errors.New("a\x1b[2J\n\u202eb"), "rung: a\\x1b[2J\\n\\u202eb\n", "rung\u00a0: a\\x1b[2J\\n\\u202eb\n"},
		{errors.Join(errors.New("a\nrung: b"), codedError{exitUsage, errors.Join(errors.New("c"), nil)}, outcome(exitCheck)),
			"rung: a\\nrung: b\nrung: c\n", "rung\u00a0: a\\nrung: b\nrung\u00a0: c\n"},
		{lang.Errorf("there is no rubric %v; give one of %s, or a file like ./%s.yaml", lang.Quoted("x"), "é", "\n\x1b"),
			`rung: there is no rubric “x”; give one of é, or a file like ./\n\x1b.yaml` + "\n",
			"rung\u00a0: le référentiel «\u00a0x\u00a0» n’existe pas\u00a0; donnez é, ou un fichier comme ./\\n\\x1b.yaml\n"},
		{&fs.PathError{Op: "open", Path: "x\x1b\n.yaml", Err: fs.ErrNotExist},
			"rung: x\\x1b\\n.yaml: there is no such file or folder\n", "rung\u00a0: x\\x1b\\n.yaml\u00a0: ce fichier ou ce dossier " +
				"n’existe pas\n"},
		{outcome(exitTooFew), "", ""},
	} {
		for tag, want := range map[lang.Tag]string{lang.EN: c.en, lang.FR: c.fr} {
			var b bytes.Buffer
			speaking(tag).reportError(&b, c.err)
			if b.String() != want {
				t.Errorf("in %s: got %q, want %q", tag, b.String(), want)
			}
		}
	}
}

// TestErrorsInASCII draws what the locale cannot, and keeps the caret under what
// it is about.
func TestErrorsInASCII(t *testing.T) {
	a := speaking(lang.FR)
	a.Getenv = func(name string) string { return map[string]string{"LANG": "C"}[name] }
	problems := doc.Problems{{File: "é\n.yaml", Line: 1, Col: 5, Code: "x", Text: lang.Sprintf("%v", lang.Quoted("…")), Source: "“日é”: é"}}
	for _, c := range []struct {
		err  error
		want string
	}{
		{lang.Errorf("%s", "“é” \x1b日"), `rung : "e" \x1b\u65e5` + "\n"},
		{invalid(problems), `e\n.yaml:1:5: " ... " [x]` + "\n" +
			`    "\u65e5e": e` + "\n" +
			`             ^` + "\n"},
	} {
		var b bytes.Buffer
		if a.reportError(&b, c.err); b.String() != c.want {
			t.Errorf("got %q, want %q", b.String(), c.want)
		}
	}
}
