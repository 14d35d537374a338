package calibrate

import "rung/rubric/lang"

// Lack is what was left out by whoever hands in or decides, and can be added.
type Lack int

// What can be left out.
const (
	NoName      Lack = iota // of the subject or the rater
	NoEnd                   // of the interview: the assessment is a draft
	NoReason                // a level that is not the one proposed
	NotExpected             // of the rater, in this relation: something else is
	NoPairs                 // of raters and whom they rate
	NoneLeft                // to be invited who was not before
)

// LackError says that something is refused until what it lacks is added.
type LackError struct {
	What Lack
	lang.Message
}

func (e *LackError) Error() string { return e.In(lang.EN) }

func lacks(what Lack, format string, args ...any) error {
	return &LackError{what, lang.Sprintf(format, args...)}
}
