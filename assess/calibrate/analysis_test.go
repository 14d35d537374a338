package calibrate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/ratings"
	"rung/rubric"
	"rung/rubric/lang"
)

func TestProposal(t *testing.T) {
	r := product(t)
	says := func(levels ...string) (all []opinion) {
		for _, id := range levels {
			c := make([]float64, len(r.Levels))
			c[r.LevelIndex(id)] = 1
			all = append(all, opinion{[]*rubric.Level{levelCalled(t, id)}, c})
		}
		return all
	}
	torn := make([]float64, len(r.Levels)) // a Sr. PM who leans to GPM more than to Staff PM
	torn[r.LevelIndex("senior-pm")], torn[r.LevelIndex("gpm")], torn[r.LevelIndex("staff-pm")] = 0.6, 0.25, 0.15
	for _, c := range []struct {
		what     string
		standing float64
		said     []opinion
		want     string
	}{
		{"below the ladder", 0.2, says("apm"), "apm"},
		{"above it", 7, says("cpo"), "cpo"},
		{"under the boundary", 2.499, says("pm", "senior-pm"), "pm"},
		{"on the boundary", 2.5, says("pm", "senior-pm"), "pm senior-pm, tie"},
		{"on the boundary but for rounding", 2.5 - 1e-12, says("pm", "senior-pm"), "pm senior-pm, tie"},
		{"both named, one more often", 4, says("gpm", "staff-pm", "gpm"), "staff-pm gpm, tracks"},
		{"one named, and the trunk, which says nothing", 3.6, says("gpm", "senior-pm", "senior-pm"), "gpm"},
		{"as often each", 4, says("gpm", "staff-pm"), "staff-pm gpm, tracks"},
		{"on the boundary to the fork", 3.5, says("gpm", "senior-pm"), "senior-pm gpm, tie"},
		{"on the boundary, several tracks", 3.5, says("gpm", "staff-pm", "senior-pm", "senior-pm"), "senior-pm staff-pm gpm, tie, tracks"},
		{"nobody on the rung: the track of those above", 4, says("senior-pm", "director"), "gpm"},
		{"nobody beyond the trunk", 3.6, says("senior-pm"), "staff-pm gpm, tracks"},
		{"a leaning", 3.6, []opinion{{nil, torn}}, "gpm"},
		{"no choice on the rung", 5.6, says("principal-pm", "principal-pm", "cpo"), "cpo"},
		{"nobody's word", 5, nil, "principal-pm director, tracks"},
	} {
		got := propose(r, ratings.Known(c.standing), c.said)
		said := strings.Join(got.ids(), " ")
		if got.Tie {
			said += ", tie"
		}
		if got.Tracks {
			said += ", tracks"
		}
		if said != c.want {
			t.Errorf("%s: %s, want %s", c.what, said, c.want)
		}
	}
	if got := propose(r, ratings.Missing(ratings.NoRatings), says("pm")); got.Levels != nil {
		t.Errorf("without a standing: %v", got)
	}
}

// small is a session whose figures can be worked out by hand.
func small(t fataler) *Session {
	t.Helper()
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act,
		rated("Ada", "Mo", assess.Manager, "pm"), rated("Ada", "Nia", assess.Panel, "senior-pm"), rated("Ada", "Ada", assess.Self, "staff-pm"),
		rated("Bo", "Mo", assess.Manager, "gpm"), rated("Bo", "Nia", assess.Manager, "gpm"),
		rated("Cy", "Pia", assess.Manager, "apm"),
		rated("Dee", "Mo", assess.Peer, "pm"))
	must(t, s.Reveal(act()))
	must(t, s.Decide(act(), "Ada", "staff-pm", "leads four teams"))
	must(t, s.Decide(act(), "Bo", "senior-pm", "one team only"))
	return s
}

func TestAnalysis(t *testing.T) {
	s := small(t)
	a := Analyse(opened(t, s))
	var got []string
	for _, p := range a.People {
		line := p.Person.Name
		for _, v := range p.Others {
			line += fmt.Sprintf(" %s:%s", v.Rater.Name, v.Level.ID)
		}
		raw, rated := p.Fair.Raw.Value()
		spread, _ := p.Fair.Spread.Value()
		line += fmt.Sprintf(" raw %v %v spread %v", raw, rated, spread)
		if ids := p.Proposed.ids(); ids != nil {
			line += " proposed " + strings.Join(ids, ", ")
		}
		if p.Agreed != nil {
			line += " agreed " + p.Agreed.Level.ID
		}
		got = append(got, line)
	}
	want := []string{
		"Ada Mo:pm Nia:senior-pm raw 2.5 true spread 1 proposed pm, senior-pm agreed staff-pm",
		"Bo Mo:gpm Nia:gpm raw 4 true spread 0 proposed gpm agreed senior-pm",
		"Cy Pia:apm raw 1 true spread 0 proposed apm",
		"Dee raw 0 false spread 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got = nil
	for _, r := range a.Raters {
		got = append(got, fmt.Sprintf("%s %d ratings, %d shared, pairs %d %d %d", r.Person.Name, r.Severity.Ratings, r.Severity.Shared, r.Pairs, r.Exact, r.WithinOne))
	}
	if diff := cmp.Diff([]string{"Mo 2 ratings, 2 shared, pairs 2 1 2", "Nia 2 ratings, 2 shared, pairs 2 1 2", "Pia 1 ratings, 0 shared, pairs 0 0 0"}, got); diff != "" {
		t.Error(diff)
	}
	if a.Overall.Pairs != 2 || a.Overall.Exact != 1 || a.Overall.WithinOne != 2 || a.Overall.Ratings != 5 {
		t.Errorf("agreement is %+v", a.Overall)
	}
	got = nil
	for _, l := range a.Levels {
		if l.Proposed+l.Agreed > 0 {
			got = append(got, fmt.Sprintf("%s %d→%d", l.Level.ID, l.Proposed, l.Agreed))
		}
	}
	if diff := cmp.Diff([]string{"apm 1→0", "senior-pm 0→1", "staff-pm 0→1", "gpm 1→0"}, got); diff != "" {
		t.Error(diff)
	}
	if a.Unproposed != 1 || a.Undecided != 2 || a.Check.Raised != 1 || a.Check.Lowered != 1 {
		t.Errorf("%d unproposed, %d undecided, check %+v", a.Unproposed, a.Undecided, a.Check)
	}
	if want := []ratings.NetChange{{Manager: "mo", Subjects: 2, Raised: 1, Lowered: 1}, {Manager: "nia", Subjects: 1, Lowered: 1, Net: -1}}; !slices.Equal(a.Check.Managers, want) {
		t.Errorf("net changes are %v, want %v", a.Check.Managers, want)
	}
	if want := []ratings.SelfGap{{Subject: "ada", Raters: 2, Self: 4, Others: 2.5}}; !slices.Equal(a.Selves.Gaps, want) {
		t.Errorf("gaps are %v, want %v", a.Selves.Gaps, want)
	}
	if len(a.Connections.Parts) != 2 || len(a.Connections.Links) != 1 {
		t.Errorf("connections are %+v", a.Connections)
	}
	if a.Planned || a.Agenda.Minutes != 0 || a.Agenda.Items[0].Subject != "ada" {
		t.Errorf("agenda is %+v", a.Agenda)
	}
	if a.Digest == "" || a.Log != s.Head().Hash || a.Revealed != noon.Add(9*time.Second) || !a.Locked.IsZero() {
		t.Errorf("digest %s, log %v, revealed %s, locked %s", a.Digest, a.Log, a.Revealed, a.Locked)
	}
	if p := a.Person("mo"); p.Name != "Mo" {
		t.Errorf("mo is %v", p)
	}
}

func TestAgreementOnDimensionsIsOnWholeSteps(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	d, err := newDemo(product(t), noon, lang.EN)
	must(t, err)
	for rater, horizon := range map[string]float64{"Mo": 1.5, "Nia": 2.4, "Pia": 1.4} {
		values := d.values("ic", 3)
		values["horizon"] = horizon
		hand(t, s, act, Submission{Subject: someone("Ada"), Rater: someone(rater), Relation: assess.Manager, Values: values})
	}
	must(t, s.Reveal(act()))
	for _, row := range Analyse(opened(t, s)).Dimensions {
		want := [3]int{3, 3, 3}
		if row.Dimension.ID == "horizon" {
			want = [3]int{3, 1, 3}
		}
		if got := [3]int{row.Pairs, row.Exact, row.WithinOne}; got != want {
			t.Errorf("%s: pairs %v, want %v", row.Dimension.ID, got, want)
		}
	}
}

// What was proposed when a level was agreed stays, although an erasure has
// changed the fair standing since.
func TestProposalStaysWithItsDecision(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "staff-pm"))
	for i := range 6 {
		subject := fmt.Sprintf("S%d", i)
		hand(t, s, act, rated(subject, "Mo", assess.Manager, "staff-pm"), rated(subject, "Nia", assess.Manager, "pm"))
	}
	must(t, s.Reveal(act()))
	must(t, s.Decide(act(), "Ada", "senior-pm", ""))
	for i := range 6 {
		_, err := s.Erase(act(), fmt.Sprintf("s%d", i), func(text string) string { return text })
		must(t, err)
	}
	o := opened(t, s)
	if now := o.proposal("ada"); now.Level().ID != "staff-pm" {
		t.Fatalf("now %v is proposed", now)
	}
	if row := Analyse(o).People[0]; row.Proposed.Level().ID != "senior-pm" || row.Agreed.Changes() {
		t.Errorf("%+v", row)
	}
}

func TestAgendaIsAsItWasRecorded(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for i := range 8 {
		hand(t, s, act, rated(fmt.Sprintf("S%d", i), "Mo", assess.Manager, "pm"), rated(fmt.Sprintf("S%d", i), "Nia", assess.Manager, "pm"))
	}
	must(t, s.Reveal(act()))
	order := func(seed uint64, minutes int) (ids []string) {
		t.Helper()
		must(t, s.RecordAgenda(act(), seed, minutes))
		agenda, planned := opened(t, s).Agenda()
		if !planned || agenda.Seed != seed || agenda.Minutes != minutes {
			t.Errorf("recorded %d, %d; the agenda is %+v", seed, minutes, agenda)
		}
		for _, item := range agenda.Items {
			ids = append(ids, item.Subject)
		}
		return ids
	}
	first := order(1, 60)
	if slices.Equal(first, order(2, 60)) || !slices.Equal(first, order(1, 30)) {
		t.Error("the order is not that of the seed")
	}
	seq := s.Head().Seq
	order(1, 30)
	if s.Head().Seq != seq {
		t.Error("the same plan is logged twice")
	}
	if err := s.RecordAgenda(act(), 1, -1); err == nil || err.Error() != "an agenda has 0 to 10,000 minutes, not −1" {
		t.Errorf("-1 minutes: %v", err)
	}
}

// handAll hands in, in an order of chance, and shows what comes of it.
func handAll(t *rapid.T, subs []Submission, seed uint64) *Analysis {
	act := clock(seed)
	s := begin(t, act)
	for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(len(subs)) {
		_, err := s.Add(act(), subs[i])
		must(t, err)
	}
	must(t, s.Reveal(act()))
	a := Analyse(opened(t, s))
	a.Log, a.Digest, a.people, a.Created, a.Revealed = "", "", nil, time.Time{}, time.Time{}
	return a
}

func TestOrderOfAddsDoesNotChangeTheAnalysis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var subs []Submission
		for i, sub := range rapid.SliceOfNDistinct(rapid.Custom(anySubmission), 1, 12, func(s Submission) string { return s.Subject.Name + "/" + s.Rater.Name }).Draw(t, "submissions") {
			subs = append(subs, sub)
			if sub.Assessment != nil { // and an earlier one, which must lose
				earlier := *sub.Assessment
				earlier.CompletedAt = earlier.CompletedAt.Add(-time.Minute)
				earlier.Answers = slices.Clone(earlier.Answers)
				earlier.Answers[i%len(earlier.Answers)].Note = "earlier"
				subs = append(subs, Hand(&earlier))
			}
		}
		one, other := handAll(t, subs, 1), handAll(t, subs, uint64(rapid.IntRange(2, 99).Draw(t, "order")))
		if diff := cmp.Diff(one, other, alike()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNamesDoNotChangeTheAnalysis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subs := rapid.SliceOfNDistinct(rapid.Custom(anySubmission), 1, 12, func(s Submission) string { return s.Subject.Name + "/" + s.Rater.Name }).Draw(t, "submissions")
		to := map[string]string{"Ada": "Zoë", "Bo": "Yu", "Chloé": "Xi", "Dí": "Wim", "Eve": "Vera"}
		var renamed []Submission
		for _, s := range subs {
			s.Subject, s.Rater = someone(to[s.Subject.Name]), someone(to[s.Rater.Name])
			if s.Assessment != nil {
				a := *s.Assessment
				a.Subject, a.Rater = s.Subject, s.Rater
				s.Assessment = &a
			}
			renamed = append(renamed, s)
		}
		one, other := handAll(t, subs, 1), handAll(t, renamed, 1)
		slices.Reverse(other.People)
		for i, p := range one.People {
			q := other.People[i]
			if to[p.Person.Name] != q.Person.Name || !close(p.Fair.Fair, q.Fair.Fair) || !close(p.Fair.Raw, q.Fair.Raw) || !close(p.Fair.Spread, q.Fair.Spread) || !reflect.DeepEqual(p.Proposed, q.Proposed) || len(p.Others) != len(q.Others) {
				t.Fatalf("%+v\n%+v", p, q)
			}
		}
		if !close(one.Overall.Alpha.Value, other.Overall.Alpha.Value) || one.Overall.Pairs != other.Overall.Pairs {
			t.Fatalf("%+v\n%+v", one.Overall, other.Overall)
		}
		for i, l := range one.Levels {
			if other.Levels[i].Proposed != l.Proposed {
				t.Fatalf("%s is proposed %d and %d times", l.Level.ID, l.Proposed, other.Levels[i].Proposed)
			}
		}
	})
}

func close(a, b ratings.Figure) bool {
	x, _ := a.Value()
	y, _ := b.Value()
	return a.Reason() == b.Reason() && math.Abs(x-y) < 1e-9
}

func TestCase(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act,
		answered(t, "Ada", "Mo", assess.Manager, 2, noon), answered(t, "Ada", "Nia", assess.Panel, 4, noon), answered(t, "Ada", "Ada", assess.Self, 3, noon),
		rated("Ada", "Lin", assess.Manager, "pm"))
	hand(t, s, act, byPeers("Ada", 1, "pm", "pm", "pm")...)
	must(t, s.Reveal(act()))
	c, err := opened(t, s).Case("ada")
	must(t, err)
	var got []string
	for _, v := range c.Voices {
		line := fmt.Sprintf("%s as %s", v.Rater.Name, v.Relation)
		if v.Result != nil {
			line += fmt.Sprintf(" on %s, %d answers", v.Result.Assessment.Subject.Name, v.Result.Answered)
			for _, a := range v.Result.Assessment.Answers {
				line += a.Note
			}
		}
		got = append(got, line)
	}
	want := []string{"Ada as self on Ada, 24 answersa note on Ada", "Nia as panel on Ada, 24 answersa note on Nia", "Lin as manager", "Mo as manager on Ada, 24 answersa note on Mo"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(c.Compared.Results) != 3 || c.Item.Subject != "ada" || len(c.Item.Concerns) == 0 || c.Peers.Raters != 3 {
		t.Errorf("compared %d, item %+v, peers %+v", len(c.Compared.Results), c.Item, c.Peers)
	}
	if _, err := opened(t, s).Case("Mo"); err == nil {
		t.Error("Mo is no subject")
	}
}

func TestErasure(t *testing.T) {
	blot := func(text string) string { return strings.ReplaceAll(text, "Ada", "***") }
	for _, c := range []struct {
		revealed bool
		want     Erasure
		handed   int
	}{
		{false, Erasure{Member: true, Submissions: 4, Texts: 2}, 1},
		{true, Erasure{Member: true, Submissions: 3, Decisions: 1, Kept: 1, Texts: 3}, 2},
	} {
		act := clock(1)
		s, err := New(act(), "h2", "Ada and the others", product(t))
		must(t, err)
		noted := answered(t, "Bo", "Mo", assess.Manager, 3, noon)
		noted.Assessment.Answers[0].Note = "stronger than Ada"
		hand(t, s, act, rated("Ada", "Mo", assess.Manager, "pm"), rated("Ada", "Mo", assess.Manager, "gpm"), rated("Ada", "Ada", assess.Self, "pm"), noted, rated("Bo", "Ada", assess.Manager, "cpo"))
		if c.revealed {
			must(t, s.Reveal(act()))
			must(t, s.Decide(act(), "Ada", "pm", "why Ada"))
			must(t, s.Decide(act(), "Bo", "pm", "as Ada says"))
		}
		kept := &shelf{}
		kept.save(t, s)
		got, err := s.Erase(act(), "ada", blot)
		must(t, err)
		if got != c.want {
			t.Errorf("revealed %v: %+v, want %+v", c.revealed, got, c.want)
		}
		record := kept.save(t, s)
		if found := Verify(record); found != nil {
			t.Errorf("revealed %v: %v", c.revealed, found)
		}
		if text := fmt.Sprintf("%s %s", record.Entries, bodies(record)); strings.Contains(text, "Ada") {
			t.Errorf("revealed %v: %s", c.revealed, text)
		}
		if status := s.Status(); len(status.Handed) != c.handed || s.Title() != "*** and the others" {
			t.Errorf("revealed %v: %s, %+v", c.revealed, s.Title(), status)
		}
		again, err := s.Erase(act(), "ada", blot)
		must(t, err)
		if again.Any() {
			t.Errorf("revealed %v: a second time does %+v", c.revealed, again)
		}
		if !c.revealed {
			continue
		}
		a := Analyse(opened(t, s))
		if len(a.People) != 1 || len(a.People[0].Others) != 2 || !strings.HasPrefix(a.People[0].Others[0].Rater.Name, "erased-") {
			t.Errorf("left are %+v", a.People)
		}
	}
}

func bodies(r Record) (all []string) {
	for _, p := range r.Payloads {
		all = append(all, string(p.Body))
	}
	return all
}

func TestErasedPersonMayComeBack(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	sub := rated("Ada", "Mo", assess.Manager, "pm")
	hand(t, s, act, sub)
	_, err := s.Erase(act(), "ada", func(text string) string { return text })
	must(t, err)
	taken, err := s.Add(act(), sub)
	must(t, err)
	if taken != Added || len(s.Status().Handed) != 1 {
		t.Errorf("%s, %+v", taken, s.Status())
	}
	again, err := Replay(recordOf(t, s), product(t))
	must(t, err)
	if diff := cmp.Diff(look(s), look(again), alike()); diff != "" {
		t.Error(diff)
	}
}

func TestDemo(t *testing.T) {
	for _, tag := range lang.Tags {
		cryptotest.SetGlobalRandom(t, 1) // of its key, and what is sealed to it
		s, err := Demo("demo", product(t), noon, tag)
		must(t, err)
		cryptotest.SetGlobalRandom(t, 1)
		again, err := Demo("demo", product(t), noon, tag)
		must(t, err)
		if s.Head() != again.Head() {
			t.Error("the demo is another each time")
		}
		a := Analyse(opened(t, s))
		if len(a.People) != 12 || len(a.Raters) != 5 || len(a.Selves.Gaps) != 12 || len(s.Undecided()) != 2 {
			t.Errorf("%d people, %d raters, %d self ratings, %d undecided", len(a.People), len(a.Raters), len(a.Selves.Gaps), len(s.Undecided()))
		}
		for _, r := range a.Raters {
			if want := map[bool]ratings.Call{true: ratings.Lenient, false: ratings.Neither}[r.Person.Name == "Omar"]; r.Severity.Call != want {
				t.Errorf("%s is called %s: %+v", r.Person.Name, r.Severity.Call, r.Severity)
			}
		}
		if first := a.Agenda.Items[0]; a.Person(first.Subject).Name != "Chloé" || first.Concerns[0].Cause != ratings.Apart || first.Doubt < 0.4 {
			t.Errorf("the agenda begins with %+v", first)
		}
		hangs := 0
		for _, b := range a.Connections.Bridges {
			if b.Hangs() {
				hangs++
			}
		}
		if len(a.Connections.Parts) != 1 || hangs != 2 {
			t.Errorf("%d parts, %d ratings a link hangs on", len(a.Connections.Parts), hangs)
		}
		for _, p := range a.People {
			if (p.Peers != nil) != (p.Person.Name == "Elif") {
				t.Errorf("%s has the peers %+v", p.Person.Name, p.Peers)
			}
			if p.Agreed != nil && p.Agreed.Changes() != (p.Agreed.Rationale != "") {
				t.Errorf("%s is agreed on %+v", p.Person.Name, p.Agreed)
			}
		}
		if a.Check.Raised != 1 || a.Check.Lowered != 1 {
			t.Errorf("check is %+v", a.Check)
		}
	}
	other := *product(t)
	other.ID, other.Levels = "design", other.Levels[:2]
	if _, err := Demo("demo", &other, noon, lang.EN); err == nil || !strings.HasPrefix(err.Error(), "the demo needs the rubric product, with a level") {
		t.Errorf("on another rubric: %v", err)
	}
}

// Peers a rung above the managers say nothing of the managers: nobody is called
// severe, and no proposal moves for it.
func TestPeersMoveNoSeverity(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	managers := []string{"Mo", "Nia", "Pia"}
	levels := []string{"pm", "senior-pm", "staff-pm", "principal-pm"}
	for i := range 12 {
		subject := fmt.Sprintf("S%02d", i)
		low := i % 2
		lower := max(0, low-i%4/3) // three times the two differ by a rung
		hand(t, s, act, rated(subject, managers[i%3], assess.Manager, levels[low]), rated(subject, managers[(i+1)%3], assess.Manager, levels[lower]))
		hand(t, s, act, byPeers(subject, 1, levels[low+1], levels[low+1], levels[low+1])...)
	}
	must(t, s.Reveal(act()))
	a := Analyse(opened(t, s))
	if n := len(a.Raters); n != 3 {
		t.Errorf("%d raters", n)
	}
	for _, r := range a.Raters {
		if severity, known := r.Severity.Severity.Value(); !known || math.Abs(severity) > 0.2 || r.Severity.Call != ratings.Neither {
			t.Errorf("%s is %+v", r.Person.Name, r.Severity)
		}
	}
	for _, p := range a.People {
		if raw, _ := p.Fair.Raw.Value(); p.Peers == nil || !slices.Equal(p.Proposed.rungs(), rungsOf(product(t)).Candidates(raw)) {
			t.Errorf("%s: raw mean %v, proposed %v", p.Person.Name, raw, p.Proposed.ids())
		}
	}
}

// One person shared by two managers is too little to adjust the others by.
func TestOneSharedPersonMovesNobody(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for i := range 4 {
		hand(t, s, act, rated(fmt.Sprintf("M%d", i), "Mo", assess.Manager, "pm"), rated(fmt.Sprintf("N%d", i), "Nia", assess.Manager, "gpm"))
	}
	hand(t, s, act, rated("Shared", "Mo", assess.Manager, "pm"), rated("Shared", "Nia", assess.Manager, "principal-pm"))
	must(t, s.Reveal(act()))
	for _, p := range Analyse(opened(t, s)).People {
		if p.Fair.Adjusted() || p.Fair.Standing() != p.Fair.Raw || len(p.Others) == 1 && p.Proposed.Level() != p.Others[0].Level {
			t.Errorf("%s: %+v, proposed %v", p.Person.Name, p.Fair, p.Proposed.ids())
		}
	}
}
