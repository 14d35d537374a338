package ask

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/term"

	"rung/assess"
	"rung/assess/report/terminal"
	"rung/rubric/lang"
)

// plainWidth is where plain text is wrapped, or before the edge of a terminal that
// is narrower.
const plainWidth = 79

// plainDialog talks in lines of text: it never moves the cursor, erases
// nothing and sends no escape codes, so that it reads the same on a dumb
// terminal, through a screen reader and in a log.
type plainDialog struct {
	in    lines
	out   io.Writer
	lang  lang.Tag
	ascii bool
	echo  bool         // write what was read, where no terminal does
	said  bytes.Buffer // since the last line was read
	heard int          // lines read where no terminal is
	close func() error
}

// lines are what the person types, one at a time, without their ends.
type lines interface{ read() (string, error) }

// mostHeard is how many lines are read from a pipe: more than any script needs,
// so that one that never ends (yes | rung assess --plain) does not run for ever.
const mostHeard = 5000

// newPlainDialog talks over any two streams. With Echo the lines read are
// written out as well, so that the transcript of a pipe is whole.
func newPlainDialog(ctx context.Context, s Streams) *plainDialog {
	return &plainDialog{in: newLineReader(ctx, s.In), out: s.Out, lang: s.Lang, ascii: s.ASCII, echo: s.Echo,
		close: func() error { return nil }}
}

// Close gives the terminal back, where one was taken.
func (p *plainDialog) Close() error { return p.close() }

// Ask puts a question, or after a refusal only says why and asks again.
func (p *plainDialog) Ask(v assess.QuestionView) (assess.Action, error) {
	if v.Refused != nil {
		p.complain(v.Refused)
	} else {
		p.question(v)
	}
	label := lang.Sprintf("%v, %v: ", span(v), now(v)).In(p.lang)
	if v.Turn == 0 {
		label = lang.Sprintf("%d of %d, ", v.Number, v.Of).In(p.lang) + label
	}
	a, err := p.until(label, assess.Asking, func(line string) (assess.Action, error) {
		a, err := replyTo(v, line, p.lang)
		switch {
		case err == nil && a.Verb == askNote:
			text, err := p.Line(lang.Text("Note: ").In(p.lang), v.Note)
			return assess.Action{Verb: assess.Note, Text: text}, err
		case err == nil && a.Verb == askJump:
			text, err := p.Line(lang.Sprintf("Question to jump to, 1 to %d: ", v.Of).In(p.lang), "")
			return assess.Action{Verb: assess.Jump, Text: text}, err
		}
		return a, err
	})
	if said := recorded(v, a, p.lang); err == nil && said != "" {
		p.say("= ", said)
	}
	return a, err
}

// Review lists all answers.
func (p *plainDialog) Review(v assess.ReviewView) (assess.Action, error) {
	if v.Refused != nil {
		p.complain(v.Refused)
	} else {
		p.review(v)
	}
	label := lang.Sprintf("Review, 1 to %d to change an answer: ", len(v.Questions)).In(p.lang)
	return p.until(label, assess.Reviewing, func(line string) (assess.Action, error) {
		return replyToReview(v, line, p.lang)
	})
}

// Confirm asks for a yes or a no.
func (p *plainDialog) Confirm(question string) (bool, error) {
	label := strings.TrimSpace(question) + lang.Text(" (y or n): ").In(p.lang)
	for {
		line, err := p.read(label)
		if err != nil {
			return false, err
		}
		if yes, ok := yesOrNo(line, p.lang); ok {
			return yes, nil
		}
		p.say("", typeYesOrNo.In(p.lang))
	}
}

// Line asks for a line of text. An empty line keeps the present text, a hyphen
// removes it.
func (p *plainDialog) Line(question, present string) (string, error) {
	if present != "" {
		p.say(lang.Text("Now: ").In(p.lang), present)
		p.say("", lang.Text("An empty line keeps it, - removes it.").In(p.lang))
	}
	line, err := p.read(question)
	switch text := strings.TrimSpace(line); {
	case err != nil || text == "":
		return present, err
	case text == "-":
		return "", nil
	default:
		return text, nil
	}
}

// Choose lists the entries, to name one by its number.
func (p *plainDialog) Choose(question string, entries []string) (int, error) {
	p.said.WriteString("\n")
	p.say("", question)
	for i, text := range entries {
		p.say(fmt.Sprintf("%3d. ", i+1), text)
	}
	quit := wordFor(assess.Quit, "")
	p.say("", wordList([]word{quit}, p.lang, word.typed))
	span := lang.Sprintf("1 to %d", len(entries))
	for {
		line, err := p.read(lang.Sprintf("%v: ", span).In(p.lang))
		if err != nil && !isComplaint(err) {
			return 0, err
		}
		if n, _ := strconv.Atoi(simply(line)); err == nil && 1 <= n && n <= len(entries) {
			return n - 1, nil
		}
		if quit.is(simply(line), p.lang, assess.Reviewing) {
			return 0, io.EOF
		}
		p.complain(lang.Errorf("%v is none of these; type %v, or %s to save and quit", lang.Quoted(line), span, quit.short(p.lang)))
	}
}

// Pages writes a text, all at once.
func (p *plainDialog) Pages(text string) (paged bool, err error) {
	_, err = io.WriteString(p.out, text)
	return false, err
}

// until reads lines until one makes an action; what cannot be understood is
// said and asked again. The end of the input quits.
func (p *plainDialog) until(label string, stage assess.Stage, understand func(string) (assess.Action, error)) (assess.Action, error) {
	for {
		line, err := p.read(label)
		if err == nil {
			var a assess.Action
			a, err = understand(line)
			if err == nil && a.Verb != askHelp {
				return a, nil
			}
		}
		switch {
		case err == nil:
			p.help(stage)
		case errors.Is(err, io.EOF):
			return assess.Action{Verb: assess.Quit}, nil
		case !isComplaint(err):
			return assess.Action{}, err
		default:
			p.complain(err)
		}
	}
}

func (p *plainDialog) question(v assess.QuestionView) {
	p.said.WriteString("\n")
	p.say("", place(v, p.lang))
	p.say("", v.Text)
	p.options(v)
	if lead, said := kept(v, p.lang); said != "" {
		p.say(lead, said)
	}
	if lead, note := noteOf(v, p.lang); note != "" {
		p.say(lead, note)
	}
	p.say("", wordList(wordsAt(assess.Asking), p.lang, word.typed))
}

func (p *plainDialog) options(v assess.QuestionView) {
	for i, o := range v.Options {
		p.say(fmt.Sprintf("%3d. ", i+1), o.Text)
	}
}

func (p *plainDialog) review(v assess.ReviewView) {
	p.said.WriteString("\n")
	for _, q := range v.Questions {
		p.say(fmt.Sprintf("%3d. ", q.Number), q.Text)
		p.say("     = ", saidOrOpen(q, p.lang))
		if q.Note != "" {
			p.say(lang.Text("     Note: ").In(p.lang), q.Note)
		}
	}
	p.say("", tally(v, p.lang))
	if lack := lack(v, p.lang); lack != "" {
		p.say("! ", lack)
	}
	if v.Enough {
		p.say("", enough.In(p.lang))
	}
	p.say("", wordList(reviewWords(v), p.lang, word.typed))
}

func (p *plainDialog) help(stage assess.Stage) {
	for _, w := range wordsAt(stage) {
		p.say(fmt.Sprintf("  %-10s", w.typed(p.lang)), w.title.In(p.lang))
	}
	p.say("", guidance.In(p.lang))
}

func (p *plainDialog) complain(err error) {
	p.say("! ", lang.In(err, p.lang))
}

// text is a raw text with the space around it, as the terminal may show it.
func (p *plainDialog) text(s string) string { return terminal.Text(s, p.ascii) }

// say adds a paragraph to what is written before the next line is read.
func (p *plainDialog) say(lead, text string) {
	for _, line := range wrap(p.text(lead), shown(text, p.ascii), p.width()) {
		p.said.WriteString(line + "\n")
	}
}

func (p *plainDialog) width() int {
	if f, ok := p.out.(interface{ Fd() uintptr }); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 1 {
			return min(columns-1, plainWidth)
		}
	}
	return plainWidth
}

// read writes what there is to say and the label, and reads a line.
func (p *plainDialog) read(label string) (string, error) {
	p.said.WriteString(strings.Join(wrap("", p.text(label), p.width()), "\n"))
	_, err := p.out.Write(p.said.Bytes())
	p.said.Reset()
	if err != nil {
		return "", err
	}
	line, err := p.in.read()
	if p.echo {
		p.heard++
	}
	switch {
	case p.heard > mostHeard:
		fmt.Fprintln(p.out)
		return "", ErrEndless
	case err != nil && !isComplaint(err):
		fmt.Fprintln(p.out)
	case p.echo:
		_, werr := fmt.Fprintln(p.out, shown(line, p.ascii))
		err = errors.Join(err, werr)
	}
	return line, err
}
