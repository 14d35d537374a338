package cmd

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric/lang"
)

// output is where and how a command prints its result.
type output struct {
	app     *app
	formats []string // the first is the default

	format string
	file   string
	force  bool
}

// newOutput gives a command the options of everything that prints a result.
func newOutput(a *app, c *cobra.Command, formats ...string) *output {
	o := &output{app: a, formats: formats}
	if len(formats) > 0 {
		c.Flags().StringVar(&o.format, "format", formats[0], a.t(lang.T("the `format`: %s (default %s)", "le `format` : %s (%s par défaut)"), strings.Join(formats, ", "), formats[0]))
	}
	c.Flags().StringVarP(&o.file, "output", "o", "", a.in(lang.T("write to a `file` instead of stdout", "écrire dans un `fichier` au lieu de la sortie standard")))
	c.Flags().BoolVar(&o.force, "force", false, a.in(lang.T("replace the output file if it exists", "remplacer le fichier de sortie s’il existe")))
	return o
}

// check refuses formats that do not exist, and an output that is one of the
// inputs, before any work is done.
func (o *output) check(inputs ...string) error {
	if len(o.formats) > 0 && !slices.Contains(o.formats, o.format) {
		return usageErrorf(lang.T("there is no format %q; --format takes %s", "le format %q n’existe pas ; --format prend %s"), o.format, strings.Join(o.formats, ", "))
	}
	if o.file == "" {
		return nil
	}
	out, err := os.Stat(o.file)
	if err != nil {
		return nil
	}
	for _, input := range inputs {
		if in, err := os.Stat(input); err == nil && os.SameFile(in, out) {
			return usageErrorf(lang.T("%q is an input; write to another file", "%q est une entrée ; écrivez dans un autre fichier"), o.file)
		}
	}
	if out.IsDir() {
		return usageErrorf(lang.T("%q is a folder; name a file in it", "%q est un dossier ; nommez un fichier dedans"), o.file)
	}
	if !o.force {
		return usageErrorf(lang.T("%q exists; add --force to replace it", "%q existe ; ajoutez --force pour le remplacer"), o.file)
	}
	return nil
}

// write draws the result and puts it where it belongs, whole or not at all.
func (o *output) write(draw func(w io.Writer) error) error {
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		return err
	}
	if o.file != "" {
		return store.WriteFile(o.file, b.Bytes(), o.force)
	}
	_, err := o.app.Stdout.Write(b.Bytes())
	return err
}

// inFormat writes what in the format asked for, one of table and json.
func inFormat[T any](o *output, what T, asTable func(io.Writer, T, report.Options) error, asJSON func(io.Writer, T) error) error {
	return o.write(func(w io.Writer) error {
		if o.format == "json" {
			return asJSON(w, what)
		}
		return asTable(w, what, o.options(false))
	})
}

// options say how a view is drawn: for the terminal, or for a file.
func (o *output) options(plain bool) report.Options {
	a := o.app
	toTerminal := o.file == "" && isTerminal(a.Stdout)
	width := 80
	if toTerminal {
		width = a.width()
	}
	return report.Options{
		Lang:  a.lang,
		Width: width,
		Color: o.file == "" && a.color(toTerminal),
		Plain: plain || a.Getenv("RUNG_PLAIN") != "",
	}
}

// color decides by NO_COLOR, then CLICOLOR_FORCE, then whether it is a terminal
// that draws.
func (a *app) color(terminal bool) bool {
	switch {
	case a.Getenv("NO_COLOR") != "":
		return false
	case a.Getenv("CLICOLOR_FORCE") != "" && a.Getenv("CLICOLOR_FORCE") != "0":
		return true
	}
	return terminal && a.Getenv("TERM") != "dumb"
}
