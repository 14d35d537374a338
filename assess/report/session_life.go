package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// Status writes who has handed in for whom, and who is missing. It says nothing
// of what was handed in.
func Status(w io.Writer, s *calibrate.Session, o Options) error {
	p := newPage(w, o)
	status := s.Status()
	p.strong(lang.T("%s: %v, %v handed in", "%s : %v, %v"), lang.Defang(s.Title()), stateNames[s.State()],
		lang.Count{N: len(status.Handed), One: lang.T("submission", "contribution remise"), Many: lang.T("submissions", "contributions remises")})
	if len(status.Handed) > 0 {
		p.blank()
		g := grid{header: []string{p.t(lang.T("Person", "Personne")), p.t(lang.T("As", "En tant que")), p.t(lang.T("By", "Par")), p.t(lang.T("Handed in", "Remis le"))}, wrap: []int{0, 2}}
		for _, h := range status.Handed {
			when := p.day(h.At)
			if h.Times > 1 {
				when += p.t(lang.T(", %d times", ", %d fois"), h.Times)
			}
			g.row(p.person(h.Subject), p.in(relationNames[h.Relation]), p.person(h.Rater), when)
		}
		p.grid(&g)
	}
	p.missing(status)
	p.blank()
	p.say(lang.T("Next: %s", "Ensuite : %s"), p.nextOf(s))
	return p.err
}

func (p *page) missing(status calibrate.Status) {
	if len(status.Missing)+len(status.NoManager)+len(status.NoSelf) > 0 {
		p.blank()
	}
	for _, m := range status.Missing {
		if m.Relation == assess.Self {
			p.say(lang.T("Missing: %s, self-assessment.", "Manque : %s, auto-évaluation."), p.person(m.Subject))
			continue
		}
		p.say(lang.T("Missing: %s has not rated %s, as %v.", "Manque : %s n’a pas évalué %s, en tant que %v."), p.person(m.Rater), p.person(m.Subject), relationNames[m.Relation])
	}
	if len(status.NoManager) > 0 {
		p.say(lang.T("No manager yet: %s.", "Pas encore de manager : %s."), p.listed(status.NoManager))
	}
	if len(status.NoSelf) > 0 {
		p.say(lang.T("No self-assessment: %s.", "Pas d’auto-évaluation : %s."), p.listed(status.NoSelf))
	}
}

func (p *page) listed(people []assess.Person) string {
	var names []string
	for _, who := range people {
		names = append(names, p.person(who))
	}
	return strings.Join(names, ", ")
}

// nextOf is the command that comes next in the life of a session.
func (p *page) nextOf(s *calibrate.Session) string {
	switch s.State() {
	case calibrate.Collecting:
		return p.t(lang.T("rung calibrate add %s FILE… · rung calibrate reveal %s", "rung calibrate add %s FICHIER… · rung calibrate reveal %s"), s.ID(), s.ID())
	case calibrate.Revealed:
		return "rung calibrate agenda " + s.ID() + " · rung calibrate review " + s.ID()
	}
	return "rung calibrate report " + s.ID()
}

// Sessions writes a line per session.
func Sessions(w io.Writer, sessions []*calibrate.Session, o Options) error {
	p := newPage(w, o)
	if len(sessions) == 0 {
		p.say(lang.T("There is no session yet; begin one with rung calibrate new NAME, or look at rung calibrate demo.", "Il n’y a pas encore de session ; commencez-en une par rung calibrate new NOM, ou regardez rung calibrate demo."))
		return p.err
	}
	g := grid{header: []string{"Id", p.t(lang.T("Title", "Titre")), p.t(lang.T("State", "État")), p.t(lang.T("People", "Personnes")), p.t(lang.T("Handed in", "Remises"))}, right: []int{3, 4}, wrap: []int{1}}
	for _, s := range sessions {
		g.row(s.ID(), lang.Defang(s.Title()), p.in(stateNames[s.State()]), strconv.Itoa(len(s.Subjects())), strconv.Itoa(len(s.Status().Handed)))
	}
	p.grid(&g)
	return p.err
}

// Log writes every entry of a session's log. What was handed in is never in it.
func Log(w io.Writer, s *calibrate.Session, o Options) error {
	p := newPage(w, o)
	g := grid{header: []string{"#", p.t(lang.T("When (UTC)", "Quand (UTC)")), p.t(lang.T("Who", "Qui")), p.t(lang.T("What", "Quoi")), p.t(lang.T("Hash", "Empreinte"))}, right: []int{0}, wrap: []int{2, 3}}
	for _, e := range s.History() {
		who := "–"
		if e.Who != (assess.Person{}) {
			who = p.person(e.Who)
		}
		g.row(strconv.Itoa(e.Seq), e.At.UTC().Format("2006-01-02 15:04"), who, p.event(e), e.Hash[:8])
	}
	p.grid(&g)
	return p.err
}

// event says what an entry of the log records.
func (p *page) event(e calibrate.Event) string {
	switch e.Kind {
	case calibrate.KindCreated:
		return p.t(lang.T("began the session %s", "a commencé la session %s"), lang.Defang(e.Title))
	case calibrate.KindJoined:
		return p.t(lang.T("%s joined", "%s rejoint la session"), p.person(e.Subject))
	case calibrate.KindExpected:
		if e.Relation == assess.Self {
			return p.t(lang.T("%s: self-assessment expected", "%s : auto-évaluation attendue"), p.person(e.Subject))
		}
		return p.t(lang.T("%s is to rate %s as %v", "%s doit évaluer %s en tant que %v"), p.person(e.Rater), p.person(e.Subject), relationNames[e.Relation])
	case calibrate.KindSubmitted:
		text := p.t(lang.T("%s rated %s, as %v", "%s a évalué %s, en tant que %v"), p.person(e.Rater), p.person(e.Subject), relationNames[e.Relation])
		if e.Relation == assess.Self {
			text = p.t(lang.T("%s: self-assessment", "%s : auto-évaluation"), p.person(e.Subject))
		}
		if len(e.Covers) > 0 {
			text += p.t(lang.T(", replacing entry %d", ", en remplacement de l’entrée %d"), e.Covers[0])
		}
		return text
	case calibrate.KindRevealed:
		return p.t(lang.T("revealed; digest %.12s", "dévoilé ; empreinte %.12s"), e.Digest)
	case calibrate.KindPlanned:
		return p.t(lang.T("agenda of %d minutes, seed %d", "ordre du jour de %d minutes, graine %d"), e.Minutes, e.Seed)
	case calibrate.KindDecided:
		return p.decided(e)
	case calibrate.KindLocked:
		if e.Undecided > 0 {
			return p.t(lang.T("locked, with %v undecided", "verrouillé, %v sans décision"), p.personCount(e.Undecided))
		}
		return p.t(lang.T("locked", "verrouillé"))
	case calibrate.KindErased:
		return p.t(lang.T("everything about %s was erased", "%s : données effacées"), p.person(e.Subject))
	}
	return p.t(lang.T("a name blotted out of entry %d", "un nom caviardé dans l’entrée %d"), e.Covers[0])
}

func (p *page) decided(e calibrate.Event) string {
	if e.Gone {
		return p.t(lang.T("decided about %s; erased since", "décidé pour %s ; effacé depuis"), p.person(e.Subject))
	}
	text := p.t(lang.T("%s: %s", "%s : %s"), p.person(e.Subject), e.Is)
	if e.Was == e.Is {
		text += p.t(lang.T(" (as before)", " (comme avant)"))
	} else if e.Was != "" {
		text += p.t(lang.T(" (was %s)", " (était %s)"), e.Was)
	} else if e.Proposed != e.Is && e.Proposed != "" {
		text += p.t(lang.T(" (proposed %s)", " (proposé : %s)"), e.Proposed)
	}
	if e.Rationale != "" {
		text += " — " + lang.Defang(e.Rationale)
	}
	return text
}

type (
	statusJSON struct {
		Schema    string         `json:"schema"`
		Session   sessionRefJSON `json:"session"`
		Handed    []handedJSON   `json:"handed"`
		Missing   []handedJSON   `json:"missing"`
		NoManager []personJSON   `json:"no_manager"`
		NoSelf    []personJSON   `json:"no_self"`
	}
	sessionRefJSON struct {
		ID     string        `json:"id"`
		Title  string        `json:"title"`
		State  string        `json:"state"`
		Rubric rubricRefJSON `json:"rubric"`
	}
	handedJSON struct {
		Subject  personJSON `json:"subject"`
		Rater    personJSON `json:"rater"`
		Relation string     `json:"relation"`
		At       *string    `json:"at"`
		Times    int        `json:"times"`
	}
	eventJSON struct {
		Seq       int         `json:"seq"`
		At        string      `json:"at"`
		Kind      string      `json:"kind"`
		Who       *personJSON `json:"who"`
		Subject   *personJSON `json:"subject"`
		Rater     *personJSON `json:"rater"`
		Relation  string      `json:"relation,omitempty"`
		Covers    []int       `json:"covers,omitempty"`
		Seed      string      `json:"seed,omitempty"`
		Minutes   int         `json:"minutes,omitempty"`
		Undecided int         `json:"undecided,omitempty"`
		Proposed  string      `json:"proposed,omitempty"`
		Was       string      `json:"was,omitempty"`
		Is        string      `json:"is,omitempty"`
		Rationale string      `json:"rationale,omitempty"`
		Erased    bool        `json:"erased,omitempty"`
		Digest    string      `json:"digest,omitempty"`
		Hash      string      `json:"hash"`
	}
)

func newSessionRefJSON(s *calibrate.Session) sessionRefJSON {
	r := s.Rubric()
	return sessionRefJSON{s.ID(), s.Title(), string(s.State()), rubricRefJSON{r.ID, r.Version, r.Digest}}
}

// instant renders a time, null when it is not known.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

func newHandedJSON(h calibrate.Handed) handedJSON {
	return handedJSON{personJSON(h.Subject), personJSON(h.Rater), string(h.Relation), instant(h.At), h.Times}
}

func newPersonJSON(p assess.Person) personJSON { return personJSON(p) }

// StatusJSON writes a status as rung.status/v1.
func StatusJSON(w io.Writer, s *calibrate.Session) error {
	status := s.Status()
	return EncodeJSON(w, statusJSON{"rung.status/v1", newSessionRefJSON(s), each(status.Handed, newHandedJSON), each(status.Missing, newHandedJSON),
		each(status.NoManager, newPersonJSON), each(status.NoSelf, newPersonJSON)})
}

// SessionsJSON writes a list of sessions as rung.sessions/v1.
func SessionsJSON(w io.Writer, sessions []*calibrate.Session) error {
	return EncodeJSON(w, struct {
		Schema   string           `json:"schema"`
		Sessions []sessionRefJSON `json:"sessions"`
	}{"rung.sessions/v1", each(sessions, newSessionRefJSON)})
}

// LogJSON writes a log as rung.log-view/v1: the entries as a person reads them.
func LogJSON(w io.Writer, s *calibrate.Session) error {
	return EncodeJSON(w, struct {
		Schema  string         `json:"schema"`
		Session sessionRefJSON `json:"session"`
		Entries []eventJSON    `json:"entries"`
	}{"rung.log-view/v1", newSessionRefJSON(s), each(s.History(), newEventJSON)})
}

func newEventJSON(e calibrate.Event) eventJSON {
	optional := func(p assess.Person) *personJSON {
		if p == (assess.Person{}) {
			return nil
		}
		out := personJSON(p)
		return &out
	}
	out := eventJSON{
		Seq: e.Seq, At: e.At.UTC().Format(time.RFC3339), Kind: string(e.Kind),
		Who: optional(e.Who), Subject: optional(e.Subject), Rater: optional(e.Rater),
		Relation: string(e.Relation), Covers: e.Covers, Minutes: e.Minutes, Undecided: e.Undecided,
		Proposed: e.Proposed, Was: e.Was, Is: e.Is, Rationale: e.Rationale, Erased: e.Gone, Digest: e.Digest, Hash: e.Hash,
	}
	if e.Kind == calibrate.KindPlanned {
		out.Seed = strconv.FormatUint(e.Seed, 10)
	}
	return out
}
