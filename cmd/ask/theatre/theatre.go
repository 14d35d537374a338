//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

// Package theatre is for tests: it plays a program on a terminal that is none,
// types, and looks at the screen.
package theatre

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"github.com/hinshun/vt10x"
	"golang.org/x/term"
)

// Keys as a terminal sends them.
const (
	Enter    = "\r"
	Escape   = "\x1b"
	Up       = "\x1b[A"
	Down     = "\x1b[B"
	Left     = "\x1b[D"
	Home     = "\x1b[H"
	End      = "\x1b[F"
	Del      = "\x1b[3~"
	Rubout   = "\x7f"
	CtrlC    = "\x03"
	CtrlD    = "\x04"
	KillLine = "\x15"
	CtrlW    = "\x17"
)

// deadline is how long a screen may take on a slow and busy machine.
const deadline = 30 * time.Second

// Theatre is a program on a pseudo-terminal, and the screen it draws on. Nothing
// answers the questions a terminal can be asked: the cursor report never comes.
type Theatre struct {
	t       *testing.T
	master  *os.File
	slave   *os.File // kept open, to look at the terminal's modes after the program
	before  *term.State
	program *exec.Cmd
	stdout  bytes.Buffer
	ended   chan struct{}
	blind   chan struct{} // closed when nobody watches the screen any more

	mu      sync.Mutex
	vt      vt10x.Terminal
	raw     bytes.Buffer
	changed chan struct{} // closed and replaced when the screen changes
	leaving bool          // stop watching at the next output
}

// Play starts a program with stdin and stderr on a terminal of this size. Its
// environment is added to that of the test and to TERM=xterm. It is killed at the
// end of the test. Where there are no pseudo-terminals the test is skipped.
func Play(t *testing.T, program *exec.Cmd, columns, rows int) *Theatre {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	th := &Theatre{t: t, master: master, slave: slave, program: program, vt: vt10x.New(vt10x.WithSize(columns, rows)),
		changed: make(chan struct{}), ended: make(chan struct{}), blind: make(chan struct{})}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		t.Fatal(err)
	}
	if th.before, err = term.GetState(int(slave.Fd())); err != nil {
		t.Fatal(err)
	}
	program.Env = slices.Concat(os.Environ(), []string{"TERM=xterm"}, program.Env)
	program.Stdin, program.Stdout, program.Stderr = slave, &th.stdout, slave
	program.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	go th.watch()
	go func() { program.Wait(); close(th.ended) }()
	t.Cleanup(th.close)
	return th
}

func (th *Theatre) close() {
	th.program.Process.Kill()
	<-th.ended
	th.slave.Close()
	th.master.Close()
}

func (th *Theatre) watch() {
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

// HangUp closes the terminal while the program waits for a key. A file that is
// being read does not close, so a key makes the program draw first.
func (th *Theatre) HangUp() {
	th.t.Helper()
	th.mu.Lock()
	th.leaving = true
	th.mu.Unlock()
	th.Types("2")
	<-th.blind
	th.slave.Close()
	th.master.Close()
}

// screen is what is on the screen, without the space at the ends of lines and
// with ~ for no-break spaces.
func (th *Theatre) screen() (text string, changed chan struct{}) {
	th.mu.Lock()
	defer th.mu.Unlock()
	var lines []string
	for _, line := range strings.Split(th.vt.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.ReplaceAll(strings.TrimRight(strings.Join(lines, "\n"), "\n"), "\u00a0", "~"), th.changed
}

// Until waits for a screen that holds what is wanted.
func (th *Theatre) Until(what string, wanted func(screen string) bool) {
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

// Sees waits for a text on the screen.
func (th *Theatre) Sees(text string) {
	th.t.Helper()
	th.Until(fmt.Sprintf("%q", text), func(screen string) bool { return strings.Contains(screen, text) })
}

// Shows waits for a whole screen.
func (th *Theatre) Shows(want string) {
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

// Types sends keys.
func (th *Theatre) Types(keys string) {
	th.t.Helper()
	if _, err := th.master.WriteString(keys); err != nil {
		th.t.Fatal(err)
	}
}

// Pastes sends a text as a terminal does that marks what is pasted.
func (th *Theatre) Pastes(text string) {
	th.t.Helper()
	th.Until("that pastes are marked", func(string) bool { return th.marksPastes() })
	th.Types("\x1b[200~" + text + "\x1b[201~")
}

// marksPastes reports whether the program has last asked the terminal to.
func (th *Theatre) marksPastes() bool {
	raw := th.Output()
	return strings.LastIndex(raw, "\x1b[?2004h") > strings.LastIndex(raw, "\x1b[?2004l")
}

// Signal sends a signal to the program.
func (th *Theatre) Signal(signal os.Signal) {
	th.t.Helper()
	if err := th.program.Process.Signal(signal); err != nil {
		th.t.Fatal(err)
	}
}

// Resize makes the terminal another size.
func (th *Theatre) Resize(columns, rows int) {
	th.t.Helper()
	th.mu.Lock()
	th.vt.Resize(columns, rows)
	th.mu.Unlock()
	if err := pty.Setsize(th.master, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		th.t.Fatal(err)
	}
}

// Wait waits for the end of the program, however it ends.
func (th *Theatre) Wait() {
	th.t.Helper()
	select {
	case <-th.ended:
	case <-time.After(deadline):
		screen, _ := th.screen()
		th.t.Fatalf("the program did not end; its screen:\n%s", screen)
	}
}

// Ends waits for the program and checks what every end has in common: the exit
// code, and the terminal as it was before.
func (th *Theatre) Ends(code int) {
	th.t.Helper()
	th.Wait()
	if got := th.program.ProcessState.ExitCode(); got != code {
		th.t.Errorf("exit code %d (%v), want %d", got, th.program.ProcessState, code)
	}
	after, err := term.GetState(int(th.slave.Fd()))
	if err != nil {
		th.t.Fatal(err)
	}
	if !reflect.DeepEqual(th.before, after) {
		th.t.Errorf("the terminal was left changed: %+v, before %+v", after, th.before)
	}
	th.Until("the cursor", func(string) bool { th.mu.Lock(); defer th.mu.Unlock(); return th.vt.CursorVisible() })
	if raw := th.Output(); strings.Contains(raw, "\x1b[6n") {
		th.t.Error("the terminal was asked for a cursor report")
	}
	th.Until("that pastes are not marked any more", func(string) bool { return !th.marksPastes() })
}

// Unread is what was typed and the program did not read, as whoever has the
// terminal after it would.
func (th *Theatre) Unread() string {
	th.t.Helper()
	fd := int(th.slave.Fd())
	if err := syscall.SetNonblock(fd, true); err != nil {
		th.t.Fatal(err)
	}
	b := make([]byte, 4096)
	n, _ := syscall.Read(fd, b)
	return string(b[:max(n, 0)])
}

// Output is everything that was drawn so far.
func (th *Theatre) Output() string {
	th.mu.Lock()
	defer th.mu.Unlock()
	return th.raw.String()
}

// Stdout is what the program wrote to stdout, once it has ended.
func (th *Theatre) Stdout() string { return th.stdout.String() }
