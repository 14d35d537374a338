package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

type calibrateLogOptions struct {
	app *app
	out *output

	verify bool
}

func newCalibrateLog(a *app) *cobra.Command {
	o := calibrateLogOptions{app: a}
	c := &cobra.Command{
		Use:   "log SESSION",
		Short: a.t("Everything that happened to a session, and the proof of it"),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c)
	c.Flags().BoolVar(&o.verify, "verify", false, a.t("prove that the log is whole"))
	return c
}

func (o *calibrateLogOptions) run(id string) error {
	if o.verify {
		if o.out.format != defaultFormat || !o.out.toStdout() {
			return usageErrorf("--verify prints one sentence; leave out --format and -o")
		}
		return o.runVerify(id)
	}
	session, err := o.app.session(id)
	if err != nil {
		return err
	}
	return o.out.print(views(session, report.Log, nil, wire.Log))
}

// runVerify proves the log of a session, or names every fault of it.
func (o *calibrateLogOptions) runVerify(id string) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	record, err := s.LoadSession(id)
	if err != nil {
		return sealBroken(err)
	}
	findings := calibrate.Verify(record)
	for _, f := range findings {
		fmt.Fprintln(o.app.Stdout, o.app.shown(o.app.in(f)))
	}
	if len(findings) > 0 {
		return codedError{exitCheck, lang.Errorf("the log of %s is not what rung wrote", id)}
	}
	fmt.Fprintln(o.app.Stdout, o.app.shown(o.app.t("The log of %s is whole: %v, ending with %.12s.", id,
		lang.Count(record.Head.Seq, "entry", "entries"), record.Head.Hash)))
	return nil
}
