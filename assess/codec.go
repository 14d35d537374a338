package assess

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// MaxFile is the largest file of assessments, in bytes: room for 500 answers with
// the longest note, or for everything about one person in 500 assessments.
const MaxFile = 4 << 20

// wire is the form of an assessment file, rung.assessment/v1. The order of the
// fields is the order of the keys in the file.
type wire struct {
	Schema      string       `json:"schema"`
	ID          string       `json:"id"`
	Rubric      wireRubric   `json:"rubric"`
	Subject     wirePerson   `json:"subject"`
	Rater       wirePerson   `json:"rater"`
	Relation    Relation     `json:"relation"`
	Lang        lang.Tag     `json:"lang"`
	StartedAt   string       `json:"started_at"`
	CompletedAt string       `json:"completed_at,omitempty"`
	Answers     []wireAnswer `json:"answers"`
}

type wireRubric struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

type wirePerson struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type wireAnswer struct {
	Question string `json:"question"`
	State    State  `json:"state"`
	Value    any    `json:"value,omitempty"` // a whole number, the id of an option, or a list of them
	Note     string `json:"note,omitempty"`
}

// Encode writes a in the one form it is stored and exported in: JSON with the
// schema rung.assessment/v1, two spaces of indent and a final newline, the same
// bytes for the same assessment. Decode reads them back to an equal value. The
// error names what in a cannot be written: what Decode would refuse.
func Encode(a *Assessment) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(toWire(a)); err != nil {
		return nil, err
	}
	data := lang.EscapeJSON(b.Bytes())
	decoded, err := Decode("assessment "+a.ID, data)
	switch {
	case err != nil:
		return nil, err
	case len(data) > MaxFile:
		return nil, lang.Errorf("assessment %s has %d bytes; %d are allowed; shorten its notes", a.ID, len(data), MaxFile)
	case !equal(a, decoded):
		return nil, lang.Errorf("assessment %s has text that is not UTF-8, or times that are not UTC in whole seconds", a.ID)
	}
	return data, nil
}

func toWire(a *Assessment) wire {
	w := wire{
		Schema:      AssessmentSchema,
		ID:          a.ID,
		Rubric:      wireRubric(a.Rubric),
		Subject:     wirePerson(a.Subject),
		Rater:       wirePerson(a.Rater),
		Relation:    a.Relation,
		Lang:        a.Lang,
		StartedAt:   a.StartedAt.Format(time.RFC3339),
		CompletedAt: formatTime(a.CompletedAt),
		Answers:     make([]wireAnswer, len(a.Answers)),
	}
	for i, given := range a.Answers {
		w.Answers[i] = wireAnswer{given.Question, given.State, wireValue(given), given.Note}
	}
	return w
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func wireValue(a Answer) any {
	switch {
	case a.State != Answered:
		return nil
	case a.Value.Option != "":
		return a.Value.Option
	case a.Value.Ticks != "":
		return a.Value.Ticks
	}
	return a.Value.Number
}

func equal(a, b *Assessment) bool {
	return a.ID == b.ID && a.Rubric == b.Rubric && a.Subject == b.Subject && a.Rater == b.Rater &&
		a.Relation == b.Relation && a.Lang == b.Lang &&
		a.StartedAt.Equal(b.StartedAt) && a.CompletedAt.Equal(b.CompletedAt) && slices.Equal(a.Answers, b.Answers)
}

// Decode reads an assessment from JSON or YAML, to the byte. Name is used in
// messages; the error is doc.Problems. It checks everything that shows without
// the rubric; Check does the rest. Every form that ever was is read.
func Decode(file string, data []byte) (*Assessment, error) {
	d, err := doc.Parse(file, data)
	if err != nil {
		return nil, err
	}
	if !d.Schema(AssessmentSchema) {
		return nil, d.Err()
	}
	r := decoder{d}
	a := r.assessment(d.Root)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return a, nil
}

// decoder walks the document of an assessment.
type decoder struct{ d *doc.Document }

func (r decoder) assessment(n *doc.Node) *Assessment {
	m := r.d.Map(n, doc.Keys{"schema", "id", "rubric", "subject", "rater", "relation", "lang", "started_at", "answers"}, "completed_at")
	return &Assessment{
		ID:          r.uuid(m.Get("id")),
		Rubric:      r.rubric(m.Get("rubric")),
		Subject:     r.person(m.Get("subject")),
		Rater:       r.person(m.Get("rater")),
		Relation:    relation(r.d, m.Get("relation")),
		Lang:        r.d.Language(m.Get("lang")),
		StartedAt:   r.time(m.Get("started_at")),
		CompletedAt: r.time(m.Get("completed_at")),
		Answers:     r.answers(m.Get("answers")),
	}
}

func (r decoder) report(n *doc.Node, code string, text string, args ...any) {
	r.d.Report(n.Pos, code, lang.Sprintf(text, args...), lang.Message{})
}

func (r decoder) uuid(n *doc.Node) string {
	s := r.d.String(n)
	if s != "" && !isUUIDv7(s) {
		r.report(n, "id", "%v is not a UUID of version 7 in lower case", doc.Quote(s))
	}
	return s
}

// isUUIDv7 reports whether s has the form of RFC 9562, version 7, in lower case.
func isUUIDv7(s string) bool {
	const form = "xxxxxxxx-xxxx-7xxx-vxxx-xxxxxxxxxxxx" // x: a hex digit, v: 8 to b
	for i := range len(form) {
		if len(s) != len(form) {
			return false
		}
		allowed := form[i : i+1]
		switch form[i] {
		case 'x':
			allowed = hexDigits
		case 'v':
			allowed = "89ab"
		}
		if strings.IndexByte(allowed, s[i]) < 0 {
			return false
		}
	}
	return true
}

const hexDigits = "0123456789abcdef"

func (r decoder) rubric(n *doc.Node) RubricRef {
	m := r.d.Map(n, doc.Keys{"id", "version", "digest"})
	ref := RubricRef{ID: r.d.ID(m.Get("id")), Version: r.d.String(m.Get("version")), Digest: r.d.String(m.Get("digest"))}
	if d := ref.Digest; d != "" && (len(d) != 64 || strings.Trim(d, hexDigits) != "") {
		r.report(m.Get("digest"), "digest", "a digest has 64 digits from 0 to 9 and a to f")
	}
	return ref
}

func (r decoder) person(n *doc.Node) Person {
	m := r.d.Map(n, doc.Keys{"id", "name"})
	p := Person{ID: r.d.ID(m.Get("id"))}
	if name := m.Get("name"); p != Me || name == nil || name.Kind != doc.String || name.Text != "" {
		p.Name = personName(r.d, name)
	}
	return p
}

// personName reads a name by the rule of NewPerson, or "" for none given.
func personName(d *doc.Document, n *doc.Node) string {
	if n == nil || n.Kind == doc.String && n.Text == "" {
		return ""
	}
	s := d.String(n)
	if strings.TrimSpace(s) == "" {
		return ""
	}
	p, err := NewPerson(s)
	switch {
	case err != nil:
		d.Report(n.Pos, "name", lang.Sprintf("%v", err), lang.Message{})
	case strings.TrimSpace(s) != s:
		d.Report(n.Pos, "name", lang.Sprintf("the name %v has space around it", doc.Quote(s)), lang.Message{})
	}
	return p.Name
}

func relation(d *doc.Document, n *doc.Node) Relation {
	return Relation(d.Word(n, relationWords()...))
}

func (r decoder) time(n *doc.Node) time.Time {
	s := r.d.String(n)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.UTC().Format(time.RFC3339) != s || t.IsZero() {
		r.report(n, "time", "%v is not a time in UTC to the second, such as 2026-03-05T08:30:00Z", doc.Quote(s))
	}
	return t.UTC()
}

func (r decoder) answers(n *doc.Node) []Answer {
	var all []Answer
	line := map[string]int{}
	for _, item := range r.d.List(n, 0) {
		a := r.answer(item)
		if first, ok := line[a.Question]; ok && a.Question != "" {
			r.report(item, "duplicate", "%v is answered here and on line %d", doc.Quote(a.Question), first)
		}
		line[a.Question] = item.Line
		all = append(all, a)
	}
	return all
}

func (r decoder) answer(n *doc.Node) Answer {
	m := r.d.Map(n, doc.Keys{"question", "state"}, "value", "note")
	a := Answer{
		Question: r.d.ID(m.Get("question")),
		State:    State(r.d.Word(m.Get("state"), string(Answered), string(Skipped), string(Unknown), string(NotApplicable))),
		Note:     note(r.d, m.Get("note")),
	}
	value := m.Get("value")
	switch {
	case a.State == Answered:
		m.Need("value")
		a.Value = r.value(value)
	case value != nil && a.State != "":
		r.report(value, "value", "an answer in the state %s has no value", a.State)
	}
	return a
}

// value reads a whole number, the id of an option, or a list of them.
func (r decoder) value(n *doc.Node) Value {
	if n != nil && n.Kind == doc.List {
		return Value{Ticks: r.ticks(n)}
	}
	if n != nil && n.Kind == doc.String {
		return Value{Option: r.d.ID(n)}
	}
	number, _ := r.d.Int(n, 0, MaxNumber)
	return Value{Number: number}
}

func (r decoder) ticks(n *doc.Node) Ticks {
	var ids []string
	for _, item := range n.Items {
		id := r.d.ID(item)
		if slices.Contains(ids, id) && id != "" {
			r.report(item, "duplicate", "%v is ticked twice", doc.Quote(id))
		}
		ids = append(ids, id)
	}
	return Tick(ids...)
}

// note reads a note, to the byte. A blank value is no note.
func note(d *doc.Document, n *doc.Node) string {
	switch {
	case n == nil || n.Kind == doc.Null:
		return ""
	case n.Kind != doc.String:
		return d.String(n)
	case len(n.Text) > MaxNote:
		d.Report(n.Pos, "note", lang.Sprintf("this note has %d bytes; %d are allowed", len(n.Text), MaxNote), lang.Message{})
	}
	return n.Text
}
