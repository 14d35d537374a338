package ratings

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestConnectionsWorkedCase(t *testing.T) {
	w := readWorked(t)
	var ratings []Rating
	for _, r := range w.Connectivity.Input.Ratings {
		ratings = append(ratings, Rating{Rater: r[0], Subject: r[1], Value: 3})
	}
	got := mustSheet(t, ratings).Connections()
	want := Connections{
		Parts: []Part{
			{Subjects: []string{"a", "b", "c"}, Raters: []string{"r1", "r2"}},
			{Subjects: []string{"d", "e"}, Raters: []string{"r3", "r4"}},
		},
		// Every edge of a tree is a bridge; raters hang only on those of b and e.
		Bridges: []Bridge{
			{"a", "r1", 0, 2}, {"b", "r1", 1, 1}, {"b", "r2", 1, 1}, {"c", "r2", 0, 2},
			{"d", "r3", 0, 2}, {"e", "r3", 1, 1}, {"e", "r4", 1, 1},
		},
		// r4 has rated least, and b is whom most have rated on the other side.
		Links: []Link{{Rater: "r4", Subject: "b", Parts: [2]int{1, 0}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for i, p := range w.Connectivity.Expected.Components {
		if names := append(slices.Clone(got.Parts[i].Subjects), got.Parts[i].Raters...); !slices.Equal(names, p) {
			t.Errorf("part %d is %v, want %v", i, names, p)
		}
	}
}

// The work of linking is spread: who is asked once is less cheap the next time.
func TestLinksAreSpread(t *testing.T) {
	got := mustSheet(t, []Rating{
		{Subject: "a", Rater: "x"}, {Subject: "a", Rater: "y"}, {Subject: "a", Rater: "z"},
		{Subject: "b", Rater: "p"}, {Subject: "c", Rater: "p"},
		{Subject: "d", Rater: "q"}, {Subject: "e", Rater: "q"},
	}).Connections().Links
	want := []Link{{"x", "b", [2]int{1, 0}}, {"y", "d", [2]int{2, 0}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Nobody is asked to rate themself, even where that would be cheapest.
func TestNoLinkToOneself(t *testing.T) {
	for _, c := range []struct {
		name    string
		ratings []Rating
		want    []Link
	}{
		{"the cheapest rater is the subject", []Rating{
			{Subject: "ada", Rater: "bo"}, {Subject: "ada", Rater: "cy"},
			{Subject: "dee", Rater: "ada"},
		}, []Link{{Rater: "bo", Subject: "dee", Parts: [2]int{1, 0}}}},
		{"each is the other's only subject", []Rating{
			{Subject: "ada", Rater: "bo"}, {Subject: "bo", Rater: "ada"},
		}, nil},
	} {
		if diff := cmp.Diff(c.want, mustSheet(t, c.ratings).Connections().Links); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestBridgesHoldPartsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := compared(anyRatings(t))
		c := mustSheet(t, ratings).Connections()
		bridges := map[[2]string]Bridge{}
		for _, b := range c.Bridges {
			bridges[[2]string{b.Subject, b.Rater}] = b
		}
		for i, r := range ratings {
			fewer := slices.Delete(slices.Clone(ratings), i, i+1)
			left := reach(fewer, r.Subject)
			b, bridge := bridges[[2]string{r.Subject, r.Rater}]
			if bridge == left["r:"+r.Rater] {
				t.Errorf("%v: bridge is %v, but without it the two are linked: %v", r, bridge, left["r:"+r.Rater])
			}
			if bridge && (b.SubjectSide != raterCount(left) || b.RaterSide != raterCount(reach(fewer, "", r.Rater))) {
				t.Errorf("%+v: want %d raters on the subject's side and %d on the other", b, raterCount(left), raterCount(reach(fewer, "", r.Rater)))
			}
		}
	})
}

// One more subject rated by both sides, and a bridge is none: as a report says.
func TestOneMoreSubjectHoldsABridge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := compared(anyRatings(t))
		for _, b := range mustSheet(t, ratings).Connections().Bridges {
			fewer := slices.DeleteFunc(slices.Clone(ratings), func(r Rating) bool { return r.Subject == b.Subject && r.Rater == b.Rater })
			other := slices.IndexFunc(fewer, func(r Rating) bool { return r.Subject == b.Subject })
			if !b.Hangs() {
				continue
			}
			more := append(slices.Clone(ratings), Rating{Subject: "one more", Rater: b.Rater}, Rating{Subject: "one more", Rater: fewer[other].Rater})
			if slices.ContainsFunc(mustSheet(t, more).Connections().Bridges, func(m Bridge) bool { return m.Subject == b.Subject && m.Rater == b.Rater }) {
				t.Errorf("%+v is a bridge still", b)
			}
		}
	})
}

// reach walks from a subject and raters along ratings, until nothing is new.
func reach(ratings []Rating, subject string, raters ...string) map[string]bool {
	met := map[string]bool{"s:" + subject: subject != ""}
	for _, r := range raters {
		met["r:"+r] = true
	}
	for grown := true; grown; {
		grown = false
		for _, r := range ratings {
			s, p := "s:"+r.Subject, "r:"+r.Rater
			if met[s] != met[p] {
				met[s], met[p], grown = true, true, true
			}
		}
	}
	return met
}

func raterCount(met map[string]bool) int {
	n := 0
	for name, in := range met {
		if in && name[0] == 'r' {
			n++
		}
	}
	return n
}

func TestLinksJoinEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		c := mustSheet(t, ratings).Connections()
		if len(c.Parts) > 0 && len(c.Links) != len(c.Parts)-1 {
			t.Errorf("%d links for %d parts", len(c.Links), len(c.Parts))
		}
		for _, l := range c.Links {
			ratings = append(ratings, Rating{Subject: l.Subject, Rater: l.Rater, Value: 3})
		}
		if n := len(mustSheet(t, ratings).Connections().Parts); n > 1 {
			t.Errorf("%d parts are left", n)
		}
	})
}
