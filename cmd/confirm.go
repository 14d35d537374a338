package cmd

import (
	"context"
	"errors"

	"rung/rubric/lang"
)

// confirm asks for a yes or a no on the terminal.
func (a *app) confirm(question lang.Pair, args ...any) (yes bool, err error) {
	how := chooseFace(surroundings{
		rungPlain: a.Getenv("RUNG_PLAIN"), term: a.Getenv("TERM"),
		stdin: isTerminal(a.Stdin), stderr: isTerminal(a.Stderr),
	})
	if how == noFace {
		return false, usageErrorf(lang.T("there is no terminal to ask on; add --yes", "il n’y a pas de terminal pour demander ; ajoutez --yes"))
	}
	talk, err := newDialog(context.Background(), how, a.Stdin, a.Stderr, a.lang, a.color(how == drawnFace))
	if err != nil {
		return false, err
	}
	yes, err = talk.Confirm(a.t(question, args...))
	return yes, errors.Join(err, talk.Close())
}
