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
	schema []byte // the JSON Schema (draft-07)
}

// kinds lists them in the order of help.
var kinds = []kind{
	{"rubric", "a ladder, in YAML; rung rubric show --format yaml", rubric.JSONSchema()},
	{"answers", "answers written by hand, in YAML; rung template", assess.JSONSchema("answers")},
	{"personas", "people to try a rubric on, in YAML; rung rubric test", assess.JSONSchema("personas")},
	{"assessment", "one rater's answers as they are kept, in JSON (or YAML)", assess.JSONSchema("assessment")},
	{"bundle", "everything about one person, in JSON; rung export", assess.JSONSchema("bundle")},
	{"session-bundle", "a whole calibration session, in JSON; rung calibrate export", assess.JSONSchema("session-bundle")},
	{"result", "what scoring makes of an assessment; --format json", wire.Schema("result")},
	{"history", "results over time; rung history --format json", wire.Schema("history")},
	{"comparison", "results side by side; rung compare --format json", wire.Schema("comparison")},
	{"readings", "one assessment under several rubrics; rung compare --rubrics", wire.Schema("readings")},
	{"elsewhere", "a scope beside public ladders; rung elsewhere --format json", wire.Schema("elsewhere")},
	{"spread", "what public ladders state of a title; rung levels LEVEL --elsewhere", wire.Schema("spread")},
	{"levels", "levels of a ladder; rung levels --format json", wire.Schema("levels")},
	{"ladder", "a whole ladder, in JSON; rung rubric show --format json", wire.Schema("ladder")},
	{"rubrics", "the rubrics at hand; rung rubric list --format json", wire.Schema("rubrics")},
	{"lint", "what is found in rubric files; rung rubric lint --format json", wire.Schema("lint")},
	{"check", "what came of trying a rubric; rung rubric test --format json", wire.Schema("check")},
	{"diff", "two rubrics, and whose level differs; rung rubric diff --format json", wire.Schema("diff")},
	{"session", "the report of a calibration session; --format json", wire.Schema("session")},
	{"agenda", "what is worth the time; rung calibrate agenda --format json", wire.Schema("agenda")},
	{"letter", "what one person is told; rung calibrate report --for NAME", wire.Schema("letter")},
	{"status", "who has handed in; rung calibrate status --format json", wire.Schema("status")},
	{"sessions", "the sessions at hand; rung calibrate list --format json", wire.Schema("sessions")},
	{"log-view", "the log of a session; rung calibrate log --format json", wire.Schema("log-view")},
	{"receipts", "the receipts of a session; rung calibrate status --receipts --format json", wire.Schema("receipts")},
}

func kindNames() []string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.name)
	}
	return names
}

// formatsPage is the help about kinds.
func (a *app) formatsPage() string {
	var page strings.Builder
	for _, f := range kinds {
		fmt.Fprintf(&page, "%-24s%s\n", "rung."+f.name+"/v1", a.in(f.is))
	}
	for _, about := range []string{
		a.t("rung rubric schema NAME prints the JSON Schema (draft-07) of rung.NAME/v1. Times are UTC, texts UTF-8; JSON never " +
			"changes with the language."),
		a.t("A rubric may extend another (extends: product@2.0.0, or a file beside it) and hold only what differs: tracks, dimensions, " +
			"levels and questions are changed by id, key by key, a scope and what is required by dimension (any: no longer required); " +
			"lists and texts are replaced; remove: [ids] leaves some out."),
		a.t("Its digest is the SHA-256 of the whole rubric in canonical form, which `rung rubric show FILE --resolved` prints: UTF-8 YAML in block " +
			"style, two spaces a level; keys in the order of the schema, cells by dimension and texts by language in the order of the " +
			"rubric; each text on one line; words of ASCII letters, digits and . _ + - bare, other texts in double quotes; numbers as " +
			"written; lists of words and numbers on one line; above each item of the four lists where it comes from. Without extends, " +
			"the digest is that of the file as it is."),
	} {
		page.WriteString("\n" + strings.Join(lang.Wrap(about, 79), "\n") + "\n")
	}
	return strings.TrimSuffix(page.String(), "\n")
}
