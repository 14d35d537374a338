package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

var demoDay = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

func demoSession(t *testing.T, tag lang.Tag) *calibrate.Session {
	t.Helper()
	s, err := calibrate.Demo("demo", builtIn(t), demoDay, tag)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func builtIn(t *testing.T) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func opened(t *testing.T, s *calibrate.Session) *calibrate.Opened {
	t.Helper()
	o, err := s.Revealed()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// loneSession has one subject and one rater: next to nothing can be computed.
func loneSession(t *testing.T) *calibrate.Session {
	t.Helper()
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	s, err := calibrate.New(act, "lone", "", builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Add(act, calibrate.Submission{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Grace"}, Relation: assess.Manager, Level: "pm"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Reveal(act); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSessionJSONHoldsToItsSchema(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.JSONSchema("session")))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("session.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("session.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*calibrate.Session{"demo": demoSession(t, lang.EN), "lone": loneSession(t)} {
		var b bytes.Buffer
		if err := report.SessionJSON(&b, calibrate.Analyse(opened(t, s))); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryViewOfASessionIsWhole draws every view in both languages, also of a
// session in which next to nothing can be computed.
// caseRoom is what a screen of 24 lines leaves for a case.
const caseRoom = 20

func TestEveryViewOfASessionIsWhole(t *testing.T) {
	for _, tag := range lang.Tags {
		for _, s := range []*calibrate.Session{demoSession(t, tag), loneSession(t)} {
			a := calibrate.Analyse(opened(t, s))
			o := report.Options{Lang: tag}
			var b bytes.Buffer
			for _, err := range []error{
				report.Session(&b, a, o), report.Agenda(&b, a, o), report.Status(&b, s, o), report.Log(&b, s, o),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, p := range s.Subjects() {
				c, err := opened(t, s).Case(p.Name)
				if err != nil {
					t.Fatal(err)
				}
				for _, lines := range []int{0, caseRoom} {
					before := bytes.Count(b.Bytes(), []byte("\n"))
					if err := report.Case(&b, s.Rubric(), c, report.Showing{At: 1, Of: 12, Lines: lines}, o); err != nil {
						t.Fatal(err)
					}
					if n := bytes.Count(b.Bytes(), []byte("\n")) - before; lines > 0 && n > lines {
						t.Errorf("the case of %s in %s takes %d lines", p.Name, tag, n)
					}
				}
			}
			for _, wrong := range []string{"NaN", "Inf", "%!", "<nil>"} {
				if strings.Contains(b.String(), wrong) {
					t.Errorf("%s of %s in %s", wrong, s.ID(), tag)
				}
			}
			for line := range strings.Lines(b.String()) {
				if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
					t.Errorf("%d columns in %s: %s", n, tag, line)
				}
			}
		}
	}
}

// TestALetterSaysNothingOfOthers looks for every other name of the session in
// each subject's letter.
func TestALetterSaysNothingOfOthers(t *testing.T) {
	s := demoSession(t, lang.EN)
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	if err := s.Decide(act, "Jonas", "pm", "Nadia and Omar were convinced"); err != nil {
		t.Fatal(err)
	}
	everybody := append(s.Subjects(), s.Raters()...)
	for _, p := range s.Subjects() {
		letter, err := opened(t, s).Letter(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := report.Letter(&b, letter, report.Options{Lang: lang.EN}); err != nil {
			t.Fatal(err)
		}
		if err := report.LetterJSON(&b, letter); err != nil {
			t.Fatal(err)
		}
		for _, other := range everybody {
			if other.ID != p.ID && strings.Contains(b.String(), other.Name) {
				t.Errorf("the letter of %s names %s", p.Name, other.Name)
			}
		}
	}
}

func TestStatusGivesAwayNothing(t *testing.T) {
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	draw := func(level string) string {
		act.Random = strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))
		s, err := calibrate.New(act, "sealed", "", builtIn(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(act, calibrate.Submission{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Grace"}, Relation: assess.Manager, Level: level}); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := report.Status(&b, s, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := report.StatusJSON(&b, s); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if low, high := draw("apm"), draw("cpo"); low != high {
		t.Errorf("the status differs with what was handed in:\n%s\n%s", low, high)
	}
}
