package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/draft"
	"rung/rubric/lang"
)

type rubricImportOptions struct {
	app *app
	out *destination

	sheet, role, id string
	texts           lang.Tag // as --lang says; empty where it does not
}

func newRubricImport(a *app) *cobra.Command {
	o := rubricImportOptions{app: a}
	c := &cobra.Command{
		Use:   "import " + a.t("FILE"),
		Short: a.t("Make a rubric of a ladder in a spreadsheet or in Markdown"),
		Long: a.t("Reads a ladder from a workbook, CSV, TSV or Markdown, and writes a rubric in its words: levels in rows or in columns; a row " +
			"for each level and skill; or a heading for each level. Says what it guessed, and what `rung rubric lint` advises. --lang is the " +
			"language of the file too."),
		Example: "  rung rubric import ladder.xlsx -o mine.yaml\n  rung rubric import ladder.md --lang fr -o mine.yaml",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	c.Flags().StringVar(&o.sheet, "sheet", "", a.t("the `name` of the sheet that is read of a workbook"))
	c.Flags().StringVar(&o.role, "role", "", a.t("the `role` whose levels are read, where a file has several"))
	c.Flags().StringVar(&o.id, "id", "", a.t("the `id` of the rubric (default: made of the file's name)"))
	o.out = newDestination(a, c, yamlFormat)
	o.out.inputs = func(files []string) []string { return files }
	check := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		if c.Flags().Changed("lang") {
			o.texts = a.lang
		}
		return check(c, args)
	}
	return c
}

func (o *rubricImportOptions) run(file string) error {
	if o.id != "" && !doc.IsID(o.id) {
		return usageErrorf("--id cannot be %v; an id has letters a to z, digits and hyphens", lang.Quoted(o.id))
	}
	name, data, err := o.app.readUpTo(file, draft.MaxSize)
	if err != nil {
		return err
	}
	if o.sheet != "" && !table.IsWorkbook(data) {
		return usageErrorf("--sheet is for a workbook, and %v is none", lang.Quoted(name))
	}
	made, err := draft.Import(name, data, draft.Options{Sheet: o.sheet, Role: o.role, ID: o.id, Texts: o.texts, Say: o.app.lang})
	if err != nil {
		return err
	}
	if err := o.out.write(func(w io.Writer) error { _, err := w.Write(made.Text); return err }); err != nil {
		return err
	}
	o.app.tell("%s was read so:", name)
	for _, n := range made.Notes {
		o.app.tell("- %v", advisedNote(n))
	}
	o.app.tellAdvice(rubric.Lint(o.out.file, made.Text, nil))
	if !o.out.toStdout() {
		file := shellWord(o.out.file)
		o.app.tell("%s is written. Next: one or two more questions on each dimension, and rung rubric lint %s; then rung rubric test %s --fit -o %s --force, rung rubric test %s, and rung assess --rubric %s",
			o.out.file, file, file, file, file, file)
	}
	return nil
}

// tellAdvice tells each kind of advice once: where it is first given, how often, and
// what to do about it.
func (a *app) tellAdvice(advice doc.Problems) {
	if len(advice) > 0 {
		a.tell("Advice:")
	}
	times := map[string]int{}
	for _, p := range advice {
		times[p.Code]++
	}
	for _, p := range advice {
		hint := p.Hint.In(a.lang)
		if hint != "" {
			hint = " – " + hint
		}
		switch n := times[p.Code]; {
		case n == 1:
			a.tell("- line %d: %v [%s]%s", p.Line, p.Text, p.Code, hint)
		case n > 1:
			a.tell("- line %d: %v [%s, %d times]%s", p.Line, p.Text, p.Code, n, hint)
		}
		times[p.Code] = 0
	}
	if len(advice) > 0 {
		a.tell("Lines are those of the rubric; rung rubric lint --explain CODE says more")
	}
}
