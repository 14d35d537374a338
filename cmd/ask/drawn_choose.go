//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"io"
	"slices"
	"strconv"

	"rung/assess"
	"rung/rubric/lang"
)

// Choose lists the entries, to move in.
func (d *drawnDialog) Choose(question string, entries []string) (int, error) {
	head := d.paragraph(bold, "", question)
	for {
		i, err := d.pick(d.chooseMenu(head, entries))
		switch {
		case err != nil:
			return 0, err
		case i == len(entries)+1:
			return 0, io.EOF
		case i > 0:
			return i - 1, nil
		}
		head = slices.Concat(d.paragraph(bold, "", question), d.complaint(nothingChosen))
	}
}

// chooseMenu begins on an entry that is none, and ends with the one that leaves.
func (d *drawnDialog) chooseMenu(head []line, entries []string) *menu {
	m := d.menu(head)
	m.add("", lang.Text("– no choice yet –").In(d.lang), assess.Action{})
	for i, text := range entries {
		m.add(strconv.Itoa(i+1), text, assess.Action{})
	}
	m.gap = len(m.entries)
	quit := wordFor(assess.Quit, "")
	m.add(quit.short(d.lang), quit.title.In(d.lang), quit.action)
	m.words = wordList([]word{quit}, d.lang, word.short)
	m.trace = func(i int) string {
		if i < 1 || i > len(entries) {
			return ""
		}
		columns, _ := d.out.size()
		return d.clip(entries[i-1], columns)
	}
	return m
}
