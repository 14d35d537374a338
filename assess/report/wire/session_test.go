package wire_test

import (
	"bytes"
	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report/wire"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
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
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(wire.Schema("session")))
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
		if err := wire.Session(&b, calibrate.Analyse(opened(t, s))); err != nil {
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
