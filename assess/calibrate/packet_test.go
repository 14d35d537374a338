package calibrate

import (
	"maps"
	"slices"
	"testing"

	"rung/assess"
	"rung/rubric/lang"
)

// lettered is the lettered packet of a session whose agenda is drawn with a seed.
func lettered(t *testing.T, seed uint64) *Packet {
	t.Helper()
	s, err := Demo("demo", product(t), noon, lang.EN)
	must(t, err)
	must(t, s.RecordAgenda(clock(1)(), seed, 60))
	return opened(t, s).LetteredPacket()
}

// Everybody has one case, those on the agenda in its order first.
func TestPacketHasACaseForEverybody(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "pm"), rated("Ada", "Nia", assess.Panel, "cpo"),
		rated("Bo", "Mo", assess.Manager, "pm"), rated("Cy", "Cy", assess.Self, "pm"))
	must(t, s.Reveal(act()))
	p := opened(t, s).Packet()
	var names []string
	for _, c := range p.Cases {
		names = append(names, c.Person.Name)
	}
	if want := []string{"Bo", "Ada", "Cy"}; !slices.Equal(names, want) {
		t.Errorf("cases %q, want %q", names, want)
	}
	if p.Cases[1].Voices[0].Rater.Name != "Nia" || p.Cases[1].Voices[1].Relation != assess.Manager {
		t.Errorf("the manager does not come last: %+v", p.Cases[1].Voices)
	}
}

// Each rater has a letter of their own, drawn with the seed; the voices of a case
// stand in the order of the letters, and their results with them.
func TestLetters(t *testing.T) {
	p := lettered(t, 7)
	got := slices.Sorted(maps.Values(p.Letters))
	if want := []string{"A", "B", "C", "D", "E"}; !slices.Equal(got, want) {
		t.Errorf("letters %q, want %q", got, want)
	}
	if !maps.Equal(p.Letters, lettered(t, 7).Letters) || maps.Equal(p.Letters, lettered(t, 8).Letters) {
		t.Error("the letters do not go by the seed")
	}
	for _, c := range p.Cases {
		var order []string
		result := 0
		for _, v := range c.Voices {
			order = append(order, p.Letters[v.Rater.ID])
			if v.Result != nil {
				if c.Compared.Results[result] != v.Result {
					t.Errorf("%s: another result stands for %s", c.Person.Name, v.Rater.Name)
				}
				result++
			}
		}
		if order[0] != "" || !slices.IsSorted(order) {
			t.Errorf("%s: %q", c.Person.Name, order)
		}
	}
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA"} {
		if got := letter(i); got != want {
			t.Errorf("letter %d is %q, want %q", i, got, want)
		}
	}
}

// On a screen no note says who a letter is.
func TestLettersStandForNamesInNotes(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	maxine := rated("Ada", "Maxine Berg", assess.Manager, "pm")
	maxine.Comments = map[string]string{"": "I, Maxine, think Rose is wrong about Ada"}
	rose := rated("Ada", "Rose", assess.Panel, "cpo")
	rose.Comments = map[string]string{"": "Rose here; ask Maxine"}
	plain := rated("Bo", "Maxine Berg", assess.Manager, "pm")
	plain.Comments = map[string]string{"": "M. Berg asked Ada"}
	hand(t, s, act, maxine, rose, plain)
	must(t, s.Reveal(act()))
	p := opened(t, s).LetteredPacket()
	m := p.Letters["maxine-berg"]
	for _, c := range p.Cases {
		for _, v := range c.Voices {
			want := map[string]string{"Ada/rose": Withheld, "Ada/maxine-berg": Withheld, "Bo/maxine-berg": m + " asked Ada"}
			if got := v.Comments[""]; got != want[c.Person.Name+"/"+v.Rater.ID] {
				t.Errorf("%s of %s notes %q", v.Rater.Name, c.Person.Name, got)
			}
		}
	}
}
