package wire

import (
	"io"
	"strconv"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric"
)

// SessionSchema is the value of the `schema` key of a session report.
const SessionSchema = "rung.session/v1"

// The wire types of rung.session/v1, rung.agenda/v1 and rung.letter/v1. A figure
// that cannot be computed is null, with the reason beside it.
type (
	// The report of a revealed or locked calibration session. Peers appear only as
	// one perspective of three or more. Intervals are of 95 %. What cannot be computed
	// is null, with a reason. Lists are never null.
	session struct {
		Schema      string          `json:"schema"`
		Session     openedRef       `json:"session"`
		Created     *string         `json:"created" is:"time"`
		Revealed    *string         `json:"revealed" is:"time"`
		Locked      *string         `json:"locked" is:"time"`   // Null while it is not.
		Digest      string          `json:"digest" is:"digest"` // Of everything handed in.
		Log         head            `json:"log"`
		People      []sessionPerson `json:"people"`     // Every subject, by name.
		Raters      []sessionRater  `json:"raters"`     // Everybody who rated as manager or panel, by name.
		Pairs       []raterPair     `json:"pairs"`      // Of raters who share five people or more: the thirty who agree least, those first.
		MorePairs   int             `json:"more_pairs"` // That share as many.
		Agreement   []agreement     `json:"agreement"`  // The level first (dimension null), then each dimension.
		Connections connections     `json:"connections"`
		Levels      []levelCount    `json:"levels"`
		Moves       *moves          `json:"moves"` // Null where nobody with a decision has a known level today.
		Agenda      plan            `json:"agenda"`
		SelfOthers  selfOthers      `json:"self_others"`
		SelfCheck   selfCheck       `json:"self_check"`
	}
	// A session that is no longer sealed.
	openedRef struct {
		ID     string    `json:"id" is:"id"`
		Title  string    `json:"title"`
		State  string    `json:"state" is:"opened"`
		Rubric rubricRef `json:"rubric"`
	}
	// The end of the log: note it to prove later that nothing was rewritten.
	head struct {
		Hash string `json:"hash" is:"digest"`
	}
	estimate struct {
		Value  *figure `json:"value"`
		Low    *figure `json:"low"`
		High   *figure `json:"high"`
		Reason string  `json:"reason" is:"reason"` // Why value, or else the interval, is null; empty when both are there.
	}
	view struct {
		Level    *string   `json:"level" is:"id"`          // Null where the answers name none.
		Open     []string  `json:"open,omitempty" is:"id"` // The levels between which the answers leave it open.
		Misfit   bool      `json:"misfit,omitempty"`       // No level describes the answers.
		NotRated bool      `json:"not_rated,omitempty"`    // The rater said that they cannot rate the subject.
		Standing *figure   `json:"standing" is:"rung"`     // In rungs.
		Values   []*figure `json:"values" is:"size"`       // Mean steps by dimension, in rubric order; empty when a level was given.
	}
	raterView struct {
		Rater    person `json:"rater"`
		Relation string `json:"relation" is:"other"`
		view
	}
	// Three peers or more, as one perspective.
	peers struct {
		Raters int       `json:"raters" is:"three"`
		Mean   figure    `json:"mean" is:"rung"` // Of their standings.
		Level  *string   `json:"level" is:"id"`
		Values []*figure `json:"values" is:"size"` // Mean steps by dimension, in rubric order.
	}
	// What is proposed: a level, or null and those between which the group is to
	// decide; neither where nobody who counts gave a standing.
	proposal struct {
		Proposed *string  `json:"proposed" is:"id"`
		Between  []string `json:"between,omitempty" is:"id"`
		Tie      bool     `json:"tie,omitempty"`    // The standing lies halfway between two rungs.
		Tracks   bool     `json:"tracks,omitempty"` // Levels of several tracks of one rung are proposed.
		Moved    bool     `json:"moved,omitempty"`  // By the raw mean and by the fair standing: no rater is known to be severe or lenient.
	}
	agreed struct {
		Level   *string `json:"level" is:"id"`      // Null where there is none this time.
		NoLevel bool    `json:"no_level,omitempty"` // The group agreed on no level this time.
		proposal
		Was       *string   `json:"was" is:"id"`    // Agreed before.
		Move      *string   `json:"move" is:"move"` // Against the level of today; null where that is not known.
		Rationale string    `json:"rationale"`
		Withheld  bool      `json:"rationale_withheld,omitempty"` // There is one, and it may say who it is about.
		At        *string   `json:"at" is:"time"`                 // Null where names are left out.
		Corrected bool      `json:"corrected,omitempty"`          // It came after the session was locked.
		Corrects  []outcome `json:"corrects"`                     // What it corrects, the latest first.
	}
	// A decision that was corrected later.
	outcome struct {
		Level             *string `json:"level" is:"id"`      // Null where there was none this time.
		NoLevel           bool    `json:"no_level,omitempty"` // The group agreed on no level this time.
		Rationale         string  `json:"rationale"`
		RationaleWithheld bool    `json:"rationale_withheld,omitempty"` // There is one, and it may name somebody.
		At                *string `json:"at" is:"time"`                 // Null where names are left out.
	}
	sessionPerson struct {
		Person   person      `json:"person"`
		Self     *view       `json:"self"`
		Others   []raterView `json:"others"` // Managers, then panel, by name.
		Peers    *peers      `json:"peers"`
		Raw      *figure     `json:"raw" is:"rung"`    // Mean standing.
		Fair     estimate    `json:"fair"`             // What the average rater would give, in rungs.
		Adjusted bool        `json:"adjusted"`         // The proposal rests on fair; on raw otherwise.
		Spread   *figure     `json:"spread" is:"size"` // Highest standing less the lowest, by managers and panel.
		Steps    []*figure   `json:"steps" is:"size"`  // Mean steps by dimension, in rubric order, by others, peers as one more.
		proposal
		Agreed  *agreed `json:"agreed"`          // Null while undecided.
		Current *string `json:"current" is:"id"` // The level that they have today; null if it was not given.
	}
	// Pairs of raters of the same person.
	matches struct {
		Pairs      int `json:"pairs"`
		Exact      int `json:"exact"`       // On the same rung or step, and not on different tracks.
		OtherTrack int `json:"other_track"` // On the same rung, on different tracks.
		WithinOne  int `json:"within_one"`  // At most one rung or step apart, on whatever tracks.
	}
	sessionRater struct {
		Person   person   `json:"person"`
		Ratings  int      `json:"ratings"`
		Shared   int      `json:"shared"`   // Of the ratings, those of people rated by somebody else too.
		Severity estimate `json:"severity"` // In rungs, positive for severe.
		Call     string   `json:"call" is:"call"`
		matches
		Flat    *int `json:"flat" is:"some"` // The rung on which they place everybody, where it is remarkable that they tell nobody apart.
		Reports int  `json:"reports"`        // Of the ratings, those given as the person's manager.
		Alone   int  `json:"alone"`          // Of these, those of people whom nobody else rates.
	}
	// Two raters, by id, on the people whom both have rated.
	raterPair struct {
		Raters []string `json:"raters" is:"text"`
		matches
		Difference figure `json:"difference"` // Mean of the first's rung less the second's.
	}
	coefficient struct {
		estimate
		SE *figure `json:"se" is:"size"` // Standard error by the jackknife.
	}
	agreement struct {
		Dimension *string `json:"dimension" is:"id"`
		Ratings   int     `json:"ratings"`
		CoRated   int     `json:"co_rated"`
		matches
		Alpha   coefficient `json:"alpha"` // Krippendorff's, ordinal.
		AC2     coefficient `json:"ac2"`   // Gwet's.
		Verdict string      `json:"verdict" is:"verdict"`
		Blurred *neighbours `json:"blurred"` // Two steps that raters do not tell apart; null where none can be named.
	}
	// Two steps, one next to the other, and the pairs of raters of a person who each
	// gave one of them.
	neighbours struct {
		Low   int `json:"low"`
		High  int `json:"high"`
		Pairs int `json:"pairs"`
		Apart int `json:"apart"` // Who gave one each.
	}
	part struct {
		Subjects []string `json:"subjects" is:"text"`
		Raters   []string `json:"raters" is:"text"`
	}
	link struct {
		Subject string `json:"subject" is:"text"`
		Rater   string `json:"rater" is:"text"`
	}
	// People by id.
	connections struct {
		Parts   []part `json:"parts"`
		Links   []link `json:"links"`   // The cheapest ratings that would join the parts.
		Bridges []link `json:"bridges"` // Single ratings on which a comparison of raters hangs.
	}
	levelCount struct {
		Level    string `json:"level" is:"id"`
		Proposed int    `json:"proposed"`
		Agreed   int    `json:"agreed"`
	}
	// Decisions about people whose level today is known: the same level, a higher
	// rung, a lower one, or the same on another track.
	moves struct {
		Confirmed int `json:"confirmed"`
		Up        int `json:"up"`
		Down      int `json:"down"`
		Track     int `json:"track"`
	}
	concern struct {
		Cause string `json:"cause" is:"cause"`
		From  figure `json:"from"`
		To    figure `json:"to"`
	}
	agendaItem struct {
		Subject  string    `json:"subject" is:"text"`
		Doubt    figure    `json:"doubt" is:"share"` // The probability that what is proposed is not right; those most in doubt come first.
		Minutes  int       `json:"minutes"`          // 0 below a doubt of 0.25, and where the time does not reach.
		Concerns []concern `json:"concerns"`         // Reasons to talk; they change no doubt.
	}
	plan struct {
		Planned bool         `json:"planned"`
		Seed    string       `json:"seed" is:"digits"` // What decides the order among equals.
		Minutes int          `json:"minutes"`
		Items   []agendaItem `json:"items"` // People by id.
	}
	selfGap struct {
		Subject string `json:"subject" is:"text"`
		Self    figure `json:"self" is:"rung"`
		Others  figure `json:"others" is:"rung"`
		Raters  int    `json:"raters" is:"some"`
	}
	selfOthers struct {
		Gaps   []selfGap `json:"gaps"`
		Higher int       `json:"higher"` // Who see themselves a rung or more above the others, each to a tenth.
		Lower  int       `json:"lower"`
		Mean   estimate  `json:"mean"`
	}
	netChange struct {
		Manager  string `json:"manager" is:"text"`
		Subjects int    `json:"subjects"`
		Raised   int    `json:"raised"`
		Lowered  int    `json:"lowered"`
		Net      figure `json:"net"` // Mean of what was agreed less what was proposed, in rungs.
	}
	// What the decisions did to the proposals as a whole.
	selfCheck struct {
		Decisions    int         `json:"decisions"`
		Raised       int         `json:"raised"`
		Lowered      int         `json:"lowered"`
		Aside        int         `json:"aside"` // On the same rung of another track.
		Kept         int         `json:"kept"`
		SpreadBefore *figure     `json:"spread_before" is:"size"` // Standard deviation of what was proposed, in rungs.
		SpreadAfter  *figure     `json:"spread_after" is:"size"`
		Compression  *figure     `json:"compression"` // 1 less spread_after / spread_before.
		Net          *figure     `json:"net"`
		Managers     []netChange `json:"managers"`
	}
	// What is worth the group's time. The items name people by id, who stand in
	// people by name.
	agenda struct {
		Schema  string    `json:"schema"`
		Session openedRef `json:"session"`
		People  []person  `json:"people"`
		plan
	}
	// What one subject is told: their own outcome, and nothing of others but the name
	// of somebody to ask.
	letter struct {
		Schema            string    `json:"schema"`
		Session           string    `json:"session" is:"id"`
		Title             string    `json:"title"`
		State             string    `json:"state" is:"opened"`
		Rubric            rubricRef `json:"rubric"`
		Person            person    `json:"person"`
		Self              *view     `json:"self"`
		Agreed            *string   `json:"agreed" is:"id"` // Null while undecided, or where there is none this time.
		NoLevel           bool      `json:"no_level"`       // The group agreed on no level this time.
		At                *string   `json:"at" is:"time"`
		Rationale         string    `json:"rationale"`
		RationaleWithheld bool      `json:"rationale_withheld"` // There is one, and it may name somebody else of the session.
		Corrected         bool      `json:"corrected"`          // It came after the session was locked.
		Corrects          []outcome `json:"corrects"`           // What the decision corrects, the latest first.
		Ask               *person   `json:"ask"`                // The one manager who rated the person, else who recorded the decision.
		Here              *against  `json:"here"`               // The level agreed.
		Next              []against `json:"next"`               // The levels it leads to: under, or met.
	}
	// A level held against what was said, by dimension in rubric order. What must not
	// be told of the group, because it would tell of one rater, is untold.
	against struct {
		Level string   `json:"level" is:"id"`
		Group []string `json:"group" is:"sight"`
		Own   []string `json:"own" is:"sight"`
	}
)

// Session writes the report of a session as rung.session/v1.
func Session(w io.Writer, a *calibrate.Analysis) error {
	r := a.Rubric
	return Encode(w, session{
		Schema:  SessionSchema,
		Session: openedRef{a.ID, a.Title, string(a.State), newRubricRef(r)},
		Created: instant(a.Created), Revealed: instant(a.Revealed), Locked: instant(a.Locked),
		Digest: a.Digest, Log: head{a.Log},
		People: each(a.People, func(p calibrate.PersonRow) sessionPerson { return newSessionPerson(p, a.Steps(p)) }),
		Raters: each(a.Raters, newSessionRater),
		Pairs: each(a.Pairs, func(p ratings.RaterPair) raterPair {
			return raterPair{p.Raters[:], matches(p.Matches), figure(p.Difference)}
		}),
		MorePairs: a.MorePairs,
		Agreement: append([]agreement{newAgreement(nil, a.Overall, nil)},
			each(a.Dimensions, func(d calibrate.DimensionAgreement) agreement {
				return newAgreement(&d.Dimension.ID, d.Agreement, d.Blurred)
			})...),
		Connections: newConnections(a.Connections),
		Levels: each(a.Levels, func(l calibrate.LevelCount) levelCount {
			return levelCount{l.Level.ID, l.Proposed, l.Agreed}
		}),
		Moves:      newMoves(a.Moves),
		Agenda:     newPlan(a),
		SelfOthers: newSelfOthers(a.Selves),
		SelfCheck:  newSelfCheck(a.Check),
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

func newEstimate(f ratings.Figure, i ratings.Interval) estimate {
	e := estimate{Value: figureOr(f), Reason: f.Reason().Code()}
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

func newProposal(p calibrate.Proposal) proposal {
	out := proposal{Proposed: levelID(p.Level()), Tie: p.Tie, Tracks: p.Tracks, Moved: p.Moved}
	if len(p.Levels) > 1 {
		out.Between = each(p.Levels, func(l *rubric.Level) string { return l.ID })
	}
	return out
}

func newView(v calibrate.View) view {
	open := each(v.Open, func(l *rubric.Level) string { return l.ID })
	return view{levelID(v.Level), open, v.Misfit, v.NotRated, figureOr(v.Standing), each(v.Values, figureOr)}
}

func newSessionPerson(p calibrate.PersonRow, steps []ratings.Figure) sessionPerson {
	out := sessionPerson{
		Person: person(p.Person), Raw: figureOr(p.Fair.Raw), Fair: newEstimate(p.Fair.Fair, p.Fair.Interval),
		Adjusted: p.Fair.Adjusted(), Spread: figureOr(p.Fair.Spread), Steps: each(steps, figureOr), proposal: newProposal(p.Proposed),
		Current: levelID(p.Current),
		Others: each(p.Others, func(r calibrate.RaterView) raterView {
			return raterView{person(r.Rater), string(r.Relation), newView(r.View)}
		}),
	}
	if p.Self != nil {
		self := newView(*p.Self)
		out.Self = &self
	}
	if p.Peers != nil {
		out.Peers = &peers{p.Peers.Raters, figure(p.Peers.Mean), levelID(p.Peers.Proposed.Level()), each(p.Peers.Values, figureOr)}
	}
	if g := p.Agreed; g != nil {
		out.Agreed = newAgreed(g, p.Move())
	}
	return out
}

func newAgreed(g *calibrate.AgreedLevel, move calibrate.Move) *agreed {
	out := &agreed{levelID(g.Level), g.Level == nil, newProposal(g.Proposed), levelID(g.Was), newMove(move),
		g.Rationale, g.Withheld, instant(g.At), g.Corrected, []outcome{}}
	for before := g.Corrects; before != nil; before = before.Corrects {
		out.Corrects = append(out.Corrects, outcome{levelID(before.Level), before.Level == nil, before.Rationale, before.Withheld, instant(before.At)})
	}
	return out
}

func newMove(m calibrate.Move) *string {
	if m == calibrate.NoMove {
		return nil
	}
	return (*string)(&m)
}

func newMoves(of map[calibrate.Move]int) *moves {
	if len(of) == 0 {
		return nil
	}
	return &moves{of[calibrate.Confirmed], of[calibrate.Up], of[calibrate.Down], of[calibrate.OtherTrack]}
}

func newSessionRater(r calibrate.RaterRow) sessionRater {
	return sessionRater{person(r.Person), r.Severity.Ratings, r.Severity.Shared,
		newEstimate(r.Severity.Severity, r.Severity.Interval), r.Severity.Call.String(), matches(r.Matches),
		rungOr(r.Flat), r.Team.Reports, r.Team.Alone}
}

// rungOr is a rung, null for 0.
func rungOr(rung int) *int {
	if rung == 0 {
		return nil
	}
	return &rung
}

func newCoefficient(c ratings.Coefficient) coefficient {
	return coefficient{newEstimate(c.Value, c.Interval), figureOr(c.SE)}
}

func newAgreement(dimension *string, a ratings.Agreement, blurred *ratings.Neighbours) agreement {
	out := agreement{dimension, a.Ratings, a.CoRated, matches(a.Matches),
		newCoefficient(a.Alpha), newCoefficient(a.AC2), a.Verdict.String(), nil}
	if b := blurred; b != nil {
		out.Blurred = &neighbours{int(b.Low), int(b.High), b.Pairs, b.Apart}
	}
	return out
}

func newConnections(c ratings.Connections) connections {
	out := connections{
		Parts:   each(c.Parts, func(p ratings.Part) part { return part{p.Subjects, p.Raters} }),
		Links:   each(c.Links, func(l ratings.Link) link { return link{l.Subject, l.Rater} }),
		Bridges: []link{},
	}
	for _, b := range c.Bridges {
		if b.Hangs() {
			out.Bridges = append(out.Bridges, link{b.Subject, b.Rater})
		}
	}
	return out
}

// Agenda writes only what is worth the group's time, as rung.agenda/v1: the items
// name people by id, who stand in people by name.
func Agenda(w io.Writer, a *calibrate.Analysis) error {
	return Encode(w, agenda{
		Schema:  "rung.agenda/v1",
		Session: openedRef{a.ID, a.Title, string(a.State), newRubricRef(a.Rubric)},
		People:  each(a.People, func(p calibrate.PersonRow) person { return person(p.Person) }),
		plan:    newPlan(a),
	})
}

func newPlan(a *calibrate.Analysis) plan {
	return plan{a.Planned, strconv.FormatUint(a.Agenda.Seed, 10), a.Agenda.Minutes,
		each(a.Agenda.Items, func(i ratings.Item) agendaItem {
			return agendaItem{i.Subject, figure(i.Doubt), i.Minutes, each(i.Concerns, func(c ratings.Concern) concern {
				return concern{c.Cause.String(), figure(c.From), figure(c.To)}
			})}
		})}
}

func newSelfOthers(s ratings.SelfOthers) selfOthers {
	return selfOthers{each(s.Gaps, func(g ratings.SelfGap) selfGap {
		return selfGap{g.Subject, figure(g.Self), figure(g.Others), g.Raters}
	}), s.Higher, s.Lower, newEstimate(s.Mean, s.Interval)}
}

func newSelfCheck(c ratings.SelfCheck) selfCheck {
	return selfCheck{c.Decisions, c.Raised, c.Lowered, c.Aside, c.Kept,
		figureOr(c.SpreadBefore), figureOr(c.SpreadAfter), figureOr(c.Compression), figureOr(c.Net),
		each(c.Managers, func(m ratings.NetChange) netChange {
			return netChange{m.Manager, m.Subjects, m.Raised, m.Lowered, figure(m.Net)}
		})}
}

// Letter writes what one subject is told, as rung.letter/v1.
func Letter(w io.Writer, l *calibrate.Letter) error {
	out := letter{
		Schema: "rung.letter/v1", Session: l.ID, Title: l.Title, State: string(l.State), Rubric: newRubricRef(l.Rubric),
		Person: person(l.Person), Agreed: levelID(l.Agreed), NoLevel: l.Decided && l.Agreed == nil, At: instant(l.At), Rationale: l.Rationale, RationaleWithheld: l.Withheld,
		Corrected: l.Corrected,
		Corrects: each(l.Corrects, func(o calibrate.Outcome) outcome {
			return outcome{levelID(o.Agreed), o.Agreed == nil, o.Rationale, o.Withheld, instant(o.At)}
		}),
		Next: each(l.Next, newAgainst),
	}
	if l.Self != nil {
		self := newView(*l.Self)
		out.Self = &self
	}
	if l.Ask != (assess.Person{}) {
		ask := person(l.Ask)
		out.Ask = &ask
	}
	if l.Agreed != nil {
		here := newAgainst(l.Here)
		out.Here = &here
	}
	return Encode(w, out)
}

func newAgainst(a calibrate.Against) against {
	return against{a.Level.ID, each(a.Group, calibrate.Sight.String), each(a.Own, calibrate.Sight.String)}
}
