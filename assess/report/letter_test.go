package report_test

import (
	"regexp"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/assess/report"
	"rung/rubric/lang"
)

// promotes are words that no letter may use: it tells a decision, and promises none.
var promotes = regexp.MustCompile(`(?i)promot|promu|ready|prêt`)

// TestEveryLetterIsWhole writes every letter of sessions in which much, little and
// nothing may be told, decided and not, in both languages, on screen and on paper.
func TestEveryLetterIsWhole(t *testing.T) {
	for _, tag := range lang.Tags {
		for _, s := range []*calibrate.Session{demoSession(t, tag), locked(t, demoSession(t, tag)), loneSession(t), locked(t, loneSession(t))} {
			for _, p := range s.Subjects() {
				letter, err := opened(t, s).Letter(p.Name)
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range []report.Document{report.Letter(letter, "rung levels", tag), report.LetterPage(letter, tag)} {
					mustBeWhole(t, s.ID(), said(d))
					if word := promotes.FindString(said(d)); word != "" {
						t.Errorf("the letter of %s says %q", p.Name, word)
					}
				}
			}
		}
	}
}

func locked(t *testing.T, s *calibrate.Session) *calibrate.Session {
	t.Helper()
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	if err := s.Lock(act, true); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestALetterSaysWhatItsSightsAre holds the words of a letter against its sights: what
// is listed as a strength or a gap is seen as one, and what is untold stands nowhere.
func TestALetterSaysWhatItsSightsAre(t *testing.T) {
	r := builtIn(t)
	at, next := r.LevelIndex("senior-pm"), r.LevelIndex("staff-pm")
	sights := func(s calibrate.Sight) []calibrate.Sight {
		all := make([]calibrate.Sight, len(r.Dimensions))
		for d := range all {
			all[d] = calibrate.Meets
		}
		all[r.DimensionIndex("mentoring")] = s
		return all
	}
	for s, want := range map[calibrate.Sight][2]bool{ // listed as a strength, as a gap
		calibrate.Untold: {false, false}, calibrate.Under: {false, true}, calibrate.Meets: {true, false}, calibrate.Over: {true, false},
	} {
		l := &calibrate.Letter{
			ID: "h2", Title: "h2", Rubric: r, Person: assess.Person{ID: "ada", Name: "Ada"}, Outcome: calibrate.Outcome{Decided: true, Agreed: &r.Levels[at]},
			Here: calibrate.Against{Level: &r.Levels[at], Group: sights(s), Own: sights(calibrate.Untold)},
			Next: []calibrate.Against{{Level: &r.Levels[next], Group: sights(min(s, calibrate.Meets)), Own: sights(calibrate.Untold)}},
		}
		got := said(report.Letter(l, "rung levels", lang.EN))
		strengths, gaps, _ := strings.Cut(got, "Towards Staff PM")
		mentioned := [2]bool{strings.Contains(strengths, "Mentoring:"), strings.Contains(gaps, "Mentoring:")}
		if mentioned != want || strings.Contains(strengths, "less than Sr. PM expects on Mentoring") != (s == calibrate.Under) {
			t.Errorf("mentoring is %v, and the letter says\n%s", s, got)
		}
	}
}

// TestALetterSaysWhoseWordItIs writes letters of what was decided, corrected and only
// recorded after the session: the group is named for nothing but its own decisions.
func TestALetterSaysWhoseWordItIs(t *testing.T) {
	r := builtIn(t)
	pm := &r.Levels[r.LevelIndex("pm")]
	const open = "The session has not ended yet"
	for name, c := range map[string]struct {
		state       calibrate.State
		outcome     calibrate.Outcome
		before      []calibrate.Outcome
		says, spare []string
	}{
		"revealed": {calibrate.Revealed, calibrate.Outcome{Agreed: pm, Rationale: "as before"}, nil,
			[]string{"On 2 March 2026 the group agreed on Product Manager", "In the group's words: “as before”", open}, []string{"orrected"}},
		"locked": {calibrate.Locked, calibrate.Outcome{Agreed: pm}, nil,
			[]string{"The group decided this", "The group wrote down no reason; you can ask"}, []string{open}},
		"corrected": {calibrate.Locked, calibrate.Outcome{Agreed: pm, Rationale: "by the minutes", Corrected: true}, []calibrate.Outcome{
			{Rationale: "typed wrong", Corrected: true, At: demoDay}, {Agreed: pm, At: demoDay}},
			[]string{"Corrected on 2 March 2026: the level agreed for you is Product Manager (rung 2 of 6).", "The reason recorded: “by the minutes”",
				"Before, as recorded on 2 March 2026: no level this time.", "Before, as the group agreed on 2 March 2026: PM."},
			[]string{open, "The group decided", "group's words", "On 2 March 2026 the group"}},
		"recorded later": {calibrate.Locked, calibrate.Outcome{Rationale: "on leave", Corrected: true}, nil,
			[]string{"Recorded on 2 March 2026, after the session ended: no level is agreed for you this time.", "The reason recorded: “on leave”"},
			[]string{open, "the group", "The group"}},
	} {
		c.outcome.Decided, c.outcome.At = true, demoDay
		l := &calibrate.Letter{State: c.state, Rubric: r, Person: assess.Person{Name: "Ada"}, Outcome: c.outcome, Corrects: c.before}
		text := said(report.Letter(l, "rung levels", lang.EN))
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the letter does not say %q:\n%s", name, want, text)
			}
		}
		for _, wrong := range c.spare {
			if strings.Contains(text, wrong) {
				t.Errorf("%s: the letter says %q:\n%s", name, wrong, text)
			}
		}
	}
}

// TestALetterTellsARatingFromAnswers gives letters to people who answered and to one
// who named a level.
func TestALetterTellsARatingFromAnswers(t *testing.T) {
	r := builtIn(t)
	pm := &r.Levels[r.LevelIndex("pm")]
	for want, values := range map[string][]ratings.Figure{
		"You rated yourself at Product Manager.":            nil,
		"Your own answers were closest to Product Manager.": make([]ratings.Figure, len(r.Dimensions)),
	} {
		l := &calibrate.Letter{State: calibrate.Revealed, Rubric: r, Person: assess.Person{Name: "Ada"}, Self: &calibrate.View{Level: pm, Values: values}}
		if text := said(report.Letter(l, "rung levels", lang.EN)); !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
}
