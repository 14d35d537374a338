package cmd

import (
	"errors"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric/lang"
)

// incoming is a session in a file.
type incoming struct {
	*app
	file    string
	session *calibrate.Session
	rubric  source
}

// importSession takes in an exported session: where there is none of it, or as far
// as it goes on from the one that is here.
func (a *app) importSession(file string, data []byte) error {
	in := incoming{app: a, file: file}
	if err := in.read(data); err != nil {
		return err
	}
	s, err := a.store()
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		err := in.goOn(s)
		if changed := store.Is(err, store.Elsewhere) || store.Is(err, store.Exists); !changed || try == tries {
			return err
		}
	}
}

// read takes the session out of its file, and refuses one that does not verify.
func (in *incoming) read(data []byte) error {
	record, text, err := store.SessionContents(in.file, data)
	if err != nil {
		return err
	}
	if in.rubric, err = sourceOf(text); err != nil {
		return invalid(err)
	}
	if in.session, err = calibrate.Replay(record, in.rubric.Rubric); err == nil {
		err = in.session.CheckContents()
	}
	var tampered *calibrate.Tampered
	if errors.As(err, &tampered) {
		return in.refused(tampered.Findings)
	}
	return invalid(err)
}

// maxFindings is how many faults of a log are told one by one.
const maxFindings = 8

func (in *incoming) refused(findings []calibrate.Finding) error {
	for _, f := range findings[:min(len(findings), maxFindings)] {
		in.tell("%s: %v", in.file, f)
	}
	if more := len(findings) - maxFindings; more > 0 {
		in.tell("%s: %v more", in.file, lang.Count(more, "fault", "faults"))
	}
	return invalid(lang.Errorf("%s is not what rung exported; nothing was taken in", in.file))
}

// goOn saves what the session has beyond the one that is here, and says what that
// is.
func (in *incoming) goOn(s *store.Store) error {
	here, err := in.app.session(in.session.ID())
	if store.Is(err, store.Missing) {
		return in.save(s, in.session.All(), lang.Sprintf("Session %s is here now", in.session.ID()))
	}
	if err != nil {
		return err
	}
	change, any, err := in.session.Beyond(here)
	switch {
	case err != nil:
		return parted(err)
	case !any:
		in.tellNothingNew(here)
		return nil
	}
	return in.save(s, change, lang.Sprintf("Session %s goes on by %v", in.session.ID(), lang.Count(len(change.Entries), "entry", "entries")))
}

func (in *incoming) save(s *store.Store, change calibrate.Change, how lang.Message) error {
	if err := in.keepRubric(s, in.rubric); err != nil {
		return err
	}
	if err := s.SaveSession(change); err != nil {
		return err
	}
	in.tell("%v: %v, %v, ending with %s. Next: rung calibrate status %s", how, report.StateName(change.State),
		lang.Count(change.Head.Seq, "entry", "entries"), change.Head.Hash, change.Session)
	session, err := in.sealedSession(change.Session, "")
	if err != nil {
		return err
	}
	in.tellLost(session)
	if change.Unkeyed != "" {
		return in.tellKeyGone(session)
	}
	return nil
}

func (in *incoming) tellNothingNew(here *calibrate.Session) {
	if ahead := here.Head().Seq - in.session.Head().Seq; ahead > 0 {
		in.tell("Session %s is ahead of %s by %v; nothing was changed.", here.ID(), in.file, lang.Count(ahead, "entry", "entries"))
		return
	}
	in.tell("Session %s is here already, the same as in %s.", here.ID(), in.file)
}

// parted says, of two copies that went apart, what each has from there on.
func parted(err error) error {
	var e *calibrate.PartedError
	if !errors.As(err, &e) {
		return err
	}
	return codedError{exitConflict, lang.Errorf("%v, and nothing was changed; here: %v; in the file: %v; to go on with the file, "+
		"`rung calibrate delete %s --keep-key` first", e, recorded(e.Here), recorded(e.There), e.Session)}
}

// recorded says what an entry records, when, and by whom.
func recorded(e calibrate.Event) lang.Message {
	at := e.At.UTC().Format("2006-01-02 15:04")
	if e.Who.Name == "" {
		return lang.Sprintf("%v (%s UTC)", report.Event(e), at)
	}
	return lang.Sprintf("%v (%s UTC, by %s)", report.Event(e), at, e.Who.Name)
}
