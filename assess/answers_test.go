package assess_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
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

// small is the rubric that the answers below are for: teams-led, a number, and
// reports, a choice of no and yes.
func small(t testing.TB) *rubric.Rubric {
	t.Helper()
	data, err := os.ReadFile("../rubric/testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse("small.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func readSheet(r *rubric.Rubric, text string) (*assess.Sheet, []assess.Answer, error) {
	s, err := assess.ParseSheet("a.yaml", []byte(text))
	if err != nil {
		return nil, nil, err
	}
	answers, err := s.Against(r)
	return s, answers, err
}

// file is a file with a name; onlyReader is true where a JSON Schema cannot see
// what is wrong.
type file struct {
	name, text string
	onlyReader bool
}

const sheetHead = "schema: rung.answers/v1\nrubric: small\nsubject: Ada\n"

func badSheets() []file {
	answers := func(name, text string, onlyReader bool) file {
		return file{name, sheetHead + "answers: {" + text + "}\n", onlyReader}
	}
	const schema, only = false, true
	return []file{
		{"a list", "- a\n", schema},
		{"no answers", sheetHead, schema},
		{"a newer schema", "schema: rung.answers/v3\nanswers: [new]\n", schema},
		{"a rubric instead", "schema: rung.rubric/v1\n", schema},
		{"a misspelt key", sheetHead + "anwsers: {}\n", schema},
		{"a key in capitals", strings.Replace(sheetHead, "subject", "Subject", 1) + "answers: {}\n", schema},
		{"duplicate answers", sheetHead + "answers:\n  teams-led: 1\n  reports: no\n  teams-led: 2\n", only},
		{"another rubric", "schema: rung.answers/v1\nrubric: large\nanswers: {x: 1}\n", only},
		{"a rubric that is a path", "schema: rung.answers/v1\nrubric: ../small.yaml\nanswers: {}\n", schema},
		{"a name with a line break", strings.Replace(sheetHead, "Ada", `"Ada\nGrace"`, 1) + "answers: {}\n", schema},
		{"a name with an escape", strings.Replace(sheetHead, "Ada", `"\x1b[2J"`, 1) + "answers: {}\n", only},
		{"a name too long", strings.Replace(sheetHead, "Ada", strings.Repeat("a", 101), 1) + "answers: {}\n", schema},
		{"a name that is a number", strings.Replace(sheetHead, "Ada", "12", 1) + "answers: {}\n", schema},
		{"a name with space around", strings.Replace(sheetHead, "Ada", `" Ada"`, 1) + "answers: {}\n", schema},
		{"an unknown relation", sheetHead + "relation: manger\nanswers: {}\n", schema},
		answers("an unknown question", "teams-lead: 1, zzz: 2", only),
		answers("a question in capitals", "Teams-Led: 1", schema),
		answers("an unknown option", "reports: maybe", only),
		answers("a misspelt state", "reports: unknwon, teams-led: skpi", only),
		answers("a state in capitals", "reports: SKIP", only),
		answers("a number that no option has", "reports: 3", only),
		answers("a truth value for a choice", "reports: true", schema),
		answers("a negative number", "teams-led: -1", schema),
		answers("an absurd number", "teams-led: 10001", schema),
		answers("a tenth", "teams-led: 1.5", schema),
		answers("a number with an exponent", "teams-led: 1e1", only),
		answers("a number in quotes", `teams-led: "2"`, only),
		answers("a number with a comma", `teams-led: "0,2"`, only),
		answers("a list of one answer", "teams-led: [unknown]", only),
		answers("a number in words", "teams-led: two", only),
		answers("a number with another unit", "teams-led: 2 people", only),
		answers("an absurd number with its unit", "teams-led: 10001 teams", only),
		answers("an octal number", "teams-led: 010", only),
		answers("a range", "teams-led: 1-2", only),
		answers("a list of answers", "teams-led: [1, 2]", only),
		answers("a list in a list", "teams-led: [[1]]", schema),
		answers("an answer with its note inside", "teams-led: {value: 1}", schema),
		{"a note without an answer", sheetHead + "answers: {teams-led: }\nnotes: {teams-led: since March}\n", only},
		{"a note on an unknown question", sheetHead + "answers: {teams-led: 1}\nnotes: {teams: since March}\n", only},
		{"a note that is a number", sheetHead + "answers: {teams-led: 1}\nnotes: {teams-led: 2026}\n", schema},
		{"a note too long", sheetHead + "answers: {teams-led: 1}\nnotes: {teams-led: " + strings.Repeat("a", assess.MaxNote+1) + "}\n", schema},
		{"JSON with duplicate answers", `{"schema": "rung.answers/v1", "rubric": "small", "answers": {"teams-led": 1, "teams-led": 2}}`, only},
		{"JSON with a case variant", `{"schema": "rung.answers/v1", "Rubric": "small", "answers": {}}`, schema},
	}
}

func TestProblemsOfASheet(t *testing.T) {
	r := small(t)
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, bad := range badSheets() {
			_, _, err := readSheet(r, bad.text)
			var problems doc.Problems
			if !errors.As(err, &problems) {
				t.Errorf("%s: accepted, or refused without a place: %v", bad.name, err)
				continue
			}
			fmt.Fprintf(&all, "== %s\n%s\n", bad.name, problems.In(tag))
		}
		golden(t, fmt.Sprintf("testdata/sheets.%s.txt", tag), all.String())
	}
}

// goodSheets are read as the answers beside them.
func goodSheets() map[string]struct {
	text    string
	answers []assess.Answer
} {
	type sheet = struct {
		text    string
		answers []assess.Answer
	}
	two := assess.Answer{Question: "teams-led", State: assess.Answered, Value: assess.Value{Number: 2}}
	no := assess.Answer{Question: "reports", State: assess.Answered, Value: assess.Value{Option: "no"}}
	noted := two
	noted.Note = "line 1\nline 2\n---\n=1+1\t\"q\" \x1b[2J"
	return map[string]sheet{
		"in rubric order":            {sheetHead + "answers: {reports: no, teams-led: 2}\n", []assess.Answer{two, no}},
		"JSON":                       {`{"schema": "rung.answers/v1", "rubric": "small", "answers": {"teams-led": 2, "reports": "no"}}`, []assess.Answer{two, no}},
		"BOM and CRLF":               {"\ufeff" + strings.ReplaceAll(sheetHead+"answers: {reports: no, teams-led: 2}\n", "\n", "\r\n"), []assess.Answer{two, no}},
		"blanks":                     {sheetHead + "rater:\nrelation:\nanswers:\n  teams-led:\n  reports: no\nnotes:\n  teams-led:\n", []assess.Answer{no}},
		"in the words of a language": {sheetHead + "answers: {reports: \" PERSONNE.\", teams-led: 2\u202fÉquipes}\n", []assess.Answer{two, no}},
		"by its number in the list":  {sheetHead + "answers: {reports: 1, teams-led: 2 team}\n", []assess.Answer{two, no}},
		"nothing at all":             {"schema: rung.answers/v1\nrubric: small\nsubject:\nanswers:\nnotes:\n", nil},
		"why there is none":          {sheetHead + "answers: {teams-led: skip, reports: na}\n", []assess.Answer{{Question: "teams-led", State: assess.Skipped}, {Question: "reports", State: assess.NotApplicable}}},
		"a note to the byte":         {sheetHead + "answers: {teams-led: 2}\nnotes:\n  teams-led: \"line 1\\nline 2\\n---\\n=1+1\\t\\\"q\\\" \\x1b[2J\"\n", []assess.Answer{noted}},
		"a note on not knowing":      {sheetHead + "answers: {teams-led: unknown}\nnotes: {teams-led: ask her}\n", []assess.Answer{{Question: "teams-led", State: assess.Unknown, Note: "ask her"}}},
	}
}

func TestAgainst(t *testing.T) {
	r := small(t)
	for name, c := range goodSheets() {
		_, got, err := readSheet(r, c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.answers, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSheetSaysWhoAnswers(t *testing.T) {
	s, _, err := readSheet(small(t), "schema: rung.answers/v1\nrubric: small\nsubject: Ada Lovelace\nrater: Grace\nrelation: peer\nanswers: {}\n")
	if err != nil {
		t.Fatal(err)
	}
	if s.Rubric != "small" || s.Subject != "Ada Lovelace" || s.Rater != "Grace" || s.Relation != assess.Peer {
		t.Errorf("%+v", s)
	}
}

func TestAgainstTwiceAccusesOnce(t *testing.T) {
	s, err := assess.ParseSheet("a.yaml", []byte(sheetHead+"answers: {teams-led: 2}\n"))
	if err != nil {
		t.Fatal(err)
	}
	other := small(t)
	other.ID = "other"
	for range 2 {
		if _, err := s.Against(other); err == nil || strings.Count(err.Error(), "[rubric]") != 1 {
			t.Errorf("against another rubric: %v", err)
		}
	}
	if _, err := s.Against(small(t)); err != nil {
		t.Errorf("an earlier refusal stays: %v", err)
	}
}

func TestNoSheetHasNoAnswers(t *testing.T) {
	if answers, err := new(assess.Sheet).Against(small(t)); answers != nil || err != nil {
		t.Errorf("%v, %v", answers, err)
	}
}

func TestParseAnswer(t *testing.T) {
	r := small(t)
	for text, want := range map[string]assess.Answer{
		"teams-led=0":         {Question: "teams-led", State: assess.Answered},
		"teams-led=10000":     {Question: "teams-led", State: assess.Answered, Value: assess.Value{Number: 10000}},
		"reports=yes":         {Question: "reports", State: assess.Answered, Value: assess.Value{Option: "yes"}},
		"reports=skip":        {Question: "reports", State: assess.Skipped},
		"reports=2":           {Question: "reports", State: assess.Answered, Value: assess.Value{Option: "yes"}},
		"reports=SOMEBODY":    {Question: "reports", State: assess.Answered, Value: assess.Value{Option: "yes"}},
		"teams-led=2 Équipes": {Question: "teams-led", State: assess.Answered, Value: assess.Value{Number: 2}},
		"teams-led=na":        {Question: "teams-led", State: assess.NotApplicable},
		"reports=unknown":     {Question: "reports", State: assess.Unknown},
	} {
		if got, err := assess.ParseAnswer(r, text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	number := "“teams-led”, which takes a whole number from 0 to 10,000 (teams), or one of skip, unknown and na for no answer"
	choice := "“reports”, which takes one of no and yes, or one of skip, unknown and na for no answer"
	for text, want := range map[string]string{
		"teams-led":                      "“teams-led” is no answer; write question=value",
		"":                               "“” is no answer; write question=value",
		"teams-lead=1":                   "the rubric “small” 1.0.0 has no question “teams-lead”; did you mean “teams-led”?",
		"zzzzzz=1":                       "the rubric “small” 1.0.0 has no question “zzzzzz”; allowed here: teams-led and reports",
		"teams-led=":                     number,
		"teams-led=-1":                   number,
		"teams-led=+1":                   number,
		"teams-led=01":                   number,
		"teams-led=1.0":                  number,
		"teams-led=1e1":                  number,
		"teams-led= 1":                   number,
		"teams-led=10001":                number,
		"teams-led=٣":                    number,
		"teams-led=99999999999999999999": number,
		"teams-led=SKIP":                 number,
		"reports=":                       choice,
		"reports=Yes":                    choice,
		"reports=3":                      choice,
		"teams-led=2 people":             number,
		"reports=yes ":                   choice,
	} {
		if _, value, _ := strings.Cut(text, "="); want == number || want == choice {
			want = "“" + value + "” is no answer to " + want
		}
		if _, err := assess.ParseAnswer(r, text); err == nil || err.Error() != want {
			t.Errorf("%s:\ngot  %v\nwant %s", text, err, want)
		}
	}
	const french = "« oui » n’est pas une réponse à « reports », qui attend un des mots no et yes, ou un des mots skip, unknown et na pour ne pas répondre"
	_, err := assess.ParseAnswer(r, "reports=oui")
	if got := strings.ReplaceAll(lang.In(err, lang.FR), "\u00a0", " "); got != french {
		t.Errorf("in French: %s", got)
	}
}

// TestANumberThatMayBeAnotherOption holds that an id that is a number is never
// taken for a place in the list, and that a doubt is asked about.
func TestANumberThatMayBeAnotherOption(t *testing.T) {
	r := small(t)
	options := r.Questions[1].Options
	options[0].Text, options[1].Text = rubric.Text{lang.EN: "2"}, rubric.Text{lang.EN: "3 or more"}
	if _, _, err := readSheet(r, sheetHead+"answers: {reports: 2}\n"); err == nil || !strings.Contains(err.Error(), "“2” may be more than one answer to “reports”") || !strings.Contains(err.Error(), "say which: no and yes") {
		t.Errorf("2, the text of one and the place of another: %v", err)
	}
	options[0].ID, options[1].ID = "2", "3"
	for text, want := range map[string]string{"reports=2": "2", "reports=3": "3", "reports=3 or more": "3"} {
		if a, err := assess.ParseAnswer(r, text); err != nil || a.Value.Option != want {
			t.Errorf("%s: %v, %v", text, a, err)
		}
	}
	if a, err := assess.ParseAnswer(r, "reports=1"); err == nil {
		t.Errorf("1, which is no id among numbers, is %v", a)
	}
}

func TestEveryThresholdCanBeAnswered(t *testing.T) {
	if rubric.MaxThreshold != assess.MaxNumber {
		t.Errorf("thresholds go up to %d, answers to %d", rubric.MaxThreshold, assess.MaxNumber)
	}
}

func TestCheck(t *testing.T) {
	r := small(t)
	with := func(answers ...assess.Answer) *assess.Assessment {
		return &assess.Assessment{Rubric: assess.Ref(r), Answers: answers}
	}
	answered := func(q string, v assess.Value) assess.Answer {
		return assess.Answer{Question: q, State: assess.Answered, Value: v}
	}
	older := with(answered("teams-led", assess.Value{Number: 2}), answered("reports", assess.Value{Option: "no"}))
	older.Rubric.Version, older.Rubric.Digest = "0.9", "another"
	if err := older.Check(r); err != nil {
		t.Errorf("another version of the rubric: %v", err)
	}
	other := with()
	other.Rubric.ID = "other"
	for want, a := range map[string]*assess.Assessment{
		"made with the rubric “other”, not with “small”": other,
		"has no question “gone”":                         with(answered("gone", assess.Value{})),
		"“teams-led”, which takes a whole number":        with(answered("teams-led", assess.Value{Option: "no"})),
		"“reports”, which takes one of no and yes":       with(answered("reports", assess.Value{Number: 1})),
		"“reports” is answered twice":                    with(answered("reports", assess.Value{Option: "no"}), answered("reports", assess.Value{Option: "no"})),
	} {
		if err := a.Check(r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want … %s …", err, want)
		}
	}
}

func TestTemplate(t *testing.T) {
	r := small(t)
	r.Questions[1].Options[0].Text = rubric.Text{lang.EN: "Nobody at all, neither directly nor through others, on any day of the week", lang.FR: "Personne"}
	given := []assess.Answer{{Question: "reports", State: assess.Answered, Value: assess.Value{Option: "no"}, Note: "until \"May\"\n\x1b[2J"}}
	for _, tag := range lang.Tags {
		golden(t, fmt.Sprintf("testdata/template.%s.yaml", tag), string(assess.Template(r, tag, assess.Assessment{Answers: given}, lang.Text("rung assess --answers FILE").In(tag))))
	}
}

// A template filled in with any answers and notes reads back as them, and is no
// wider than a screen but for notes.
func TestTemplateRoundTrips(t *testing.T) {
	r := small(t)
	r.Questions[0].ID = "null" // a word that means something else to YAML
	r.Questions[1].Options = append(r.Questions[1].Options, rubric.Option{ID: "0x1", Step: 0, Text: rubric.Text{lang.EN: "a: b # c", lang.FR: "\x1b[2J\n- x"}},
		rubric.Option{ID: "12", Step: 1, Text: rubric.Text{lang.EN: "%s {{.}}", lang.FR: "日本"}},
		rubric.Option{ID: "null", Step: 1, Text: rubric.Text{lang.EN: "Null", lang.FR: "Nul"}})
	rapid.Check(t, func(t *rapid.T) {
		given := anyAnswers(t, r)
		text := assess.Template(r, rapid.SampledFrom(lang.Tags).Draw(t, "language"), assess.Assessment{Answers: given}, "rung")
		_, got, err := readSheet(r, string(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(given, got); diff != "" {
			t.Fatal(diff)
		}
		if strings.ContainsFunc(strings.ReplaceAll(string(text), "\n", ""), lang.Invisible) {
			t.Fatal("invisible characters stand raw in the file")
		}
		idsAreText(t, text)
	})
}

// idsAreText fails when an answer to the choice is not text to a reader of YAML.
func idsAreText(t *rapid.T, sheet []byte) {
	d, err := doc.Parse("a.yaml", sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range d.Root.Pairs {
		for _, answer := range p.Value.Pairs {
			if answer.Key.Text == "reports" && answer.Value.Text != "" && answer.Value.Kind != doc.String {
				t.Fatalf("the option %s is not text", answer.Value.Text)
			}
		}
	}
}

// anyAnswers draws answers to some of the questions of r, with any notes.
func anyAnswers(t *rapid.T, r *rubric.Rubric) []assess.Answer {
	var all []assess.Answer
	for _, q := range r.Questions {
		a := assess.Answer{Question: q.ID, State: rapid.SampledFrom([]assess.State{"", assess.Answered, assess.Skipped, assess.Unknown, assess.NotApplicable}).Draw(t, "state")}
		if a.State == "" {
			continue
		}
		if a.State == assess.Answered && q.Kind == rubric.Number {
			a.Value.Number = rapid.IntRange(0, assess.MaxNumber).Draw(t, "number")
		} else if a.State == assess.Answered {
			a.Value.Option = rapid.SampledFrom(q.Options).Draw(t, "option").ID
		}
		a.Note = rapid.StringN(-1, -1, assess.MaxNote).Draw(t, "note")
		all = append(all, a)
	}
	return all
}
