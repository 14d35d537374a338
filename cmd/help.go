package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rung/rubric/lang"
)

// setHelp gives every command below root its help in the language of a, in
// place of cobra's English templates.
func (a *app) setHelp(root *cobra.Command) {
	helper := &cobra.Command{
		Use:   "help " + a.t("[COMMAND]…"),
		Short: a.t("Help about a command"),
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || about == nil {
				return a.knownCommand(c.Root(), args)
			}
			if len(rest) > 0 {
				return a.knownCommand(about, rest)
			}
			return about.Help()
		},
	}
	root.SetHelpCommand(helper)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { a.help(c.OutOrStdout(), c) })
	root.SetUsageFunc(func(c *cobra.Command) error { a.help(c.OutOrStderr(), c); return nil })
	for _, c := range append(descendants(root), root, helper) {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = a.t("this help")
	}
}

func descendants(c *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, child := range c.Commands() {
		all = append(append(all, child), descendants(child)...)
	}
	return all
}

func (a *app) help(w io.Writer, c *cobra.Command) {
	a.helpText(w, c.Short)
	if c.IsAdditionalHelpTopicCommand() {
		fmt.Fprintf(w, "\n%s\n", c.Long)
		return
	}
	if c.Long != "" {
		fmt.Fprintln(w)
		a.helpText(w, c.Long)
	}
	fmt.Fprintf(w, "\n%s\n  %s\n", a.t("Usage:"), a.useLine(c))
	if c.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", a.t("Examples:"), c.Example)
	}
	a.helpCommands(w, c)
	a.helpFlags(w, a.t("Options:"), c.LocalFlags())
	a.helpFlags(w, a.t("Everywhere:"), c.InheritedFlags())
	if !c.HasParent() {
		a.helpList(w, a.t("Environment:"), []helpRow{
			{"RUNG_LANG", a.t("the language, before that of the locale: en or fr")},
			{"RUNG_PLAIN", a.t("if not empty, questions are asked line by line, nothing is drawn")},
			{"RUNG_STORE", a.t("the file that holds the assessments and sessions")},
			{"RUNG_KEYS", a.t("the folder that holds the keys of sealed sessions")},
			{"RUNG_PASSPHRASE", a.t("the passphrase of such a key, where nobody can be asked")},
			{"RUNG_BY", a.t("your name: for the log of a session, and to see what you said as a peer beside others")},
			{"NO_COLOR", a.t("if not empty, no colour")},
		})
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", a.t("`%s COMMAND --help` tells more about a command.", c.CommandPath()))
	}
}

// start says what to do first.
func (a *app) start(w io.Writer) {
	a.helpList(w, a.t("To begin:"), []helpRow{
		{"rung assess", a.t("find your level: questions about what you do; each can be skipped")},
		{"rung assess --example senior-pm", a.t("see a result first")},
		{"rung levels", a.t("see the ladder")},
		{"rung calibrate demo", a.t("see a calibration session, of invented people")},
	})
}

// helpText writes paragraphs; a line that begins with a space is written as it
// is.
func (a *app) helpText(w io.Writer, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		if !strings.HasPrefix(line, " ") {
			line = strings.Join(lang.Wrap(line, a.width()), "\n")
		}
		fmt.Fprintln(w, line)
	}
}

// useLine is how the command is called, in the words of rung.
func (a *app) useLine(c *cobra.Command) string {
	if c.HasAvailableSubCommands() {
		return c.CommandPath() + a.t(" COMMAND")
	}
	return calling(c)
}

// calling is how to call a command that has no children.
func calling(c *cobra.Command) string {
	return strings.Replace(c.UseLine(), "[flags]", "[options]", 1)
}

func (a *app) helpCommands(w io.Writer, c *cobra.Command) {
	if !c.HasAvailableSubCommands() {
		return
	}
	a.helpChildren(w, "Commands:", c, func(child *cobra.Command) bool {
		return child.IsAvailableCommand() || child.Name() == "help"
	})
	a.helpChildren(w, "Topics:", c, (*cobra.Command).IsAdditionalHelpTopicCommand)
}

func (a *app) helpChildren(w io.Writer, title lang.Text, parent *cobra.Command, belongs func(*cobra.Command) bool) {
	var rows []helpRow
	for _, child := range parent.Commands() {
		if belongs(child) {
			rows = append(rows, helpRow{child.Name(), child.Short})
		}
	}
	a.helpList(w, a.in(title), rows)
}

func (a *app) helpFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	var rows []helpRow
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		value, usage := pflag.UnquoteUsage(f)
		if value != "" {
			name += " " + strings.ToUpper(value)
		}
		rows = append(rows, helpRow{name, usage})
	})
	a.helpList(w, title, rows)
}

// helpRow is a name and what it is.
type helpRow struct{ name, text string }

// helpList writes rows under a title, in two columns.
func (a *app) helpList(w io.Writer, title string, rows []helpRow) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	longest := 0
	for _, row := range rows {
		longest = max(longest, lang.Columns(row.name))
	}
	for _, row := range rows {
		lead := "  " + row.name + strings.Repeat(" ", longest-lang.Columns(row.name)+2)
		indent := strings.Repeat(" ", lang.Columns(lead))
		fmt.Fprintln(w, lead+strings.Join(lang.Wrap(row.text, a.width()-len(indent)), "\n"+indent))
	}
}
