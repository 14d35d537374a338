package spreadsheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/csv"
	"rung/assess/report/xlsx"
	"rung/rubric/lang"
)

// chance is a source that gives no chance.
type chance struct{ n byte }

func (c *chance) Read(p []byte) (int, error) {
	for i := range p {
		c.n++
		p[i] = c.n
	}
	return len(p), nil
}

var formWriters = []struct {
	name  string
	write func(io.Writer, report.Form) error
}{
	{"f.xlsx", xlsx.WriteForm},
	{"f.csv", func(w io.Writer, f report.Form) error { return csv.WriteForm(w, f, csv.RFC) }},
	{"f-fr.csv", func(w io.Writer, f report.Form) error { return csv.WriteForm(w, f, csv.ExcelFR) }},
}

// TestFormsThatWereFilledInReadBack holds that what is chosen in a form is what is
// read, in every format and language, and that a row without a choice is nobody's
// rating.
func TestFormsThatWereFilledInReadBack(t *testing.T) {
	r := product(t)
	act := calibrate.Act{At: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), Random: &chance{}}
	names := []string{"Ada", "Lovelace, Grace", "=SUM(A1)", "'+Noël", "O’Neil; Zoë", "李小龍", `Jean "Jo" Dupont`}
	comments := []string{"", "fine", "two\nlines", "=1+1", `says "so"; twice`, "_x000D_ é"}
	rapid.Check(t, func(t *rapid.T) {
		s, err := calibrate.New(act, "h2", "H2, product", r)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			relation := rapid.SampledFrom(assess.Relations).Draw(t, "relation")
			rater := "Nadia"
			if relation == assess.Self {
				rater = name
			}
			if err := s.Expect(act, assess.Person{Name: name}, assess.Person{Name: rater}, relation); err != nil {
				t.Fatal(err)
			}
		}
		pairs, err := s.ToRate(assess.Person{})
		if err != nil {
			t.Fatal(err)
		}
		tag, levels := rapid.SampledFrom(lang.Tags).Draw(t, "language"), rapid.Bool().Draw(t, "levels")
		f := report.RatingForm(s, pairs, levels, "Grace", tag)
		want := []string{}
		for i, p := range pairs {
			sub := calibrate.Submission{Subject: p.Subject, Rater: p.Rater, Relation: p.Relation, Values: map[string]float64{}, Comments: map[string]string{}}
			for c := 3; c < len(f.Columns)-1; c++ {
				chosen := rapid.IntRange(-1, len(f.Columns[c].Choices)-1).Draw(t, "choice")
				text := ""
				switch {
				case chosen < 0:
				case chosen == len(f.Columns[c].Choices)-1:
					text, sub.NotRated = f.Columns[c].Choices[chosen], true
				case levels:
					text, sub.Level = f.Columns[c].Choices[chosen], r.Levels[chosen].ID
				default:
					text, sub.Values[r.Dimensions[c-3].ID] = f.Columns[c].Choices[chosen], float64(chosen)
				}
				f.Rows[i] = append(f.Rows[i], text)
			}
			sub.NotRated = sub.NotRated && len(sub.Values) == 0
			if sub.CheckContent(r) != nil {
				f.Rows[i] = f.Rows[i][:3]
				continue
			}
			if comment := rapid.SampledFrom(comments).Draw(t, "comment"); comment != "" {
				f.Rows[i], sub.Comments[""] = append(f.Rows[i], comment), comment
			}
			want = append(want, describe([]calibrate.Submission{sub})...)
		}
		for _, one := range formWriters {
			var b bytes.Buffer
			if err := one.write(&b, f); err != nil {
				t.Fatal(err)
			}
			read, err := Ratings(one.name, b.Bytes(), r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, append([]string{}, describe(read.Submissions)...)); diff != "" {
				t.Errorf("%s: %s", one.name, diff)
			}
			for _, note := range read.Notes {
				if note.Code != "unrated" && note.Code != "scale" {
					t.Errorf("%s: %v", one.name, note)
				}
			}
		}
	})
}

// TestFormsForSomebodyNew holds that a form of a session without people, filled in by
// hand, is read too.
func TestFormsForSomebodyNew(t *testing.T) {
	r := product(t)
	act := calibrate.Act{At: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), Random: &chance{}}
	s, err := calibrate.New(act, "h2", "", r)
	must(t, err)
	pairs, err := s.ToRate(assess.Person{})
	must(t, err)
	for _, tag := range lang.Tags {
		f := report.RatingForm(s, pairs, true, "", tag)
		f.Rows = append(f.Rows, []string{"Ada", "Bo", f.Columns[2].Choices[2], f.Columns[3].Choices[2]})
		for _, one := range formWriters {
			var b bytes.Buffer
			must(t, one.write(&b, f))
			read, err := Ratings(one.name, b.Bytes(), r, Options{})
			if got := fmt.Sprint(describe(read.Submissions), err); got != "[Ada by Bo as peer: senior-pm] <nil>" || !strings.Contains(f.How, ".") {
				t.Errorf("%s: %s", one.name, got)
			}
		}
	}
}
