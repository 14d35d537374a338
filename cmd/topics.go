package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// newTopics are the pages of help that are about no command.
func newTopics(a *app) []*cobra.Command {
	return []*cobra.Command{
		{
			Use:   "exit-codes",
			Short: a.t("The exit codes"),
			Long:  a.exitCodesPage(),
		},
		{
			Use:   "formats",
			Short: a.t("What --format prints, the kinds of files, and where their schemas are"),
			Long:  a.formatsHelp() + "\n" + a.formatsPage(),
		},
	}
}

func (a *app) exitCodesPage() string {
	var page strings.Builder
	for _, c := range exitCodes {
		fmt.Fprintf(&page, "%3d  %s\n", c.code, a.in(c.means))
	}
	return strings.TrimSuffix(page.String(), "\n")
}
