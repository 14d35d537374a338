package report

import (
	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// Log is every entry of a session's log. What was handed in is never in it.
func Log(s *calibrate.Session, tag lang.Tag) Document {
	w := writing{tag: tag}
	g := Grid{Name: "log", Columns: []Column{
		{Title: "#", Figures: true}, w.column("When (UTC)"), w.wide("Who"), w.wide("What"), w.column("Hash"),
	}}
	for _, e := range s.History() {
		who := absent("–")
		if e.Who != (assess.Person{}) {
			who = text(NameOf(e.Who))
		}
		g.Rows = append(g.Rows, []Cell{w.count(e.Seq), text(e.At.UTC().Format("2006-01-02 15:04")), who, text(w.event(e)), text(e.Hash[:8])})
	}
	return Document{Lang: tag, Title: w.t("%s: log", s.Title()), Main: g.Name, Blocks: []Block{g}}
}

// Event says what an entry of the log records.
func Event(e calibrate.Event) lang.Localized { return eventText(e) }

type eventText calibrate.Event

// In renders the text in tag.
func (e eventText) In(tag lang.Tag) string {
	w := writing{tag: tag}
	return w.event(calibrate.Event(e))
}

// StateName is what a state is called.
func StateName(s calibrate.State) lang.Text { return stateNames[s] }

// event says what an entry of the log records.
func (w *writing) event(e calibrate.Event) string {
	switch e.Kind {
	case calibrate.KindCreated:
		return w.t("began the session %s", e.Title)
	case calibrate.KindJoined:
		return w.t("%s joined", NameOf(e.Subject))
	case calibrate.KindSealed:
		return w.sealed(e)
	case calibrate.KindExpected:
		return w.expected(e)
	case calibrate.KindCurrent:
		return w.current(e)
	case calibrate.KindInvited:
		return w.invited(e)
	case calibrate.KindEnvelope:
		return w.t("the envelope of %s came in; receipt %.12s", NameOf(e.Rater), e.Digest)
	case calibrate.KindSubmitted:
		return w.submitted(e)
	case calibrate.KindWithdrawn:
		return w.withdrawn(e)
	case calibrate.KindSame:
		return w.same(e)
	case calibrate.KindApart:
		return w.t("%s and %s are two people", NameOf(e.Subject), NameOf(e.Same))
	case calibrate.KindClosed:
		return w.t("closed, for a second holder to release; closing list %.12s", e.Digest)
	case calibrate.KindLate:
		return w.t("an envelope of %s came too late, and was left unopened; receipt %.12s", NameOf(e.Rater), e.Digest)
	case calibrate.KindRevealed:
		return w.revealed(e)
	case calibrate.KindPlanned:
		return w.t("agenda of %d minutes, seed %d", e.Minutes, e.Seed)
	case calibrate.KindDecided, calibrate.KindCorrected:
		return w.decided(e)
	case calibrate.KindLocked:
		if e.Undecided > 0 {
			return w.t("locked, with %v undecided", people(e.Undecided))
		}
		return w.t("locked # an entry of the log")
	case calibrate.KindDestroyed:
		return w.t("the session's key is to be destroyed")
	case calibrate.KindErased:
		return w.t("everything about %s was erased", NameOf(e.Subject))
	}
	return w.t("a name blotted out of entry %d", e.Covers[0])
}

func (w *writing) sealed(e calibrate.Event) string {
	if len(e.Covers) == 0 {
		return w.t("sealed: what is handed in is stored encrypted until reveal")
	}
	return w.t("sealed: what was handed in is stored encrypted from here on, with %v from before", lang.Count(len(e.Covers), "entry", "entries"))
}

func (w *writing) revealed(e calibrate.Event) string {
	said := w.t("revealed; digest %.12s", e.Digest)
	if len(e.Unread) > 0 {
		said += w.t("; could not be opened, and left out: %v", entries(e.Unread))
	}
	return said
}

func (w *writing) expected(e calibrate.Event) string {
	if e.Relation == assess.Self {
		return w.t("%s: self-assessment expected", NameOf(e.Subject))
	}
	return w.t("%s is to rate %s as %v", NameOf(e.Rater), NameOf(e.Subject), asRelation[e.Relation])
}

func (w *writing) current(e calibrate.Event) string {
	return w.t("%s: current level given", NameOf(e.Subject)) + w.replacing(e)
}

func (w *writing) submitted(e calibrate.Event) string {
	said := w.t("%s rated %s, as %v", NameOf(e.Rater), NameOf(e.Subject), asRelation[e.Relation])
	if e.Relation == assess.Self {
		said = w.t("%s: self-assessment", NameOf(e.Subject))
	}
	if e.Under > 0 {
		said = w.slot(e)
	}
	said += w.replacing(e)
	if e.Gone {
		said += w.t("; gone since")
	}
	return said
}

// invited says who was invited, and what that does to an earlier invitation.
func (w *writing) invited(e calibrate.Event) string {
	if e.Again {
		return w.t("%s was invited again; what came under the invitation before counts no more", NameOf(e.Rater))
	}
	return w.t("%s was invited", NameOf(e.Rater))
}

// slot is what an envelope brought about somebody, which may say nothing of them.
func (w *writing) slot(e calibrate.Event) string {
	if e.Relation == assess.Self {
		return w.t("in the envelope of entry %d: the slot for %s, self-assessment", e.Under, NameOf(e.Subject))
	}
	return w.t("in the envelope of entry %d: the slot for %s on %s, as %v", e.Under, NameOf(e.Rater), NameOf(e.Subject), asRelation[e.Relation])
}

// replacing names the entry that another replaces, if it does.
func (w *writing) replacing(e calibrate.Event) string {
	if len(e.Covers) == 0 {
		return ""
	}
	return w.t(", replacing %v", entries(e.Covers))
}

func (w *writing) withdrawn(e calibrate.Event) string {
	switch {
	case e.Of == calibrate.KindDecided:
		return w.t("took back the decision about %s, entry %d", NameOf(e.Subject), e.Covers[0])
	case e.Rater == (assess.Person{}):
		return w.t("withdrew %s, in every role", NameOf(e.Subject))
	case e.Of == calibrate.KindExpected:
		return w.t("%s is not to rate %s", NameOf(e.Rater), NameOf(e.Subject))
	}
	return w.t("withdrew what %s said of %s", NameOf(e.Rater), NameOf(e.Subject))
}

func (w *writing) same(e calibrate.Event) string {
	said := w.t("%s is the same person as %s", NameOf(e.Subject), NameOf(e.Same))
	if len(e.Covers) > 0 {
		said += w.t(", replacing %v", entries(e.Covers))
	}
	return said
}

// entries names entries of the log by number.
func entries(seqs []int) lang.List {
	var all lang.List
	for _, seq := range seqs {
		all = append(all, lang.Sprintf("entry %d", seq))
	}
	return all
}

func (w *writing) decided(e calibrate.Event) string {
	if e.Gone {
		return w.t("decided about %s; erased since", NameOf(e.Subject))
	}
	said := NameOf(e.Subject) + w.colon() + w.agreedLevel(e.Is)
	switch {
	case e.Kind == calibrate.KindCorrected && len(e.Covers) > 0:
		said += w.t(" (corrects entry %d)", e.Covers[0])
	case e.Kind == calibrate.KindCorrected:
		said += w.t(" (undecided until then)")
	case e.Was == e.Is && e.Is != nil:
		said += w.t(" (as before)")
	case e.Was != nil:
		said += w.t(" (was %s)", e.Was.Short)
	case !e.NoLevel && len(e.Proposed.Levels) > 0 && !e.Proposed.Has(e.Is):
		said += w.t(" (proposed %s)", w.either(e.Proposed.Levels))
	}
	if e.Rationale != "" {
		said += " — " + e.Rationale
	}
	return said
}
