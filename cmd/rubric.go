package cmd

import (
	"github.com/spf13/cobra"
)

func newRubric(a *app) *cobra.Command {
	return a.parent("rubric", "The rubrics: list, show, check, begin and describe them",
		newRubricList(a), newRubricShow(a), newRubricLint(a), newRubricTest(a),
		newRubricInit(a), newRubricImport(a), newRubricSchema(a))
}
