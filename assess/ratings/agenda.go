package ratings

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
)

// Cause is why a subject is worth the group's time.
type Cause int

// The causes.
const (
	// Apart: raters differ by 1 or more. From the lowest value to the highest.
	Apart Cause = iota
	// SelfApart: the subject's own rating and the mean of the others' differ by
	// 1 or more. From the others' mean to the own rating.
	SelfApart
	// Moved: allowing for severity changes the level. From the raw mean to the
	// fair standing.
	Moved
	// NearBoundary: the standing lies within 0.25 of a boundary, halfway between
	// two values of the scale. From the standing to the boundary.
	NearBoundary
	// Alone: there is one rater only. From their value to their value.
	Alone
	// Tracks: raters name different tracks. From the raw mean to the raw mean.
	Tracks
)

// String is the cause's name.
func (c Cause) String() string {
	return [...]string{"apart", "self apart", "moved", "close", "alone", "tracks"}[c]
}

// Concern is a cause with its numbers, in the unit of the ratings.
type Concern struct {
	Cause    Cause
	From, To float64 // what they are is said at the cause
	// Weight is how much of the group's time it is worth, in rungs of doubt:
	// Apart weighs the whole distance, SelfApart half of it, because it asks
	// for an explanation more than for a decision; Moved weighs 1; NearBoundary
	// from 0 at 0.25 to 1 on the boundary; Alone a half; Tracks 1.
	Weight float64
}

// Item is one subject of the agenda.
type Item struct {
	Subject  string
	Concerns []Concern // heaviest first; empty if nothing calls for discussion
	Weight   float64   // Σ of theirs
	// Minutes is the time set aside, 0 if there is nothing to discuss or the
	// budget does not reach that far.
	Minutes int
}

// Agenda is the order in which a group best spends its time.
type Agenda struct {
	Items []Item // every rated subject, heaviest first
	Seed  uint64 // what decides the order among equals
	// Minutes is the budget, and Spare what of it is not set aside.
	Minutes, Spare int
}

// Plan is what an agenda is made with.
type Plan struct {
	// Scale is the rungs that can be proposed: each standing proposes the nearest
	// one. With fewer than two, nobody is NearBoundary or Moved.
	Scale   Scale
	Minutes int // the budget; 0 sets no time aside
	Seed    uint64
}

// The distances from which a disagreement and a boundary matter.
const (
	farApart = 1.0
	closeBy  = 0.25
)

// Agenda orders the subjects by what is worth the group's time. fair must come
// from the same sheet. Among equals the order is that of a hash of seed and id:
// random, the same for the same seed, and not disturbed by who else is on the
// agenda.
func (s *Sheet) Agenda(fair Severities, plan Plan) Agenda {
	a := Agenda{Seed: plan.Seed, Minutes: max(0, plan.Minutes)}
	for i := range s.subjects {
		if _, n := s.raw(i); n == 0 {
			continue
		}
		item := Item{Subject: s.subjects[i], Concerns: s.concerns(i, fair.Subjects[i], plan.Scale)}
		for _, c := range item.Concerns {
			item.Weight += c.Weight
		}
		a.Items = append(a.Items, item)
	}
	a.sort()
	a.Spare = share(a.Items, a.Minutes)
	return a
}

func (s *Sheet) concerns(i int, fair FairStanding, scale Scale) []Concern {
	row := s.rows[i]
	standing, _ := fair.Standing().Value()
	raw, _ := fair.Raw.Value()
	var found []Concern
	if d, several := fair.Spread.Value(); several && d >= farApart-sameValue {
		low := slices.MinFunc(row, byValue).value
		found = append(found, Concern{Apart, low, low + d, d})
	}
	if self, ok := s.self[i].Value(); ok && math.Abs(self-raw) >= farApart-sameValue {
		found = append(found, Concern{SelfApart, raw, self, math.Abs(self-raw) / 2})
	}
	if scale.index(raw) != scale.index(standing) {
		found = append(found, Concern{Moved, raw, standing, 1})
	}
	if b, d := scale.closest(standing); Compare(1-d/closeBy, 0) > 0 {
		found = append(found, Concern{NearBoundary, standing, b, 1 - d/closeBy})
	}
	if fair.Raters == 1 && len(row) == 1 {
		found = append(found, Concern{Alone, row[0].value, row[0].value, 0.5})
	}
	if len(s.tracks[i]) > 1 {
		found = append(found, Concern{Tracks, raw, raw, 1})
	}
	slices.SortStableFunc(found, func(a, b Concern) int { return Compare(b.Weight, a.Weight) })
	return found
}

func byValue(a, b cell) int { return cmp.Compare(a.value, b.value) }

func (a *Agenda) sort() {
	lots := make(map[string][sha256.Size]byte, len(a.Items))
	for _, item := range a.Items {
		lots[item.Subject] = lot(a.Seed, item.Subject)
	}
	slices.SortFunc(a.Items, func(x, y Item) int {
		if c := Compare(y.Weight, x.Weight); c != 0 {
			return c
		}
		p, q := lots[x.Subject], lots[y.Subject]
		return slices.Compare(p[:], q[:])
	})
}

// lot is the subject's number in the draw.
func lot(seed uint64, subject string) [sha256.Size]byte {
	return sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), subject...))
}

// The minutes a discussion takes at least and at most.
const (
	minMinutes = 2
	maxMinutes = 15
)

// share sets minutes aside for the items that have concerns, in their order, and
// returns what is left. Each gets minMinutes as long as there are any; the rest
// goes by weight, in whole minutes, the odd ones to the heaviest.
func share(items []Item, budget int) (spare int) {
	reached := 0
	weight := 0.0
	for reached < len(items) && len(items[reached].Concerns) > 0 && budget >= minMinutes*(reached+1) {
		weight += items[reached].Weight
		reached++
	}
	rest := budget - minMinutes*reached
	spare = rest
	for i := range items[:reached] {
		extra := min(int(float64(rest)*items[i].Weight/weight), maxMinutes-minMinutes)
		items[i].Minutes = minMinutes + extra
		spare -= extra
	}
	for i := range items[:reached] {
		if spare > 0 && items[i].Minutes < maxMinutes {
			items[i].Minutes++
			spare--
		}
	}
	return spare
}
