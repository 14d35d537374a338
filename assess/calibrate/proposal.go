package calibrate

import (
	"slices"

	"rung/assess/ratings"
	"rung/rubric"
)

// Proposal is what the ratings of a subject propose before a group decides: one
// level; several, in rubric order, where the ratings do not decide between them;
// none where nobody who counts gave a standing.
type Proposal struct {
	Levels []*rubric.Level
	// Tie says that the standing lies halfway between two rungs.
	Tie bool
	// Tracks says that levels of several tracks of one rung are proposed: raters
	// speak for several, or for none and lean to none.
	Tracks bool
	// Moved says that the levels are those of the raw mean and of the fair
	// standing: taking severity out changes the level, and it is not known of any
	// of the raters that they are severe or lenient.
	Moved bool
}

// Level is the level proposed, if it is a single one; else nil.
func (p Proposal) Level() *rubric.Level {
	if len(p.Levels) != 1 {
		return nil
	}
	return p.Levels[0]
}

// Has reports whether a level is among those proposed.
func (p Proposal) Has(l *rubric.Level) bool { return slices.Contains(p.Levels, l) }

// beside is the probability that on the right rung another level is right: several
// that are proposed there are as likely.
func (p Proposal) beside() float64 {
	most, on := 1, map[int]int{}
	for _, l := range p.Levels {
		on[l.Rung]++
		most = max(most, on[l.Rung])
	}
	return 1 - 1/float64(most)
}

// ids are the ids of the levels.
func (p Proposal) ids() []string {
	var ids []string
	for _, l := range p.Levels {
		ids = append(ids, l.ID)
	}
	return ids
}

// rungs are those of the levels, ascending.
func (p Proposal) rungs() ratings.Scale {
	var rungs ratings.Scale
	for _, l := range p.Levels {
		rungs = append(rungs, float64(l.Rung))
	}
	slices.Sort(rungs)
	return slices.Compact(rungs)
}

// opinion is what one rater, or one perspective, says of a subject.
type opinion struct {
	named   []*rubric.Level // the levels named; none where the answers name no level
	chances []float64       // by level, sum 1: for a level given directly, all on that one
}

// propose is what a standing proposes:
//
//  1. The rung is the one nearest to the standing; halfway between two, both.
//  2. Of the levels on a rung, those on the tracks that raters speak for. A rater
//     speaks for the track of a level that they name where the ladder has forked:
//     on a rung that some other track has reached too. A trunk speaks for nothing.
//     Where nobody speaks for a track of the rung, it is the one to which the
//     raters give the most probability; of equals all.
//  3. Of these on one track, the level that the raters give the most probability;
//     of equals all.
func propose(r *rubric.Rubric, standing ratings.Figure, all []opinion) Proposal {
	at, any := standing.Value()
	if !any {
		return Proposal{}
	}
	rungs := rungsOf(r).Candidates(at)
	p := Proposal{Tie: len(rungs) > 1}
	for _, rung := range rungs {
		levels := newVotes(r, all).on(int(rung))
		p.Levels = append(p.Levels, levels...)
		p.Tracks = p.Tracks || slices.ContainsFunc(levels, func(l *rubric.Level) bool { return l.Track != levels[0].Track })
	}
	p.Levels = inOrder(r, p.Levels)
	return p
}

// with is what two standings of one subject propose together.
func (p Proposal) with(other Proposal, r *rubric.Rubric) Proposal {
	both := p
	both.Levels = inOrder(r, slices.Concat(p.Levels, other.Levels))
	both.Tracks = p.Tracks || other.Tracks
	return both
}

// inOrder are the levels in rubric order, each once.
func inOrder(r *rubric.Rubric, levels []*rubric.Level) []*rubric.Level {
	slices.SortFunc(levels, func(a, b *rubric.Level) int { return r.LevelIndex(a.ID) - r.LevelIndex(b.ID) })
	return slices.Compact(levels)
}

// votes is what raters say of levels and tracks.
type votes struct {
	r      *rubric.Rubric
	said   map[*rubric.Level]float64 // probability, summed over the raters
	tracks map[string]bool           // that somebody speaks for
	leans  map[string]float64        // probability on the forked levels of a track
}

func newVotes(r *rubric.Rubric, all []opinion) votes {
	v := votes{r, map[*rubric.Level]float64{}, map[string]bool{}, map[string]float64{}}
	for i := range r.Levels {
		l := &r.Levels[i]
		fork := forked(r, l)
		for _, o := range all {
			v.said[l] += o.chances[i]
			if fork {
				v.leans[l.Track] += o.chances[i]
				v.tracks[l.Track] = v.tracks[l.Track] || slices.Contains(o.named, l)
			}
		}
	}
	return v
}

// on are the levels of a rung that the raters are for.
func (v votes) on(rung int) []*rubric.Level {
	var levels []*rubric.Level
	for i := range v.r.Levels {
		if l := &v.r.Levels[i]; l.Rung == rung {
			levels = append(levels, l)
		}
	}
	spoken := slices.ContainsFunc(levels, func(l *rubric.Level) bool { return v.tracks[l.Track] })
	if spoken {
		levels = slices.DeleteFunc(levels, func(l *rubric.Level) bool { return !v.tracks[l.Track] })
	} else {
		levels = most(levels, func(l *rubric.Level) float64 { return v.leans[l.Track] })
	}
	return slices.DeleteFunc(slices.Clone(levels), func(l *rubric.Level) bool {
		return slices.ContainsFunc(levels, func(o *rubric.Level) bool {
			return o.Track == l.Track && ratings.Compare(v.said[o], v.said[l]) > 0
		})
	})
}

// most are the levels of the greatest weight.
func most(levels []*rubric.Level, weight func(*rubric.Level) float64) []*rubric.Level {
	return slices.DeleteFunc(slices.Clone(levels), func(l *rubric.Level) bool {
		return slices.ContainsFunc(levels, func(o *rubric.Level) bool { return ratings.Compare(weight(o), weight(l)) > 0 })
	})
}

// rungsOf lists the rungs that have a level, ascending.
func rungsOf(r *rubric.Rubric) ratings.Scale {
	var rungs ratings.Scale
	for _, rung := range r.Rungs() {
		rungs = append(rungs, float64(rung))
	}
	return rungs
}

// trackOf is the track that somebody speaks for who names a level; empty on the
// trunk, or without a level.
func trackOf(r *rubric.Rubric, l *rubric.Level) string {
	if l == nil || !forked(r, l) {
		return ""
	}
	return l.Track
}

// forked reports whether another track has begun at or below the level's rung.
func forked(r *rubric.Rubric, l *rubric.Level) bool {
	return slices.ContainsFunc(r.Levels, func(other rubric.Level) bool { return other.Track != l.Track && other.Rung <= l.Rung })
}
