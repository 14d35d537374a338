package cmd

import (
	"errors"
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// advised is an error said again with what to type next, where something helps:
// the domain knows what went wrong, and no commands.
func advised(err error) error {
	var state *calibrate.StateError
	var unread *calibrate.UnreadError
	var undecided *calibrate.UndecidedError
	var tampered *calibrate.Tampered
	var lack *calibrate.LackError
	var shelf *store.Error
	switch {
	case errors.As(err, &state):
		return advisedOfState(err, state)
	case errors.As(err, &unread) && unread.Closed:
		return lang.Errorf("%v; ask the second holder what they withheld and why, or leave these out with --without-unreadable", err)
	case errors.As(err, &unread):
		return lang.Errorf("%v; ask for these again before reveal, or leave them out with --without-unreadable", err)
	case errors.As(err, &undecided):
		return lang.Errorf("%v; run `rung calibrate review %s`, or lock it as it is with --force", err, undecided.Session)
	case errors.As(err, &tampered) && tampered.Newer():
		return lang.Errorf("%v; use that one", err)
	case errors.As(err, &tampered):
		return lang.Errorf("%v; run `rung calibrate log %s --verify` to see all", err, tampered.Session)
	case errors.As(err, &lack):
		return advisedOfLack(err, lack.What)
	case errors.As(err, &shelf):
		return advisedOfShelf(err, shelf)
	}
	return err
}

func advisedOfState(err error, is *calibrate.StateError) error {
	switch {
	case is.State == calibrate.Locked:
		return lang.Errorf("%v; run `rung calibrate report %s` to read it", err, is.Session)
	case is.State == calibrate.Revealed:
		return lang.Errorf("%v; run `rung calibrate agenda %s` to go on", err, is.Session)
	case is.Early:
		return err
	case is.State == calibrate.Closed:
		return lang.Errorf("%v; run `rung calibrate reveal %s --released FILE` with what a second holder gave back, or without it to write again what one is to release", err, is.Session)
	case is.Empty:
		return lang.Errorf("%v; run `rung calibrate add %s FILE…`, or `rung calibrate collect %s --from FOLDER` for envelopes", err, is.Session, is.Session)
	}
	return lang.Errorf("%v; run `rung calibrate reveal %s` once everybody has handed in", err, is.Session)
}

func advisedOfLack(err error, what calibrate.Lack) error {
	switch what {
	case calibrate.NoName:
		return lang.Errorf("%v; say whom it is about with --subject NAME, and with --rater NAME if somebody else answered", err)
	case calibrate.NoEnd:
		return lang.Errorf("%v; finish it with `rung assess`", err)
	case calibrate.NoPairs:
		return lang.Errorf("%v; say who is to rate whom, with `rung calibrate add SESSION --expect FILE`", err)
	case calibrate.NoneLeft:
		return lang.Errorf("%v; name who is to be invited again, with --rater NAME", err)
	case calibrate.NotExpected:
		return lang.Errorf("%v; mend the rating, or say what is expected with --expect FILE", err)
	}
	return lang.Errorf("%v; say why with --why", err)
}

func advisedOfShelf(err error, shelf *store.Error) error {
	switch {
	case shelf.Kind == store.Missing:
		return advisedOfMissing(err, shelf)
	case shelf.Kind == store.Changed && shelf.Of == store.Assessment:
		return lang.Errorf("%v; `rung import` an exported copy to restore it, or `rung erase` the person to remove it", err)
	case shelf.Kind == store.Changed && shelf.Of == store.Rubric:
		return lang.Errorf("%v; `rung import` an export that holds it to restore it", err)
	case shelf.Kind == store.Damaged && shelf.Of == store.Shelf:
		return lang.Errorf("%v: put a backup in its place, or move it away and `rung import` what was exported", err)
	case shelf.Kind == store.Exists && shelf.Of == store.File:
		return lang.Errorf("%v; add --force to replace it", err)
	}
	return err
}

func advisedOfMissing(err error, shelf *store.Error) error {
	switch {
	case shelf.Of == store.Assessment && shelf.None:
		return lang.Errorf("%v; run `rung assess`", err)
	case shelf.Of == store.Rubric:
		return lang.Errorf("%v; `rung import` an export that holds it", err)
	case shelf.Of == store.Session && shelf.None:
		return lang.Errorf("%v; run `rung calibrate new %s` to begin one", err, shellWord(shelf.IDs[0]))
	}
	return err
}

// problems is what is wrong with a file, as the terminal may show it, with the
// commands that help.
func (a *app) problems(found doc.Problems) string { return helped(found).Draw(a.lang, a.shown) }

// helped are problems with the commands that help.
func helped(found doc.Problems) doc.Problems {
	found = slices.Clone(found)
	for i := range found {
		switch p := &found[i]; p.Code {
		case "schema":
			if p.Form == assess.PersonasSchema {
				p.Hint = lang.Sprintf("to try the rubric on these personas: `rung rubric test %s`", shellWord(rubricBeside(p.File)))
			} else if command := readerOf(p.Form); command != "" {
				p.Hint = lang.Sprintf("to read it: `%v`", command)
			}
		case "never-fitted":
			p.Hint = lang.Sprintf("`rung rubric test` says what fits")
		default:
			if way := waysOut[p.Code]; way != "" {
				p.Hint = lang.Sprintf("%v", sentences{p.Hint, way})
			}
		}
	}
	return found
}

// readers are the commands that read a kind of file.
var readers = map[string]lang.Text{
	"rung.rubric":     "rung rubric lint FILE",
	"rung.answers":    "rung assess --answers FILE",
	"rung.assessment": "rung import FILE",
	"rung.bundle":     "rung import FILE",

	"rung.session-bundle": "rung import FILE",
}

// readerOf is the command that reads files of a form; empty where none does.
func readerOf(form string) lang.Text {
	kind, _, _ := strings.Cut(form, "/v")
	return readers[kind]
}

// waysOut are the options that read a table in spite of what is wrong with it, by
// the code of that.
var waysOut = map[string]lang.Text{
	"no-subject":     "--map subject=TITLE says which column it is",
	"no-ratings":     "--map level=TITLE says which column it is, or --map DIMENSION=TITLE for each dimension; --map \"manager level=TITLE\" whose",
	"no-rater":       "--rater NAME says who rates, --map rater=TITLE which column does",
	"no-relation":    "--as manager (or peer, panel, self) says it of all rows that do not, --map relation=TITLE which column does",
	"columns":        "--map WHAT=TITLE says which one counts, as in --map level=Grade",
	"numbers":        "--map rater=TITLE takes it for the levels of a rater, --map nothing=TITLE leaves it out",
	"kinds":          "--map level=TITLE takes the levels, --map level= the others",
	"unknown-column": "--map DIMENSION=TITLE says which dimension it is",
	"roles":          "--role NAME takes one",
	"is-rubric":      "`rung rubric lint FILE` says what to mend in it; a rubric that says only what differs begins with extends: and the name of this one",
	"form":           "`rung help formats` says which files there are",
	"sheet":          "--sheet NAME says which sheet is read",
	"scale":          "--scale 1 says that steps count from 1; --scale 1-5, that 1 is the lowest step of every dimension and 5 the highest",
}

// advisedNote is how a table was read, with the option that reads it otherwise.
func advisedNote(n table.Note) lang.Message {
	switch n.Code {
	case "scale":
		return lang.Sprintf("%v; if yours count from 1, add --scale 1, or --scale 1-5 for 1 to 5", n.Text)
	case "rater-said":
		return lang.Sprintf("%v; --rater is not used", n.Text)
	case "relation-said":
		return lang.Sprintf("%v; --as is not used", n.Text)
	case "sheet":
		return lang.Sprintf("%v; --sheet NAME reads another", n.Text)
	case "language":
		return lang.Sprintf("%v; --lang en or --lang fr says otherwise", n.Text)
	}
	return n.Text
}

// sentences are a hint, if there is one, and another behind it.
type sentences struct{ hint, more lang.Localized }

// In renders them in t.
func (s sentences) In(t lang.Tag) string {
	if hint := s.hint.In(t); hint != "" {
		return hint + " " + s.more.In(t)
	}
	return s.more.In(t)
}
