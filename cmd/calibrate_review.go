package cmd

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/cmd/ask"
	"rung/rubric"
	"rung/rubric/lang"
)

type reviewOptions struct {
	app *app
	out *output

	by    string
	plain bool
	last  bool
}

func newCalibrateReview(a *app) *cobra.Command {
	o := reviewOptions{app: a}
	c := &cobra.Command{
		Use:   "review SESSION",
		Short: a.in(lang.T("Walk the cases, one screen each, to an agreed level", "Parcourir les cas, un écran chacun, jusqu’à un niveau convenu")),
		Long: a.in(lang.T("Shows each person in the order of the agenda, takes the agreed level and the reason, and moves on. Every decision is saved at once; after Ctrl-C, review goes on with the first person without one.",
			"Montre chaque personne dans l’ordre de l’ordre du jour, prend le niveau convenu et la raison, et passe à la suivante. Chaque décision est enregistrée aussitôt ; après Ctrl-C, review reprend à la première personne sans décision.")),
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = &output{app: a}
	c.Flags().BoolVar(&o.plain, "plain", false, a.in(lang.T("ask line by line, without cursor movement", "poser les questions ligne à ligne, sans déplacer le curseur")))
	c.Flags().BoolVar(&o.last, "last", false, a.in(lang.T("show each person's level of the last locked session; it anchors, so only on request", "montrer le niveau de chacun à la dernière session verrouillée ; cela influence, donc sur demande seulement")))
	a.byFlag(c, &o.by)
	return c
}

func (o *reviewOptions) run(id string) error {
	session, opened, err := o.app.opened(id)
	if err != nil {
		return err
	}
	if err := session.CanDecide(); err != nil {
		return sessionError(err)
	}
	how := o.app.face(o.plain)
	if how == ask.None {
		return usageErrorf(lang.T("there is no terminal to ask on; use `rung calibrate decide %s`, or --plain to read answers line by line", "il n’y a pas de terminal pour demander ; utilisez `rung calibrate decide %s`, ou --plain pour lire les réponses ligne à ligne"), id)
	}
	walk := walk{reviewOptions: o, session: session, order: agendaOrder(session, opened)}
	if o.last {
		if walk.before, err = o.app.lastLevels(session); err != nil {
			return err
		}
	}
	if walk.talk, err = o.app.dialog(how); err != nil {
		return err
	}
	err = errors.Join(walk.through(), walk.talk.Close())
	return walk.left(err)
}

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
	*reviewOptions
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
	person := w.order[at]
	c, err := opened.Case(person.Name)
	if err != nil {
		return 0, err
	}
	show := func(lines int) error {
		how := report.Showing{At: at + 1, Of: len(w.order), Last: w.before[person.ID], Lines: lines}
		io.WriteString(w.app.Stderr, "\n")
		return report.Case(w.app.Stderr, w.session.Rubric(), c, how, w.out.options(w.plain))
	}
	if err := show(w.room()); err != nil {
		return 0, err
	}
	w.app.tell(lang.T("%s", "%s"), w.legend())
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
			if err := show(0); err != nil {
				return 0, err
			}
			w.app.tell(lang.T("%s", "%s"), w.legend())
			continue
		}
		if l := w.level(typed); l != nil {
			if done, err := w.decide(person, c, l); done || err != nil {
				return w.undecided(at + 1), err
			}
			continue
		}
		w.app.tell(lang.T("! type the number of a level, or one of the letters", "! tapez le numéro d’un niveau, ou une des lettres"))
	}
}

// room is how many lines of the screen a case may take: what is asked needs the
// others.
func (w *walk) room() int {
	lines := usualLines
	if f, ok := w.app.Stderr.(interface{ Fd() uintptr }); ok {
		if _, there, err := term.GetSize(int(f.Fd())); err == nil {
			lines = there
		}
	}
	return max(lines-asked, 1)
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
		levels = append(levels, strconv.Itoa(i+1)+"\u00a0"+strings.ReplaceAll(lang.Defang(l.Short), " ", "\u00a0"))
	}
	return strings.Join(levels, " · ")
}

// question says what can be typed.
func (w *walk) question() string {
	return w.app.t(lang.T("Level agreed (1 to %d; n next, b back, d details, q stop): ", "Niveau convenu (1 à %d ; s suivante, r retour, d détails, q arrêter) : "),
		len(w.session.Rubric().Levels))
}

// level is the level that was typed, by its number, id or short name.
func (w *walk) level(typed string) *rubric.Level {
	levels := w.session.Rubric().Levels
	if n, err := strconv.Atoi(typed); err == nil && 1 <= n && n <= len(levels) {
		return &levels[n-1]
	}
	for i := range levels {
		if typed == levels[i].ID || typed == strings.ToLower(levels[i].Short) {
			return &levels[i]
		}
	}
	return nil
}

// decide records a level, with a reason where it is not the proposed one. It is
// not done if the reason is missing.
func (w *walk) decide(person assess.Person, c *calibrate.Case, l *rubric.Level) (done bool, err error) {
	why := ""
	if c.Agreed != nil && c.Agreed.Level == l {
		why = c.Agreed.Rationale
	}
	question := w.app.t(lang.T("Reason (may be left empty): ", "Raison (peut rester vide) : "))
	if l != c.Proposed {
		question = w.app.t(lang.T("Reason, as it is not the proposed level: ", "Raison, car ce n’est pas le niveau proposé : "))
	}
	if why, err = w.talk.Line(question, why); err != nil {
		return false, err
	}
	if why == "" && l != c.Proposed {
		w.app.tell(lang.T("! a level that is not the proposed one needs a reason; nothing was recorded", "! un niveau qui n’est pas celui proposé demande une raison ; rien n’a été inscrit"))
		return false, nil
	}
	act, err := w.app.act(w.by)
	if err != nil {
		return false, err
	}
	if err := w.session.Decide(act, person.Name, l.ID, why); err != nil {
		w.app.tell(lang.T("! %v", "! %v"), err)
		return false, nil
	}
	return true, w.app.keepSession(w.session)
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
		w.app.tell(lang.T("%v without a decision. `rung calibrate review %s` goes on from there.", "%v sans décision. `rung calibrate review %s` reprend là."),
			lang.Count{N: open, One: lang.T("person", "personne"), Many: lang.T("people", "personnes")}, w.session.ID())
	default:
		w.app.tell(lang.T("Everybody has a decision. Next: rung calibrate report %s · rung calibrate lock %s", "Tout le monde a une décision. Ensuite : rung calibrate report %s · rung calibrate lock %s"), w.session.ID(), w.session.ID())
	}
	if stopped {
		return outcome(exitInterrupted)
	}
	return nil
}

// lastLevels is what the latest locked session, other than this one, agreed for
// each person.
func (a *app) lastLevels(current *calibrate.Session) (map[string]string, error) {
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	listed, err := s.Sessions()
	if err != nil {
		return nil, err
	}
	levels := map[string]string{}
	var newest *calibrate.Analysis
	for _, one := range listed {
		if one.ID == current.ID() || one.State != calibrate.Locked {
			continue
		}
		_, opened, err := a.opened(one.ID)
		if err != nil {
			return nil, err
		}
		if analysis := calibrate.Analyse(opened); newest == nil || analysis.Locked.After(newest.Locked) {
			newest = analysis
		}
	}
	if newest == nil {
		a.tell(lang.T("No other session is locked, so there are no last levels.", "Aucune autre session n’est verrouillée ; il n’y a pas de derniers niveaux."))
		return levels, nil
	}
	for _, p := range newest.People {
		if p.Agreed != nil {
			levels[p.Person.ID] = a.t(lang.T("%s, in %s", "%s, dans %s"), lang.Defang(p.Agreed.Level.Short), newest.ID)
		}
	}
	return levels, nil
}
