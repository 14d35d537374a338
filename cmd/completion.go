package cmd

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric"
	"rung/rubric/lang"
)

func newCompletion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     a.t("A completion script for a shell"),
		Example:   "  source <(rung completion bash)",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      arguments(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.Stdout, true)
			case "zsh":
				return root.GenZshCompletion(a.Stdout)
			case "fish":
				return root.GenFishCompletion(a.Stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.Stdout)
			}
			return usageErrorf("there is no completion for %v; there are bash, zsh, fish, powershell", lang.Quoted(args[0]))
		},
	}
}

// offer is what may be typed at a place, each with a few words about it. Where
// nothing is known there is nothing to offer, and no error.
type offer func(c *cobra.Command, args []string) []cobra.Completion

// setCompletion gives every command below root what to offer for its arguments
// and options.
func (a *app) setCompletion(root *cobra.Command) {
	levels, subjects, everybody := alone(a.levels), alone(a.namesOf(a.subjects)), alone(a.namesOf(a.people))
	rubrics, shown := orFiles(a.rubrics), orFiles(all(a.last, a.ids, a.namesOf(a.subjects)))
	options := map[string]cobra.CompletionFunc{
		"target": levels, "level": levels, "example": levels,
		"subject": subjects, "for": subjects, "by": everybody, "rater": everybody, "person": everybody,
		"rubric": rubrics, "rubrics": rubrics, "assessment": alone(a.ids),
		"as": completions(relationWords()), "lang": completions([]string{string(lang.EN), string(lang.FR)}),
	}
	arguments := map[string]cobra.CompletionFunc{
		"rung levels":  levels,
		"rung history": subjects, "rung export": subjects, "rung erase": everybody,
		"rung show": shown, "rung compare": shown, "rung elsewhere": shown, "rung assess": alone(whileSet("resume", all(a.last, a.ids))),
		"rung rubric show": rubrics, "rung rubric test": rubrics, "rung rubric diff": rubrics,
		"rung rubric lint": whereSet("explain", alone(a.rules), rubrics),
	}
	for _, c := range append(descendants(root), root) {
		offered := arguments[c.CommandPath()]
		if isOfSession(c) && c.Name() != "new" && c.Name() != "key" {
			offered = thenFiles(a.sessionIDs)
		}
		if offered != nil {
			c.ValidArgsFunction = whileTaken(offered)
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if offered := options[f.Name]; offered != nil {
				c.RegisterFlagCompletionFunc(f.Name, offered)
			}
		})
	}
}

// alone offers no files besides.
func alone(o offer) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return o(c, args), cobra.ShellCompDirectiveNoFileComp
	}
}

// orFiles offers files where nothing else fits.
func orFiles(o offer) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return o(c, args), cobra.ShellCompDirectiveDefault
	}
}

// thenFiles offers for the first argument, and files for those that follow.
func thenFiles(o offer) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return alone(o)(c, args, typed)
	}
}

// whileTaken offers nothing once a command has all its arguments.
func whileTaken(offered cobra.CompletionFunc) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if c.Args(c, append(slices.Clone(args), typed)) != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return offered(c, args, typed)
	}
}

// all offers what each of offers does.
func all(offers ...offer) offer {
	return func(c *cobra.Command, args []string) (offered []cobra.Completion) {
		for _, o := range offers {
			offered = append(offered, o(c, args)...)
		}
		return offered
	}
}

// whileSet offers nothing without an option.
func whileSet(option string, o offer) offer {
	return func(c *cobra.Command, args []string) []cobra.Completion {
		if !c.Flags().Changed(option) {
			return nil
		}
		return o(c, args)
	}
}

// whereSet offers one thing with an option, and another without it.
func whereSet(option string, with, without cobra.CompletionFunc) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if c.Flags().Changed(option) {
			return with(c, args, typed)
		}
		return without(c, args, typed)
	}
}

// isOfSession reports whether the first argument of a command is a session.
func isOfSession(c *cobra.Command) bool { return strings.Contains(c.Use, " SESSION") }

func relationWords() []string {
	var all []string
	for _, r := range assess.Relations {
		all = append(all, string(r))
	}
	return all
}

// levels are those of the rubric that the command is about.
func (a *app) levels(c *cobra.Command, args []string) (all []cobra.Completion) {
	r, err := a.rubricAbout(c, args)
	if err != nil {
		return nil
	}
	for _, l := range r.Levels {
		all = append(all, cobra.CompletionWithDesc(l.ID, l.Title.In(a.lang)))
		if l.Label != "" {
			all = append(all, cobra.CompletionWithDesc(l.Label, l.Title.In(a.lang)))
		}
	}
	return all
}

// rubricAbout is the rubric of the session that the command names, else the one of
// --rubric, else of the assessment it draws.
func (a *app) rubricAbout(c *cobra.Command, args []string) (*rubric.Rubric, error) {
	if session := a.sessionAbout(c, args); session != nil {
		return session.Rubric(), nil
	}
	named, _ := c.Flags().GetString("rubric")
	if c.CommandPath() == "rung show" && named == "" {
		shown, err := a.assessment(argument(args, 0, store.Last))
		if err != nil {
			return nil, err
		}
		r, err := a.rubricOf(shown.Rubric)
		return r.Rubric, err
	}
	r, err := a.rubric(cmp.Or(named, defaultRubric))
	return r.Rubric, err
}

func (a *app) sessionAbout(c *cobra.Command, args []string) *calibrate.Session {
	if len(args) == 0 || !isOfSession(c) {
		return nil
	}
	session, _ := a.session(args[0])
	return session
}

// rubrics are the built-in ones, each version of it where there are several.
func (a *app) rubrics(*cobra.Command, []string) (all []cobra.Completion) {
	known, err := a.builtIn()
	if err != nil {
		return nil
	}
	for i, r := range known {
		title := r.Title.In(a.lang)
		first := i == 0 || known[i-1].ID != r.ID
		if first {
			all = append(all, cobra.CompletionWithDesc(r.ID, title))
		}
		if !first || i+1 < len(known) && known[i+1].ID == r.ID {
			all = append(all, cobra.CompletionWithDesc(r.ID+"@"+r.Version, title))
		}
	}
	return all
}

// rules are the codes of what lint finds.
func (a *app) rules(*cobra.Command, []string) (all []cobra.Completion) {
	for _, rule := range rubric.Rules() {
		all = append(all, cobra.CompletionWithDesc(rule.Code, rule.Is.In(a.lang)))
	}
	return all
}

// namesOf offers the subjects of the session that the command names, else those who
// are on the shelf.
func (a *app) namesOf(shelf func() []assess.Person) offer {
	return func(c *cobra.Command, args []string) (all []cobra.Completion) {
		people := shelf()
		if session := a.sessionAbout(c, args); session != nil {
			people = session.Subjects()
		}
		for _, p := range people {
			all = append(all, report.NameOf(p))
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
}

// last is the word for the newest assessment.
func (a *app) last(*cobra.Command, []string) []cobra.Completion {
	saved := a.saved()
	if len(saved) == 0 {
		return nil
	}
	return []cobra.Completion{cobra.CompletionWithDesc(store.Last, described(saved[len(saved)-1]).In(a.lang))}
}

// ids are those of the assessments on the shelf, the newest first.
func (a *app) ids(*cobra.Command, []string) (all []cobra.Completion) {
	saved := a.saved()
	slices.Reverse(saved)
	for _, one := range saved {
		all = append(all, cobra.CompletionWithDesc(report.ShortID(one.ID), described(one).In(a.lang)))
	}
	return all
}

// saved are the assessments on the shelf, as far as they can be read.
func (a *app) saved() []*assess.Assessment {
	s, err := a.store()
	if err != nil {
		return nil
	}
	saved, _ := s.List(store.Filter{})
	return saved
}

func (a *app) sessionIDs(*cobra.Command, []string) (all []cobra.Completion) {
	s, err := a.store()
	if err != nil {
		return nil
	}
	sessions, _ := s.Sessions()
	for _, one := range sessions {
		all = append(all, one.ID)
	}
	return all
}
