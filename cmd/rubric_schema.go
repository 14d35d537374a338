package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/rubric"
	"rung/rubric/lang"
)

type rubricSchemaOptions struct {
	app *app
	out *output
}

func newRubricSchema(a *app) *cobra.Command {
	o := rubricSchemaOptions{app: a}
	c := &cobra.Command{
		Use:   "schema [rubric|answers|assessment|result]",
		Short: a.in(lang.T("The JSON Schema of a file format", "Le schéma JSON d’un format de fichier")),
		Args:  arguments(0, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, "rubric")) },
	}
	o.out = newOutput(a, c)
	return c
}

func (o *rubricSchemaOptions) run(name string) error {
	if err := o.out.check(); err != nil {
		return err
	}
	schema, err := schemaOf(name)
	if err != nil {
		return err
	}
	return o.out.write(func(w io.Writer) error { _, err := w.Write(schema); return err })
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
