package cmd

import (
	"io"

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
		Short: a.in(lang.T("Everything that happened to a session, and the proof of it", "Tout ce qui est arrivé à une session, et sa preuve")),
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c)
	c.Flags().BoolVar(&o.verify, "verify", false, a.in(lang.T("prove that the log is whole", "prouver que le journal est intact")))
	return c
}

func (o *calibrateLogOptions) run(id string) error {
	if err := o.out.check(); err != nil {
		return err
	}
	if o.verify {
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
		io.WriteString(o.app.Stdout, o.app.in(f)+"\n")
	}
	if len(findings) > 0 {
		return codedError{exitCheck, lang.Errorf(lang.T("the log of %s is not what rung wrote", "le journal de %s n’est pas ce que rung a écrit"), id)}
	}
	io.WriteString(o.app.Stdout, o.app.t(lang.T("The log of %s is whole: %v, ending with %.12s.\n", "Le journal de %s est intact : %v, finissant par %.12s.\n"), id,
		lang.Count{N: record.Head.Seq, One: lang.T("entry", "entrée"), Many: lang.T("entries", "entrées")}, record.Head.Hash))
	return nil
}
