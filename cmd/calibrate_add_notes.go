package cmd

import (
	"errors"

	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// note is how a file was read, or why something in it was not taken.
type note struct {
	file string // empty where why names it
	why  error
}

// notesOn are notes on how a table was read.
func notesOn(file string, read []table.Note) (notes []note) {
	for _, n := range read {
		notes = append(notes, note{file, lang.Errorf("%v.", advisedNote(n))})
	}
	return notes
}

// tellNotes says how files were read, and what was not taken and why.
func (a *app) tellNotes(notes []note) {
	for _, n := range notes {
		var problems doc.Problems
		if errors.As(n.why, &problems) {
			a.reportError(a.Stderr, n.why)
			continue
		}
		if n.file == "" {
			a.tell("%v", sayable(n.why))
			continue
		}
		a.tell("%s: %v", n.file, sayable(n.why))
	}
}
