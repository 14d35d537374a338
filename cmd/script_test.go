package cmd_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var updateScripts = flag.Bool("update", false, "write what the program says into the transcripts")

// TestScripts runs the transcripts in testdata/script. Each finds in its folder
// testdata/mini.yaml, a rubric on which every kind of result can be had with six
// answers, studio.yaml, one with options to tick and levels that say nothing about a
// dimension, engineering.yaml, a ladder of another trade, and what is in
// testdata/work: answers, and files for a session.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *updateScripts,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("RUNG_TEST_NOW", "2026-03-02T09:30:00Z")
			env.Setenv("RUNG_TEST_RUNS", env.WorkDir+"/.runs")
			env.Setenv("LANG", "en_US.UTF-8")
			for _, file := range []string{"testdata/mini.yaml", "testdata/studio.yaml", "../rubric/testdata/engineering.yaml"} {
				text, err := os.ReadFile(file)
				if err = errors.Join(err, os.WriteFile(filepath.Join(env.WorkDir, filepath.Base(file)), text, 0o600)); err != nil {
					return err
				}
			}
			return errors.Join(
				os.Mkdir(env.WorkDir+"/home", 0o755), os.CopyFS(env.WorkDir, os.DirFS("testdata/work")))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"play": play, "edit": edit},
	})
}

// edit FILE OLD NEW replaces a text that stands in the file once.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if strings.Count(text, args[1]) != 1 {
		ts.Fatalf("%q stands %d times in %s", args[1], strings.Count(text, args[1]), args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o600))
}
