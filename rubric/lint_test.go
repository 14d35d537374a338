package rubric_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/rubric"
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
	wide := strings.Repeat("long ", 60)
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, c := range []struct{ name, old, new string }{
			{"no temperature", "temperature: 20\n", ""},
			{"no spread", "spread: [0.1, 0.2]\n", ""},
			{"a wide level title", "title: {en: Lead, fr: Lead}", "title: {en: Lead, fr: Responsable de toute la ligne de produits}"},
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
		} {
			text := strings.Replace(steady(), c.old, c.new, 1)
			switch c.name {
			case "few facts":
				text = fewFacts()
			case "a step that names a level where it is an option":
				text = strings.ReplaceAll(text, ", text: {en: Somebody, fr: Quelqu’un}", "")
			}
			if _, err := rubric.Parse("steady.yaml", []byte(text)); err != nil {
				t.Errorf("%s: not valid: %v", c.name, err)
			}
			fmt.Fprintf(&all, "== %s\n", c.name)
			if advice := rubric.Lint("steady.yaml", []byte(text), nil); advice != nil {
				all.WriteString(advice.In(tag) + "\n")
			}
		}
		golden(t, fmt.Sprintf("testdata/lint.%s.txt", tag), all.String())
	}
}

func TestLintReadsPlainTexts(t *testing.T) {
	text := strings.NewReplacer("languages: [en]", "languages: [fr]", "title: Lead\n", "title: L'équipe de toute la ligne de produits\n",
		"text: Nobody", "text: Un senior !", "ask: How many teams?", `ask: "{name} ?"`).Replace(plainTexts())
	var codes []string
	for _, p := range rubric.Lint("french.yaml", []byte(text), nil) {
		codes = append(codes, fmt.Sprintf("%d %s", p.Line, p.Code))
	}
	want := []string{"13 one-question", "20 one-question", "35 no-basis", "44 no-basis", "45 long-text", "45 typography", "57 placeholder",
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
