package report

import (
	"strconv"
	"strings"

	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric/lang"
)

// Agenda is only what is worth the group's time.
func Agenda(a *calibrate.Analysis, tag lang.Tag) Document {
	v := newSessionView(a, tag)
	v.agenda()
	v.add(Break{}, Next{v.t("Next"), []string{"rung calibrate review " + a.ID}})
	return v.document("")
}

// AgendaPage is the same as it is handed on: a table of everybody, with the minutes
// and the reasons.
func AgendaPage(a *calibrate.Analysis, tag lang.Tag) Document {
	v := newSessionView(a, tag)
	v.add(Headline{Kicker: a.Title, Text: v.agendaTitle()})
	v.agendaTable()
	return v.document(agendaGrid)
}

// agendaGrid is the name of the table of an agenda.
const agendaGrid = "agenda"

func (v *sessionView) agendaTable() {
	g := Grid{Name: agendaGrid, Title: v.t("Agenda"), Columns: []Column{
		v.wide("Person"), v.figures("Minutes"), v.wide("Why talk"),
	}}
	for _, item := range v.a.Agenda.Items {
		minutes, why := absent("–"), absent("–")
		if item.Minutes > 0 {
			minutes = v.count(item.Minutes)
		}
		if len(item.Concerns) > 0 {
			why = text(v.concerns(item))
		}
		g.Rows = append(g.Rows, []Cell{text(v.named(item.Subject)), minutes, why})
	}
	v.add(g)
	v.drawn()
}

func (v *sessionView) agenda() {
	a := v.a.Agenda
	v.add(Heading{v.agendaTitle()})
	planned, rest := v.agendaItems()
	v.add(Items{Items: planned})
	if len(rest) > 0 {
		v.say("The time ends here; if there is more:")
		v.add(Items{Items: rest})
	}
	calm := len(a.Items) - len(planned) - len(rest)
	switch {
	case len(a.Items) == 0:
		v.say("There is nothing to discuss: nobody has a fair standing.")
	case calm > 0:
		v.say("Nothing calls for discussion about %v.", people(calm))
	}
	v.drawn()
}

func (v *sessionView) agendaTitle() string {
	if v.a.Planned {
		return v.t("Agenda for %d minutes", v.a.Agenda.Minutes)
	}
	return v.t("Agenda")
}

// drawn says how the order among equals came about.
func (v *sessionView) drawn() {
	if v.a.Planned {
		v.add(Sentence{Text: v.t("Order among equals drawn with seed %d.", v.a.Agenda.Seed), Tone: Faint})
	}
}

// agendaItems are the people to talk about, those for whom there is time apart
// from the others.
func (v *sessionView) agendaItems() (planned, rest []Item) {
	a := v.a.Agenda
	for i, item := range a.Items {
		if len(item.Concerns) == 0 {
			continue
		}
		minutes := ""
		if item.Minutes > 0 {
			minutes = v.t(", %d min", item.Minutes)
		}
		entry := Item{Lead: strconv.Itoa(i+1) + ".", Text: v.named(item.Subject) + minutes + v.colon() + v.concerns(item)}
		if len(rest) > 0 || item.Minutes == 0 && a.Minutes > 0 {
			rest = append(rest, entry)
		} else {
			planned = append(planned, entry)
		}
	}
	return planned, rest
}

func (w *writing) concerns(item ratings.Item) string {
	var said []string
	for _, c := range item.Concerns {
		said = append(said, w.concern(c))
	}
	return strings.Join(said, w.t("; ")) + "."
}

func (w *writing) concern(c ratings.Concern) string {
	n := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 1} }
	fine := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 2} }
	switch c.Cause {
	case ratings.Apart:
		return w.t("raters differ by %v (%v to %v)", n(c.To-c.From), n(c.From), n(c.To))
	case ratings.SelfApart:
		return w.t("own rating %v, others %v", n(c.To), n(c.From))
	case ratings.Moved:
		return w.t("severity changes the level (raw mean %v, fair %v)", fine(c.From), fine(c.To))
	case ratings.NearBoundary:
		return w.t("close to the boundary at %v (%v)", n(c.To), fine(c.From))
	case ratings.Tracks:
		return w.t("raters see different tracks")
	}
	return w.t("one rater only")
}
