package cmd

import (
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the version of this rung; CHANGELOG.md says what is in it.
const version = "0.1.0"

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.t("The version of rung"),
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.Stdout, "rung "+version+revision()+"\n")
			return err
		},
	}
}

// revision is what the build knows of the source it was made from.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return " (" + s.Value[:min(7, len(s.Value))] + ")"
		}
	}
	return ""
}
