package cmd

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// byFlag is who does something to a session.
func (a *app) byFlag(c *cobra.Command, into *string) {
	c.Flags().StringVar(into, "by", "", a.t("your `name`, for the log (or RUNG_BY)"))
}

// act is an action on a session by somebody, now.
func (a *app) act(by string) (calibrate.Act, error) {
	act := calibrate.Act{At: a.Now(), Random: a.Random}
	name := cmp.Or(by, a.Getenv("RUNG_BY"))
	if name == "" {
		return act, nil
	}
	who, err := person(name)
	act.Who = who
	return act, err
}

// session loads a session from the shelf.
func (a *app) session(id string) (*calibrate.Session, error) {
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	record, err := s.LoadSession(id)
	if err != nil {
		return nil, sealBroken(err)
	}
	ref, ok := calibrate.RubricOf(record)
	if !ok {
		return nil, sealBroken(&calibrate.Tampered{Session: id, Findings: calibrate.Verify(record)})
	}
	r, err := a.rubricOf(ref)
	if err != nil {
		return nil, err
	}
	session, err := calibrate.Replay(record, r.Rubric)
	return session, sealBroken(err)
}

// opened loads a revealed session.
func (a *app) opened(id string) (*calibrate.Session, *calibrate.Opened, error) {
	session, err := a.sealedSession(id, "")
	if err != nil {
		return nil, nil, err
	}
	opened, err := session.Revealed()
	if err != nil {
		return nil, nil, sessionError(err)
	}
	return session, opened, nil
}

// sealBroken gives a log that does not verify its exit code.
func sealBroken(err error) error {
	var tampered *calibrate.Tampered
	if errors.As(err, &tampered) || store.Is(err, store.Changed) {
		return codedError{exitCheck, err}
	}
	return err
}

// keepSession stores what was done to a session since it was loaded, in one
// transaction.
func (a *app) keepSession(session *calibrate.Session) error {
	change, any := session.Change()
	if !any {
		return nil
	}
	s, err := a.store()
	if err != nil {
		return err
	}
	if err := s.SaveSession(change); err != nil {
		return err
	}
	session.Saved()
	return nil
}

// tries is how often a change is tried on a session that others change too, and
// longestWait how long the last of them may wait.
const (
	tries       = 60
	longestWait = time.Second
)

// change loads a session, does something to it, and stores it. If another process
// was faster, all of it is done again, after a wait drawn by lot so that not all come
// back at once; do announces nothing.
func (a *app) change(id, by string, do func(*calibrate.Session, calibrate.Act) error) (*calibrate.Session, error) {
	for try := 1; ; try++ {
		session, err := a.sealedSession(id, by)
		if store.Is(err, store.Elsewhere) && try < tries {
			continue
		}
		if err != nil {
			return nil, err
		}
		act, err := a.act(by)
		if err != nil {
			return nil, err
		}
		if err := do(session, act); err != nil {
			return nil, sessionError(err)
		}
		if err := a.keepSession(session); !store.Is(err, store.Elsewhere) || try == tries {
			return session, err
		}
		time.Sleep(rand.N(longestWait * time.Duration(try) / tries))
	}
}

// frozen says what can still be done when it is too late to mend what a session
// holds.
func frozen(err error) error {
	var state *calibrate.StateError
	switch {
	case !errors.As(err, &state):
		return err
	case state.State == calibrate.Locked:
		return codedError{exitConflict, lang.Errorf("%v; `rung calibrate correct %s` adds a correction, with its reason", state.Message, state.Session)}
	}
	if state.State == calibrate.Closed {
		return codedError{exitConflict, lang.Errorf("%v; once it is revealed, leave a person without a level with `rung calibrate decide %s --subject NAME --no-level --why REASON`, or begin another session",
			state.Message, state.Session)}
	}
	return codedError{exitConflict, lang.Errorf("%v; leave a person without a level with `rung calibrate decide %s --subject NAME --no-level --why REASON`, or begin another session",
		state.Message, state.Session)}
}

// toHandOver are the commands that hand over what a locked session decided.
func (a *app) toHandOver(session *calibrate.Session) string {
	return strings.Join(report.ToHandOver(session, a.lang), " · ")
}

// tellHead prints the end of the log, which proves later that nothing up to it was
// cut off or changed, in a line to copy.
func (a *app) tellHead(session *calibrate.Session) {
	a.tell("Keep this line outside the store: it proves later that the log up to here was neither cut nor written anew.")
	fmt.Fprintln(a.Stderr, a.t("  rung calibrate log %s --verify --head %s", session.ID(), session.Head().String()))
}

// sessionError gives the errors of a session their exit codes: a wrong state is
// a conflict, everything else is how the command was called.
func sessionError(err error) error {
	var coded codedError
	var problems doc.Problems
	if errors.As(err, &coded) || errors.As(err, &problems) {
		return err
	}
	var wrong *calibrate.StateError
	var undecided *calibrate.UndecidedError
	var unread *calibrate.UnreadError
	if errors.As(err, &wrong) || errors.As(err, &undecided) || errors.As(err, &unread) {
		return codedError{exitConflict, err}
	}
	return codedError{exitUsage, err}
}
