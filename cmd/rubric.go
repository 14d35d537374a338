package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/rubric"
	"rung/rubric/lang"
)

func newRubric(a *app) *cobra.Command {
	return a.parent("rubric", lang.T("The rubrics: list, show, check and describe them", "Les référentiels : les lister, montrer, vérifier et décrire"),
		newRubricList(a), newRubricShow(a), newRubricLint(a), newRubricTest(a), newRubricSchema(a))
}

func newRubricList(a *app) *cobra.Command {
	var out *output
	c := &cobra.Command{
		Use:   "list",
		Short: a.in(lang.T("The built-in rubrics", "Les référentiels fournis")),
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if err := out.check(); err != nil {
				return err
			}
			builtIn, err := a.builtIn()
			if err != nil {
				return err
			}
			var all []*rubric.Rubric
			for _, r := range builtIn {
				all = append(all, r.Rubric)
			}
			return inFormat(out, all, report.Rubrics, report.RubricsJSON)
		},
	}
	out = newOutput(a, c, "table", "json")
	return c
}

func newRubricShow(a *app) *cobra.Command {
	var out *output
	c := &cobra.Command{
		Use:     "show " + a.in(lang.T("[ID|FILE]", "[ID|FICHIER]")),
		Short:   a.in(lang.T("A whole rubric: dimensions, levels, questions", "Un référentiel entier : dimensions, niveaux, questions")),
		Example: "  rung rubric show\n  rung rubric show product --format yaml > mine.yaml",
		Args:    arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			ref := argument(args, 0, defaultRubric)
			if err := out.check(ref); err != nil {
				return err
			}
			r, err := a.rubric(ref)
			if err != nil {
				return err
			}
			return out.write(func(w io.Writer) error {
				switch out.format {
				case "yaml":
					_, err := w.Write(r.text)
					return err
				case "json":
					return report.RubricJSON(w, r.Rubric)
				}
				return report.Rubric(w, r.Rubric, out.options(false))
			})
		},
	}
	out = newOutput(a, c, "table", "json", "yaml")
	return c
}

// argument is the i-th argument, or what stands for it.
func argument(args []string, i int, otherwise string) string {
	if i < len(args) {
		return args[i]
	}
	return otherwise
}

func newRubricLint(a *app) *cobra.Command {
	var strict bool
	c := &cobra.Command{
		Use:   "lint " + a.in(lang.T("[ID|FILE]…", "[ID|FICHIER]…")),
		Short: a.in(lang.T("Check rubric files: every error and advice, with its place", "Vérifier des fichiers : chaque erreur et conseil, avec sa place")),
		Args:  arguments(0, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{defaultRubric}
			}
			return a.lint(args, strict)
		},
	}
	c.Flags().BoolVar(&strict, "strict", false, a.in(lang.T("advice fails the check too", "un conseil fait aussi échouer la vérification")))
	return c
}

// lint checks every file, also after a bad one, and ends with the worst code.
func (a *app) lint(refs []string, strict bool) error {
	worst := exitOK
	for _, ref := range refs {
		name, data, err := a.rubricText(ref)
		var r *rubric.Rubric
		if err == nil {
			r, err = rubric.Parse(name, data)
		}
		if err != nil {
			a.reportError(a.Stderr, err)
			worst = max(worst, exitCode(err))
			continue
		}
		advice := rubric.Lint(name, data)
		if len(advice) > 0 {
			io.WriteString(a.Stderr, a.in(advice)+"\n")
			if strict {
				worst = max(worst, exitCheck)
			}
		}
		io.WriteString(a.Stdout, a.t(lang.T("%s: valid, %v, %v, %v; %v\n", "%s : valide, %v, %v, %v ; %v\n"), lang.Defang(name),
			lang.Count{N: len(r.Levels), One: lang.T("level", "niveau"), Many: lang.T("levels", "niveaux")},
			lang.Count{N: len(r.Dimensions), One: lang.T("dimension", "dimension"), Many: lang.T("dimensions", "dimensions")},
			lang.Count{N: len(r.Questions), One: lang.T("question", "question"), Many: lang.T("questions", "questions")},
			lang.Count{N: len(advice), One: lang.T("piece of advice", "conseil"), Many: lang.T("pieces of advice", "conseils")}))
	}
	if worst != exitOK {
		return outcome(worst)
	}
	return nil
}

// The bar for the confidence that a rubric claims.
const calibrationBar = 0.02

func newRubricTest(a *app) *cobra.Command {
	var out *output
	var people int
	var seed uint64
	var answered float64
	c := &cobra.Command{
		Use:   "test " + a.in(lang.T("[ID|FILE]", "[ID|FICHIER]")),
		Short: a.in(lang.T("Simulate people at known levels: does the rubric find them?", "Simuler des personnes de niveau connu : le référentiel les retrouve-t-il ?")),
		Long: a.in(lang.T("Simulates people at known levels of a rubric and has them answer as people do: with noise, unevenly, leniently. Says how often the rubric finds their level, and whether the confidence it claims is true; where it is not, the temperature that would make it so.",
			"Simule des personnes de niveau connu et les fait répondre comme on répond : avec du bruit, des écarts, de l’indulgence. Dit combien le référentiel en retrouve, et si la confiance qu’il annonce est juste ; sinon, la température qui la rendrait juste.")),
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			ref := argument(args, 0, defaultRubric)
			if err := out.check(ref); err != nil {
				return err
			}
			if people < 1 || people > 1_000_000 || !(answered > 0 && answered <= 1) {
				return usageErrorf(lang.T("--people takes 1 to 1000000, --answered a share above 0 and up to 1", "--people prend 1 à 1000000, --answered une part au-dessus de 0 et jusqu’à 1"))
			}
			r, err := a.rubric(ref)
			if err != nil {
				return err
			}
			s := assess.Simulate(r.Rubric, people, answered, seed)
			if err := out.write(func(w io.Writer) error {
				if out.format == "json" {
					return report.SimulationJSON(w, r.Rubric, s)
				}
				return report.Simulation(w, r.Rubric, s, calibrationBar, out.options(false))
			}); err != nil {
				return err
			}
			if s.People == 0 || s.ECE >= calibrationBar {
				return outcome(exitCheck)
			}
			return nil
		},
	}
	c.Flags().IntVar(&people, "people", 20_000, a.in(lang.T("the `number` of people to simulate (default 20000)", "le `nombre` de personnes à simuler (20000 par défaut)")))
	c.Flags().Uint64Var(&seed, "seed", 1, a.in(lang.T("the `seed` of the chance (default 1)", "la `graine` du hasard (1 par défaut)")))
	c.Flags().Float64Var(&answered, "answered", 1, a.in(lang.T("the `share` of the questions they answer (default 1)", "la `part` des questions auxquelles elles répondent (1 par défaut)")))
	out = newOutput(a, c, "table", "json")
	return c
}

func newRubricSchema(a *app) *cobra.Command {
	var out *output
	c := &cobra.Command{
		Use:   "schema [rubric|answers|assessment|result]",
		Short: a.in(lang.T("The JSON Schema of a file format", "Le schéma JSON d’un format de fichier")),
		Args:  arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			schema, err := schemaOf(argument(args, 0, "rubric"))
			if err != nil {
				return err
			}
			return out.write(func(w io.Writer) error { _, err := w.Write(schema); return err })
		},
	}
	out = newOutput(a, c)
	return c
}

// schemaOf is the JSON Schema of a format that rung reads or writes.
func schemaOf(name string) ([]byte, error) {
	switch name {
	case "rubric":
		return rubric.JSONSchema(), nil
	case "answers", "assessment":
		return assess.JSONSchema(name), nil
	case "result", "session":
		return report.JSONSchema(name), nil
	}
	return nil, usageErrorf(lang.T("there is no schema %q; there are rubric, answers, assessment, result, session", "le schéma %q n’existe pas ; il y a rubric, answers, assessment, result, session"), name)
}
