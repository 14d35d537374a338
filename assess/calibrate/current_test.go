package calibrate

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
)

// withCurrent is a revealed session of six people, two of whom have no known
// level today, and decisions about all but Fay.
func withCurrent(t *testing.T) *Session {
	t.Helper()
	act := clock(3)
	s := begin(t, act)
	levels := map[string]string{"Ada": "PM", "Bo": "pm", "Cy": "senior-pm", "Dí": "staff-pm", "Fay": "pm"}
	var roster []Expected
	for _, name := range []string{"Ada", "Bo", "Cy", "Dí", "Eve", "Fay"} {
		hand(t, s, act, rated(name, "Mo", assess.Manager, "pm"))
		subject, err := assess.NewPerson(name)
		must(t, err)
		roster = append(roster, Expected{subject, someone("Mo"), assess.Manager, levels[name]}, Expected{subject, someone("Nel"), assess.Peer, levels[name]})
	}
	must(t, s.ExpectAll(act(), roster))
	must(t, s.SetCurrent(act(), someone("ada"), "pm"))
	must(t, s.Reveal(act()))
	for name, level := range map[string]string{"Ada": "pm", "Bo": "senior-pm", "Cy": "pm", "Dí": "gpm", "Eve": "pm"} {
		must(t, s.Decide(act(), name, level, "so be it"))
	}
	return s
}

func TestCurrentLevels(t *testing.T) {
	s := withCurrent(t)
	a := Analyse(opened(t, s))
	want := map[string]Move{"Ada": Confirmed, "Bo": Up, "Cy": Down, "Dí": OtherTrack, "Eve": NoMove, "Fay": NoMove}
	got := map[string]Move{}
	for _, p := range a.People {
		got[p.Person.Name] = p.Move()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[Move]int{Confirmed: 1, Up: 1, Down: 1, OtherTrack: 1}, a.Moves); diff != "" {
		t.Error(diff)
	}
	given := 0
	for _, e := range s.entries {
		if e.Kind == KindCurrent {
			given++
		}
	}
	if given != 6 {
		t.Errorf("%d levels are in the log, want one of each of five people and Ada's twice", given)
	}
	c, err := opened(t, s).Case("Fay")
	must(t, err)
	if c.Current == nil || c.Current.ID != "pm" {
		t.Errorf("the case of Fay has the level %v", c.Current)
	}
	if err := s.SetCurrent(clock(4)(), someone("Eve"), "pm"); err == nil {
		t.Error("a level of today is taken after reveal")
	}
}

// TestCurrentLevelsAreSealed compares what shows of two sessions that differ in
// the levels of today alone, before reveal: given once, and given again as
// another or the same.
func TestCurrentLevelsAreSealed(t *testing.T) {
	seen := func(levels ...string) string {
		act := clock(5)
		s := begin(t, act)
		hand(t, s, act, rated("Ada", "Mo", assess.Manager, "pm"))
		for _, level := range levels {
			must(t, s.SetCurrent(act(), someone("Ada"), level))
		}
		v := look(s)
		v.Head.Hash = ""
		for i := range v.History {
			v.History[i].Hash = ""
		}
		return fmt.Sprintf("%+v %v %+v", v, s, s)
	}
	if one, other := seen("pm", "pm"), seen("cpo", "gpm"); one != other {
		t.Errorf("before reveal this shows:\n%s\n--- and ---\n%s", one, other)
	}
}

func TestCurrentLevelsAreErasedAndMasked(t *testing.T) {
	s := withCurrent(t)
	kept := &shelf{}
	kept.save(t, s)
	masked, err := Analyse(opened(t, s)).Anonymous(clock(6)().Random)
	must(t, err)
	if slices.ContainsFunc(masked.People, func(p PersonRow) bool { return p.Current != nil || p.Move() != NoMove }) || len(masked.Moves) != 4 {
		t.Errorf("masked: %+v", masked.People)
	}
	_, err = s.Erase(clock(7)(), assess.PersonID("Dí"), func(text string) string { return text })
	must(t, err)
	record := kept.save(t, s)
	if found := Verify(record); found != nil {
		t.Error(found)
	}
	if slices.ContainsFunc(record.Payloads, func(p Payload) bool { return bytes.Contains(p.Body, []byte("staff-pm")) }) {
		t.Error("the level of who was erased is still there")
	}
	if a := Analyse(opened(t, s)); a.Moves[OtherTrack] != 0 || len(a.People) != 5 {
		t.Errorf("%v of %d people", a.Moves, len(a.People))
	}
}
