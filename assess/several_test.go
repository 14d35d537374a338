package assess_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// studio has a question with options to tick.
func studio(t testing.TB) *rubric.Rubric {
	t.Helper()
	data, err := os.ReadFile("../cmd/testdata/studio.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse("studio.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTicksInAnAnswersFile(t *testing.T) {
	r := studio(t)
	for value, want := range map[string]string{
		"[mentors, hires]":    "mentors, hires",
		"[4, 3]":              "mentors, hires",
		"[Hired, mentors, 4]": "mentors, hires",
		`["Worked in pairs, every week", Recruté]`: "pairs, hires",
		"[]":               "none",
		"none":             "none",
		"0":                "none",
		"hires":            "hires",
		"4":                "hires",
		`"hires, mentors"`: "mentors, hires",
		`"Hired; répondu aux questions des personnes arrivées depuis peu"`: "answers, hires",
	} {
		_, answers, err := readSheet(r, "schema: rung.answers/v1\nrubric: studio\nanswers:\n  growth-ways: "+value+"\n")
		if err != nil || len(answers) != 1 || answers[0].State != assess.Answered || answers[0].Value.String() != want {
			t.Errorf("%s reads as %v, %v; want %s", value, answers, err, want)
		}
	}
	for value, want := range map[string]string{
		"[mentors, hirse]": "a.yaml:4:26: “hirse” is no answer to “growth-ways”",
		"[mentors, skip]":  "a.yaml:4:26: “skip” is no answer to “growth-ways”",
		"[[mentors]]":      "a.yaml:4:17: “” is no answer to “growth-ways”",
		"6":                "a.yaml:4:16: “6” is no answer to “growth-ways”",
		"{mentors: true}":  "a.yaml:4:16: “growth-ways” takes one value",
	} {
		_, _, err := readSheet(r, "schema: rung.answers/v1\nrubric: studio\nanswers:\n  growth-ways: "+value+"\n")
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v; want %s", value, err, want)
		}
	}
}

// What stands among ticks and ticks nothing is answered with what to write.
func TestHintsOnTicks(t *testing.T) {
	for value, want := range map[string]string{
		"[unknown]":       "“unknown” stands alone; write growth-ways: unknown",
		"[none, mentors]": "“none” stands alone; write growth-ways: none",
		"none, mentors":   "“none” stands alone; write growth-ways: none",
		"0,2":             "the options count from 1 to 5; 0 alone says that there is none",
		"[0, 2]":          "the options count from 1 to 5; 0 alone says that there is none",
		"6,2":             "allowed here: any of answers, pairs, mentors, hires and courses, or none, or one of skip, unknown and na for no answer",
	} {
		_, _, err := readSheet(studio(t), "schema: rung.answers/v1\nrubric: studio\nanswers:\n  growth-ways: "+value+"\n")
		if err == nil || !strings.HasSuffix(err.Error(), "\n    "+want) {
			t.Errorf("%s: %v; want %s", value, err, want)
		}
	}
}

// The words of one track are an answer where a choice has the steps for options, as
// are those of all tracks together.
func TestTheWordsOfATrackAreAnAnswer(t *testing.T) {
	data, err := os.ReadFile("../rubric/testdata/engineering.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse("engineering.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, q := range r.Questions {
		for _, o := range q.Options {
			for _, said := range o.Wordings() {
				a, err := assess.ParseAnswer(r, q.ID+"="+said)
				if err != nil || a.Value.Option != o.ID {
					t.Errorf("%s=%s reads as %v, %v", q.ID, said, a, err)
				}
				_, answers, err := readSheet(r, "schema: rung.answers/v1\nrubric: engineering\nanswers: {"+q.ID+": "+strconv.Quote(said)+"}\n")
				if err != nil || answers[0].Value.Option != o.ID {
					t.Errorf("%s: %s in a file reads as %v, %v", q.ID, said, answers, err)
				}
			}
			taken += len(o.ByTrack)
		}
	}
	if taken == 0 {
		t.Error("no option is worded by track")
	}
}

// TestTicksAreWrittenAndReadBack holds that templates and assessment files bring every
// answer back.
func TestTicksAreWrittenAndReadBack(t *testing.T) {
	r := studio(t)
	at := time.Date(2026, 3, 5, 8, 30, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var ids []string
		for _, o := range r.Questions[r.QuestionIndex("growth-ways")].Options {
			if rapid.Bool().Draw(t, o.ID) {
				ids = append(ids, o.ID)
			}
		}
		a := &assess.Assessment{ID: "01890a5d-ac96-774b-bcce-b302099a8057", Rubric: assess.Ref(r), Subject: assess.Me, Rater: assess.Me,
			Relation: assess.Self, Lang: lang.EN, StartedAt: at, CompletedAt: at,
			Answers: []assess.Answer{{Question: "growth-ways", State: assess.Answered, Value: assess.Value{Ticks: assess.Tick(ids...)}}}}
		data, err := assess.Encode(a)
		if err != nil {
			t.Fatal(err)
		}
		back, err := assess.Decode("a.json", data)
		if diff := cmp.Diff(a, back); err != nil || diff != "" || back.Check(r) != nil {
			t.Error(err, diff)
		}
		_, answers, err := readSheet(r, string(assess.Template(r, rapid.SampledFrom(lang.Tags).Draw(t, "language"), *a, "rung")))
		if diff := cmp.Diff(a.Answers, answers); err != nil || diff != "" {
			t.Error(err, diff)
		}
		typed, err := assess.ParseAnswer(r, "growth-ways="+a.Answers[0].Value.String())
		if diff := cmp.Diff(a.Answers[0], typed); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestTicksThatAreNoAnswer(t *testing.T) {
	r := studio(t)
	for said, v := range map[string]assess.Value{
		"an unknown option":  {Ticks: assess.Tick("mentors", "sings")},
		"twice the same":     {Ticks: assess.Tick("mentors", "mentors")},
		"a choice":           {Option: "mentors"},
		"a count":            {Number: 3},
		"a count with ticks": {Number: 3, Ticks: assess.Tick("mentors")},
	} {
		a := assess.Assessment{Rubric: assess.Ref(r), Answers: []assess.Answer{{Question: "growth-ways", State: assess.Answered, Value: v}}}
		if a.Check(r) == nil {
			t.Errorf("%s is taken", said)
		}
		if _, err := assess.NewInterview(r, assess.Voice{Lang: lang.EN}, a.Answers); err == nil {
			t.Errorf("an interview takes %s", said)
		}
	}
	number := assess.Assessment{Rubric: assess.Ref(r), Answers: []assess.Answer{{Question: "teams-led", State: assess.Answered, Value: assess.Value{Ticks: assess.Tick()}}}}
	if number.Check(r) == nil {
		t.Error("a number takes ticks")
	}
}
