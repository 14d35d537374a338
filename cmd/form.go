package cmd

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"

	"github.com/spf13/cobra"

	"rung/assess/form"
	"rung/rubric/lang"
)

// built is what `make build` makes of cmd/engine, before it builds rung.
//
//go:embed engine/built
var built embed.FS

// engineDigest is the SHA-256 of the engine that `make build` made from the same
// sources as this rung, in hex; empty where anything else built it.
var engineDigest string

type formOptions struct {
	app *app
	out *destination

	rubric string
}

func newForm(a *app) *cobra.Command {
	o := formOptions{app: a}
	c := &cobra.Command{
		Use:   "form",
		Short: a.t("The questionnaire as a page, for people without a terminal"),
		Long: a.t("Writes one HTML file that asks the questions, gives the result and saves the answers, in English and French. It works "+
			"from a disk or an intranet, without a network, and sends nothing.") + "\n" +
			a.t("Hand it on by an intranet, a shared folder or a zip file: mail programs remove pages that have a script, and previews do not run it."),
		Example: "  rung form -o form.html\n  rung form --rubric mine.yaml --lang fr -o questions.html",
		Args:    arguments(0, 0),
		RunE:    func(*cobra.Command, []string) error { return o.run() },
	}
	a.rubricFlag(c, &o.rubric)
	o.out = newDestination(a, c, "html")
	o.out.inputs = func([]string) []string { return []string{o.rubric} }
	return c
}

func (o *formOptions) run() error {
	r, err := o.app.rubric(o.rubric)
	if err != nil {
		return err
	}
	engine, err := builtEngine()
	if err != nil {
		return err
	}
	carried := form.Carried{Lang: o.app.lang, Rubric: string(r.text)}
	return o.out.write(func(w io.Writer) error { return form.Write(w, carried, engine) })
}

// builtEngine is the engine that belongs to this rung.
func builtEngine() (form.Engine, error) {
	program, err := built.ReadFile("engine/built/engine.wasm.gz")
	if err != nil || digestOf(program) != engineDigest {
		return form.Engine{}, lang.Errorf("this rung was built without the engine of the form; run `make build`, and use bin/rung")
	}
	runner, err := built.ReadFile("engine/built/wasm_exec.js")
	return form.Engine{Program: program, Runner: string(runner)}, err
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
