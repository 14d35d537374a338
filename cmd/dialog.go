package cmd

import (
	"context"
	"errors"

	"rung/cmd/ask"
)

// face is how this process can ask, in plain lines if that is wanted.
func (a *app) face(plain bool) ask.Face {
	return ask.Surroundings{
		Plain: plain, RungPlain: a.Getenv("RUNG_PLAIN"), Term: a.Getenv("TERM"),
		Stdin: isTerminal(a.Stdin), Stderr: isTerminal(a.Stderr),
	}.Face()
}

// dialog opens a conversation with the person at the terminal. Close it.
func (a *app) dialog(how ask.Face) (ask.Dialog, error) {
	return ask.Open(context.Background(), how, ask.Streams{
		In: a.Stdin, Out: a.alone(), Lang: a.lang, Color: a.color(how == ask.Drawn), ASCII: a.ascii(),
		Echo: !isTerminal(a.Stdin), Dumb: a.Getenv("TERM") == "dumb",
	})
}

// confirm asks for a yes or a no on the terminal, unless yes was said already.
func (a *app) confirm(yes bool, question string, args ...any) (bool, error) {
	if yes {
		return true, nil
	}
	how := a.face(false)
	if how == ask.None {
		return false, usageErrorf("there is no terminal to ask on; add --yes")
	}
	talk, err := a.dialog(how)
	if err != nil {
		return false, err
	}
	yes, err = talk.Confirm(a.t(question, args...))
	return yes, errors.Join(err, talk.Close())
}
