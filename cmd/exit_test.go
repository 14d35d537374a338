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

func TestErrorsAreSafeToPrint(t *testing.T) {
	for _, c := range []struct {
		err    error
		en, fr string
	}{
		{errors.New("a\x1b[2J\n\u202eb"), "rung: a\\x1b[2J\n\\u202eb\n", "rung\u00a0: a\\x1b[2J\n\\u202eb\n"},
		{&fs.PathError{Op: "open", Path: "x\x1b\n.yaml", Err: fs.ErrNotExist},
			"rung: x\\x1b\\n.yaml: there is no such file or folder\n", "rung\u00a0: x\\x1b\\n.yaml\u00a0: ce fichier ou ce dossier " +
				"n’existe pas\n"},
		{outcome(exitTooFew), "", ""},
	} {
		for tag, want := range map[lang.Tag]string{lang.EN: c.en, lang.FR: c.fr} {
			var b bytes.Buffer
			(&app{lang: tag}).reportError(&b, c.err)
			if b.String() != want {
				t.Errorf("in %s: got %q, want %q", tag, b.String(), want)
			}
		}
	}
}
