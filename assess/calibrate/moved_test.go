package calibrate

import (
	"fmt"
	"slices"
	"testing"

	"rung/assess"
	"rung/assess/ratings"
)

// moved is a session in which Mo rates Ada alone, and everybody else with Nia, who
// gives as many of them a rung more as are named.
func moved(t *testing.T, higher, others int) (*Session, *Opened) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "senior-pm"))
	for i := range others {
		subject, level := fmt.Sprintf("S%02d", i), "pm"
		if i < higher {
			level = "gpm"
		}
		hand(t, s, act, rated(subject, "Mo", assess.Manager, "pm"), rated(subject, "Nia", assess.Manager, level))
	}
	must(t, s.Reveal(act()))
	return s, opened(t, s)
}

// Where taking severity out changes the level and may be for nothing, both levels
// are proposed, and the group needs no reason for either.
func TestWhatMayBeNoSeverityNeedsNoReason(t *testing.T) {
	for _, c := range []struct {
		higher, others int
		want           []string
		moved          bool
	}{
		{0, 6, []string{"senior-pm"}, false},
		{4, 6, []string{"senior-pm", "staff-pm", "gpm"}, true}, // by half a rung, give or take two
		{19, 20, []string{"staff-pm", "gpm"}, false},           // known
	} {
		s, o := moved(t, c.higher, c.others)
		p := o.proposal("ada")
		if !slices.Equal(p.ids(), c.want) || p.Moved != c.moved {
			row := o.rows[o.at["ada"]]
			t.Errorf("%d of %d higher: %v, moved %v; want %v; standing %v", c.higher, c.others, p.ids(), p.Moved, c.want, row.fair)
		}
		for _, l := range p.Levels {
			must(t, s.Decide(clock(uint64(l.Rung))(), "Ada", l.ID, ""))
		}
		if a := Analyse(opened(t, s)).People[0]; a.Agreed.Proposed.Moved != c.moved || a.Agreed.Changes() {
			t.Errorf("agreed: %+v", a.Agreed)
		}
	}
}

// Who rated nobody has taken nothing out.
func TestOnlyThoseWhoRatedCount(t *testing.T) {
	o := &Opened{called: map[string]bool{"mo": true}}
	if mo := (&voice{rater: &member{id: "mo"}, standing: ratings.Missing(ratings.NoRatings)}); o.corrected(mo) {
		t.Error("a rater without a standing corrects it")
	}
}
