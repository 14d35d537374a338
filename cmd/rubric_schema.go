package cmd

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rung/rubric/lang"
)

type rubricSchemaOptions struct {
	app *app
	out *destination
}

func newRubricSchema(a *app) *cobra.Command {
	o := rubricSchemaOptions{app: a}
	c := &cobra.Command{
		Use:   "schema " + a.t("[NAME]"),
		Short: a.t("The JSON Schema of a file format"),
		Long: a.t("Prints the JSON Schema (draft-07) of a kind of file; `rung help formats` lists the kinds. Without a name, that of " +
			"rubrics."),
		ValidArgs: kindNames(),
		Args:      arguments(0, 1),
		RunE:      func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, "rubric")) },
	}
	o.out = newDestination(a, c, "json")
	return c
}

func (o *rubricSchemaOptions) run(name string) error {
	schema, err := schemaOf(name)
	if err != nil {
		return err
	}
	return o.out.write(func(w io.Writer) error { _, err := w.Write(schema); return err })
}

// schemaOf is the JSON Schema of a format.
func schemaOf(name string) ([]byte, error) {
	for _, f := range kinds {
		if f.name == name {
			return f.schema, nil
		}
	}
	return nil, usageErrorf("there is no schema %v; there are %s", lang.Quoted(name), strings.Join(kindNames(), ", "))
}
