package cmd

import (
	"path/filepath"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
)

// isRegister reports whether what is added is the register of a second holder.
func isRegister(paths []string) bool {
	return len(paths) == 1 && strings.EqualFold(filepath.Ext(paths[0]), ".register")
}

// enter records whom a second holder has invited.
func (o *calibrateAddOptions) enter(id, file string) error {
	name, data, err := o.app.readUpTo(file, exchange.MaxFile)
	if err != nil {
		return err
	}
	register, err := exchange.ParseRegister(name, data)
	if err != nil {
		return invalid(err)
	}
	agreed, err := o.mayReplace(id, register)
	if err != nil || !agreed {
		return err
	}
	var entered []assess.Person
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) (err error) {
		entered, err = s.Enter(act, register)
		return err
	})
	if err != nil {
		return err
	}
	if _, outdated := session.Against(register); len(outdated) > 0 {
		o.app.tell("Invited again since %s was written: %v; only their last invitation counts.", name, everyName(outdated))
	}
	if len(entered) == 0 {
		o.app.tell("Everybody in %s was entered before.", name)
		return nil
	}
	o.app.tell("Invited: %v. What they send back: rung calibrate collect %s --from FOLDER", everyName(entered), session.ID())
	return nil
}

// mayReplace asks before a register takes the place of invitations that were sent.
func (o *calibrateAddOptions) mayReplace(id string, register *exchange.Register) (bool, error) {
	session, err := o.app.session(id)
	if err != nil {
		return false, err
	}
	again, _ := session.Against(register)
	if len(again) == 0 {
		return true, nil
	}
	o.app.tellAgain(again)
	return o.app.confirm(o.yes, "Enter these invitations in place of the earlier ones?")
}

// tellAgain says what it means to be invited again.
func (a *app) tellAgain(people []assess.Person) {
	a.tell("Invited before: %v. What they handed in under that invitation, or still will, then counts no more.", everyName(people))
}
