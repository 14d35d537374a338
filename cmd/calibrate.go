package cmd

import (
	"cmp"
	"errors"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

func newCalibrate(a *app) *cobra.Command {
	c := a.parent("calibrate", lang.T("Hold a calibration session on a group of assessments", "Tenir une session de calibration sur un groupe d’évaluations"),
		newCalibrateNew(a), newCalibrateAdd(a), newCalibrateStatus(a), newCalibrateReveal(a),
		newCalibrateAgenda(a), newCalibrateReview(a), newCalibrateDecide(a), newCalibrateReport(a),
		newCalibrateLog(a), newCalibrateLock(a), newCalibrateList(a), newCalibrateDemo(a))
	c.Long = a.in(lang.T(`A session goes from collecting to revealed to locked, and never back:

  rung calibrate new h2                  begin
  rung calibrate add h2 FILE|FOLDER…     take in what raters hand in; it is sealed
  rung calibrate status h2               who has handed in, and nothing of what
  rung calibrate reveal h2               freeze and open
  rung calibrate agenda h2               what is worth the group's time
  rung calibrate review h2               case by case, to an agreed level
  rung calibrate report h2               people, raters, agreement, decisions
  rung calibrate lock h2                 end

rung calibrate demo shows a whole report.`, `Une session va de la collecte au dévoilement puis au verrouillage, sans retour :

  rung calibrate new s2                  commencer
  rung calibrate add s2 FICHIER|DOSSIER… recevoir les évaluations, scellées
  rung calibrate status s2               qui a remis sa part, et rien de son contenu
  rung calibrate reveal s2               figer et ouvrir
  rung calibrate agenda s2               ce qui mérite le temps du groupe
  rung calibrate review s2               cas par cas, jusqu’à un niveau convenu
  rung calibrate report s2               personnes, évaluateurs, accord, décisions
  rung calibrate lock s2                 terminer

rung calibrate demo montre un rapport complet.`))
	return c
}

// byFlag is who does something to a session.
func (a *app) byFlag(c *cobra.Command, into *string) {
	c.Flags().StringVar(into, "by", "", a.in(lang.T("your `name`, for the log (or RUNG_BY)", "votre `nom`, pour le journal (ou RUNG_BY)")))
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

// change loads a session, does something to it, and stores it.
func (a *app) change(id, by string, do func(*calibrate.Session, calibrate.Act) error) (*calibrate.Session, error) {
	session, err := a.session(id)
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
	return session, a.keepSession(session)
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
	if errors.As(err, &wrong) || errors.As(err, &undecided) {
		return codedError{exitConflict, err}
	}
	return codedError{exitUsage, err}
}
