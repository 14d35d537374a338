package cmd

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric/draft"
	"rung/rubric/lang"
)

type rubricInitOptions struct {
	app *app
	out *destination

	from      string
	languages []lang.Tag // of the texts
}

func newRubricInit(a *app) *cobra.Command {
	o := rubricInitOptions{app: a}
	c := &cobra.Command{
		Use:   "init",
		Short: a.t("Begin a rubric: a small one with comments"),
		Long: a.t("Writes a small rubric with comments, in both languages or in that of --lang, to make your own of; or, with --from, one that "+
			"says only what differs from another. Beside it stands a file of personas for `rung rubric test`. Editors complete and explain it once `rung rubric schema -o %s` is beside it.", draft.SchemaFile),
		Example: "  rung rubric init -o mine.yaml\n  rung rubric init --from product -o mine.yaml",
		Args:    arguments(0, 0),
		RunE:    func(*cobra.Command, []string) error { return o.run() },
	}
	c.Flags().StringVar(&o.from, "from", "", a.t("the built-in `rubric` that yours extends"))
	o.out = newDestination(a, c, yamlFormat)
	check := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		if o.languages = lang.Tags; c.Flags().Changed("lang") {
			o.languages = []lang.Tag{a.lang}
		}
		return check(c, args)
	}
	return c
}

func (o *rubricInitOptions) run() error {
	text, err := o.text()
	if err != nil {
		return err
	}
	if err := o.out.write(func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
		return err
	}
	if o.out.toStdout() {
		return nil
	}
	file := shellWord(o.out.file)
	o.app.tell("%s is written. Next: rung rubric schema -o %s; then rung rubric lint %s, rung rubric test %s, and rung assess --rubric %s", o.out.file, draft.SchemaFile, file, file, file)
	return o.writePersonas(text)
}

// writePersonas writes somebody of each level beside the rubric, for `rung rubric
// test`; personas that are there stay.
func (o *rubricInitOptions) writePersonas(text []byte) error {
	if info, err := os.Stat(o.out.file); err != nil || !info.Mode().IsRegular() {
		return nil // a device, which has nothing beside it
	}
	r, err := o.app.parse(o.out.file, text)
	if err != nil {
		return err
	}
	file := personasFile(o.out.file)
	if _, err := os.Lstat(file); err == nil {
		o.app.tell("%s is there, and stays as it is", file)
		return nil
	}
	if err := store.WriteFile(file, assess.PersonasFor(r.Rubric, o.app.lang), false); err != nil {
		return err
	}
	o.app.tell("%s is written beside it: a person of each level, for rung rubric test", file)
	return nil
}

func (o *rubricInitOptions) text() ([]byte, error) {
	after := lang.Sprintf("Then: rung rubric lint FILE, rung rubric test FILE, rung assess --rubric FILE. For editors: rung rubric schema -o %s", draft.SchemaFile)
	if o.from == "" {
		return draft.Scaffold(o.languages, o.app.lang, after), nil
	}
	if id, _, _ := strings.Cut(o.from, "@"); looksLikeFile(id) {
		return nil, usageErrorf("--from takes a built-in rubric; to extend a file, write extends: and its name")
	}
	base, err := o.app.rubric(o.from)
	if err != nil {
		return nil, err
	}
	return draft.Extending(base.Rubric, o.languages, o.app.lang, after), nil
}
