// What a form in a browser will need, as one program: it reads an assessment and
// prints its page. `make wasm` builds it for WebAssembly and says how large it is.
package main

import (
	"fmt"
	"io"
	"os"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/html"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	name, text, err := rubrics.Read("product")
	if err != nil {
		return err
	}
	r, err := rubric.Parse(name, text)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	sheet, err := assess.ParseSheet("answers", data)
	if err != nil {
		return err
	}
	answers, err := sheet.Against(r)
	if err != nil {
		return err
	}
	made := &assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Answers: answers}
	return html.Write(os.Stdout, report.Page(assess.Score(r, made), lang.EN, true))
}
