//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/term"

	"rung/assess"
	"rung/cmd/ask/theatre"
	"rung/rubric/lang"
)

// The child of these tests is this binary: TestPromptChild talks to the
// terminal it is given, writes what it would save to a file, and exits.
const (
	childTalk   = "RUNG_TEST_TALK"   // interview, confirm or line
	childLang   = "RUNG_TEST_LANG"   // a tag
	childSaves  = "RUNG_TEST_SAVES"  // file that gets one JSON line per save
	childColor  = "RUNG_TEST_COLOR"  // not empty: in colour
	childResume = "RUNG_TEST_RESUME" // answers to begin with, as JSON
	childLast   = "RUNG_TEST_LAST"   // answers of last time, as JSON
	childTicks  = "RUNG_TEST_TICKS"  // not empty: questions with options to tick
)

func TestPromptChild(t *testing.T) {
	if os.Getenv(childTalk) == "" {
		t.Skip("only for the tests that start it")
	}
	saves, err := os.OpenFile(os.Getenv(childSaves), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	f := Surroundings{RungPlain: os.Getenv("RUNG_PLAIN"), Term: os.Getenv("TERM"), Stdin: term.IsTerminal(0), Stderr: term.IsTerminal(2)}.Face()
	tag := lang.Tag(os.Getenv(childLang))
	d, err := Open(context.Background(), f, Streams{In: os.Stdin, Out: os.Stderr, Lang: tag, Color: os.Getenv(childColor) != "",
		Dumb: os.Getenv("TERM") == "dumb"})
	if err != nil {
		t.Fatal(err)
	}
	said, err := talk(d, tag, json.NewEncoder(saves))
	err = errors.Join(err, d.Close())
	fmt.Fprintf(saves, "%q\n", said)
	os.Exit(map[bool]int{true: 130, false: 0}[errors.Is(err, context.Canceled)])
}

func talk(d Dialog, tag lang.Tag, saves *json.Encoder) (string, error) {
	switch os.Getenv(childTalk) {
	case "confirm":
		yes, err := d.Confirm("Reprendre le brouillon\u00a0?")
		fmt.Fprintln(os.Stderr, "bien noté")
		return fmt.Sprint(yes, " ", err), err
	case "line":
		text, err := d.Line("Motif\u00a0:", "ancien")
		return fmt.Sprint(text, " ", err), err
	}
	given, err := answersIn(childResume)
	if err != nil {
		return "", err
	}
	last, err := answersIn(childLast)
	if err != nil {
		return "", err
	}
	r := promptRubric()
	if os.Getenv(childTicks) != "" {
		r = ticksRubric()
	}
	iv, err := assess.NewInterview(r, assess.Voice{Lang: tag}, given)
	if err != nil {
		return "", err
	}
	iv.Offer(last)
	submitted, err := assess.Conduct(iv, d, func(a []assess.Answer) error { return saves.Encode(a) })
	return fmt.Sprint(submitted, " ", err), err
}

// answersIn reads the answers that a variable holds, if it does.
func answersIn(variable string) (answers []assess.Answer, err error) {
	if text := os.Getenv(variable); text != "" {
		err = json.Unmarshal([]byte(text), &answers)
	}
	return answers, err
}

// played is a child in a theatre, and what it saves.
type played struct {
	*theatre.Theatre
	t     *testing.T
	saves string
}

type stage struct {
	talk, lang    string
	columns, rows int
	env           []string
}

// play starts a child, on 80×24 in English if nothing else is said.
func play(t *testing.T, s stage) played {
	t.Helper()
	t.Parallel()
	saves := filepath.Join(t.TempDir(), "saves")
	child := exec.Command(os.Args[0], "-test.run=^TestPromptChild$")
	child.Env = append(s.env, childTalk+"="+cmp.Or(s.talk, "interview"), childLang+"="+cmp.Or(s.lang, "en"), childSaves+"="+saves)
	return played{theatre.Play(t, child, cmp.Or(s.columns, 80), cmp.Or(s.rows, 24)), t, saves}
}

// ends waits for the child, which has nothing to say on stdout.
func (th played) ends(code int) {
	th.t.Helper()
	th.Ends(code)
	if out := th.Stdout(); out != "" {
		th.t.Errorf("stdout has %q", out)
	}
}

// saved is the answers last saved, as question=state or question=value.
func (th played) saved() string {
	th.t.Helper()
	data, err := os.ReadFile(th.saves)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		th.t.Fatal(err)
	}
	var answers []assess.Answer
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "[") {
			answers = nil
			if err := json.Unmarshal([]byte(line), &answers); err != nil {
				th.t.Fatal(err)
			}
		}
	}
	var said []string
	for _, a := range answers {
		value := string(a.State)
		if a.State == assess.Answered {
			value = a.Value.String()
		}
		if a.Note != "" {
			value += fmt.Sprintf(" (%s)", a.Note)
		}
		said = append(said, a.Question+"="+value)
	}
	return strings.Join(said, " ")
}

func (th played) hasSaved(want string) {
	th.t.Helper()
	if got := th.saved(); got != want {
		th.t.Errorf("saved %q, want %q", got, want)
	}
}

// result is what a small question returned.
func (th played) result() string {
	th.t.Helper()
	data, err := os.ReadFile(th.saves)
	if err != nil {
		th.t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return lines[len(lines)-1]
}
