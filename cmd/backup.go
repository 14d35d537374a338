package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"rung/assess/store"
	"rung/rubric/lang"
)

type backupOptions struct {
	app *app

	file  string
	force bool
}

func newBackup(a *app) *cobra.Command {
	o := backupOptions{app: a}
	c := &cobra.Command{
		Use:   "backup -o " + a.t("FILE"),
		Short: a.t("Copy the whole store, while it is in use"),
		Long: a.t("Copies every assessment, draft and session into one file that only you can read, opens the copy and checks it. " +
			"The keys of sealed sessions are not in it. Whoever is erased later is still in it. To look into a copy, name it as the store: RUNG_STORE=FILE. To go back to it, put it in the place of the store, while no " +
			"rung runs."),
		Example: "  rung backup -o rung-2026-03-02.db\n  RUNG_STORE=rung-2026-03-02.db rung calibrate list",
		Args:    arguments(0, 0),
		RunE:    func(*cobra.Command, []string) error { return o.run() },
	}
	c.Flags().StringVarP(&o.file, "output", "o", "", a.t("the `file` to copy to"))
	c.Flags().BoolVar(&o.force, "force", false, a.t("replace the file if it is there, such as an older copy"))
	return c
}

func (o *backupOptions) run() error {
	if o.file == "" || o.file == "-" {
		return usageErrorf("a copy of the store is a file; name it with -o FILE")
	}
	s, err := o.app.store()
	if err != nil {
		return err
	}
	o.app.sealOlder(s)
	done, err := s.Backup(o.file, o.force)
	if store.Is(err, store.Refused) {
		return codedError{exitUsage, err}
	}
	if err != nil {
		return err
	}
	o.app.tell("Copied to %s, and checked: %v, %v, %v.", o.file,
		lang.Count(done.Assessments, "assessment", "assessments"),
		lang.Count(done.Drafts, "draft", "drafts"),
		lang.Count(done.Sessions, "session", "sessions"))
	o.tellKeys(s)
	return nil
}

// tellKeys names the keys that are not in the copy, and that it needs.
func (o *backupOptions) tellKeys(s *store.Store) {
	sealed := o.app.stillSealed(s)
	if len(sealed) == 0 {
		return
	}
	o.app.tell("What is handed in to sessions that are not revealed yet opens only with their keys, which are not in the copy. Copy them too, to another place:")
	for _, session := range sealed {
		if path, err := o.app.keyFile(session); err == nil {
			fmt.Fprintln(o.app.Stderr, "  "+o.app.shown(path))
		}
	}
}
