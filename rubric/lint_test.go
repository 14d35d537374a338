package rubric_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// steady is small.yaml without what lint advises against.
func steady() string {
	s := strings.NewReplacer(
		"{en: Senior, fr: Senior}\n    short: Sr.\n    track: ic\n    rung: 2\n    next: [lead]\n", "{en: Senior, fr: Senior}\n    short: Sr.\n    track: ic\n    rung: 2\n    next: [lead]\n    basis: {en: b, fr: b}\n",
		"    rung: 2\n    summary: {en: Leads.", "    rung: 2\n    basis: {en: b, fr: b}\n    summary: {en: Leads.",
		" ?", "\u00a0?",
	).Replace(small)
	more := s[strings.Index(s, "  - id: teams-led"):]
	return s + strings.NewReplacer("id: teams-led", "id: teams-asked", "id: reports", "id: managed").Replace(more)
}

// oneStep is the second question about people of steady.
func oneStep() string { return steady()[strings.Index(steady(), "  - id: managed"):] }

func TestRequirementThatNoAnswerMeets(t *testing.T) {
	text := strings.Replace(steady(), "{id: yes, step: 1,", "{id: yes, step: 0,", 1)
	_, err := rubric.Parse("steady.yaml", []byte(text))
	if want := "“lead” requires step 1 of “reports”, which no answer to it gives"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestLint(t *testing.T) {
	if advice := rubric.Lint("steady.yaml", []byte(steady()), nil); advice != nil {
		t.Fatalf("advice on a steady rubric:\n%v", advice)
	}
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, c := range lintCases() {
			fmt.Fprintf(&all, "== %s\n", c.name)
			if advice := c.lint(t); advice != nil {
				all.WriteString(advice.In(tag) + "\n")
			}
		}
		golden(t, fmt.Sprintf("testdata/lint.%s.txt", tag), all.String())
	}
}

// lintCase is a rubric that lint has something to say about, or just not.
type lintCase struct{ name, old, new string }

func (c lintCase) lint(t *testing.T) doc.Problems {
	t.Helper()
	text := strings.Replace(steady(), c.old, c.new, 1)
	switch c.name {
	case "few facts":
		text = fewFacts()
	case "a step that names a level where it is an option":
		text = strings.ReplaceAll(text, ", text: {en: Somebody, fr: Quelqu’un}", "")
	}
	if text == steady() {
		t.Errorf("%s: nothing is changed", c.name)
	}
	if _, err := rubric.Parse("steady.yaml", []byte(text)); err != nil {
		t.Errorf("%s: not valid: %v", c.name, err)
	}
	return rubric.Lint("steady.yaml", []byte(text), nil)
}

const (
	severalStep = "{en: Several, fr: Plusieurs}"
	teamsAsked  = "ask: {en: How many teams?, fr: Combien d’équipes\u00a0?}"
	teamsAbout  = "ask_about: {en: \"How many teams has {name}?\", fr: \"Combien d’équipes a {name}\u00a0?\"}"
)

func lintCases() []lintCase {
	wide := strings.Repeat("long ", 60)
	return []lintCase{
		{"no temperature", "temperature: 20\n", ""},
		{"no spread", "spread: [0.1, 0.2]\n", ""},
		{"a wide level title", "title: {en: Lead, fr: Lead}", "title: {en: Lead, fr: Responsable de toute la ligne de produits}"},
		{"levels with one title", "title: {en: Lead, fr: Lead}", "title: {en: Lead, fr: \"Sénior\"}"},
		{"a title that is the id of another", "{en: Senior, fr: Senior}", "{en: LEAD, fr: Guide}"},
		{"levels with one short title", "short: Lead", "short: Jr"},
		{"a wide dimension title", "title: {en: People, fr: Personnes}", "title: {en: 人人人人人人人人人人人人人, fr: Personnes}"},
		{"a wide short title", "short: Lead", "short: The one who leads"},
		{"a wide label", "short: Lead", "short: Lead\n    label: the one who leads"},
		{"a wide step", "{en: Several, fr: Plusieurs}", "{en: " + wide[:80] + ", fr: Plusieurs}"},
		{"a wide option", "text: {en: Nobody, fr: Personne}}\n      - {id: yes, step: 1, text: {en: Somebody, fr: Quelqu’un}}\n  - id: teams-asked", "text: {en: Nobody, fr: " + wide[:80] + "}}\n      - {id: yes, step: 1, text: {en: Somebody, fr: Quelqu’un}}\n  - id: teams-asked"},
		{"a wide summary", "{en: Leads., fr: Dirige.}", "{en: " + wide + ", fr: Dirige.}"},
		{"one question on a dimension", "  - id: managed\n    dimension: people", "  - id: managed\n    dimension: teams"},
		{"few facts", "", ""},
		{"no basis", "    basis: {en: The first part of the talk., fr: La première partie.}\n", ""},
		{"an option that names a level", "step: 0, text: {en: Nobody, fr: Personne}}\n      - {id: yes, step: 1, text: {en: Somebody, fr: Quelqu’un}}\n  - id: teams-asked", "step: 0, text: {en: Nobody (the Sr. is on their own), fr: Un senior}}\n      - {id: yes, step: 1, text: {en: Leaders of juniors, fr: Quelqu’un}}\n  - id: teams-asked"},
		{"a step that names a level where it is an option", "- {en: Somebody, fr: Quelqu’un}", "- {en: Some junior, fr: Quelqu’un}"},
		{"options of one step", oneStep(), strings.ReplaceAll(oneStep(), "step: 1", "step: 0")},
		{"a name in ask", "  - id: teams-asked\n    dimension: teams\n    kind: number\n    unit: {en: teams, fr: équipes}\n    ask: {en: How many teams?", "  - id: teams-asked\n    dimension: teams\n    kind: number\n    unit: {en: teams, fr: équipes}\n    ask: {en: \"How many teams has {name}?\""},
		{"an unused track", "tracks:\n", "tracks:\n  - {id: spare, title: {en: Spare, fr: Réserve}}\n"},
		{"a straight apostrophe", "fr: La première partie.", "fr: L'essentiel."},
		{"a plain space before a sign", "fr: La première partie.", "fr: Vraiment ?"},
		{"no space before a sign", "fr: La première partie.", "fr: Vraiment!"},
		{"plain spaces inside quotes", "fr: La première partie.", "fr: « oui »"},
		{"French that is well set", "fr: La première partie.", "fr: \"«\u00a0Oui\u202f?!\u00a0»\u00a0: à 8:30, voir https://example.org\u202f; l’essai\""},
		{"neither temperature nor spread", "temperature: 20\nspread: [0.1, 0.2]\n", ""},
		{"a level that leads nowhere", "    next: [senior, lead]\n", ""},
		{"a level that expects less than the one below", "{teams: [0, 1], people: 0}", "{teams: [0, 1], people: 1}"},
		{"steps with the same words", severalStep, "{en: ONE, fr: Plusieurs}"},
		{"a vague step", severalStep, "{en: Various teams, fr: Diverses équipes}"},
		{"a vague step in a block", severalStep, "\n          en: >-\n            Several teams, and does\n            good work in each\n          fr: Plusieurs"},
		{"a vague word whose kin comes first", severalStep, "{en: All the goods of a good team, fr: Plusieurs}"},
		{"a vague word in an escape", severalStep, "{en: \"All of a g\\u006fod team\", fr: Plusieurs}"},
		{"a vague word in French alone", severalStep, "{en: Several, fr: Une équipe solide}"},
		{"a vague option", "{id: yes, step: 1, text: {en: Somebody,", "{id: yes, step: 1, text: {en: Strong people,"},
		{"a vague question", teamsAsked, "ask: {en: How many effective teams?, fr: Combien d’équipes efficaces\u00a0?}"},
		{"a vague question to others alone", teamsAbout, strings.Replace(teamsAbout, "teams has", "suitable teams has", 1)},
		{"words that are not vague", severalStep, "{en: \"Goods, at various stages\", fr: \"Un confort, à fort enjeu, à divers stades\"}"},
		{"two questions", teamsAsked, "ask: {en: \"How many teams do you lead, and how many do you help?\", fr: \"Combien d’équipes guidez-vous et combien en aidez-vous\u00a0?\"}"},
		{"two questions, by two marks", teamsAsked, "ask: {en: How many teams (if any)? Of how many people?, fr: Combien d’équipes\u00a0?}"},
		{"two questions, by two verbs", teamsAsked, "ask: {en: How many teams do you lead and coach?, fr: Combien d’équipes\u00a0?}"},
		{"two questions, by two verbs in French", teamsAsked, "ask: {en: How many teams?, fr: Combien d’équipes guidez-vous et formez-vous\u00a0?}"},
		{"two questions in one", teamsAsked, "ask: {en: How many teams and/or groups?, fr: Combien d’équipes\u00a0?}"},
		{"two questions to others", teamsAbout, "ask_about: {en: \"How many teams has {name}, or is {name} alone, or does {name} help?\", fr: \"Combien d’équipes a {name}\u00a0?\"}"},
		{"one question with and", teamsAsked, "ask: {en: \"How many teams and groups that you lead and that follow what you write and keep up to date, in and out of product, know who you are and when you come?\", fr: \"Combien d’équipes et de groupes qui suivent ce que vous écrivez et tenez à jour\u00a0?\"}"},
		{"a gendered word", severalStep, "{en: Several, fr: Aligne les directeurs de service}"},
		{"a gendered question", teamsAbout, "ask_about: {en: \"How many teams has {name}?\", fr: \"Combien d’équipes {name} dirige-t-il\u00a0?\"}"},
		{"a gendered sentence", "fr: Dirige.}", "fr: Dirige. Il décide.}"},
		{"neutral French", severalStep, "{en: Several, fr: \"Il s’agit de collaboratrices et collaborateurs\"}"},
		{"a question about what somebody does", teamsAbout, "ask_about: {en: \"How many teams has {name}?\", fr: \"Le travail que fait {name} est-il relu\u00a0?\"}"},
		{"gendered words of a source", "fr: La première partie.", "fr: Il cite les directeurs."},
	}
}

// namedAsItsBase extends small.yaml under its id and version.
var namedAsItsBase = strings.NewReplacer("id: ours", "id: small", "2.0.0", "1.0.0").Replace(head)

// What a rubric that extends another is called, and what its levels are, is its own
// matter.
func TestLintOfNamesThatABaseHas(t *testing.T) {
	files := beside(map[string]string{"small.yaml": steady()})
	for changes, want := range map[string]string{
		"": "",
		"levels: [{id: junior, title: {en: Lead, fr: Un}}]": "6:35 same-name",
		"levels: [{id: lead, short: Senior}]":               "6:28 same-name",
	} {
		var got []string
		for _, p := range rubric.Lint("ours.yaml", []byte(head+changes), files) {
			if p.Code != "names-level" {
				got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Code))
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: got %v, want %q", changes, got, want)
		}
	}
	if got := codesOf(rubric.Lint("ours.yaml", []byte(namedAsItsBase), files)); strings.Join(got, ", ") != "3 same-version" {
		t.Errorf("the name of the base: got %v", got)
	}
}

// A copy that is edited needs another version; as it was, it is the same rubric.
func TestLintOfAnEditedCopy(t *testing.T) {
	files := beside(map[string]string{"small@1.0.0": steady()})
	if got := rubric.Lint("copy.yaml", []byte(steady()), files); got != nil {
		t.Errorf("a copy: got %v", got)
	}
	edited := strings.Replace(steady(), "temperature: 20", "temperature: 21", 1)
	for text, want := range map[string]string{edited: "3 same-version", strings.Replace(edited, "id: small", "id: mine", 1): ""} {
		if got := strings.Join(codesOf(rubric.Lint("copy.yaml", []byte(text), files)), ", "); got != want {
			t.Errorf("got %v, want %q", got, want)
		}
	}
}

// What a rubric was fitted to ends with the first change of what scores, not of a text.
func TestLintSaysWhereTheFitEnds(t *testing.T) {
	files := beside(map[string]string{"small.yaml": steady()})
	for changes, want := range map[string]string{
		"levels:\n- {id: lead, summary: {en: Heads., fr: Mène.}}\n":                                    "",
		"levels:\n- {id: lead, summary: {en: Heads., fr: Mène.}}\n- {id: junior, scope: {teams: 1}}\n": "8 never-fitted",
		"dimensions:\n- {id: people, weight: 2}\nlevels:\n- {id: junior, scope: {teams: 1}}\n":         "7 never-fitted",
		"temperature: 9\nremove: [managed]\n":                                                          "7 never-fitted",
		"temperature: 9\nspread: [0.1, 0.2]\nremove: [managed]\n":                                      "",
	} {
		var got []string
		for _, code := range codesOf(rubric.Lint("ours.yaml", []byte(head+changes), files)) {
			if strings.HasSuffix(code, " never-fitted") {
				got = append(got, code)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: got %v, want %q", changes, got, want)
		}
	}
}

// A level that is left without a next one is told where that was removed.
func TestLintOfALevelThatIsCutOff(t *testing.T) {
	text := "schema: rung.rubric/v1\nid: ours\nversion: 1.0.0\ntitle: Ours\nextends: engineering.yaml\nremove: [senior-engineer]\n"
	got := rubric.Lint("ours.yaml", []byte(text), beside(map[string]string{"engineering.yaml": engineering}))
	for _, p := range got {
		if p.Code == "dead-end" && p.File == "ours.yaml" && p.Line == 6 && strings.Contains(p.Text.In(lang.EN), "next: [staff-engineer]") {
			return
		}
	}
	t.Errorf("got %v", got)
}

// trade are changes of the ladder of engineers, with the advice that each brings.
var trade = []struct{ name, old, new, advice string }{
	{"a heavy dimension", "    weight: 2\n", "    weight: 2.1\n", "53 heavy-dimension"},
	{"two levels a step apart", "scope: {systems: 2, delivery: 2, influence: 2, people: 0}", "scope: {systems: 2, delivery: [1, 2], influence: 1, people: 0}", "86 close-levels"},
	{"two levels a step apart, and another", "scope: {systems: 2, delivery: 2, influence: 2, people: 0}", "scope: {systems: 2, delivery: [1, 2], influence: 2, people: 0}", ""},
	{"two levels two steps apart", "scope: {systems: 2, delivery: 2, influence: 2, people: 0}", "scope: {systems: 3, delivery: [1, 2], influence: 1, people: 0}", ""},
	{"words that one track has twice", "ic: Designs how several services fit together", "ic: Owns a service from design to the pager", "20 same-words"},
}

func TestLintOfAnotherTrade(t *testing.T) {
	known := codesOf(rubric.Lint("engineering.yaml", []byte(engineering), nil))
	for _, c := range trade {
		if strings.Count(engineering, c.old) != 1 {
			t.Fatalf("%s: %q is not there once", c.name, c.old)
		}
		text := strings.Replace(engineering, c.old, c.new, 1)
		if _, err := rubric.Parse("engineering.yaml", []byte(text)); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var got []string
		for _, code := range codesOf(rubric.Lint("engineering.yaml", []byte(text), nil)) {
			if !slices.Contains(known, code) {
				got = append(got, code)
			}
		}
		if strings.Join(got, ", ") != c.advice {
			t.Errorf("%s: got %v, want %q", c.name, got, c.advice)
		}
	}
}

// codesOf are the lines and codes of problems.
func codesOf(found doc.Problems) (codes []string) {
	for _, p := range found {
		codes = append(codes, fmt.Sprintf("%d %s", p.Line, p.Code))
	}
	return codes
}

// TestLintSaysNothingWrongOfLadders is about prose alone: what is said of a ladder
// that people wrote with care has to be right.
func TestLintSaysNothingWrongOfLadders(t *testing.T) {
	prose := []string{"vague-word", "two-questions", "gendered", "same-words", "close-levels", "heavy-dimension"}
	for _, file := range []string{"../rubrics/product.yaml", "testdata/engineering.yaml", "testdata/small.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range rubric.Lint(file, data, nil) {
			if slices.Contains(prose, p.Code) {
				t.Errorf("%v", p.In(lang.EN))
			}
		}
	}
}

func TestLintReadsPlainTexts(t *testing.T) {
	text := strings.NewReplacer("languages: [en]", "languages: [fr]", "title: Lead\n", "title: L'équipe de toute la ligne de produits\n",
		"text: Nobody", "text: Un senior !", "ask: How many teams?", `ask: "{name} ?"`).Replace(plainTexts())
	codes := codesOf(rubric.Lint("french.yaml", []byte(text), nil))
	want := []string{"5 one-language", "13 one-question", "20 one-question", "35 no-basis", "44 no-basis", "45 long-text", "45 typography", "57 placeholder",
		"57 typography", "58 typography", "63 typography", "64 typography", "66 names-level", "66 typography"}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Error(diff)
	}
}

// fewFacts is the steady rubric with six more choices.
func fewFacts() string {
	s := steady()
	choice := s[strings.LastIndex(s, "  - id: managed"):]
	for i := range 4 {
		s += strings.Replace(choice, "managed", fmt.Sprintf("managed-%d", i), 1)
	}
	return s
}

func TestLintLeavesBadFilesToParse(t *testing.T) {
	for _, bad := range badFiles() {
		if advice := rubric.Lint("small.yaml", []byte(bad.text(t)), nil); advice != nil {
			t.Errorf("%s: advice on a file that is not valid", bad.name)
		}
	}
}
