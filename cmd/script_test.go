package cmd_test

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"rung/cmd"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rung": rung})
}

// rung is the real program with a clock and ids that a script can know: the
// clock stands at RUNG_TEST_NOW, each process counts its ids from there, and the
// n-th process of a script draws the n-th stream of chance.
func rung() {
	p := cmd.ThisProcess()
	now, err := time.Parse(time.RFC3339, os.Getenv("RUNG_TEST_NOW"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(99)
	}
	ids := 0
	p.Now = func() time.Time { return now }
	p.NewID = func() string {
		ids++
		return fmt.Sprintf("%08x-%04x-7000-8000-%012x", now.UnixMilli()>>16, now.UnixMilli()&0xffff, ids)
	}
	if p.Random, err = chance(os.Getenv("RUNG_TEST_RUNS")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(99)
	}
	os.Exit(cmd.Main(p))
}

// chance is a stream that no earlier process with the same file was given: the
// file grows by a byte with each.
func chance(runs string) (io.Reader, error) {
	f, err := os.OpenFile(runs, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := f.Write([]byte{'.'}); err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return rand.NewChaCha8(sha256.Sum256([]byte(strconv.FormatInt(info.Size(), 10)))), nil
}

var updateScripts = flag.Bool("update", false, "write what the program says into the transcripts")

// TestScripts runs the transcripts in testdata/script. `code N rung …` is exec
// that expects exit code N. Each finds testdata/mini.yaml in its folder: a
// rubric on which every kind of result can be had with six answers.
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
			mini, err := os.ReadFile("testdata/mini.yaml")
			if err != nil {
				return err
			}
			return errors.Join(os.Mkdir(env.WorkDir+"/home", 0o755), os.WriteFile(env.WorkDir+"/mini.yaml", mini, 0o600))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "edit": edit},
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

func code(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
