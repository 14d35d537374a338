//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/AlecAivazis/survey/v2/terminal"
	"golang.org/x/term"
)

// typedLines reads lines key by key from a terminal, and writes what was typed as
// the terminal itself would: a text that is pasted is one line, which only Enter
// ends.
type typedLines struct{ *drawnDialog }

// newLinesDialog talks in plain lines; of a terminal it takes the keys.
func newLinesDialog(ctx context.Context, s Streams) (Dialog, error) {
	p := newPlainDialog(ctx, s)
	if !isTerminal(s.In) || !isTerminal(s.Out) {
		return p, nil
	}
	d, err := takeTerminal(ctx, s)
	if err != nil {
		return nil, err
	}
	p.in, p.close = typedLines{d}, d.Close
	return p, nil
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// read reads a line.
func (l typedLines) read() (string, error) {
	f := l.field("", maxLine)
	for {
		key, _, err := l.runes.ReadRune()
		switch {
		case errors.Is(err, ErrInterrupted) || key == terminal.KeyInterrupt:
			return "", ErrInterrupted
		case err != nil || key == terminal.KeyEndTransmission:
			return "", io.EOF
		case key == terminal.KeyEnter || key == '\n':
			fmt.Fprintln(l.out)
			l.out.flush()
			return string(f.text), nil
		}
		before := l.text(string(f.text))
		f.edit(key)
		f.at = len(f.text)
		l.replace(before, l.text(string(f.text)))
	}
}

// replace makes of the text on the screen one that is longer or shorter at its end.
func (l typedLines) replace(before, after string) {
	if more, ok := strings.CutPrefix(after, before); ok {
		fmt.Fprint(l.out, more)
		return
	}
	fmt.Fprint(l.out, strings.Repeat("\b \b", columnsOf(before[len(after):])))
}

// DiscardTyped forgets what was typed at a terminal and not read.
func DiscardTyped(in io.Reader) {
	if isTerminal(in) {
		discard(int(in.(*os.File).Fd()))
	}
}
