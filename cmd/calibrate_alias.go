package cmd

import (
	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

type calibrateAliasOptions struct {
	app *app

	apart bool
	by    string
}

func newCalibrateAlias(a *app) *cobra.Command {
	o := calibrateAliasOptions{app: a}
	c := &cobra.Command{
		Use:   "alias SESSION " + a.t("NAME SAME-AS"),
		Short: a.t("Say before reveal that two names are one person, or two people"),
		Long: a.t("Everything of NAME goes under SAME-AS from then on, also what is handed in later. Where something was handed in under both, " +
			"the later one counts. `rung calibrate status` asks about names that look alike; nothing is joined without this command."),
		Example: "  rung calibrate alias h2 'Lovelace, Ada' 'Ada Lovelace'\n  rung calibrate alias h2 'A. Berg' 'Anna Berg' --apart",
		Args:    arguments(3, 3),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0], args[1], args[2]) },
	}
	c.Flags().BoolVar(&o.apart, "apart", false, a.t("they are two people: take apart what was joined, and do not ask again"))
	a.byFlag(c, &o.by)
	return c
}

func (o *calibrateAliasOptions) run(id, name, sameAs string) error {
	if o.apart {
		return o.part(id, name, sameAs)
	}
	var replaced []calibrate.Handed
	_, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) (err error) {
		replaced, err = s.Join(act, name, sameAs)
		return frozen(err)
	})
	if err != nil {
		return err
	}
	o.app.tell("%v goes under %v from now on. Next: rung calibrate status %s", lang.Quoted(name), lang.Quoted(sameAs), id)
	for _, h := range replaced {
		o.app.tell("Handed in under both, so that the later one counts: %s by %s.", h.Subject.Name, h.Rater.Name)
	}
	return nil
}

func (o *calibrateAliasOptions) part(id, name, other string) error {
	_, err := o.app.change(id, o.by, func(s *calibrate.Session, act calibrate.Act) error { return frozen(s.Part(act, name, other)) })
	if err == nil {
		o.app.tell("%v and %v are two people. Next: rung calibrate status %s", lang.Quoted(name), lang.Quoted(other), id)
	}
	return err
}
