package cmd

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"rung/assess"
	"rung/rubric/lang"
)

// dialog is a conversation with the person at the terminal: the prompts of an
// interview, and the few questions that commands ask besides. Texts are in the
// language of the person; they may come from files, and are shown defanged.
//
// Where the person ends the input (Ctrl-D) an interview is quit and the other
// questions return io.EOF: never an answer. Ctrl-C, and the end of the context,
// is errInterrupted everywhere.
type dialog interface {
	assess.Prompter
	// Confirm asks for a yes or a no until it gets one.
	Confirm(question string) (bool, error)
	// Choose asks for one of the options, by its index, until it gets one.
	Choose(question string, options []string) (int, error)
	// Line asks for a line of text. The present text stays when nothing is
	// typed.
	Line(question, present string) (string, error)
	// Close gives the terminal back as it was.
	Close() error
}

// errInterrupted says that the person, or the system, stopped the conversation.
// It is a context.Canceled, and so exits with the code of interruptions.
var errInterrupted error = interruptedError{}

type interruptedError struct{}

func (e interruptedError) Error() string { return e.In(lang.EN) }

func (interruptedError) In(t lang.Tag) string { return lang.T("interrupted", "interrompu").In(t) }

func (interruptedError) Is(target error) bool { return target == context.Canceled }

// face is the manner in which questions are put.
type face string

// The faces. None means that there is nobody to ask.
const (
	noFace    face = "none"
	plainFace face = "plain" // lines of text, for any terminal and for pipes
	drawnFace face = "drawn" // lists to move in, for capable terminals
)

// surroundings is what a face is chosen by.
type surroundings struct {
	plain     bool   // --plain was given
	rungPlain string // RUNG_PLAIN
	term      string // TERM
	stdin     bool   // is a terminal
	stderr    bool   // is a terminal
}

// chooseFace returns how to ask in these surroundings. A pipe is read only when
// the person said --plain, so that no script waits for, or answers, a question
// by accident.
func chooseFace(s surroundings) face {
	switch {
	case s.plain:
		return plainFace
	case !s.stdin:
		return noFace
	case s.rungPlain != "", s.term == "", s.term == "dumb", !s.stderr, !canDraw:
		return plainFace
	}
	return drawnFace
}

// newDialog opens a conversation that ends when ctx does, and when the system
// interrupts or ends the process: whoever waits for an answer then gets
// errInterrupted, and Close gives the terminal back. The drawn face needs both
// streams to be terminals. Close it, whatever happened.
func newDialog(ctx context.Context, f face, in io.Reader, out io.Writer, t lang.Tag, color bool) (dialog, error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	if f != drawnFace {
		return interruptible{newPlainDialog(ctx, in, out, t, !isTerminal(in)), stop}, nil
	}
	d, err := newDrawnDialog(ctx, in.(*os.File), out.(*os.File), t, color)
	if err != nil {
		stop()
		return nil, err
	}
	return interruptible{d, stop}, nil
}

// interruptible is a dialog that takes the signals of the process until it is
// closed.
type interruptible struct {
	dialog
	stop func()
}

// Close gives the terminal back first, so that no signal finds it changed.
func (i interruptible) Close() error {
	defer i.stop()
	return i.dialog.Close()
}
