package cmd

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/term"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/cmd/ask"
	"rung/rubric"
	"rung/rubric/lang"
)

// agendaOrder is the subjects by name, in the order of the agenda, then those
// who are not on it.
func agendaOrder(s *calibrate.Session, opened *calibrate.Opened) []assess.Person {
	at := map[string]assess.Person{}
	for _, p := range s.Subjects() {
		at[p.ID] = p
	}
	var order []assess.Person
	agenda, _ := opened.Agenda()
	for _, item := range agenda.Items {
		order = append(order, at[item.Subject])
		delete(at, item.Subject)
	}
	for _, p := range s.Subjects() {
		if _, left := at[p.ID]; left {
			order = append(order, p)
		}
	}
	return order
}

// walk is the way of a group through the cases of a session.
type walk struct {
	*calibrateReviewOptions
	session *calibrate.Session
	talk    ask.Dialog
	order   []assess.Person
	before  map[string]string // level of the last locked session, by id of person
}

// through walks from the first undecided case to the last one.
func (w *walk) through() error {
	at := w.undecided(0)
	for at < len(w.order) {
		next, err := w.visit(at)
		if err != nil {
			return err
		}
		at = next
	}
	return nil
}

// undecided is the first case without a decision, not before one of them.
func (w *walk) undecided(from int) int {
	open := map[string]bool{}
	for _, p := range w.session.Undecided() {
		open[p.ID] = true
	}
	for at := from; at < len(w.order); at++ {
		if open[w.order[at].ID] {
			return at
		}
	}
	return len(w.order)
}

// visit shows one case and takes what the group says. It returns the case to go
// to from there: after a decision, the next one without.
func (w *walk) visit(at int) (next int, err error) {
	opened, err := w.session.Revealed()
	if err != nil {
		return 0, err
	}
	c, err := opened.Case(w.order[at].Name)
	if err != nil {
		return 0, err
	}
	if err := w.show(at, c, w.room()); err != nil {
		return 0, err
	}
	for {
		typed, err := w.talk.Line(w.question(), "")
		if err != nil {
			return 0, err
		}
		switch typed = strings.ToLower(strings.TrimSpace(typed)); typed {
		case "n", "s":
			return at + 1, nil
		case "b", "r":
			return max(0, at-1), nil
		case "q":
			return 0, ask.ErrInterrupted
		case "d":
			if err := w.show(at, c, 0); err != nil {
				return 0, err
			}
			continue
		}
		if l := w.level(typed); l == nil {
			w.app.tell("! type the number of a level, or one of the letters")
		} else if done, err := w.decide(w.order[at], c, l); done || err != nil {
			return w.undecided(at + 1), err
		}
	}
}

// show draws a case, on at most so many lines if not 0, and the levels to choose
// from.
func (w *walk) show(at int, c *calibrate.Case, lines int) error {
	how := report.Showing{At: at + 1, Of: len(w.order), Last: w.before[w.order[at].ID]}
	io.WriteString(w.app.Stderr, "\n")
	if err := w.out.screen(w.app.Stderr, report.Case(w.session.Rubric(), c, how, w.app.lang), lines); err != nil {
		return err
	}
	w.app.tell("%s", w.legend())
	return nil
}

// room is how many lines of the screen a case may take: what is asked needs the
// others.
func (w *walk) room() int {
	return max(linesOf(w.app.Stderr)-asked, 1)
}

// linesOf is how many lines a screen has.
func linesOf(w io.Writer) int {
	if f, ok := w.(interface{ Fd() uintptr }); ok {
		if _, lines, err := term.GetSize(int(f.Fd())); err == nil {
			return lines
		}
	}
	return usualLines
}

// asked is how many lines a blank line, the levels and the prompt take, and one to
// spare.
const asked = 4

// usualLines is how many lines a screen has that does not say.
const usualLines = 24

// legend lists the levels by number.
func (w *walk) legend() string {
	var levels []string
	for i, l := range w.session.Rubric().Levels {
		levels = append(levels, strconv.Itoa(i+1)+"\u00a0"+strings.ReplaceAll(l.Short, " ", "\u00a0"))
	}
	return strings.Join(levels, " · ")
}

// question says what can be typed.
func (w *walk) question() string {
	return w.app.t("Level agreed (1 to %d; n next, b back, d details, q stop): ", len(w.session.Rubric().Levels))
}

// level is the level that was typed, by its number or what it is called; nil if
// there is none.
func (w *walk) level(typed string) *rubric.Level {
	levels := w.session.Rubric().Levels
	if n, err := strconv.Atoi(typed); err == nil && 1 <= n && n <= len(levels) {
		return &levels[n-1]
	}
	l, _ := w.session.Rubric().FindLevel(typed)
	return l
}

// decide records a level, with a reason where it is not the proposed one. It is
// not done if the reason is missing.
func (w *walk) decide(person assess.Person, c *calibrate.Case, l *rubric.Level) (done bool, err error) {
	why := ""
	if c.Agreed != nil && c.Agreed.Level == l {
		why = c.Agreed.Rationale
	}
	question := w.app.t("Reason (may be left empty): ")
	if !c.Proposed.Has(l) {
		question = w.app.t("Reason, as it is not the proposed level: ")
	}
	if why, err = w.talk.Line(question, why); err != nil {
		return false, err
	}
	if why == "" && !c.Proposed.Has(l) {
		w.app.tell("! a level that is not the proposed one needs a reason; nothing was recorded")
		return false, nil
	}
	session, err := w.app.change(w.session.ID(), w.by, func(s *calibrate.Session, act calibrate.Act) error {
		return s.Decide(act, person.Name, l.ID, why)
	})
	if exitCode(err) == exitUsage {
		w.app.tell("! %v", err)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	w.session = session
	return true, nil
}

// left says where the group stands when the walk ends.
func (w *walk) left(err error) error {
	stopped := errors.Is(err, context.Canceled) || errors.Is(err, io.EOF)
	if err != nil && !stopped {
		return err
	}
	open := len(w.session.Undecided())
	switch {
	case open > 0:
		w.app.tell("%v without a decision. `rung calibrate review %s` goes on from there.",
			lang.Count(open, "person", "people"), w.session.ID())
	default:
		w.app.tell("Everybody has a decision. Next: rung calibrate report %s · rung calibrate lock %s", w.session.ID(), w.session.ID())
	}
	if stopped {
		return outcome(exitInterrupted)
	}
	return nil
}
