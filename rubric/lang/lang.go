// Package lang holds what rung says in more than one language.
//
// English stands where it is used, and is the key of its French, which stands in
// fr.go in the order of the English. To add a text, write it in English, as a
// Text or as the format of Sprintf, Errorf or a function that hands its format
// on to them; run the test of this package, which says what is missing; and
// add the French at its place in fr.go. An English text with two meanings is
// told apart by what follows #, which is not shown: "locked # an entry of the
// log". The key of a Count is its two forms with a bar between: "level|levels".
// A text of verbs, spaces, commas, full stops and the like needs no French.
//
// A Message is a format with its arguments, kept apart until somebody who knows
// the language prints it; every error of rung that a person may read is one.
// Error() is English.
package lang

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
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

// Text is a text in English, and the key of its French.
type Text string

// In returns the text in t. A text without French, or in an unknown tag, reads
// English.
func (x Text) In(t Tag) string {
	if t == FR {
		if fr, ok := inFrench(string(x)); ok {
			return fr
		}
	}
	return english(string(x))
}

// sense is what parts an English text from the note that tells which of its
// meanings it has.
const sense = " # "

// english is a key without the note on its meaning.
func english(key string) string {
	en, _, _ := strings.Cut(key, sense)
	return en
}

// entry is the French of one English text.
type entry struct{ en, fr string }

var frenchSpaces = strings.NewReplacer(
	" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", " %%", "\u00a0%%", " »", "\u00a0»", "« ", "«\u00a0")

// inFrench looks up the French of a key, and makes the spaces unbreakable that
// French typography wants so.
func inFrench(key string) (fr string, ok bool) {
	i, ok := slices.BinarySearchFunc(french, key, func(e entry, key string) int { return strings.Compare(e.en, key) })
	if !ok {
		return "", false
	}
	return frenchSpaces.Replace(french[i].fr), true
}

// Message is a sentence with its arguments. Localized arguments and errors
// among Args are themselves put into the language when the message is; print
// them with %v. An int is written as Whole is, so a number that a person is to
// type, as in --people 20000, is handed in as a string.
type Message struct {
	Format Text
	Args   []any
}

// Sprintf is fmt.Sprintf in whatever language the message is read.
func Sprintf(format string, args ...any) Message {
	if false {
		_ = fmt.Sprintf(format, args...) // tells vet that this is a printf
	}
	return Message{Text(format), args}
}

// In renders the message in t.
func (m Message) In(t Tag) string {
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		args[i] = localize(a, t)
	}
	return fmt.Sprintf(m.Format.In(t), args...)
}

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.Format == "" }

func localize(a any, t Tag) any {
	switch a := a.(type) {
	case Localized:
		return a.In(t)
	case int:
		return digits(Whole(a).In(t))
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

// Errorf is fmt.Errorf in whatever language the error is read. Errors among args are wrapped and,
// when printed with %v or %s, translated too.
func Errorf(format string, args ...any) error { return messageError{Sprintf(format, args...)} }

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
// mark of the language, its thousands set apart from 10,000 on, and a minus sign,
// not a hyphen.
type Number struct {
	Value    float64
	Decimals int // 0 to 6
}

// Shown is the value as it is printed: halfway between two, the one further from
// zero, as spreadsheets have it. Files carry millionths, so what is halfway to a
// millionth is halfway.
func (n Number) Shown() float64 {
	const millionths = 1e6
	unit := math.Pow10(n.Decimals)
	return math.Round(math.Round(n.Value*millionths)/(millionths/unit)) / unit
}

// In renders the number in t.
func (n Number) In(t Tag) string {
	s := strconv.FormatFloat(n.Shown(), 'f', n.Decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	point, thousands := ".", ","
	if t == FR {
		point, thousands = ",", "\u202f"
	}
	whole, decimals, has := strings.Cut(s, ".")
	if math.Abs(n.Value) >= 10_000 {
		for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
			whole = whole[:i] + thousands + whole[i:]
		}
	}
	if has {
		whole += point + decimals
	}
	return strings.Replace(whole, "-", "−", 1)
}

// Whole is a whole number.
type Whole int

// In renders the number in t.
func (n Whole) In(t Tag) string { return Number{Value: float64(n)}.In(t) }

// digits is a number that is written out already, and printed so by any verb.
type digits string

func (d digits) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, string(d)) }

// Short renders the number in t without needless decimals: 1, 0.5, 0.67. There
// must be decimals.
func (n Number) Short(t Tag) string {
	return strings.TrimRight(strings.TrimRight(n.In(t), "0"), ".,")
}

// Counted is a number of things, made by Count.
type Counted struct {
	N         int
	one, many string
}

// Count is n things, with the noun for one and for many, both constants.
func Count(n int, one, many string) Counted { return Counted{n, one, many} }

// In renders the number and its noun in t, in the form the number asks for: in
// English only 1 is singular; in French 0 and 1 are.
func (c Counted) In(t Tag) string {
	noun, many, one := c.one, english(c.many), c.N == 1
	if fr, ok := inFrench(c.one + "|" + c.many); ok && t == FR {
		noun, many, _ = strings.Cut(fr, "|")
		one = c.N == 0 || c.N == 1
	}
	if !one {
		noun = many
	}
	return Whole(c.N).In(t) + " " + noun
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
	return strings.Join(words[:last], ", ") + Text(" and ").In(t) + words[last]
}

// Verbatim is a text that reads the same in every language: an id, a name.
type Verbatim string

// In returns the text as it is.
func (v Verbatim) In(Tag) string { return string(v) }

// Quoted is a text taken from a file or typed, between the quotation marks of the
// language.
type Quoted string

// In renders the text between quotation marks.
func (q Quoted) In(t Tag) string {
	if t == FR {
		return "«\u00a0" + string(q) + "\u00a0»"
	}
	return "“" + string(q) + "”"
}
