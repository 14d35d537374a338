package spreadsheet

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
	"rung/rubrics"
)

var update = flag.Bool("update", false, "rewrite the expected outputs")

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func product(t testing.TB) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read("product")
	must(t, err)
	r, err := rubric.Parse(name, data)
	must(t, err)
	return r
}

// describe says in a line who rates whom, as what and how, comments last.
func describe(subs []calibrate.Submission) (all []string) {
	for _, s := range subs {
		line := fmt.Sprintf("%s by %s as %s: %s", s.Subject.Name, s.Rater.Name, s.Relation, s.Level)
		if s.NotRated {
			line += "not rated"
		}
		for _, id := range slices.Sorted(maps.Keys(s.Values)) {
			line += fmt.Sprintf("%s=%v ", id, s.Values[id])
		}
		if s.Assessment != nil {
			for _, a := range s.Assessment.Answers {
				line += fmt.Sprintf("%s=%s%d%s ", a.Question, a.Value.Option, a.Value.Number, a.Note)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(s.Comments)) {
			line += fmt.Sprintf(" [%s: %s]", id, s.Comments[id])
		}
		all = append(all, strings.TrimSpace(line))
	}
	return all
}

func notes(all []table.Note) (codes []string) {
	for _, n := range all {
		codes = append(codes, n.Text.In(lang.EN))
	}
	return codes
}

func withIDs(o Options) Options {
	o.NewID, o.At = func() string { return "01234567-89ab-7def-8123-456789abcdef" }, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	return o
}

const (
	allDimensions = "teams,horizon,people,autonomy,vision,stakeholders,mentoring,process,complexity"
	sevenValues   = "1,2.5,0,3,2,,1,2,"
)

func TestRatingsAreRead(t *testing.T) {
	seven := "teams=1 horizon=2.5 people=0 autonomy=3 vision=2 mentoring=1 process=2"
	seven = strings.Join(slices.Sorted(slices.Values(strings.Fields(seven))), " ")
	semicolons := func(s string) string { return strings.NewReplacer(",", ";", ".", ",").Replace(s) }
	for _, c := range []struct {
		what, file string
		want       []string
	}{
		{"levels", "subject,rater,relation,level\nAda,Bo,manager,pm\nAda,Ada,self,gpm\n", []string{"Ada by Bo as manager: pm", "Ada by Ada as self: gpm"}},
		{"no line end at the end", "subject,rater,relation,level\nAda,Bo,manager,pm", []string{"Ada by Bo as manager: pm"}},
		{"a line that says the separator", "sep=;\nsubject;rater;relation;level\nAda;Bo;manager;pm\n", []string{"Ada by Bo as manager: pm"}},
		{"columns in another order", "level,relation,rater,subject\npm,peer,Bo,Ada", []string{"Ada by Bo as peer: pm"}},
		{"a mark and CRLF", "\ufeffsubject,rater,relation,level\r\nAda,Bo,panel,pm\r\n", []string{"Ada by Bo as panel: pm"}},
		{"blank lines and columns, as spreadsheets leave them", "subject,rater,relation,level,,\n\nAda,Bo,panel,pm,,\n,,,,,\n  \n", []string{"Ada by Bo as panel: pm"}},
		{"Windows-1252", "subject;rater;relation;level\r\nRen\xe9;Bo;responsable;pm\r\n", []string{"René by Bo as manager: pm"}},
		{"UTF-16 without a mark", "s\x00u\x00b\x00j\x00e\x00c\x00t\x00,\x00r\x00a\x00t\x00e\x00r\x00,\x00a\x00s\x00,\x00l\x00e\x00v\x00e\x00l\x00\n\x00A\x00,\x00B\x00,\x00p\x00e\x00e\x00r\x00,\x00p\x00m\x00", []string{"A by B as peer: pm"}},
		{"and the other way round", "\x00s\x00u\x00b\x00j\x00e\x00c\x00t\x00,\x00r\x00a\x00t\x00e\x00r\x00,\x00a\x00s\x00,\x00l\x00e\x00v\x00e\x00l\x00\n\x00A\x00,\x00B\x00,\x00p\x00e\x00e\x00r\x00,\x00p\x00m", []string{"A by B as peer: pm"}},
		{"lines that end in CR", "subject,rater,relation,level\rAda,Bo,panel,pm\rCy,Bo,panel,pm\r", []string{"Ada by Bo as panel: pm", "Cy by Bo as panel: pm"}},
		{"bars", "sep=|\nsubject|rater|relation|level\nAda|Bo|panel|pm\n", []string{"Ada by Bo as panel: pm"}},
		{"quotes", "\"subject\",rater,relation,level\n\"Lovelace, Ada\",\"Bo \"\"the\"\" Builder\",manager,\"pm\"\n", []string{`Lovelace, Ada by Bo "the" Builder as manager: pm`}},
		{"space around cells", "subject, rater, relation, level\n Ada ,  Bo,manager , pm\n", []string{"Ada by Bo as manager: pm"}},
		{"self without a rater", "subject,rater,relation,level\nAda,,self,pm\n", []string{"Ada by Ada as self: pm"}},
		{"values", "subject,rater,relation," + allDimensions + "\nAda,Bo,manager," + sevenValues + "\n", []string{"Ada by Bo as manager: " + seven}},
		{"values in French", semicolons("subject,rater,relation," + allDimensions + "\nAda,Bo,manager," + sevenValues + "\n"), []string{"Ada by Bo as manager: " + seven}},
		{"values between semicolons, with points", "subject;rater;relation;" + semicolons(allDimensions) + "\nAda;Bo;manager;" + strings.ReplaceAll(sevenValues, ",", ";"), []string{"Ada by Bo as manager: " + seven}},
		{"values between tabs", strings.ReplaceAll("subject,rater,relation,"+allDimensions+"\nAda,Bo,manager,"+sevenValues, ",", "\t"), []string{"Ada by Bo as manager: " + seven}},
		{"a formula is a name", "subject,rater,relation,level\n\"=HYPERLINK(\"\"x\"\")\",-1,manager,pm\n", []string{`=HYPERLINK("x") by -1 as manager: pm`}},
	} {
		read, err := Ratings("r.csv", []byte(c.file), product(t), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		if diff := cmp.Diff(c.want, describe(read.Submissions)); diff != "" {
			t.Errorf("%s: %s", c.what, diff)
		}
	}
}

// badRatings are files that are refused, with what is wrong in their names.
func badRatings() map[string]string {
	head := "subject,rater,relation,level\n"
	values := "subject,rater,relation," + allDimensions + "\n"
	return map[string]string{
		"empty":                   "",
		"only-blank-lines":        "\n \n\n",
		"only-a-header":           head,
		"a-missing-column":        "subject,relation,level\nAda,manager,pm\n",
		"no-ratings":              "subject,rater,relation\nAda,Bo,manager\n",
		"a-slip-in-a-column":      "subject,ratter,relation,level\nAda,Bo,manager,pm\n",
		"a-column-twice":          "subject,rater,relation,level,rater\nAda,Bo,manager,pm,Bo\n",
		"levels-and-dimensions":   "subject,rater,relation,level,teams\nAda,Bo,manager,pm,1\n",
		"an-unknown-dimension":    "subject,rater,relation,team\nAda,Bo,manager,1\n",
		"an-unknown-level":        head + "Ada,Bo,manager,senor-pm\nCy,Bo,manager,Sr. PM\nDee,Bo,manager,Directeur Produit\nEve,Bo,manager,\n",
		"an-unknown-relation":     head + "Ada,Bo,manger,pm\nAda,Cy,,pm\n",
		"a-manager-of-themself":   head + "Ada,ada,manager,pm\nAda,Bo,self,pm\n",
		"names":                   head + ",Bo,manager,pm\nAda,,peer,pm\n" + strings.Repeat("x", 101) + ",Bo,manager,pm\n",
		"the-same-pair-twice":     head + "Ada,Bo,manager,pm\nCy,Bo,manager,pm\nADA,Bo,peer,gpm\n",
		"too-few-cells":           head + "Ada,Bo,manager\nCy\n",
		"too-many-cells":          head + "Ada,Bo,manager,pm,more\n",
		"an-open-quote":           head + "\"Ada,Bo,manager,pm\nCy,Bo,manager,nope\n",
		"text-behind-a-quote":     head + "\"Ada\"x,Bo,manager,pm\n",
		"a-quote-inside":          head + "Jean \"Jo\" Dupont,Bo,manager,pm\n",
		"numbers":                 values + "Ada,Bo,manager,\"1,5\",x,1e0,-1,+2,2.,.5,NaN,٣\n",
		"out-of-range":            values + "Ada,Bo,manager,1,99,0,3,2,1,1,2,5.01\n",
		"too-few-values":          values + "Ada,Bo,manager,1,2,,,,,,,\nCy,Bo,manager,,,,,,,,,\n",
		"two-commas":              strings.ReplaceAll(values, ",", ";") + "Ada;Bo;manager;1,2,3;2;0;3;2;1;1;2;2\n",
		"utf-16":                  "\xff\xfes\x00u\x00b\x00",
		"an-escape":               head + "A\x1b[2Jda,Bo,manager,pm\n",
		"a-hidden-character":      head + "A\u200bda,Bo,manager,pm\n",
		"wide-characters-to-left": head + "李小龍,Bo,manager,nope\n",
	}
}

func TestBadRatings(t *testing.T) {
	for _, tag := range lang.Tags {
		var got strings.Builder
		for _, name := range slices.Sorted(maps.Keys(badRatings())) {
			read, err := Ratings(name+".csv", []byte(badRatings()[name]), product(t), Options{})
			if err == nil || read.Submissions != nil && read.LeftOut == 0 {
				t.Errorf("%s is taken: %v", name, describe(read.Submissions))
				continue
			}
			got.WriteString(lang.In(err, tag) + "\n\n")
		}
		path := filepath.Join("testdata", "ratings."+string(tag)+".txt")
		if *update {
			must(t, os.WriteFile(path, []byte(got.String()), 0o644))
		}
		want, err := os.ReadFile(path)
		must(t, err)
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

// TestHugeFilesAreRefused holds what is allocated for a file to a multiple of what
// a file may hold, so that only a blow-up fails it.
func TestHugeFilesAreRefused(t *testing.T) {
	head := "subject,rater,relation,level\n"
	for name, file := range map[string]string{
		"too large":        strings.Repeat("x", MaxSize+1),
		"one line":         strings.Repeat("a,", MaxSize/2),
		"a line of quotes": head + strings.Repeat(`"`, MaxSize/2),
		"nothing right":    head + strings.Repeat("x,y,z,0\n", MaxSize/8-10),
		"many blank lines": strings.Repeat("\n", MaxSize),
		"many columns":     strings.Repeat("c,", 4000),
	} {
		r := product(t)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Ratings("r.csv", []byte(file), r, Options{})
		runtime.ReadMemStats(&after)
		if err == nil || len(err.Error()) > 100_000 {
			t.Errorf("%s: %.200v", name, err)
		}
		if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 100*MaxSize {
			t.Errorf("%s: %d bytes were allocated", name, allocated)
		}
	}
}

func TestIsTable(t *testing.T) {
	r := product(t)
	for text, want := range map[string]bool{
		"personne;niveau\n":            true,
		"H2, product\n\nName\tteams\n": true,
		"PK\x03\x04":                   true,
		"schema: rung.answers/v1\nsubject: Ada\nrater: Bo\nanswers: {}\n":                false,
		`{"schema":"rung.assessment/v1","subject":{"name":"Ada"},"rater":{"name":"Bo"}}`: false,
		"":              false,
		"some, words\n": false,
	} {
		if IsTable([]byte(text), r) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func FuzzRatings(f *testing.F) {
	for _, file := range badRatings() {
		f.Add(file)
	}
	f.Add("subject;rater;relation;level\n\"A\"\"da\";Bo;manager;pm\n")
	for _, layout := range layouts {
		f.Add(layout.file)
	}
	r := product(f)
	f.Fuzz(func(t *testing.T, file string) {
		read, err := Ratings("r.csv", []byte(file), r, withIDs(Options{}))
		if err != nil {
			_ = lang.In(err, lang.FR)
		}
		if err != nil && read.LeftOut == 0 && read.Submissions != nil {
			t.Errorf("%q is taken whole, and something is wrong with it: %v", file, err)
		}
		for _, sub := range read.Submissions {
			if err := sub.CheckContent(r); err != nil {
				t.Errorf("%q gives a submission that is refused: %v", file, err)
			}
		}
	})
}
