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
	// PeersApart: what counts for means only and the mean of the others differ by 1
	// or more. From the others' mean to that of the former.
	PeersApart
	// Moved: allowing for severity changes the level. From the raw mean to the
	// fair standing.
	Moved
	// NearBoundary: the standing lies closer than 0.25 to a boundary, halfway between
	// two values of the scale. From the standing to the boundary.
	NearBoundary
	// Alone: there is one rater only. From their value to their value.
	Alone
	// Tracks: raters name different tracks. From the raw mean to the raw mean.
	Tracks
)

// String is the cause's name.
func (c Cause) String() string {
	return [...]string{"apart", "self apart", "peers apart", "moved", "close", "alone", "tracks"}[c]
}

// Concern is a cause with its numbers, in the unit of the ratings.
type Concern struct {
	Cause    Cause
	From, To float64 // what they are is said at the cause
}

// Item is one subject of the agenda.
type Item struct {
	Subject string
	// Doubt is the probability that what is proposed is not right: that another
	// value of the scale than the proposed one is nearest to where the subject
	// stands, or that the value is right and something beside it is not, as the
	// plan has it. It comes from the posterior of the standing, so that few raters,
	// a boundary nearby and severities hardly known are in it already. Where
	// nothing can be adjusted it rests on typicalError. Between two values it is at
	// least a half.
	Doubt    float64
	Concerns []Concern // reasons to talk, in the order of the causes; they change no doubt
	// Minutes is the time set aside, 0 if it is not InDoubt or the budget does not
	// reach that far.
	Minutes int
}

// enoughDoubt is the doubt from which a subject gets time: one chance in four that
// the proposal is not right.
const enoughDoubt = 0.25

// InDoubt reports whether a subject gets time, if there is some.
func (i Item) InDoubt() bool { return Compare(i.Doubt, enoughDoubt) >= 0 }

// Agenda is the order in which a group best spends its time.
type Agenda struct {
	Items []Item // every rated subject, most in doubt first
	Seed  uint64 // what decides the order among equals
	// Minutes is the budget, and Spare what of it is not set aside.
	Minutes, Spare int
}

// Plan is what an agenda is made with.
type Plan struct {
	// Scale is the rungs that can be proposed: each standing proposes the nearest
	// one. With fewer than two, nobody is NearBoundary or Moved.
	Scale Scale
	// Beside is, by subject, the probability that the proposed value is right and
	// what is proposed is not: another of those that stand there, say. Absent is 0.
	Beside  map[string]float64
	Minutes int // the budget; 0 sets no time aside
	Seed    uint64
}

// The distances from which a disagreement, as it is told, and a boundary matter.
const (
	farApart = 1.0
	closeBy  = 0.25
)

// Agenda orders the subjects by doubt. fair must come from the same sheet. Among
// equals the order is that of a hash of seed and id: random, the same for the same
// seed, and not disturbed by who else is on the agenda.
func (s *Sheet) Agenda(fair Severities, plan Plan) Agenda {
	a := Agenda{Seed: plan.Seed, Minutes: max(0, plan.Minutes)}
	for i, f := range fair.Subjects {
		if f.Raters == 0 {
			continue
		}
		right := (1 - f.doubt(plan.Scale)) * (1 - plan.Beside[f.Subject])
		a.Items = append(a.Items, Item{Subject: f.Subject, Doubt: 1 - right, Concerns: s.concerns(i, f, plan.Scale)})
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
	if d, several := fair.Spread.Value(); several {
		if low := slices.MinFunc(row, byValue).value; apart(low, low+d) >= farApart {
			found = append(found, Concern{Apart, low, low + d})
		}
	}
	if self, ok := s.self[i].Value(); ok && math.Abs(apart(raw, self)) >= farApart {
		found = append(found, Concern{SelfApart, raw, self})
	}
	if aside, row, both := s.means(i); both && math.Abs(apart(row, aside)) >= farApart {
		found = append(found, Concern{PeersApart, row, aside})
	}
	if scale.index(raw) != scale.index(standing) {
		found = append(found, Concern{Moved, raw, standing})
	}
	if b, d := scale.closest(standing); Compare(closeBy, d) > 0 {
		found = append(found, Concern{NearBoundary, standing, b})
	}
	if fair.Raters == 1 && len(row) == 1 {
		found = append(found, Concern{Alone, row[0].value, row[0].value})
	}
	if len(s.tracks[i]) > 1 {
		found = append(found, Concern{Tracks, raw, raw})
	}
	return found
}

func byValue(a, b cell) int { return cmp.Compare(a.value, b.value) }

func (a *Agenda) sort() {
	lots := make(map[string][sha256.Size]byte, len(a.Items))
	for _, item := range a.Items {
		lots[item.Subject] = lot(a.Seed, item.Subject)
	}
	slices.SortFunc(a.Items, func(x, y Item) int {
		if c := Compare(y.Doubt, x.Doubt); c != 0 {
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

// share sets minutes aside for the items in doubt, in their order, and returns
// what is left. Each gets minMinutes as long as there are any; the rest goes by
// doubt, in whole minutes, the odd ones to those most in doubt.
func share(items []Item, budget int) (spare int) {
	reached := 0
	doubt := 0.0
	for reached < len(items) && items[reached].InDoubt() && budget >= minMinutes*(reached+1) {
		doubt += items[reached].Doubt
		reached++
	}
	rest := budget - minMinutes*reached
	spare = rest
	for i := range items[:reached] {
		extra := min(int(float64(rest)*items[i].Doubt/doubt), maxMinutes-minMinutes)
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
