package cmd

import (
	"fmt"
	"strings"

	"rung/assess"
	"rung/assess/report/wire"
	"rung/rubric"
	"rung/rubric/lang"
)

// kind is a kind of file that rung reads or writes, rung.NAME/v1.
type kind struct {
	name   string
	is     lang.Text
	schema []byte // the JSON Schema (draft-07); nil where there is none
}

// kinds lists them in the order of help.
var kinds = []kind{
	{"rubric", "a ladder, in YAML; rung rubric show --format yaml", rubric.JSONSchema()},
	{"answers", "answers written by hand, in YAML; rung template", assess.JSONSchema("answers")},
	{"assessment", "one rater's answers as they are kept, in JSON (or YAML)", assess.JSONSchema("assessment")},
	{"bundle", "everything about one person, in JSON; rung export", nil},
	{"result", "what scoring makes of an assessment; --format json", wire.Schema("result")},
	{"session", "the report of a calibration session; --format json", wire.Schema("session")},
}

// withSchema names the kinds that have a JSON Schema.
func withSchema() []string {
	var names []string
	for _, f := range kinds {
		if f.schema != nil {
			names = append(names, f.name)
		}
	}
	return names
}

// formatsPage is the help about kinds.
func (a *app) formatsPage() string {
	var page strings.Builder
	for _, f := range kinds {
		fmt.Fprintf(&page, "%-20s%s\n", "rung."+f.name+"/v1", a.in(f.is))
	}
	about := a.t("rung rubric schema NAME prints a JSON Schema (draft-07); NAME is one of %s. Times are UTC, texts UTF-8; JSON never "+
		"changes with the language.",
		strings.Join(withSchema(), ", "))
	return page.String() + "\n" + strings.Join(lang.Wrap(about, toldWidth), "\n")
}
