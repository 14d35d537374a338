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
		v.wide("Person"), v.figures("Doubt"), v.figures("Minutes"), v.wide("Why talk"),
	}}
	for _, item := range v.a.Agenda.Items {
		minutes, why := absent("–"), absent("–")
		if item.Minutes > 0 {
			minutes = v.count(item.Minutes)
		}
		if reasons := v.concerns(item); reasons != "" {
			why = text(reasons + ".")
		}
		doubt := v.share(item.Doubt)
		doubt.Text = v.doubted(item.Doubt)
		g.Rows = append(g.Rows, []Cell{text(v.named(item.Subject)), doubt, minutes, why})
	}
	v.add(g)
	v.drawn()
}

func (v *sessionView) agenda() {
	v.add(Heading{v.agendaTitle()})
	planned, rest, least := v.agendaItems()
	v.add(Items{Items: planned})
	if len(rest) > 0 {
		v.say("The time ends here; if there is more:")
		v.add(Items{Items: rest})
	}
	if len(least) > 0 {
		v.say("Least in doubt: %s.", strings.Join(least, ", "))
	}
	v.drawn()
}

func (v *sessionView) agendaTitle() string {
	if v.a.Planned {
		return v.t("Agenda for %d minutes", v.a.Agenda.Minutes)
	}
	return v.t("Agenda")
}

// drawn says what a doubt is, and how the order among equals came about.
func (v *sessionView) drawn() {
	if len(v.a.Agenda.Items) == 0 {
		v.say("Nobody can be put on the agenda: no manager, no panel and no three peers have rated.")
		return
	}
	said := v.t("Doubt is the chance, as these raters see it together, that the level proposed is not right; of several, the likeliest.")
	if v.a.Planned {
		said += v.t(" Order among equals drawn with seed %d.", v.a.Agenda.Seed)
	}
	v.add(Sentence{Text: said, Tone: Faint})
}

// agendaItems are the people to talk about, those for whom there is time apart
// from the others, and those least in doubt.
func (v *sessionView) agendaItems() (planned, rest []Item, least []string) {
	a := v.a.Agenda
	for i, item := range a.Items {
		if !item.InDoubt() {
			least = append(least, v.named(item.Subject)+" ("+v.despite(v.doubted(item.Doubt), item)+")")
			continue
		}
		minutes := ""
		if item.Minutes > 0 {
			minutes = v.t(", %d min", item.Minutes)
		}
		entry := Item{Lead: strconv.Itoa(i+1) + ".", Text: v.named(item.Subject) + minutes +
			v.because(v.t(", doubt %s", v.doubted(item.Doubt)), item) + "."}
		if len(rest) > 0 || item.Minutes == 0 && a.Minutes > 0 {
			rest = append(rest, entry)
		} else {
			planned = append(planned, entry)
		}
	}
	return planned, rest, least
}

// because is what was said of an item, and the reasons to talk.
func (w *writing) because(said string, item ratings.Item) string {
	if why := w.concerns(item); why != "" {
		said += w.colon() + why
	}
	return said
}

// doubted renders a chance as a share, which is never none.
func (w *writing) doubted(of float64) string {
	if of < 0.005 {
		return w.t("under %s", w.percent(0.01))
	}
	return w.percent(of)
}

// despite is what was said of an item that is little in doubt, and what speaks against
// that.
func (w *writing) despite(said string, item ratings.Item) string {
	if why := w.concerns(item); why != "" {
		said += w.t("; but %s", why)
	}
	return said
}

func (w *writing) concerns(item ratings.Item) string {
	var said []string
	for _, c := range item.Concerns {
		said = append(said, w.concern(c))
	}
	if said == nil && item.InDoubt() {
		return w.t("the ratings leave several levels open")
	}
	return strings.Join(said, w.t("; "))
}

func (w *writing) concern(c ratings.Concern) string {
	n := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 1} }
	fine := func(x float64) lang.Number { return lang.Number{Value: x, Decimals: 2} }
	switch c.Cause {
	case ratings.Apart:
		return w.t("raters differ by %v (%v to %v)", n(c.To-c.From), n(c.From), n(c.To))
	case ratings.SelfApart:
		return w.t("own rating %v, others %v", n(c.To), n(c.From))
	case ratings.PeersApart:
		return w.t("peers say %v on average, the others %v", n(c.To), n(c.From))
	case ratings.Moved:
		return w.t("severity changes the level (raw mean %v, fair %v)", fine(c.From), fine(c.To))
	case ratings.NearBoundary:
		return w.t("close to the boundary at %v (%v)", n(c.To), fine(c.From))
	case ratings.Tracks:
		return w.t("raters see different tracks")
	}
	return w.t("only one rating gives a level")
}
