//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Ask puts a question: a list for a choice, a field for a number.
func (d *drawnDialog) Ask(v assess.QuestionView) (assess.Action, error) {
	help := false
	for {
		a, err := d.askOnce(v, help)
		if err == nil && a.Verb == askNote {
			a, err = d.askNote(v)
		}
		help, v.Refused = a.Verb == askHelp, nil
		switch {
		case errors.Is(err, io.EOF):
			return assess.Action{Verb: assess.Quit}, nil
		case err != nil && !isComplaint(err):
			return a, err
		case err != nil:
			v.Refused = err
		case !help && a.Verb != askNote:
			return a, nil
		}
	}
}

func (d *drawnDialog) askOnce(v assess.QuestionView, help bool) (assess.Action, error) {
	if v.Kind == rubric.Number {
		return d.askNumber(v, help)
	}
	return d.choose(d.questionMenu(v))
}

// askNumber asks for a number or one of the words.
func (d *drawnDialog) askNumber(v assess.QuestionView, help bool) (assess.Action, error) {
	head := d.heading(v)
	if help {
		head = append(head, d.helpLines()...)
	}
	f := d.field(lang.Sprintf("%v, %v: ", span(v), now(v)).In(d.lang), assess.MaxNote+100)
	f.head = append(append(head, line{}), d.paragraph(dim, "", d.wordList())...)
	f.trace = func(typed string) string {
		switch a, err := replyTo(v, typed, d.lang); {
		case err == nil && a.Verb == assess.Give:
			return d.traced(v, lang.Sprintf("%s: %d", v.Unit, a.Value.Number).In(d.lang))
		case err == nil && a.Verb == assess.Mark:
			return d.traced(v, wordFor(a.Verb, a.State).title.In(d.lang))
		}
		return ""
	}
	typed, err := d.enter(f)
	if err != nil {
		return assess.Action{}, err
	}
	return replyTo(v, typed, d.lang)
}

// askNote asks for the note of a question; Escape goes back to the question,
// with the verb left as it was.
func (d *drawnDialog) askNote(v assess.QuestionView) (assess.Action, error) {
	v.Refused = nil
	f := d.field(lang.Text("Note: ").In(d.lang), assess.MaxNote)
	f.set(v.Note)
	f.cancels = true
	v.Note = ""
	f.head = append(append(d.heading(v), line{}),
		d.paragraph(dim, "", lang.Text("Enter keeps this text (none removes the note), Escape leaves it as it was.").In(d.lang))...)
	text, err := d.enter(f)
	if errors.Is(err, errCancelled) {
		return assess.Action{Verb: askNote}, nil
	}
	return assess.Action{Verb: assess.Note, Text: text}, err
}

// questionMenu lists the options of a choice and the words. It begins on the
// present answer, or on an entry that is none.
func (d *drawnDialog) questionMenu(v assess.QuestionView) *menu {
	m := d.menu(d.heading(v))
	if v.Present == nil {
		m.add("", lang.Text("– no answer yet –").In(d.lang), assess.Action{})
	} else {
		m.add("", lang.Text("– no change –").In(d.lang), assess.Action{Verb: assess.Keep})
	}
	for i, o := range v.Options {
		m.add(fmt.Sprint(i+1), o.Text, assess.Action{Verb: assess.Give, Value: assess.Value{Option: o.ID}})
	}
	m.gap = len(m.entries)
	for _, w := range words {
		if slices.Contains(w.where, assess.Asking) && w.action.Verb != assess.Jump && w.action.Verb != askHelp {
			m.add(w.short(d.lang), w.title.In(d.lang), w.withoutTail())
		}
	}
	m.at = m.present(v)
	m.trace = func(i int) string {
		if a := m.entries[i].action; a.Verb == assess.Give || a.Verb == assess.Mark {
			return d.traced(v, m.entries[i].text)
		}
		return ""
	}
	return m
}

// heading is the question above its answers: its place, its words, its note,
// and why the last action was refused.
func (d *drawnDialog) heading(v assess.QuestionView) []line {
	lines := d.paragraph(dim, "", lang.Sprintf("Question %d of %d · %s", v.Number, v.Of, v.Dimension).In(d.lang))
	lines = append(lines, d.paragraph(bold, "", v.Text)...)
	lines = append(lines, d.note(v)...)
	return append(lines, d.complaint(v.Refused)...)
}

// note is the beginning of a note, on two lines at most.
func (d *drawnDialog) note(v assess.QuestionView) []line {
	if v.Note == "" {
		return nil
	}
	columns, _ := d.out.size()
	return d.paragraph("", lang.Text("Note: ").In(d.lang), d.clip(v.Note, 2*columns-20))
}

func (d *drawnDialog) helpLines() []line {
	lines := []line{{}}
	for _, w := range words {
		if slices.Contains(w.where, assess.Asking) {
			lines = append(lines, d.paragraph("", fmt.Sprintf("  %-4s", w.short(d.lang)), w.title.In(d.lang))...)
		}
	}
	return lines
}

// wordList names what else can be typed, each word on one line with its letter.
func (d *drawnDialog) wordList() string {
	var list []string
	for _, w := range words {
		if slices.Contains(w.where, assess.Asking) {
			list = append(list, strings.ReplaceAll(w.short(d.lang)+" "+w.long.In(d.lang), " ", "\u00a0"))
		}
	}
	return strings.Join(list, "\u00a0· ")
}

// traced is the line that an answered question leaves behind.
func (d *drawnDialog) traced(v assess.QuestionView, said string) string {
	return fmt.Sprintf("%d/%d %s · %s", v.Number, v.Of, v.Dimension, said)
}
