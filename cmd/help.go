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
	root.SetHelpCommand(&cobra.Command{
		Use:   "help [command]",
		Short: a.in(lang.T("Help about a command", "Aide sur une commande")),
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || about == nil || len(rest) > 0 {
				return a.knownCommand(c.Root(), args)
			}
			return about.Help()
		},
	})
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { a.help(c.OutOrStdout(), c) })
	root.SetUsageFunc(func(c *cobra.Command) error { a.help(c.OutOrStderr(), c); return nil })
	for _, c := range append(descendants(root), root) {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = a.in(lang.T("this help", "cette aide"))
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
	fmt.Fprintln(w, c.Short)
	if c.Long != "" {
		fmt.Fprintf(w, "\n%s\n", c.Long)
	}
	if c.IsAdditionalHelpTopicCommand() {
		return
	}
	fmt.Fprintf(w, "\n%s\n  %s\n", a.in(lang.T("Usage:", "Utilisation :")), a.useLine(c))
	if c.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", a.in(lang.T("Examples:", "Exemples :")), c.Example)
	}
	a.helpCommands(w, c)
	a.helpFlags(w, a.in(lang.T("Options:", "Options :")), c.LocalFlags())
	a.helpFlags(w, a.in(lang.T("Everywhere:", "Partout :")), c.InheritedFlags())
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", a.t(lang.T("`%s COMMAND --help` tells more about a command.", "`%s COMMANDE --help` en dit plus sur une commande."), c.CommandPath()))
	}
}

func (a *app) useLine(c *cobra.Command) string {
	if c.HasAvailableSubCommands() {
		return c.CommandPath() + a.in(lang.T(" COMMAND", " COMMANDE"))
	}
	line := c.UseLine()
	return strings.Replace(line, "[flags]", "[options]", 1)
}

func (a *app) helpCommands(w io.Writer, c *cobra.Command) {
	if !c.HasAvailableSubCommands() {
		return
	}
	a.helpList(w, lang.T("Commands:", "Commandes :"), c, func(child *cobra.Command) bool {
		return child.IsAvailableCommand() || child.Name() == "help"
	})
	a.helpList(w, lang.T("Topics:", "Sujets :"), c, (*cobra.Command).IsAdditionalHelpTopicCommand)
}

func (a *app) helpList(w io.Writer, title lang.Pair, parent *cobra.Command, belongs func(*cobra.Command) bool) {
	var lines strings.Builder
	for _, child := range parent.Commands() {
		if belongs(child) {
			fmt.Fprintf(&lines, "  %-12s %s\n", child.Name(), child.Short)
		}
	}
	if lines.Len() > 0 {
		fmt.Fprintf(w, "\n%s\n%s", a.in(title), lines.String())
	}
}

func (a *app) helpFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		value, usage := pflag.UnquoteUsage(f)
		if value == "strings" || value == "stringArray" {
			value = "string"
		}
		if value != "" {
			name += " " + strings.ToUpper(value)
		}
		fmt.Fprintf(w, "  %-24s %s\n", name, usage)
	})
}
