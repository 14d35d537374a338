package assess_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
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
