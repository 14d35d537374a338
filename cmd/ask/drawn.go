//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/AlecAivazis/survey/v2/terminal"

	"rung/assess"
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
	ascii   bool
	dumb    bool
	boxes   boxes
	release func()
}

// newDrawnDialog draws on the terminal.
func newDrawnDialog(ctx context.Context, s Streams) (Dialog, error) { return takeTerminal(ctx, s) }

// takeTerminal takes the terminal until Close: keys are not echoed and come one by
// one.
func takeTerminal(ctx context.Context, s Streams) (*drawnDialog, error) {
	d := &drawnDialog{out: &ttyWriter{tty: s.Out.(*os.File)}, lang: s.Lang, color: s.Color, ascii: s.ASCII}
	keys, release, err := newKeyReader(ctx, s.In.(*os.File), d.out.flush)
	if err != nil {
		return nil, err
	}
	d.keys, d.release = keys, release
	d.runes = terminal.NewRuneReader(terminal.Stdio{In: keys, Out: d.out, Err: d.out})
	if err := d.runes.SetTermMode(); err != nil {
		release()
		return nil, err
	}
	if d.dumb = s.Dumb; !d.dumb {
		d.out.Write([]byte(markPastes))
	}
	return d, nil
}

// Close gives the terminal back as it was.
func (d *drawnDialog) Close() error {
	if !d.dumb {
		d.out.Write([]byte(markNoPastes))
	}
	d.out.flush()
	d.release()
	return d.runes.RestoreTermMode()
}

// Confirm asks for a yes or a no.
func (d *drawnDialog) Confirm(question string) (bool, error) {
	f := d.field(lang.Text("y or n: ").In(d.lang), 20)
	f.head = d.paragraph(bold, "", question)
	f.keysDo, f.deaf = "Enter takes the answer; Ctrl-C or Ctrl-D stops.", true
	f.trace = func(typed string) string {
		if _, ok := yesOrNo(typed, d.lang); !ok {
			return ""
		}
		return question + " " + typed
	}
	for {
		f.set("")
		typed, err := d.enter(f)
		if yes, ok := yesOrNo(typed, d.lang); ok || err != nil {
			return yes, err
		}
		f.head = slices.Concat(d.paragraph(bold, "", question), d.paragraph(yellow, "! ", typeYesOrNo.In(d.lang)))
	}
}

// Line asks for a line of text, with the present text in the field.
func (d *drawnDialog) Line(question, present string) (string, error) {
	f := d.field(question, assess.MaxNote)
	f.keysDo = ""
	f.set(present)
	f.trace = func(typed string) string { return strings.TrimSpace(question) + " " + typed }
	typed, err := d.enter(f)
	return strings.TrimSpace(typed), err
}
