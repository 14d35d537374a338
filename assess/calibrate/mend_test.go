package calibrate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
)

// still gives acts at one time.
func still(seed byte) func() Act {
	random := rand.NewChaCha8([32]byte{seed})
	return func() Act { return Act{Who: someone("Samira"), At: noon, Random: random} }
}

func anySubmissions(t *rapid.T) []Submission {
	return rapid.SliceOfN(rapid.Custom(anySubmission), 1, 12).Draw(t, "handed in")
}

// revealedAlike checks that two sessions show the same once they are revealed.
func revealedAlike(t *rapid.T, one, other *Session) {
	t.Helper()
	if a, b := one.Reveal(still(3)()), other.Reveal(still(3)()); a != nil || b != nil {
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("one is revealed with %v, the other with %v", a, b)
		}
		return
	}
	sameShown(t, one, other)
}

// sameStatus compares who has handed in, and not how often.
func sameStatus(t *rapid.T, one, other *Session) {
	t.Helper()
	a, b := one.Status(), other.Status()
	for _, all := range [][]Handed{a.Handed, b.Handed} {
		for i := range all {
			all[i].Times = 0
		}
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Fatal(diff)
	}
}

// What is withdrawn is as if it had never been handed in.
func TestWithdrawnIsAsIfNeverHandedIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subs, act := anySubmissions(t), still(1)
		s, without := begin(t, act), begin(t, act)
		hand(t, s, act, subs...)
		kept := &shelf{}
		kept.save(t, s)
		subject, rater := rapid.SampledFrom(people()).Draw(t, "subject"), rapid.SampledFrom(people()).Draw(t, "rater")
		whole := rapid.Bool().Draw(t, "person")
		goes := func(sub Submission) bool {
			if whole {
				return sub.Subject.Name == subject || sub.Rater.Name == subject
			}
			return sub.Subject.Name == subject && sub.Rater.Name == rater
		}
		var err error
		if whole {
			_, err = s.WithdrawPerson(act(), subject)
		} else {
			_, err = s.Withdraw(act(), subject, rater, false)
		}
		if any := slices.ContainsFunc(subs, goes); any != (err == nil) {
			t.Fatalf("there is something to withdraw: %v, and yet: %v", any, err)
		}
		for _, sub := range subs {
			if !goes(sub) {
				hand(t, without, act, sub)
			}
		}
		sameStatus(t, s, without)
		again, err := Replay(kept.save(t, s), product(t))
		must(t, err)
		sameStatus(t, again, without)
		revealedAlike(t, again, without)
	})
}

// Whoever is handed in under two names and joined is as whoever had one name from
// the beginning; taken apart again, as whoever was never joined.
func TestJoinedIsAsOneNameFromTheBeginning(t *testing.T) {
	const other = "Twin"
	rapid.Check(t, func(t *rapid.T) {
		act := still(1)
		s, one, two := begin(t, act), begin(t, act), begin(t, act)
		name := func(p *assess.Person) {
			if p.Name == "Ada" && rapid.Bool().Draw(t, "by the other name") {
				p.Name = other
			}
		}
		for i, sub := range anySubmissions(t) {
			if sub.Assessment != nil { // so that the later one is the one that comes later, and no two are the same
				sub.Assessment.CompletedAt = noon.Add(time.Duration(i) * time.Hour)
				sub.Assessment.Answers[0].Note = fmt.Sprintf("the answers of %d", i)
			}
			hand(t, one, act, sub)
			if self := sub.Relation == assess.Self; self {
				name(&sub.Subject)
				sub.Rater = sub.Subject
			} else {
				name(&sub.Subject)
				name(&sub.Rater)
			}
			hand(t, s, act, sub)
			hand(t, two, act, sub)
		}
		kept := &shelf{}
		kept.save(t, s)
		replaced, err := s.Join(act(), other, "Ada")
		if err != nil {
			return // nobody is called that, or one rates the other
		}
		sameStatus(t, s, one)
		if len(two.Status().Handed)-len(one.Status().Handed) != len(replaced) {
			t.Fatalf("replaced are %v", replaced)
		}
		again, err := Replay(kept.save(t, s), product(t))
		must(t, err)
		sameStatus(t, again, one)
		if rapid.Bool().Draw(t, "part") {
			must(t, again.Part(act(), "Ada", other))
			sameStatus(t, again, two)
			revealedAlike(t, again, two)
			return
		}
		revealedAlike(t, again, one)
	})
}

func TestWithdrawing(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Expect(act(), someone("Ada"), someone("Bo"), assess.Manager))
	must(t, s.Expect(act(), someone("Cy"), someone("Bo"), assess.Peer))
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"), rated("Ada", "Bo", assess.Manager, "gpm"), rated("Ada", "Dí", assess.Panel, "pm"))
	for _, c := range []struct {
		do   func() error
		want string
	}{
		{func() error { _, err := s.Withdraw(act(), "Ada", "Eve", false); return err }, "session “h2” has nobody called “Eve”; allowed here: Ada, Bo, Cy, Dí and Samira"},
		{func() error { _, err := s.Withdraw(act(), "Bo", "Ada", false); return err }, "“Ada” is not to rate “Bo”; it is the other way round"},
		{func() error { _, err := s.Withdraw(act(), "Cy", "Ada", false); return err }, "“Ada” has handed in nothing about “Cy”, and is not expected to"},
		{func() error { _, err := s.Withdraw(act(), "Cy", "Bo", true); return err }, "“Bo” has handed in nothing about “Cy”"},
		{func() error { _, err := s.WithdrawPerson(act(), "samira"); return err }, "nothing of “Samira” was handed in to session “h2”, or is expected"},
	} {
		if err := c.do(); err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	check := func(got Withdrawn, err error, want Withdrawn, handed, missing int) {
		t.Helper()
		must(t, err)
		if status := s.Status(); got != want || len(status.Handed) != handed || len(status.Missing) != missing {
			t.Errorf("%+v was withdrawn, and the status is %+v", got, status)
		}
	}
	got, err := s.Withdraw(act(), "Ada", "Dí", true)
	check(got, err, Withdrawn{Handed: 1}, 1, 2)
	got, err = s.Withdraw(act(), "ada", "Bo", true)
	check(got, err, Withdrawn{Handed: 1}, 0, 3)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"))
	got, err = s.WithdrawPerson(act(), "Bo")
	check(got, err, Withdrawn{Handed: 1, Expected: 2}, 0, 1)
	if err := s.Reveal(act()); err == nil || err.Error() != "nothing was handed in to session “h2” yet" {
		t.Errorf("a session in which all was withdrawn is revealed: %v", err)
	}
}

func TestWhatIsWithdrawnIsGone(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"), rated("Ada", "Bo", assess.Manager, "gpm"), rated("Cy", "Bo", assess.Manager, "pm"))
	kept := &shelf{}
	before := kept.save(t, s)
	_, err := s.Withdraw(act(), "Ada", "Bo", false)
	must(t, err)
	after := kept.save(t, s)
	if len(before.Payloads)-len(after.Payloads) != 2 {
		t.Errorf("%d payloads became %d", len(before.Payloads), len(after.Payloads))
	}
	after.Payloads = before.Payloads
	if got := faults(Verify(after)); !slices.Equal(got, []string{"5 payload left", "6 payload left"}) {
		t.Errorf("with the payloads put back: %v", got)
	}
}

func TestJoining(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"), rated("A. Lovelace", "Bo", assess.Manager, "gpm"), rated("Cy", "Bo", assess.Manager, "pm"))
	join := func(name, as, want string) {
		t.Helper()
		if _, err := s.Join(act(), name, as); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	join("Bo", "Cy", "one of “Bo” and “Cy” is to rate the other, so they are two people; withdraw that first")
	join("Ada", "ada", "“Ada” and “ada” are one person already")
	join("Ada", "Byron", "session “h2” has nobody called “Byron”; allowed here: A. Lovelace, Ada, Bo, Cy and Samira")
	join("Àda", "Ada", "nobody here is called “Àda” yet, only “Ada”; say it again once something is in under that name")
	join("Àda", "Cy", "nobody here is called “Àda” yet, only “Ada”; say it again once something is in under that name")
	replaced, err := s.Join(act(), "A. Lovelace", "Ada")
	must(t, err)
	if len(replaced) != 1 || replaced[0].Subject.Name != "Ada" || replaced[0].Rater.Name != "Bo" {
		t.Errorf("replaced are %v", replaced)
	}
	must(t, s.Part(act(), "A. Lovelace", "Ada"))
	if got := s.Status().Handed; len(got) != 3 {
		t.Errorf("taken apart again, handed in are %+v", got)
	}
	_, err = s.Join(act(), "A. Lovelace", "Ada")
	must(t, err)
	hand(t, s, act, rated("a. lovelace", "a. lovelace", assess.Self, "pm"))
	if got := s.Status().Handed; len(got) != 3 || got[0].Subject.Name != "Ada" || got[0].Relation != assess.Self {
		t.Errorf("handed in are %+v", got)
	}
	join("A. Lovelace", "Ada", "“A. Lovelace” and “Ada” are one person already")
	if err := s.Part(act(), "Ada", "ada"); err == nil || err.Error() != "“Ada” is one name; give two" {
		t.Errorf("parting gives %v", err)
	}
	_, err = s.Join(act(), "Ada", "Samira")
	must(t, err)
	if err := s.Part(act(), "Samira", "A. Lovelace"); err == nil || err.Error() != "“Samira” and “A. Lovelace” go under another name together; take that apart first" {
		t.Errorf("parting gives %v", err)
	}
	must(t, s.Reveal(act()))
	must(t, s.Decide(act(), "A. Lovelace", "gpm", ""))
	if got := opened(t, s); len(got.rows) != 2 {
		t.Errorf("%d people", len(got.rows))
	}
}

// Of two assessments under two names the one completed later counts, whichever came
// first.
func TestTheLaterAssessmentCountsForBothNames(t *testing.T) {
	for _, first := range []string{"the later one", "the earlier one"} {
		act := clock(1)
		s := begin(t, act)
		subs := []Submission{answered(t, "Ada", "Bo", assess.Manager, 4, noon.Add(time.Hour)), answered(t, "A.", "Bo", assess.Manager, 2, noon)}
		if first == "the earlier one" {
			slices.Reverse(subs)
		}
		hand(t, s, act, subs...)
		_, err := s.Join(act(), "A.", "Ada")
		must(t, err)
		again, err := Replay(recordOf(t, s), product(t))
		must(t, err)
		must(t, again.Reveal(act()))
		if standing, _ := Analyse(opened(t, again)).People[0].Others[0].Standing.Value(); standing < 3.5 {
			t.Errorf("%s came first: the standing is %.1f", first, standing)
		}
	}
}

// Erasing somebody who was joined takes all their names.
func TestErasedWithAllNames(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"), rated("A. Lovelace", "A. Lovelace", assess.Self, "gpm"))
	_, err := s.Join(act(), "A. Lovelace", "Ada")
	must(t, err)
	must(t, s.Reveal(act()))
	must(t, s.Decide(act(), "Ada", "", "A. Lovelace is on leave"))
	must(t, s.Lock(act(), false))
	must(t, s.Correct(act(), "Ada", "pm", "A. Lovelace is back, as Ada said"))
	if got := s.NamesOf(assess.PersonID("A. Lovelace")); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"A. Lovelace", "Ada"}) {
		t.Errorf("the names are %v", got)
	}
	done, err := s.Erase(act(), assess.PersonID("A. Lovelace"), func(text string) string { return text })
	must(t, err)
	if want := (Erasure{Member: true, Submissions: 2, Decisions: 2}); done != want {
		t.Errorf("%+v, want %+v", done, want)
	}
	for _, p := range recordOf(t, s).Payloads {
		if text := string(p.Body); strings.Contains(text, "Ada") || strings.Contains(text, "Lovelace") {
			t.Errorf("%s is left", text)
		}
	}
}

func TestDecisionsAreMended(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"), rated("Cy", "Bo", assess.Manager, "pm"))
	must(t, s.Reveal(act()))
	refused := func(err error, want string) {
		t.Helper()
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	refused(s.ClearDecision(act(), "Ada"), "nothing is decided about “Ada”")
	refused(s.Decide(act(), "Ada", "", " "), "no level for “Ada” this time needs a reason")
	refused(s.Correct(act(), "Ada", "pm", "why"), "session “h2” is not locked, so that a decision needs no correction")
	must(t, s.Decide(act(), "Ada", "", "on leave"))
	if a := Analyse(opened(t, s)); a.NoLevel != 1 || a.Undecided != 1 || a.Check.Decisions != 0 || a.People[0].Agreed.Changes() {
		t.Errorf("%d without a level, %d undecided, %d decisions looked at", a.NoLevel, a.Undecided, a.Check.Decisions)
	}
	must(t, s.ClearDecision(act(), "Ada"))
	if open := s.Undecided(); len(open) != 2 {
		t.Errorf("undecided are %v", open)
	}
	must(t, s.Decide(act(), "Ada", "pm", ""))
	must(t, s.Lock(act(), true))
	refused(s.Correct(act(), "Ada", "gpm", ""), "a correction needs a reason")
	refused(s.Correct(act(), "Ada", "pm", ""), "a correction needs a reason")
	must(t, s.Correct(act(), "Ada", "gpm", "misread"))
	must(t, s.Correct(act(), "Ada", "", "too soon"))
	must(t, s.Correct(act(), "Cy", "pm", "forgotten"))
	again, err := Replay(recordOf(t, s), product(t))
	must(t, err)
	a := Analyse(opened(t, again))
	var said []string
	for _, p := range a.People {
		for g := p.Agreed; g != nil; g = g.Corrects {
			said = append(said, fmt.Sprintf("%s: %v, %q, corrected %v", p.Person.Name, g.Level != nil, g.Rationale, g.Corrected))
		}
	}
	want := []string{
		`Ada: false, "too soon", corrected true`, `Ada: true, "misread", corrected true`, `Ada: true, "", corrected false`,
		`Cy: true, "forgotten", corrected true`,
	}
	if diff := cmp.Diff(want, said); diff != "" || a.State != Locked || a.Undecided != 0 {
		t.Errorf("%s, %d undecided: %s", a.State, a.Undecided, diff)
	}
}

// A correction shows as masked as a decision, with all that it corrects.
func TestCorrectionsAreAnonymous(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Bo", assess.Manager, "pm"))
	must(t, s.Reveal(act()))
	must(t, s.Decide(act(), "Ada", "gpm", "as Samira said"))
	must(t, s.Lock(act(), false))
	must(t, s.Correct(act(), "Ada", "pm", "as Bo said"))
	masked, err := Analyse(opened(t, s)).Anonymous(rand.NewChaCha8([32]byte{1}))
	must(t, err)
	for g := masked.People[0].Agreed; g != nil; g = g.Corrects {
		if strings.Contains(g.Who.Name+g.Rationale, "Samira") || strings.Contains(g.Rationale, "Bo") || g.Rationale == "" {
			t.Errorf("it says %q, by %s", g.Rationale, g.Who.Name)
		}
	}
	l, err := opened(t, s).Letter("Ada")
	must(t, err)
	if !l.Withheld || len(l.Corrects) != 1 || !l.Corrects[0].Withheld || l.Corrects[0].Rationale != "" {
		t.Errorf("the letter is %+v", l)
	}
}
