package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric/lang"
)

type calibrateExportOptions struct {
	app *app
	out *destination
}

func newCalibrateExport(a *app) *cobra.Command {
	o := calibrateExportOptions{app: a}
	c := &cobra.Command{
		Use:   "export SESSION",
		Short: a.t("The whole session as one file, for another machine"),
		Long: a.t("Writes the session with its log, everything handed in and its rubric. `rung calibrate import` takes it in on another " +
			"machine, or goes on with it here. Before reveal what was handed in is encrypted in it, and the key is not; give that by another way to " +
			"whoever shall reveal. Once revealed, whoever has the file can read everything, and what each peer said: it is for somebody who facilitates too."),
		Example: "  rung calibrate export h2 -o h2.json\n  rung calibrate import h2.json",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newDestination(a, c, "json")
	return c
}

func (o *calibrateExportOptions) run(id string) error {
	session, err := o.app.sealedSession(id, "")
	if err != nil {
		return err
	}
	r, err := o.app.rubricOf(assess.Ref(session.Rubric()))
	if err != nil {
		return err
	}
	file, err := store.EncodeSession(session.Record(), r.kept())
	if err != nil {
		return err
	}
	if len(file) > store.MaxSessionBundle {
		return lang.Errorf("session %v is larger than %d MiB, the most that `rung import` reads; move a copy of the store: `rung backup`",
			lang.Quoted(id), store.MaxSessionBundle>>20)
	}
	if err := o.out.write(func(w io.Writer) error { _, err := w.Write(file); return err }); err != nil {
		return err
	}
	if session.State().Before() && session.Sealed() {
		o.app.tell("What was handed in to %s is encrypted in this file, and the key is not in it.", session.ID())
	} else {
		o.app.tell("Whoever has this file can read everything handed in to %s, each peer's rating too.", session.ID())
	}
	o.app.tell("The log has %v and ends with %s.", lang.Count(session.Head().Seq, "entry", "entries"), session.Head().Hash)
	return nil
}
