package assess

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"rung/rubric"
	"rung/rubrics"
)

// TestSimulatedQuickInterviews asks people at known levels quickly, and holds the
// bars of a quick interview. `make simulate` prints the figures, which the README
// states.
func TestSimulatedQuickInterviews(t *testing.T) {
	r, people := builtIn(t), 8000
	if testing.Short() {
		people = 160
	}
	got := figuresOf(interviewAll(r, people))
	said := fmt.Sprintf("half of the people answer at most %d questions, nine in ten at most %d; %.1f %% get the level that all their answers give",
		got.median, got.most, 100*got.agree)
	t.Logf("%d people: %s; mean confidence %.3f, exact level %.3f, expected calibration error %.4f", people, said, got.claimed, got.exact, got.ece)
	if got.median > 13 || got.agree < 0.97 {
		t.Error("a quick interview takes at most 13 questions of half of the people, and 97 of 100 agree with all answers")
	}
	if testing.Short() {
		return
	}
	if got.ece >= 0.02 {
		t.Error("the confidence after a quick interview is not the share that is right")
	}
	if readme, err := os.ReadFile("../README.md"); err != nil || !strings.Contains(strings.Join(strings.Fields(string(readme)), " "), said) {
		t.Errorf("README.md does not state (%v): %s", err, said)
	}
}

// interviewed is how a quick interview with somebody ended.
type interviewed struct {
	answered     int
	agrees, hits bool // with the level of all answers, with the person's own
	confidence   float64
}

// interviewAll interviews people on several processors.
func interviewAll(r *rubric.Rubric, people int) []interviewed {
	all, known := make([]interviewed, people), &sync.Map{}
	const hands = 4
	var group sync.WaitGroup
	for hand := range hands {
		group.Go(func() {
			for n := hand; n < people; n += hands {
				all[n] = interview(r, n, known)
			}
		})
	}
	group.Wait()
	return all
}

// interview knows what comes after answers that others gave: many begin alike.
func interview(r *rubric.Rubric, person int, known *sync.Map) interviewed {
	all := somebody(r, person)
	var answers []Answer
	for {
		next, met := known.Load(fmt.Sprint(answers))
		if !met {
			next = NextQuestion(r, answers)
			known.Store(fmt.Sprint(answers), next)
		}
		if next == -1 {
			break
		}
		answers = append(answers, all[next.(int)])
	}
	quick, full := Brief(r, &Assessment{Answers: answers}), Brief(r, &Assessment{Answers: all})
	got := interviewed{answered: len(answers), agrees: quick.Level == full.Level, hits: quick.Level == homeOf(r, person)}
	if quick.Confidence != nil {
		got.confidence = quick.Confidence.Value
	}
	return got
}

func homeOf(r *rubric.Rubric, person int) *rubric.Level { return &r.Levels[person%len(r.Levels)] }

// somebody is what a simulated person answers, in rubric order.
func somebody(r *rubric.Rubric, n int) []Answer {
	_, all := person(r, homeOf(r, n), spacing(r), 1, rand.New(rand.NewPCG(uint64(n), 2)))
	return all
}

type quickFigures struct {
	median, most               int // questions, of half and of nine in ten
	agree, exact, claimed, ece float64
}

func figuresOf(all []interviewed) (f quickFigures) {
	var answered []int
	people := float64(len(all))
	off := make([]float64, confidenceBins+1)
	for _, one := range all {
		answered = append(answered, one.answered)
		f.claimed += one.confidence / people
		b := &off[int(one.confidence*confidenceBins)]
		*b += one.confidence / people
		if one.agrees {
			f.agree += 1 / people
		}
		if one.hits {
			f.exact += 1 / people
			*b -= 1 / people
		}
	}
	for _, claimedTooMuch := range off {
		f.ece += math.Abs(claimedTooMuch)
	}
	slices.Sort(answered)
	f.median, f.most = answered[len(answered)/2], answered[len(answered)*9/10]
	return f
}

// TestSimulatedStaff counts the people at home on Staff PM whom their answers place
// one level up: the README says how many.
func TestSimulatedStaff(t *testing.T) {
	r, people := builtIn(t), 4000
	home, up := &r.Levels[r.LevelIndex("staff-pm")], &r.Levels[r.LevelIndex("principal-pm")]
	unit, rng, above := spacing(r), rand.New(rand.NewPCG(1, 0)), 0
	for range people {
		_, all := person(r, home, unit, 1, rng)
		if Brief(r, &Assessment{Answers: all}).Level == up {
			above++
		}
	}
	share := float64(above) / float64(people)
	t.Logf("of %d simulated Staff PMs, %.3f land on Principal PM", people, share)
	if math.Abs(share-0.4) > 0.05 {
		t.Error("the README says four in ten")
	}
}

func builtIn(t testing.TB) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
