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
	var entered []assess.Person
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) (err error) {
		entered, err = s.Enter(act, register)
		return err
	})
	if err != nil {
		return err
	}
	if len(entered) == 0 {
		o.app.tell("Everybody in %s was entered before.", name)
		return nil
	}
	o.app.tell("Invited: %v. What they send back: rung calibrate collect %s --from FOLDER", everyName(entered), session.ID())
	return nil
}
