package calibrate

import (
	"fmt"
	"testing"
	"time"

	"rung/assess"
)

// crowd is that many subjects, each rated by three of many managers, on every
// dimension or in answers.
func crowd(t fataler, subjects int, answers bool) (subs []Submission) {
	t.Helper()
	d, err := newDemo(product(t), noon, "en")
	must(t, err)
	for i := range subjects {
		for k := range 3 {
			s := demoSubject{name: fmt.Sprintf("Subject %d", i), track: "ic"}
			rater := fmt.Sprintf("Manager %d", (i+k*k*7)%(subjects/8+3))
			standing := 1 + 4*d.chance.Float64()
			sub := Submission{Subject: someone(s.name), Rater: someone(rater), Relation: assess.Manager, Values: d.values("ic", standing)}
			if answers {
				sub, err = d.assessment(s, rater, assess.Manager, standing, "")
				must(t, err)
			}
			subs = append(subs, sub)
		}
	}
	return subs
}

// life hands submissions in, reveals, saves, loads and analyses, and times each.
func life(t fataler, subs []Submission) (add, load, analyse time.Duration) {
	t.Helper()
	act := clock(1)
	s := begin(t, act)
	begun := time.Now()
	hand(t, s, act, subs...)
	add = time.Since(begun)
	must(t, s.Reveal(act()))
	record := recordOf(t, s)
	begun = time.Now()
	again, err := Replay(record, product(t))
	must(t, err)
	load = time.Since(begun)
	begun = time.Now()
	if a := Analyse(opened(t, again)); a.Overall.Ratings != len(subs) {
		t.Fatalf("%d of %d ratings are compared", a.Overall.Ratings, len(subs))
	}
	return add, load, time.Since(begun)
}

func TestAThousandSubmissions(t *testing.T) {
	add, load, analyse := life(t, crowd(t, 334, true))
	t.Logf("1,002 assessments: %v to add, %v to load, %v to analyse", add, load, analyse)
	if total := add + load + analyse; total > 10*time.Second {
		t.Errorf("1,002 assessments take %v", total)
	}
}

func BenchmarkSession30kRatings(b *testing.B) {
	for _, kind := range []string{"values", "answers"} {
		subs := crowd(b, 10_000, kind == "answers")
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				add, load, analyse := life(b, subs)
				b.ReportMetric(add.Seconds(), "s-add")
				b.ReportMetric(load.Seconds(), "s-load")
				b.ReportMetric(analyse.Seconds(), "s-analyse")
			}
		})
	}
}
