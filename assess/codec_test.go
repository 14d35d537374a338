package assess_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

const (
	codecID     = "01928f3e-7b2a-7c4d-8e5f-0123456789ab"
	codecDigest = "3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d"
)

func assessment() *assess.Assessment {
	return &assess.Assessment{
		ID:          codecID,
		Rubric:      assess.RubricRef{ID: "product", Version: "1.0.0", Digest: codecDigest},
		Subject:     assess.Person{ID: "ada", Name: "Ada"},
		Rater:       assess.Person{ID: "grace-hopper", Name: "Grace Hopper"},
		Relation:    assess.Manager,
		Lang:        lang.FR,
		StartedAt:   time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC),
		CompletedAt: time.Date(2026, 11, 2, 9, 12, 30, 0, time.UTC),
		Answers: []assess.Answer{
			{Question: "teams-led", State: assess.Answered, Value: assess.Value{Number: 0}, Note: "none <yet> & soon"},
			{Question: "guidance", State: assess.Answered, Value: assess.Value{Option: "1"}},
			{Question: "horizon-months", State: assess.Skipped},
			{Question: "products", State: assess.Unknown, Note: "ask \"them\"\n---\n=1+1\n"},
			{Question: "reports", State: assess.NotApplicable},
		},
	}
}

const encoded = `{
  "schema": "rung.assessment/v1",
  "id": "01928f3e-7b2a-7c4d-8e5f-0123456789ab",
  "rubric": {
    "id": "product",
    "version": "1.0.0",
    "digest": "3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d"
  },
  "subject": {
    "id": "ada",
    "name": "Ada"
  },
  "rater": {
    "id": "grace-hopper",
    "name": "Grace Hopper"
  },
  "relation": "manager",
  "lang": "fr",
  "started_at": "2026-11-02T09:00:00Z",
  "completed_at": "2026-11-02T09:12:30Z",
  "answers": [
    {
      "question": "teams-led",
      "state": "answered",
      "value": 0,
      "note": "none <yet> & soon"
    },
    {
      "question": "guidance",
      "state": "answered",
      "value": "1"
    },
    {
      "question": "horizon-months",
      "state": "skipped"
    },
    {
      "question": "products",
      "state": "unknown",
      "note": "ask \"them\"\n---\n=1+1\n"
    },
    {
      "question": "reports",
      "state": "not_applicable"
    }
  ]
}
`

func TestEncode(t *testing.T) {
	got, err := assess.Encode(assessment())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(encoded, string(got)); diff != "" {
		t.Error(diff)
	}
	back, err := assess.Decode("a.json", got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(assessment(), back); diff != "" {
		t.Error(diff)
	}
}

func TestEncodeRoundTripsNotesToTheByte(t *testing.T) {
	for _, note := range []string{
		"\n", "---\n...\n", `quotes " ' \`, "=HYPERLINK(1)", "# no comment", "tab\tCR\r\nend ", "\x00\x1b[2J\u0085\u202e\ufeff\u2028",
		"日本 👩\u200d💻 \U000e0041", strings.Repeat("é", assess.MaxNote/2), strings.Repeat("\x01", assess.MaxNote),
	} {
		a := assessment()
		a.Answers[0].Note = note
		data, err := assess.Encode(a)
		if err != nil {
			t.Errorf("%q: %v", note, err)
			continue
		}
		if strings.ContainsFunc(strings.ReplaceAll(string(data), "\n", ""), lang.Invisible) {
			t.Errorf("%q: invisible characters stand raw in the file", note)
		}
		back, err := assess.Decode("a.json", data)
		if err != nil || back.Answers[0].Note != note {
			t.Errorf("%q came back as %q, %v", note, back.Answers[0].Note, err)
		}
	}
}

func TestADraftHasNoCompletedAt(t *testing.T) {
	a := assessment()
	a.CompletedAt, a.Answers, a.Subject = time.Time{}, nil, assess.Me
	data, err := assess.Encode(a)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "completed_at") || !strings.Contains(string(data), `"answers": []`) {
		t.Errorf("a draft reads %s", data)
	}
	back, err := assess.Decode("a.json", data)
	if err != nil || !back.CompletedAt.IsZero() || len(back.Answers) != 0 {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestEncodeRefusesWhatWouldNotComeBack(t *testing.T) {
	for name, change := range map[string]func(*assess.Assessment){
		"a note that is not UTF-8": func(a *assess.Assessment) { a.Answers[0].Note = "caf\xe9" },
		"a note too long":          func(a *assess.Assessment) { a.Answers[0].Note = strings.Repeat("a", assess.MaxNote+1) },
		"a time zone":              func(a *assess.Assessment) { a.StartedAt = a.StartedAt.In(time.FixedZone("", 3600)) },
		"a part of a second":       func(a *assess.Assessment) { a.CompletedAt = a.CompletedAt.Add(time.Millisecond) },
		"no start":                 func(a *assess.Assessment) { a.StartedAt = time.Time{} },
		"no id":                    func(a *assess.Assessment) { a.ID = "" },
		"a negative number":        func(a *assess.Assessment) { a.Answers[0].Value.Number = -1 },
		"two answers to one":       func(a *assess.Assessment) { a.Answers[1].Question = a.Answers[0].Question },
		"a value when skipped":     func(a *assess.Assessment) { a.Answers[2].Value.Number = 1 },
		"a state of its own":       func(a *assess.Assessment) { a.Answers[0].State = "maybe" },
		"a name with an escape":    func(a *assess.Assessment) { a.Subject.Name = "\x1b[2J" },
	} {
		a := assessment()
		change(a)
		if data, err := assess.Encode(a); err == nil {
			t.Errorf("%s: encoded as %s", name, data)
		}
	}
}

// goodAssessments are files that decode.
func goodAssessments() map[string]string {
	edit := func(old, new string) string { return strings.Replace(encoded, old, new, 1) }
	return map[string]string{
		"as written":           encoded,
		"a draft":              edit("  \"completed_at\": \"2026-11-02T09:12:30Z\",\n", ""),
		"one line, BOM":        "\ufeff" + strings.ReplaceAll(strings.ReplaceAll(encoded, "\n", ""), "  ", ""),
		"another language":     edit(`"lang": "fr"`, `"lang": "pt-BR"`),
		"no name":              edit(`"name": "Ada"`, `"name": ""`),
		"an empty note":        edit(`"note": "none <yet> & soon"`, `"note": ""`),
		"a pair of surrogates": edit("none", `\ud83d\ude00`),
		"YAML":                 inYAML,
	}
}

const inYAML = `schema: rung.assessment/v1
id: 01928f3e-7b2a-7c4d-8e5f-0123456789ab
rubric: {id: product, version: 1.0.0, digest: 3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d3f9a2c1d}
subject: {id: ada, name: Ada}
rater: {id: grace-hopper, name: Grace Hopper}
relation: manager
lang: fr
started_at: 2026-11-02T09:00:00Z
completed_at: 2026-11-02T09:12:30Z
answers:
  - {question: teams-led, state: answered, value: 0, note: none <yet> & soon}
  - {question: guidance, state: answered, value: "1"}
  - {question: horizon-months, state: skipped}
  - question: products
    state: unknown
    note: |
      ask "them"
      ---
      =1+1
  - {question: reports, state: not_applicable}
`

func TestDecodeReadsEveryWriting(t *testing.T) {
	want := assessment()
	for _, name := range []string{"as written", "YAML"} {
		got, err := assess.Decode("a", []byte(goodAssessments()[name]))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, text := range goodAssessments() {
		if _, err := assess.Decode("a", []byte(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// badAssessments are the encoded assessment with one change.
func badAssessments(t testing.TB) []file {
	const schema, only = false, true
	var all []file
	for _, c := range []struct {
		name, old, new string
		onlyReader     bool
	}{
		{"another form", "rung.assessment/v1", "rung.assessment/v2", schema},
		{"an unknown key", `"lang"`, `"level": "pm", "lang"`, schema},
		{"a case variant", `"relation"`, `"Relation"`, schema},
		{"a duplicate key", `"lang": "fr"`, `"lang": "fr", "lang": "en"`, only},
		{"a missing key", `"lang": "fr",`, "", schema},
		{"an id of version 4", "7c4d", "4c4d", schema},
		{"an id of another variant", "8e5f", "ce5f", schema},
		{"an id in capitals", "01928f3e", "01928F3E", schema},
		{"an id too short", "0123456789ab", "0123456789", schema},
		{"a digest in capitals", codecDigest, strings.ToUpper(codecDigest), schema},
		{"a digest too short", codecDigest, codecDigest[1:], schema},
		{"a rubric that is an id", `"rubric": {`, `"rubric": "product", "x": {`, schema},
		{"a blank name", `"name": "Ada"`, `"name": " "`, schema},
		{"a person with an escape", `"name": "Ada"`, `"name": "\u001b[2J"`, only},
		{"a person id with a path", `"id": "ada"`, `"id": "../ada"`, schema},
		{"an unknown relation", `"manager"`, `"boss"`, schema},
		{"a time with a zone", "09:00:00Z", "09:00:00+01:00", schema},
		{"a time with parts", "09:00:00Z", "09:00:00.5Z", schema},
		{"a time that never is", "2026-11-02T09:00:00Z", "2026-02-30T09:00:00Z", schema},
		{"a blank completion", `"2026-11-02T09:12:30Z"`, `""`, schema},
		{"answers that are a map", `"answers": [`, `"answers": {}, "x": [`, schema},
		{"an answer twice", `"guidance"`, `"teams-led"`, only},
		{"an unknown state", `"skipped"`, `"skiped"`, schema},
		{"no value", `"value": 0,`, "", schema},
		{"a null value", `"value": 0`, `"value": null`, schema},
		{"a value of a skipped question", `"state": "skipped"`, `"state": "skipped", "value": 1`, schema},
		{"a negative value", `"value": 0`, `"value": -1`, schema},
		{"an absurd value", `"value": 0`, `"value": 10001`, schema},
		{"a value in tenths", `"value": 0`, `"value": 0.5`, schema},
		{"a value of tenths that are none", `"value": 0`, `"value": 1.0`, only},
		{"a true value", `"value": 0`, `"value": true`, schema},
		{"an option that is no id", `"value": "1"`, `"value": "One"`, schema},
		{"a note that is a number", `"none <yet> & soon"`, "12", schema},
		{"a note too long", "none <yet> & soon", strings.Repeat("a", assess.MaxNote+1), schema},
		{"a note too long in bytes", "none <yet> & soon", strings.Repeat("é", assess.MaxNote/2+1), only},
	} {
		if strings.Count(encoded, c.old) < 1 {
			t.Fatalf("%s: %q is not in the file", c.name, c.old)
		}
		all = append(all, file{c.name, strings.Replace(encoded, c.old, c.new, 1), c.onlyReader})
	}
	return all
}

func TestProblemsOfAnAssessment(t *testing.T) {
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, bad := range badAssessments(t) {
			_, err := assess.Decode("a.json", []byte(bad.text))
			var problems doc.Problems
			if !errors.As(err, &problems) {
				t.Errorf("%s: accepted, or refused without a place: %v", bad.name, err)
				continue
			}
			fmt.Fprintf(&all, "== %s\n%s\n", bad.name, problems.In(tag))
		}
		golden(t, fmt.Sprintf("testdata/assessments.%s.txt", tag), all.String())
	}
}
