package cmd

import (
	"rung/assess/calibrate"
	"rung/assess/calibrate/spreadsheet"
	"rung/rubric/lang"
)

// rosterHelp says what the file of a roster holds.
const rosterHelp lang.Text = "`table` of who is to rate whom (subject, rater, relation); a column level says who has which level " +
	"today, which nobody sees before reveal"

// rosterFile is a roster that was read and is parsed once a session says on which
// rubric; the zero one is none.
type rosterFile struct {
	name string
	data []byte
}

func (a *app) readRoster(file string) (f rosterFile, err error) {
	if file == "" {
		return f, nil
	}
	f.name, f.data, err = a.readUpTo(file, spreadsheet.MaxSize)
	return f, err
}

// take adds the roster to a session.
func (f rosterFile) take(s *calibrate.Session, act calibrate.Act, o spreadsheet.Options) (rosterTaken, error) {
	if f.name == "" {
		return rosterTaken{}, nil
	}
	rows, notes, err := spreadsheet.Roster(f.name, f.data, s.Rubric(), o)
	if err != nil {
		return rosterTaken{}, err
	}
	levels := map[string]bool{}
	for _, row := range rows {
		if row.Current != "" {
			levels[row.Subject.ID] = true
		}
	}
	return rosterTaken{len(rows), len(levels), notesOn(f.name, notes)}, s.ExpectAll(act, rows)
}

// rosterTaken counts what a roster says, with how it was read.
type rosterTaken struct {
	expected, levels int
	notes            []note
}

// said says how many ratings are expected, and how many levels of today are
// known; empty of no roster.
func (t rosterTaken) said(a *app) string {
	expected := lang.Count(t.expected, "rating expected", "ratings expected")
	switch {
	case t.expected == 0:
		return ""
	case t.levels == 0:
		return a.t("%v.", expected)
	}
	return a.t("%v, %v.", expected, lang.Count(t.levels, "current level known", "current levels known"))
}

// counted says how many there are, of what there are any.
func (a *app) counted(counts []lang.Counted) (said []string) {
	for _, c := range counts {
		if c.N > 0 {
			said = append(said, a.in(c))
		}
	}
	return said
}
