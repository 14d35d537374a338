//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/AlecAivazis/survey/v2/terminal"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric/lang"
)

// TestDigitsLeadToEntries types numbers of one and two digits.
func TestDigitsLeadToEntries(t *testing.T) {
	for typed, want := range map[string]int{"1": 1, "9": 9, "12": 12, "19": 9, "1x2": 2, "0": 0, "10": 10, "121": 1, "x": 0, "1" + down2: 2} {
		m := (&drawnDialog{}).menu(nil)
		for i := range 13 {
			m.add(fmt.Sprint(i), "", assess.Action{})
		}
		m.entries[0].key = ""
		for _, key := range typed {
			m.move(key)
		}
		if m.at != want {
			t.Errorf("%q leads to %d, want %d", typed, m.at, want)
		}
	}
}

// down2 is the arrow as survey reads it.
const down2 = string(terminal.KeyArrowDown)

// texts are up to seventy words, some with characters that terminals count in
// their own ways.
var texts = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SampledFrom([]string{"mot", "l’équipe", "e\u0301te\u0301", "日本語", "👩\u200d💻", "🇫🇷", "☀\ufe0f", "\x1b[2J", strings.Repeat("x", 90)})
	return strings.Join(rapid.SliceOfN(words, 0, 70).Draw(t, "words"), " ")
})

// TestSurveyNeverCountsMoreColumns holds survey, which counts lines to erase
// them, to the measure that lines are broken by.
func TestSurveyNeverCountsMoreColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(texts, rapid.String()).Draw(t, "text")
		text := shown(s, rapid.Bool().Draw(t, "ascii"))
		if got := terminal.StringWidth(text); got > columnsOf(text) {
			t.Fatalf("%q is %d wide for survey, %d here", text, got, columnsOf(text))
		}
	})
}

// TestMenuFitsEveryScreen draws lists of any size on screens of any size.
func TestMenuFitsEveryScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawnDialog{out: &ttyWriter{tty: os.Stdin}, lang: lang.FR, ascii: rapid.Bool().Draw(t, "ascii")}
		m := d.menu(slices.Repeat([]line{{"", "head"}}, rapid.IntRange(0, 3).Draw(t, "head")))
		m.oneLine = rapid.Bool().Draw(t, "one line")
		for range rapid.IntRange(1, 30).Draw(t, "entries") {
			m.add("7", texts.Draw(t, "text"), assess.Action{})
		}
		m.words = strings.Repeat("words ", rapid.IntRange(0, 20).Draw(t, "words"))
		m.gap = rapid.IntRange(0, len(m.entries)-1).Draw(t, "gap")
		m.at = rapid.IntRange(0, len(m.entries)-1).Draw(t, "at")
		columns, rows := rapid.IntRange(12, 100).Draw(t, "columns"), rapid.IntRange(12, 60).Draw(t, "rows")
		lines := m.lines(columns, rows)
		marked := 0
		for _, l := range lines {
			if strings.HasPrefix(l.text, ">") {
				marked++
			}
		}
		if len(lines) > rows || marked != 1 {
			t.Fatalf("%d lines on %d rows, %d marked: %q", len(lines), rows, marked, lines)
		}
	})
}

// TestFieldFitsEveryScreen draws fields of any text on screens of any size.
func TestFieldFitsEveryScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawnDialog{out: &ttyWriter{tty: os.Stdin}, lang: lang.EN}
		f := d.field("label", assess.MaxNote)
		f.set(texts.Draw(t, "text"))
		f.at = rapid.IntRange(0, len(f.text)).Draw(t, "at")
		columns, rows := rapid.IntRange(12, 100).Draw(t, "columns"), rapid.IntRange(2, 30).Draw(t, "rows")
		lines, below, column := f.lines(columns, rows)
		if len(lines) > rows || below < 0 || below >= len(lines) || column > columns {
			t.Fatalf("%d lines on %d rows, cursor %d up in column %d of %d", len(lines), rows, below, column, columns)
		}
		for _, l := range lines {
			if columnsOf(l.text) > columns {
				t.Fatalf("%q is wider than %d", l.text, columns)
			}
		}
	})
}
