package wire

import (
	"io"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Linted is a rubric file that was checked. Rubric is nil when there are errors.
type Linted struct {
	File           string
	Rubric         *rubric.Rubric
	Errors, Advice doc.Problems
}

// The wire types of rung.lint/v1.
type (
	// What is found in rubric files.
	linted struct {
		Schema   string         `json:"schema"`
		Files    []lintedFile   `json:"files"`    // In the order given.
		Problems []foundProblem `json:"problems"` // By file, as given; then by place.
	}
	lintedFile struct {
		File   string     `json:"file" is:"text"`
		Rubric *rubricRef `json:"rubric"` // Null when it has errors.
		Errors int        `json:"errors"`
		Advice int        `json:"advice"`
	}
	foundProblem struct {
		File     string      `json:"file" is:"text"`    // Where it stands, which may be in what the file extends.
		Checked  string      `json:"checked" is:"text"` // The one of files that it was found for.
		Line     int         `json:"line"`              // From 1; 0 for the file as a whole.
		Column   int         `json:"column"`            // In characters, from 1; 0 for the file as a whole.
		Code     string      `json:"code" is:"id"`      // Stable; rung rubric lint --explain CODE.
		Severity string      `json:"severity" is:"severity"`
		Text     rubric.Text `json:"text"`
		Hint     rubric.Text `json:"hint,omitempty"` // What to do about it.
		Via      rubric.Text `json:"via,omitempty"`  // How the file came to be read for another.
	}
)

// Lint writes what was found in rubric files as rung.lint/v1.
func Lint(w io.Writer, files []Linted) error {
	out := linted{Schema: "rung.lint/v1", Files: []lintedFile{}, Problems: []foundProblem{}}
	for _, f := range files {
		file := lintedFile{File: f.File, Errors: len(f.Errors), Advice: len(f.Advice)}
		if f.Rubric != nil {
			file.Rubric = new(newRubricRef(f.Rubric))
		}
		out.Files = append(out.Files, file)
		for _, p := range f.Errors {
			out.Problems = append(out.Problems, newFound(p, f.File, "error"))
		}
		for _, p := range f.Advice {
			out.Problems = append(out.Problems, newFound(p, f.File, "advice"))
		}
	}
	return Encode(w, out)
}

func newFound(p doc.Problem, checked, severity string) foundProblem {
	return foundProblem{p.File, checked, p.Line, p.Col, p.Code, severity, inAll(p.Text), inAll(p.Hint), inAll(p.Via)}
}

// inAll is a sentence in every language of rung; nil when there is none.
func inAll(m lang.Message) rubric.Text {
	if m.IsZero() || m.In(lang.EN) == "" {
		return nil
	}
	all := rubric.Text{}
	for _, tag := range lang.Tags {
		all[tag] = m.In(tag)
	}
	return all
}
