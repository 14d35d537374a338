package report

import (
	"time"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// Sessions is a line per session, with how long ago it was begun and changed; broken
// says that there are others, whose log does not verify.
func Sessions(sessions []*calibrate.Session, broken bool, now time.Time, tag lang.Tag) Document {
	w := writing{tag: tag}
	return w.sessions(sessions, broken, func(t time.Time) string { return w.ago(t, now) })
}

// SessionsPage is the same as it is handed on, with dates.
func SessionsPage(sessions []*calibrate.Session, broken bool, tag lang.Tag) Document {
	w := writing{tag: tag}
	return w.sessions(sessions, broken, w.day)
}

func (w *writing) sessions(sessions []*calibrate.Session, broken bool, when func(time.Time) string) Document {
	d := Document{Lang: w.tag, Title: w.t("Sessions"), Main: "sessions"}
	if len(sessions) == 0 && broken {
		w.say("There are sessions, but none whose log verifies.")
		d.Main, d.Blocks = "", w.blocks
		return d
	}
	if len(sessions) == 0 {
		w.say("There is no session yet.")
		w.add(Next{w.t("Next"), []string{w.t("rung calibrate new NAME"), "rung calibrate demo"}})
		d.Main, d.Blocks = "", w.blocks
		return d
	}
	g := Grid{Name: d.Main, Columns: []Column{
		{Title: "Id"}, w.wide("Title"), w.column("State"), w.figures("People"), w.figures("Handed in"), w.column("Begun"), w.column("Last change"),
	}}
	for _, s := range sessions {
		dates := s.Dates()
		g.Rows = append(g.Rows, []Cell{
			text(s.ID()), text(s.Title()), text(w.in(stateNames[s.State()])), w.count(len(s.Subjects())), w.count(len(s.Status().Handed)),
			text(when(dates.Begun)), text(when(dates.Changed)),
		})
	}
	d.Blocks = []Block{g}
	return d
}

// ago says how many days a time lies before now, both in UTC.
func (w *writing) ago(t, now time.Time) string {
	const day = 24 * time.Hour
	switch days := int(now.UTC().Truncate(day).Sub(t.UTC().Truncate(day)) / day); {
	case days < 0:
		return w.day(t) // by another clock
	case days == 0:
		return w.t("today")
	case days == 1:
		return w.t("yesterday")
	default:
		return w.t("%d days ago", days)
	}
}
