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
	head   string
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
	c.Flags().StringVar(&o.head, "head", "", a.t("with --verify: a `head` noted earlier, as reveal, lock and reports print it; prove that the log still has it"))
	return c
}

func (o *calibrateLogOptions) run(id string) error {
	if o.head != "" && !o.verify {
		return usageErrorf("--head is for --verify; add that")
	}
	if o.verify {
		if o.out.format != defaultFormat || !o.out.toStdout() {
			return usageErrorf("--verify prints one sentence; leave out --format and -o")
		}
		return o.runVerify(id)
	}
	session, err := o.app.sealedSession(id, "")
	if err != nil {
		return err
	}
	return o.out.print(views(session, report.Log, nil, wire.Log))
}

// runVerify proves the log of a session, or names every fault of it.
func (o *calibrateLogOptions) runVerify(id string) error {
	noted, err := o.noted()
	if err != nil {
		return err
	}
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
	switch faulty := (&calibrate.Tampered{Findings: findings}); {
	case len(findings) == 0:
		return o.whole(id, record, noted)
	case faulty.Newer():
		return codedError{exitCheck, lang.Errorf("the log of %s cannot be proved by this rung; use the newer one", id)}
	}
	return codedError{exitCheck, lang.Errorf("the log of %s is not what rung wrote; put back a copy of the store, or begin another session", id)}
}

// whole says that a log proves itself, and where the head is in it that was noted.
func (o *calibrateLogOptions) whole(id string, record calibrate.Record, noted calibrate.Head) error {
	entries, at := lang.Count(record.Head.Seq, "entry", "entries"), record.Find(noted)
	switch {
	case at == 0 && noted.Seq > record.Head.Seq:
		return codedError{exitCheck, lang.Errorf("the log of %s fits together, but the head that you noted is entry %d, and it has %v: its end was cut off, and it was sealed again",
			id, noted.Seq, entries)}
	case at == 0:
		return codedError{exitCheck, lang.Errorf("the log of %s fits together, but the head that you noted is not in it: its end was cut off or written anew since, and it was sealed again", id)}
	}
	fmt.Fprintln(o.app.Stdout, o.app.shown(o.app.t("The log of %s is whole: %v, ending with", id, entries)))
	fmt.Fprintln(o.app.Stdout, record.Head)
	if o.head != "" {
		fmt.Fprintln(o.app.Stdout, o.app.shown(o.app.t("The head that you noted is entry %d: up to it nothing was cut off or changed since.", at)))
	}
	return nil
}

// noted is the head that was given; zero without one.
func (o *calibrateLogOptions) noted() (calibrate.Head, error) {
	if o.head == "" {
		return calibrate.Head{}, nil
	}
	noted, err := calibrate.ParseHead(o.head)
	if err != nil {
		return noted, codedError{exitUsage, err}
	}
	return noted, nil
}
