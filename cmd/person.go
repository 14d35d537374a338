package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric/lang"
)

func newExport(a *app) *cobra.Command {
	var out *output
	c := &cobra.Command{
		Use:   "export " + a.in(lang.T("[NAME]", "[NOM]")),
		Short: a.in(lang.T("Everything about one person, as one file", "Tout ce qui concerne une personne, en un fichier")),
		Long: a.in(lang.T("Writes every assessment and draft of one person, with the rubrics they were made with, and what calibration sessions came to about them, as one JSON document. `rung import` reads all of it but the sessions.",
			"Écrit toutes les évaluations et tous les brouillons d’une personne, avec leurs référentiels, et ce à quoi des sessions de calibration ont abouti pour elle, en un document JSON. `rung import` en reprend tout sauf les sessions.")),
		Example: "  rung export Ada -o ada.json",
		Args:    arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			s, err := a.store()
			if err != nil {
				return err
			}
			person := assess.PersonID(argument(args, 0, ""))
			if len(args) == 0 {
				if person, err = a.person(s, ""); err != nil {
					return err
				}
			}
			bundle, err := s.Export(person)
			if err != nil {
				return err
			}
			return out.write(func(w io.Writer) error { _, err := w.Write(bundle); return err })
		},
	}
	out = newOutput(a, c)
	return c
}

func newImport(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "import " + a.in(lang.T("FILE…", "FICHIER…")),
		Short: a.in(lang.T("Take in exported files", "Reprendre des fichiers exportés")),
		Args:  arguments(1, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.store()
			if err != nil {
				return err
			}
			builtIn, err := a.builtIn()
			if err != nil {
				return err
			}
			var known []store.RubricText
			for _, r := range builtIn {
				known = append(known, r.kept())
			}
			for _, file := range args {
				if err := a.importFile(s, file, known); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (a *app) importFile(s *store.Store, file string, known []store.RubricText) error {
	name, data, err := a.readUpTo(file, store.MaxBundle)
	if err != nil {
		return err
	}
	done, err := s.Import(name, data, a.Now(), known...)
	if err != nil {
		return err
	}
	a.tell(lang.T("%s: %v taken in, %d there already", "%s : %v, %d déjà là"), lang.Defang(name),
		lang.Count{N: len(done.Added), One: lang.T("assessment", "évaluation reprise"), Many: lang.T("assessments", "évaluations reprises")}, len(done.Present))
	if n := len(done.Restored); n > 0 {
		a.tell(lang.T("%v had been changed outside rung and was put back as it was.", "%v avait été modifiée hors de rung ; remise en l’état."),
			lang.Count{N: n, One: lang.T("assessment", "évaluation"), Many: lang.T("assessments", "évaluations")})
	}
	if n := len(done.Kept); n > 0 {
		a.tell(lang.T("%v left out: you have one of the same person here.", "%v laissé de côté : vous en avez un de la même personne ici."),
			lang.Count{N: n, One: lang.T("draft", "brouillon"), Many: lang.T("drafts", "brouillons")})
	}
	return nil
}

func newErase(a *app) *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:   "erase " + a.in(lang.T("NAME", "NOM")),
		Short: a.in(lang.T("Remove everything about one person, for good", "Supprimer tout ce qui concerne une personne, définitivement")),
		Long: a.in(lang.T("Removes every assessment and draft of a person, and replaces their name where they assessed others. Nothing of it can be brought back; `rung export` makes a copy first.",
			"Supprime toutes les évaluations et tous les brouillons d’une personne, et remplace son nom là où elle a évalué d’autres. Rien ne peut être retrouvé ; `rung export` en fait d’abord une copie.")),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.erase(args[0], yes) },
	}
	c.Flags().BoolVar(&yes, "yes", false, a.in(lang.T("do not ask", "ne pas demander")))
	return c
}

func (a *app) erase(name string, yes bool) error {
	s, err := a.store()
	if err != nil {
		return err
	}
	if !yes {
		if yes, err = a.confirm(lang.T("Erase everything about %s for good?", "Supprimer définitivement tout ce qui concerne %s ?"), lang.Defang(name)); err != nil || !yes {
			return err
		}
	}
	alias, err := store.Alias(a.Random)
	if err != nil {
		return err
	}
	act, err := a.act("")
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
	a.tell(lang.T("Erased %v and %v of %s; their name is gone from %v of others, %v and %v.", "Supprimé : %v et %v de %s ; son nom a disparu de %v d’autres personnes, %v et %v."),
		lang.Count{N: done.Assessments, One: lang.T("assessment", "évaluation"), Many: lang.T("assessments", "évaluations")},
		lang.Count{N: done.Drafts, One: lang.T("draft", "brouillon"), Many: lang.T("drafts", "brouillons")},
		lang.Defang(name),
		lang.Count{N: done.Rated, One: lang.T("assessment", "évaluation"), Many: lang.T("assessments", "évaluations")},
		lang.Count{N: done.Notes, One: lang.T("note", "note"), Many: lang.T("notes", "notes")},
		lang.Count{N: done.Sessions, One: lang.T("session", "session"), Many: lang.T("sessions", "sessions")})
	return nil
}
