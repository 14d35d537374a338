package ratings

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// kind is a kind of session: people whose standings spread around the middle of a
// scale from 1 to top, and raters of known severity, all normal and in rungs.
type kind struct {
	people, raters, each    int
	own                     bool // everybody is rated by their manager, and a half by one more
	spread, severity, noise float64
	top                     float64
	whole                   bool
	alike                   int // raters draw lots between this value and the next; 0: between none
}

// The sizes of sessions that the sentences of a report are tried on, and one for
// those that take more people than that.
var (
	sizes = [][2]int{{8, 3}, {12, 5}, {25, 6}, {60, 12}}
	large = [][2]int{{8, 3}, {12, 5}, {25, 6}, {60, 12}, {250, 25}}
)

// anyKind draws a kind of session: the mix over which the shares are taken.
func anyKind(rng *rand.Rand, sizes [][2]int) kind {
	size := sizes[rng.IntN(len(sizes))]
	return kind{
		people: size[0], raters: size[1], each: 2 + rng.IntN(2), own: rng.IntN(2) == 0,
		spread: 0.3 + 0.9*rng.Float64(), severity: []float64{0, 0.25, 0.5, 1}[rng.IntN(4)], noise: 0.3 + 0.4*rng.Float64(),
		top: float64(5 + rng.IntN(3)), whole: rng.IntN(2) == 0,
	}
}

// raters draws severities.
func (k kind) severities(rng *rand.Rand) []float64 {
	s := make([]float64, k.raters)
	for j := range s {
		s[j] = k.severity * rng.NormFloat64()
	}
	return s
}

// rate is a session of so many people with raters of these severities, and who
// manages each.
func (k kind) rate(rng *rand.Rand, severities []float64, people int) []Rating {
	var given []Rating
	for i := range people {
		standing := (1+k.top)/2 + k.spread*rng.NormFloat64()
		for _, j := range k.ratersOf(rng, i) {
			value := standing - severities[j] + k.noise*rng.NormFloat64()
			given = append(given, Rating{Subject: subjectAt(i), Rater: raterAt(j), Value: k.shown(rng, value)})
		}
	}
	return given
}

func subjectAt(i int) string { return "subject-" + strconv.Itoa(i) }
func raterAt(j int) string   { return "rater-" + strconv.Itoa(j) }

func (k kind) ratersOf(rng *rand.Rand, i int) []int {
	if !k.own {
		return rng.Perm(k.raters)[:min(k.each, k.raters)]
	}
	manager := i % k.raters
	if rng.IntN(2) == 0 {
		return []int{manager}
	}
	return []int{manager, (manager + 1 + rng.IntN(k.raters-1)) % k.raters}
}

// shown is a value as a rater gives it.
func (k kind) shown(rng *rand.Rand, value float64) float64 {
	value = max(1, min(k.top, value))
	if k.whole {
		value = math.Round(value)
	}
	if at := float64(k.alike); at > 0 && (value == at || value == at+1) {
		value = at + float64(rng.IntN(2))
	}
	return value
}

func (k kind) scale() Scale {
	var scale Scale
	for v := 1.0; v <= k.top; v++ {
		scale = append(scale, v)
	}
	return scale
}

// manyPeople is how many make a session large enough to know its figures.
const manyPeople = 1000

// alpha is what the raters' alpha is on very many people.
func (k kind) alpha(t *testing.T, rng *rand.Rand, severities []float64) float64 {
	alpha, _ := mustSheet(t, k.rate(rng, severities, manyPeople)).Alpha().Value.Value()
	return alpha
}

// said counts how often each sentence is said, and is true.
type said struct {
	mutex  sync.Mutex
	counts map[string][2]int
}

func (s *said) say(sentence string, holds bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	c := s.counts[sentence]
	c[0]++
	if holds {
		c[1]++
	}
	s.counts[sentence] = c
}

// A trial says what is to be said of one session, and whether it is true.
type trial func(t *testing.T, s *said, rng *rand.Rand)

// trials are the sentences, and in how many sessions each is looked for.
var trials = []struct {
	try       trial
	sessions  int
	sentences [][2]string // and what each means
}{
	{tryVerdicts, 20000, [][2]string{
		{"reliable", "alpha ≥ 0.8, these raters, very many people"},
		{"tentative", "alpha ≥ 0.667, the same"},
		{"little spread", "alpha < 0.667; ≥ 0.667 on people who spread by 1"},
		{"disagreement", "alpha < 0.667, also on people who spread by 1"},
		{"alpha says nothing", "alpha scatters by 0.2 or more over such sessions"},
	}},
	{tryCalls, 1500, [][2]string{{"severe, lenient", "the raters differ, and this one to that side"}}},
	{tryFlats, 12000, [][2]string{
		{"tells nobody apart", "the rater gives everybody one value, whoever they are"},
		{"(not said of others)", "a rater like the others is not named"},
	}},
	{tryFavour, 4000, [][2]string{{"favour is not seen", "of a rung of favour, more than half stands in the fair standings"}}},
	{trySteps, 20000, [][2]string{{"not told apart", "raters draw lots between these two steps, and no others"}}},
}

// TestSimulatedSentences says of simulated sessions what a report would say of them, and
// counts how often that is true: at least 95 times of 100.
func TestSimulatedSentences(t *testing.T) {
	var table strings.Builder
	for n, trial := range trials {
		sessions := trial.sessions
		if testing.Short() {
			sessions /= 20
		}
		s := &said{counts: map[string][2]int{}}
		inParallel(sessions, func(i int) { trial.try(t, s, rand.New(rand.NewPCG(uint64(n), uint64(i)))) })
		for _, sentence := range trial.sentences {
			c := s.counts[sentence[0]]
			share := float64(c[1]) / max(1, float64(c[0]))
			fmt.Fprintf(&table, "%-22s %6d said in %5d sessions, true %.3f: %s\n", sentence[0], c[0], sessions, share, sentence[1])
			slack := 0.0 // a few sessions tell the share to two standard errors
			if testing.Short() {
				slack = 2 * math.Sqrt(0.95*0.05/max(1, float64(c[0])))
			}
			if share < 0.95-slack || !testing.Short() && c[0] < 15 {
				t.Errorf("%q is said %d times, and true %.3f of them", sentence[0], c[0], share)
			}
		}
	}
	t.Logf("\n%s", table.String())
}

// inParallel does something so many times, on as many processors as there are.
func inParallel(times int, do func(i int)) {
	var group sync.WaitGroup
	workers := runtime.NumCPU()
	for w := range workers {
		group.Go(func() {
			for i := w; i < times; i += workers {
				do(i)
			}
		})
	}
	group.Wait()
}

func tryVerdicts(t *testing.T, s *said, rng *rand.Rand) {
	k := anyKind(rng, large)
	k.whole = true // agreement is on whole rungs and steps
	raters := k.severities(rng)
	wide := k
	wide.spread = 1
	switch mustSheet(t, k.rate(rng, raters, k.people)).Agreement(k.scale()).Verdict {
	case Reliable:
		s.say("reliable", k.alpha(t, rng, raters) >= 0.8)
	case Tentative:
		s.say("tentative", k.alpha(t, rng, raters) >= 0.667)
	case LittleSpread:
		s.say("little spread", k.alpha(t, rng, raters) < 0.667 && wide.alpha(t, rng, raters) >= 0.667)
	case Disagreement:
		s.say("disagreement", k.alpha(t, rng, raters) < 0.667 && wide.alpha(t, rng, raters) < 0.667)
	case SaysNothing:
		s.say("alpha says nothing", k.scatter(t, rng, raters) >= 0.2)
	}
}

// scatter is the standard deviation of alpha over sessions with these raters.
func (k kind) scatter(t *testing.T, rng *rand.Rand, raters []float64) float64 {
	n, sum, squares := 0.0, 0.0, 0.0
	for range 60 {
		if alpha, known := mustSheet(t, k.rate(rng, raters, k.people)).Alpha().Value.Value(); known {
			n, sum, squares = n+1, sum+alpha, squares+alpha*alpha
		}
	}
	return math.Sqrt(max(0, squares/n-sum*sum/(n*n)))
}

func tryCalls(t *testing.T, s *said, rng *rand.Rand) {
	k := anyKind(rng, sizes)
	severities := k.severities(rng)
	result := mustSheet(t, k.rate(rng, severities, k.people)).Severities()
	truth := map[string]float64{}
	for j, severity := range severities {
		truth[raterAt(j)] = severity
	}
	rows := byRater(result)
	for _, part := range result.Parts {
		middle := 0.0
		for _, r := range part.Raters {
			middle += truth[r] / float64(len(part.Raters))
		}
		for _, r := range part.Raters {
			if call := rows[r].Call; call != Neither {
				s.say("severe, lenient", k.severity > 0 && (call == Severe) == (truth[r] > middle))
			}
		}
	}
}

// tryFlats has a rater in every second session who gives everybody one value.
func tryFlats(t *testing.T, s *said, rng *rand.Rand) {
	k := anyKind(rng, sizes)
	given := k.rate(rng, k.severities(rng), k.people)
	flat, counts := "", map[string]int{}
	if rng.IntN(2) == 0 {
		flat = raterAt(rng.IntN(k.raters))
	}
	value := math.Round((1+k.top)/2 + k.spread*rng.NormFloat64())
	for i := range given {
		counts[given[i].Rater]++
		if given[i].Rater == flat {
			given[i].Value = value
		}
	}
	flats := mustSheet(t, given).Flats(k.scale())
	for r, n := range counts {
		_, named := flats[r]
		if named {
			s.say("tells nobody apart", r == flat)
		}
		if n > 1 && r != flat {
			s.say("(not said of others)", !named)
		}
	}
}

// tryFavour has a manager who rates their own reports a rung too high.
func tryFavour(t *testing.T, s *said, rng *rand.Rand) {
	k := anyKind(rng, sizes)
	k.own = true
	fair := k.rate(rng, k.severities(rng), k.people)
	var favoured []Rating
	team, shared := Team{}, map[string]int{}
	for _, r := range fair {
		shared[r.Subject]++
	}
	reports := map[string]bool{}
	for i := 0; i < k.people; i += k.raters {
		reports[subjectAt(i)] = true
		team.Reports++
		if shared[subjectAt(i)] == 1 {
			team.Alone++
		}
	}
	if !team.Unseen() {
		return
	}
	for _, r := range fair {
		if reports[r.Subject] && r.Rater == raterAt(0) {
			r.Value++
		}
		favoured = append(favoured, r)
	}
	before, after := mustSheet(t, fair).Severities(), mustSheet(t, favoured).Severities()
	rise := 0.0
	for report := range reports {
		x, _ := before.Subject(report).Standing().Value()
		y, _ := after.Subject(report).Standing().Value()
		rise += (y - x) / float64(len(reports))
	}
	s.say("favour is not seen", rise > 0.5)
}

// trySteps has two neighbouring steps with the same words in every third session.
func trySteps(t *testing.T, s *said, rng *rand.Rand) {
	k := anyKind(rng, large)
	k.whole = true
	if rng.IntN(3) == 0 {
		k.alike = 1 + rng.IntN(int(k.top)-1)
	}
	if b := mustSheet(t, k.rate(rng, k.severities(rng), k.people)).Blurred(k.scale()); b != nil {
		s.say("not told apart", k.alike > 0 && b.Low == float64(k.alike))
	}
}
