// Package form is the questionnaire as a page for people without a terminal. A Form
// is a state machine: an Event goes in, as a browser tells it, and Shown comes out:
// what the page shows, as HTML, and what else is to be done. It knows no browser, no
// clock and no files; every answer, check, wording and result is that of package
// assess and its reports. Write makes the file that carries it.
package form

import (
	"errors"
	"io"
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
	Place    string            // where in the form the page is, as go takes it, always given
	Key      string            // what the browser keeps a draft under, always given
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
	invited *invited // nil without an invitation
	sheet   *sheet   // the one in hand
	at      place
	now     time.Time
	random  io.Reader
	kept    bool // in the browser
	unsaved bool
	copy    string  // the field that was copied
	gave    string  // the name of the file that was just handed over
	notice  *notice // what stands above the page; nil for nothing
}

// New is a form as it is handed out. Random is what envelopes are sealed with. The
// error is of the rubric or of the invitation that it carries.
func New(c Carried, random io.Reader) (*Form, error) {
	f := &Form{tag: c.Lang, at: place{kind: begin}, random: random}
	if c.Invitation != "" {
		return f, f.accept("invitation", c.Invitation)
	}
	var err error
	if f.rubric, err = rubric.Parse("rubric", []byte(c.Rubric)); err != nil {
		return nil, err
	}
	f.sheet, err = newSheet(f.rubric, c.Lang, nil)
	return f, err
}

// deeds are what a person, or their browser, can do. To open the form does nothing but
// show it.
var deeds = map[string]func(*Form, Event, *Shown) error{
	"language": (*Form).speak,
	"invite":   (*Form).invite,
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
	"kept":     (*Form).found,
	"changed":  (*Form).elsewhere,
	"print":    (*Form).print,
	"level":    (*Form).level,
	"why":      (*Form).why,
	"seal":     (*Form).seal,
	"copied":   (*Form).copied,
}

// Do performs an event. What makes no sense changes nothing.
func (f *Form) Do(e Event) Shown {
	s := Shown{}
	before, content := *f, f.sheet.content()
	f.now, f.gave = e.Now, ""
	if do, known := deeds[e.Do]; known {
		if err := do(f, e, &s); err != nil {
			s.Say = f.refused(err)
		}
	}
	another := before.at != f.at || before.sheet != f.sheet
	if another {
		f.copy = ""
	}
	if f.notice == before.notice && f.notice != nil && (another || !f.notice.lasts) {
		f.notice = nil
	}
	f.show(&s, another || before.tag != f.tag || e.Do == "open")
	f.guard(&s, e, !before.sheet.content().equal(content))
	return s
}

// refused says why nothing came of an event. What no control of the page is to blame
// for stands above it.
func (f *Form) refused(err error) string {
	if len(f.sheet.wrong) == 0 {
		f.notice = &notice{why: err}
	}
	return f.in(err)
}

// warn says what the person is to know before they go on.
func (f *Form) warn(s *Shown, err error) {
	f.notice, s.Say = &notice{err, true}, f.in(err)
}

// notice is what went wrong; what lasts stands until one goes elsewhere.
type notice struct {
	why   error
	lasts bool
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

// sheets are all that there are.
func (f *Form) sheets() []*sheet {
	if f.invited != nil {
		return f.invited.sheets
	}
	return []*sheet{f.sheet}
}

func (f *Form) t(format string, args ...any) string { return lang.Sprintf(format, args...).In(f.tag) }

// speak goes on in another language.
func (f *Form) speak(e Event, s *Shown) error {
	for _, t := range lang.Tags {
		if string(t) == e.To {
			f.tag, s.Focus = t, "language."+e.To
			for _, one := range f.sheets() {
				one.speak(t)
			}
		}
	}
	return nil
}

// assessment is the assessment as it stands now.
func (f *Form) assessment() *assess.Assessment { return f.sheet.assessment(f.now) }
