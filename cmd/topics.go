package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rung/rubric/lang"
)

// newTopics are the pages of help that are about no command.
func newTopics(a *app) []*cobra.Command {
	return []*cobra.Command{
		{
			Use:   "exit-codes",
			Short: a.in(lang.T("The exit codes", "Les codes de sortie")),
			Long:  a.exitCodesPage(),
		},
		{
			Use:   "formats",
			Short: a.in(lang.T("The file formats, and where their schemas are", "Les formats de fichier, et où trouver leurs schémas")),
			Long: a.in(lang.T(`rung.rubric/v1      a ladder, in YAML; rung rubric show --format yaml
rung.answers/v1     answers written by hand, in YAML; rung template
rung.assessment/v1  one rater's answers as they are kept, in JSON (or YAML)
rung.bundle/v1      everything about one person, in JSON; rung export
rung.result/v1      what scoring makes of an assessment; --format json
rung.session/v1     the report of a calibration session; --format json

rung rubric schema NAME prints the JSON Schema (draft-07) of rubric, answers,
assessment, result or session. Times are UTC, texts UTF-8; JSON never changes
with the language.`, `rung.rubric/v1      une échelle, en YAML ; rung rubric show --format yaml
rung.answers/v1     des réponses écrites à la main, en YAML ; rung template
rung.assessment/v1  les réponses d’un évaluateur telles que gardées, en JSON (ou YAML)
rung.bundle/v1      tout ce qui concerne une personne, en JSON ; rung export
rung.result/v1      ce que le calcul fait d’une évaluation ; --format json
rung.session/v1     le rapport d’une session de calibration ; --format json

rung rubric schema NOM donne le schéma JSON (draft-07) de rubric, answers,
assessment, result ou session. Les heures sont en UTC, les textes en UTF-8 ; le
JSON ne change jamais avec la langue.`)),
		},
	}
}

func (a *app) exitCodesPage() string {
	var page strings.Builder
	for _, c := range exitCodes {
		fmt.Fprintf(&page, "%3d  %s\n", c.code, a.in(c.means))
	}
	return strings.TrimSuffix(page.String(), "\n")
}
