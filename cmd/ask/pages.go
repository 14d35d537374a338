//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"strings"

	"github.com/AlecAivazis/survey/v2/terminal"

	"rung/rubric/lang"
)

// under is how many lines a text leaves free for what is asked under it.
const under = 3

// Pages shows a text, a screen at a time where it is longer than one.
func (d *drawnDialog) Pages(text string) (paged bool, err error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	_, rows := d.out.size()
	if paged = len(lines) > rows-under; !paged {
		d.put(lines)
		return false, nil
	}
	page, goesOn := max(rows-1, 1), true
	for at := 0; at < len(lines) && goesOn && err == nil; at += page {
		d.put(lines[at:min(at+page, len(lines))])
		goesOn, err = d.turn(at+page >= len(lines))
	}
	return true, err
}

func (d *drawnDialog) put(lines []string) {
	d.out.Write([]byte(strings.Join(lines, "\n") + "\n"))
	d.out.flush()
}

// turn asks under a page whether to go on.
func (d *drawnDialog) turn(last bool) (goesOn bool, err error) {
	keysDo := lang.Text("Enter or space: next page · q: back")
	if last {
		keysDo = "the end · Enter, space or q: back"
	}
	b := &block{d: d}
	return ask(prompt[bool]{b, func() (bool, error) { return b.turned(keysDo.In(d.lang)) }, func(bool) string { return "" }})
}

// turned waits for a key that turns the page, or leaves.
func (b *block) turned(keysDo string) (goesOn bool, err error) {
	columns, _ := b.d.out.size()
	label := b.d.clip(keysDo, columns)
	if err := b.draw([]line{{dim, label}}, 0, columnsOf(label)); err != nil {
		return false, err
	}
	for {
		switch key, err := b.key(); {
		case err != nil:
			return false, err
		case b.d.keys.pasted:
		case key == terminal.KeyEnter, key == '\n', key == ' ':
			return true, nil
		case key == 'q', key == 'Q', key == terminal.KeyEscape:
			return false, nil
		}
	}
}
