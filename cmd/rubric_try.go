package cmd

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/terminal"
	"rung/assess/report/wire"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

type rubricTestOptions struct {
	app *app
	out *output

	people   int
	seed     uint64
	answered float64 // share of the questions
	fit      bool
}

func newRubricTest(a *app) *cobra.Command {
	o := rubricTestOptions{app: a}
	c := &cobra.Command{
		Use:   "test " + a.t("[ID|FILE]"),
		Short: a.t("Try a rubric on personas and on simulated people"),
		Long: a.t("Tries a rubric. The personas in RUBRIC_test.yaml beside it have to come out as expected (`rung rubric schema personas`). What "+
			"scoring promises is tried on its levels: that each one's own scope comes to that level, and the like.") + "\n\n" +
			a.t("Then people at known levels are simulated, who answer as people do: with noise, unevenly, leniently. Says how many of each "+
				"level are found, which levels are taken for each other, and whether the confidence that the rubric claims is true. A level "+
				"whose own people are found more often on another fails. A rubric without a temperature claims no confidence: it passes "+
				"without that being tried, which is said. --fit "+
				"prints the temperature and the spread that make it true; with -o it writes the file with them, as a copy or, with --force, in place."),
		Example: "  rung rubric test mine.yaml\n  rung rubric test mine.yaml --fit -o mine.yaml --force",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(argument(args, 0, defaultRubric)) },
	}
	c.Flags().IntVar(&o.people, "people", 20_000, a.t("the `number` of people to simulate (default 20000)"))
	c.Flags().Uint64Var(&o.seed, "seed", 1, a.t("the `seed` of the chance (default 1)"))
	c.Flags().Float64Var(&o.answered, "answered", 1, a.t("the `share` of the questions they answer (default 1)"))
	c.Flags().BoolVar(&o.fit, "fit", false, a.t("only print the lines that fit, or with -o write the file with them"))
	o.out = newOutput(a, c, yamlFormat)
	o.out.inputs = func(refs []string) []string {
		if o.fit {
			return nil // which may be written into the file itself
		}
		return refs
	}
	return c
}

func (o *rubricTestOptions) run(ref string) error {
	if err := o.check(); err != nil {
		return err
	}
	name, text, err := o.app.rubricText(ref)
	if err != nil {
		return err
	}
	r, err := o.app.parse(name, text)
	if err != nil {
		return err
	}
	personas, err := o.app.personas(ref, r.Rubric)
	if err != nil {
		return err
	}
	simulated := func() assess.Simulation { return assess.Simulate(r.Rubric, o.people, o.answered, o.seed) }
	if o.fit {
		return o.printFit(name, text, simulated(), personas)
	}
	c := assess.Check{Rubric: r.Rubric, Personas: personasBeside(ref), Trials: personas.Try(r.Rubric, firstScreen), Breaches: assess.Breaches(r.Rubric, o.seed), Simulation: simulated()}
	if err := o.out.print(views(c, report.Check, report.CheckPage, wire.Check)); err != nil {
		return err
	}
	if !c.Passed() {
		return outcome(exitCheck)
	}
	return nil
}

func (o *rubricTestOptions) check() error {
	switch {
	case o.people < 1 || o.people > 1_000_000 || !(o.answered > 0 && o.answered <= 1):
		return usageErrorf("--people takes 1 to 1000000, --answered a share above 0 and up to 1")
	case o.fit && o.out.format != defaultFormat && o.out.format != yamlFormat:
		return usageErrorf("--fit prints YAML; leave out --format")
	case !o.fit && o.out.format == yamlFormat:
		return usageErrorf("yaml is for --fit")
	}
	return nil
}

// printFit prints the lines that fit, or writes a copy of the rubric with them.
func (o *rubricTestOptions) printFit(name string, text []byte, s assess.Simulation, p *assess.Personas) error {
	if s.People == 0 {
		return codedError{exitCheck, lang.Errorf("nobody gets a level: too few answers to fit anything on")}
	}
	err := o.out.write(func(w io.Writer) error {
		if o.out.toStdout() && o.out.format != yamlFormat {
			lines := s.Fit().Lines()
			_, err := io.WriteString(w, strings.Join(lines[:], "\n")+"\n")
			return err
		}
		fitted, err := rubric.WithFit(name, text, s.Fit())
		if err = errors.Join(err, o.readsAlike(name, fitted)); err == nil {
			_, err = w.Write(fitted)
		}
		return err
	})
	if err == nil && !o.out.toStdout() {
		o.tellFit(s)
		o.tellPersonas(p)
	}
	return err
}

// tellFit says what was written, and whether it makes the confidence true.
func (o *rubricTestOptions) tellFit(s assess.Simulation) {
	fit := s.Fit().Rounded()
	written := lang.Sprintf("%v is written: temperature %v, spread %v and %v", lang.Verbatim(o.out.file),
		lang.Number{Value: fit.Temperature, Decimals: 1}, lang.Number{Value: fit.Spread[0], Decimals: 3}, lang.Number{Value: fit.Spread[1], Decimals: 3})
	if s.TooFew() {
		o.app.tell("%v; the error is still %v: add questions. Next: rung rubric test %s", written, report.CalibrationError(s.FittedECE), shellWord(o.out.file))
		return
	}
	o.app.tell("%v. Next: rung rubric test %s", written, shellWord(o.out.file))
}

// readsAlike refuses a copy that would be another rubric, or none, where it goes: what
// it extends has to stand beside it.
func (o *rubricTestOptions) readsAlike(name string, copied []byte) error {
	if o.out.toStdout() {
		return nil
	}
	here, err := o.app.parse(name, copied)
	if err != nil {
		return err
	}
	if there, err := o.app.parse(o.out.file, copied); err == nil && there.Digest == here.Digest {
		return nil
	}
	return usageErrorf("what %v extends does not stand beside %v; write the copy into the folder of the rubric",
		lang.Quoted(name), lang.Quoted(o.out.file))
}

// tellPersonas says that the copy has no personas where the rubric has some.
func (o *rubricTestOptions) tellPersonas(p *assess.Personas) {
	file := personasFile(o.out.file)
	if _, err := os.Lstat(file); len(p.All) > 0 && errors.Is(err, fs.ErrNotExist) {
		o.app.tell("No personas are beside the copy; they go into %s.", file)
	}
}

// firstScreen is a result as the first screen of a terminal has it.
func firstScreen(res *assess.Result, tag lang.Tag) string {
	var screen strings.Builder
	_ = terminal.Write(&screen, report.Result(res, tag, report.Screen{}), terminal.Options{Width: 80, Lines: usualLines - 1}) // to memory
	return screen.String()
}

// personas are those that come with a built-in rubric, or that stand beside the file of
// another: in mine_test.yaml those of mine.yaml. There may be none.
func (a *app) personas(ref string, r *rubric.Rubric) (*assess.Personas, error) {
	read := func() (string, []byte, error) { return a.read(personasFile(ref)) }
	if !namesFile(ref) {
		read = func() (string, []byte, error) { return builtInPersonas(r) }
	} else if _, err := os.Lstat(personasFile(ref)); ref == "-" || errors.Is(err, fs.ErrNotExist) {
		return &assess.Personas{}, nil
	}
	name, data, err := read()
	if errors.Is(err, fs.ErrNotExist) {
		return &assess.Personas{}, nil
	}
	if err != nil {
		return nil, err
	}
	return assess.ParsePersonas(name, data, r)
}

// personasBeside is where the personas of a rubric are; nowhere of what is built in and
// of what no file holds.
func personasBeside(ref string) string {
	if ref == "-" || !namesFile(ref) {
		return ""
	}
	return personasFile(ref)
}

// personasFile is where the personas of a rubric file are.
func personasFile(file string) string {
	return strings.TrimSuffix(file, filepath.Ext(file)) + "_test.yaml"
}

// rubricBeside is the rubric file that a file of personas goes by.
func rubricBeside(personas string) string {
	stem, named := strings.CutSuffix(personas, "_test.yaml")
	if !named {
		return "FILE"
	}
	return stem + ".yaml"
}

// builtInPersonas are those of a built-in rubric, of its newest version.
func builtInPersonas(r *rubric.Rubric) (name string, data []byte, err error) {
	if there := rubrics.Versions(r.ID); len(there) == 0 || r.Version != there[0] {
		return "", nil, fs.ErrNotExist
	}
	return rubrics.Personas(r.ID)
}
