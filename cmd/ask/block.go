//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"errors"
	"fmt"
	"io"

	"github.com/AlecAivazis/survey/v2"
	"github.com/AlecAivazis/survey/v2/terminal"
)

// block is what a menu and a field have in common: lines that survey draws over
// each other.
type block struct {
	survey.Renderer
	d     *drawnDialog
	head  []line
	rows  int // the most that is drawn, where a head stands above; else 0
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
	return b.Render(screenTemplate, b.d.paint(b.d.paragraph(dim, "", trace))+"\n")
}

// key reads one key. A closed terminal and Ctrl-D are the end of the input.
func (b *block) key() (rune, error) {
	c, _, err := b.d.runes.ReadRune()
	switch {
	case errors.Is(err, ErrInterrupted) || c == terminal.KeyInterrupt:
		err = ErrInterrupted
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
// that is too tall is printed once above the block instead, which then takes no
// more than it needs, so that as much of the head as can be stays in sight.
func (b *block) room(least int) {
	if _, rows := b.d.out.size(); len(b.head)+least < rows {
		return
	}
	fmt.Fprintln(b.d.out, b.d.paint(b.head))
	b.head, b.rows = nil, least+1
}

// size is the screen that the block may use: a column and a row are left free.
func (b *block) size() (columns, rows int) {
	columns, rows = b.d.out.size()
	if b.rows > 0 {
		rows = min(rows, b.rows)
	}
	return columns, rows - 1
}

// prompt is a block as survey asks it.
type prompt[T any] struct {
	*block
	run   func() (T, error)
	trace func(T) string
}

// ask runs a block through survey. What it drew is on the screen when it returns,
// so that others may write after it.
func ask[T any](p prompt[T]) (answer T, err error) {
	defer p.d.out.flush()
	err = survey.AskOne(p, &answer, survey.WithStdio(p.d.keys, p.d.out, p.d.out))
	return answer, err
}

// Prompt implements survey.Prompt.
func (p prompt[T]) Prompt(*survey.PromptConfig) (any, error) { return p.run() }

// Cleanup implements survey.Prompt.
func (p prompt[T]) Cleanup(_ *survey.PromptConfig, answer any) error {
	return p.leave(p.trace(answer.(T)))
}
