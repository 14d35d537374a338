package report

import (
	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// Status is who has handed in for whom, and who is missing. It says nothing of
// what was handed in.
func Status(s *calibrate.Session, tag lang.Tag) Document {
	w := writing{tag: tag}
	status := s.Status()
	w.add(Headline{Text: w.t(lang.T("%s: %v, %v handed in", "%s : %v, %v"), s.Title(), stateNames[s.State()],
		lang.Count{N: len(status.Handed), One: lang.T("submission", "contribution remise"), Many: lang.T("submissions", "contributions remises")})})
	w.add(Break{}, w.handed(status), Break{})
	w.missing(status)
	w.add(Break{}, Next{w.in(lang.T("Next", "Ensuite")), w.nextOf(s)})
	return Document{Lang: tag, Title: s.Title(), Main: "handed", Blocks: w.blocks}
}

func (w *writing) handed(status calibrate.Status) Grid {
	g := Grid{Name: "handed", Title: w.in(lang.T("Handed in", "Remis le")), Columns: []Column{
		w.wide(lang.T("Person", "Personne")), w.column(lang.T("As", "En tant que")), w.wide(lang.T("By", "Par")), w.column(lang.T("Handed in", "Remis le")),
	}}
	for _, h := range status.Handed {
		when := w.day(h.At)
		if h.Times > 1 {
			when += w.t(lang.T(", %d times", ", %d fois"), h.Times)
		}
		g.Rows = append(g.Rows, []Cell{text(NameOf(h.Subject)), text(w.in(relationNames[h.Relation])), text(NameOf(h.Rater)), text(when)})
	}
	return g
}

func (w *writing) missing(status calibrate.Status) {
	for _, m := range status.Missing {
		if m.Relation == assess.Self {
			w.say(lang.T("Missing: %s, self-assessment.", "Manque : %s, auto-évaluation."), NameOf(m.Subject))
			continue
		}
		w.say(lang.T("Missing: %s has not rated %s, as %v.", "Manque : %s n’a pas évalué %s, en tant que %v."), NameOf(m.Rater), NameOf(m.Subject), relationNames[m.Relation])
	}
	if len(status.NoManager) > 0 {
		w.say(lang.T("No manager yet: %s.", "Pas encore de manager : %s."), names(status.NoManager))
	}
	if len(status.NoSelf) > 0 {
		w.say(lang.T("No self-assessment: %s.", "Pas d’auto-évaluation : %s."), names(status.NoSelf))
	}
}

// nextOf are the commands that come next in the life of a session.
func (w *writing) nextOf(s *calibrate.Session) []string {
	switch s.State() {
	case calibrate.Collecting:
		return []string{w.t(lang.T("rung calibrate add %s FILE…", "rung calibrate add %s FICHIER…"), s.ID()), "rung calibrate reveal " + s.ID()}
	case calibrate.Revealed:
		return []string{"rung calibrate agenda " + s.ID(), "rung calibrate review " + s.ID()}
	}
	return []string{"rung calibrate report " + s.ID()}
}

// Sessions is a line per session.
func Sessions(sessions []*calibrate.Session, tag lang.Tag) Document {
	w := writing{tag: tag}
	d := Document{Lang: tag, Title: w.in(lang.T("Sessions", "Sessions")), Main: "sessions"}
	if len(sessions) == 0 {
		w.say(lang.T("There is no session yet; begin one with rung calibrate new NAME, or look at rung calibrate demo.", "Il n’y a pas encore de session ; commencez-en une par rung calibrate new NOM, ou regardez rung calibrate demo."))
		d.Main, d.Blocks = "", w.blocks
		return d
	}
	g := Grid{Name: d.Main, Columns: []Column{
		{Title: "Id"}, w.wide(lang.T("Title", "Titre")), w.column(lang.T("State", "État")), w.figures(lang.T("People", "Personnes")), w.figures(lang.T("Handed in", "Remises")),
	}}
	for _, s := range sessions {
		g.Rows = append(g.Rows, []Cell{text(s.ID()), text(s.Title()), text(w.in(stateNames[s.State()])), w.count(len(s.Subjects())), w.count(len(s.Status().Handed))})
	}
	d.Blocks = []Block{g}
	return d
}

// Log is every entry of a session's log. What was handed in is never in it.
func Log(s *calibrate.Session, tag lang.Tag) Document {
	w := writing{tag: tag}
	g := Grid{Name: "log", Columns: []Column{
		{Title: "#", Figures: true}, w.column(lang.T("When (UTC)", "Quand (UTC)")), w.wide(lang.T("Who", "Qui")), w.wide(lang.T("What", "Quoi")), w.column(lang.T("Hash", "Empreinte")),
	}}
	for _, e := range s.History() {
		who := "–"
		if e.Who != (assess.Person{}) {
			who = NameOf(e.Who)
		}
		g.Rows = append(g.Rows, []Cell{w.count(e.Seq), text(e.At.UTC().Format("2006-01-02 15:04")), text(who), text(w.event(e)), text(e.Hash[:8])})
	}
	return Document{Lang: tag, Title: s.Title(), Main: g.Name, Blocks: []Block{g}}
}

// event says what an entry of the log records.
func (w *writing) event(e calibrate.Event) string {
	switch e.Kind {
	case calibrate.KindCreated:
		return w.t(lang.T("began the session %s", "a commencé la session %s"), e.Title)
	case calibrate.KindJoined:
		return w.t(lang.T("%s joined", "%s rejoint la session"), NameOf(e.Subject))
	case calibrate.KindExpected:
		return w.expected(e)
	case calibrate.KindSubmitted:
		return w.submitted(e)
	case calibrate.KindRevealed:
		return w.t(lang.T("revealed; digest %.12s", "dévoilé ; empreinte %.12s"), e.Digest)
	case calibrate.KindPlanned:
		return w.t(lang.T("agenda of %d minutes, seed %d", "ordre du jour de %d minutes, graine %d"), e.Minutes, e.Seed)
	case calibrate.KindDecided:
		return w.decided(e)
	case calibrate.KindLocked:
		if e.Undecided > 0 {
			return w.t(lang.T("locked, with %v undecided", "verrouillé, %v sans décision"), people(e.Undecided))
		}
		return w.in(lang.T("locked", "verrouillé"))
	case calibrate.KindErased:
		return w.t(lang.T("everything about %s was erased", "%s : données effacées"), NameOf(e.Subject))
	}
	return w.t(lang.T("a name blotted out of entry %d", "un nom caviardé dans l’entrée %d"), e.Covers[0])
}

func (w *writing) expected(e calibrate.Event) string {
	if e.Relation == assess.Self {
		return w.t(lang.T("%s: self-assessment expected", "%s : auto-évaluation attendue"), NameOf(e.Subject))
	}
	return w.t(lang.T("%s is to rate %s as %v", "%s doit évaluer %s en tant que %v"), NameOf(e.Rater), NameOf(e.Subject), relationNames[e.Relation])
}

func (w *writing) submitted(e calibrate.Event) string {
	said := w.t(lang.T("%s rated %s, as %v", "%s a évalué %s, en tant que %v"), NameOf(e.Rater), NameOf(e.Subject), relationNames[e.Relation])
	if e.Relation == assess.Self {
		said = w.t(lang.T("%s: self-assessment", "%s : auto-évaluation"), NameOf(e.Subject))
	}
	if len(e.Covers) > 0 {
		said += w.t(lang.T(", replacing entry %d", ", en remplacement de l’entrée %d"), e.Covers[0])
	}
	return said
}

func (w *writing) decided(e calibrate.Event) string {
	if e.Gone {
		return w.t(lang.T("decided about %s; erased since", "décidé pour %s ; effacé depuis"), NameOf(e.Subject))
	}
	said := NameOf(e.Subject) + w.colon() + e.Is
	switch {
	case e.Was == e.Is:
		said += w.in(lang.T(" (as before)", " (comme avant)"))
	case e.Was != "":
		said += w.t(lang.T(" (was %s)", " (était %s)"), e.Was)
	case e.Proposed != e.Is && e.Proposed != "":
		said += w.t(lang.T(" (proposed %s)", " (proposé : %s)"), e.Proposed)
	}
	if e.Rationale != "" {
		said += " — " + e.Rationale
	}
	return said
}
