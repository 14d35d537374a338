package cmd

import (
	"context"
	"errors"

	"rung/rubric/lang"
)

// face is how this process can ask, in plain lines if that is wanted.
func (a *app) face(plain bool) face {
	return chooseFace(surroundings{
		plain: plain, rungPlain: a.Getenv("RUNG_PLAIN"), term: a.Getenv("TERM"),
		stdin: isTerminal(a.Stdin), stderr: isTerminal(a.Stderr),
	})
}

// dialog opens a conversation with the person at the terminal. Close it.
func (a *app) dialog(how face) (dialog, error) {
	return newDialog(context.Background(), how, a.Stdin, a.Stderr, a.lang, a.color(how == drawnFace))
}

// confirm asks for a yes or a no on the terminal.
func (a *app) confirm(question lang.Pair, args ...any) (yes bool, err error) {
	how := a.face(false)
	if how == noFace {
		return false, usageErrorf(lang.T("there is no terminal to ask on; add --yes", "il n’y a pas de terminal pour demander ; ajoutez --yes"))
	}
	talk, err := a.dialog(how)
	if err != nil {
		return false, err
	}
	yes, err = talk.Confirm(a.t(question, args...))
	return yes, errors.Join(err, talk.Close())
}
