package cmd

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/report"
	"rung/assess/report/terminal"
	"rung/assess/store"
	"rung/rubric/lang"
)

// destination is where a command puts what it writes.
type destination struct {
	app *app

	file  string // empty or -: stdout
	force bool

	only string // format that is written; empty: as the command settles itself

	// inputs are the files that the command reads, by its arguments and options;
	// nil: none.
	inputs func(args []string) []string
}

// newDestination gives a command the options of what goes to a file or to stdout, in
// one format or, where that is empty, in what the command settles itself; and has them
// checked before it runs.
func newDestination(a *app, c *cobra.Command, only string) *destination {
	d := &destination{app: a, only: only}
	c.Flags().StringVarP(&d.file, "output", "o", "", a.t("write to a `file` instead of stdout"))
	c.Flags().BoolVar(&d.force, "force", false, a.t("replace the output file if it exists"))
	c.PreRunE = func(_ *cobra.Command, args []string) error { return d.check(args) }
	return d
}

// output is where and how a command prints its result.
type output struct {
	*destination
	extra []string // formats that this command has besides those of every document

	format string // empty: by the ending of file
	plain  bool
	// formless is set where this time no document is written.
	formless bool
	lang     string // as --lang says; empty where it does not
	table    string // of a format that holds one
	csv      string // dialect
}

// newOutput gives a command the options of everything that prints a document,
// and of formats that it alone has.
func newOutput(a *app, c *cobra.Command, extra ...string) *output {
	o := &output{destination: newDestination(a, c, ""), extra: extra}
	f := c.Flags()
	f.Lookup("output").Usage = a.t("write to a `file`, in the format of its ending (- for stdout)")
	f.StringVar(&o.format, "format", "", a.t("the `format`: %s (default %s)", strings.Join(o.formats(), ", "), defaultFormat))
	f.BoolVar(&o.plain, "plain", false, a.t("in sentences, for screen readers"))
	f.StringVar(&o.table, "table", "", a.t("the `table` that csv holds, by name"))
	f.StringVar(&o.csv, "csv", "", a.t("csv in a `dialect`: %s", strings.Join(csvDialects(), ", ")))
	c.RegisterFlagCompletionFunc("format", completions(o.formats())) // fails only for a flag that is not there
	c.RegisterFlagCompletionFunc("csv", completions(csvDialects()))
	c.PreRunE = func(c *cobra.Command, args []string) error {
		if c.Flags().Changed("lang") {
			o.lang = string(a.lang)
		}
		return o.check(args)
	}
	return o
}

// completions completes a flag with one of some values.
func completions(values []string) cobra.CompletionFunc {
	return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
}

// formats are those of the command, the default first.
func (o *output) formats() []string {
	return slices.Concat(formatNames(), o.extra)
}

// check settles the format, and refuses what destination does.
func (o *output) check(args []string) error {
	if err := o.destination.check(args); err != nil || o.formless {
		return err
	}
	return o.settle()
}

// check refuses an output that is one of the inputs, that exists, or whose name is of
// another format, before any work is done.
func (d *destination) check(args []string) error {
	if d.toStdout() {
		return nil
	}
	var inputs []string
	if d.inputs != nil {
		inputs = d.inputs(args)
	}
	out, err := os.Stat(d.file)
	home, _ := store.DefaultPath(d.app.Getenv, runtime.GOOS) // or none
	if store.Owns(d.file, home) {
		return usageErrorf("%v is a database or belongs to one; write to another file", lang.Quoted(d.file))
	}
	if other := formatOf(d.file); d.only != "" && other != "" && other != defaultFormat && other != d.only {
		return usageErrorf("%v would hold %s; end its name in .%s", lang.Quoted(d.file), strings.ToUpper(d.only), d.only)
	}
	if err != nil {
		return nil
	}
	for _, input := range inputs {
		if in, err := os.Stat(input); err == nil && os.SameFile(in, out) {
			return usageErrorf("%v is an input; write to another file", lang.Quoted(d.file))
		}
	}
	if out.IsDir() {
		return usageErrorf("%v is a folder; name a file in it", lang.Quoted(d.file))
	}
	if !d.force {
		return usageErrorf("%v exists; add --force to replace it", lang.Quoted(d.file))
	}
	return nil
}

func (d *destination) toStdout() bool { return d.file == "" || d.file == "-" }

// printed is a result in the forms that formats ask for.
type printed struct {
	screen, paper func(lang.Tag) report.Document
	wire          func(io.Writer) error
}

// views are the forms of one value; a paper of nil is the screen.
func views[T any](what T, screen, paper func(T, lang.Tag) report.Document, wire func(io.Writer, T) error) printed {
	if paper == nil {
		paper = screen
	}
	return printed{
		screen: func(t lang.Tag) report.Document { return screen(what, t) },
		paper:  func(t lang.Tag) report.Document { return paper(what, t) },
		wire:   func(w io.Writer) error { return wire(w, what) },
	}
}

// print draws a result in the format asked for and puts it where it belongs.
func (o *output) print(p printed) error {
	return o.write(func(w io.Writer) error { return formatNamed(o.format).print(w, p, o) })
}

// write draws something and puts it where it belongs, whole or not at all.
func (d *destination) write(draw func(w io.Writer) error) error {
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		return err
	}
	if d.toStdout() {
		_, err := d.app.Stdout.Write(b.Bytes())
		return err
	}
	return store.WriteFile(d.file, b.Bytes(), d.force)
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

// shown is a raw text as the terminal may show it, outside of documents.
func (a *app) shown(text string) string { return terminal.Text(text, a.ascii()) }

// ascii reports whether the locale says that its characters are not UTF-8. One
// that says nothing is taken to be.
func (a *app) ascii() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := a.Getenv(name); locale != "" {
			charset := strings.ToLower(strings.ReplaceAll(locale, "-", ""))
			return !strings.Contains(charset, "utf8")
		}
	}
	return false
}
