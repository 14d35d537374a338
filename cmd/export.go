package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/store"
)

type exportOptions struct {
	app *app
	out *destination
}

func newExport(a *app) *cobra.Command {
	o := exportOptions{app: a}
	c := &cobra.Command{
		Use:   "export " + a.t("[NAME]"),
		Short: a.t("Everything about one person, as one file"),
		Long: a.t("Writes every assessment and draft of one person, with the rubrics they were made with, and what calibration "+
			"sessions came to about them, as one JSON document. `rung import` reads all of it but the sessions.") + " " + a.in(naming),
		Example: "  rung export Ada -o ada.json",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	o.out = newDestination(a, c, "json")
	return c
}

func (o *exportOptions) run(names []string) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	who, _ := meant(o.app.subjects(), argument(names, 0, ""))
	if len(names) == 0 {
		if who.ID, err = o.app.person(s, ""); err != nil {
			return err
		}
	}
	bundle, err := s.Export(who.ID)
	if store.Is(err, store.Missing) {
		return nobody(o.app.subjects(), names[0])
	}
	if err != nil {
		return err
	}
	if err := o.out.write(func(w io.Writer) error { _, err := w.Write(bundle); return err }); err != nil {
		return err
	}
	if saved, err := s.List(store.Filter{Subject: who.ID}); err == nil && o.app.givePeersAway(saved) {
		o.app.tell("It holds what peers said, each by name: a copy to keep, not to hand on.")
	}
	if len(bundle) > assess.MaxFile {
		o.app.tell("That is more than %d MiB, the most that `rung import` reads; keep a copy of the store as well.", assess.MaxFile>>20)
	}
	return nil
}
