package report_test

import (
	"slices"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/rubric/lang"
)

// sheets are the pages of a document.
func sheets(d report.Document) (pages []report.Document) {
	for _, b := range d.Blocks {
		if _, is := b.(report.NewPage); is {
			pages = append(pages, report.Document{Lang: d.Lang})
		}
		last := &pages[len(pages)-1]
		last.Blocks = append(last.Blocks, b)
	}
	return pages
}

func hasBlank(d report.Document) bool {
	return slices.ContainsFunc(d.Blocks, func(b report.Block) bool { _, is := b.(report.Blank); return is })
}

// A packet has a page for the meeting and one for each person, with room for what is
// not decided yet; peers are a number on it.
func TestPacketHasAPagePerPerson(t *testing.T) {
	o := opened(t, demoSession(t, lang.EN))
	p := o.Packet()
	pages := sheets(report.Packet(p, lang.EN))
	if len(pages) != 1+len(p.People) {
		t.Fatalf("%d pages for %d people", len(pages), len(p.People))
	}
	for i, c := range p.Cases {
		page := pages[i+1]
		text := said(page)
		if !strings.Contains(text, "\n"+c.Person.Name+"\n") || hasBlank(page) != (c.Agreed == nil) {
			t.Errorf("page %d is not that of %s:\n%s", i+1, c.Person.Name, text)
		}
		for _, peer := range []string{"Amara", "Goran", "Hana", "Jonas", "Linh"} {
			if peer != c.Person.Name && strings.Contains(text, peer) {
				t.Errorf("the page of %s names %s", c.Person.Name, peer)
			}
		}
		if strings.Contains(text, "peers") != (c.Person.Name == "Elif") {
			t.Errorf("peers on the page of %s:\n%s", c.Person.Name, text)
		}
	}
}

// On slides no rater is named, and nothing waits to be filled in.
func TestSlidesNameNoRater(t *testing.T) {
	o := opened(t, demoSession(t, lang.EN))
	d := report.Slides(o.LetteredPacket(), lang.EN)
	if !d.Slides || hasBlank(d) {
		t.Error("these are no slides")
	}
	text := said(d)
	for _, rater := range []string{"Nadia", "Omar", "Pauline", "Quentin", "Rosa"} {
		if strings.Contains(text, rater) {
			t.Errorf("%s is named", rater)
		}
	}
}

// What a rater wrote beside a level stands under their name, by dimension.
func TestPacketShowsWhatWasWritten(t *testing.T) {
	act := calibrate.Act{At: demoDay, Random: strings.NewReader(strings.Repeat("no two reads of this text are alike! ", 100))}
	s, err := calibrate.New(act, "written", "", builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Add(act, calibrate.Submission{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Grace"}, Relation: assess.Manager,
		Level: "pm", Comments: map[string]string{"": "steady", "mentoring": "two juniors since May"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Reveal(act); err != nil {
		t.Fatal(err)
	}
	text := said(report.Packet(opened(t, s).Packet(), lang.EN))
	if want := "\nGrace\nas a whole\nsteady\n\nMentoring\ntwo juniors since May\n"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}
