package cmd

import (
	"errors"
	"slices"
	"strings"

	"rung/assess/calibrate"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// advised is an error said again with what to type next, where something helps:
// the domain knows what went wrong, and no commands.
func advised(err error) error {
	var state *calibrate.StateError
	var undecided *calibrate.UndecidedError
	var tampered *calibrate.Tampered
	var lack *calibrate.LackError
	var shelf *store.Error
	switch {
	case errors.As(err, &state):
		return advisedOfState(err, state)
	case errors.As(err, &undecided):
		return lang.Errorf("%v; run `rung calibrate review %s`, or lock it as it is with --force", err, undecided.Session)
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
	case is.Empty:
		return lang.Errorf("%v; run `rung calibrate add %s FILE…`", err, is.Session)
	}
	return lang.Errorf("%v; run `rung calibrate reveal %s` once everybody has handed in", err, is.Session)
}

func advisedOfLack(err error, what calibrate.Lack) error {
	switch what {
	case calibrate.NoName:
		return lang.Errorf("%v; make it again with `rung assess --subject NAME --by NAME`", err)
	case calibrate.NoEnd:
		return lang.Errorf("%v; finish it with `rung assess`", err)
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
func (a *app) problems(found doc.Problems) string {
	found = slices.Clone(found)
	for i := range found {
		switch p := &found[i]; p.Code {
		case "schema":
			if command := readerOf(p.Form); command != "" {
				p.Hint = lang.Sprintf("to read it: `%v`", command)
			}
		case "temperature":
			p.Hint = lang.Sprintf("`rung rubric test` says what fits")
		}
	}
	return found.Draw(a.lang, a.shown)
}

// readers are the commands that read a kind of file.
var readers = map[string]lang.Text{
	"rung.rubric":     "rung rubric lint FILE",
	"rung.answers":    "rung assess --answers FILE",
	"rung.assessment": "rung import FILE",
	"rung.bundle":     "rung import FILE",
}

// readerOf is the command that reads files of a form; empty where none does.
func readerOf(form string) lang.Text {
	kind, _, _ := strings.Cut(form, "/v")
	return readers[kind]
}
