package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// asForm draws answers to every question, and writes them as a form does whose
// questions ask the person themself, or somebody else about Ada.
func asForm(t *rapid.T, r *rubric.Rubric, tag lang.Tag, about bool) (header, row []string, answers []assess.Answer) {
	for i, q := range r.Questions {
		text := q.Ask.In(tag)
		if about {
			text = strings.ReplaceAll(q.AskAbout.In(tag), rubric.Placeholder, rapid.SampledFrom([]string{"Ada", "{name}", "this person"}).Draw(t, "name"))
		}
		header = append(header, rapid.SampledFrom([]string{"", strconv.Itoa(i+1) + ". ", strconv.Itoa(i+1) + ") "}).Draw(t, "number")+
			rapid.SampledFrom([]func(string) string{strings.ToUpper, strings.ToLower, strings.Clone, lang.Unaccented}).Draw(t, "case")(text))
		a := assess.Answer{Question: q.ID, State: assess.Answered}
		if q.Kind == rubric.Number {
			a.Value.Number = rapid.IntRange(0, 10).Draw(t, "count")
			row = append(row, strconv.Itoa(a.Value.Number)+rapid.SampledFrom([]string{"", " " + q.Unit.In(tag)}).Draw(t, "unit"))
		} else if q.Kind == rubric.Several {
			texts, ids := []string{}, []string{}
			for _, o := range q.Options {
				if len(ids) == 0 || rapid.Bool().Draw(t, o.ID) {
					texts, ids = append(texts, o.Text.In(tag)), append(ids, o.ID)
				}
			}
			a.Value.Ticks = assess.Tick(ids...)
			row = append(row, strings.Join(texts, rapid.SampledFrom([]string{", ", ";", "\n"}).Draw(t, "between"))+rapid.SampledFrom([]string{"", ";"}).Draw(t, "end"))
		} else {
			o := rapid.SampledFrom(q.Options).Draw(t, "option")
			a.Value.Option = o.ID
			row = append(row, o.Text.In(tag)+rapid.SampledFrom([]string{"", ";", "."}).Draw(t, "end"))
		}
		answers = append(answers, a)
	}
	return header, row, answers
}

func asCSV(t interface{ Fatal(...any) }, rows ...[]string) []byte {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFormsReadBack holds that a form with the wording of the questions and the
// options, in either language, is read as what was answered.
func TestFormsReadBack(t *testing.T) {
	for _, r := range []*rubric.Rubric{product(t), studio(t)} {
		formsReadBack(t, r)
	}
}

// studio has questions with options to tick, whose texts hold commas.
func studio(t *testing.T) *rubric.Rubric {
	t.Helper()
	data, err := os.ReadFile("../../../cmd/testdata/studio.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse("studio.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func formsReadBack(t *testing.T, r *rubric.Rubric) {
	rapid.Check(t, func(t *rapid.T) {
		about := rapid.Bool().Draw(t, "about")
		header, row, answers := asForm(t, r, rapid.SampledFrom(lang.Tags).Draw(t, "language"), about)
		head, who, relation := []string{"Timestamp", "Email Address", "Name"}, []string{"2026/03/02 9:30:00 AM GMT+1", "bo@example.org", "Bo"}, assess.Self
		if about {
			head, who, relation = append(head, "Personne évaluée", "Your relation"), append(who, "Ada", "Pair"), assess.Peer
		}
		read, err := Ratings("form.csv", asCSV(t, append(head, header...), append(who, row...)), r, withIDs(Options{}))
		if err != nil || len(read.Submissions) != 1 || len(read.Notes) > 0 {
			t.Fatal(err, describe(read.Submissions), notes(read.Notes))
		}
		sub := read.Submissions[0]
		if diff := cmp.Diff(answers, sub.Assessment.Answers); diff != "" {
			t.Error(diff)
		}
		if sub.Rater.Name != "Bo" || sub.Relation != relation || (sub.Subject.Name == "Ada") != about {
			t.Error(describe(read.Submissions))
		}
	})
}

// TestFormsAsPeopleFillThem holds what becomes of notes, of what is left open and of
// what is no answer.
func TestFormsAsPeopleFillThem(t *testing.T) {
	r := product(t)
	header, row := []string{"Horodateur", "Adresse e-mail"}, []string{"2026-03-02", "bo@example.org"}
	for _, q := range r.Questions {
		answer := "2"
		if q.Kind == rubric.Choice {
			answer = q.Options[1].Text.In(lang.FR)
		}
		header, row = append(header, q.Ask.In(lang.FR), "Pourquoi ?"), append(row, answer, "")
	}
	guidance := 2 + 2*r.QuestionIndex("guidance")
	row[3], row[guidance] = "deux roadmaps", "Je ne sais pas"
	read, err := Ratings("form.csv", asCSV(t, header, row), r, withIDs(Options{}))
	must(t, err)
	got := describe(read.Submissions)
	if len(got) != 1 || !strings.HasPrefix(got[0], "bo@example.org by bo@example.org as self: teams-led=2deux roadmaps") || strings.Contains(got[0], "guidance") {
		t.Errorf("got %q", got)
	}
	plan := r.Questions[r.QuestionIndex("plan-form")].Options
	row[2], row[2+2*r.QuestionIndex("plan-form")] = "beaucoup", plan[0].Text.In(lang.FR)+", "+plan[1].Text.In(lang.FR)
	_, err = Ratings("form.csv", asCSV(t, header, row), r, withIDs(Options{}))
	for _, want := range []string{"“beaucoup” is no answer to “teams-led”", "release-plan and sprint-list are several answers to “plan-form”, which takes one"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: no %s", err, want)
		}
	}
}
