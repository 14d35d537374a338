package report_test

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

var demoDay = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

func demoSession(t *testing.T, tag lang.Tag) *calibrate.Session {
	t.Helper()
	s, err := calibrate.Demo("demo", builtIn(t), demoDay, tag)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func builtIn(t *testing.T) *rubric.Rubric {
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

func opened(t *testing.T, s *calibrate.Session) *calibrate.Opened {
	t.Helper()
	o, err := s.Revealed()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// loneSession has one subject and one rater: next to nothing can be computed.
func loneSession(t *testing.T) *calibrate.Session {
	t.Helper()
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	s, err := calibrate.New(act, "lone", "", builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Add(act, calibrate.Submission{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Grace"}, Relation: assess.Manager, Level: "pm"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Reveal(act); err != nil {
		t.Fatal(err)
	}
	return s
}

// correctedSession ended without a level for its subject, and was corrected twice
// after it was locked.
func correctedSession(t *testing.T) *calibrate.Session {
	t.Helper()
	s := loneSession(t)
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("this is read for salts, which need to be many! ", 100))}
	for _, err := range []error{
		s.Decide(act, "Ada", "", "on leave"), s.Lock(act, false), s.Correct(act, "Ada", "gpm", "back"), s.Correct(act, "Ada", "", "away again"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// TestEveryViewOfASessionIsWhole makes every view in both languages, also of a
// session in which next to nothing can be computed.
func TestEveryViewOfASessionIsWhole(t *testing.T) {
	for _, tag := range lang.Tags {
		for _, s := range []*calibrate.Session{demoSession(t, tag), loneSession(t), correctedSession(t)} {
			a := calibrate.Analyse(opened(t, s))
			documents := []report.Document{report.Session(a, tag), report.SessionPage(a, tag), report.Agenda(a, tag), report.AgendaPage(a, tag), report.Status(s, tag), report.StatusPage(s, tag), report.Log(s, tag),
				report.Packet(opened(t, s).Packet(), tag), report.Slides(opened(t, s).LetteredPacket(), tag)}
			for _, p := range s.Subjects() {
				c, err := opened(t, s).Case(p.Name)
				if err != nil {
					t.Fatal(err)
				}
				documents = append(documents, report.Case(s.Rubric(), c, report.Showing{At: 1, Of: 12}, tag))
			}
			for _, d := range documents {
				mustBeWhole(t, s.ID(), said(d))
			}
		}
	}
}

// Where raters gave levels alone there are no steps to show.
func TestHeatMapNeedsSteps(t *testing.T) {
	for s, want := range map[*calibrate.Session]int{demoSession(t, lang.EN): 12, loneSession(t): 0} {
		g, _ := report.SessionPage(calibrate.Analyse(opened(t, s)), lang.EN).Grid("dimensions")
		if len(g.Rows) != want {
			t.Errorf("%s: %d rows, want %d", s.ID(), len(g.Rows), want)
		}
		for _, row := range g.Rows {
			for c, cell := range row[1:] {
				heat, is := cell.Drawing.(report.Heat)
				top := float64(builtIn(t).Dimensions[c].Top())
				if !is || cell.Number == nil || math.Abs(heat.Share*top-cell.Number.Value) > 1e-9 {
					t.Errorf("%s, column %d: %+v", row[0].Text, c+1, cell)
				}
			}
		}
	}
}

// TestALetterSaysNothingOfOthers looks for every other name of the session in
// each subject's letter.
func TestALetterSaysNothingOfOthers(t *testing.T) {
	s := demoSession(t, lang.EN)
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	if err := s.Decide(act, "Jonas", "pm", "Nadia and Omar were convinced"); err != nil {
		t.Fatal(err)
	}
	everybody := append(s.Subjects(), s.Raters()...)
	for _, p := range s.Subjects() {
		letter, err := opened(t, s).Letter(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		letter.Ask = assess.Person{} // the one name that is meant to be there
		b.WriteString(said(report.LetterPage(letter, lang.EN)))
		if err := wire.Letter(&b, letter); err != nil {
			t.Fatal(err)
		}
		for _, other := range everybody {
			if other.ID != p.ID && strings.Contains(b.String(), other.Name) {
				t.Errorf("the letter of %s names %s", p.Name, other.Name)
			}
		}
	}
}

func TestStatusGivesAwayNothing(t *testing.T) {
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	draw := func(level string) string {
		act.Random = strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))
		s, err := calibrate.New(act, "sealed", "", builtIn(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(act, calibrate.Submission{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Grace"}, Relation: assess.Manager, Level: level}); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		for _, err := range []error{
			s.Expect(act, assess.Person{Name: "Bo"}, assess.Person{Name: "Grace"}, assess.Manager), s.SetCurrent(act, assess.Person{Name: "Ada"}, level),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		b.WriteString(said(report.Status(s, lang.EN)) + said(report.StatusPage(s, lang.EN)) + said(report.Reminders(s, "", lang.EN)))
		if err := wire.Status(&b, s); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if low, high := draw("apm"), draw("cpo"); low != high {
		t.Errorf("the status differs with what was handed in:\n%s\n%s", low, high)
	}
}

// TestRemindersNameEachRaterOnce holds the texts to what is missing: one for each
// rater who owes something, with the people they owe and nobody else.
func TestRemindersNameEachRaterOnce(t *testing.T) {
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("this is read for salts, which need to be many! ", 100))}
	s, err := calibrate.New(act, "h2", "Half", builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]string{{"Ada", "Mo"}, {"Bo", "Mo"}, {"Cy", "Nel O'Hara"}, {"Cy", "Cy"}} {
		relation := assess.Manager
		if pair[0] == pair[1] {
			relation = assess.Self
		}
		if err := s.Expect(act, assess.Person{Name: pair[0]}, assess.Person{Name: pair[1]}, relation); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Add(act, calibrate.Submission{Subject: assess.Person{Name: "Bo"}, Rater: assess.Person{Name: "Mo"}, Relation: assess.Manager, Level: "pm"}); err != nil {
		t.Fatal(err)
	}
	var to []string
	texts := map[string]string{}
	for _, block := range report.Reminders(s, "--rubric x@1", lang.EN).Blocks {
		if h, begins := block.(report.Heading); begins {
			to = append(to, h.Text)
		}
		texts[to[len(to)-1]] += said(report.Document{Blocks: []report.Block{block}})
	}
	if strings.Join(to, ", ") != "To Cy, To Mo, To Nel O'Hara" {
		t.Errorf("texts %v", to)
	}
	for who, want := range map[string]string{
		"To Cy": "rung assess --subject Cy --rubric x@1", "To Mo": "rung assess --subject Ada --as manager --by Mo --rubric x@1",
		"To Nel O'Hara": `rung assess --subject Cy --as manager --by 'Nel O'\''Hara' --rubric x@1`,
	} {
		if !strings.Contains(texts[who], want) {
			t.Errorf("%s does not say %q:\n%s", who, want, texts[who])
		}
	}
	if strings.Contains(texts["To Mo"], "Bo") || strings.Contains(texts["To Cy"], "Ada") {
		t.Errorf("somebody is named who is not missing:\n%v", texts)
	}
}

// TestEveryDecisionIsCounted decides about people as proposed, on another track, with
// nothing proposed, and without a level this time.
func TestEveryDecisionIsCounted(t *testing.T) {
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	s, err := calibrate.New(act, "four", "", builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	const staff = "staff-pm"
	hand := func(subject, rater string, relation assess.Relation) error {
		_, err := s.Add(act, calibrate.Submission{Subject: assess.Person{Name: subject}, Rater: assess.Person{Name: rater}, Relation: relation, Level: staff})
		return err
	}
	for _, err := range []error{
		hand("Ada", "Mo", assess.Manager), hand("Bo", "Mo", assess.Manager), hand("Cy", "Cy", assess.Self), hand("Dee", "Mo", assess.Manager),
		s.SetCurrent(act, assess.Person{Name: "Ada"}, staff), s.SetCurrent(act, assess.Person{Name: "Dee"}, staff), s.Reveal(act),
		s.Decide(act, "Ada", staff, ""), s.Decide(act, "Bo", "gpm", "leads four"), s.Decide(act, "Cy", "pm", "by the talk"), s.Decide(act, "Dee", "", "on leave"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	text := said(report.Session(calibrate.Analyse(opened(t, s)), lang.EN))
	for _, want := range []string{
		"Of 3 agreed levels: 0 above the proposed one, 0 below, 1 on the same rung of another track, 1 as proposed and 1 where none was proposed; no level for 1 person.",
		"known for 1 person with an agreed level: 1 confirmed.", "Staff PM today", "The ratings are advice; the decisions are the group's.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
}

// TestNoIntervalLeavesTheLadder looks at the standings of people at its ends, whose
// intervals reach beyond it: no end is a rung that there is not.
func TestNoIntervalLeavesTheLadder(t *testing.T) {
	a := calibrate.Analyse(opened(t, loneSession(t)))
	for want, fair := range map[string]ratings.FairStanding{
		"1.0 (<1 to 2.8)":  {Raters: 1, Raw: ratings.Known(1), Fair: ratings.Known(1), Interval: ratings.Interval{Low: -0.9, High: 2.8}},
		"1.3 (1.0 to 6.0)": {Raters: 1, Raw: ratings.Known(1.3), Fair: ratings.Known(1.3), Interval: ratings.Interval{Low: 0.96, High: 6.04}},
		"5.9 (4.4 to >6)":  {Raters: 1, Raw: ratings.Known(5.9), Fair: ratings.Known(5.9), Interval: ratings.Interval{Low: 4.4, High: 7}},
		"0.3 (<1)":         {Raters: 1, Raw: ratings.Known(0.3), Fair: ratings.Known(0.3), Interval: ratings.Interval{Low: -1, High: 0.9}},
	} {
		a.People[0].Fair = fair
		for _, d := range []report.Document{report.Session(a, lang.EN), report.Case(a.Rubric, &calibrate.Case{PersonRow: a.People[0]}, report.Showing{}, lang.EN)} {
			if text := said(d); !strings.Contains(text, want) {
				t.Errorf("the report does not say %q:\n%s", want, text)
			}
		}
	}
}
