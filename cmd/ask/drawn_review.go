//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"rung/assess"
	"rung/rubric/lang"
)

// Review lists the answers, to choose one or submit.
func (d *drawnDialog) Review(v assess.ReviewView) (assess.Action, error) {
	help := false
	d.boxes = boxes{}
	for {
		a, err := d.choose(d.reviewMenu(v, help))
		help, v.Refused = a.Verb == askHelp, nil
		switch {
		case errors.Is(err, io.EOF):
			return assess.Action{Verb: assess.Quit}, nil
		case err != nil && isComplaint(err):
			v.Refused = err
		case err != nil || !help:
			return a, err
		}
	}
}

// reviewMenu lists what was said to each question; the question itself is shown
// for the entry one is on.
func (d *drawnDialog) reviewMenu(v assess.ReviewView, help bool) *menu {
	head := d.paragraph(bold, "", tally(v, d.lang))
	if lack := lack(v, d.lang); lack != "" {
		head = append(head, d.paragraph(yellow, "! ", lack)...)
	}
	if v.Enough {
		head = append(head, d.paragraph("", "", enough.In(d.lang))...)
	}
	if help {
		head = append(head, d.paragraph("", "", guidance.In(d.lang))...)
	}
	m := d.menu(append(head, d.complaint(v.Refused)...))
	m.oneLine = true
	m.add("", lang.Text("– choose an answer to change, or submit –").In(d.lang), assess.Action{})
	words := reviewWords(v)
	for _, w := range words {
		m.add(w.short(d.lang), w.title.In(d.lang), w.action)
	}
	m.gap, m.words = len(m.entries), wordList(words, d.lang, word.short)
	titles := 0
	for _, q := range v.Questions {
		titles = max(titles, columnsOf(d.shown(q.Dimension)))
	}
	for _, q := range v.Questions {
		title := d.shown(q.Dimension)
		title += strings.Repeat(" ", titles-columnsOf(title)+2)
		m.add(fmt.Sprint(q.Number), title+marks(q)+saidOrOpen(q, d.lang), assess.Action{Verb: assess.Jump, Text: fmt.Sprint(q.Number)})
		m.entries[len(m.entries)-1].detail = q
	}
	return m
}

// marks shows in the list what has no answer and what has a note.
func marks(q assess.QuestionView) string {
	open, note := " ", " "
	if q.Present == nil {
		open = "–"
	}
	if q.Note != "" {
		note = "*"
	}
	return open + note + " "
}
