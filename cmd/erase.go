package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric/lang"
)

type eraseOptions struct {
	app *app

	yes bool
}

func newErase(a *app) *cobra.Command {
	o := eraseOptions{app: a}
	c := &cobra.Command{
		Use:   "erase " + a.t("NAME"),
		Short: a.t("Remove everything about one person, for good"),
		Long: a.t("Removes every assessment and draft of a person, and replaces their name where they assessed others. Nothing of it " +
			"can be brought back; `rung export` makes a copy first."),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	return c
}

func (o *eraseOptions) run(name string) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	if agreed, err := o.app.confirm(o.yes, "Erase everything about %s for good?", name); err != nil || !agreed {
		return err
	}
	alias, err := store.Alias(o.app.Random)
	if err != nil {
		return err
	}
	act, err := o.app.act("")
	if err != nil {
		return err
	}
	done, err := s.Erase(assess.PersonID(name), alias, act)
	if store.Is(err, store.Missing) {
		return lang.Errorf("there is nothing about %v; `rung history` lists the people it knows", lang.Quoted(name))
	}
	if err != nil {
		return err
	}
	o.tell(name, done)
	return nil
}

func (o *eraseOptions) tell(name string, done store.Erased) {
	o.app.tell("Erased %v and %v of %s; their name is gone from %v of others, %v and %v.",
		lang.Count(done.Assessments, "assessment", "assessments"),
		lang.Count(done.Drafts, "draft", "drafts"),
		name,
		lang.Count(done.Rated, "assessment", "assessments"),
		lang.Count(done.Notes, "note", "notes"),
		lang.Count(done.Sessions, "session", "sessions"))
}
