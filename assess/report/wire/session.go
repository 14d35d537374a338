package wire

import (
	"io"
	"strconv"

	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric"
)

// SessionSchema is the value of the `schema` key of a session report.
const SessionSchema = "rung.session/v1"

// The wire types of rung.session/v1. A figure that cannot be computed is null,
// with the reason beside it.
type (
	sessionJSON struct {
		Schema      string              `json:"schema"`
		Session     sessionRefJSON      `json:"session"`
		Created     *string             `json:"created"`
		Revealed    *string             `json:"revealed"`
		Locked      *string             `json:"locked"`
		Digest      string              `json:"digest"`
		Log         headJSON            `json:"log"`
		People      []sessionPersonJSON `json:"people"`
		Raters      []sessionRaterJSON  `json:"raters"`
		Agreement   []agreementJSON     `json:"agreement"`
		Connections connectionsJSON     `json:"connections"`
		Levels      []levelCountJSON    `json:"levels"`
		Agenda      agendaJSON          `json:"agenda"`
		SelfOthers  selfOthersJSON      `json:"self_others"`
		SelfCheck   selfCheckJSON       `json:"self_check"`
	}
	headJSON struct {
		Hash string `json:"hash"`
	}
	estimateJSON struct {
		Value  *figure `json:"value"`
		Low    *figure `json:"low"`
		High   *figure `json:"high"`
		Reason string  `json:"reason"`
	}
	viewJSON struct {
		Level    *string   `json:"level"`
		Standing *figure   `json:"standing"`
		Values   []*figure `json:"values"`
	}
	raterViewJSON struct {
		Rater    personJSON `json:"rater"`
		Relation string     `json:"relation"`
		viewJSON
	}
	peersJSON struct {
		Raters int       `json:"raters"`
		Mean   figure    `json:"mean"`
		Level  *string   `json:"level"`
		Values []*figure `json:"values"`
	}
	agreedJSON struct {
		Level     string  `json:"level"`
		Proposed  *string `json:"proposed"`
		Was       *string `json:"was"`
		Rationale string  `json:"rationale"`
		At        *string `json:"at"`
	}
	sessionPersonJSON struct {
		Person   personJSON      `json:"person"`
		Self     *viewJSON       `json:"self"`
		Others   []raterViewJSON `json:"others"`
		Peers    *peersJSON      `json:"peers"`
		Raw      *figure         `json:"raw"`
		Fair     estimateJSON    `json:"fair"`
		Spread   *figure         `json:"spread"`
		Proposed *string         `json:"proposed"`
		Agreed   *agreedJSON     `json:"agreed"`
	}
	sessionRaterJSON struct {
		Person    personJSON   `json:"person"`
		Ratings   int          `json:"ratings"`
		Shared    int          `json:"shared"`
		Severity  estimateJSON `json:"severity"`
		Call      string       `json:"call"`
		Pairs     int          `json:"pairs"`
		Exact     int          `json:"exact"`
		WithinOne int          `json:"within_one"`
	}
	coefficientJSON struct {
		estimateJSON
		SE   *figure `json:"se"`
		Wide bool    `json:"wide"`
	}
	agreementJSON struct {
		Dimension *string         `json:"dimension"`
		Ratings   int             `json:"ratings"`
		CoRated   int             `json:"co_rated"`
		Pairs     int             `json:"pairs"`
		Exact     int             `json:"exact"`
		WithinOne int             `json:"within_one"`
		Alpha     coefficientJSON `json:"alpha"`
		AC2       coefficientJSON `json:"ac2"`
		Verdict   string          `json:"verdict"`
	}
	partJSON struct {
		Subjects []string `json:"subjects"`
		Raters   []string `json:"raters"`
	}
	linkJSON struct {
		Subject string `json:"subject"`
		Rater   string `json:"rater"`
	}
	connectionsJSON struct {
		Parts   []partJSON `json:"parts"`
		Links   []linkJSON `json:"links"`
		Bridges []linkJSON `json:"bridges"`
	}
	levelCountJSON struct {
		Level    string `json:"level"`
		Proposed int    `json:"proposed"`
		Agreed   int    `json:"agreed"`
	}
	concernJSON struct {
		Cause  string `json:"cause"`
		From   figure `json:"from"`
		To     figure `json:"to"`
		Weight figure `json:"weight"`
	}
	agendaItemJSON struct {
		Subject  string        `json:"subject"`
		Weight   figure        `json:"weight"`
		Minutes  int           `json:"minutes"`
		Concerns []concernJSON `json:"concerns"`
	}
	agendaJSON struct {
		Planned bool             `json:"planned"`
		Seed    string           `json:"seed"`
		Minutes int              `json:"minutes"`
		Items   []agendaItemJSON `json:"items"`
	}
	selfGapJSON struct {
		Subject string `json:"subject"`
		Self    figure `json:"self"`
		Others  figure `json:"others"`
		Raters  int    `json:"raters"`
	}
	selfOthersJSON struct {
		Gaps   []selfGapJSON `json:"gaps"`
		Higher int           `json:"higher"`
		Lower  int           `json:"lower"`
		Mean   estimateJSON  `json:"mean"`
	}
	netChangeJSON struct {
		Manager  string `json:"manager"`
		Subjects int    `json:"subjects"`
		Raised   int    `json:"raised"`
		Lowered  int    `json:"lowered"`
		Net      figure `json:"net"`
	}
	selfCheckJSON struct {
		Decisions    int             `json:"decisions"`
		Raised       int             `json:"raised"`
		Lowered      int             `json:"lowered"`
		Kept         int             `json:"kept"`
		SpreadBefore *figure         `json:"spread_before"`
		SpreadAfter  *figure         `json:"spread_after"`
		Compression  *figure         `json:"compression"`
		Net          *figure         `json:"net"`
		Managers     []netChangeJSON `json:"managers"`
	}
)

// Session writes the report of a session as rung.session/v1.
func Session(w io.Writer, a *calibrate.Analysis) error {
	r := a.Rubric
	return Encode(w, sessionJSON{
		Schema:  SessionSchema,
		Session: sessionRefJSON{a.ID, a.Title, string(a.State), rubricRefJSON{r.ID, r.Version, r.Digest}},
		Created: instant(a.Created), Revealed: instant(a.Revealed), Locked: instant(a.Locked),
		Digest: a.Digest, Log: headJSON{a.Log},
		People: each(a.People, newSessionPersonJSON),
		Raters: each(a.Raters, newSessionRaterJSON),
		Agreement: append([]agreementJSON{newAgreementJSON(nil, a.Overall)},
			each(a.Dimensions, func(d calibrate.DimensionAgreement) agreementJSON {
				return newAgreementJSON(&d.Dimension.ID, d.Agreement)
			})...),
		Connections: newConnectionsJSON(a.Connections),
		Levels: each(a.Levels, func(l calibrate.LevelCount) levelCountJSON {
			return levelCountJSON{l.Level.ID, l.Proposed, l.Agreed}
		}),
		Agenda:     newAgendaJSON(a),
		SelfOthers: newSelfOthersJSON(a.Selves),
		SelfCheck:  newSelfCheckJSON(a.Check),
	})
}

func figureOr(f ratings.Figure) *figure {
	x, any := f.Value()
	if !any {
		return nil
	}
	out := figure(x)
	return &out
}

func newEstimateJSON(f ratings.Figure, i ratings.Interval) estimateJSON {
	e := estimateJSON{Value: figureOr(f), Reason: f.Reason().Code()}
	if i.Reason == ratings.None {
		low, high := figure(i.Low), figure(i.High)
		e.Low, e.High = &low, &high
	} else if e.Reason == "" {
		e.Reason = i.Reason.Code()
	}
	return e
}

func levelID(l *rubric.Level) *string {
	if l == nil {
		return nil
	}
	return &l.ID
}

func newViewJSON(v calibrate.View) viewJSON {
	return viewJSON{levelID(v.Level), figureOr(v.Standing), each(v.Values, figureOr)}
}

func newSessionPersonJSON(p calibrate.PersonRow) sessionPersonJSON {
	out := sessionPersonJSON{
		Person: personJSON(p.Person), Raw: figureOr(p.Fair.Raw), Fair: newEstimateJSON(p.Fair.Fair, p.Fair.Interval),
		Spread: figureOr(p.Fair.Spread), Proposed: levelID(p.Proposed),
		Others: each(p.Others, func(r calibrate.RaterView) raterViewJSON {
			return raterViewJSON{personJSON(r.Rater), string(r.Relation), newViewJSON(r.View)}
		}),
	}
	if p.Self != nil {
		self := newViewJSON(*p.Self)
		out.Self = &self
	}
	if p.Peers != nil {
		out.Peers = &peersJSON{p.Peers.Raters, figure(p.Peers.Mean), levelID(p.Peers.Level), each(p.Peers.Values, figureOr)}
	}
	if g := p.Agreed; g != nil {
		out.Agreed = &agreedJSON{g.Level.ID, levelID(g.Proposed), levelID(g.Was), g.Rationale, instant(g.At)}
	}
	return out
}

func newSessionRaterJSON(r calibrate.RaterRow) sessionRaterJSON {
	return sessionRaterJSON{personJSON(r.Person), r.Severity.Ratings, r.Severity.Shared,
		newEstimateJSON(r.Severity.Severity, r.Severity.Interval), r.Severity.Call.String(), r.Pairs, r.Exact, r.WithinOne}
}

func newCoefficientJSON(c ratings.Coefficient) coefficientJSON {
	return coefficientJSON{newEstimateJSON(c.Value, c.Interval), figureOr(c.SE), c.Wide}
}

func newAgreementJSON(dimension *string, a ratings.Agreement) agreementJSON {
	return agreementJSON{dimension, a.Ratings, a.CoRated, a.Pairs, a.Exact, a.WithinOne,
		newCoefficientJSON(a.Alpha), newCoefficientJSON(a.AC2), a.Verdict.String()}
}

func newConnectionsJSON(c ratings.Connections) connectionsJSON {
	out := connectionsJSON{
		Parts:   each(c.Parts, func(p ratings.Part) partJSON { return partJSON{p.Subjects, p.Raters} }),
		Links:   each(c.Links, func(l ratings.Link) linkJSON { return linkJSON{l.Subject, l.Rater} }),
		Bridges: []linkJSON{},
	}
	for _, b := range c.Bridges {
		if b.Hangs() {
			out.Bridges = append(out.Bridges, linkJSON{b.Subject, b.Rater})
		}
	}
	return out
}

type agendaDocumentJSON struct {
	Schema  string         `json:"schema"`
	Session sessionRefJSON `json:"session"`
	People  []personJSON   `json:"people"`
	agendaJSON
}

// Agenda writes only what is worth the group's time, as rung.agenda/v1: the items
// name people by id, who stand in people by name.
func Agenda(w io.Writer, a *calibrate.Analysis) error {
	return Encode(w, agendaDocumentJSON{
		Schema:     "rung.agenda/v1",
		Session:    sessionRefJSON{a.ID, a.Title, string(a.State), rubricRefJSON{a.Rubric.ID, a.Rubric.Version, a.Rubric.Digest}},
		People:     each(a.People, func(p calibrate.PersonRow) personJSON { return personJSON(p.Person) }),
		agendaJSON: newAgendaJSON(a),
	})
}

func newAgendaJSON(a *calibrate.Analysis) agendaJSON {
	return agendaJSON{a.Planned, strconv.FormatUint(a.Agenda.Seed, 10), a.Agenda.Minutes,
		each(a.Agenda.Items, func(i ratings.Item) agendaItemJSON {
			return agendaItemJSON{i.Subject, figure(i.Weight), i.Minutes, each(i.Concerns, func(c ratings.Concern) concernJSON {
				return concernJSON{c.Cause.String(), figure(c.From), figure(c.To), figure(c.Weight)}
			})}
		})}
}

func newSelfOthersJSON(s ratings.SelfOthers) selfOthersJSON {
	return selfOthersJSON{each(s.Gaps, func(g ratings.SelfGap) selfGapJSON {
		return selfGapJSON{g.Subject, figure(g.Self), figure(g.Others), g.Raters}
	}), s.Higher, s.Lower, newEstimateJSON(s.Mean, s.Interval)}
}

func newSelfCheckJSON(c ratings.SelfCheck) selfCheckJSON {
	return selfCheckJSON{c.Decisions, c.Raised, c.Lowered, c.Kept,
		figureOr(c.SpreadBefore), figureOr(c.SpreadAfter), figureOr(c.Compression), figureOr(c.Net),
		each(c.Managers, func(m ratings.NetChange) netChangeJSON {
			return netChangeJSON{m.Manager, m.Subjects, m.Raised, m.Lowered, figure(m.Net)}
		})}
}

type letterJSON struct {
	Schema            string        `json:"schema"`
	Session           string        `json:"session"`
	Title             string        `json:"title"`
	Rubric            rubricRefJSON `json:"rubric"`
	Person            personJSON    `json:"person"`
	Self              *viewJSON     `json:"self"`
	Agreed            *string       `json:"agreed"`
	At                *string       `json:"at"`
	Rationale         string        `json:"rationale"`
	RationaleWithheld bool          `json:"rationale_withheld"`
}

// Letter writes what one subject is told, as rung.letter/v1.
func Letter(w io.Writer, l *calibrate.Letter) error {
	out := letterJSON{"rung.letter/v1", l.ID, l.Title, rubricRefJSON{l.Rubric.ID, l.Rubric.Version, l.Rubric.Digest},
		personJSON(l.Person), nil, levelID(l.Agreed), instant(l.At), l.Rationale, l.Withheld}
	if l.Self != nil {
		self := newViewJSON(*l.Self)
		out.Self = &self
	}
	return Encode(w, out)
}
