package calibrate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/ratings"
	"rung/rubric/lang"
)

// A rater who gives twelve people one level is named; one who gives them what they
// are is not.
func TestOneLevelForEverybody(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for i := range 12 {
		subject, level := fmt.Sprintf("S%02d", i), []string{"pm", "senior-pm", "staff-pm"}[i%3]
		hand(t, s, act, rated(subject, "Mo", assess.Manager, level), rated(subject, "Nia", assess.Panel, "senior-pm"))
	}
	must(t, s.Reveal(act()))
	for _, r := range Analyse(opened(t, s)).Raters {
		if want := map[string]int{"Mo": 0, "Nia": 3}[r.Person.Name]; r.Flat != want {
			t.Errorf("%s places everybody on %d, want %d", r.Person.Name, r.Flat, want)
		}
		if want := map[string]ratings.Team{"Mo": {Reports: 12}}[r.Person.Name]; r.Team != want {
			t.Errorf("%s rates the team %+v, want %+v", r.Person.Name, r.Team, want)
		}
	}
}

// Five people of whom nearly all ratings are on one level: alpha is 0, and is said to
// say nothing.
func TestAlphaSaysNothingOfFewAlike(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for i, level := range []string{"pm", "pm", "senior-pm", "pm", "pm"} {
		subject := fmt.Sprintf("S%d", i)
		hand(t, s, act, rated(subject, "Mo", assess.Manager, "pm"), rated(subject, "Nia", assess.Panel, level))
	}
	must(t, s.Reveal(act()))
	a := Analyse(opened(t, s)).Overall
	if alpha, _ := a.Alpha.Value.Value(); alpha != 0 || a.Verdict != ratings.SaysNothing || a.Compared != 10 || a.Commonest != 9 {
		t.Errorf("%+v", a)
	}
}

// Somebody is rated by their manager alone where neither another manager or panel
// member nor peers together rate them.
func TestTeamsRatedByTheirManagerAlone(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "pm"), rated("Bo", "Mo", assess.Manager, "pm"), rated("Cy", "Mo", assess.Manager, "pm"),
		rated("Ada", "Ada", assess.Self, "pm"), rated("Bo", "Nia", assess.Panel, "pm"), rated("Dee", "Nia", assess.Panel, "pm"))
	hand(t, s, act, byPeers("Cy", 1, "pm", "pm", "pm")...)
	hand(t, s, act, byPeers("Ada", 1, "pm", "pm")...)
	must(t, s.Reveal(act()))
	for _, r := range Analyse(opened(t, s)).Raters {
		if want := map[string]ratings.Team{"Mo": {Reports: 3, Alone: 1}}[r.Person.Name]; r.Team != want {
			t.Errorf("%s rates the team %+v, want %+v", r.Person.Name, r.Team, want)
		}
	}
}

// Steps 1 and 2 of one dimension are drawn by lot, all other steps are shared.
func TestBlurredStepsAreFound(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	d, err := newDemo(product(t), noon, lang.EN)
	must(t, err)
	for i := range 250 {
		for j, rater := range []string{"Mo", "Nia"} {
			values := d.values("ic", 1+float64(i%5))
			values["mentoring"] = float64(i % 4)
			if i%4 == 1 || i%4 == 2 {
				values["mentoring"] = float64(1 + (i/4>>j)%2)
			}
			hand(t, s, act, Submission{Subject: someone(fmt.Sprintf("S%03d", i)), Rater: someone(rater), Relation: assess.Manager, Values: values})
		}
	}
	must(t, s.Reveal(act()))
	for _, row := range Analyse(opened(t, s)).Dimensions {
		if b := row.Blurred; (b != nil) != (row.Dimension.ID == "mentoring") || b != nil && (b.Low != 1 || b.High != 2) {
			t.Errorf("%s: %+v", row.Dimension.ID, b)
		}
	}
}

// At most thirty pairs of raters are kept, those who agree least, under the names of
// the report.
func TestPairsOfRatersAreCappedAndMasked(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for i := range 5 {
		for j := range 10 {
			level := "pm"
			if i < j {
				level = "senior-pm"
			}
			hand(t, s, act, rated(fmt.Sprintf("S%d", i), fmt.Sprintf("R%d", j), assess.Panel, level))
		}
	}
	must(t, s.Reveal(act()))
	a := Analyse(opened(t, s))
	if first := a.Pairs[0]; len(a.Pairs) != 30 || a.MorePairs != 15 || first.Raters != [2]string{"r0", "r5"} || first.Exact != 0 || first.Difference != -1 {
		t.Errorf("%d pairs and %d more, first %+v", len(a.Pairs), a.MorePairs, first)
	}
	masked, err := a.Anonymous(strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100)))
	must(t, err)
	for i, p := range masked.Pairs {
		if p.Matches != a.Pairs[i].Matches || p.Raters[0] >= p.Raters[1] {
			t.Errorf("%+v was %+v", p, a.Pairs[i])
		}
		for _, id := range p.Raters {
			if masked.Person(id).Name == "" || slices.Contains([]string{"r0", "r5"}, id) {
				t.Errorf("%s is nobody, or is named", id)
			}
		}
	}
}
