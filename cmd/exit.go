package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

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
	means lang.Pair
}{
	{exitOK, lang.T("all went well", "tout s’est bien passé")},
	{exitFailure, lang.T("something failed while running, or could not be read or written", "quelque chose a échoué, ou n’a pas pu être lu ou écrit")},
	{exitUsage, lang.T("the command was not understood, or needs an answer and has no terminal", "la commande n’est pas comprise, ou attend une réponse sans terminal")},
	{exitInvalid, lang.T("an input file is not valid", "un fichier d’entrée n’est pas valide")},
	{exitCheck, lang.T("a check failed", "une vérification a échoué")},
	{exitConflict, lang.T("locked, or changed elsewhere meanwhile", "verrouillé, ou modifié ailleurs entre-temps")},
	{exitTooFew, lang.T("too few answers for a level", "trop peu de réponses pour un niveau")},
	{exitInterrupted, lang.T("interrupted; the draft is saved", "interrompu ; le brouillon est enregistré")},
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
func usageErrorf(format lang.Pair, args ...any) error {
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

// reportError tells an error on w, in the language: the error itself, once.
// Whatever stands in it, nothing invisible reaches a terminal.
func (a *app) reportError(w io.Writer, err error) {
	var coded codedError
	if errors.As(err, &coded) && coded.err == nil {
		return
	}
	var problems doc.Problems
	if errors.As(err, &problems) {
		fmt.Fprintln(w, lang.In(problems, a.lang))
		return
	}
	for line := range strings.SplitSeq(a.t(lang.T("rung: %v", "rung : %v"), sayable(err)), "\n") {
		fmt.Fprintln(w, lang.Defang(line))
	}
}

// sayable gives the errors of the system that a person may meet their sentence
// in both languages; every other error is returned as it is.
func sayable(err error) error {
	var said lang.Localized
	var path *fs.PathError
	if errors.As(err, &said) || !errors.As(err, &path) {
		return err
	}
	return lang.Errorf(lang.T("%s: %v", "%s : %v"), lang.Defang(path.Path), store.Reason(err))
}
