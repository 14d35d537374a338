package cmd

import (
	"cmp"
	"path/filepath"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
)

// invited begins the demo as a session to be handed in to: the invitations of its five
// managers, and the envelopes of all but the last.
func (o *calibrateDemoOptions) invited() error {
	a := o.app
	r, err := a.rubric(defaultRubric)
	if err != nil {
		return err
	}
	act, err := a.act("Samira")
	if err != nil {
		return err
	}
	session, ratings, err := calibrate.DemoInvited(act, cmp.Or(o.save, "demo"), r.Rubric, a.lang)
	if err != nil {
		return sessionError(err)
	}
	key, err := a.seal(session, act, exchange.Terms{})
	if err != nil {
		return err
	}
	roster, err := session.Invitees(r.text)
	if err != nil {
		return err
	}
	invitations, err := roster.Invite(a.Random)
	if err != nil {
		return err
	}
	files, err := a.invitationFiles(session.ID(), invitations)
	if err != nil {
		return err
	}
	last := invitations[len(invitations)-1]
	envelopes, err := o.envelopes(session.ID(), invitations[:len(invitations)-1], ratings)
	if err != nil {
		return err
	}
	err = a.deliver(o.invite, append(files, envelopes...), false, func() error {
		register := &exchange.Register{Terms: roster.Terms}
		for _, one := range invitations {
			register.Enter(one.Public())
		}
		if _, err := session.Enter(act, register); err != nil {
			return err
		}
		s, err := a.store()
		if err != nil {
			return err
		}
		if err := a.keepRubric(s, r); err != nil {
			return err
		}
		return a.keepSealed(session, key, "")
	})
	if err != nil {
		return err
	}
	a.tell("%s is a session of 12 people, rated by 5. In %s are the invitations of these, and the envelopes of all but %s.", session.ID(), o.invite, last.Rater.Name)
	a.tell("Open the invitation of %s in a browser, or: rung assess --invite %s; put the envelope beside the others. Then: rung calibrate collect %s --from %s",
		last.Rater.Name, shellWord(filepath.Join(o.invite, invitationName(session.ID(), last)+".invitation")), session.ID(), shellWord(o.invite))
	return nil
}

// envelopes are what raters of the demo hand in.
func (o *calibrateDemoOptions) envelopes(session string, from []*exchange.Invitation, ratings []calibrate.Submission) (files []written, err error) {
	for _, one := range from {
		var said []exchange.Submission
		for _, sub := range ratings {
			if assess.PersonID(sub.Rater.Name) == assess.PersonID(one.Rater.Name) {
				said = append(said, exchange.Submission(sub))
			}
		}
		e, err := one.Seal(said, o.app.Now(), o.app.Random)
		if err != nil {
			return nil, err
		}
		files = append(files, written{invitationName(session, one) + envelopeEnding, e.Armoured()})
	}
	return files, nil
}
