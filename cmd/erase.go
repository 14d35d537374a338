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
		Use:   "erase " + a.in(lang.T("NAME", "NOM")),
		Short: a.in(lang.T("Remove everything about one person, for good", "Supprimer tout ce qui concerne une personne, définitivement")),
		Long: a.in(lang.T("Removes every assessment and draft of a person, and replaces their name where they assessed others. Nothing of it can be brought back; `rung export` makes a copy first.",
			"Supprime toutes les évaluations et tous les brouillons d’une personne, et remplace son nom là où elle a évalué d’autres. Rien ne peut être retrouvé ; `rung export` en fait d’abord une copie.")),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	c.Flags().BoolVar(&o.yes, "yes", false, a.in(lang.T("do not ask", "ne pas demander")))
	return c
}

func (o *eraseOptions) run(name string) error {
	s, err := o.app.store()
	if err != nil {
		return err
	}
	if agreed, err := o.agreed(name); err != nil || !agreed {
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
		return lang.Errorf(lang.T("there is nothing about %q; `rung history` lists the people it knows", "il n’y a rien sur %q ; `rung history` donne la liste des personnes connues"), name)
	}
	if err != nil {
		return err
	}
	o.tell(name, done)
	return nil
}

// agreed asks whether to go on, unless that was said already.
func (o *eraseOptions) agreed(name string) (bool, error) {
	if o.yes {
		return true, nil
	}
	return o.app.confirm(lang.T("Erase everything about %s for good?", "Supprimer définitivement tout ce qui concerne %s ?"), lang.Defang(name))
}

func (o *eraseOptions) tell(name string, done store.Erased) {
	o.app.tell(lang.T("Erased %v and %v of %s; their name is gone from %v of others, %v and %v.", "Supprimé : %v et %v de %s ; son nom a disparu de %v d’autres personnes, %v et %v."),
		lang.Count{N: done.Assessments, One: lang.T("assessment", "évaluation"), Many: lang.T("assessments", "évaluations")},
		lang.Count{N: done.Drafts, One: lang.T("draft", "brouillon"), Many: lang.T("drafts", "brouillons")},
		lang.Defang(name),
		lang.Count{N: done.Rated, One: lang.T("assessment", "évaluation"), Many: lang.T("assessments", "évaluations")},
		lang.Count{N: done.Notes, One: lang.T("note", "note"), Many: lang.T("notes", "notes")},
		lang.Count{N: done.Sessions, One: lang.T("session", "session"), Many: lang.T("sessions", "sessions")})
}
