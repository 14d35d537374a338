package cmd

import (
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateCollectOptions struct {
	app *app

	by   string
	from string
}

func newCalibrateCollect(a *app) *cobra.Command {
	o := calibrateCollectOptions{app: a}
	c := &cobra.Command{
		Use:   "collect SESSION --from " + a.t("FOLDER"),
		Short: a.t("Take in the envelopes that lie in a folder"),
		Long: a.t("Looks into every file of a folder and those below it, mails (.eml) and archives (.zip) with what is in them too, and takes the envelopes " +
			"of the session that are new. Nothing is opened. Of a rater the envelope made last counts, in whatever order they come. It can be " +
			"run again and again: what is refused is named, and keeps nothing else out."),
		Example: "  rung calibrate collect h2 --from handed-in",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	c.Flags().StringVar(&o.from, "from", "", a.t("the `folder`"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateCollectOptions) run(id string) error {
	if o.from == "" {
		return usageErrorf("say in which folder the envelopes lie: --from FOLDER")
	}
	found, others, err := o.app.lyingIn(o.from)
	if err != nil {
		return err
	}
	var all post
	session, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error {
		all = post{}
		for _, one := range found {
			all.take(s, act, one)
		}
		return nil
	})
	if err != nil {
		return err
	}
	o.app.tellNotes(all.notes)
	o.tell(session, &all, others)
	if all.refused > 0 {
		return outcome(exitInvalid)
	}
	return nil
}

func (o *calibrateCollectOptions) tell(s *calibrate.Session, all *post, others int) {
	said := all.said(o.app)
	if len(said) == 0 {
		said = []string{o.app.t("none in %s", o.from)}
	}
	if others > 0 {
		said = append(said, o.app.t("beside %v without one", lang.Count(others, "file", "files")))
	}
	o.app.tell("Envelopes: %s. Next: rung calibrate status %s", strings.Join(said, ", "), s.ID())
	o.app.tellLost(s)
}
