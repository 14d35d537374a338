//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"fmt"
	"slices"
	"strings"

	"github.com/AlecAivazis/survey/v2/terminal"

	"rung/assess"
	"rung/rubric/lang"
)

// menu is a list to move in.
type menu struct {
	block
	entries []entry
	gap     int // a blank line stands before this entry, where there is room
	oneLine bool
	words   string // the entries with letters, in short, for where not all entries fit
	at      int
	typed   string // digits typed so far
	ticked  func() // called when a box was ticked or cleared
	trace   func(i int) string
}

// entry is one line of a menu.
type entry struct {
	key    string // number or letter that leads to it
	text   string
	box    *bool // whether it is ticked; nil where it is chosen
	action assess.Action
	detail assess.QuestionView // shown while one is on the entry; zero for none
}

func (d *drawnDialog) menu(head []line) *menu {
	return &menu{block: block{d: d, head: head}, trace: func(int) string { return "" }}
}

func (m *menu) add(key, text string, a assess.Action) {
	m.entries = append(m.entries, entry{key: key, text: m.d.shown(text), action: a})
}

// entryOf is the entry of an answer, or the first where there is none.
func (m *menu) entryOf(a *assess.Answer) int {
	return max(0, slices.IndexFunc(m.entries, func(e entry) bool {
		switch {
		case a == nil:
			return false
		case a.Value.Ticks != "" && a.Value.Ticks != assess.Tick():
			return e.action.Verb == askTicked
		case a.State == assess.Answered:
			return e.action.Verb == assess.Give && e.action.Value == a.Value
		}
		return e.action.Verb == assess.Mark && e.action.State == a.State
	}))
}

// leastEntries is how many lines of entries are drawn on the smallest screen.
const leastEntries = 5

// pick asks for an entry, by its index.
func (d *drawnDialog) pick(m *menu) (int, error) {
	columns, rows := d.out.size()
	m.room(len(m.foot(columns, rows, m.words)) + leastEntries)
	return ask(prompt[int]{&m.block, m.run, m.trace})
}

// nothingChosen is said when only the neutral entry was taken.
var nothingChosen = lang.Errorf("nothing is chosen yet; move to an entry first")

// choose asks for an entry of a menu that does something.
func (d *drawnDialog) choose(m *menu) (assess.Action, error) {
	i, err := d.pick(m)
	if err != nil {
		return assess.Action{}, err
	}
	if a := m.entries[i].action; a.Verb != "" {
		return a, nil
	}
	return assess.Action{}, nothingChosen
}

// run moves in the menu until an entry is taken.
func (m *menu) run() (int, error) {
	cursor := m.NewCursor()
	cursor.Hide()
	defer cursor.Show()
	for {
		if !m.d.keys.pending() {
			if err := m.draw(m.lines(m.size()), 0, 0); err != nil {
				return 0, err
			}
		}
		key, err := m.key()
		if err != nil {
			return 0, err
		}
		switch {
		case m.d.keys.pasted: // a text that is no answer to a list
		case key == '?':
			return m.indexOf("?"), nil
		case m.entries[m.at].box != nil && (key == ' ' || key == terminal.KeyEnter || key == '\n'):
			m.tick()
		case key == terminal.KeyEnter || key == '\n':
			return m.at, nil
		default:
			m.move(key)
		}
	}
}

// tick ticks the box one is on, or clears it.
func (m *menu) tick() {
	box := m.entries[m.at].box
	*box, m.typed = !*box, ""
	m.ticked()
}

func (m *menu) move(key rune) {
	last := len(m.entries) - 1
	typed := m.typed
	m.typed = ""
	switch {
	case key == terminal.SpecialKeyHome:
		m.at = 0
	case key == terminal.SpecialKeyEnd:
		m.at = last
	case key == terminal.KeyArrowUp:
		m.at = max(m.at-1, 0)
	case key == terminal.KeyArrowDown:
		m.at = min(m.at+1, last)
	case key >= '0' && key <= '9':
		if !m.goTo(typed + string(key)) {
			m.goTo(string(key))
		}
	default:
		m.goTo(strings.ToLower(string(key)))
	}
}

// goTo moves to the entry with this key, if there is one.
func (m *menu) goTo(key string) bool {
	i := m.indexOf(key)
	if i < 0 {
		return false
	}
	m.at = i
	if isCount(key) {
		m.typed = key
	}
	return true
}

// indexOf is the entry with this key, -1 if there is none.
func (m *menu) indexOf(key string) int {
	return slices.IndexFunc(m.entries, func(e entry) bool { return e.key == key })
}

// lines is the menu on a screen of this size: as many entries around the one
// one is on as there is room for.
func (m *menu) lines(columns, rows int) []line {
	drawn := make([][]line, len(m.entries))
	for i := range m.entries {
		drawn[i] = m.entryLines(i, columns)
	}
	foot := m.foot(columns, rows, "")
	switch room := rows - len(m.head) - len(foot); {
	case height(drawn)+2 <= room:
		drawn[0] = append([]line{{}}, drawn[0]...)
		drawn[m.gap] = append([]line{{}}, drawn[m.gap]...)
	case height(drawn) > room:
		foot = m.foot(columns, rows, m.words)
	}
	return slices.Concat(m.head, m.window(drawn, rows-len(m.head)-len(foot)), foot)
}

func (m *menu) entryLines(i, columns int) []line {
	e := m.entries[i]
	mark, style := " ", ""
	if i == m.at {
		mark, style = ">", cyan
	}
	lead := fmt.Sprintf("%s %2s  ", mark, e.key)
	if e.box != nil {
		lead += map[bool]string{false: "[ ] ", true: "[x] "}[*e.box]
	}
	if m.oneLine {
		return []line{{style, m.d.clip(lead+e.text, columns)}}
	}
	var lines []line
	for _, text := range wrap(lead, e.text, columns) {
		lines = append(lines, line{style, text})
	}
	return lines
}

// foot is what stands under the entries: the question of the one one is on, the
// words, and the keys.
func (m *menu) foot(columns, rows int, words string) []line {
	top := []line{{}}
	if words != "" {
		top = m.d.paragraph(dim, "", words)
	}
	do := lang.Text("Arrows, Home and End move, Enter chooses, a number or letter goes to its line; Ctrl-C or Ctrl-D stops.")
	if m.ticked != nil {
		do = "Arrows, Home and End move, Space or Enter ticks, a number or letter goes to its line; Ctrl-C or Ctrl-D stops."
	}
	keys := m.d.paragraph(dim, "", do.In(m.d.lang))
	return slices.Concat(top, m.details(columns, rows), keys)
}

// details is the question of the entry one is on, if it has one: on three lines at
// most, and on one of a low screen.
func (m *menu) details(columns, rows int) []line {
	q := m.entries[m.at].detail
	if q.Text == "" {
		return nil
	}
	if rows < 20 {
		return []line{{"", m.d.clip(q.Text, columns)}}
	}
	lines := slices.Concat(m.d.paragraph("", "", q.Text), m.d.note(q))
	return lines[:min(len(lines), 3)]
}

func height(entries [][]line) int {
	n := 0
	for _, e := range entries {
		n += len(e)
	}
	return n
}

// window is the lines of the entries around the one one is on, at most room of
// them; where entries are left out, a line says how many.
func (m *menu) window(entries [][]line, room int) []line {
	if height(entries) <= room {
		return slices.Concat(entries...)
	}
	from, to := m.at, m.at+1
	left := room - 2 - len(entries[m.at])
	for grown := true; grown; {
		grown = false
		if from > 0 && len(entries[from-1]) <= left {
			from--
			left -= len(entries[from])
			grown = true
		}
		if to < len(entries) && len(entries[to]) <= left {
			left -= len(entries[to])
			to++
			grown = true
		}
	}
	lines := slices.Concat(entries[from:to]...)
	lines = slices.Concat(m.more("↑", from), lines[:min(len(lines), max(room-2, 1))], m.more("↓", len(entries)-to))
	return lines
}

func (m *menu) more(arrow string, n int) []line {
	if n == 0 {
		return nil
	}
	return []line{{dim, fmt.Sprintf("     %s %d", m.d.text(arrow), n)}}
}
