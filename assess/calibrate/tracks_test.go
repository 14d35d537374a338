package calibrate

import (
	"fmt"
	"slices"
	"testing"

	"rung/assess"
	"rung/assess/ratings"
)

// Two raters who see everybody on one rung of different tracks do not agree, and
// alpha, which compares rungs, calls nothing reliable.
func TestTheSameRungOnAnotherTrackIsNoAgreement(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for i := range 12 {
		mo, nia := "staff-pm", "gpm"
		if i%2 == 0 {
			mo, nia = "pm", "pm" // the trunk speaks for no track
		}
		hand(t, s, act, rated(fmt.Sprintf("S%02d", i), "Mo", assess.Manager, mo), rated(fmt.Sprintf("S%02d", i), "Nia", assess.Panel, nia))
	}
	must(t, s.Reveal(act()))
	a := Analyse(opened(t, s))
	want := ratings.Matches{Pairs: 12, Exact: 6, OtherTrack: 6, WithinOne: 12}
	if a.Overall.Matches != want || a.Overall.Verdict != ratings.NoVerdict {
		t.Errorf("agreement is %+v", a.Overall)
	}
	for _, r := range a.Raters {
		if r.Matches != want {
			t.Errorf("%s matches %+v", r.Person.Name, r.Matches)
		}
	}
	for _, item := range a.Agenda.Items {
		parted := slices.ContainsFunc(item.Concerns, func(c ratings.Concern) bool { return c.Cause == ratings.Tracks })
		if proposed := opened(t, s).proposal(item.Subject); parted != proposed.Tracks || parted != (len(proposed.Levels) == 2) {
			t.Errorf("%s: concerns %v, proposed %v", item.Subject, item.Concerns, proposed.ids())
		}
	}
}

// Peers see a track together, or not at all.
func TestPeersOnAnotherTrackAreOnTheAgenda(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "staff-pm"), rated("Bo", "Mo", assess.Manager, "staff-pm"))
	hand(t, s, act, byPeers("Ada", 1, "gpm", "gpm", "gpm")...)
	hand(t, s, act, byPeers("Bo", 1, "gpm", "gpm")...)
	must(t, s.Reveal(act()))
	agenda, _ := opened(t, s).Agenda()
	for _, item := range agenda.Items {
		parted := slices.ContainsFunc(item.Concerns, func(c ratings.Concern) bool { return c.Cause == ratings.Tracks })
		if parted != (item.Subject == "ada") {
			t.Errorf("%s: concerns %v", item.Subject, item.Concerns)
		}
	}
}

// Where raters speak for two tracks of a rung the proposal is in doubt, however sure
// the rung is.
func TestTwoTracksAreInDoubt(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for i := range 12 {
		subject, levels := fmt.Sprintf("S%02d", i), [2]string{"staff-pm", "staff-pm"}
		if i == 7 {
			levels[1] = "gpm"
		}
		hand(t, s, act, rated(subject, "Mo", assess.Manager, levels[0]), rated(subject, "Nia", assess.Manager, levels[1]))
	}
	must(t, s.Reveal(act()))
	agenda, _ := opened(t, s).Agenda()
	for i, item := range agenda.Items {
		if first := i == 0; first != (item.Subject == "s07") || first != (item.Doubt >= 0.5) || first != item.InDoubt() {
			t.Errorf("%d. %+v", i+1, item)
		}
	}
}
