package calibrate

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/ratings"
	"rung/rubric"
	"rung/rubric/lang"
)

// everythingShown is all that can be seen of a revealed session but the log,
// which names who handed in.
func everythingShown(t fataler, s *Session) (all []any) {
	t.Helper()
	o := opened(t, s)
	a := Analyse(o)
	a.Log, a.Digest, a.people, a.session = "", "", nil, nil
	all = append(all, a)
	for _, p := range []*Packet{o.Packet(), o.LetteredPacket()} {
		p.Analysis = a
		all = append(all, p)
	}
	for _, p := range s.Subjects() {
		c, err := o.Case(p.Name)
		must(t, err)
		l, err := o.Letter(p.Name)
		must(t, err)
		all = append(all, c, l)
	}
	return all
}

func sameShown(t fataler, one, other *Session) {
	t.Helper()
	a, b := everythingShown(t, one), everythingShown(t, other)
	if !reflect.DeepEqual(a, b) {
		t.Fatal(cmp.Diff(a, b, alike()))
	}
}

// byPeers rates a subject by peers, the first of them from a given number on.
func byPeers(subject string, from int, levels ...string) (subs []Submission) {
	for i, id := range levels {
		subs = append(subs, rated(subject, fmt.Sprintf("Peer %d", from+i), assess.Peer, id))
	}
	return subs
}

// decidedWith is a session with these submissions and some fixed ones, in which
// everything was done that can be.
func decidedWith(t fataler, base, more []Submission) *Session {
	t.Helper()
	random := rand.NewChaCha8([32]byte{9})
	act := func() Act { return Act{Who: someone("Samira"), At: noon, Random: random} }
	s := begin(t, act)
	hand(t, s, act, base...)
	hand(t, s, act, more...)
	must(t, s.Reveal(act()))
	must(t, s.RecordAgenda(act(), 7, 45))
	for _, p := range s.Subjects() {
		must(t, s.Decide(act(), p.Name, "gpm", "because"))
	}
	return s
}

func anyNamed(t *rapid.T) (subs []Submission) {
	for _, subject := range people() {
		subs = append(subs, rated(subject, subject, assess.Self, "pm"))
		for _, rater := range []string{"Mo", "Nia", "Peer 1"} {
			if rapid.IntRange(0, 2).Draw(t, "rates") > 0 {
				subs = append(subs, answered(t, subject, rater, rapid.SampledFrom([]assess.Relation{assess.Manager, assess.Panel}).Draw(t, "as"), rapid.Float64Range(1, 5).Draw(t, "standing"), noon))
			}
		}
	}
	// Peer 1 is a manager of some, so that their rows could give away what they
	// say as a peer.
	return slices.DeleteFunc(subs, func(s Submission) bool { return s.Rater.Name == "Peer 1" && s.Subject.Name < "C" })
}

// Two sessions that differ only in what fewer than three peers said, and in how
// many they were and who, look the same: no arithmetic on what is shown can tell
// them apart.
func TestFewPeersLeaveNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := anyNamed(t)
		few := func(name string) (subs []Submission) {
			for _, subject := range []string{"Ada", "Bo"} {
				var levels []string
				for range rapid.IntRange(0, MinPeers-1).Draw(t, name) {
					levels = append(levels, rapid.SampledFrom(product(t).Levels).Draw(t, "level").ID)
				}
				subs = append(subs, byPeers(subject, rapid.IntRange(1, 2).Draw(t, "from"), levels...)...)
			}
			return subs
		}
		one, other := decidedWith(t, base, few("one")), decidedWith(t, base, few("other"))
		sameShown(t, one, other)
	})
}

// Two sessions in which three peers or more come to the same perspective look
// the same, whoever said what: every figure is one of the perspective.
func TestPeersAreOnlyAPerspective(t *testing.T) {
	families := [][][]string{
		{
			{"pm", "senior-pm", "senior-pm", "staff-pm"},
			{"staff-pm", "senior-pm", "pm", "senior-pm"},
			{"pm", "pm", "staff-pm", "staff-pm"},
		},
		{
			{"gpm", "gpm", "staff-pm", "senior-pm"},
			{"gpm", "senior-pm", "gpm", "gpm"},
		},
	}
	rapid.Check(t, func(t *rapid.T) {
		base := anyNamed(t)
		for _, rater := range []string{"Yu", "Zed"} {
			base = append(base, rated("Ada", rater, assess.Panel, rapid.SampledFrom([]string{"gpm", "staff-pm"}).Draw(t, "level")))
		}
		same := rapid.SampledFrom(families).Draw(t, "family")
		draw := func(name string) []Submission {
			return byPeers("Ada", 1, rapid.SampledFrom(same).Draw(t, name)...)
		}
		sameShown(t, decidedWith(t, base, draw("one")), decidedWith(t, base, draw("other")))
	})
}

func TestPerspective(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "pm"))
	hand(t, s, act, byPeers("Ada", 1, "gpm", "gpm", "staff-pm", "director")...)
	must(t, s.Reveal(act()))
	row := Analyse(opened(t, s)).People[0]
	want := &Perspective{Raters: 4, Mean: 4.25, Proposed: Proposal{Levels: []*rubric.Level{levelCalled(t, "gpm")}}}
	for range product(t).Dimensions {
		want.Values = append(want.Values, ratings.Missing(ratings.TooFew))
	}
	if diff := cmp.Diff(want, row.Peers, alike()); diff != "" {
		t.Error(diff)
	}
	if row.Fair.Raters != 2 || row.Fair.Raw != ratings.Known((2+4.25)/2) || row.Fair.Spread != ratings.Missing(ratings.TooFew) {
		t.Errorf("fair standing is %+v", row.Fair)
	}
	if row.Proposed.Level().ID != "senior-pm" {
		t.Errorf("proposed is %v", row.Proposed)
	}
}

// A dimension on which two of three peers gave a value shows nothing of theirs.
func TestPerspectiveByDimension(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	d, err := newDemo(product(t), noon, lang.EN)
	must(t, err)
	for i := range 3 {
		values := d.values("ic", float64(2+i))
		if i == 1 {
			delete(values, "horizon")
		}
		hand(t, s, act, Submission{Subject: someone("Ada"), Rater: someone(fmt.Sprintf("Peer %d", i)), Relation: assess.Peer, Values: values})
	}
	must(t, s.Reveal(act()))
	peers := Analyse(opened(t, s)).People[0].Peers
	for i := range product(t).Dimensions {
		want := ratings.Known(math.Round((d.place("ic", 2, i)+d.place("ic", 3, i)+d.place("ic", 4, i))/3*100) / 100)
		if product(t).Dimensions[i].ID == "horizon" {
			want = ratings.Missing(ratings.TooFew)
		}
		if !close(peers.Values[i], want) {
			t.Errorf("%s: %v, want %v", product(t).Dimensions[i].ID, peers.Values[i], want)
		}
	}
}

// Steps that some of the peers gave are shown only where the others, who gave a
// level or left the dimension out, are none or three as well: the mean of all
// less that of some would be theirs.
func TestWhatSomePeersGaveStandsNotAlone(t *testing.T) {
	d, err := newDemo(product(t), noon, lang.EN)
	must(t, err)
	for _, c := range []struct {
		steps, levels int
		shown         bool
	}{{2, 4, false}, {3, 0, true}, {3, 1, false}, {3, 2, false}, {3, 3, true}, {5, 1, false}} {
		act := clock(1)
		s := begin(t, act)
		for i := range c.steps {
			hand(t, s, act, Submission{Subject: someone("Ada"), Rater: someone(fmt.Sprintf("Stepper %d", i)), Relation: assess.Peer, Values: d.values("ic", float64(2+i%3))})
		}
		hand(t, s, act, byPeers("Ada", 0, slices.Repeat([]string{"pm"}, c.levels)...)...)
		must(t, s.Reveal(act()))
		peers := Analyse(opened(t, s)).People[0].Peers
		if peers.Raters != c.steps+c.levels {
			t.Errorf("%+v: a perspective of %d", c, peers.Raters)
		}
		if _, shown := peers.Values[0].Value(); shown != c.shown {
			t.Errorf("%+v: its steps are shown: %v", c, shown)
		}
	}
}

// Whoever has no standing is not in the perspective, with nothing of theirs.
func TestWhoHasNoStandingIsNoPeer(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, byPeers("Ada", 1, "pm", "pm")...)
	hand(t, s, act, Submission{Subject: someone("Ada"), Rater: someone("Peer 3"), Relation: assess.Peer, NotRated: true})
	must(t, s.Reveal(act()))
	if row := Analyse(opened(t, s)).People[0]; row.Peers != nil || row.Fair.Raters != 0 {
		t.Errorf("two peers are %+v, %+v", row.Peers, row.Fair)
	}
}

// What peers said is frozen at reveal: whatever happens after, a perspective is
// as it was or gone with its subject. And two sessions that were alike stay alike,
// though single peers said other things in them: no two reports, one from before
// and one from after, give more than the perspective that is in both.
func TestNoEventTellsPeersApart(t *testing.T) {
	family := [][]string{{"pm", "senior-pm", "senior-pm", "staff-pm"}, {"staff-pm", "senior-pm", "pm", "senior-pm"}, {"pm", "pm", "staff-pm", "staff-pm"}}
	rapid.Check(t, func(t *rapid.T) {
		base := anyNamed(t)
		draw := func(name string) []Submission { return byPeers("Ada", 1, rapid.SampledFrom(family).Draw(t, name)...) }
		one, other := decidedWith(t, base, draw("one")), decidedWith(t, base, draw("other"))
		before := perspectives(t, one)
		both := func(do func(*Session, Act) error) {
			for _, s := range []*Session{one, other} {
				must(t, do(s, Act{Who: someone("Samira"), At: noon, Random: rand.NewChaCha8([32]byte{7})}))
			}
			sameShown(t, one, other)
			for id, p := range perspectives(t, one) {
				if diff := cmp.Diff(before[id], p, alike()); diff != "" {
					t.Fatalf("the perspective on %s was another: %s", id, diff)
				}
			}
		}
		for range 4 {
			switch who := rapid.SampledFrom(append(one.Subjects(), one.Raters()...)).Draw(t, "who"); rapid.IntRange(0, 3).Draw(t, "event") {
			case 0, 1:
				both(func(s *Session, act Act) error {
					_, err := s.Erase(act, who.ID, func(text string) string { return text })
					return err
				})
			case 2:
				both(func(s *Session, act Act) error { return s.RecordAgenda(act, 3, 20) })
			case 3:
				subject := rapid.SampledFrom(one.Subjects()).Draw(t, "subject")
				both(func(s *Session, act Act) error { return s.Decide(act, subject.Name, "pm", "so") })
			}
		}
		both(func(s *Session, act Act) error { return s.Lock(act, true) })
	})
}

// perspectives are those of a session, by id of subject.
func perspectives(t fataler, s *Session) map[string]*Perspective {
	t.Helper()
	all := map[string]*Perspective{}
	for _, p := range Analyse(opened(t, s)).People {
		all[p.Person.ID] = p.Peers
	}
	return all
}

func TestLetterHoldsNothingOfOthers(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada Lovelace", "Mo Farah", assess.Manager, "pm"), rated("Ada Lovelace", "Ada Lovelace", assess.Self, "gpm"), rated("Bo", "Ada Lovelace", assess.Manager, "cpo"))
	hand(t, s, act, byPeers("Ada Lovelace", 1, "gpm", "gpm", "staff-pm")...)
	must(t, s.Reveal(act()))
	letter := func(why string) *Letter {
		t.Helper()
		must(t, s.Decide(act(), "Ada Lovelace", "senior-pm", why))
		l, err := opened(t, s).Letter("ADA LOVELACE")
		must(t, err)
		return l
	}
	plain := letter("Ada leads two teams, and mo’ as the law wants.")
	if plain.Agreed.ID != "senior-pm" || plain.Self.Level.ID != "gpm" || plain.Rationale == "" || plain.Withheld {
		t.Errorf("letter is %+v", plain)
	}
	if plain.Ask.Name != "Mo Farah" {
		t.Errorf("ask %v", plain.Ask)
	}
	plain.Ask = assess.Person{} // the one name that is meant to be there
	text := fmt.Sprintf("%+v %+v", *plain, *plain.Self)
	for _, secret := range []string{"Farah", "Samira", "Peer", "Bo"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is in %s", secret, text)
		}
	}
	if plain.Title != "Second half" {
		t.Errorf("its title is %s", plain.Title)
	}
	titled, err := New(act(), "h3", "Bo and Ada", product(t))
	must(t, err)
	hand(t, titled, act, rated("Ada", "Ada", assess.Self, "pm"), rated("Bo", "Bo", assess.Self, "pm"))
	must(t, titled.Reveal(act()))
	if l, err := opened(t, titled).Letter("Ada"); err != nil || l.Title != "h3" {
		t.Errorf("letter is %+v, %v", l, err)
	}
	for _, why := range []string{"As Mo says.", "farah doubts it", "below Bo", "said PEER 1", "Samira agrees"} {
		if l := letter(why); !l.Withheld || l.Rationale != "" {
			t.Errorf("%q is in the letter", why)
		}
	}
}

func TestAnonymous(t *testing.T) {
	s, err := Demo("demo", product(t), noon, lang.EN)
	must(t, err)
	act := clock(5)
	must(t, s.Decide(act(), "Chloé", "staff-pm", "CHLOE DOES AS ELIF, says Rosa; Omar's view stands."))
	plain := Analyse(opened(t, s))
	masked, err := plain.Anonymous(rand.NewChaCha8([32]byte{1}))
	must(t, err)
	var names []string
	for _, p := range append(s.Subjects(), s.Raters()...) {
		names = append(names, p.Name, p.ID)
	}
	text, err := json.Marshal(masked)
	must(t, err)
	for _, name := range append(names, "Chloe", "CHLOE", "ELIF", "Samira", "samira") {
		if regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).Match(text) {
			t.Errorf("%s is in the anonymous report", name)
		}
	}
	if len(masked.People) != len(plain.People) || len(masked.Raters) != len(plain.Raters) {
		t.Fatalf("%d people and %d raters are left", len(masked.People), len(masked.Raters))
	}
	checkMask(t, plain, masked)
	parts := Analyse(opened(t, small(t)))
	maskedParts, err := parts.Anonymous(rand.NewChaCha8([32]byte{4}))
	must(t, err)
	checkMask(t, parts, maskedParts)
	other, err := plain.Anonymous(rand.NewChaCha8([32]byte{2}))
	must(t, err)
	if other.People[0].Person == masked.People[0].Person && other.People[1].Person == masked.People[1].Person {
		t.Error("pseudonyms do not depend on chance")
	}
}

// saidBy is what a rater said, with what tells of whom.
func saidBy(a *Analysis, id string) string {
	var said []string
	for _, p := range a.People {
		for _, v := range p.Others {
			if v.Rater.ID == id {
				said = append(said, fmt.Sprint(p.Fair.Raw, v.Standing))
			}
		}
	}
	slices.Sort(said)
	return strings.Join(said, "; ")
}

// checkMask checks that one renaming of people turns an analysis into its
// anonymous form.
func checkMask(t *testing.T, plain, masked *Analysis) {
	t.Helper()
	to := map[string]string{}
	for i, item := range plain.Agenda.Items {
		to[item.Subject] = masked.Agenda.Items[i].Subject
	}
	for _, r := range plain.Raters {
		for _, m := range masked.Raters {
			if saidBy(masked, m.Person.ID) == saidBy(plain, r.Person.ID) {
				to[r.Person.ID] = m.Person.ID
			}
		}
	}
	for _, p := range plain.People {
		if p.Fair.Raters == 0 {
			continue // not on the agenda
		}
		i := slices.IndexFunc(masked.People, func(m PersonRow) bool { return m.Person.ID == to[p.Person.ID] })
		if i < 0 || masked.People[i].Fair.Raw != p.Fair.Raw || masked.People[i].Fair.Subject != to[p.Person.ID] {
			t.Errorf("%s is nobody", p.Person.Name)
			continue
		}
		for _, v := range p.Others {
			if !slices.ContainsFunc(masked.People[i].Others, func(m RaterView) bool {
				return m.Rater.ID == to[v.Rater.ID] && m.Standing == v.Standing && m.Rater == masked.Person(m.Rater.ID)
			}) {
				t.Errorf("%s has lost %s", p.Person.Name, v.Rater.Name)
			}
		}
	}
	for _, l := range plain.Connections.Links {
		if !slices.ContainsFunc(masked.Connections.Links, func(m ratings.Link) bool {
			return m.Rater == to[l.Rater] && m.Subject == to[l.Subject] && slices.Contains(masked.Connections.Parts[m.Parts[0]].Raters, m.Rater) != slices.Contains(masked.Connections.Parts[m.Parts[1]].Raters, m.Rater)
		}) {
			t.Errorf("link %v is lost", l)
		}
		for i, at := range l.Parts {
			mine, theirs := plain.Connections.Parts[at], masked.Connections.Parts[masked.Connections.Links[0].Parts[i]]
			if !slices.Contains(theirs.Subjects, to[mine.Subjects[0]]) || len(mine.Raters) != len(theirs.Raters) {
				t.Errorf("part %v has become %v", mine, theirs)
			}
		}
	}
	for _, b := range plain.Connections.Bridges {
		b.Subject, b.Rater = to[b.Subject], to[b.Rater]
		if !slices.Contains(masked.Connections.Bridges, b) {
			t.Errorf("bridge %v is lost", b)
		}
	}
	for _, c := range plain.Check.Managers {
		c.Manager = to[c.Manager]
		if !slices.Contains(masked.Check.Managers, c) {
			t.Errorf("net change %v is lost", c)
		}
	}
	for _, g := range plain.Selves.Gaps {
		g.Subject = to[g.Subject]
		if !slices.Contains(masked.Selves.Gaps, g) {
			t.Errorf("gap of %s is lost", g.Subject)
		}
	}
}

// Whatever names somebody has a pseudonym in the report without names; a text in
// which it is not sure that a word is a name is left out. A letter withholds both.
func TestMaskedText(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	for _, name := range []string{"Ada Lovelace", "Ada Yonath", "Zoé Le Goff", "Bo", "Grace Price"} {
		hand(t, s, act, rated(name, "Mo Farah", assess.Manager, "pm"))
	}
	must(t, s.Reveal(act()))
	m, err := newMask(Analyse(opened(t, s)), rand.NewChaCha8([32]byte{3}))
	must(t, err)
	p := func(name string) string { return m.masked[assess.PersonID(name)].Name }
	for text, want := range map[string]string{
		"":                              "",
		"nothing\nto hide – 100%":       "nothing\nto hide – 100%",
		"Ada Lovelace leads":            p("Ada Lovelace") + " leads",
		"as ZOE LE GOFF's team":         "as " + p("Zoé Le Goff") + "'s team",
		"boat, Bo, bo":                  "boat, " + p("Bo") + ", bo",
		"Yonath (Lovelace), Ada":        p("Ada Yonath") + " (" + p("Ada Lovelace") + "), P-…",
		"A.L. wrote to x7@example.com":  p("Ada Lovelace") + " wrote to P-…",
		"d’Ada\u00a0Yonath, avec grâce": "d’" + p("Ada Yonath") + ", avec grâce",
		"zoé, le périmètre":             "left out",
		"Grace did well":                "left out",
		"GP leads as a PM":              "left out",
	} {
		got, sure := m.text(text)
		if !sure && got == "" {
			got = "left out"
		}
		if got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		names := text != "" && !strings.HasPrefix(text, "nothing")
		if s.namesOthers(text, s.ids["mo-farah"]) != names {
			t.Errorf("%q in a letter is not withheld", text)
		}
	}
	if s.namesOthers("Ada leads, and lovelace", s.ids["ada-lovelace"]) {
		t.Error("her own name is withheld from her letter")
	}
}

// Whoever goes by two names is found by both, under one pseudonym.
func TestMaskedTextOfOneWithTwoNames(t *testing.T) {
	act := clock(3)
	s := begin(t, act)
	hand(t, s, act, rated("Robert Boyle", "Mo", assess.Manager, "pm"), rated("Bertie", "Nia", assess.Manager, "pm"))
	_, err := s.Join(act(), "Bertie", "Robert Boyle")
	must(t, err)
	must(t, s.Reveal(act()))
	m, err := newMask(Analyse(opened(t, s)), rand.NewChaCha8([32]byte{3}))
	must(t, err)
	p := m.masked[assess.PersonID("Robert Boyle")].Name
	if got, sure := m.text("Bertie leads; Boyle follows"); !sure || got != p+" leads; "+p+" follows" {
		t.Errorf("%q, sure %v", got, sure)
	}
	if s.namesOthers("as Bertie knows", s.ids["robert-boyle"]) {
		t.Error("his other name is withheld from his letter")
	}
}

// An order that others may know, of who was decided on when or of equals, is not
// in the report without names; nor is a name in the id or the title.
func TestAnonymousTellsNoOrder(t *testing.T) {
	act := clock(2)
	s, err := New(act(), "ada-and-bo", "Review of Ada", product(t))
	must(t, err)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "pm"), rated("Bo", "Mo", assess.Manager, "pm"))
	must(t, s.Reveal(act()))
	must(t, s.RecordAgenda(act(), 7, 30))
	must(t, s.Decide(act(), "Ada", "pm", "grown, as mo says"))
	masked, err := Analyse(opened(t, s)).Anonymous(rand.NewChaCha8([32]byte{1}))
	must(t, err)
	if masked.ID != "session" || strings.Contains(masked.Title, "Ada") || masked.Planned || masked.Agenda.Seed != 0 || !masked.Nameless {
		t.Errorf("%s, %s, planned %v with seed %d", masked.ID, masked.Title, masked.Planned, masked.Agenda.Seed)
	}
	for _, p := range masked.People {
		if g := p.Agreed; g != nil && (!g.At.IsZero() || g.Who != (assess.Person{}) || g.Rationale != "grown, as mo says") {
			t.Errorf("decided %+v", g)
		}
	}
}

func TestManyPseudonymsAreDistinct(t *testing.T) {
	people := map[string]assess.Person{}
	for i := range 5000 {
		id := fmt.Sprintf("p%d", i)
		people[id] = assess.Person{ID: id, Name: id}
	}
	m, err := newMask(&Analysis{people: people, session: blank(product(t))}, rand.NewChaCha8([32]byte{3}))
	must(t, err)
	seen := map[string]bool{}
	for _, p := range m.masked {
		seen[p.Name] = true
	}
	if len(seen) != len(people) {
		t.Errorf("%d people have %d pseudonyms", len(people), len(seen))
	}
}
