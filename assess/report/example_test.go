package report_test

import (
	"fmt"
	"io"
	"os"
	"strings"

	"rung/assess"
	"rung/assess/report"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

// writeMessage is a format: what fits into a chat message. It draws the blocks that
// it has a use for, and escapes what its format takes as markup.
func writeMessage(w io.Writer, d report.Document) error {
	escape := strings.NewReplacer("*", "∗", "_", "‗", "\n", " ")
	for _, block := range d.Blocks {
		var line string
		switch b := block.(type) {
		case report.Headline:
			line = "*" + escape.Replace(b.Text) + "*"
		case report.Facts:
			for _, f := range b.Facts {
				line += escape.Replace(f.Label+" "+f.Value) + "  "
			}
		case report.Grid:
			line = fmt.Sprintf("_%s: %d rows_", escape.Replace(b.Title), len(b.Rows))
		default:
			continue
		}
		if _, err := fmt.Fprintln(w, strings.TrimSpace(line)); err != nil {
			return err
		}
	}
	return nil
}

// A format is a function that draws a document: here, a message for a chat. The
// command line takes a format from the table in cmd/format.go.
func ExampleDocument() {
	name, text, err := rubrics.Read("product")
	if err != nil {
		panic(err)
	}
	r, err := rubric.Parse(name, text)
	if err != nil {
		panic(err)
	}
	sheet := assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Subject: assess.Person{Name: "Ada *"}}
	for _, q := range r.Questions {
		answer := assess.Answer{Question: q.ID, State: assess.Answered}
		if q.Kind == rubric.Choice {
			answer.Value.Option = q.Options[0].ID
		}
		sheet.Answers = append(sheet.Answers, answer)
	}
	page := report.Page(assess.Score(r, &sheet), lang.EN, false)
	if err := writeMessage(os.Stdout, page); err != nil {
		panic(err)
	}
	// Output:
	// *The answers about Ada ∗ lie below this ladder: they are under what its first level, Associate Product Manager, expects*
	// Answered 24 of 24
	// _Comparison: 9 rows_
	// _Answers: 24 rows_
}
