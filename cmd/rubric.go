package cmd

import (
	"github.com/spf13/cobra"

	"rung/rubric/lang"
)

func newRubric(a *app) *cobra.Command {
	return a.parent("rubric", lang.T("The rubrics: list, show, check and describe them", "Les référentiels : les lister, montrer, vérifier et décrire"),
		newRubricList(a), newRubricShow(a), newRubricLint(a), newRubricTest(a), newRubricSchema(a))
}
