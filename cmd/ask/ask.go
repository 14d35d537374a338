// Package ask holds the faces of an interview, and of the few questions that
// commands ask besides: lists to move in on terminals that can draw them, and
// plain lines for all others, for screen readers and for pipes.
//
// How it speaks:
//
//   - A question is put in the rubric's words. The line to type on says what it
//     takes and what the answer is now, and ends with a colon: "2 of 26, 1 to 4,
//     now 3: ".
//   - A refusal begins with "! ", has no capital and no full stop, and says what
//     was wrong, then what to type instead. The question is asked again.
//   - What is told has a capital and a full stop. What a word or a key does is
//     named in a few words, without either.
//   - Nothing is an answer that nobody gave: not Enter by itself, not the end of
//     the input, not a list's first entry.
//   - Every word can be said in each language; a letter belongs to the person's.
//     What it can be is in the table of words, and nowhere else.
//   - Colour says nothing that the text does not say. What is
//     said is made of raw texts, and is escaped where it is drawn.
package ask

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"rung/assess"
	"rung/rubric/lang"
)

// Dialog is a conversation with the person at the terminal: the prompts of an
// interview, and the few questions that commands ask besides. Texts are in the
// language of the person, and raw: they are escaped where they are drawn.
//
// Where the person ends the input (Ctrl-D) an interview is quit and the other
// questions return io.EOF: never an answer. Ctrl-C, and the end of the context,
// is ErrInterrupted everywhere.
type Dialog interface {
	assess.Prompter
	// Confirm asks for a yes or a no until it gets one.
	Confirm(question string) (bool, error)
	// Line asks for a line of text. The present text stays when nothing is
	// typed.
	Line(question, present string) (string, error)
	// Choose asks for one of some entries, by its index.
	Choose(question string, entries []string) (int, error)
	// Pages shows a text that is drawn already, with nothing asked: where pages
	// can be turned and it is longer than the screen, page by page, and then it
	// says so.
	Pages(text string) (paged bool, err error)
	// Close gives the terminal back as it was.
	Close() error
}

// ErrInterrupted says that the person, or the system, stopped the conversation.
// It is a context.Canceled.
var ErrInterrupted error = &ended{lang.Text("interrupted"), context.Canceled}

// ErrEndless says that a pipe goes on after more than any script needs.
var ErrEndless error = &ended{text: lang.Text("the input does not end; pipe one answer per question, or give --answers FILE")}

// ended is why a conversation is over.
type ended struct {
	text lang.Localized
	is   error
}

func (e *ended) Error() string { return e.In(lang.EN) }

func (e *ended) In(t lang.Tag) string { return e.text.In(t) }

func (e *ended) Unwrap() error { return e.is }

// isComplaint tells what the person can put right from what ends the
// conversation.
func isComplaint(err error) bool {
	var said lang.Localized
	var over *ended
	return errors.As(err, &said) && !errors.As(err, &over)
}

// Streams is what a conversation is held over.
type Streams struct {
	In    io.Reader // for the drawn face an *os.File that is a terminal
	Out   io.Writer // likewise
	Lang  lang.Tag
	Color bool // for the drawn face; plain lines have none
	ASCII bool // write in ASCII, for locales that are not UTF-8
	Echo  bool // for plain lines: write what was read, where no terminal does
	Dumb  bool // for plain lines: the terminal takes no escape code, not even to mark what is pasted
}

// Open begins a conversation that ends when ctx does, and when the system
// interrupts or ends the process: whoever waits for an answer then gets
// ErrInterrupted, and Close gives the terminal back. Close it, whatever happened.
func Open(ctx context.Context, f Face, s Streams) (Dialog, error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	open := newDrawnDialog
	if f != Drawn {
		open = newLinesDialog
	}
	d, err := open(ctx, s)
	if err != nil {
		stop()
		return nil, err
	}
	return interruptible{d, s, stop}, nil
}

// interruptible is a dialog that takes the signals of the process until it is
// closed.
type interruptible struct {
	Dialog
	streams Streams
	stop    func()
}

// Review asks somebody at a terminal once more before too few answers are handed
// in.
func (i interruptible) Review(v assess.ReviewView) (assess.Action, error) {
	for {
		a, err := i.Dialog.Review(v)
		if err != nil || a.Verb != assess.Submit || len(v.ToAnswer) == 0 || i.streams.Echo {
			return a, err
		}
		sure, err := i.Confirm(lang.Text("These answers are too few for a level. Submit anyway?").In(i.streams.Lang))
		switch {
		case errors.Is(err, io.EOF):
			return assess.Action{Verb: assess.Quit}, nil
		case sure || err != nil:
			return a, err
		}
		v.Refused = nil
	}
}

// Close gives the terminal back first, so that no signal finds it changed. What
// was typed and not read is for nobody: the shell would run it.
func (i interruptible) Close() error {
	defer i.stop()
	defer DiscardTyped(i.streams.In)
	return i.Dialog.Close()
}
