package assess

import (
	"slices"
	"strings"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// PersonasSchema is the value of the `schema` key of a file of personas.
const PersonasSchema = "rung.personas/v1"

// Persona is somebody made up: what they answer, and what is to come of it.
type Persona struct {
	ID      string
	Name    string // of the person; empty for one who is spoken to as you
	Answers []Answer
	Level   *rubric.Level // that the answers are to name; nil where they are to name none
	// Says and Never are what the result must and must not say when it is printed,
	// white space aside.
	Says, Never []string
}

// Personas are those that a rubric is tried on, in the order of their file. There is
// one at least.
type Personas struct {
	All      []Persona
	Language lang.Tag // in which results say what they must: as the file says, or the only one of the rubric; empty where there is none
}

// NoLevel is what stands in a file for no level.
const NoLevel = "none"

// ParsePersonas reads a file of personas for r. Name is used in messages; the error is
// doc.Problems.
func ParsePersonas(file string, data []byte, r *rubric.Rubric) (*Personas, error) {
	d, err := doc.Parse(file, data)
	if err != nil {
		return nil, err
	}
	if !d.Schema(PersonasSchema) {
		return nil, d.Err()
	}
	m := d.Map(d.Root, doc.Keys{"schema", "rubric", "personas"}, "language")
	if id := d.ID(m.Get("rubric")); !isFor(d, m.Get("rubric"), id, r) {
		return nil, d.Err()
	}
	all := &Personas{Language: lang.Tag(d.Word(m.Get("language"), string(lang.EN), string(lang.FR)))}
	if m.Get("language") == nil && len(r.Languages) == 1 {
		all.Language = r.Languages[0]
	}
	reader := personaReader{d, r, all.Language != "", map[string]int{}}
	for _, n := range d.List(m.Get("personas"), 1) {
		all.All = append(all.All, reader.persona(n))
	}
	return all, d.Err()
}

// personaReader reads the personas of one file.
type personaReader struct {
	d      *doc.Document
	r      *rubric.Rubric
	spoken bool           // it is known in which language results are read
	lines  map[string]int // on which each id stands
}

func (p personaReader) persona(n *doc.Node) Persona {
	d := p.d
	m := d.Map(n, doc.Keys{"id", "expect", "answers"}, "name", "notes", "says", "never")
	answers, _ := d.Entries(filled(m.Get("answers")))
	notes, _ := d.Entries(filled(m.Get("notes")))
	return Persona{
		ID:      p.id(m.Get("id")),
		Name:    personName(d, filled(m.Get("name"))),
		Answers: answersOf(d, p.r, answers, notes),
		Level:   p.level(m.Get("expect")),
		Says:    p.texts(m.Get("says")),
		Never:   p.texts(m.Get("never")),
	}
}

func (p personaReader) id(n *doc.Node) string {
	id := p.d.ID(n)
	if first, taken := p.lines[id]; taken && id != "" {
		p.d.Report(n.Pos, "duplicate-id", lang.Sprintf("the persona %v is already on line %d", doc.Quote(id), first), lang.Message{})
	} else if n != nil {
		p.lines[id] = n.Line
	}
	return id
}

// level is the level that is called so; none where the file says that.
func (p personaReader) level(n *doc.Node) *rubric.Level {
	name := p.d.String(n)
	if strings.TrimSpace(name) == "" {
		return nil
	}
	l, err := p.r.FindLevel(name)
	if err != nil && name != NoLevel {
		p.d.Report(n.Pos, "level", lang.Sprintf("%v", err), lang.Sprintf("or write %s, where the answers are to name no level", NoLevel))
	}
	return l
}

func (p personaReader) texts(n *doc.Node) (texts []string) {
	if n == nil {
		return nil
	}
	if !p.spoken {
		p.d.Report(n.Pos, "language", lang.Sprintf("nothing says in which language the result is read"),
			lang.Sprintf("write language: en or language: fr at the top"))
	}
	for _, item := range p.d.List(n, 1) {
		texts = append(texts, p.d.String(item))
	}
	return texts
}

// PersonasFor is a file of personas to begin with, comments in t: for each level of r
// somebody whose answers are what it expects, the lowest step where it expects several
// or says nothing.
func PersonasFor(r *rubric.Rubric, t lang.Tag) []byte {
	w := templateWriter{t: t}
	w.comment(0, "", lang.Text("Made-up people to try the rubric on, one of each level. Put in people as you know them.").In(t))
	w.line("schema: " + PersonasSchema)
	w.line("rubric: " + scalar(r.ID))
	w.line("personas:")
	for i := range r.Levels {
		id := scalar(r.Levels[i].ID)
		w.line("  - id: " + id)
		w.line("    expect: " + id)
		w.line("    answers:")
		w.given = expectedAnswers(r, &r.Levels[i])
		for q := range r.Questions {
			w.line("      " + scalar(r.Questions[q].ID) + ": " + w.value(&r.Questions[q]))
		}
	}
	return w.Bytes()
}

// expectedAnswers are the answers that a level expects, by question.
func expectedAnswers(r *rubric.Rubric, l *rubric.Level) map[string]Answer {
	given := map[string]Answer{}
	for i := range r.Questions {
		q := &r.Questions[i]
		step := 0
		if expected := l.Scope[q.Dimension]; !expected.Any {
			step = expected.Lo
		}
		given[q.ID] = AnswerAt(q, nearest(q.StepsPossible(), float64(step)))
	}
	return given
}

// Trial is what came of a persona.
type Trial struct {
	Persona Persona
	Result  *Result
	Unsaid  []string // what the printed result lacks of what it must say
	Said    []string // what it says of what it must not
}

// Placed reports whether the answers name the level that was expected, or none.
func (t Trial) Placed() bool { return t.Result.Named() == t.Persona.Level }

// Passed reports whether all is as expected.
func (t Trial) Passed() bool { return t.Placed() && len(t.Unsaid)+len(t.Said) == 0 }

// Try scores the personas on r. Printed is a result as people read it, in a language.
func (p *Personas) Try(r *rubric.Rubric, printed func(*Result, lang.Tag) string) []Trial {
	trials := make([]Trial, len(p.All))
	for i, one := range p.All {
		t := Trial{Persona: one, Result: Score(r, one.Assessment(r))}
		if len(one.Says)+len(one.Never) > 0 {
			read := spaced(printed(t.Result, p.Language))
			says := func(text string) bool { return strings.Contains(read, spaced(text)) }
			t.Unsaid = slices.DeleteFunc(slices.Clone(one.Says), says)
			t.Said = slices.DeleteFunc(slices.Clone(one.Never), func(text string) bool { return !says(text) })
		}
		trials[i] = t
	}
	return trials
}

// Assessment is what the persona says of themself. It is nobody's: it has no id.
func (p Persona) Assessment(r *rubric.Rubric) *Assessment {
	who := Me
	if p.Name != "" {
		who, _ = NewPerson(p.Name) // which was read as one
	}
	return &Assessment{Rubric: Ref(r), Subject: who, Rater: who, Relation: Self, Answers: p.Answers}
}

// spaced is a text with one space wherever there is white space.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }
