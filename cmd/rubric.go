package cmd

import (
	"github.com/spf13/cobra"
)

func newRubric(a *app) *cobra.Command {
	return a.parent("rubric", "The rubrics: list, show, begin, check, try and compare them",
		newRubricList(a), newRubricShow(a), newRubricLint(a), newRubricTest(a), newRubricDiff(a),
		newRubricInit(a), newRubricImport(a), newRubricSchema(a))
}
