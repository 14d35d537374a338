package ask

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"rung/assess"
	"rung/rubric/lang"
)

// maxLine is the longest line read from the person, in bytes.
const maxLine = 16 * assess.MaxNote

// mostSkipped is how much of a line is passed over after that, in bytes, before it
// counts as one that never ends.
const mostSkipped = 16 << 20

// lineReader reads lines one at a time, and stops waiting when its context is
// over.
type lineReader struct {
	ctx   context.Context
	from  *bufio.Reader
	lines chan typedLine
}

type typedLine struct {
	text string
	err  error
}

func newLineReader(ctx context.Context, r io.Reader) *lineReader {
	return &lineReader{ctx, bufio.NewReaderSize(r, maxLine), make(chan typedLine, 1)}
}

// read returns the next line without its end. A line that the end of the input
// cuts off was not finished by the person, and counts as the end. After an
// interruption it is not to be called again.
func (l *lineReader) read() (string, error) {
	if l.ctx.Err() != nil {
		return "", ErrInterrupted
	}
	go func() { l.lines <- l.next() }()
	select {
	case line := <-l.lines:
		return line.text, line.err
	case <-l.ctx.Done():
		return "", ErrInterrupted
	}
}

func (l *lineReader) next() typedLine {
	line, err := l.from.ReadSlice('\n')
	skipped := 0
	for errors.Is(err, bufio.ErrBufferFull) && skipped < mostSkipped {
		skipped += maxLine
		_, err = l.from.ReadSlice('\n')
	}
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return typedLine{"", ErrEndless}
	case err != nil:
		return typedLine{"", io.EOF}
	case skipped > 0:
		return typedLine{"",
			lang.Errorf("the line is too long; %d bytes are taken at most, and a note has at most %d", maxLine, assess.MaxNote)}
	}
	return typedLine{strings.TrimRight(string(line), "\r\n"), nil}
}
