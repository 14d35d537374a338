package calibrate

import (
	"cmp"
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
// subject, they are one Perspective, which counts as one more rater of that
// subject and of nobody else. Where they are fewer, their ratings are left out
// before anything is computed. So every figure is a function of the named
// ratings and of the perspectives that are shown: nothing about a single peer
// can be subtracted from it.
type Opened struct {
	session   *Session
	rows      []row          // by id of subject
	at        map[string]int // rows by id of subject
	standings *ratings.Sheet // of everybody who counts, perspectives included
	fair      ratings.Severities
}

// row is what was handed in about one subject.
type row struct {
	subject  *member
	self     *voice
	named    []*voice // managers and panel, by id of rater
	peers    *Perspective
	fair     ratings.FairStanding
	proposed *rubric.Level
}

// voice is one submission as it is compared with others.
type voice struct {
	rater    *member
	relation assess.Relation
	seq      int
	level    *rubric.Level    // nil if the answers meet the requirements of none
	standing ratings.Figure   // the rung of a level given directly
	values   []ratings.Figure // steps by dimension; nil if a level was given
	chances  []float64        // by level, sum 1; nil without a standing
}

// Revealed gives what was handed in, once the session is revealed or locked; a
// *StateError before.
func (s *Session) Revealed() (*Opened, error) {
	if s.state == Collecting {
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
	res := o.score(v, body)
	for _, dv := range res.Dimensions {
		value := ratings.Missing(ratings.NoRatings)
		if dv.Value != nil {
			value = ratings.Known(*dv.Value)
		}
		v.values = append(v.values, value)
	}
	if res.Standing != nil {
		v.level, v.standing, v.chances = res.Level, ratings.Known(*res.Standing), make([]float64, len(r.Levels))
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
				given = append(given, ratings.Rating{Subject: id, Rater: v.rater.id, Value: standing})
			}
		}
		if r.peers != nil {
			given = append(given, ratings.Rating{Subject: id, Rater: perspectivePrefix + id, Value: r.peers.Mean})
		}
		if standing, any := r.selfStanding().Value(); any {
			given = append(given, ratings.Rating{Subject: id, Self: true, Value: standing})
		}
	}
	o.standings = sheetOf(given)
	o.fair = o.standings.Severities()
	for i := range o.rows {
		r := &o.rows[i]
		r.fair = o.fair.Subject(r.subject.id)
		r.proposed = propose(o.session.rubric, r.fair.Standing(), r.chances())
	}
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

// chances is what each voice that counts gives each level.
func (r *row) chances() [][]float64 {
	var all [][]float64
	for _, v := range r.named {
		if v.chances != nil {
			all = append(all, v.chances)
		}
	}
	if r.peers != nil {
		all = append(all, r.peers.chances)
	}
	return all
}

// proposal is the level proposed for a subject, by id; nil if there is none.
func (o *Opened) proposal(subject string) *rubric.Level {
	if i, any := o.at[subject]; any {
		return o.rows[i].proposed
	}
	return nil
}

// Perspective is how at least MinPeers peers see a subject, together.
type Perspective struct {
	Raters int
	Mean   float64 // of their standings
	Spread float64 // the highest of them less the lowest
	// Level is the one on the rung nearest to Mean that most of them speak for.
	Level *rubric.Level
	// Values are their mean steps by dimension. Missing(TooFew) where fewer
	// than MinPeers gave a value.
	Values []ratings.Figure

	chances []float64 // all on Level
}

// perspectiveOf is the perspective of some peers; nil if too few of them have a
// standing. It depends on what they said, not on who said it.
func perspectiveOf(r *rubric.Rubric, peers []*voice) *Perspective {
	var standings []float64
	var chances [][]float64
	for _, v := range peers {
		if standing, any := v.standing.Value(); any {
			standings = append(standings, standing)
			chances = append(chances, v.chances)
		}
	}
	if len(standings) < MinPeers {
		return nil
	}
	slices.Sort(standings)
	slices.SortFunc(chances, slices.Compare)
	p := &Perspective{
		Raters: len(standings), Mean: stat.Mean(standings, nil), Spread: standings[len(standings)-1] - standings[0],
		chances: make([]float64, len(r.Levels)),
	}
	p.Level = propose(r, ratings.Known(p.Mean), chances)
	p.chances[r.LevelIndex(p.Level.ID)] = 1
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
	if len(steps) < MinPeers {
		return ratings.Missing(ratings.TooFew)
	}
	slices.Sort(steps)
	return ratings.Known(stat.Mean(steps, nil))
}

// propose is the level that a standing proposes, nil without one:
//
//  1. The rung is the one nearest to the standing; halfway between two, the
//     higher, as with the boundaries of the agenda.
//  2. Of the levels on that rung, those on the track that the raters speak for
//     most. A rater speaks for a track by the probability they give to levels of
//     it, as far as these lie where the ladder has forked: on a rung that some
//     other track has reached too. A trunk speaks for nothing.
//  3. Of these, the level that the raters give the most probability; then the
//     order of the rubric.
//
// chances holds, per rater, a probability for every level: for a level given
// directly, all on that one.
func propose(r *rubric.Rubric, standing ratings.Figure, chances [][]float64) *rubric.Level {
	at, any := standing.Value()
	if !any {
		return nil
	}
	rung := int(rungsOf(r).Nearest(at))
	said, tracks := make([]float64, len(r.Levels)), map[string]float64{}
	for i := range r.Levels {
		for _, c := range chances {
			said[i] += c[i]
		}
		if forked(r, &r.Levels[i]) {
			tracks[r.Levels[i].Track] += said[i]
		}
	}
	best := -1
	for i := range r.Levels {
		if rung != r.Levels[i].Rung {
			continue
		}
		if best < 0 || cmp.Or(
			ratings.Compare(tracks[r.Levels[i].Track], tracks[r.Levels[best].Track]),
			ratings.Compare(said[i], said[best])) > 0 {
			best = i
		}
	}
	return &r.Levels[best]
}

// rungsOf lists the rungs that have a level, ascending.
func rungsOf(r *rubric.Rubric) ratings.Scale {
	var rungs ratings.Scale
	for _, l := range r.Levels {
		rungs = append(rungs, float64(l.Rung))
	}
	slices.Sort(rungs)
	return slices.Compact(rungs)
}

// forked reports whether another track has begun at or below the level's rung.
func forked(r *rubric.Rubric, l *rubric.Level) bool {
	return slices.ContainsFunc(r.Levels, func(other rubric.Level) bool { return other.Track != l.Track && other.Rung <= l.Rung })
}
