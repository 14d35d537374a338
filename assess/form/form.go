// Package form is the questionnaire as a page for people without a terminal. A Form
// is a state machine: an Event goes in, as a browser tells it, and Shown comes out:
// what the page shows, as HTML, and what else is to be done. It knows no browser, no
// clock and no files; every answer, check, wording and result is that of package
// assess and its reports. Write makes the file that carries it.
package form

import (
	"errors"
	"time"
	"unicode"
	"unicode/utf8"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Event is what a person did.
type Event struct {
	Do    string    // the name of what was done; see deeds
	To    string    // what it was done to: a question, a place, a language
	Value string    // what was given: words as an answers file has them, a text, a file
	Now   time.Time // when
}

// Shown is what comes of an event. What is empty stays as it is.
type Shown struct {
	Lang     lang.Tag          // of the page, always given
	Title    string            // of the page, always given
	Page     string            // the whole page, as HTML
	Parts    map[string]string // parts of the page by their ids, as HTML
	Controls []Control         // how every control of the page stands
	Focus    string            // the id of what is looked at from here
	Say      string            // what a screen reader says
	Save     *File             // a file to hand to the person
	Keep     *string           // what the browser keeps from here on; empty: nothing
	Print    bool              // the page is to be printed
	Unsaved  bool              // closing the page would lose something, always given
}

// Control is how an input of the page stands: a text by its value, another one by
// whether it is chosen.
type Control struct {
	ID      string
	Value   *string
	Chosen  bool
	Invalid bool
}

// File is a file to hand to the person.
type File struct{ Name, Type, Text string }

// Form is a questionnaire in somebody's hands.
type Form struct {
	rubric  *rubric.Rubric
	tag     lang.Tag
	sheet   *sheet
	at      place
	now     time.Time
	kept    bool // in the browser
	unsaved bool
}

// New is a form as it is handed out. The error is doc.Problems.
func New(c Carried) (*Form, error) {
	r, err := rubric.Parse("rubric", []byte(c.Rubric))
	if err != nil {
		return nil, err
	}
	sheet, err := newSheet(r, c.Lang, nil)
	return &Form{rubric: r, tag: c.Lang, sheet: sheet, at: place{kind: begin}}, err
}

// deeds are what a person can do.
var deeds = map[string]func(*Form, Event, *Shown) error{
	"open":     (*Form).open,
	"language": (*Form).speak,
	"about":    (*Form).about,
	"name":     (*Form).name,
	"manner":   (*Form).manner,
	"start":    (*Form).start,
	"answer":   (*Form).answer,
	"note":     (*Form).note,
	"go":       (*Form).goTo,
	"next":     (*Form).next,
	"back":     (*Form).back,
	"rest":     (*Form).rest,
	"save":     (*Form).save,
	"load":     (*Form).load,
	"keep":     (*Form).keep,
	"print":    (*Form).print,
}

// Do performs an event. What makes no sense changes nothing.
func (f *Form) Do(e Event) Shown {
	s := Shown{}
	before := *f
	answers := f.sheet.answers()
	f.now = e.Now
	if do, known := deeds[e.Do]; known {
		if err := do(f, e, &s); err != nil {
			s.Say = f.in(err)
		}
	}
	f.show(&s, before.at != f.at || before.tag != f.tag || before.sheet != f.sheet || e.Do == "open")
	f.guard(&s, e, answers)
	return s
}

// in is what an error says in the language of the form.
func (f *Form) in(err error) string {
	var problems doc.Problems
	if errors.As(err, &problems) {
		return problems.In(f.tag)
	}
	return sentence(lang.In(err, f.tag))
}

func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:] + "."
}

func (f *Form) t(format string, args ...any) string { return lang.Sprintf(format, args...).In(f.tag) }

// speak goes on in another language.
func (f *Form) speak(e Event, s *Shown) error {
	for _, t := range lang.Tags {
		if string(t) == e.To {
			f.tag = t
			f.sheet.speak(t)
			s.Focus = "language." + e.To
		}
	}
	return nil
}

// assessment is the assessment as it stands now.
func (f *Form) assessment() *assess.Assessment {
	made := f.sheet.who
	made.Rubric, made.Lang, made.Answers = assess.Ref(f.rubric), f.tag, f.sheet.answers()
	made.CompletedAt = f.now.UTC().Truncate(time.Second)
	return &made
}
