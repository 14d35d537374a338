package report_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

// peersOf is a revealed session in which four peers rate Ada, and two Bo.
func peersOf(t *testing.T, ofAda [4]string, ofBo [2]string) *calibrate.Session {
	t.Helper()
	act := anAct()
	s, err := calibrate.New(act, "peers", "Peers", builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	add := func(subject, rater string, as assess.Relation, level string) {
		t.Helper()
		sub := calibrate.Submission{Subject: assess.Person{Name: subject}, Rater: assess.Person{Name: rater}, Relation: as, Level: level}
		if _, err := s.Add(act, sub); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Ada", "Bo"} {
		add(name, name, assess.Self, "senior-pm")
		add(name, "Mo", assess.Manager, "pm")
		add(name, "Nia", assess.Panel, "senior-pm")
	}
	for i, level := range ofAda {
		add("Ada", fmt.Sprint("Peer ", i), assess.Peer, level)
	}
	for i, level := range ofBo {
		add("Bo", fmt.Sprint("Peer ", i), assess.Peer, level)
	}
	if err := s.Reveal(act); err != nil {
		t.Fatal(err)
	}
	return s
}

func anAct() calibrate.Act {
	return calibrate.Act{At: demoDay, Random: rand.NewChaCha8([32]byte{5})}
}

// digests are what differs with every secret, and tells none: they are salted.
var digests = regexp.MustCompile(`[0-9a-f]{64}|[0-9a-f]{16}\b|[0-9a-f]{12}\b|\b[0-9a-f]{8}\b`)

// everyView is all that rung prints of a session, as a document and as JSON.
func everyView(t *testing.T, s *calibrate.Session) string {
	t.Helper()
	var b bytes.Buffer
	add := func(d report.Document, write func(io.Writer) error) {
		b.WriteString(said(d))
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
	}
	o := opened(t, s)
	a := calibrate.Analyse(o)
	add(report.Session(a, lang.EN), func(w io.Writer) error { return wire.Session(w, a) })
	add(report.AgendaPage(a, lang.EN), func(w io.Writer) error { return wire.Agenda(w, a) })
	add(report.Status(s, lang.EN), func(w io.Writer) error { return wire.Status(w, s) })
	add(report.Log(s, lang.EN), func(w io.Writer) error { return wire.Log(w, s) })
	for _, p := range s.Subjects() {
		c, err := o.Case(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		l, err := o.Letter(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(said(report.Case(s.Rubric(), c, report.Showing{At: 1, Of: 2}, lang.EN)))
		add(report.LetterPage(l, lang.EN), func(w io.Writer) error { return wire.Letter(w, l) })
	}
	return digests.ReplaceAllString(b.String(), "#")
}

// TestNoTwoReportsTellWhatAPeerSaid prints everything before and after each thing
// that can still happen to a revealed session, of sessions in which single peers
// said different things: four with the same mean, and two who are not shown. What
// is printed is the same, so nobody can work out from it who said what.
func TestNoTwoReportsTellWhatAPeerSaid(t *testing.T) {
	sessions := []*calibrate.Session{
		peersOf(t, [4]string{"pm", "senior-pm", "senior-pm", "staff-pm"}, [2]string{"pm", "pm"}),
		peersOf(t, [4]string{"staff-pm", "senior-pm", "pm", "senior-pm"}, [2]string{"cpo", "apm"}),
		peersOf(t, [4]string{"pm", "pm", "staff-pm", "staff-pm"}, [2]string{"senior-pm", "gpm"}),
	}
	erase := func(id string) func(*calibrate.Session) error {
		return func(s *calibrate.Session) error {
			_, err := s.Erase(anAct(), id, func(text string) string { return text })
			return err
		}
	}
	for what, event := range []func(*calibrate.Session) error{
		func(*calibrate.Session) error { return nil },
		erase("peer-0"), // of both
		func(s *calibrate.Session) error { return s.RecordAgenda(anAct(), 3, 30) },
		erase("peer-3"), // of Ada: two are left with a name
		func(s *calibrate.Session) error { return s.Decide(anAct(), "Ada", "pm", "as was said") },
		erase("mo"),
		func(s *calibrate.Session) error { return s.Lock(anAct(), true) },
		erase("bo"),
	} {
		var first string
		for i, s := range sessions {
			if err := event(s); err != nil {
				t.Fatal(err)
			}
			printed := everyView(t, s)
			if i == 0 {
				first = printed
			}
			if printed != first {
				t.Errorf("after event %d session %d prints\n%s\nnot\n%s", what, i, printed, first)
			}
		}
		if peers := calibrate.Analyse(opened(t, sessions[0])).People[0].Peers; peers == nil || peers.Raters != 4 || peers.Mean != 3 {
			t.Errorf("after event %d the perspective on Ada is %+v", what, peers)
		}
	}
}
