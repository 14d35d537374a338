package calibrate

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric"
)

// everyGift calls with all that some voices can give on whole steps.
func everyGift(voices, top int, with func(steps []int)) {
	steps := make([]int, voices)
	for {
		with(steps)
		i := 0
		for ; i < voices && steps[i] == top; i++ {
			steps[i] = 0
		}
		if i == voices {
			return
		}
		steps[i]++
	}
}

func outlookOf(steps []int) outlook {
	o := outlook{voices: len(steps)}
	for _, s := range steps {
		o.mean += float64(s) / float64(len(steps))
	}
	return o
}

// everythingTold is every sight of every range that a ladder can expect.
func everythingTold(o outlook, top int) (told string) {
	for lo := range top + 1 {
		for hi := lo; hi <= top; hi++ {
			told += o.sight(rubric.Range{Lo: lo, Hi: hi}, top).String() + " "
		}
	}
	return told
}

// TestALetterLeavesEveryRatingOpen goes through everything that two to five voices can
// give on up to six steps: whatever is told of them, for all levels at once, each may
// have given another step as well. Of one voice nothing is told.
func TestALetterLeavesEveryRatingOpen(t *testing.T) {
	for top := 1; top <= 5; top++ {
		for voices := 1; voices <= 5; voices++ {
			given := map[string]map[int]bool{} // what the first voice can have given, by what is told
			everyGift(voices, top, func(steps []int) {
				told := everythingTold(outlookOf(steps), top)
				if given[told] == nil {
					given[told] = map[int]bool{}
				}
				given[told][steps[0]] = true
			})
			for told, steps := range given {
				if len(steps) < 2 {
					t.Errorf("%d voices, steps 0 to %d: %s means that each gave %v", voices, top, told, slices.Collect(maps.Keys(steps)))
				}
			}
			if voices == 1 && len(given) != 1 || voices == 3 && len(given) != top+1 {
				t.Errorf("%d voices, steps 0 to %d: %d things are told", voices, top, len(given))
			}
		}
	}
}

// letterOf is Ada's letter, as JSON, in a session in which these values were given.
func letterOf(t fataler, by map[string][]float64, peers int) string {
	t.Helper()
	act := clock(3)
	s := begin(t, act)
	own := answered(t, "Ada", "Ada", assess.Self, 3, noon)
	hand(t, s, act, own, rated("Bo", "Mo", assess.Manager, "pm"))
	for _, rater := range slices.Sorted(maps.Keys(by)) {
		sub := Submission{Subject: someone("Ada"), Rater: someone(rater), Relation: assess.Panel, Values: map[string]float64{}}
		for d, dim := range product(t).Dimensions {
			sub.Values[dim.ID] = by[rater][d]
		}
		hand(t, s, act, sub)
	}
	for i := range peers {
		hand(t, s, act, rated("Ada", fmt.Sprintf("Peer %d", i), assess.Peer, "cpo"))
	}
	must(t, s.Reveal(act()))
	must(t, s.Decide(act(), "Ada", "senior-pm", "because"))
	l, err := opened(t, s).Letter("Ada")
	must(t, err)
	l.At = noon // the session with peers has more entries before it
	text, err := json.Marshal(l)
	must(t, err)
	return string(text)
}

// nearestSteps are the steps nearest to the means.
func nearestSteps(by map[string][]float64) (steps []float64) {
	for d := range by["Mo"] {
		sum := 0.0
		for _, values := range by {
			sum += values[d]
		}
		steps = append(steps, math.Floor(sum/float64(len(by))+0.5+1e-9))
	}
	return steps
}

// TestALetterTellsNoRater says something else for one rater, and now and then the
// opposite for another: as long as the group sees every dimension at the same step,
// and two peers say what they like, the letter is the same.
func TestALetterTellsNoRater(t *testing.T) {
	same := 0
	rapid.Check(t, func(t *rapid.T) {
		one, other := map[string][]float64{}, map[string][]float64{}
		raters := []string{"Mo", "Nia", "Oz"}[:rapid.IntRange(1, 3).Draw(t, "raters")]
		for _, rater := range raters {
			for _, dim := range product(t).Dimensions {
				one[rater] = append(one[rater], rapid.Float64Range(0, float64(dim.Top())).Draw(t, "step"))
			}
			other[rater] = slices.Clone(one[rater])
		}
		d := rapid.IntRange(0, len(one["Mo"])-1).Draw(t, "dimension")
		by := rapid.Float64Range(-1, 1).Draw(t, "by")
		move := func(rater string, by float64) {
			other[rater][d] = min(max(one[rater][d]+by, 0), float64(product(t).Dimensions[d].Top()))
		}
		move("Mo", by)
		if against := raters[len(raters)-1]; against != "Mo" && rapid.Bool().Draw(t, "opposite") {
			move(against, -by)
		}
		if len(raters) > 1 && !slices.Equal(nearestSteps(one), nearestSteps(other)) {
			return
		}
		same++
		if diff := cmp.Diff(letterOf(t, one, 0), letterOf(t, other, MinPeers-1)); diff != "" {
			t.Error(diff)
		}
	})
	if same == 0 {
		t.Error("no letters were compared")
	}
}

// TestSights holds what two raters, one rater and peers, or fewer say against what
// Sr. PM and the levels above it expect of mentoring: 2 and 3.
func TestSights(t *testing.T) {
	r := product(t)
	at := r.DimensionIndex("mentoring")
	for name, test := range map[string]struct {
		given []float64
		peers []float64
		want  string
	}{
		"nobody":              {nil, nil, "untold untold"},
		"one rater":           {[]float64{3}, nil, "untold untold"},
		"two, under":          {[]float64{1, 1.9}, nil, "under under"},
		"two, halfway":        {[]float64{1, 2}, nil, "meets under"},
		"two, apart":          {[]float64{1, 3}, nil, "meets under"},
		"two, over":           {[]float64{2, 3}, nil, "over meets"},
		"one and two peers":   {[]float64{3}, []float64{3, 3}, "untold untold"},
		"one and peers":       {[]float64{3}, []float64{1, 1, 1}, "meets under"},
		"peers alone":         {nil, []float64{3, 3, 3}, "untold untold"},
		"two and three peers": {[]float64{2, 2}, []float64{4, 4, 4}, "over meets"},
	} {
		act := clock(3)
		s := begin(t, act)
		give := func(rater string, relation assess.Relation, step float64) {
			sub := Submission{Subject: someone("Ada"), Rater: someone(rater), Relation: relation, Values: map[string]float64{}}
			for _, dim := range r.Dimensions {
				sub.Values[dim.ID] = min(step, float64(dim.Top()))
			}
			hand(t, s, act, sub)
		}
		give("Ada", assess.Self, 3)
		for i, step := range test.given {
			give(fmt.Sprint("Rater ", i), assess.Panel, step)
		}
		for i, step := range test.peers {
			give(fmt.Sprint("Peer ", i), assess.Peer, step)
		}
		must(t, s.Reveal(act()))
		must(t, s.Decide(act(), "Ada", "senior-pm", "because"))
		l, err := opened(t, s).Letter("Ada")
		must(t, err)
		if got := fmt.Sprint(l.Here.Group[at], " ", l.Next[0].Group[at]); got != test.want {
			t.Errorf("%s: the group sees %s, want %s", name, got, test.want)
		}
		if l.Here.Own[at] != Over || l.Next[0].Own[at] != Meets {
			t.Errorf("%s: Ada sees %v, %v", name, l.Here.Own[at], l.Next[0].Own[at])
		}
	}
}

func TestWhomToAsk(t *testing.T) {
	for name, test := range map[string]struct {
		subs   []Submission
		decide bool
		want   string
	}{
		"the manager":           {[]Submission{rated("Ada", "Mo", assess.Manager, "pm"), rated("Ada", "Nia", assess.Panel, "pm")}, true, "Mo"},
		"one of two managers":   {[]Submission{rated("Ada", "Mo", assess.Manager, "pm"), rated("Ada", "Nia", assess.Manager, "pm")}, true, "Samira"},
		"who decided":           {[]Submission{rated("Ada", "Nia", assess.Panel, "pm")}, true, "Samira"},
		"nobody has decided":    {[]Submission{rated("Ada", "Nia", assess.Panel, "pm")}, false, ""},
		"somebody else's":       {[]Submission{rated("Ada", "Ada", assess.Self, "pm"), rated("Bo", "Mo", assess.Manager, "pm")}, false, ""},
		"the manager is erased": {[]Submission{rated("Ada", "Gone", assess.Manager, "pm")}, true, "Samira"},
	} {
		act := clock(3)
		s := begin(t, act)
		hand(t, s, act, test.subs...)
		must(t, s.Reveal(act()))
		if test.decide {
			must(t, s.Decide(act(), "Ada", "senior-pm", "because"))
		}
		_, err := s.Erase(act(), assess.PersonID("Gone"), func(text string) string { return text })
		must(t, err)
		l, err := opened(t, s).Letter("Ada")
		must(t, err)
		if l.Ask.Name != test.want {
			t.Errorf("%s: ask %+v, want %s", name, l.Ask, test.want)
		}
	}
}
