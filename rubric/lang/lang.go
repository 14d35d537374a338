// Package lang holds what rung says in more than one language.
//
// A text is a Pair: both languages stand side by side where the text is used,
// so that none can be written in one language only. A Message is a Pair with
// its arguments, kept apart until somebody who knows the language prints it;
// every error of rung that a person may read is one. Error() is English.
package lang

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Tag names a language rung speaks.
type Tag string

// The languages of rung. English is the default wherever none is known.
const (
	EN Tag = "en"
	FR Tag = "fr"
)

// Tags lists the languages of rung, the default first.
var Tags = []Tag{EN, FR}

// Localized is anything that has a wording in each language.
type Localized interface{ In(Tag) string }

// Pair is one text in both languages, made by T. It may be a format for a
// Message.
type Pair struct{ en, fr string }

// T pairs a text in English with the same text in French. The spaces that
// French typography wants unbreakable are typed as spaces; In makes them so,
// as most texts of a run are never shown.
func T(en, fr string) Pair { return Pair{en, fr} }

var frenchSpaces = strings.NewReplacer(
	" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", " %%", "\u00a0%%", " »", "\u00a0»", "« ", "«\u00a0")

// In returns the text in t; an unknown tag reads English.
func (p Pair) In(t Tag) string {
	if t == FR {
		return frenchSpaces.Replace(p.fr)
	}
	return p.en
}

// Message is a sentence with its arguments. Localized arguments and errors
// among Args are themselves put into the language when the message is.
type Message struct {
	Format Pair
	Args   []any
}

// Sprintf pairs a format in each language with its arguments.
func Sprintf(format Pair, args ...any) Message { return Message{format, args} }

// In renders the message in t.
func (m Message) In(t Tag) string {
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		args[i] = localize(a, t)
	}
	return fmt.Sprintf(m.Format.In(t), args...)
}

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.Format == Pair{} }

func localize(a any, t Tag) any {
	switch a := a.(type) {
	case Localized:
		return a.In(t)
	case error:
		return In(a, t)
	}
	return a
}

// messageError is a Message that is an error; it wraps the errors among its
// arguments.
type messageError struct{ Message }

func (e messageError) Error() string { return e.In(EN) }

func (e messageError) Unwrap() []error {
	var wrapped []error
	for _, a := range e.Args {
		if err, ok := a.(error); ok {
			wrapped = append(wrapped, err)
		}
	}
	return wrapped
}

// Errorf is fmt.Errorf in two languages. Errors among args are wrapped and,
// when printed with %v or %s, translated too.
func Errorf(format Pair, args ...any) error { return messageError{Sprintf(format, args...)} }

// In returns what err says in t: its own translation if it has one, else the
// translation of the first error it wraps that has one, else its Error text.
func In(err error, t Tag) string {
	var l Localized
	if errors.As(err, &l) {
		return l.In(t)
	}
	return err.Error()
}

// Number is a figure printed with a fixed number of decimals, with the decimal
// mark of the language and a minus sign, not a hyphen.
type Number struct {
	Value    float64
	Decimals int
}

// In renders the number in t.
func (n Number) In(t Tag) string {
	s := strconv.FormatFloat(n.Value, 'f', n.Decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	if t == FR {
		s = strings.Replace(s, ".", ",", 1)
	}
	return strings.Replace(s, "-", "−", 1)
}

// Count is a number of things, with the noun in the form the number asks for.
// In English only 1 is singular; in French 0 and 1 are.
type Count struct {
	N         int
	One, Many Pair
}

// In renders the number and its noun in t.
func (c Count) In(t Tag) string {
	noun := c.Many
	if c.N == 1 || t == FR && c.N == 0 {
		noun = c.One
	}
	return strconv.Itoa(c.N) + " " + noun.In(t)
}

// List joins parts in each language: "a, b and c".
type List []Localized

// In renders the list in t.
func (l List) In(t Tag) string {
	words := make([]string, len(l))
	for i, p := range l {
		words[i] = p.In(t)
	}
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + T(" and ", " et ").In(t) + words[last]
}

// Verbatim is a text that reads the same in every language: an id, a name.
type Verbatim string

// In returns the text as it is.
func (v Verbatim) In(Tag) string { return string(v) }

// Quoted is a text taken from a file or typed, shown defanged between the
// quotation marks of the language.
type Quoted string

// In renders the text between quotation marks.
func (q Quoted) In(t Tag) string {
	if t == FR {
		return "«\u00a0" + Defang(string(q)) + "\u00a0»"
	}
	return "“" + Defang(string(q)) + "”"
}
