//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd_test

import (
	"strings"
	"testing"

	"rung/cmd/ask/theatre"
)

// TestWhatCannotBeMendedLaterIsAsked answers no and then yes where a session loses
// something for good: on a terminal, with everybody named who is concerned.
func TestWhatCannotBeMendedLaterIsAsked(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	m.must("calibrate", "add", "h2", "--expect", m.put("roster.csv", "subject,rater,relation\nAda,Pia,manager\nBo,,self\n"),
		m.put("1.csv", "subject,rater,relation,level\nAda,Nadia,manager,senior\nBo,Omar,manager,senior\nCy,Omar,manager,junior\nO. Sy,Nadia,panel,junior\nOla Sy,Nadia,panel,lead\n"))
	for _, c := range []struct {
		command string
		sees    []string
		no, yes string
	}{
		{"calibrate withdraw h2 --person Cy", []string{"This removes 1 rating for good"}, "Nothing was withdrawn.", "Withdrawn: 1 rating handed in"},
		{"calibrate reveal h2", []string{"Pia has not rated Ada, as manager", "Bo, self-assessment", "O. Sy and Ola Sy may be one person"}, "Nothing was revealed.", "is revealed"},
		{"calibrate lock h2", []string{"Nothing is decided about “Ada”, “Bo”, “O. Sy” and “Ola Sy”"}, "Nothing was locked.", "is locked"},
	} {
		for _, answer := range []struct{ key, says string }{{"n", c.no}, {"y", c.yes}} {
			th := m.play(strings.Fields(c.command)...)
			for _, text := range c.sees {
				th.Sees(text)
			}
			th.Sees("y or n")
			th.Types(answer.key + theatre.Enter)
			th.Ends(0)
			th.Sees(answer.says)
		}
	}
	m.must("calibrate", "log", "h2", "--verify")
}
