// Package cmd is the command line of rung. Each command is a file: what it is
// given, what the user said, and a run function; the rules live in the other
// packages. Data goes to stdout, everything else to stderr.
package cmd

import (
	"cmp"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Process is everything of the outside that rung may touch.
type Process struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	NewID          func() string // a new UUIDv7
	Random         io.Reader     // where pseudonyms, salts and seeds are drawn from
}

// ThisProcess is the process that runs.
func ThisProcess() Process {
	return Process{
		Args:  os.Args[1:],
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv,
		Now:    time.Now,
		NewID:  func() string { return uuid.Must(uuid.NewV7()).String() },
		Random: rand.Reader,
	}
}

// Main runs rung and returns its exit code.
func Main(p Process) int {
	defer quitQuietly()()
	out := &noted{Writer: p.Stdout}
	p.Stdout = out
	a := &app{Process: p, lang: language(p.Args, p.Getenv)}
	stop := a.watched()
	root := newRoot(a)
	root.SetArgs(a.Args)
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	err := errors.Join(root.Execute(), a.close())
	stop()
	if err == nil {
		err = out.err
	}
	if err != nil {
		a.reportError(p.Stderr, err)
	}
	return exitCode(err)
}

// noted is a stream that keeps the first error of those who write to it and do
// not look, as cobra does.
type noted struct {
	io.Writer
	err error
}

func (n *noted) Write(b []byte) (int, error) {
	written, err := n.Writer.Write(b)
	n.err = cmp.Or(n.err, err)
	return written, err
}

// Fd is that of the stream, or of none.
func (n *noted) Fd() uintptr { return descriptor(n.Writer) }

// app is what every command is given.
type app struct {
	Process
	lang     lang.Tag
	shelf    shelf
	progress *progress // nil where none is shown
}

func (a *app) in(text lang.Localized) string { return text.In(a.lang) }

func (a *app) t(format string, args ...any) string {
	return lang.Sprintf(format, args...).In(a.lang)
}

// instant is now as records keep it: UTC, whole seconds.
func (a *app) instant() time.Time { return a.Now().UTC().Truncate(time.Second) }

// tell writes a line of raw texts for the person at the terminal.
func (a *app) tell(format string, args ...any) {
	a.wrapped(a.Stderr, a.t(format, args...))
}

// wrapped writes a raw text as sentences are for the person: broken before the edge
// of the terminal.
func (a *app) wrapped(w io.Writer, text string) {
	width := 79
	if columns, _, err := term.GetSize(int(descriptor(w))); err == nil && columns > 1 {
		width = min(columns-1, width)
	}
	for _, line := range lang.Wrap(a.shown(text), width) {
		io.WriteString(w, line+"\n")
	}
}

func (a *app) close() error { return a.shelf.close() }

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "rung",
		Short:         a.t("Find the level of a career ladder that your scope matches"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          a.knownCommand,
		RunE: func(c *cobra.Command, _ []string) error {
			err := c.Help()
			if isTerminal(a.Stdout) {
				a.start(a.Stdout)
			}
			return err
		},
	}
	root.Version = version + revision()
	root.SetVersionTemplate("rung {{.Version}}\n")
	root.Flags().Bool("version", false, a.t("the version of rung"))
	root.PersistentFlags().String("lang", string(a.lang), a.t("the `language`: en or fr"))
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return checkLanguage(c.Flags()) }
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(
		newAssess(a), newForm(a), newTemplate(a), newShow(a), newHistory(a), newCompare(a),
		newLevels(a), newElsewhere(a), newRubric(a), newCalibrate(a),
		newExport(a), newImport(a), newErase(a), newBackup(a),
		newCompletion(a), newVersion(a),
	)
	root.AddCommand(newTopics(a)...)
	a.setHelp(root)
	a.setCompletion(root)
	return root
}

// knownCommand refuses words that are no command, with what may be meant.
func (a *app) knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, child := range c.Commands() {
		names = append(names, child.Name())
	}
	if near := doc.Near(args[0], names); near != "" {
		return usageErrorf("there is no command %v; did you mean %s?", lang.Quoted(args[0]), near)
	}
	return usageErrorf("there is no command %v; run `%s --help` for the list", lang.Quoted(args[0]), c.CommandPath())
}

// parent is a command that is only the list of its children.
func (a *app) parent(use string, short lang.Text, children ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: a.in(short), Args: a.knownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(children...)
	return c
}

// arguments checks how many arguments a command has.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usageErrorf("`%s` needs more arguments: %s", c.CommandPath(), calling(c))
		case most >= 0 && len(args) > most:
			return usageErrorf("`%s` does not take %v: %s", c.CommandPath(), lang.Quoted(args[most]), calling(c))
		}
		return nil
	}
}

// argument is the i-th argument, or what stands for it.
func argument(args []string, i int, otherwise string) string {
	if i < len(args) {
		return args[i]
	}
	return otherwise
}

// flagError says in both languages what pflag found wrong.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + unknown.GetSpecifiedName()
		} else if near := doc.Near(unknown.GetSpecifiedName(), flagNames(c)); near != "" {
			return usageErrorf("there is no option %s here; did you mean --%s?", name, near)
		}
		return usageErrorf("there is no option %s here; add --help for the list", name)
	case errors.As(err, &needs):
		return usageErrorf("option --%s needs a value", needs.GetFlag().Name)
	case errors.As(err, &bad):
		return usageErrorf("option --%s cannot be %v; it takes %v", bad.GetFlag().Name, lang.Quoted(bad.GetValue()), takes[bad.GetFlag().Value.Type()])
	}
	return usageErrorf("the options cannot be read (%v); add --help for the list", err)
}

// takes is what options of a type may be; of one that takes any text, nothing is wrong.
var takes = map[string]lang.Text{
	"bool":    "true or false",
	"int":     "a whole number",
	"uint64":  "a whole number from 0 up",
	"float64": "a number with a point, as in 0.5",
}

func flagNames(c *cobra.Command) []string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// language is the language to speak, known before the arguments are read:
// --lang, then the variables that name a locale, the strongest first. What none
// of them gives is English.
func language(args []string, getenv func(string) string) lang.Tag {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return spoken(value)
		}
		if arg == "--lang" && i+1 < len(args) {
			return spoken(args[i+1])
		}
		if arg == "--" {
			break
		}
	}
	for _, name := range []string{"RUNG_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			return spoken(value)
		}
	}
	return lang.EN
}

// spoken picks the first language of a list like "de:fr_FR.UTF-8" that rung
// speaks, English if none.
func spoken(list string) lang.Tag {
	for _, locale := range strings.Split(list, ":") {
		base := strings.ToLower(strings.FieldsFunc(locale+" ", func(r rune) bool { return strings.ContainsRune("_-.@ ", r) })[0])
		if slices.Contains(lang.Tags, lang.Tag(base)) {
			return lang.Tag(base)
		}
	}
	return lang.EN
}

func checkLanguage(flags *pflag.FlagSet) error {
	value, err := flags.GetString("lang")
	if err != nil || !flags.Changed("lang") || slices.Contains(lang.Tags, lang.Tag(value)) {
		return nil
	}
	return usageErrorf("rung does not speak %v; --lang takes en or fr", lang.Quoted(value))
}

// descriptor is the number by which the system knows a stream, or one that it
// knows none by.
func descriptor(stream any) uintptr {
	if f, ok := stream.(interface{ Fd() uintptr }); ok {
		return f.Fd()
	}
	return ^uintptr(0)
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	return term.IsTerminal(int(descriptor(stream)))
}

// width is the width of the terminal behind stdout, 80 when there is none.
func (a *app) width() int {
	columns, _, err := term.GetSize(int(descriptor(a.Stdout)))
	if err != nil || columns < 20 {
		return 80
	}
	return min(columns, 100)
}
