package calibrate

import (
	"cmp"
	"slices"
	"time"

	"rung/assess"
	"rung/assess/ratings"
	"rung/rubric"
)

// Analysis is everything a report of a session says, computed once. People are
// named by id in the parts that come from statistics; Person turns an id into
// the person.
//
// Peers are in it only as each subject's Perspective: see Opened.
type Analysis struct {
	ID, Title string
	State     State
	Rubric    *rubric.Rubric
	Created   time.Time
	Revealed  time.Time
	Locked    time.Time // zero while it is not
	// Log is the hash of the last entry of the log: note it to prove later that
	// nothing was rewritten. How many entries there are is not said, because a
	// few peers who are not shown could be counted from it.
	Log    string
	Digest string // of everything handed in

	People     []PersonRow          // every subject, by name
	Raters     []RaterRow           // everybody who rated as manager or panel, by name
	Overall    ratings.Agreement    // on rungs, between managers and panel
	Pairs      []ratings.RaterPair  // on rungs, the MaxPairs who agree least; people by id
	MorePairs  int                  // that share as many people, and agree more
	Dimensions []DimensionAgreement // on whole steps, in rubric order
	Levels     []LevelCount         // in rubric order
	Unproposed int                  // subjects without a proposed level
	Several    int                  // subjects with several
	NoLevel    int                  // subjects agreed to have no level this time
	Outright   int                  // subjects agreed to have a level where none was proposed
	Undecided  int                  // subjects about whom nothing is decided
	Moves      map[Move]int         // decisions, where the level of today is known; never NoMove
	Check      ratings.SelfCheck    // on the decisions that had a proposal; people by id
	Selves     ratings.SelfOthers   // on standings; people by id
	Agenda     ratings.Agenda       // people by id
	Planned    bool                 // Agenda's seed and minutes were recorded
	// Connections says which managers and panel members can be compared; people
	// by id.
	Connections ratings.Connections
	Nameless    bool // pseudonyms stand for people; see Anonymous

	people  map[string]assess.Person
	session *Session
}

// PersonRow is one subject.
type PersonRow struct {
	Person assess.Person
	Self   *View
	Others []RaterView  // managers, then panel, by name
	Peers  *Perspective // nil below MinPeers, however many there are
	// Fair is the fair standing, on what stands in Others and Peers. Peers count
	// in its means as one rater, with no severity taken out.
	Fair     ratings.FairStanding
	Proposed Proposal     // empty if nobody but the subject and too few peers gave a standing
	Agreed   *AgreedLevel // nil while undecided
	// Current is the level that the person has today; nil if it was not given.
	Current *rubric.Level
}

// View is what one submission comes to.
type View struct {
	// Level is nil if the answers name none: they leave it open between several,
	// or no level describes them, and then Standing is missing.
	Level    *rubric.Level
	Open     []*rubric.Level
	Misfit   bool
	NotRated bool // the rater said that they cannot rate the subject
	Standing ratings.Figure
	Values   []ratings.Figure // mean steps by dimension; nil if a level was given
}

// RaterView is how one manager or panel member sees a subject.
type RaterView struct {
	Rater    assess.Person
	Relation assess.Relation
	View
}

// How many people a pair of raters must share before something is said of the two,
// and how many pairs that is said of at most.
const (
	MinShared = 5
	MaxPairs  = 30
)

// RaterRow is one manager or panel member. What they say as a peer does not
// enter it.
type RaterRow struct {
	Person          assess.Person
	Severity        ratings.RaterSeverity
	ratings.Matches // of their rungs with those by other managers and panel members
	// Flat is the rung on which they place everybody, where it is remarkable that
	// they tell nobody apart; else 0.
	Flat int
	Team ratings.Team // whom they rate as their manager
}

// DimensionAgreement is how far managers and panel agree on one dimension.
type DimensionAgreement struct {
	Dimension         *rubric.Dimension
	ratings.Agreement // of the steps nearest to their means; halfway, the higher
	// Blurred are two steps that raters do not tell apart; nil if none can be named.
	Blurred *ratings.Neighbours
}

// LevelCount is how many subjects a level was proposed for alone, and agreed.
type LevelCount struct {
	Level            *rubric.Level
	Proposed, Agreed int
}

// Analyse computes what a report shows.
func Analyse(o *Opened) *Analysis {
	s, rungs := o.session, o.rungs()
	a := &Analysis{
		ID: s.id, Title: s.Title(), State: s.state, Rubric: s.rubric, Log: s.hash,
		Overall: rungs.Agreement(rungsOf(s.rubric)), Selves: o.standings.SelfOthers(),
		Undecided: len(s.Undecided()), people: s.people(), session: s,
	}
	a.dates(s)
	for i := range o.rows {
		a.People = append(a.People, o.personRow(&o.rows[i]))
	}
	a.Raters = o.raterRows(a.people, rungs)
	a.Pairs = rungs.Pairs(MinShared)
	a.MorePairs = max(0, len(a.Pairs)-MaxPairs)
	a.Pairs = a.Pairs[:len(a.Pairs)-a.MorePairs]
	for d := range s.rubric.Dimensions {
		dim := &s.rubric.Dimensions[d]
		scale := stepsOf(dim)
		steps := o.steps(d, scale)
		a.Dimensions = append(a.Dimensions, DimensionAgreement{dim, steps.Agreement(scale), steps.Blurred(scale)})
	}
	a.count()
	a.Moves = countMoves(a.People)
	a.Check = ratings.CheckDecisions(decisionsOf(a.People))
	a.Agenda, a.Planned = o.Agenda()
	a.Connections = o.standings.Connections()
	return a
}

func (a *Analysis) dates(s *Session) {
	d := s.Dates()
	a.Created, a.Revealed, a.Locked = d.Begun, d.Revealed, d.Locked
	for _, e := range s.entries {
		if e.Kind == KindRevealed {
			a.Digest = e.Digest
		}
	}
}

// Person is who has an id in this analysis.
func (a *Analysis) Person(id string) assess.Person { return a.people[id] }

// people is everybody who has to do with a session, by id.
func (s *Session) people() map[string]assess.Person {
	all := map[string]assess.Person{}
	for pid := range s.members {
		m := s.member(pid)
		all[m.id] = m.person()
	}
	return all
}

func (o *Opened) personRow(r *row) PersonRow {
	p := PersonRow{
		Person: r.subject.person(), Self: r.self.view(), Peers: r.peers, Fair: r.fair,
		Proposed: r.proposed, Agreed: o.session.agreed(r.subject), Current: o.session.currentLevel(r.subject),
	}
	for _, v := range r.others() {
		p.Others = append(p.Others, v.raterView())
	}
	if p.Agreed != nil {
		p.Proposed = p.Agreed.Proposed // what the group had before it
	}
	return p
}

// others are managers, then panel, each by id.
func (r *row) others() []*voice {
	return slices.SortedStableFunc(slices.Values(r.named), func(a, b *voice) int { return cmp.Compare(a.relation, b.relation) })
}

func (v *voice) raterView() RaterView { return RaterView{v.rater.person(), v.relation, *v.view()} }

func (v *voice) view() *View {
	if v == nil {
		return nil
	}
	return &View{v.level, v.open, v.misfit, v.notRated, v.standing, v.values}
}

// sheet gathers one value of each named rating, with the track that it lies on.
func (o *Opened) sheet(value func(*voice) (of ratings.Figure, track string)) *ratings.Sheet {
	var given []ratings.Rating
	for _, r := range o.rows {
		for _, v := range r.named {
			of, track := value(v)
			if x, any := of.Value(); any {
				given = append(given, ratings.Rating{Subject: r.subject.id, Rater: v.rater.id, Value: x, Track: track})
			}
		}
	}
	return sheetOf(given)
}

// rungs is the rungs of the levels they gave.
func (o *Opened) rungs() *ratings.Sheet {
	return o.sheet(func(v *voice) (ratings.Figure, string) {
		if v.level == nil {
			return ratings.Missing(ratings.NoRatings), ""
		}
		return ratings.Known(float64(v.level.Rung)), trackOf(o.session.rubric, v.level)
	})
}

// steps is the whole steps they gave on a dimension: those nearest to their
// means; halfway, the higher.
func (o *Opened) steps(d int, scale ratings.Scale) *ratings.Sheet {
	return o.sheet(func(v *voice) (ratings.Figure, string) {
		if v.values == nil {
			return ratings.Missing(ratings.NoRatings), ""
		}
		step, any := v.values[d].Value()
		if !any {
			return ratings.Missing(ratings.NoRatings), ""
		}
		return ratings.Known(scale.Nearest(step)), ""
	})
}

func stepsOf(d *rubric.Dimension) ratings.Scale {
	var steps ratings.Scale
	for step := range d.Steps {
		steps = append(steps, float64(step))
	}
	return steps
}

func (o *Opened) raterRows(people map[string]assess.Person, rungs *ratings.Sheet) []RaterRow {
	matches, flats, teams := rungs.Matches(), o.standings.Flats(rungsOf(o.session.rubric)), o.teams()
	var rows []RaterRow
	for _, severity := range o.fair.Raters {
		id := severity.Rater
		rows = append(rows, RaterRow{people[id], severity, matches[id], int(flats[id]), teams[id]})
	}
	return rows
}

// teams are whom each rater rates as their manager, by id of the rater. Peers
// together are one more who rates somebody.
func (o *Opened) teams() map[string]ratings.Team {
	teams := map[string]ratings.Team{}
	for _, r := range o.rows {
		for _, v := range r.named {
			if v.relation != assess.Manager || v.standing.Reason() != ratings.None {
				continue
			}
			team := teams[v.rater.id]
			team.Reports++
			if r.fair.Raters == 1 {
				team.Alone++
			}
			teams[v.rater.id] = team
		}
	}
	return teams
}

// count counts proposed and agreed levels.
func (a *Analysis) count() {
	for i := range a.Rubric.Levels {
		count := LevelCount{Level: &a.Rubric.Levels[i]}
		for _, p := range a.People {
			if p.Proposed.Level() == count.Level {
				count.Proposed++
			}
			if p.Agreed != nil && p.Agreed.Level == count.Level {
				count.Agreed++
			}
		}
		a.Levels = append(a.Levels, count)
	}
	for _, p := range a.People {
		if p.Agreed != nil && p.Agreed.Level == nil {
			a.NoLevel++
		}
		switch len(p.Proposed.Levels) {
		case 0:
			a.Unproposed++
			if p.Agreed != nil && p.Agreed.Level != nil {
				a.Outright++
			}
		case 1:
		default:
			a.Several++
		}
	}
}

// decisionsOf is what the self-check looks at: the rungs of the levels proposed
// and agreed; of several proposed, the rung nearest to the one agreed. Where no
// level was agreed, there is nothing to look at.
func decisionsOf(people []PersonRow) []ratings.Decision {
	var decisions []ratings.Decision
	for _, p := range people {
		if p.Agreed == nil || p.Agreed.Level == nil || len(p.Proposed.Levels) == 0 {
			continue
		}
		d := ratings.Decision{Subject: p.Person.ID, Agreed: float64(p.Agreed.Level.Rung)}
		d.Before = p.Proposed.rungs().Nearest(d.Agreed)
		d.Aside = d.Before == d.Agreed && p.Agreed.Changes()
		for _, v := range p.Others {
			if v.Relation == assess.Manager {
				d.Managers = append(d.Managers, v.Rater.ID)
			}
		}
		decisions = append(decisions, d)
	}
	return decisions
}

// Agenda orders the subjects by what is worth the group's time, as it was
// recorded last; with seed 0 and no minutes if it never was, and planned is
// false. People are named by id.
func (o *Opened) Agenda() (agenda ratings.Agenda, planned bool) {
	plan := ratings.Plan{Scale: rungsOf(o.session.rubric), Beside: map[string]float64{}}
	for _, r := range o.rows {
		plan.Beside[r.subject.id] = r.proposed.beside()
	}
	if p := o.session.plan; p != nil {
		plan.Seed, plan.Minutes = p.Seed, p.Minutes
	}
	return o.standings.Agenda(o.fair, plan), o.session.plan != nil
}

// Case is what a group looks at when it discusses one subject.
type Case struct {
	PersonRow
	Item   ratings.Item // of the agenda; zero if nobody who counts gave a standing
	Voices []CaseVoice
	// Compared sets side by side the Results that there are, in their order: a
	// level given directly has none. Nil without any.
	Compared *assess.Comparison
}

// CaseVoice is one rater's word on the subject of a case, in the order in which they
// are heard: the subject's own first, then panel, then managers. Peers are in the
// PersonRow alone.
type CaseVoice struct {
	RaterView
	Result   *assess.Result    // brief; nil if a level was given, or nothing
	Comments map[string]string // as in Submission
}

// Case gathers what there is about a subject, meant by name.
func (o *Opened) Case(subject string) (*Case, error) {
	m, err := o.session.subject(subject)
	if err != nil {
		return nil, err
	}
	agenda, _ := o.Agenda()
	for _, item := range agenda.Items {
		if item.Subject == m.id {
			return o.caseOf(m.id, item), nil
		}
	}
	return o.caseOf(m.id, ratings.Item{}), nil
}

// caseOf is the case of a subject, by id, with its item of the agenda.
func (o *Opened) caseOf(subject string, item ratings.Item) *Case {
	r := &o.rows[o.at[subject]]
	c := &Case{PersonRow: o.personRow(r), Item: item, Voices: o.voicesOf(r)}
	c.compare()
	return c
}

// compare sets the results of the voices side by side, in their order.
func (c *Case) compare() {
	var results []*assess.Result
	for _, v := range c.Voices {
		if v.Result != nil {
			results = append(results, v.Result)
		}
	}
	if len(results) > 0 {
		compared := assess.Compare(results)
		c.Compared = &compared
	}
}

func (o *Opened) voicesOf(r *row) []CaseVoice {
	var voices []CaseVoice
	if r.self != nil {
		voices = append(voices, o.caseVoice(r, r.self))
	}
	for _, v := range r.named {
		voices = append(voices, o.caseVoice(r, v))
	}
	slices.SortStableFunc(voices, func(a, b CaseVoice) int { return cmp.Compare(turns[a.Relation], turns[b.Relation]) })
	return voices
}

// turns are the order in which voices are heard.
var turns = map[assess.Relation]int{assess.Self: 0, assess.Panel: 1, assess.Manager: 2}

func (o *Opened) caseVoice(r *row, v *voice) CaseVoice {
	var body submittedBody
	o.session.read(v.seq, &body)
	c := CaseVoice{RaterView: v.raterView(), Comments: body.Comments}
	if body.Level != "" || body.NotRated {
		return c
	}
	c.Result = o.score(v, body)
	if a := c.Result.Assessment; a != nil {
		a.Subject = r.subject.person()
	}
	return c
}
