//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"bytes"
	"context"
	"errors"
	"os"
	"time"
	"unicode/utf8"

	"github.com/AlecAivazis/survey/v2/terminal"
	"golang.org/x/sys/unix"
)

// canDraw says that the keys of a terminal can be read here.
const canDraw = true

// keyReader stands between the terminal and survey's rune reader. One Read
// delivers one key that survey understands: a character, or a whole escape
// sequence; every other sequence (Alt with a key, function keys, a late cursor
// report) is dropped whole. What is typed ahead waits here, whoever reads next.
type keyReader struct {
	ctx    context.Context
	tty    *os.File
	over   *os.File // readable when ctx is over
	typed  []byte   // read from the terminal and not delivered yet
	pasted bool     // what is delivered was pasted, not typed
	idle   func()   // called before waiting for the person
}

// keyGap is how long the bytes of one key may take to follow each other.
const keyGap = 50 * time.Millisecond

// What a terminal is told so that it marks what is pasted, and how it does.
const (
	markPastes   = "\x1b[?2004h"
	markNoPastes = "\x1b[?2004l"
	pasteBegins  = "\x1b[200~"
	pasteEnds    = "\x1b[201~"
)

// newKeyReader reads keys until ctx is over; a Read that waits then returns
// ErrInterrupted. Call release when done.
func newKeyReader(ctx context.Context, tty *os.File, idle func()) (k *keyReader, release func(), err error) {
	over, end, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, func() { end.Close() })
	release = func() {
		stop()
		end.Close()
		over.Close()
	}
	return &keyReader{ctx: ctx, tty: tty, over: over, idle: idle}, release, nil
}

// Fd is the terminal's.
func (k *keyReader) Fd() uintptr { return k.tty.Fd() }

// pending reports whether more was typed than was delivered.
func (k *keyReader) pending() bool { return len(k.typed) > 0 }

// Read delivers one key, or nothing as terminal.IgnoreKey after keys that were
// dropped at the end of what was typed, so that what was typed before them is
// drawn.
func (k *keyReader) Read(p []byte) (int, error) {
	for {
		if k.ctx.Err() != nil {
			return 0, ErrInterrupted
		}
		if !k.pending() {
			k.idle()
			if _, err := k.fill(-1); err != nil {
				return 0, err
			}
			continue
		}
		key, err := k.next()
		if err != nil {
			return 0, err
		}
		if k.pasted && key != nil {
			key = k.inPaste(key)
		}
		if key == nil && !k.pending() {
			key = []byte{terminal.IgnoreKey}
		}
		if key != nil {
			return copy(p, key), nil
		}
	}
}

// fill waits for more bytes, for ever when within is negative, and reports
// whether any came.
func (k *keyReader) fill(within time.Duration) (bool, error) {
	ready, err := k.wait(within)
	if !ready || err != nil {
		return false, err
	}
	b := make([]byte, 1024)
	n, err := k.tty.Read(b)
	k.typed = append(k.typed, b[:n]...)
	return n > 0, err
}

// wait uses select, which unlike poll works on the terminals of every unix.
func (k *keyReader) wait(within time.Duration) (bool, error) {
	tty, over := int(k.tty.Fd()), int(k.over.Fd())
	for {
		var fds unix.FdSet
		fds.Set(tty)
		fds.Set(over)
		var timeout *unix.Timeval
		if within >= 0 {
			t := unix.NsecToTimeval(within.Nanoseconds())
			timeout = &t
		}
		n, err := unix.Select(max(tty, over)+1, &fds, nil, nil, timeout)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return false, err
		case fds.IsSet(over):
			return false, ErrInterrupted
		}
		return n > 0, nil
	}
}

// next takes one key from what was typed; nil when it is one to drop.
func (k *keyReader) next() ([]byte, error) {
	if k.typed[0] != 0x1b {
		return k.character()
	}
	if more, err := k.more(2); !more {
		return k.take(1), err // Escape alone
	}
	switch k.typed[1] {
	case '[':
		return k.sequence()
	case 'O':
		return k.keypad()
	}
	k.take(1) // Alt: the key that follows is dropped with it
	if k.typed[0] != 0x1b {
		_, err := k.character()
		return nil, err
	}
	return nil, nil
}

// character takes one character; bytes that make none are dropped.
func (k *keyReader) character() ([]byte, error) {
	for !utf8.FullRune(k.typed) {
		if came, err := k.fill(keyGap); err != nil {
			return nil, err
		} else if !came {
			break
		}
	}
	c, size := utf8.DecodeRune(k.typed)
	key := k.take(size)
	if c == utf8.RuneError {
		return nil, nil
	}
	return key, nil
}

// keypad takes ESC O and one more.
func (k *keyReader) keypad() ([]byte, error) {
	if more, err := k.more(3); !more {
		k.take(2)
		return nil, err
	}
	return spelled(k.take(3)), nil
}

// sequence takes ESC [ parameters final. One that does not end is dropped.
func (k *keyReader) sequence() ([]byte, error) {
	for end := 2; ; end++ {
		if more, err := k.more(end + 1); !more {
			k.take(len(k.typed))
			return nil, err
		}
		switch c := k.typed[end]; {
		case c == '[' && end == 2: // ESC [ [ A: function keys of the Linux console
		case 0x40 <= c && c <= 0x7e:
			return k.sequenceRead(k.take(end + 1)), nil
		case c < 0x20 || c > 0x7e: // not a sequence after all
			k.take(end)
			return nil, nil
		}
	}
}

// sequenceRead is a whole sequence as survey spells it, or the beginning or the
// end of what is pasted.
func (k *keyReader) sequenceRead(key []byte) []byte {
	switch string(key) {
	case pasteBegins:
		k.pasted = true
	case pasteEnds:
		k.pasted = false
	}
	return spelled(key)
}

// inPaste is a key of what is pasted: line breaks and a tab are a space, and no
// other key does what it does when typed. Ctrl-C does, so that one can always
// leave.
func (k *keyReader) inPaste(key []byte) []byte {
	switch c := key[0]; {
	case c == '\r' || c == '\n' || c == '\t':
		for more, _ := k.more(1); more && (k.typed[0] == '\r' || k.typed[0] == '\n'); more, _ = k.more(1) {
			k.take(1)
		}
		return []byte(" ")
	case c < ' ' && c != terminal.KeyInterrupt || c == terminal.KeyDelete:
		return nil
	}
	return key
}

// spelled is a key as survey spells it, nil where survey does not know it.
func spelled(key []byte) []byte {
	switch string(key[2:]) {
	case "A", "B", "C", "D", "F", "H":
		return key
	case "3~":
		return key
	case "1~", "7~":
		return []byte("\x1b[H")
	case "4~", "8~":
		return []byte("\x1b[F")
	}
	return nil
}

// more waits until n bytes are there, for the time one key may take.
func (k *keyReader) more(n int) (bool, error) {
	for len(k.typed) < n {
		if came, err := k.fill(keyGap); !came {
			return false, err
		}
	}
	return true, nil
}

func (k *keyReader) take(n int) []byte {
	key := bytes.Clone(k.typed[:n])
	k.typed = k.typed[n:]
	return key
}
