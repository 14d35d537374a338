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
	is     lang.Pair
	schema []byte // the JSON Schema (draft-07); nil where there is none
}

// kinds lists them in the order of help.
var kinds = []kind{
	{"rubric", lang.T("a ladder, in YAML; rung rubric show --format yaml", "une échelle, en YAML ; rung rubric show --format yaml"), rubric.JSONSchema()},
	{"answers", lang.T("answers written by hand, in YAML; rung template", "des réponses écrites à la main, en YAML ; rung template"), assess.JSONSchema("answers")},
	{"assessment", lang.T("one rater's answers as they are kept, in JSON (or YAML)", "les réponses d’un évaluateur telles que gardées, en JSON (ou YAML)"), assess.JSONSchema("assessment")},
	{"bundle", lang.T("everything about one person, in JSON; rung export", "tout ce qui concerne une personne, en JSON ; rung export"), nil},
	{"result", lang.T("what scoring makes of an assessment; --format json", "ce que le calcul fait d’une évaluation ; --format json"), wire.Schema("result")},
	{"session", lang.T("the report of a calibration session; --format json", "le rapport d’une session de calibration ; --format json"), wire.Schema("session")},
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
	about := a.t(lang.T("rung rubric schema NAME prints a JSON Schema (draft-07); NAME is one of %s. Times are UTC, texts UTF-8; JSON never changes with the language.",
		"rung rubric schema NOM donne un schéma JSON (draft-07) ; NOM est parmi %s. Les heures sont en UTC, les textes en UTF-8 ; le JSON ne change jamais avec la langue."),
		strings.Join(withSchema(), ", "))
	return page.String() + "\n" + strings.Join(lang.Wrap(about, toldWidth), "\n")
}
