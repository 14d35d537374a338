package rubric_test

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/small.yaml
var small string

// engineering is a ladder of another trade, with all that small.yaml lacks.
//
//go:embed testdata/engineering.yaml
var engineering string

// badFile is a valid rubric with one change that makes it invalid.
type badFile struct {
	name     string
	old, new string
	// onlyValidator is true where a JSON Schema cannot see what is wrong.
	onlyValidator bool
}

func (b badFile) text(t testing.TB) string {
	if b.old == "" {
		return b.new
	}
	if strings.Count(small, b.old) != 1 {
		t.Fatalf("%s: %q stands %d times in small.yaml", b.name, b.old, strings.Count(small, b.old))
	}
	text := strings.Replace(small, b.old, b.new, 1)
	if b.name == "a label twice" {
		text = strings.Replace(text, "    short: Sr.\n", "    short: Sr.\n    label: l1\n", 1)
	}
	return text
}

const wholeFile = ""

// A question of small.yaml from its kind on, and the same with options to tick.
const (
	asChoice = `    kind: choice
    ask: {en: Whom do you manage?, fr: Qui managez-vous ?}
    ask_about: {en: "Whom does {name} manage?", fr: "Qui {name} manage ?"}
    options:
      - {id: no, step: 0, text: {en: Nobody, fr: Personne}}
      - {id: yes, step: 1, text: {en: Somebody, fr: Quelqu’un}}
`
	asSeveral = `    kind: several
    ask: {en: Whom do you manage?, fr: Qui managez-vous ?}
    ask_about: {en: "Whom does {name} manage?", fr: "Qui {name} manage ?"}
    thresholds: [1]
    options:
      - {id: no, text: {en: Nobody, fr: Personne}}
      - {id: yes, text: {en: Somebody, fr: Quelqu’un}}
`
)

func badFiles() []badFile {
	const schema, only = false, true
	return []badFile{
		{"null at the root", wholeFile, "null\n", schema},
		{"a scalar at the root", wholeFile, "product\n", schema},
		{"a list at the root", wholeFile, "- a\n", schema},
		{"an empty map", wholeFile, "{}\n", schema},
		{"no schema", "schema: rung.rubric/v1\n", "", schema},
		{"a newer schema", "rung.rubric/v1", "rung.rubric/v2\nnews: [1]", schema},
		{"another schema", "rung.rubric/v1", "rung.answers/v1", schema},
		{"a misspelt schema", "rung.rubric/v1", "rung.rubrik/v1", schema},
		{"two misspelt keys", "levels:\n", "levles:\n", schema},
		{"a key in capitals", "version:", "Version:", schema},
		{"a duplicate key", "id: small", "id: small\nid: large", only},
		{"an id with a capital", "id: small", "id: Small_Ladder", schema},
		{"an id with a look-alike", "id: small", "id: smаll", schema},
		{"an id with a zero width", "id: small", `id: "small\u200b"`, schema},
		{"an id too long", "id: small", "id: " + strings.Repeat("a", 65), schema},
		{"an id that is a number", "id: small", "id: 12", schema},
		{"a path as id", "id: small", "id: ../../x", schema},
		{"an empty id", "id: small", `id: ""`, schema},
		{"a version that is a number", "version: 1.0.0", "version: 1.0", schema},
		{"a version with a slash", "version: 1.0.0", "version: 1/0", schema},
		{"no title", "title: {en: Small ladder, fr: Petite échelle}\n", "", schema},
		{"a blank title", "fr: Petite échelle", `fr: " "`, schema},
		{"a title with a missing language", "{en: Small ladder, fr: Petite échelle}", "{en: Small ladder}", only},
		{"a title with a language too many", "{en: Small ladder, fr: Petite échelle}", "{en: a, fr: b, de: c}", only},
		{"a title that is text", "{en: Small ladder, fr: Petite échelle}", "Small ladder", only},
		{"a title that is text, without languages", "title: {en: Small ladder, fr: Petite échelle}\nlanguages: [en, fr]", "title: Small ladder\nlanguages: [en, French]", schema},
		{"a title that is a number", wholeFile, strings.Replace(oneOfEach, "title: {en: One}", "title: 2026", 1), schema},
		{"a title that is blank, in one language", wholeFile, strings.Replace(oneOfEach, "title: {en: One}", `title: " "`, 1), schema},
		{"no language", "[en, fr]", "[]", schema},
		{"the same language twice", "[en, fr]", "[en, fr, en]", schema},
		{"a language in words", "[en, fr]", "[en, French]", schema},
		{"weight nan", "weight: 0.5", "weight: .nan", only},
		{"weight inf", "weight: 0.5", "weight: .inf", only},
		{"weight negative", "weight: 0.5", "weight: -1", schema},
		{"weight zero", "weight: 0.5", "weight: 0", schema},
		{"weight too large", "weight: 0.5", "weight: 1e309", schema},
		{"weight in quotes", "weight: 0.5", `weight: "0.5"`, schema},
		{"weight with a comma", "weight: 0.5", "weight: 0,5", schema},
		{"weight in words", "weight: 0.5", "weight: half", schema},
		{"weight blank", "weight: 0.5", "weight:", schema},
		{"temperature zero", "temperature: 20", "temperature: 0.0", schema},
		{"one spread", "[0.1, 0.2]", "[0.1]", schema},
		{"a spread that falls", "[0.1, 0.2]", "[0.2, 0.1]", only},
		{"a spread that is a number", "[0.1, 0.2]", "0.1", schema},
		{"temperature octal", "temperature: 20", "temperature: 020", only},
		{"temperature hexadecimal", "temperature: 20", "temperature: 0x14", only},
		{"temperature with an underscore", "temperature: 20", "temperature: 2_0", schema},
		{"rung in tenths", "    rung: 1\n", "    rung: 1.5\n", schema},
		{"rung zero", "    rung: 1\n", "    rung: 0\n", schema},
		{"rung absurd", "    rung: 1\n", "    rung: 99999999999999999999\n", schema},
		{"no levels", "levels:\n", "levels: []\nx-levels:\n", schema},
		{"none of each", small[strings.Index(small, "tracks:"):], "tracks: []\ndimensions: []\nlevels: []\nquestions: []\n", schema},
		{"one step", "      - {en: Nobody, fr: Personne}\n", "", schema},
		{"a duplicate level", "- id: senior\n", "- id: junior\n", only},
		{"a duplicate dimension", "- id: people\n", "- id: teams\n", only},
		{"a duplicate track", "- {id: manager,", "- {id: ic,", only},
		{"a duplicate question", "- id: reports\n", "- id: teams-led\n", only},
		{"a duplicate option", "{id: yes, step: 1", "{id: no, step: 1", only},
		{"an option named skip", "{id: yes, step: 1", "{id: skip, step: 1", schema},
		{"an unknown track", "track: manager", "track: manger", only},
		{"an unknown next", "next: [lead]", "next: [lead, cpo]", only},
		{"a next twice", "next: [lead]", "next: [lead, lead]", schema},
		{"a next below", "next: [lead]", "next: [junior]", only},
		{"a next that is itself", "next: [lead]", "next: [senior]", only},
		{"a cycle of tracks", "    rung: 2\n    summary: {en: Leads.", "    rung: 2\n    next: [senior]\n    summary: {en: Leads.", only},
		{"levels out of order", "    rung: 1\n", "    rung: 3\n", only},
		{"a missing cell", "{teams: [0, 1], people: 0}", "{teams: [0, 1]}", only},
		{"an unknown dimension in a scope", "{teams: [0, 1], people: 0}", "{teams: [0, 1], peple: 0}", only},
		{"a step that does not exist", "{teams: [0, 1], people: 0}", "{teams: [0, 3], people: 2}", only},
		{"a range upside down", "{teams: [0, 1], people: 0}", "{teams: [1, 0], people: 0}", only},
		{"a range of three", "{teams: [0, 1], people: 0}", "{teams: [0, 1, 2], people: 0}", schema},
		{"a negative step", "{teams: [0, 1], people: 0}", "{teams: -1, people: 0}", schema},
		{"a step in words", "{teams: [0, 1], people: 0}", "{teams: one, people: 0}", schema},
		{"any misspelt", "{teams: [0, 1], people: 0}", "{teams: Any, people: 0}", schema},
		{"any in a range", "{teams: [0, 1], people: 0}", "{teams: [0, any], people: 0}", schema},
		{"a level that says little", "{teams: [0, 1], people: 0}", "{teams: [0, 1], people: any}", only},
		{"a level that says nothing", "{teams: [0, 1], people: 0}", "{teams: any, people: any}", only},
		{"a scope inside one that says nothing", "{teams: [0, 1], people: 0}", "{teams: any, people: 0}", only},
		{"the same scope", "{teams: 2, people: 0}", "{teams: [0, 1], people: 0}", only},
		{"a scope inside a lower one", "{teams: 2, people: 0}", "{teams: 1, people: 0}", only},
		{"a requirement against the scope", "{people: {max: 0}}", "{people: {min: 1}}", only},
		{"a requirement of nothing", "{people: {max: 0}}", "{people: {}}", schema},
		{"a requirement upside down", "{people: {max: 0}}", "{people: {min: 1, max: 0}}", only},
		{"a requirement on an unknown dimension", "{people: {max: 0}}", "{pepole: {max: 0}}", only},
		{"a most under a threshold", "thresholds: [1, 3]", "thresholds: [1, 3]\n    most: 2", only},
		{"a most of none", "thresholds: [1, 3]", "thresholds: [1, 3]\n    most: 0", schema},
		{"a most of a choice", "    options:\n", "    most: 2\n    options:\n", schema},
		{"a requirement by nothing", "{people: {max: 0}}", "{people: {by: reports}}", schema},
		{"a requirement by no question", "{people: {max: 0}}", "{people: {max: 0, by: report}}", only},
		{"a requirement by a question on another dimension", "{people: {max: 0}}", "{people: {max: 0, by: teams-led}}", only},
		{"a requirement that is a step", "{people: {max: 0}}", "{people: 0}", schema},
		{"a dimension without a question", "dimension: people", "dimension: teams", only},
		{"an unknown dimension", "dimension: people", "dimension: persons", only},
		{"an unknown kind", "kind: choice", "kind: chioce", schema},
		{"a choice with thresholds", "kind: choice", "kind: choice\n    thresholds: [1]", schema},
		{"a number with options", "kind: number", "kind: number\n    options: [{id: a, step: 0, text: {en: a, fr: a}}]", schema},
		{"a number without a unit", "    unit: {en: teams, fr: équipes}\n", "", schema},
		{"several without thresholds", "kind: choice", "kind: several", schema},
		{"several with steps", "kind: choice", "kind: several\n    thresholds: [1]", schema},
		{"several with a unit", asChoice, strings.Replace(asSeveral, "thresholds: [1]", "thresholds: [1]\n    unit: {en: a, fr: a}\n    most: 2", 1), schema},
		{"several with a threshold in tenths", asChoice, strings.Replace(asSeveral, "[1]", "[1.5]", 1), schema},
		{"several with a threshold of none", asChoice, strings.Replace(asSeveral, "[1]", "[0]", 1), schema},
		{"several with a threshold too high", asChoice, strings.Replace(asSeveral, "[1]", "[3]", 1), only},
		{"several with thresholds that descend", asChoice, strings.Replace(asSeveral, "[1]", "[2, 1]", 1), only},
		{"several with more thresholds than steps", asChoice, strings.Replace(asSeveral, "[1]", "[1, 2]", 1), only},
		{"several with an option none", asChoice, strings.Replace(asSeveral, "id: no", "id: none", 1), schema},
		{"several with one option", asChoice, strings.Replace(asSeveral, "      - {id: no, text: {en: Nobody, fr: Personne}}\n", "", 1), schema},
		{"thresholds that descend", "[1, 3]", "[3, 1]", only},
		{"thresholds that stay", "[1, 3]", "[1, 1]", schema},
		{"too many thresholds", "[1, 3]", "[1, 3, 5]", only},
		{"too few thresholds to reach a level", "[1, 3]", "[1]", only},
		{"a threshold of zero", "[1, 3]", "[0, 3]", schema},
		{"a threshold in words", "[1, 3]", "[1, three]", schema},
		{"one option", "      - {id: yes, step: 1, text: {en: Somebody, fr: Quelqu’un}}\n", "", schema},
		{"a label that is the title of another level", "    short: Jr.\n", "    short: Jr.\n    label: SENIOR\n", only},
		{"a label that is the short title of another level", "    short: Jr.\n", "    short: Jr.\n    label: sr\n", only},
		{"a label twice", "    short: Jr.\n", "    short: Jr.\n    label: L-1\n", only},
		{"a label that is a number", "    short: Jr.\n", "    short: Jr.\n    label: 40\n", schema},
		{"a blank label", "    short: Jr.\n", "    short: Jr.\n    label: \" \"\n", schema},
		{"a step without the words of a track", "- {en: Several, fr: Plusieurs}", "- {by_track: {ic: {en: Builds, fr: Bâtit}}}", only},
		{"a step by an unknown track", "- {en: Several, fr: Plusieurs}", "- {by_track: {ic: {en: Builds, fr: Bâtit}, manger: {en: Leads, fr: Dirige}}}", only},
		{"a step by track in one language", "- {en: Several, fr: Plusieurs}", "- {by_track: {ic: {en: Builds, fr: Bâtit}, manager: Leads}}", only},
		{"a step by no track", "- {en: Several, fr: Plusieurs}", "- {by_track: {}}", schema},
		{"a step by a list", "- {en: Several, fr: Plusieurs}", "- {by_track: [ic, manager]}", schema},
		{"a step by track and as text", "- {en: Several, fr: Plusieurs}", "- {by_track: {ic: {en: Builds, fr: Bâtit}, manager: {en: Leads, fr: Dirige}}, en: Several}", schema},
		{"a grow for the lowest step too", "- {en: Somebody, fr: Quelqu’un}", "- {en: Somebody, fr: Quelqu’un}\n    grow: [{en: Stay, fr: Restez}, {en: Hire, fr: Recrutez}]", only},
		{"no grow", "- {en: Somebody, fr: Quelqu’un}", "- {en: Somebody, fr: Quelqu’un}\n    grow: []", schema},
		{"no option", "    options:\n      - {id: no, step: 0, text: {en: Nobody, fr: Personne}}\n      - {id: yes, step: 1, text: {en: Somebody, fr: Quelqu’un}}\n", "    options: []\n", schema},
		{"a choice without options on an unknown dimension", wholeFile, strings.Replace(withoutOptions, "dimension: people", "dimension: persons", 1), only},
		{"an option without text above the steps", "{id: yes, step: 1, text: {en: Somebody, fr: Quelqu’un}}", "{id: yes, step: 2}", only},
		{"an option above the steps", "{id: yes, step: 1", "{id: yes, step: 2", only},
		{"no name in ask_about", "How many teams has {name}?", "How many teams?", only},
		{"a misspelt name in ask_about", "How many teams has {name}?", "How many teams has {nmae}?", only},
		{"a name in French in ask_about", "Combien d’équipes a {name} ?", "Combien d’équipes a {Nom} ?", only},
		{"an unknown key of a level", "    short: Jr.\n", "    short: Jr.\n    extends: senior\n", schema},
		{"several at once", small[strings.Index(small, "levels:"):strings.Index(small, "questions:")], `levels:
  - id: top
    title: {en: Top, fr: Haut}
    short: Top
    track: ic
    rung: 2
    next: [bottm]
    summary: {en: Top., fr: Haut.}
    scope: {teams: 2}
  - id: bottom
    title: {en: Bottom, fr: Bas}
    short: Bottom
    track: ic
    rung: 1
    next: [top]
    summary: {en: Bottom.}
    scope: {teams: 9, people: 0}
`, only},
	}
}
