//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rung/assess"
	"rung/cmd/ask/theatre"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

// machine is a person's machine: a folder of their own and a clock that stands.
func machine(t *testing.T) (env []string) {
	t.Helper()
	dir := t.TempDir()
	return []string{"HOME=" + dir, "RUNG_TEST_RUNS=" + filepath.Join(dir, "runs"), "RUNG_TEST_NOW=2026-03-02T09:30:00Z", "RUNG_STORE=", "XDG_DATA_HOME=", "NO_COLOR=1"}
}

// runs is the program without a terminal.
func runs(t *testing.T, env []string, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	c := &exec.Cmd{Path: os.Args[0], Args: append([]string{"rung"}, args...), Env: append(os.Environ(), env...),
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs}
	err := c.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errs.String(), c.ProcessState.ExitCode()
}

// play is the program on a terminal of 80×24.
func play(t *testing.T, env []string, args ...string) *theatre.Theatre {
	t.Helper()
	return theatre.Play(t, &exec.Cmd{Path: os.Args[0], Args: append([]string{"rung"}, args...), Env: env}, 80, 24)
}

func builtInProduct(t *testing.T) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func personaAnswers(t *testing.T, r *rubric.Rubric, level string) map[string]assess.Answer {
	t.Helper()
	answers, _, err := persona(source{Rubric: r}, level)
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]assess.Answer{}
	for _, a := range answers {
		given[a.Question] = a
	}
	return given
}

// keysFor is what a person types to give an answer, Enter not included; skip is
// the letter of its language.
func keysFor(r *rubric.Rubric, given map[string]assess.Answer, i int, skip string) string {
	q := &r.Questions[i]
	a, ok := given[q.ID]
	switch {
	case !ok || a.State != assess.Answered:
		return skip
	case q.Kind == rubric.Number:
		return strconv.Itoa(a.Value.Number)
	}
	return strconv.Itoa(1 + q.OptionIndex(a.Value.Option))
}

// TestTheWholeQuestionnaireOnATerminal answers as the personas do, to the
// result, which is what the same answers give without questions.
func TestTheWholeQuestionnaireOnATerminal(t *testing.T) {
	r := builtInProduct(t)
	for _, c := range []struct{ tag, level, question, skip, review, submit string }{
		{"en", "senior-pm", "Question %d of 26", "s", "All answers", "s"},
		{"fr", "gpm", "Question %d sur 26", "p", "Toutes les réponses", "e"},
	} {
		t.Run(c.tag, func(t *testing.T) {
			env := machine(t)
			t.Parallel()
			th := play(t, env, "assess", "--lang", c.tag)
			given := personaAnswers(t, r, c.level)
			for i := range r.Questions {
				th.Sees(fmt.Sprintf(c.question, i+1) + " ·")
				th.Types(keysFor(r, given, i, c.skip))
				th.Types(theatre.Enter)
			}
			th.Sees(c.review)
			th.Types(c.submit + theatre.Enter)
			th.Ends(0)
			again, _, _ := runs(t, env, "", "show", "--lang", c.tag)
			if got := th.Stdout(); got != again || !strings.Contains(got, r.Levels[r.LevelIndex(c.level)].Title.In(lang.Tag(c.tag))) {
				t.Errorf("the result is not that of %s, or is drawn differently again:\n%s\n%s", c.level, got, again)
			}
		})
	}
}

func miniFile(t *testing.T) string {
	t.Helper()
	file, err := filepath.Abs("testdata/mini.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestCtrlCAnywhere interrupts the program at the first question, in the middle
// and at the review, in both faces; what was answered is offered again.
func TestCtrlCAnywhere(t *testing.T) {
	mini := miniFile(t)
	answers := []string{"2", "3", "1", "0", "4", "6"}
	for _, c := range []struct {
		name   string
		given  int
		then   string // what the next start shows after its offer is taken
		args   []string
		prompt string
	}{
		{"first question", 0, "", nil, "Question %d of 6"},
		{"middle", 3, "Question 4 of 6", nil, "Question %d of 6"},
		{"review", 6, "All answers", nil, "Question %d of 6"},
		{"plain, first question", 0, "", []string{"--plain"}, "Question %d of 6"},
		{"plain, middle", 3, "Question 4 of 6", []string{"--plain"}, "Question %d of 6"},
		{"plain, review", 6, "All answers", []string{"--plain"}, "Question %d of 6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			env := machine(t)
			args := append([]string{"assess", "--rubric", mini, "--lang", "en"}, c.args...)
			t.Parallel()
			th := play(t, env, args...)
			for i := range c.given {
				th.Sees(fmt.Sprintf(c.prompt, i+1))
				th.Types(answers[i] + theatre.Enter)
			}
			if c.given < len(answers) {
				th.Sees(fmt.Sprintf(c.prompt, c.given+1))
			} else {
				th.Sees("All answers")
			}
			th.Types(theatre.CtrlC)
			th.Ends(130)
			if th.Stdout() != "" {
				t.Errorf("stdout has %q", th.Stdout())
			}
			if c.given == 0 {
				th.Sees("Nothing was answered.")
				return
			}
			th.Sees(fmt.Sprintf("%d answers saved.", c.given))
			back := play(t, env, args...)
			back.Sees(fmt.Sprintf("There is a draft of 2026-03-02 with %d answers. Go on with it?", c.given))
			back.Types("y" + theatre.Enter)
			back.Sees(c.then)
			back.Types(theatre.CtrlC)
			back.Ends(130)
		})
	}
}

var answersSaved = regexp.MustCompile(`(?m)^(\d+) answers? saved`)

var promptBegins = regexp.MustCompile(`^(\d+) of 26, `)

// TestKill9AtAnyMomentLosesAtMostOneAnswer kills the interview in lines at
// random moments. An answer after which the next question was asked is on the
// disk.
func TestKill9AtAnyMomentLosesAtMostOneAnswer(t *testing.T) {
	t.Parallel()
	r := builtInProduct(t)
	given := personaAnswers(t, r, "director")
	for i := range 15 {
		env := machine(t)
		at := rand.IntN(len(r.Questions)) + 1
		later := time.Duration(rand.IntN(6000)) * time.Microsecond
		seen := killAt(t, env, at, later, func(i int) string { return keysFor(r, given, i, "s") })
		_, errs, code := runs(t, env, "", "assess", "--plain", "--resume", "--lang", "en")
		saved := 0
		if found := answersSaved.FindStringSubmatch(errs); found != nil {
			saved, _ = strconv.Atoi(found[1])
		}
		if seen < at {
			t.Fatalf("question %d was never asked, only %d\n%s", at, seen, errs)
		}
		if saved < seen-1 || saved > seen || code != exitInterrupted && seen > 1 {
			t.Errorf("kill %d: question %d was asked, %d answers are saved (exit code %d)\n%s", i, seen, saved, code, errs)
		}
	}
}

// killAt answers until question at is asked and a moment later, then kills the
// program, and returns the number of the last question promptBegins.
func killAt(t *testing.T, env []string, at int, later time.Duration, answer func(i int) string) int {
	t.Helper()
	c := &exec.Cmd{Path: os.Args[0], Args: []string{"rung", "assess", "--plain", "--lang", "en"}, Env: append(os.Environ(), env...)}
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var last atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		for prompts := bufio.NewReader(out); ; {
			prompt, err := untilColon(prompts)
			if err != nil {
				return
			}
			number, ok := promptNumber(prompt)
			if !ok {
				continue
			}
			last.Store(int64(number))
			if number == at {
				time.AfterFunc(later, func() { c.Process.Kill() })
			}
			io.WriteString(in, answer(number-1)+"\n")
		}
	}()
	<-done
	c.Wait()
	return int(last.Load())
}

// untilColon reads a prompt, which ends with ": " and no line end, or a line.
func untilColon(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		c, err := r.ReadByte()
		if err != nil {
			return b.String(), err
		}
		b.WriteByte(c)
		if c == '\n' || strings.HasSuffix(b.String(), ": ") && promptBegins.MatchString(b.String()) {
			return b.String(), nil
		}
	}
}

func promptNumber(prompt string) (int, bool) {
	found := promptBegins.FindStringSubmatch(prompt)
	if found == nil {
		return 0, false
	}
	n, err := strconv.Atoi(found[1])
	return n, err == nil && strings.HasSuffix(prompt, ": ")
}
