//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// Ask puts a question: a list for a choice, one with boxes for several, a field for
// a number.
func (d *drawnDialog) Ask(v assess.QuestionView) (assess.Action, error) {
	help := false
	for {
		a, err := d.askOnce(v, help)
		switch {
		case err == nil && a.Verb == askNote:
			a, err = d.askNote(v)
		case err == nil && a.Verb == askJump:
			a, err = d.askJump(v)
		}
		help, v.Refused = a.Verb == askHelp, nil
		switch {
		case errors.Is(err, io.EOF):
			return assess.Action{Verb: assess.Quit}, nil
		case err != nil && !isComplaint(err):
			return a, err
		case err != nil:
			v.Refused = err
		case !isOurs(a.Verb):
			return a, nil
		}
	}
}

func (d *drawnDialog) askOnce(v assess.QuestionView, help bool) (assess.Action, error) {
	if v.Kind == rubric.Number {
		return d.askNumber(v, help)
	}
	if v.Kind == rubric.Several {
		return d.askSeveral(v, help)
	}
	return d.choose(d.questionMenu(v, help))
}

// askNumber asks for a number or one of the words.
func (d *drawnDialog) askNumber(v assess.QuestionView, help bool) (assess.Action, error) {
	said := d.paragraph(dim, "", wordList(wordsAt(assess.Asking), d.lang, word.typed))
	if help {
		said = slices.Concat(d.wordLines(), d.paragraph("", "", guidance.In(d.lang)))
	}
	f := d.field(lang.Sprintf("%v, %v: ", span(v), now(v)).In(d.lang), assess.MaxNote+100)
	f.head = slices.Concat(d.heading(v), []line{{}}, said)
	f.trace = func(typed string) string {
		a, err := replyTo(v, typed, d.lang)
		if err != nil {
			return ""
		}
		return d.traced(v, a)
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
	f.head = append(d.heading(v), line{})
	text, err := d.enter(f)
	if errors.Is(err, errCancelled) {
		return assess.Action{Verb: askNote}, nil
	}
	return assess.Action{Verb: assess.Note, Text: text}, err
}

// askJump asks for the number of a question; Escape goes back to this one.
func (d *drawnDialog) askJump(v assess.QuestionView) (assess.Action, error) {
	v.Refused = nil
	f := d.field(lang.Sprintf("Question to jump to, 1 to %d: ", v.Of).In(d.lang), 20)
	f.cancels = true
	f.head = append(d.heading(v), line{})
	typed, err := d.enter(f)
	if errors.Is(err, errCancelled) {
		return assess.Action{Verb: askJump}, nil
	}
	return assess.Action{Verb: assess.Jump, Text: typed}, err
}

// questionMenu lists the options of a question and the words. It begins on the
// present answer, or on an entry that is none.
func (d *drawnDialog) questionMenu(v assess.QuestionView, help bool) *menu {
	m := d.menu(d.heading(v))
	if help {
		m.head = append(m.head, d.paragraph("", "", guidance.In(d.lang))...)
	}
	switch {
	case v.Present != nil:
		m.add("", lang.Text("– no change –").In(d.lang), assess.Action{Verb: assess.Keep})
	default:
		m.add("", lang.Text("– no answer yet –").In(d.lang), assess.Action{})
	}
	d.addOptions(m, v)
	words := wordsAt(assess.Asking)
	m.gap, m.words = len(m.entries), wordList(words, d.lang, word.short)
	for _, w := range words {
		m.add(w.short(d.lang), w.title.In(d.lang), w.withoutTail())
	}
	if m.at = m.entryOf(v.Present); v.Last != nil {
		m.at = m.entryOf(v.Last)
		if at := &m.entries[m.at]; at.action.Verb != askTicked { // which takes what is ticked by then
			at.text += d.text(lang.Text(" (last time)").In(d.lang))
			at.action = assess.Action{Verb: assess.Keep}
		}
	}
	m.trace = func(i int) string { return d.traced(v, m.entries[i].action) }
	return m
}

// heading is the question above its answers: its place, its words, its note,
// and why the last action was refused.
func (d *drawnDialog) heading(v assess.QuestionView) []line {
	lines := d.paragraph(dim, "", place(v, d.lang))
	lines = append(lines, d.paragraph(bold, "", v.Text)...)
	if lead, said := kept(v, d.lang); said != "" {
		lines = append(lines, d.paragraph("", lead, said)...)
	}
	lines = append(lines, d.note(v)...)
	return append(lines, d.complaint(v.Refused)...)
}

// note is the beginning of a note, on two lines at most.
func (d *drawnDialog) note(v assess.QuestionView) []line {
	lead, note := noteOf(v, d.lang)
	if note == "" {
		return nil
	}
	columns, _ := d.out.size()
	return d.paragraph("", lead, d.clip(note, 2*columns-20-columnsOf(lead)))
}

// wordLines explains what can be said at a question, a word a line.
func (d *drawnDialog) wordLines() []line {
	var lines []line
	for _, w := range wordsAt(assess.Asking) {
		lines = append(lines, d.paragraph("", fmt.Sprintf("  %-10s", w.typed(d.lang)), w.title.In(d.lang))...)
	}
	return lines
}

// traced is the line that an answered question leaves behind; empty where
// nothing was said to it.
func (d *drawnDialog) traced(v assess.QuestionView, a assess.Action) string {
	said := recorded(v, a, d.lang)
	if said == "" {
		return ""
	}
	number := fmt.Sprintf("%d/%d", v.Number, v.Of)
	if v.Turn > 0 {
		number = strconv.Itoa(v.Turn)
	}
	columns, _ := d.out.size()
	return d.clip(number+" "+v.Dimension+" · "+said, columns)
}
