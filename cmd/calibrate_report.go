package cmd

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

type calibrateReportOptions struct {
	app *app
	out *output

	subject   string
	anonymous bool
}

func newCalibrateReport(a *app) *cobra.Command {
	o := calibrateReportOptions{app: a}
	c := &cobra.Command{
		Use:   "report SESSION",
		Short: a.t("People, raters, agreement, levels, decisions; or one person's letter"),
		Long: a.t("--anonymous puts pseudonyms in place of names, drawn anew each time, and in titles and reasons also in place of parts of names, " +
			"initials and addresses. A reason in which a word may be a name or not is left out; an everyday word that somebody has as a name, " +
			"such as rose or will, may be one where it has a capital. Only the people of the session are known, and no nickname or other spelling of theirs. " +
			"Whoever knows the team may recognise somebody all the same: by a level that one person has, by who rated whom, by what a reason tells."),
		Example: "  rung calibrate report h2\n  rung calibrate report h2 --for Ada\n  rung calibrate report h2 --anonymous --format json -o h2.json",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c)
	c.Flags().StringVar(&o.subject, "for", "", a.t("only what the person of this `name` is told: their own outcome, nothing of others"))
	c.Flags().BoolVar(&o.anonymous, "anonymous", false, a.t("without names: random pseudonyms, and no reason that may name somebody"))
	return c
}

func (o *calibrateReportOptions) run(id string) error {
	if o.subject != "" && o.anonymous {
		return usageErrorf("a letter names its person; give --for or --anonymous, not both")
	}
	_, opened, err := o.app.opened(id)
	if err != nil {
		return err
	}
	if o.subject != "" {
		return o.letter(opened)
	}
	var masks io.Reader
	if o.anonymous {
		masks = o.app.Random
	}
	return printSession(o.out, opened, masks)
}

func (o *calibrateReportOptions) letter(opened *calibrate.Opened) error {
	letter, err := opened.Letter(o.subject)
	if err != nil {
		return sessionError(err)
	}
	levels := strings.TrimSpace("rung levels " + o.app.rubricOption(assess.Ref(letter.Rubric)))
	screen := func(l *calibrate.Letter, t lang.Tag) report.Document { return report.Letter(l, levels, t) }
	return o.out.print(views(letter, screen, report.LetterPage, wire.Letter))
}

// printSession prints the report of a session; with masks, under pseudonyms
// drawn from it.
func printSession(out *output, opened *calibrate.Opened, masks io.Reader) error {
	analysis := calibrate.Analyse(opened)
	if masks != nil {
		var err error
		if analysis, err = analysis.Anonymous(masks); err != nil {
			return err
		}
	}
	return out.print(views(analysis, report.Session, report.SessionPage, wire.Session))
}
