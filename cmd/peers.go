package cmd

import (
	"slices"

	"rung/assess"
	"rung/rubric/lang"
)

// peersElsewhere is where peers are shown, for the help of commands that leave them
// out.
const peersElsewhere lang.Text = "Peers are not among them: a calibration session shows them, as one mean of three or more."

// readTogether are those of some assessments that may be read side by side, in
// their order. What peers said is not among them, one by one or together: whoever
// adds a file to a store changes any mean of it, and from the two means follows
// what the file says. A session, which freezes what was handed in, shows peers.
//
// Two things are one's own: where all are by one person there is nobody to tell
// apart, and what is by the person of RUNG_BY.
func (a *app) readTogether(all []*assess.Assessment) ([]*assess.Assessment, error) {
	if !a.givePeersAway(all) {
		return all, nil
	}
	kept := slices.DeleteFunc(slices.Clone(all), a.byAPeer)
	if len(kept) == 0 {
		return nil, lang.Errorf("all of this was said by peers; a session shows it, as one mean of three or more: `rung calibrate`")
	}
	a.tell("What peers said is left out: a session shows it, as one mean of three or more (`rung calibrate`). RUNG_BY=NAME shows what you said yourself.")
	return kept, nil
}

// givePeersAway reports whether some assessments say, beside others, what peers
// said.
func (a *app) givePeersAway(all []*assess.Assessment) bool {
	byOne := !slices.ContainsFunc(all, func(one *assess.Assessment) bool { return one.Rater.ID != all[0].Rater.ID })
	return !byOne && slices.ContainsFunc(all, a.byAPeer)
}

// byAPeer reports whether an assessment is by a peer who is not the person of
// RUNG_BY.
func (a *app) byAPeer(one *assess.Assessment) bool {
	self := a.Getenv("RUNG_BY")
	return one.Relation == assess.Peer && (self == "" || one.Rater.ID != assess.IDOf(self))
}
