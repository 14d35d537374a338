package assess_test

import (
	"errors"
	"strings"
	"testing"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

const cast = "schema: rung.personas/v1\nrubric: small\n"

func TestPersonasAreReadAsPeopleWriteThem(t *testing.T) {
	r := small(t)
	text := cast + `language: fr
personas:
  - id: one
    name: Ada
    expect: ` + r.Levels[0].Short + `
    answers: {teams-led: 2 teams, reports: 1}
    notes: {teams-led: "since May"}
    says: ["two  words"]
    never: [no, nothing]
  - {id: two, expect: none, answers: }
`
	p, err := assess.ParsePersonas("p.yaml", []byte(text), r)
	if err != nil {
		t.Fatal(err)
	}
	one, two := p.All[0], p.All[1]
	if one.Level != &r.Levels[0] || one.Name != "Ada" || len(one.Answers) != 2 || one.Answers[0].Note != "since May" || len(one.Never) != 2 ||
		two.Level != nil || len(two.Answers) != 0 || p.Language != lang.FR {
		t.Errorf("%+v", p)
	}
	if err := bySchema(t, compiled(t, "personas"), text); err != nil {
		t.Errorf("the schema refuses it: %v", err)
	}
}

// TestBadPersonasAreRefusedWhereTheyAreWrong gives one fault each: one problem, at its
// line and column, which the schema sees too unless only the rubric can tell.
func TestBadPersonasAreRefusedWhereTheyAreWrong(t *testing.T) {
	r, s := small(t), compiled(t, "personas")
	const onlyReader = true
	for _, bad := range []struct {
		text, code string
		line, col  int
		onlyReader bool
	}{
		{cast, "missing-key", 1, 1, false},
		{cast + "personas: []\n", "too-few", 3, 11, false},
		{"schema: rung.personas/v1\nrubric: large\npersonas: [1]\n", "rubric", 2, 9, false},
		{"schema: rung.answers/v1\n", "schema", 1, 9, false},
		{cast + "lang: en\npersonas: [{id: a, expect: none, answers: }]\n", "unknown-key", 3, 1, false},
		{cast + "language: de\npersonas: [{id: a, expect: none, answers: }]\n", "word", 3, 11, false},
		{cast + "personas: [{id: a, expect: none}]\n", "missing-key", 3, 12, false},
		{cast + "personas: [{id: a, answers: }]\n", "missing-key", 3, 12, false},
		{cast + "personas: [{id: A, expect: none, answers: }]\n", "id", 3, 17, false},
		{cast + "personas: [{id: a, expect: nobody, answers: }]\n", "level", 3, 28, onlyReader},
		{cast + "personas: [{id: a, expect: none, answers: {teams: 2}}]\n", "unknown-id", 3, 44, onlyReader},
		{cast + "personas: [{id: a, expect: none, answers: {teams-led: many}}]\n", "answer", 3, 55, onlyReader},
		{cast + "personas: [{id: a, expect: none, answers: , notes: {reports: x}}]\n", "note", 3, 53, onlyReader},
		{cast + "personas: [{id: a, expect: none, answers: , says: [x]}]\n", "language", 3, 51, onlyReader},
		{cast + "language: en\npersonas: [{id: a, expect: none, answers: , never: [' ']}]\n", "blank", 4, 53, false},
		{cast + "language: en\npersonas: [{id: a, expect: none, answers: , says: x}]\n", "type", 4, 51, false},
		{cast + "personas: [{id: a, expect: none, answers: }, {id: a, expect: none, answers: }]\n", "duplicate-id", 3, 51, onlyReader},
	} {
		_, err := assess.ParsePersonas("p.yaml", []byte(bad.text), r)
		var problems doc.Problems
		if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Code != bad.code || problems[0].Line != bad.line || problems[0].Col != bad.col {
			t.Errorf("%q: want %s at %d:%d, got %v", bad.text, bad.code, bad.line, bad.col, err)
		}
		if err := bySchema(t, s, bad.text); (err == nil) != bad.onlyReader {
			t.Errorf("%q: the schema says %v", bad.text, err)
		}
	}
}

// TestWhatAResultSaysIsHeldToThePersona prints a fixed text for every result.
func TestWhatAResultSaysIsHeldToThePersona(t *testing.T) {
	r := small(t)
	p, err := assess.ParsePersonas("p.yaml", []byte(cast+"language: en\npersonas:\n  - {id: a, expect: none, answers: , says: [two words, absent], never: [gone, 'here  it is']}\n"), r)
	if err != nil {
		t.Fatal(err)
	}
	trial := p.Try(r, func(res *assess.Result, tag lang.Tag) string { return "two\n  words, and here it is" })[0]
	if !trial.Placed() || trial.Passed() || strings.Join(trial.Unsaid, "|") != "absent" || strings.Join(trial.Said, "|") != "here  it is" {
		t.Errorf("%+v", trial)
	}
}
