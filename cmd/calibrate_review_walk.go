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
	watch   *stopwatch
	timed   bool              // the time is shown
	last    map[string]string // level of the last locked session, by id of person; nil until somebody asks
}

// through walks from the first undecided case to the last one; where all are decided,
// from the first one.
func (w *walk) through() error {
	at := w.undecided(0)
	if at == len(w.order) {
		at = 0
	}
	for at < len(w.order) {
		v, err := w.look(at)
		if err != nil {
			return err
		}
		if at, err = v.decided(); err != nil {
			return err
		}
	}
	return nil
}

// undecided is the first case without a decision from one of them on, else the
// first of all; after the last if there is none.
func (w *walk) undecided(from int) int {
	open := map[string]bool{}
	for _, p := range w.session.Undecided() {
		open[p.ID] = true
	}
	for i := range w.order {
		if at := (from + i) % len(w.order); open[w.order[at].ID] {
			return at
		}
	}
	return len(w.order)
}

// visit is one look at a case.
type visit struct {
	*walk
	at int // index into order
	c  *calibrate.Case
}

// look draws a case, as much of it as the screen has room for.
func (w *walk) look(at int) (*visit, error) {
	opened, err := w.session.Revealed()
	if err != nil {
		return nil, err
	}
	c, err := opened.Case(w.order[at].Name)
	if err != nil {
		return nil, err
	}
	w.watch.turn(c.Person.ID)
	v := &visit{w, at, c}
	io.WriteString(w.app.Stderr, "\n")
	if err := w.out.screen(w.app.Stderr, v.document(false), v.room()); err != nil {
		return nil, err
	}
	w.app.tell("%s", v.levels())
	w.app.tell("%s", v.keys())
	return v, nil
}

// document is the case as the group looks at it, or all there is of it.
func (v *visit) document(whole bool) report.Document {
	return report.Case(v.session.Rubric(), v.c, report.Showing{At: v.at + 1, Of: len(v.order), Whole: whole}, v.app.lang)
}

// decided takes what the group says of a case. It returns the case to go to from
// there: after a decision, the next one without.
func (v *visit) decided() (next int, err error) {
	for next = stay; next == stay && err == nil; {
		var typed string
		if typed, err = v.talk.Line(v.question(), ""); err == nil {
			next, err = v.hear(strings.TrimSpace(typed))
		}
	}
	return next, err
}

func (v *visit) hear(typed string) (next int, err error) {
	if typed == "" {
		return v.enter()
	}
	if key, rest, ok := v.keyTyped(typed); ok {
		return key.do(v, rest)
	}
	l := v.level(typed)
	if l == nil {
		v.app.tell("! %v is no level and no key; type 1 to %d, or ? for the keys", lang.Quoted(typed), len(v.session.Rubric().Levels))
		return stay, nil
	}
	return v.settle(l)
}

// settle asks for the reason of a level, nil for none this time, and records both. A
// decision that needs a reason is not recorded without one.
func (v *visit) settle(l *rubric.Level) (next int, err error) {
	why, err := v.reason(l)
	switch {
	case err != nil:
		return stay, err
	case why == "" && l == nil:
		v.app.tell("! no level this time needs a reason; nothing was recorded")
		return stay, nil
	case why == "" && !v.c.Proposed.Has(l):
		v.app.tell("! a level that is not the proposed one needs a reason; nothing was recorded")
		return stay, nil
	}
	return v.record(l, why)
}

// enter keeps what is agreed, or accepts the level that is proposed. Where it is
// for the group to decide, it does nothing.
func (v *visit) enter() (next int, err error) {
	proposed := v.c.Proposed.Level()
	switch {
	case v.c.Agreed != nil:
		return v.undecided(v.at + 1), nil
	case proposed != nil:
		return v.record(proposed, "")
	}
	v.app.tell("! %s", v.onEnter())
	return stay, nil
}

// onEnter says what Enter does.
func (v *visit) onEnter() string {
	several := v.c.Proposed.Levels
	switch {
	case v.c.Agreed != nil:
		return v.app.t("keep what was agreed: %s", v.agreed())
	case len(several) == 1:
		return v.app.t("accept the level proposed: %s", several[0].Short)
	case len(several) == 0:
		return v.app.t("no level is proposed; type the one that is agreed")
	}
	return v.app.t("the ratings do not decide between %v: the group does; type the level agreed", shorts(several))
}

// question asks for a level.
func (v *visit) question() string {
	switch proposed := v.c.Proposed.Levels; {
	case v.c.Agreed != nil:
		return v.gone() + v.app.t("Level agreed, or Enter to keep %s: ", v.agreed())
	case len(proposed) == 1:
		return v.gone() + v.app.t("Level agreed, or Enter for %s, as proposed: ", proposed[0].Short)
	case len(proposed) > 1:
		return v.gone() + v.app.t("Level agreed (%v are proposed; the group decides): ", shorts(proposed))
	}
	return v.gone() + v.app.t("Level agreed: ")
}

// agreed is what was decided.
func (v *visit) agreed() string {
	if l := v.c.Agreed.Level; l != nil {
		return l.Short
	}
	return v.app.t("no level this time")
}

// shorts are levels by their short titles.
func shorts(levels []*rubric.Level) lang.List {
	var names lang.List
	for _, l := range levels {
		names = append(names, lang.Verbatim(l.Short))
	}
	return names
}

// gone says how much of its time the case has taken, where that is wanted.
func (v *visit) gone() string {
	switch set := v.c.Item.Minutes; {
	case !v.timed:
		return ""
	case set == 0:
		return v.app.t("%d min · ", v.watch.minutes())
	default:
		return v.app.t("%d of %d min · ", v.watch.minutes(), set)
	}
}

// reason asks why, and says who will read it.
func (v *visit) reason(l *rubric.Level) (string, error) {
	before := ""
	if v.c.Agreed != nil && v.c.Agreed.Level == l {
		before = v.c.Agreed.Rationale
	}
	who := report.NameOf(v.c.Person)
	switch {
	case l == nil:
		return v.talk.Line(v.app.t("Reason, which %s will read, as there is no level this time: ", who), before)
	case v.c.Proposed.Has(l):
		return v.talk.Line(v.app.t("Reason, which %s will read (may be left empty): ", who), before)
	}
	return v.talk.Line(v.app.t("Reason, which %s will read, as it is not the proposed level: ", who), before)
}

// record records a level, nil for none this time, and says so.
func (v *visit) record(l *rubric.Level, why string) (next int, err error) {
	id := ""
	if l != nil {
		id = l.ID
	}
	session, err := v.app.change(v.session.ID(), v.by, func(s *calibrate.Session, act calibrate.Act) error {
		return s.Decide(act, v.c.Person.Name, id, why)
	})
	if exitCode(err) == exitUsage {
		v.app.tell("! %v", err)
		return stay, nil
	}
	if err != nil {
		return stay, err
	}
	v.walk.session = session
	switch {
	case l == nil:
		v.app.tell("Recorded: no level this time, with its reason.")
	case v.c.Proposed.Level() == l:
		v.app.tell("Recorded: %s, as proposed.", l.Short)
	case v.c.Proposed.Has(l):
		v.app.tell("Recorded: %s, one of those proposed.", l.Short)
	default:
		v.app.tell("Recorded: %s, with its reason.", l.Short)
	}
	v.app.tellWithheld(session, v.c.Person.Name)
	return v.undecided(v.at + 1), nil
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

// levels lists the levels by number.
func (w *walk) levels() string {
	var levels []string
	for i, l := range w.session.Rubric().Levels {
		levels = append(levels, strconv.Itoa(i+1)+" "+l.Short)
	}
	return unbroken(levels)
}

// keys lists the keys that are used most; on a short screen only those that tell the
// others and lead out.
func (w *walk) keys() string {
	lines, _ := sizeOf(w.app.Stderr)
	all := reviewKeys()
	if lines < usualLines {
		all = all[len(all)-2:]
	}
	var keys []string
	for _, k := range all {
		if k.word != "" {
			keys = append(keys, w.app.in(k.letter)+" "+w.app.in(k.word))
		}
	}
	return unbroken(keys)
}

// unbroken is a list that breaks between its entries only.
func unbroken(list []string) string {
	const hold = "\u00a0"
	return strings.ReplaceAll(strings.ReplaceAll(strings.Join(list, "\n"), " ", hold), "\n", hold+"· ")
}

// room is how many lines of the screen a case may take: what was recorded last, a
// blank line, what is asked and one to spare need the others.
func (v *visit) room() int {
	lines, columns := sizeOf(v.app.Stderr)
	below := 3
	for _, text := range []string{v.levels(), v.keys(), v.question()} {
		below += len(lang.Wrap(text, columns-1))
	}
	return max(lines-below, 1)
}

// sizeOf is how many lines and columns a screen has, 24 and 80 where it does not say.
func sizeOf(w io.Writer) (lines, columns int) {
	columns, lines, err := term.GetSize(int(descriptor(w)))
	if err != nil {
		return usualLines, 80
	}
	return lines, columns
}

// usualLines is how many lines a screen has that does not say.
const usualLines = 24

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
	if stopped && open > 0 {
		return outcome(exitInterrupted)
	}
	return nil
}
