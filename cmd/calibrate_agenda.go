package cmd

import (
	"encoding/binary"
	"io"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
)

type calibrateAgendaOptions struct {
	app *app
	out *output

	minutes int
	seed    uint64
	given   func(option string) bool // whether it was, or stands for the default
	by      string
}

// defaultMinutes is the length of a meeting that nobody has said.
const defaultMinutes = 60

func newCalibrateAgenda(a *app) *cobra.Command {
	o := calibrateAgendaOptions{app: a}
	c := &cobra.Command{
		Use:   "agenda SESSION",
		Short: a.t("What is worth the group's time, and why"),
		Long: a.t("Orders the people by what is worth discussing and shares out the minutes. The order among equals is drawn; its " +
			"seed is recorded in the log, so that anybody can draw it again."),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c)
	o.given = c.Flags().Changed
	c.Flags().IntVar(&o.minutes, "minutes", defaultMinutes, a.t("the time there is, in `minutes`"))
	c.Flags().Uint64Var(&o.seed, "seed", 0, a.t("`seed` of the order among equals (default: drawn)"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateAgendaOptions) run(id string) error {
	session, opened, err := o.app.opened(id)
	if err != nil {
		return err
	}
	_, planned := opened.Agenda()
	if session.State() == calibrate.Revealed && (!planned || o.given("minutes") || o.given("seed")) {
		if opened, err = o.plan(session, opened); err != nil {
			return err
		}
	}
	return o.out.print(views(calibrate.Analyse(opened), report.Agenda, report.AgendaPage, wire.Agenda))
}

// plan records the minutes and the seed of the agenda. What was planned before
// stays where the options do not say otherwise.
func (o *calibrateAgendaOptions) plan(session *calibrate.Session, opened *calibrate.Opened) (*calibrate.Opened, error) {
	seed, minutes := o.seed, o.minutes
	before, planned := opened.Agenda()
	if planned && !o.given("minutes") {
		minutes = before.Minutes
	}
	var err error
	if !o.given("seed") {
		if seed = before.Seed; !planned {
			seed, err = drawSeed(o.app.Random)
		}
	}
	if err != nil {
		return nil, err
	}
	session, err = o.app.change(session.ID(), o.by, func(s *calibrate.Session, act calibrate.Act) error {
		return s.RecordAgenda(act, seed, minutes)
	})
	if err != nil {
		return nil, err
	}
	return session.Revealed()
}

// drawSeed draws a seed that is short enough to be read out.
func drawSeed(random io.Reader) (uint64, error) {
	var b [4]byte
	_, err := io.ReadFull(random, b[:])
	return uint64(binary.BigEndian.Uint32(b[:])) % 1_000_000, err
}
