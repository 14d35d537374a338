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
	for {
		a, err := d.choose(d.reviewMenu(v))
		switch {
		case errors.Is(err, io.EOF):
			return assess.Action{Verb: assess.Quit}, nil
		case err == nil || !isComplaint(err):
			return a, err
		}
		v.Refused = err
	}
}

// reviewMenu lists what was said to each question; the question itself is shown
// for the entry one is on.
func (d *drawnDialog) reviewMenu(v assess.ReviewView) *menu {
	head := d.paragraph(bold, "", lang.Text("All answers").In(d.lang))
	head = append(head, d.paragraph("", "", tally(v).In(d.lang))...)
	m := d.menu(append(head, d.complaint(v.Refused)...))
	m.oneLine = true
	m.add("", lang.Text("– choose an answer to change, or submit –").In(d.lang), assess.Action{})
	m.add(lang.Text("s # the key to submit").In(d.lang), wordFor(assess.Submit, "").title.In(d.lang), assess.Action{Verb: assess.Submit})
	for _, verb := range []assess.Verb{assess.Back, assess.Quit} {
		w := wordFor(verb, "")
		m.add(w.short(d.lang), w.title.In(d.lang), w.action)
	}
	m.gap = len(m.entries)
	titles := 0
	for _, q := range v.Questions {
		titles = max(titles, columnsOf(d.shown(q.Dimension)))
	}
	for _, q := range v.Questions {
		title := d.shown(q.Dimension)
		title += strings.Repeat(" ", titles-columnsOf(title)+2)
		m.add(fmt.Sprint(q.Number), title+saidOrOpen(q, d.lang), assess.Action{Verb: assess.Jump, Text: fmt.Sprint(q.Number)})
		m.entries[len(m.entries)-1].detail = q
	}
	return m
}
