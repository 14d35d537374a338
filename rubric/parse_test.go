package rubric_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

var update = flag.Bool("update", false, "write the expected outputs anew")

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestProblemsOfARubric(t *testing.T) {
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, bad := range badFiles() {
			_, err := rubric.Parse("small.yaml", []byte(bad.text(t)))
			var problems doc.Problems
			if !errors.As(err, &problems) {
				t.Errorf("%s: accepted, or refused without a place: %v", bad.name, err)
				continue
			}
			fmt.Fprintf(&all, "== %s\n%s\n", bad.name, problems.In(tag))
		}
		golden(t, fmt.Sprintf("testdata/problems.%s.txt", tag), all.String())
	}
}

func TestParse(t *testing.T) {
	got, err := rubric.Parse("small.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	text := func(en, fr string) rubric.Text { return rubric.Text{lang.EN: en, lang.FR: fr} }
	want := &rubric.Rubric{
		ID: "small", Version: "1.0.0", Digest: got.Digest,
		Title: text("Small ladder", "Petite échelle"), Languages: []lang.Tag{lang.EN, lang.FR},
		Source: rubric.Source{Title: "A talk", Date: "2023-03-05"}, Temperature: 20, Fitted: true, Spread: [2]float64{0.1, 0.2},
		Tracks: []rubric.Track{{ID: "ic", Title: text("Contributor", "Contribution")}, {ID: "manager", Title: text("Manager", "Management")}},
		Dimensions: []rubric.Dimension{
			{ID: "teams", Title: text("Teams", "Équipes"), Weight: 0.5, Steps: []rubric.Text{text("None", "Aucune"), text("One", "Une"), text("Several", "Plusieurs")}},
			{ID: "people", Title: text("People", "Personnes"), Weight: 1, Steps: []rubric.Text{text("Nobody", "Personne"), text("Somebody", "Quelqu’un")}},
		},
		Levels: []rubric.Level{
			{ID: "junior", Title: text("Junior", "Junior"), Short: "Jr.", Track: "ic", Rung: 1, Next: []int{1, 2},
				Summary: text("Learns.", "Apprend."), Basis: text("The first part of the talk.", "La première partie."),
				Scope: []rubric.Range{{Lo: 0, Hi: 1}, {Lo: 0, Hi: 0}}},
			{ID: "senior", Title: text("Senior", "Senior"), Short: "Sr.", Track: "ic", Rung: 2, Next: []int{2},
				Summary: text("Knows.", "Sait."), Scope: []rubric.Range{{Lo: 2, Hi: 2}, {Lo: 0, Hi: 0}},
				Requires: []rubric.Requirement{{Dimension: 1, Range: rubric.Range{Lo: 0, Hi: 0}}}},
			{ID: "lead", Title: text("Lead", "Lead"), Short: "Lead", Track: "manager", Rung: 2,
				Summary: text("Leads.", "Dirige."), Scope: []rubric.Range{{Lo: 2, Hi: 2}, {Lo: 1, Hi: 1}},
				Requires: []rubric.Requirement{{Dimension: 1, Range: rubric.Range{Lo: 1, Hi: 1}}}},
		},
		Questions: []rubric.Question{
			{ID: "teams-led", Dimension: 0, Kind: rubric.Number, Ask: text("How many teams?", "Combien d’équipes ?"),
				AskAbout: text("How many teams has {name}?", "Combien d’équipes a {name} ?"), Unit: text("teams", "équipes"), Thresholds: []float64{1, 3}},
			{ID: "reports", Dimension: 1, Kind: rubric.Choice, Ask: text("Whom do you manage?", "Qui managez-vous ?"),
				AskAbout: text("Whom does {name} manage?", "Qui {name} manage ?"),
				Options:  []rubric.Option{{ID: "no", Step: 0, Text: text("Nobody", "Personne")}, {ID: "yes", Step: 1, Text: text("Somebody", "Quelqu’un")}}},
		},
	}
	want.Levels[2].Requires[0].By = &want.Questions[1]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDigestIsThatOfTheBytes(t *testing.T) {
	r, err := rubric.Parse("small.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	const want = "e86d7c5"
	if !strings.HasPrefix(r.Digest, want) || len(r.Digest) != 64 {
		t.Errorf("digest %s, want %s… as sha256sum says", r.Digest, want)
	}
}

// valid are changes to small.yaml that leave it valid.
func TestAccepted(t *testing.T) {
	for name, change := range accepted() {
		if _, err := rubric.Parse(name, []byte(change)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func accepted() map[string]string {
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(small) }
	return map[string]string{
		"as it is":                    small,
		"byte order mark":             "\ufeff" + small,
		"line ends of Windows":        edit("\n", "\r\n"),
		"comments":                    "# first\n" + edit("levels:", "levels: # here"),
		"no temperature":              edit("temperature: 20\n", ""),
		"no source":                   edit("source: {title: A talk, date: 2023-03-05}\n", ""),
		"no, yes, on as ids":          edit("{id: no,", "{id: on,"),
		"document start and end":      "---\n" + small + "...\n",
		"a change of track":           edit("next: [senior, lead]", "next: [senior]"),
		"text in a block":             edit("summary: {en: Learns., fr: Apprend.}", "summary:\n      en: >\n        Learns\n        a lot.\n      fr: |\n        Apprend\n        beaucoup."),
		"braces and variables":        edit("How many teams has {name}?", "{{.}} %s ${HOME} $(id) {name}? \\x1b[2J"),
		"an escaped escape":           edit("en: Small ladder", `en: "Small \x1b[2J ladder"`),
		"one language":                onlyEnglish(),
		"plain texts":                 plainTexts(),
		"an option without text":      edit(", text: {en: Nobody, fr: Personne}", ""),
		"what helps to grow":          edit("- {en: Somebody, fr: Quelqu’un}", "- {en: Somebody, fr: Quelqu’un}\n    grow: [{en: Hire, fr: Recrutez}]"),
		"a step by track":             byTrack,
		"a label":                     edit("short: Jr.", "label: Jr.\n    short: Jr."),
		"a choice without options":    withoutOptions,
		"a threshold in tenths":       edit("[1, 3]", "[0.5, 1.5]"),
		"a range where a step stands": edit("{teams: 2, people: 0}", "{teams: [2, 2], people: [0, 0]}"),
		"another trade":               engineering,
		"any where nothing is said":   edit("{teams: 2, people: 1}", "{teams: any, people: 1}"),
		"options to tick":             edit(asChoice, asSeveral),
		"one of each":                 oneOfEach,
	}
}

const oneOfEach = `schema: rung.rubric/v1
id: one
version: "1"
title: {en: One}
languages: [en]
tracks: [{id: ic, title: {en: All}}]
dimensions: [{id: d, title: {en: D}, steps: [{en: a}, {en: b}]}]
levels: [{id: l, title: {en: L}, short: L, track: ic, rung: 1, summary: {en: s}, scope: {d: 1}}]
questions: [{id: q, dimension: d, kind: number, unit: {en: u}, ask: {en: a}, ask_about: {en: "{name}"}, thresholds: [1]}]
`

func onlyEnglish() string {
	var kept []string
	for _, line := range strings.Split(small, "\n") {
		for {
			start := strings.Index(line, ", fr:")
			if start < 0 {
				break
			}
			end := start + strings.IndexByte(line[start:], '}')
			if quoted := strings.Index(line[start:], `: "`); quoted >= 0 && quoted < 6 {
				end = start + strings.LastIndexByte(line[start:], '}')
			}
			line = line[:start] + line[end:]
		}
		kept = append(kept, line)
	}
	return strings.Replace(strings.Join(kept, "\n"), "[en, fr]", "[en]", 1)
}

// plainTexts is small.yaml in English, with each text alone.
func plainTexts() string {
	return regexp.MustCompile(`\{en: ("[^"]*"|[^}]*)\}`).ReplaceAllString(onlyEnglish(), "$1")
}

func TestPlainTextsAreThoseOfTheOneLanguage(t *testing.T) {
	if strings.Contains(plainTexts(), "en:") {
		t.Fatal("a text still says its language")
	}
	got, err := rubric.Parse("plain.yaml", []byte(plainTexts()))
	if err != nil {
		t.Fatal(err)
	}
	want, err := rubric.Parse("english.yaml", []byte(onlyEnglish()))
	if err != nil {
		t.Fatal(err)
	}
	want.Digest = got.Digest
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// byTrack is small.yaml with a step worded by track.
var byTrack = strings.Replace(small, "- {en: Several, fr: Plusieurs}", "- {by_track: {manager: {en: Leads several, fr: En dirige}, ic: {en: Builds for several, fr: Bâtit}}}", 1)

func TestStepsByTrack(t *testing.T) {
	r, err := rubric.Parse("x.yaml", []byte(byTrack))
	if err != nil {
		t.Fatal(err)
	}
	teams, people := r.Dimensions[0], r.Dimensions[1]
	for track, want := range map[string]string{"ic": "Builds for several", "manager": "Leads several", "": "Builds for several / Leads several"} {
		if got := teams.Words(2, track).In(lang.EN); got != want {
			t.Errorf("on track %q step 2 is %q, not %q", track, got, want)
		}
	}
	if got, want := teams.Steps[2].In(lang.FR), "Bâtit / En dirige"; got != want {
		t.Errorf("step 2 is %q, not %q", got, want)
	}
	if got := teams.Words(1, "ic").In(lang.EN); got != "One" || people.ByTrack != nil || people.Words(1, "manager").In(lang.EN) != "Somebody" {
		t.Errorf("steps that are worded alike are not as they are: %q", got)
	}
}

// withoutOptions is small.yaml with the steps for options.
var withoutOptions = small[:strings.Index(small, "    options:")]

func TestOptionsTakeTheTextsOfTheSteps(t *testing.T) {
	nobody, somebody := rubric.Text{lang.EN: "Nobody", lang.FR: "Personne"}, rubric.Text{lang.EN: "Some", lang.FR: "Certains"}
	for text, want := range map[string][]rubric.Option{
		withoutOptions: {{ID: "step-0", Step: 0, Text: nobody}, {ID: "step-1", Step: 1, Text: rubric.Text{lang.EN: "Somebody", lang.FR: "Quelqu’un"}}},
		withoutOptions + `    options:
      - {id: yes, step: 1, text: {en: Some, fr: Certains}}
      - {id: no, step: 0}
`: {{ID: "yes", Step: 1, Text: somebody}, {ID: "no", Step: 0, Text: nobody}},
	} {
		r, err := rubric.Parse("x.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, r.Questions[1].Options); diff != "" {
			t.Error(diff)
		}
	}
}

func TestFoldedTextKeepsNoBreakSpaces(t *testing.T) {
	r, err := rubric.Parse("x", []byte(strings.Replace(small, "summary: {en: Learns., fr: Apprend.}", "summary:\n      en: >\n        Learns\n        a  lot.\n      fr: |\n        Quoi\u00a0?\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	want := rubric.Text{lang.EN: "Learns a lot.", lang.FR: "Quoi\u00a0?"}
	if diff := cmp.Diff(want, r.Levels[0].Summary); diff != "" {
		t.Error(diff)
	}
}

func TestReadUpToRefusesBySizeWithoutReadingOn(t *testing.T) {
	r := &endless{}
	_, err := doc.ReadUpTo("big.yaml", r, doc.MaxSize)
	const want = "big.yaml: the file is larger than 256 KiB, the most that is read [size]"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if r.read > 2*doc.MaxSize {
		t.Errorf("%d bytes were read", r.read)
	}
}

type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.read += len(p)
	return len(p), nil
}
