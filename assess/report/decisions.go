package report

import (
	"math"
	"slices"

	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric"
	"rung/rubric/lang"
)

func (v *sessionView) selfCheck() {
	c := v.a.Check
	if c.Decisions == 0 {
		return
	}
	v.heading("The meeting, looked at from outside")
	v.add(Sentence{Text: v.outcomes(c)})
	v.compression(c)
	var items []Item
	for _, m := range c.Managers {
		if math.Abs(m.Net) > barely {
			items = append(items, Item{Text: v.t("%s, %v: %s", v.named(m.Manager), people(m.Subjects), v.rungs(v.signed(m.Net), m.Net))})
		}
	}
	v.add(Items{Title: over(v.t("By manager, agreed levels against the proposed ones, on average:")), Items: items})
}

// outcomes says of everybody about whom something is decided how that lies to what
// was proposed.
func (v *sessionView) outcomes(c ratings.SelfCheck) string {
	said := lang.List{lang.Sprintf("%d above the proposed one", c.Raised), lang.Sprintf("%d below", c.Lowered)}
	if c.Aside > 0 {
		said = append(said, lang.Sprintf("%d on the same rung of another track", c.Aside))
	}
	said = append(said, lang.Sprintf("%d as proposed", c.Kept))
	if v.a.Outright > 0 {
		said = append(said, lang.Sprintf("%d where none was proposed", v.a.Outright))
	}
	all := v.t("Of %v: %v", lang.Count(c.Decisions+v.a.Outright, "agreed level", "agreed levels"), said)
	if v.a.NoLevel > 0 {
		all += v.t("; no level for %v", people(v.a.NoLevel))
	}
	return all + "."
}

// compression says whether the meeting drew the levels together. Whether that
// smoothed differences away or set errors right cannot be told from the figures.
func (v *sessionView) compression(c ratings.SelfCheck) {
	x, any := c.Compression.Value()
	switch {
	case !any:
	case x > 0.1:
		v.say("The agreed levels are closer together than the proposed ones, by %s.", v.percent(x))
	case x < -0.1:
		v.say("The agreed levels are further apart than the proposed ones, by %s.", v.percent(-x))
	default:
		v.say("The agreed levels are spread as the proposed ones were, to within a tenth.")
	}
}

// decisions lists what was agreed beside what was proposed, with the reason, and
// what that makes of the level of today where somebody's is known.
func (v *sessionView) decisions() {
	g := Grid{Name: "decisions", Title: v.t("Decisions"), Columns: []Column{
		v.wide("Person"), v.wide("Proposed"), v.column("Agreed"), v.wide("Reason"),
	}}
	today := slices.ContainsFunc(v.a.People, func(p calibrate.PersonRow) bool { return v.move(p) != "" })
	if today {
		g.Columns = slices.Insert(g.Columns, 3, v.column("Against today"))
	}
	for _, p := range v.a.People {
		if p.Agreed == nil {
			continue
		}
		row := []Cell{text(NameOf(p.Person)), v.proposed(p.Agreed.Proposed), text(v.agreedLevel(p.Agreed.Level)), text(v.grounds(p.Agreed))}
		if today {
			row = slices.Insert(row, 3, text(v.move(p)))
		}
		g.Rows = append(g.Rows, row)
	}
	if len(g.Rows) > 0 {
		v.heading("Decisions")
		v.moves()
		v.add(g)
	}
}

// move says what a decision makes of the level of today, or which that is where
// there is none this time; nothing where it is not known, or nothing is decided.
func (w *writing) move(p calibrate.PersonRow) string {
	switch p.Move() {
	case calibrate.NoMove:
		if p.Agreed != nil && p.Current != nil {
			return w.t("%s today", p.Current.Short)
		}
	case calibrate.Confirmed:
		return w.t("confirmed")
	case calibrate.Up:
		return w.t("up from %s", short(p.Current))
	case calibrate.Down:
		return w.t("down from %s", short(p.Current))
	case calibrate.OtherTrack:
		return w.t("moved to another track, from %s", short(p.Current))
	}
	return ""
}

// moves says how many decisions there are of each kind of move.
func (v *sessionView) moves() {
	of, known := v.a.Moves, 0
	var said lang.List
	for _, c := range []lang.Counted{
		lang.Count(of[calibrate.Confirmed], "confirmed", "confirmed"),
		lang.Count(of[calibrate.Up], "up", "up"),
		lang.Count(of[calibrate.Down], "down", "down"),
		lang.Count(of[calibrate.OtherTrack], "moved to another track", "moved to another track"),
	} {
		if c.N > 0 {
			known, said = known+c.N, append(said, c)
		}
	}
	if known > 0 {
		v.say("Against current levels, known for %v with an agreed level: %v.", people(known), said)
	}
}

// grounds is the reason for a decision, with what it corrects.
func (w *writing) grounds(a *calibrate.AgreedLevel) string {
	said := w.reason(a)
	for ; a.Corrected && a.Corrects != nil; a = a.Corrects {
		said += w.t(" (corrected after the session was locked; before: %s)", w.withReason(a.Corrects))
	}
	if a.Corrected {
		said += w.t(" (added after the session was locked)")
	}
	return said
}

// withReason is what was agreed, with the reason if there is one.
func (w *writing) withReason(a *calibrate.AgreedLevel) string {
	if why := w.reason(a); why != "" {
		return w.agreedLevel(a.Level) + " — " + why
	}
	return w.agreedLevel(a.Level)
}

// reason is why something was agreed, if that is written down.
func (w *writing) reason(a *calibrate.AgreedLevel) string {
	if a.Withheld {
		return w.t("(left out: it may say who it is about)")
	}
	return a.Rationale
}

// agreedLevel names what a group agreed on, which may be no level.
func (w *writing) agreedLevel(l *rubric.Level) string {
	if l == nil {
		return w.t("no level this time")
	}
	return l.Short
}
