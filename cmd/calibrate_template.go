package cmd

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/csv"
	"rung/assess/report/xlsx"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

type calibrateTemplateOptions struct {
	app *app
	out *destination

	by     string
	levels bool
}

func newCalibrateTemplate(a *app) *cobra.Command {
	o := calibrateTemplateOptions{app: a}
	c := &cobra.Command{
		Use:   "template SESSION",
		Short: a.t("A sheet for raters to fill in"),
		Long: a.t("Writes a workbook or, where the file ends in .csv or there is none, a table: people in rows, dimensions in columns, steps to " +
			"choose from. People are those whom the rater is to rate, by the session's roster; without one, everybody. `rung calibrate add` " +
			"takes what comes back."),
		Example: "  rung calibrate template h2 --by Nadia -o nadia.xlsx\n  rung calibrate template h2 --levels -o everybody.csv",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	c.Flags().StringVar(&o.by, "by", "", a.t("the `name` of the rater; without it, a row for each pair that is expected"))
	c.Flags().BoolVar(&o.levels, "levels", false, a.t("one level for each person, instead of steps"))
	o.out = newDestination(a, c, "")
	return c
}

func (o *calibrateTemplateOptions) run(id string) error {
	write, err := o.writer()
	if err != nil {
		return err
	}
	s, err := o.app.sealedSession(id, "")
	if err != nil {
		return err
	}
	rater, err := o.rater(s)
	if err != nil {
		return err
	}
	pairs, err := s.ToRate(rater)
	if err != nil {
		return sessionError(err)
	}
	form := report.RatingForm(s, pairs, o.levels, s.Facilitator().Name, o.app.lang)
	if err := o.out.write(func(w io.Writer) error { return write(w, form) }); err != nil {
		return err
	}
	o.app.tell("%v to fill in. What comes back: rung calibrate add %s FILE", lang.Count(len(pairs), "row", "rows"), s.ID())
	return nil
}

// writer writes the format that the file ends in.
func (o *calibrateTemplateOptions) writer() (func(io.Writer, report.Form) error, error) {
	dialect := csv.RFC
	if o.app.lang == lang.FR {
		dialect = csv.ExcelFR
	}
	ending := strings.ToLower(filepath.Ext(o.out.file))
	switch {
	case ending == ".xlsx":
		return xlsx.WriteForm, nil
	case ending == ".csv", o.out.toStdout():
		return func(w io.Writer, f report.Form) error { return csv.WriteForm(w, f, dialect) }, nil
	}
	return nil, usageErrorf("%v is no sheet to fill in; end it in .xlsx or .csv", lang.Quoted(o.out.file))
}

// rater is who is to fill in the sheet; nobody in particular if it is not said. A
// name that is nearly that of a rater is taken for a slip.
func (o *calibrateTemplateOptions) rater(s *calibrate.Session) (assess.Person, error) {
	if o.by == "" {
		return assess.Person{}, nil
	}
	if known, is := assess.Called(s.Raters(), o.by); is {
		return known, nil
	}
	var names []string
	for _, p := range s.Raters() {
		names = append(names, p.Name)
	}
	if near := doc.Near(o.by, names); near != "" {
		return assess.Person{}, usageErrorf("nobody called %v rates here; did you mean %v? Somebody new is first to be expected: rung calibrate add %s --expect FILE",
			lang.Quoted(o.by), lang.Quoted(near), s.ID())
	}
	return person(o.by)
}
