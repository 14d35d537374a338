//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"errors"
	"slices"
	"strings"

	"github.com/AlecAivazis/survey/v2/terminal"
	"github.com/mattn/go-runewidth"

	"rung/rubric/lang"
)

// errCancelled says that Escape left a field that can be left.
var errCancelled = errors.New("cancelled")

// field is a line of text to edit.
type field struct {
	block
	label   string
	given   string // what Escape goes back to
	text    []rune
	at      int // the cursor, in characters
	limit   int // of the text, in bytes
	full    bool
	cancels bool      // Escape leaves the field
	deaf    bool      // what is pasted is no text for it
	keysDo  lang.Text // what is said of the keys; nothing where the caller counts the lines
	trace   func(text string) string
}

const editing lang.Text = "Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and Ctrl-U edit; " +
	"Ctrl-C or Ctrl-D stops."

func (d *drawnDialog) field(label string, limit int) *field {
	return &field{block: block{d: d}, label: d.shown(label) + " ", limit: limit, keysDo: editing, trace: func(string) string { return "" }}
}

func (f *field) set(text string) {
	f.given, f.text = text, []rune(text)
	f.at = len(f.text)
}

// enter asks for the text of a field.
func (d *drawnDialog) enter(f *field) (string, error) {
	columns, _ := d.out.size()
	f.room(len(f.keys(columns)) + 4)
	return ask(prompt[string]{&f.block, f.run, f.trace})
}

// run edits the text until it is entered.
func (f *field) run() (string, error) {
	for {
		if !f.d.keys.pending() {
			if err := f.draw(f.lines(f.size())); err != nil {
				return "", err
			}
		}
		key, err := f.key()
		switch {
		case err != nil:
			return "", err
		case key == terminal.IgnoreKey || f.deaf && f.d.keys.pasted:
			continue
		case key == terminal.KeyEnter || key == '\n':
			return string(f.text), nil
		case key == terminal.KeyEscape && f.cancels:
			return "", errors.Join(errCancelled, f.leave(""))
		case key == terminal.KeyEscape:
			f.set(f.given)
			continue
		}
		f.edit(key)
	}
}

func (f *field) edit(key rune) {
	f.full = false
	switch key {
	case terminal.KeyArrowLeft:
		f.at = max(f.at-1, 0)
	case terminal.KeyArrowRight:
		f.at = min(f.at+1, len(f.text))
	case terminal.SpecialKeyHome:
		f.at = 0
	case terminal.SpecialKeyEnd:
		f.at = len(f.text)
	case terminal.KeyBackspace, terminal.KeyDelete:
		f.remove(f.at-1, f.at)
	case terminal.SpecialKeyDelete:
		f.remove(f.at, f.at+1)
	case terminal.KeyDeleteWord:
		f.remove(f.wordBefore(), f.at)
	case terminal.KeyDeleteLine, ctrlU:
		f.remove(0, len(f.text))
	default:
		f.insert(key)
	}
}

// ctrlU clears a line in every shell; survey has no name for it.
const ctrlU = 0x15

func (f *field) remove(from, to int) {
	if from < 0 || to > len(f.text) {
		return
	}
	f.text = slices.Delete(f.text, from, to)
	f.at = from
}

func (f *field) wordBefore() int {
	i := f.at
	for i > 0 && f.text[i-1] == ' ' {
		i--
	}
	for i > 0 && f.text[i-1] != ' ' {
		i--
	}
	return i
}

func (f *field) insert(key rune) {
	if lang.Invisible(key) {
		return
	}
	if len(string(f.text))+len(string(key)) > f.limit {
		f.full = true
		return
	}
	f.text = slices.Insert(f.text, f.at, key)
	f.at++
}

// lines is the field on a screen of this size, with the place of the cursor. Of
// a long text the part around the cursor is shown.
func (f *field) lines(columns, rows int) (lines []line, below, column int) {
	text, row, column := f.layout(columns)
	above := f.head
	if keys := f.keys(columns); len(above)+len(keys)+2 <= rows {
		above = slices.Concat(above, keys)
	}
	if f.full {
		above = slices.Concat(above, f.d.complaint(lang.Errorf("the text is full: it takes %d bytes at most", f.limit)))
	}
	room := max(rows-len(above), 1)
	from := min(max(row-room+1, 0), max(len(text)-room, 0))
	text = text[from:min(from+room, len(text))]
	return slices.Concat(above, text), len(text) - 1 - (row - from), column
}

// keys says what the keys do.
func (f *field) keys(columns int) []line {
	if f.keysDo == "" {
		return nil
	}
	return f.d.wrapped(dim, "", f.keysDo.In(f.d.lang), columns)
}

// layout breaks the label and the text into lines, and finds the cursor.
func (f *field) layout(columns int) (lines []line, row, column int) {
	var b strings.Builder
	put := func(s string) {
		if columnsOf(b.String()+s) > columns {
			lines = append(lines, line{"", b.String()})
			b.Reset()
		}
		b.WriteString(s)
	}
	label := wrap("", f.label, columns)
	for _, text := range label[:len(label)-1] {
		lines = append(lines, line{"", text})
	}
	b.WriteString(label[len(label)-1])
	for i, c := range f.text {
		if i == f.at {
			row, column = len(lines), runewidth.StringWidth(b.String())
		}
		put(f.d.text(string(c)))
	}
	if f.at == len(f.text) {
		row, column = len(lines), runewidth.StringWidth(b.String())
	}
	return append(lines, line{"", b.String()}), row, column
}
