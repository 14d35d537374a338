package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"rung/assess/store"
	"rung/cmd/ask"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// The exit codes of rung.
const (
	exitOK          = 0
	exitFailure     = 1
	exitUsage       = 2
	exitInvalid     = 3
	exitCheck       = 4
	exitConflict    = 5
	exitTooFew      = 6
	exitInterrupted = 130
)

// exitCodes says what each code means.
var exitCodes = []struct {
	code  int
	means lang.Text
}{
	{exitOK, "all went well"},
	{exitFailure, "something failed while running, or could not be read or written"},
	{exitUsage, "the command was not understood, or needs an answer and has no terminal"},
	{exitInvalid, "an input file is not valid"},
	{exitCheck, "a check failed"},
	{exitConflict, "locked, or changed elsewhere meanwhile"},
	{exitTooFew, "too few answers for a level"},
	{exitInterrupted, "interrupted; the draft is saved"},
}

// codedError is an error that knows its exit code. One without err has been
// told already: the code is all there is to say.
type codedError struct {
	code int
	err  error
}

func (e codedError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e codedError) Unwrap() error { return e.err }

// outcome ends a command with a code after everything was said.
func outcome(code int) error { return codedError{code: code} }

// usageErrorf is an error in how the command was called.
func usageErrorf(format string, args ...any) error {
	return codedError{exitUsage, lang.Errorf(format, args...)}
}

// invalid marks an error as one of an input file.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	return codedError{exitInvalid, err}
}

func exitCode(err error) int {
	var coded codedError
	var problems doc.Problems
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &problems):
		return exitInvalid
	case store.Is(err, store.Elsewhere), store.Is(err, store.Conflicting), store.Is(err, store.Busy):
		return exitConflict
	case store.Is(err, store.Exists), errors.Is(err, ask.ErrEndless):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitFailure
}

// reportError tells an error on w, in the language: each of those that are
// joined on a line of its own. Errors are made of raw texts, and are escaped
// here.
func (a *app) reportError(w io.Writer, err error) {
	for _, one := range joined(err) {
		var coded codedError
		var problems doc.Problems
		switch {
		case errors.As(one, &problems):
			fmt.Fprintln(w, a.problems(problems))
		case errors.As(one, &coded) && coded.err == nil:
		case isTerminal(w):
			a.wrapped(w, a.t("rung: %v", sayable(one)))
		default:
			fmt.Fprintln(w, a.shown(a.t("rung: %v", sayable(one))))
		}
	}
}

// joined are the errors that errors.Join put together; one error is itself.
func joined(err error) (all []error) {
	several, ok := err.(interface{ Unwrap() []error })
	if _, said := err.(lang.Localized); said || !ok {
		return []error{err}
	}
	for _, one := range several.Unwrap() {
		all = append(all, joined(one)...)
	}
	return all
}

// sayable gives the errors of the system that a person may meet their sentence
// in both languages, and every other error what to type next.
func sayable(err error) error {
	var said lang.Localized
	var path *fs.PathError
	if errors.As(err, &said) || !errors.As(err, &path) {
		return advised(err)
	}
	return lang.Errorf("%s: %v", path.Path, store.Reason(err))
}

// quitQuietly has SIGQUIT end the process as SIGTERM does, and not as it ends a
// program in Go, with everything that the program was at.
func quitQuietly() (stop func()) {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, syscall.SIGQUIT)
	go func() {
		for range quit {
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				self.Signal(syscall.SIGTERM)
			}
		}
	}()
	return func() {
		signal.Stop(quit)
		close(quit)
	}
}
