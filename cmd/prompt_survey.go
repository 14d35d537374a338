//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/AlecAivazis/survey/v2"
	"github.com/AlecAivazis/survey/v2/terminal"
	"github.com/mattn/go-runewidth"
	"golang.org/x/term"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// drawnDialog draws lists and fields with survey, on a capable terminal. The
// prompts are its own, because survey's Select and Input give answers that
// nobody chose: survey asks them, draws and erases them and reads their keys;
// what a key means is decided here.
type drawnDialog struct {
	keys    *keyReader
	runes   *terminal.RuneReader
	out     *ttyWriter
	lang    lang.Tag
	color   bool
	release func()
}

// newDrawnDialog takes the terminal until Close: keys are not echoed and come
// one by one.
func newDrawnDialog(ctx context.Context, in, out *os.File, t lang.Tag, color bool) (dialog, error) {
	d := &drawnDialog{out: &ttyWriter{tty: out}, lang: t, color: color}
	keys, release, err := newKeyReader(ctx, in, d.out.flush)
	if err != nil {
		return nil, err
	}
	d.keys, d.release = keys, release
	d.runes = terminal.NewRuneReader(terminal.Stdio{In: keys, Out: d.out, Err: d.out})
	if err := d.runes.SetTermMode(); err != nil {
		release()
		return nil, err
	}
	return d, nil
}

// Close gives the terminal back as it was.
func (d *drawnDialog) Close() error {
	d.out.flush()
	d.release()
	return d.runes.RestoreTermMode()
}

// ttyWriter collects what is drawn until somebody waits for a key, so that a
// terminal never shows half a screen.
type ttyWriter struct {
	tty   *os.File
	drawn bytes.Buffer
}

// Fd is the terminal's.
func (w *ttyWriter) Fd() uintptr { return w.tty.Fd() }

// Write never fails.
func (w *ttyWriter) Write(p []byte) (int, error) { return w.drawn.Write(p) }

// flush draws. That a terminal is gone shows in the next read.
func (w *ttyWriter) flush() {
	w.tty.Write(w.drawn.Bytes())
	w.drawn.Reset()
}

// maxColumns is the widest that text is set.
const maxColumns = 99

// size is the terminal's: the columns a line may take without touching the
// edge, and the rows.
func (w *ttyWriter) size() (columns, rows int) {
	columns, rows, err := term.GetSize(int(w.Fd()))
	if err != nil || columns < 2 || rows < 2 {
		columns, rows = 80, 24
	}
	return min(columns-1, maxColumns), rows
}

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
	f := d.field(lang.Sprintf(lang.T("%v, %v: ", "%v, %v : "), span(v), now(v)).In(d.lang), assess.MaxNote+100)
	f.head = append(append(head, line{}), d.paragraph(dim, "", d.wordList())...)
	f.trace = func(typed string) string {
		switch a, err := replyTo(v, typed, d.lang); {
		case err == nil && a.Verb == assess.Give:
			return d.traced(v, lang.Sprintf(lang.T("%s: %d", "%s : %d"), v.Unit, a.Value.Number).In(d.lang))
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
	f := d.field(lang.T("Note: ", "Note : ").In(d.lang), assess.MaxNote)
	f.set(v.Note)
	f.cancels = true
	v.Note = ""
	f.head = append(append(d.heading(v), line{}), d.paragraph(dim, "", lang.T(
		"Enter keeps this text (none removes the note), Escape leaves it as it was.",
		"Entrée garde ce texte (vide : plus de note), Échap laisse la note telle quelle.").In(d.lang))...)
	text, err := d.enter(f)
	if errors.Is(err, errCancelled) {
		return assess.Action{Verb: askNote}, nil
	}
	return assess.Action{Verb: assess.Note, Text: text}, err
}

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

// Confirm asks for a yes or a no.
func (d *drawnDialog) Confirm(question string) (bool, error) {
	f := d.field(lang.T("y or n: ", "o ou n : ").In(d.lang), 20)
	f.head = d.paragraph(bold, "", question)
	f.trace = func(typed string) string { return shown(question) + " " + shown(typed) }
	for {
		f.set("")
		typed, err := d.enter(f)
		if yes, ok := yesOrNo(typed, d.lang); ok || err != nil {
			return yes, err
		}
	}
}

// Choose asks for one of the options.
func (d *drawnDialog) Choose(question string, options []string) (int, error) {
	m := d.menu(d.paragraph(bold, "", question))
	m.add("", lang.T("– nothing chosen yet –", "– rien de choisi –").In(d.lang), assess.Action{})
	for i, text := range options {
		m.add(fmt.Sprint(i+1), text, assess.Action{Verb: assess.Give, Value: assess.Value{Number: i}})
	}
	for {
		i, err := d.pick(m)
		if a := m.entries[i].action; err != nil || a.Verb == assess.Give {
			return a.Value.Number, err
		}
	}
}

// Line asks for a line of text, with the present text in the field.
func (d *drawnDialog) Line(question, present string) (string, error) {
	f := d.field(question, assess.MaxNote)
	f.set(present)
	f.trace = func(typed string) string { return shown(question) + " " + shown(typed) }
	typed, err := d.enter(f)
	return strings.TrimSpace(typed), err
}

// nothingChosen is said when only the neutral entry was taken.
var nothingChosen = lang.Errorf(lang.T("nothing is chosen yet; move to an entry first", "rien n’est encore choisi ; placez-vous d’abord sur une ligne"))

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

// questionMenu lists the options of a choice and the words. It begins on the
// present answer, or on an entry that is none.
func (d *drawnDialog) questionMenu(v assess.QuestionView) *menu {
	m := d.menu(d.heading(v))
	if v.Present == nil {
		m.add("", lang.T("– no answer yet –", "– pas encore de réponse –").In(d.lang), assess.Action{})
	} else {
		m.add("", lang.T("– no change –", "– ne rien changer –").In(d.lang), assess.Action{Verb: assess.Keep})
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

// withoutTail is the action of a word in a list, where no text follows it.
func (w word) withoutTail() assess.Action {
	if w.tail {
		return withTail(w.action)
	}
	return w.action
}

// reviewMenu lists what was said to each question; the question itself is shown
// for the entry one is on.
func (d *drawnDialog) reviewMenu(v assess.ReviewView) *menu {
	head := d.paragraph(bold, "", lang.T("All answers", "Toutes les réponses").In(d.lang))
	head = append(head, d.paragraph("", "", tally(v).In(d.lang))...)
	m := d.menu(append(head, d.complaint(v.Refused)...))
	m.oneLine = true
	m.add("", lang.T("– choose an answer to change, or submit –", "– choisissez une réponse à modifier, ou envoyez –").In(d.lang), assess.Action{})
	m.add(lang.T("s", "e").In(d.lang), wordFor(assess.Submit, "").title.In(d.lang), assess.Action{Verb: assess.Submit})
	for _, verb := range []assess.Verb{assess.Back, assess.Quit} {
		w := wordFor(verb, "")
		m.add(w.short(d.lang), w.title.In(d.lang), w.action)
	}
	m.gap = len(m.entries)
	titles := 0
	for _, q := range v.Questions {
		titles = max(titles, columnsOf(shown(q.Dimension)))
	}
	for _, q := range v.Questions {
		title := shown(q.Dimension)
		title += strings.Repeat(" ", titles-columnsOf(title)+2)
		m.add(fmt.Sprint(q.Number), title+shown(saidOrOpen(q, d.lang)), assess.Action{Verb: assess.Jump, Text: fmt.Sprint(q.Number)})
		m.entries[len(m.entries)-1].detail = q
	}
	return m
}

// heading is the question above its answers: its place, its words, its note,
// and why the last action was refused.
func (d *drawnDialog) heading(v assess.QuestionView) []line {
	lines := d.paragraph(dim, "", lang.Sprintf(lang.T("Question %d of %d · %s", "Question %d sur %d · %s"), v.Number, v.Of, v.Dimension).In(d.lang))
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
	return d.paragraph("", lang.T("Note: ", "Note : ").In(d.lang), clip(shown(v.Note), 2*columns-20))
}

func (d *drawnDialog) complaint(err error) []line {
	if err == nil {
		return nil
	}
	return d.paragraph(yellow, "! ", lang.In(err, d.lang))
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
	return fmt.Sprintf("%d/%d %s · %s", v.Number, v.Of, shown(v.Dimension), shown(said))
}

// Styles of a line, as terminals spell them.
const (
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	cyan   = "\x1b[1;36m"
	yellow = "\x1b[33m"
	reset  = "\x1b[0m"
)

// line is a line of the screen: text that is safe to print, and its style.
type line struct{ style, text string }

func (d *drawnDialog) paragraph(style, lead, text string) []line {
	columns, _ := d.out.size()
	var lines []line
	for _, text := range wrap(lead, shown(text), columns) {
		lines = append(lines, line{style, text})
	}
	return lines
}

func (d *drawnDialog) paint(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString("\n")
		}
		if d.color && l.style != "" {
			l.text = l.style + l.text + reset
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// block is what a menu and a field have in common: lines that survey draws over
// each other.
type block struct {
	survey.Renderer
	d     *drawnDialog
	head  []line
	below int // lines from the cursor down to the last one drawn
}

// screenTemplate hands survey a screen that is drawn already; nothing in it is
// read as a template.
const screenTemplate = "{{.}}"

// draw replaces the block on the screen, and puts the cursor in a column of the
// line that has below more lines under it.
func (b *block) draw(lines []line, below, column int) error {
	b.toBottom()
	if err := b.Render(screenTemplate, b.d.paint(lines)); err != nil {
		return err
	}
	cursor := b.NewCursor()
	if b.below = below; below > 0 {
		cursor.Up(below)
	}
	return cursor.HorizontalAbsolute(column + 1)
}

func (b *block) toBottom() {
	if b.below > 0 {
		b.NewCursor().Down(b.below)
	}
	b.below = 0
}

// leave ends the block: a trace replaces it, and without one nothing stays.
func (b *block) leave(trace string) error {
	b.toBottom()
	if trace == "" {
		return b.Render(screenTemplate, "")
	}
	columns, _ := b.d.out.size()
	return b.Render(screenTemplate, b.d.paint([]line{{dim, clip(trace, columns)}})+"\n")
}

// key reads one key. A closed terminal and Ctrl-D are the end of the input.
func (b *block) key() (rune, error) {
	c, _, err := b.d.runes.ReadRune()
	switch {
	case errors.Is(err, errInterrupted) || c == terminal.KeyInterrupt:
		err = errInterrupted
	case err != nil || c == terminal.KeyEndTransmission:
		err = io.EOF
	default:
		return c, nil
	}
	b.toBottom()
	fmt.Fprintln(b.d.out)
	return 0, err
}

// room makes the block fit the screen with least lines under its head: a head
// that is too tall is printed once above the block instead.
func (b *block) room(least int) {
	if _, rows := b.d.out.size(); len(b.head)+least < rows || len(b.head) == 0 {
		return
	}
	fmt.Fprintln(b.d.out, b.d.paint(b.head))
	b.head = nil
}

// ask runs a prompt through survey. What it drew is on the screen when it
// returns, so that others may write after it.
func (d *drawnDialog) ask(p survey.Prompt, answer any) error {
	defer d.out.flush()
	return survey.AskOne(p, answer, survey.WithStdio(d.keys, d.out, d.out))
}

// menu is a list to move in.
type menu struct {
	block
	entries []entry
	gap     int // a blank line stands before this entry, where there is room
	oneLine bool
	at      int
	typed   string // digits typed so far
	trace   func(i int) string
}

// entry is one line of a menu.
type entry struct {
	key    string // number or letter that leads to it
	text   string
	action assess.Action
	detail assess.QuestionView // shown while one is on the entry; zero for none
}

func (d *drawnDialog) menu(head []line) *menu {
	return &menu{block: block{d: d, head: head}, trace: func(int) string { return "" }}
}

func (m *menu) add(key, text string, a assess.Action) {
	m.entries = append(m.entries, entry{key: key, text: shown(text), action: a})
}

// present is the entry of the present answer, or the first.
func (m *menu) present(v assess.QuestionView) int {
	return max(0, slices.IndexFunc(m.entries, func(e entry) bool {
		switch {
		case v.Present == nil:
			return false
		case v.Present.State == assess.Answered:
			return e.action.Verb == assess.Give && e.action.Value == v.Present.Value
		}
		return e.action.Verb == assess.Mark && e.action.State == v.Present.State
	}))
}

// pick asks for an entry, by its index.
func (d *drawnDialog) pick(m *menu) (int, error) {
	m.room(8)
	picked := 0
	err := d.ask(m, &picked)
	return picked, err
}

// Prompt implements survey.Prompt.
func (m *menu) Prompt(*survey.PromptConfig) (any, error) {
	cursor := m.NewCursor()
	cursor.Hide()
	defer cursor.Show()
	for {
		if !m.d.keys.pending() {
			if err := m.draw(m.lines(m.d.out.size()), 0, 0); err != nil {
				return 0, err
			}
		}
		key, err := m.key()
		if err != nil {
			return 0, err
		}
		if key == terminal.KeyEnter || key == '\n' {
			return m.at, nil
		}
		m.move(key)
	}
}

// Cleanup implements survey.Prompt.
func (m *menu) Cleanup(_ *survey.PromptConfig, picked any) error {
	return m.leave(m.trace(picked.(int)))
}

func (m *menu) move(key rune) {
	last := len(m.entries) - 1
	typed := m.typed
	m.typed = ""
	switch {
	case key == terminal.KeyArrowUp && m.at == 0, key == terminal.SpecialKeyEnd:
		m.at = last
	case key == terminal.KeyArrowUp:
		m.at--
	case (key == terminal.KeyArrowDown || key == terminal.KeyTab) && m.at == last, key == terminal.SpecialKeyHome:
		m.at = 0
	case key == terminal.KeyArrowDown || key == terminal.KeyTab:
		m.at++
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
	i := slices.IndexFunc(m.entries, func(e entry) bool { return e.key == key })
	if i < 0 {
		return false
	}
	m.at = i
	if isCount(key) {
		m.typed = key
	}
	return true
}

// lines is the menu on a screen of this size: as many entries around the one
// one is on as there is room for.
func (m *menu) lines(columns, rows int) []line {
	foot := append(m.details(), m.d.paragraph(dim, "", lang.T(
		"Arrows move, Enter chooses, a number or letter goes to its line.",
		"Flèches : se déplacer ; Entrée : choisir ; chiffre, lettre : aller à la ligne.").In(m.d.lang))...)
	drawn := make([][]line, len(m.entries))
	for i := range m.entries {
		drawn[i] = m.entryLines(i, columns)
	}
	room := rows - 1 - len(m.head) - len(foot)
	if height(drawn)+2 <= room {
		drawn[0] = append([]line{{}}, drawn[0]...)
		if m.gap > 0 {
			drawn[m.gap] = append([]line{{}}, drawn[m.gap]...)
		}
	}
	return slices.Concat(m.head, window(drawn, m.at, room), foot)
}

func (m *menu) entryLines(i, columns int) []line {
	e := m.entries[i]
	mark, style := " ", ""
	if i == m.at {
		mark, style = ">", cyan
	}
	lead := fmt.Sprintf("%s %2s  ", mark, e.key)
	if m.oneLine {
		return []line{{style, clip(lead+e.text, columns)}}
	}
	var lines []line
	for _, text := range wrap(lead, e.text, columns) {
		lines = append(lines, line{style, text})
	}
	return lines
}

// detailLines is how many lines are kept for the question of an entry.
const detailLines = 3

// details shows the question of the entry one is on.
func (m *menu) details() []line {
	if !m.oneLine {
		return []line{{}}
	}
	lines := []line{{}}
	if q := m.entries[m.at].detail; q.Number > 0 {
		lines = append(append(lines, m.d.paragraph("", "", q.Text)...), m.d.note(q)...)
	}
	for len(lines) <= detailLines {
		lines = append(lines, line{})
	}
	return lines[:detailLines+1]
}

func height(entries [][]line) int {
	n := 0
	for _, e := range entries {
		n += len(e)
	}
	return n
}

// window is the lines of the entries around one, at most room of them; where
// entries are left out, a line says how many.
func window(entries [][]line, at, room int) []line {
	if height(entries) <= room {
		return slices.Concat(entries...)
	}
	from, to := at, at+1
	left := room - 2 - len(entries[at])
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
	lines = slices.Concat(more("↑", from), lines[:min(len(lines), max(room-2, 1))], more("↓", len(entries)-to))
	return lines
}

func more(arrow string, n int) []line {
	if n == 0 {
		return nil
	}
	return []line{{dim, fmt.Sprintf("     %s %d", arrow, n)}}
}

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
	cancels bool // Escape leaves the field
	trace   func(text string) string
}

func (d *drawnDialog) field(label string, limit int) *field {
	return &field{block: block{d: d}, label: shown(label) + " ", limit: limit, trace: func(string) string { return "" }}
}

func (f *field) set(text string) {
	f.given, f.text = text, []rune(text)
	f.at = len(f.text)
}

// enter asks for the text of a field.
func (d *drawnDialog) enter(f *field) (string, error) {
	f.room(5)
	text := ""
	err := d.ask(f, &text)
	return text, err
}

// Prompt implements survey.Prompt.
func (f *field) Prompt(*survey.PromptConfig) (any, error) {
	for {
		if !f.d.keys.pending() {
			if err := f.draw(f.lines(f.d.out.size())); err != nil {
				return "", err
			}
		}
		key, err := f.key()
		switch {
		case err != nil:
			return "", err
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

// Cleanup implements survey.Prompt.
func (f *field) Cleanup(_ *survey.PromptConfig, text any) error {
	return f.leave(f.trace(text.(string)))
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
	if f.full {
		above = slices.Concat(above, f.d.complaint(lang.Errorf(lang.T("the text is full: it takes %d bytes at most",
			"le texte est plein : il prend %d octets au plus"), f.limit)))
	}
	room := max(rows-1-len(above), 1)
	from := min(max(row-room+1, 0), max(len(text)-room, 0))
	text = text[from:min(from+room, len(text))]
	return slices.Concat(above, text), len(text) - 1 - (row - from), column
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
	for _, c := range f.label {
		put(string(c))
	}
	for i, c := range f.text {
		if i == f.at {
			row, column = len(lines), runewidth.StringWidth(b.String())
		}
		put(lang.Defang(string(c)))
	}
	if f.at == len(f.text) {
		row, column = len(lines), runewidth.StringWidth(b.String())
	}
	return append(lines, line{"", b.String()}), row, column
}
