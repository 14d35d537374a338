//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"github.com/hinshun/vt10x"
	"golang.org/x/term"

	"rung/assess"
	"rung/rubric/lang"
)

// The child of these tests is this binary: TestPromptChild talks to the
// terminal it is given, writes what it would save to a file, and exits.
const (
	childTalk   = "RUNG_TEST_TALK"   // interview, confirm, choose or line
	childLang   = "RUNG_TEST_LANG"   // a tag
	childSaves  = "RUNG_TEST_SAVES"  // file that gets one JSON line per save
	childColor  = "RUNG_TEST_COLOR"  // not empty: in colour
	childResume = "RUNG_TEST_RESUME" // answers to begin with, as JSON
)

func TestPromptChild(t *testing.T) {
	if os.Getenv(childTalk) == "" {
		t.Skip("only for the tests that start it")
	}
	saves, err := os.OpenFile(os.Getenv(childSaves), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	f := chooseFace(surroundings{term: os.Getenv("TERM"), stdin: isTerminal(os.Stdin), stderr: isTerminal(os.Stderr)})
	tag := lang.Tag(os.Getenv(childLang))
	d, err := newDialog(context.Background(), f, os.Stdin, os.Stderr, tag, os.Getenv(childColor) != "")
	if err != nil {
		t.Fatal(err)
	}
	said, err := talk(d, tag, json.NewEncoder(saves))
	err = errors.Join(err, d.Close())
	fmt.Fprintf(saves, "%q\n", said)
	os.Exit(map[bool]int{true: 130, false: 0}[errors.Is(err, context.Canceled)])
}

func talk(d dialog, tag lang.Tag, saves *json.Encoder) (string, error) {
	switch os.Getenv(childTalk) {
	case "confirm":
		yes, err := d.Confirm("Reprendre le brouillon\u00a0?")
		fmt.Fprintln(os.Stderr, "bien noté")
		return fmt.Sprint(yes, " ", err), err
	case "choose":
		i, err := d.Choose("Quel niveau\u00a0?", []string{"PM", "Sr. PM", "Staff PM"})
		return fmt.Sprint(i, " ", err), err
	case "line":
		text, err := d.Line("Motif\u00a0:", "ancien")
		return fmt.Sprint(text, " ", err), err
	}
	var given []assess.Answer
	if resume := os.Getenv(childResume); resume != "" {
		if err := json.Unmarshal([]byte(resume), &given); err != nil {
			return "", err
		}
	}
	iv, err := assess.NewInterview(promptRubric(), assess.Voice{Lang: tag}, given)
	if err != nil {
		return "", err
	}
	submitted, err := assess.Conduct(iv, d, func(a []assess.Answer) error { return saves.Encode(a) })
	return fmt.Sprint(submitted, " ", err), err
}

// deadline is how long a screen may take on a slow and busy machine.
const deadline = 30 * time.Second

// theatre is a child on a pseudo-terminal, and the screen it draws on. Nothing
// answers the questions a terminal can be asked: the cursor report never comes.
type theatre struct {
	t      *testing.T
	master *os.File
	slave  *os.File // kept open, to look at the terminal's modes after the child
	before *term.State
	saves  string
	cmd    *exec.Cmd
	stdout bytes.Buffer
	whole  bool // the child is the whole program
	ended  chan struct{}
	blind  chan struct{} // closed when nobody watches the screen any more

	mu      sync.Mutex
	vt      vt10x.Terminal
	raw     bytes.Buffer
	changed chan struct{} // closed and replaced when the screen changes
	leaving bool          // stop watching at the next output
}

type stage struct {
	talk, lang    string
	columns, rows uint16
	env           []string
	rung          []string // arguments: the whole program instead of a conversation
}

// play starts a child, on 80×24 in English if nothing else is said.
func play(t *testing.T, s stage) *theatre {
	t.Helper()
	t.Parallel()
	return playAgain(t, s)
}

// playAgain is play in a test that has played already.
func playAgain(t *testing.T, s stage) *theatre {
	t.Helper()
	if s.columns == 0 {
		s.columns, s.rows = 80, 24
	}
	if s.lang == "" {
		s.lang = "en"
	}
	if s.talk == "" {
		s.talk = "interview"
	}
	master, slave, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	th := &theatre{t: t, master: master, slave: slave, saves: filepath.Join(t.TempDir(), "saves"),
		vt: vt10x.New(vt10x.WithSize(int(s.columns), int(s.rows))), changed: make(chan struct{}), ended: make(chan struct{}), blind: make(chan struct{})}
	if err := pty.Setsize(master, &pty.Winsize{Cols: s.columns, Rows: s.rows}); err != nil {
		t.Fatal(err)
	}
	if th.before, err = term.GetState(int(slave.Fd())); err != nil {
		t.Fatal(err)
	}
	th.cmd = exec.Command(os.Args[0], "-test.run=^TestPromptChild$")
	if s.rung != nil {
		th.cmd = &exec.Cmd{Path: os.Args[0], Args: append([]string{"rung"}, s.rung...)}
		th.whole = true
	}
	th.cmd.Env = append(os.Environ(), "TERM=xterm", childTalk+"="+s.talk, childLang+"="+s.lang, childSaves+"="+th.saves)
	th.cmd.Env = append(th.cmd.Env, s.env...)
	th.cmd.Stdin, th.cmd.Stdout, th.cmd.Stderr = slave, &th.stdout, slave
	th.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := th.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go th.watch()
	go func() { th.cmd.Wait(); close(th.ended) }()
	t.Cleanup(th.close)
	return th
}

func (th *theatre) close() {
	th.cmd.Process.Kill()
	<-th.ended
	th.slave.Close()
	th.master.Close()
}

func (th *theatre) watch() {
	defer close(th.blind)
	b := make([]byte, 4096)
	var rest []byte
	for {
		n, err := th.master.Read(b)
		if err != nil {
			return
		}
		th.mu.Lock()
		th.raw.Write(b[:n])
		rest = append(rest, b[:n]...)
		if written, _ := th.vt.Write(rest); written > 0 {
			rest = rest[written:]
		}
		close(th.changed)
		th.changed = make(chan struct{})
		leaving := th.leaving
		th.mu.Unlock()
		if leaving {
			return
		}
	}
}

// hangUp closes the terminal while the child waits for a key. A file that is
// being read does not close, so a key makes the child draw first.
func (th *theatre) hangUp() {
	th.t.Helper()
	th.mu.Lock()
	th.leaving = true
	th.mu.Unlock()
	th.types("2")
	<-th.blind
	th.slave.Close()
	th.master.Close()
}

// screen is what is on the screen, without the space at the ends of lines and
// with ~ for no-break spaces.
func (th *theatre) screen() (text string, changed chan struct{}) {
	th.mu.Lock()
	defer th.mu.Unlock()
	var lines []string
	for _, line := range strings.Split(th.vt.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.ReplaceAll(strings.TrimRight(strings.Join(lines, "\n"), "\n"), "\u00a0", "~"), th.changed
}

// until waits for a screen that holds what is wanted.
func (th *theatre) until(what string, wanted func(screen string) bool) {
	th.t.Helper()
	timeout := time.After(deadline)
	for {
		screen, changed := th.screen()
		if wanted(screen) {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			th.t.Fatalf("never saw %s on this screen:\n%s", what, screen)
		}
	}
}

func (th *theatre) sees(text string) {
	th.t.Helper()
	th.until(fmt.Sprintf("%q", text), func(screen string) bool { return strings.Contains(screen, text) })
}

// shows waits for a whole screen.
func (th *theatre) shows(want string) {
	th.t.Helper()
	want = strings.Trim(want, "\n")
	timeout := time.After(deadline)
	for {
		screen, changed := th.screen()
		if screen == want {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			th.t.Fatalf("the screen is not as wanted:\n%s\n%s", screen, cmp.Diff(want, screen))
		}
	}
}

func (th *theatre) types(keys string) {
	th.t.Helper()
	if _, err := th.master.WriteString(keys); err != nil {
		th.t.Fatal(err)
	}
}

// ends waits for the child and checks what every end has in common: the exit
// code, the terminal as it was before, and nothing on stdout.
func (th *theatre) ends(code int) {
	th.t.Helper()
	select {
	case <-th.ended:
	case <-time.After(deadline):
		screen, _ := th.screen()
		th.t.Fatalf("the child did not end; its screen:\n%s", screen)
	}
	if got := th.cmd.ProcessState.ExitCode(); got != code {
		th.t.Errorf("exit code %d (%v), want %d", got, th.cmd.ProcessState, code)
	}
	after, err := term.GetState(int(th.slave.Fd()))
	if err != nil {
		th.t.Fatal(err)
	}
	if !reflect.DeepEqual(th.before, after) {
		th.t.Errorf("the terminal was left changed: %+v, before %+v", after, th.before)
	}
	th.until("the cursor", func(string) bool { th.mu.Lock(); defer th.mu.Unlock(); return th.vt.CursorVisible() })
	if th.stdout.Len() > 0 && !th.whole {
		th.t.Errorf("stdout has %q", th.stdout.String())
	}
	if raw := th.output(); strings.Contains(raw, "\x1b[6n") {
		th.t.Error("the terminal was asked for a cursor report")
	}
}

func (th *theatre) output() string {
	th.mu.Lock()
	defer th.mu.Unlock()
	return th.raw.String()
}

// saved is the answers last saved, as question=state or question=value.
func (th *theatre) saved() string {
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
			if value = a.Value.Option; value == "" {
				value = fmt.Sprint(a.Value.Number)
			}
		}
		if a.Note != "" {
			value += fmt.Sprintf(" (%s)", a.Note)
		}
		said = append(said, a.Question+"="+value)
	}
	return strings.Join(said, " ")
}

func (th *theatre) hasSaved(want string) {
	th.t.Helper()
	if got := th.saved(); got != want {
		th.t.Errorf("saved %q, want %q", got, want)
	}
}

// result is what a small question returned.
func (th *theatre) result() string {
	th.t.Helper()
	data, err := os.ReadFile(th.saves)
	if err != nil {
		th.t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return lines[len(lines)-1]
}

const (
	enter    = "\r"
	escape   = "\x1b"
	up       = "\x1b[A"
	down     = "\x1b[B"
	left     = "\x1b[D"
	home     = "\x1b[H"
	end      = "\x1b[F"
	del      = "\x1b[3~"
	rubout   = "\x7f"
	ctrlC    = "\x03"
	ctrlD    = "\x04"
	killLine = "\x15"
	ctrlW    = "\x17"
)
