package ratings

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Decision is what a meeting made of one subject: the place proposed before it
// and the one agreed, in rungs.
type Decision struct {
	Subject        string
	Managers       []string // the raters who are the subject's managers; none if unknown
	Before, Agreed float64
	Aside          bool // on the same rung, and not what was proposed: on another track
}

// SelfCheck is what a meeting did to the proposals as a whole.
type SelfCheck struct {
	Decisions                    int
	Raised, Lowered, Aside, Kept int
	// SpreadBefore and SpreadAfter are standard deviations over the subjects,
	// of the proposed and of the agreed places. Missing(TooFew) below 2.
	SpreadBefore, SpreadAfter Figure
	// Compression is 1 − SpreadAfter/SpreadBefore: positive where the meeting
	// drew the subjects together. Missing(OneValue) if nothing was spread.
	Compression Figure
	Net         Figure // mean of agreed − before; Missing(TooFew) without decisions
	Managers    []NetChange
}

// NetChange is what the meeting did to one manager's subjects.
type NetChange struct {
	Manager                   string
	Subjects, Raised, Lowered int
	Net                       float64 // mean of agreed − before
}

// CheckDecisions looks at a meeting's decisions. Their order does not matter.
func CheckDecisions(decisions []Decision) SelfCheck {
	sorted := slices.Clone(decisions)
	slices.SortFunc(sorted, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Before, b.Before), cmp.Compare(a.Agreed, b.Agreed))
	})
	c := SelfCheck{Decisions: len(sorted), Net: Missing(TooFew), Managers: netChanges(sorted)}
	all := NetChange{}
	before, agreed := make([]float64, len(sorted)), make([]float64, len(sorted))
	for i, d := range sorted {
		all.count(d)
		before[i], agreed[i] = d.Before, d.Agreed
		if d.Aside {
			c.Aside++
		}
	}
	c.Raised, c.Lowered = all.Raised, all.Lowered
	c.Kept = c.Decisions - c.Raised - c.Lowered - c.Aside
	if all.Subjects > 0 {
		c.Net = Known(all.Net)
	}
	c.SpreadBefore, c.SpreadAfter = deviationOf(before), deviationOf(agreed)
	c.Compression = compression(c.SpreadBefore, c.SpreadAfter)
	return c
}

// count takes one more decision into n.
func (n *NetChange) count(d Decision) {
	change := d.Agreed - d.Before
	if change > sameValue {
		n.Raised++
	}
	if change < -sameValue {
		n.Lowered++
	}
	n.Net = (n.Net*float64(n.Subjects) + change) / float64(n.Subjects+1)
	n.Subjects++
}

// netChanges is the change per manager, by id.
func netChanges(decisions []Decision) []NetChange {
	at := map[string]int{}
	var changes []NetChange
	for _, d := range decisions {
		for _, m := range d.Managers {
			i, known := at[m]
			if !known {
				i = len(changes)
				at[m] = i
				changes = append(changes, NetChange{Manager: m})
			}
			changes[i].count(d)
		}
	}
	slices.SortFunc(changes, func(a, b NetChange) int { return cmp.Compare(a.Manager, b.Manager) })
	return changes
}

func deviationOf(values []float64) Figure {
	if len(values) < 2 {
		return Missing(TooFew)
	}
	return Known(stat.StdDev(values, nil))
}

func compression(before, after Figure) Figure {
	b, ok := before.Value()
	if !ok {
		return before
	}
	if b < sameValue {
		return Missing(OneValue)
	}
	a, _ := after.Value()
	return Known(1 - a/b)
}
