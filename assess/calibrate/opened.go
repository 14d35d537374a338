package calibrate

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"

	"rung/assess"
	"rung/assess/ratings"
	"rung/rubric"
)

// MinPeers is how many peers it takes before anything is said of them.
const MinPeers = 3

// Opened is a session after reveal: what was handed in, set side by side.
//
// Peers are never shown one by one. Where at least MinPeers have rated a
// subject, they are one Perspective, which counts in that subject's means as one
// more rater, and in nothing that compares raters. Where they are fewer, their ratings are left out
// before anything is computed. So every figure is a function of the named
// ratings and of the perspectives that are shown: nothing about a single peer
// can be subtracted from it.
//
// Nor from an earlier report: reveal froze what peers said, an erased rater's is
// kept without a name, and with an erased subject the whole perspective goes.
type Opened struct {
	session   *Session
	rows      []row          // by id of subject
	at        map[string]int // rows by id of subject
	standings *ratings.Sheet // of everybody who counts, perspectives included
	fair      ratings.Severities
	called    map[string]bool // by id of rater: known to be severe or lenient
}

// row is what was handed in about one subject.
type row struct {
	subject  *member
	self     *voice
	named    []*voice // managers and panel, by id of rater
	peers    *Perspective
	fair     ratings.FairStanding
	proposed Proposal
}

// voice is one submission as it is compared with others.
type voice struct {
	rater    *member
	relation assess.Relation
	seq      int
	level    *rubric.Level    // nil if the answers name none
	open     []*rubric.Level  // those between which the answers leave it open
	misfit   bool             // no level describes the answers
	notRated bool             // the rater said that they cannot rate the subject
	standing ratings.Figure   // the rung of a level given directly; missing on a misfit
	values   []ratings.Figure // steps by dimension; nil if a level was given
	chances  []float64        // by level, sum 1; nil without a standing
}

// Revealed gives what was handed in, once the session is revealed or locked; a
// *StateError before.
func (s *Session) Revealed() (*Opened, error) {
	if s.state.Before() {
		return nil, s.sealed()
	}
	return s.open(), nil
}

func (s *Session) open() *Opened {
	if s.opened == nil {
		o := &Opened{session: s, at: map[string]int{}}
		o.gather()
		o.compute()
		s.opened = o
	}
	return s.opened
}

// gather sorts the submissions into rows.
func (o *Opened) gather() {
	s := o.session
	peers := map[string][]*voice{}
	rows := map[string]*row{}
	for _, p := range s.Subjects() {
		rows[p.ID] = &row{subject: s.ids[p.ID]}
	}
	for p, h := range s.handed {
		subject := s.members[p.subject]
		v := o.hear(s.members[p.rater], h)
		switch r := rows[subject.id]; h.relation {
		case assess.Self:
			r.self = v
		case assess.Peer:
			peers[subject.id] = append(peers[subject.id], v)
		default:
			r.named = append(r.named, v)
		}
	}
	for id, r := range rows {
		slices.SortFunc(r.named, func(a, b *voice) int { return strings.Compare(a.rater.id, b.rater.id) })
		r.peers = perspectiveOf(s.rubric, peers[id])
		o.rows = append(o.rows, *r)
	}
	slices.SortFunc(o.rows, func(a, b row) int { return strings.Compare(a.subject.id, b.subject.id) })
	for i := range o.rows {
		o.at[o.rows[i].subject.id] = i
	}
}

// hear scores one submission.
func (o *Opened) hear(rater *member, h handed) *voice {
	v := &voice{rater: rater, relation: h.relation, seq: h.seq, standing: ratings.Missing(ratings.NoRatings)}
	r := o.session.rubric
	var body submittedBody
	o.session.read(h.seq, &body)
	if body.Level != "" {
		v.level = o.session.level(body.Level)
		v.standing = ratings.Known(float64(v.level.Rung))
		v.chances = make([]float64, len(r.Levels))
		v.chances[r.LevelIndex(body.Level)] = 1
		return v
	}
	if v.notRated = body.NotRated; v.notRated {
		return v
	}
	res := o.score(v, body)
	for _, dv := range res.Dimensions {
		value := ratings.Missing(ratings.NoRatings)
		if dv.Value != nil {
			value = ratings.Known(*dv.Value)
		}
		v.values = append(v.values, value)
	}
	v.level, v.misfit = res.Named(), res.Fit != nil && res.Fit.Grade == assess.Misfit
	for _, u := range res.Undecided {
		v.open = append(v.open, u.Levels...)
	}
	if res.Standing != nil && !v.misfit {
		v.standing, v.chances = ratings.Known(*res.Standing), make([]float64, len(r.Levels))
		for _, k := range res.Ranking {
			v.chances[r.LevelIndex(k.Level.ID)] = k.Probability
		}
	}
	return v
}

// score is the brief result of a submission that is not a level.
func (o *Opened) score(v *voice, body submittedBody) *assess.Result {
	r := o.session.rubric
	if body.Assessment != nil {
		return assess.Brief(r, body.Assessment.assessment(o.session.ref, assess.Person{}, v.rater.person(), v.relation))
	}
	res, err := assess.ScoreValues(r, body.Values)
	if err != nil {
		panic(err) // Add has checked it, and the log has kept it
	}
	return res
}

// perspectives stand among the raters under names that no id can be.
const perspectivePrefix = "peers/"

// compute finds standings and proposals.
func (o *Opened) compute() {
	var given []ratings.Rating
	for i := range o.rows {
		r := &o.rows[i]
		id := r.subject.id
		for _, v := range r.named {
			if standing, any := v.standing.Value(); any {
				given = append(given, ratings.Rating{Subject: id, Rater: v.rater.id, Value: standing, Track: trackOf(o.session.rubric, v.level)})
			}
		}
		if r.peers != nil {
			given = append(given, ratings.Rating{
				Subject: id, Rater: perspectivePrefix + id, MeanOnly: true, Value: r.peers.Mean,
				Track: trackOf(o.session.rubric, r.peers.Proposed.Level()),
			})
		}
		if standing, any := r.selfStanding().Value(); any {
			given = append(given, ratings.Rating{Subject: id, Self: true, Value: standing})
		}
	}
	o.standings = sheetOf(given)
	o.fair = o.standings.Severities()
	o.called = map[string]bool{}
	for _, r := range o.fair.Raters {
		o.called[r.Rater] = r.Call != ratings.Neither
	}
	for i := range o.rows {
		r := &o.rows[i]
		r.fair = o.fair.Subject(r.subject.id)
		r.proposed = o.propose(r)
	}
}

// propose is what the fair standing of a subject proposes, and with it what the
// raw mean does, unless one of those who rated is known to be severe or lenient:
// nobody has to give a reason for leaving in what may be none.
func (o *Opened) propose(r *row) Proposal {
	fair := propose(o.session.rubric, r.fair.Standing(), r.opinions())
	raw := propose(o.session.rubric, r.fair.Raw, r.opinions())
	if slices.Equal(fair.Levels, raw.Levels) || slices.ContainsFunc(r.named, o.corrected) {
		return fair
	}
	both := fair.with(raw, o.session.rubric)
	both.Moved = true
	return both
}

// corrected reports whether a rating is by somebody known to be severe or lenient.
func (o *Opened) corrected(v *voice) bool {
	return v.standing.Reason() == ratings.None && o.called[v.rater.id]
}

// sheetOf makes a sheet of ratings that are sound by construction.
func sheetOf(given []ratings.Rating) *ratings.Sheet {
	sheet, err := ratings.NewSheet(given)
	if err != nil {
		panic(err)
	}
	return sheet
}

func (r *row) selfStanding() ratings.Figure {
	if r.self == nil {
		return ratings.Missing(ratings.NoRatings)
	}
	return r.self.standing
}

// opinions is what each voice that counts says.
func (r *row) opinions() []opinion {
	var all []opinion
	for _, v := range r.named {
		if v.chances != nil {
			all = append(all, v.opinion())
		}
	}
	if r.peers != nil {
		all = append(all, r.peers.opinion)
	}
	return all
}

func (v *voice) opinion() opinion {
	o := opinion{chances: v.chances}
	if v.level != nil {
		o.named = []*rubric.Level{v.level}
	}
	return o
}

// proposal is what is proposed for a subject, by id.
func (o *Opened) proposal(subject string) Proposal {
	if i, any := o.at[subject]; any {
		return o.rows[i].proposed
	}
	return Proposal{}
}

// Perspective is how at least MinPeers peers see a subject, together: those of
// them who have a standing. Its figures are rounded to a hundredth: of three sets
// of answers, a longer mean could be one that few others have.
type Perspective struct {
	Raters int
	Mean   float64 // of their standings
	// Proposed is what Mean and the levels that they name propose.
	Proposed Proposal
	// Values are their mean steps by dimension. Missing(TooFew) where not enough
	// of them gave a value, or where those who did not are so few that they could
	// be told from the others: see apart.
	Values []ratings.Figure

	opinion opinion // Proposed, with even chances
}

// perspectiveOf is the perspective of some peers; nil if too few of them have a
// standing. It depends on what they said, not on who said it.
func perspectiveOf(r *rubric.Rubric, peers []*voice) *Perspective {
	peers = slices.DeleteFunc(peers, func(v *voice) bool { return v.chances == nil })
	if len(peers) < MinPeers {
		return nil
	}
	var standings []float64
	var opinions []opinion
	for _, v := range peers {
		standing, _ := v.standing.Value()
		standings = append(standings, standing)
		opinions = append(opinions, opinion{chances: v.chances}) // the majority names a track: no single peer does
	}
	slices.SortFunc(opinions, func(a, b opinion) int { return slices.Compare(a.chances, b.chances) })
	p := &Perspective{Raters: len(peers), Mean: roundedMean(standings)}
	p.Proposed = propose(r, ratings.Known(p.Mean), opinions)
	p.opinion = opinion{p.Proposed.Levels, make([]float64, len(r.Levels))}
	for _, l := range p.Proposed.Levels {
		p.opinion.chances[r.LevelIndex(l.ID)] = 1 / float64(len(p.Proposed.Levels))
	}
	for d := range r.Dimensions {
		p.Values = append(p.Values, meanStep(peers, d))
	}
	return p
}

func meanStep(peers []*voice, d int) ratings.Figure {
	var steps []float64
	for _, v := range peers {
		if v.values == nil {
			continue
		}
		if step, any := v.values[d].Value(); any {
			steps = append(steps, step)
		}
	}
	if !apart(len(steps), len(peers)) {
		return ratings.Missing(ratings.TooFew)
	}
	return ratings.Known(roundedMean(steps))
}

// apart reports whether some of the peers may be shown beside all of them: they
// are MinPeers at least, and so are the others, if there are any. Else what
// those others said would follow from the two.
func apart(some, all int) bool {
	return some >= MinPeers && (some == all || all-some >= MinPeers)
}

// roundedMean is a mean to a hundredth, the same whatever the order.
func roundedMean(given []float64) float64 {
	slices.Sort(given)
	return math.Round(stat.Mean(given, nil)*100) / 100
}
