package wire

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/elsewhere"
	"rung/assess/exchange"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

var (
	monday = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	act    = calibrate.Act{At: monday, Who: assess.Person{Name: "Nadia"}, Random: rand.NewChaCha8([32]byte{})}
)

// ladders are the built-in rubric, and one on which every kind of result can be had.
func ladders(t *testing.T) []*rubric.Rubric {
	return each([]string{"../../../rubrics/product.yaml", "../../../cmd/testdata/mini.yaml"}, func(file string) *rubric.Rubric {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := rubric.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		return r
	})
}

// resultsOn scores answers that climb at different paces, some of them missing.
func resultsOn(r *rubric.Rubric) []*assess.Result {
	var all []*assess.Result
	for pace := range 24 {
		a := assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Subject: assess.Person{ID: "ada", Name: "Ada"}}
		a.Rater.ID = "ada"
		if pace%2 == 0 {
			a.ID, a.CompletedAt = "01890a5d-ac96-7000-8000-000000000001", monday
		}
		for i, q := range r.Questions {
			answer := assess.Answer{Question: q.ID, State: assess.Answered, Value: assess.Value{Number: i * pace % 13}}
			if q.Kind == rubric.Choice {
				answer.Value = assess.Value{Option: q.Options[(i*(pace%5)+pace/4)%len(q.Options)].ID}
			}
			if (i+pace)%(pace+1) != 1 {
				a.Answers = append(a.Answers, answer)
			}
		}
		all = append(all, assess.Score(r, &a))
	}
	return all
}

func demo(t *testing.T, r *rubric.Rubric) *calibrate.Session {
	s, err := calibrate.Demo("demo", r, monday, lang.EN)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// mended is a session in which things were taken back and names joined, and more
// names look alike.
func mended(t *testing.T, r *rubric.Rubric) *calibrate.Session {
	s, err := calibrate.New(act, "mended", "", r)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Ada Byron", "A. Byron", "ada@example.com", "Al Byron"} {
		_, failed := s.Add(act, calibrate.Submission{Subject: assess.Person{Name: name}, Rater: assess.Person{Name: "Grace"}, Relation: assess.Manager, Level: "pm"})
		err = errors.Join(err, failed)
	}
	_, joined := s.Join(act, "ada@example.com", "Ada Byron")
	_, withdrawn := s.Withdraw(act, "Al Byron", "Grace", true)
	if err = errors.Join(err, joined, withdrawn, s.Part(act, "Al Byron", "Grace")); err != nil {
		t.Fatal(err)
	}
	return s
}

// decided is a session that was decided, and corrected after it was locked.
func decided(t *testing.T, r *rubric.Rubric) *calibrate.Session {
	s := demo(t, r)
	if err := s.RecordAgenda(act, 7, 60); err != nil {
		t.Fatal(err)
	}
	for i, p := range s.Subjects()[1:] {
		if err := s.Decide(act, p.Name, []string{"pm", "senior-pm"}[i%2], "as was said of jonas"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Erase(act, s.Subjects()[2].Name, func(text string) string { return text }); err != nil {
		t.Fatal(err)
	}
	first, second := s.Subjects()[0].Name, s.Subjects()[1].Name
	err := errors.Join(s.ClearDecision(act, second), s.Decide(act, second, "", "on leave"), s.Lock(act, true),
		s.Correct(act, first, "pm", "forgotten"), s.Correct(act, second, "pm", "back"), s.Correct(act, second, "", "away again"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lone has one subject and one rater, and misses another: next to nothing can be computed.
func lone(t *testing.T, r *rubric.Rubric) *calibrate.Session {
	s, err := calibrate.New(act, "lone", "", r)
	if err != nil {
		t.Fatal(err)
	}
	ada, grace := assess.Person{Name: "Ada"}, assess.Person{Name: "Grace"}
	if _, err = s.Add(act, calibrate.Submission{Subject: ada, Rater: grace, Relation: assess.Manager, Level: "pm"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Expect(act, ada, grace, assess.Peer); err != nil {
		t.Fatal(err)
	}
	if err := s.SetCurrent(act, ada, "senior-pm"); err != nil {
		t.Fatal(err)
	}
	return s
}

// closed is a session that waits to be released, with an envelope in, and one that came
// too late.
func closed(t *testing.T, r *rubric.Rubric) *calibrate.Session {
	s, err := calibrate.New(act, "closed", "", r)
	key, noKey := exchange.NewKey()
	second, noSecond := exchange.NewKey()
	if err = errors.Join(err, noKey, noSecond); err != nil {
		t.Fatal(err)
	}
	terms, err := exchange.NewTerms(exchange.Terms{
		Key: key.Recipient(), Second: []exchange.Holder{{Name: "Sol", Key: second.Recipient()}}, Reader: "Fay",
		SlotSize: exchange.MinSlot, Rubric: exchange.RubricRef(assess.Ref(r)),
	}, act.Random)
	if err = errors.Join(err, s.Seal(act, terms), s.Expect(act, assess.Person{Name: "Ada"}, assess.Person{Name: "Bo"}, assess.Manager)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../../rubrics/product.yaml")
	if err != nil {
		t.Fatal(err)
	}
	roster, err := s.Invitees(text)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := roster.Invite(act.Random)
	if err != nil {
		t.Fatal(err)
	}
	_, entered := s.Enter(act, &exchange.Register{Terms: *terms, Raters: []exchange.Invited{drawn[0].Public()}})
	early, unsealed := drawn[0].Seal(nil, monday, act.Random)
	late, noLate := drawn[0].Seal(nil, monday, act.Random)
	if err = errors.Join(entered, unsealed, noLate); err != nil {
		t.Fatal(err)
	}
	_, collected := s.Collect(act, early)
	shut := s.Close(act)
	_, tooLate := s.Collect(act, late)
	if err = errors.Join(collected, shut, tooLate); err != nil {
		t.Fatal(err)
	}
	return s
}

// documents are some of every kind.
func documents(t *testing.T) []any {
	var all []any
	add := func(write func(io.Writer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, document)
	}
	for _, r := range ladders(t) {
		results := resultsOn(r)
		for _, result := range results {
			add(func(w io.Writer) error { return Result(w, result) })
		}
		add(func(w io.Writer) error { return History(w, results[:3]) })
		add(func(w io.Writer) error { return Comparison(w, assess.Compare(results[1:3])) })
		add(func(w io.Writer) error {
			return Levels(w, r, each(r.Levels, func(l rubric.Level) *rubric.Level { return &l }))
		})
		add(func(w io.Writer) error { return Rubric(w, r) })
		add(func(w io.Writer) error { return Rubrics(w, []*rubric.Rubric{r}) })
		add(func(w io.Writer) error {
			return Difference(w, assess.Differ(r, ladders(t)[0], []assess.Given{{Name: "somebody", From: assess.OfFile, Answers: results[1].Assessment}}))
		})
		add(func(w io.Writer) error {
			return Check(w, assess.Check{Rubric: r, Breaches: assess.Breaches(r, 1), Simulation: assess.Simulate(r, 50, 0.9, 1)})
		})
	}
	for _, write := range besidePublic(t) {
		add(write)
	}
	r := ladders(t)[0]
	add(func(w io.Writer) error { return Lint(w, nil) })
	add(func(w io.Writer) error { return Lint(w, linting(r)) })
	sealed := lone(t, r)
	for _, s := range []*calibrate.Session{sealed, mended(t, r), closed(t, r)} {
		add(func(w io.Writer) error { return Status(w, s) })
		add(func(w io.Writer) error { return Receipts(w, s.Posted()) })
		add(func(w io.Writer) error { return Log(w, s) })
	}
	if err := sealed.Reveal(act); err != nil {
		t.Fatal(err)
	}
	sessions := []*calibrate.Session{demo(t, r), decided(t, r), sealed}
	add(func(w io.Writer) error { return Sessions(w, sessions) })
	for _, s := range sessions {
		o, err := s.Revealed()
		if err != nil {
			t.Fatal(err)
		}
		add(func(w io.Writer) error { return Session(w, calibrate.Analyse(o)) })
		nameless, err := calibrate.Analyse(o).Anonymous(act.Random)
		if err != nil {
			t.Fatal(err)
		}
		add(func(w io.Writer) error { return Session(w, nameless) })
		add(func(w io.Writer) error { return Agenda(w, calibrate.Analyse(o)) })
		add(func(w io.Writer) error { return Status(w, s) })
		add(func(w io.Writer) error { return Log(w, s) })
		for _, p := range s.Subjects() {
			letter, err := o.Letter(p.Name)
			if err != nil {
				t.Fatal(err)
			}
			add(func(w io.Writer) error { return Letter(w, letter) })
		}
	}
	return all
}

// linting are a file with errors, one without an end, and a rubric.
func linting(r *rubric.Rubric) (all []Linted) {
	advice := rubric.Lint("mini.yaml", []byte(strings.ReplaceAll(plainRubric, "VAGUE", "good")), nil)
	for _, text := range []string{"schema: rung.rubric/v1\nlevles: []\n", ""} {
		_, err := rubric.Parse("bad.yaml", []byte(text))
		errs := err.(doc.Problems)
		errs[0].Via = lang.Sprintf("%v", lang.Verbatim("ours.yaml extends bad.yaml"))
		all = append(all, Linted{File: "bad.yaml", Errors: errs})
	}
	return append(all, Linted{File: "good.yaml", Rubric: r, Advice: advice})
}

// plainRubric has one of each.
const plainRubric = `schema: rung.rubric/v1
id: one
version: "1"
title: One
languages: [en]
tracks: [{id: t, title: T}]
dimensions: [{id: d, title: D, steps: [no, VAGUE]}]
levels: [{id: l, title: L, short: L, track: t, rung: 1, summary: S, scope: {d: 1}}]
questions: [{id: q, dimension: d, kind: number, unit: u, ask: Q?, ask_about: "{name}?", thresholds: [1]}]
`

// besidePublic write what public ladders say, beside answers and by title.
func besidePublic(t *testing.T) (all []func(io.Writer) error) {
	public := publicLadders(t)
	for _, res := range resultsOn(public.Rubric) {
		c := elsewhere.Compare(public, public.Rubric, res.Assessment)
		r := assess.Read(res.Assessment, public.Rubric, ladders(t))
		all = append(all, func(w io.Writer) error { return Elsewhere(w, c) }, func(w io.Writer) error { return Readings(w, r) })
	}
	for _, s := range []*elsewhere.Spread{public.Of(&public.Rubric.Levels[2]), public.Titled("Head of Product")} {
		all = append(all, func(w io.Writer) error { return Spread(w, s) })
	}
	return all
}

func publicLadders(t *testing.T) *elsewhere.Ladders {
	file := "../../../rubrics/ladders/product.yaml"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	public, err := elsewhere.Parse(file, data, func(string) (*rubric.Rubric, error) { return ladders(t)[0], nil })
	if err != nil {
		t.Fatal(err)
	}
	return public
}

func TestDocumentsFitTheirSchemas(t *testing.T) {
	compiled, seen := schemasCompiled(t), map[string]int{}
	for i, d := range documents(t) {
		name := nameOf(d)
		seen[name]++
		if err := compiled[name].Validate(d); err != nil {
			t.Errorf("document %d: %v", i, err)
		}
	}
	for name := range kinds {
		if seen[name] == 0 {
			t.Errorf("there is no %s to check", name)
		}
	}
}

func nameOf(document any) string {
	name := document.(map[string]any)["schema"].(string)
	return strings.TrimSuffix(strings.TrimPrefix(name, "rung."), "/v1")
}

func schemasCompiled(t *testing.T) map[string]*jsonschema.Schema {
	all := map[string]*jsonschema.Schema{}
	for name := range kinds {
		all[name] = compiled(t, Schema(name))
	}
	return all
}

func compiled(t *testing.T, text []byte) *jsonschema.Schema {
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4) // so that $schema is what makes it draft-07
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if s.DraftVersion != 7 {
		t.Fatalf("draft %d, not draft-07", s.DraftVersion)
	}
	return s
}
