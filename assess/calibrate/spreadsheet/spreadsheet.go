// Package spreadsheet reads what raters hand in to a calibration session in the
// tables that they keep: levels or steps, a row a rating or a row a step, raters
// side by side, or the answers to a web form.
//
// It knows what people call things, in English and in French, and reads a table
// only where its titles and cells leave no doubt. Else it says, once, what it sees
// and what is wanted. What it leaves out or takes for granted it notes.
package spreadsheet

import (
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// MaxSize is the largest file, in bytes.
const MaxSize = table.MaxSize

// Options say what a table does not say itself.
type Options struct {
	Sheet string    // of a workbook; empty: the first that holds a table
	Map   []Mapping // columns that have another title than is known
	Scale *Scale    // of the numbers; nil: they are steps, which count from 0

	Rater    string          // who rates, where no column says
	Relation assess.Relation // as what they rate, where no column says

	// Answers to a form become assessments. These are theirs.
	NewID func() string
	At    time.Time
	Lang  lang.Tag
}

// Mapping says what the columns with a title hold: What is any title that is
// known, such as subject, level or the id of a dimension. Without a title, it is
// held by no column.
type Mapping struct{ What, Title string }

// Read is what a table says, and what was left out of it or taken for granted.
type Read struct {
	Submissions []calibrate.Submission
	LeftOut     int // ratings with which something is wrong, where the others can be taken
	Notes       []table.Note
}

// Ratings reads a table of ratings. Name is used in messages. The error is
// doc.Problems, with everything that is wrong; submissions beside it are those that
// nothing is wrong with. There are none where the table as a whole cannot be read.
func Ratings(name string, data []byte, r *rubric.Rubric, o Options) (Read, error) {
	s := open(name, data, r, o)
	if s.isEmpty() || s.unreadable || !s.settle() {
		return Read{Notes: s.notes}, s.Err()
	}
	if s.checkScale(); s.unreadable {
		return Read{Notes: s.notes}, s.Err()
	}
	damaged := s.Err() != nil
	s.read()
	found, leftOut := s.submissions(s.finish)
	if damaged || len(s.inOrder) >= manyComplaints {
		found, leftOut = nil, 0
	}
	if s.Err() == nil {
		s.noteRaters()
		s.noteUnused()
	}
	return Read{found, leftOut, s.notes}, s.Err()
}

// IsTable reports whether data is a workbook, or text with a header of ratings.
func IsTable(data []byte, r *rubric.Rubric) bool {
	words := newVocabulary(r)
	return table.IsWorkbook(data) || words.titles(table.Parse("", data, table.Options{Titles: words.titles}).Header()) >= fewTitles
}

// fewTitles is how many titles make a header.
const fewTitles = 2
