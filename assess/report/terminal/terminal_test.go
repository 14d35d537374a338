package terminal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/report/terminal"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

func drawn(t interface{ Fatal(...any) }, d report.Document, o terminal.Options) string {
	var b strings.Builder
	if err := terminal.Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func half(x float64) *float64 { return &x }

// sample has a block of each kind.
var sample = report.Document{Lang: lang.EN, Blocks: []report.Block{
	report.Headline{Kicker: "not on a screen", Text: "Ada’s \x1b[2J place"},
	report.Sentence{Text: "Sure enough."},
	report.Break{}, report.Break{},
	report.Grid{
		Columns: []report.Column{{Title: "Dimension"}, {Title: "Now"}, {Title: "n", Figures: true}, {Title: "Levels"}},
		Rows: [][]report.Cell{
			{{Text: "Teams"}, {Text: "1.5 of 3", Drawing: report.Steps{Value: half(1.5), Top: 3}}, {Text: "7"}, {Text: "1", Drawing: report.Bar{Value: 1, Most: 12}}},
			{{Text: "Équipe"}, {Text: "no answer", Drawing: report.Steps{Top: 3}}, {Text: "12"}, {Text: "12", Drawing: report.Bar{Value: 12, Most: 12}}},
		},
	},
	report.Items{
		Title: func(shown int) string { return strings.Repeat("!", shown) },
		Items: []report.Item{
			{Lead: "9%", Text: "one"},
			{Lead: "91%", Text: "two", Sides: []report.Side{{Label: "said", Texts: []report.Said{{Text: "a", Note: "why"}, {Text: "b"}}}, {Label: "expected", Texts: []report.Said{{Text: "c"}}}}},
		},
	},
	report.Heading{Text: "Further"},
	report.Items{Flush: true, Apart: true, Items: []report.Item{{Text: "flush", Under: []report.Item{{Lead: "A", Text: "below"}}}, {Text: "apart"}}},
	report.Facts{Facts: []report.Fact{{Label: "Answered", Value: "24 of 26"}}},
	report.Listing{Entries: []report.Entry{{Name: "Ada", Parts: []string{"Nadia: PM", "Omar: PM"}}, {Name: "Bo", Parts: []string{"none"}}}},
	report.Next{Text: "Next", Commands: []string{"rung show", "rung show --explain"}},
	report.NewPage{},
	report.Blank{Label: "Level", Lines: 1},
	report.Blank{Label: "Reason", Lines: 2},
	report.Break{},
}}

func TestEveryBlock(t *testing.T) {
	want := `Ada’s \x1b[2J place
Sure enough.

Dimen  Now         n  Levels
sion
Teams  ●◐○         7   1 ■
Équip  no answer  12  12 ■■■■■■■■■■■■
e
● a step, on average  ◐ part
!!
   9%  one
  91%  two
    said      a — why
              b
    expected  c

Further
flush
  A  below

apart
Answered: 24 of 26
Ada  Nadia: PM · Omar: PM
Bo   none
Next: rung show
  rung show --explain

────────────────────────────
Level ______________________
Reason _____________________
____________________________
`
	if diff := cmp.Diff(want, drawn(t, sample, terminal.Options{Width: 28})); diff != "" {
		t.Error(diff)
	}
}

func TestWhereTheLocaleIsNotUTF8OnlyASCIIIsDrawn(t *testing.T) {
	text := drawn(t, sample, terminal.Options{ASCII: true})
	for _, r := range text {
		if r >= 0x80 {
			t.Errorf("%q in:\n%s", r, text)
		}
	}
	for _, want := range []string{"Ada's", "#+.", "Equipe", "rung show | rung"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
	foreign := report.Document{Blocks: []report.Block{report.Sentence{Text: "日本 Zoë"}}}
	if got := drawn(t, foreign, terminal.Options{ASCII: true}); got != "\\u65e5\\u672c Zoe\n" {
		t.Errorf("got %q", got)
	}
}

func TestColorIsNeverTheOnlyCarrier(t *testing.T) {
	plain, coloured := drawn(t, sample, terminal.Options{}), drawn(t, sample, terminal.Options{Color: true})
	stripped := strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[0m", "").Replace(coloured)
	if coloured == plain || stripped != plain {
		t.Errorf("without its codes:\n%s\nwant:\n%s", stripped, plain)
	}
}

// TestYieldsAreTakenInOrderUntilItFits shortens two blocks by turns.
func TestYieldsAreTakenInOrderUntilItFits(t *testing.T) {
	d := report.Document{Blocks: []report.Block{
		report.Grid{
			Columns: []report.Column{{}}, Rows: [][]report.Cell{{{Text: "r1"}}, {{Text: "r2"}}, {{Text: "r3"}}},
			Yields: []report.Yield{{Rank: 2, Keep: 1}}, More: func(left int) string { return strings.Repeat("+", left) },
		},
		report.Items{
			Flush: true, Items: []report.Item{{Text: "i1"}, {Text: "i2"}, {Text: "i3"}},
			Title:  func(n int) string { return strings.Repeat("#", n) },
			Yields: []report.Yield{{Rank: 1, Keep: 2}, {Rank: 3, Keep: 0}},
		},
	}}
	for lines, want := range map[int]string{
		0: "r1 r2 r3 ### i1 i2 i3", 7: "r1 r2 r3 ### i1 i2 i3", 6: "r1 r2 r3 ## i1 i2", 5: "r1 ++ ## i1 i2", 4: "r1 ++", 1: "r1 ++",
	} {
		if got := strings.Join(strings.Fields(drawn(t, d, terminal.Options{Lines: lines})), " "); got != want {
			t.Errorf("%d lines: got %q, want %q", lines, got, want)
		}
	}
}

// TestACellEndsWhereItsColumnHasNoMoreLines draws a long text in a column of two lines.
func TestACellEndsWhereItsColumnHasNoMoreLines(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 40))
	d := report.Document{Blocks: []report.Block{report.Grid{
		Columns: []report.Column{{Wraps: true, Lines: 2}, {Wraps: true}}, Rows: [][]report.Cell{{{Text: long}, {Text: "short"}}},
	}}}
	for sign, options := range map[string]terminal.Options{"…": {Width: 40}, "...": {Width: 40, ASCII: true}} {
		lines := strings.Split(strings.TrimSpace(drawn(t, d, options)), "\n")
		if len(lines) != 2 || !strings.HasSuffix(lines[1], sign) || lang.Columns(lines[1]) > 33 {
			t.Errorf("got %q", lines)
		}
	}
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

// TestNoLineIsWiderThanItsScreen draws first screens of all widths.
func TestNoLineIsWiderThanItsScreen(t *testing.T) {
	r := builtIn(t)
	rapid.Check(t, func(t *rapid.T) {
		var answers []assess.Answer
		for i := range r.Questions {
			q := &r.Questions[i]
			a := assess.Answer{Question: q.ID, State: assess.Answered}
			if q.Kind == rubric.Number {
				a.Value.Number = rapid.IntRange(0, 40).Draw(t, q.ID)
			} else {
				a.Value.Option = rapid.SampledFrom(q.Options).Draw(t, q.ID).ID
			}
			answers = append(answers, a)
		}
		res := assess.Score(r, &assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Answers: answers})
		width := rapid.IntRange(44, 120).Draw(t, "width")
		text := drawn(t, report.Result(res, rapid.SampledFrom(lang.Tags).Draw(t, "lang"), report.Screen{}), terminal.Options{Width: width, Lines: 23})
		for line := range strings.Lines(text) {
			if n := lang.Columns(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns on a screen of %d: %s", n, width, line)
			}
		}
		if n := strings.Count(text, "\n"); width >= 80 && n > 23 {
			t.Errorf("%d lines:\n%s", n, text)
		}
	})
}

// caseRoom is what a screen of 24 lines leaves for a case.
const caseRoom = 20

func TestACaseFitsItsScreen(t *testing.T) {
	for _, tag := range lang.Tags {
		s, err := calibrate.Demo("demo", builtIn(t), time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), tag)
		if err != nil {
			t.Fatal(err)
		}
		opened, err := s.Revealed()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range s.Subjects() {
			c, err := opened.Case(p.Name)
			if err != nil {
				t.Fatal(err)
			}
			text := drawn(t, report.Case(s.Rubric(), c, report.Showing{At: 1, Of: 12}, tag), terminal.Options{Lines: caseRoom})
			if n := strings.Count(text, "\n"); n > caseRoom {
				t.Errorf("the case of %s in %s takes %d lines", p.Name, tag, n)
			}
			for line := range strings.Lines(text) {
				if n := lang.Columns(strings.TrimSuffix(line, "\n")); n > 80 {
					t.Errorf("%d columns in %s: %s", n, tag, line)
				}
			}
		}
	}
}

// A table of figures that is too wide stands in parts, each with the names of its
// rows; titles are broken between words first.
func TestWideFiguresStandInParts(t *testing.T) {
	g := report.Grid{Columns: []report.Column{{Title: "Person"}}, Rows: [][]report.Cell{{{Text: "Ada"}}, {{Text: "Bo"}}}}
	for _, title := range []string{"Team count", "Stakeholders", "Vision and strategy", "Mentoring"} {
		g.Columns = append(g.Columns, report.Column{Title: title, Figures: true, Wraps: true})
		g.Rows[0] = append(g.Rows[0], report.Cell{Text: "1.5", Drawing: report.Heat{Share: 0.3}})
		g.Rows[1] = append(g.Rows[1], report.Cell{Text: "–"})
	}
	for width, want := range map[int]string{
		50: `Person     Team  Stakeholders    Vision  Mentoring
          count                     and
                               strategy
Ada         1.5           1.5       1.5        1.5
Bo            –             –         –          –
`,
		34: `Person  Team count  Stakeholders
Ada            1.5           1.5
Bo               –             –

Person       Vision and  Mentoring
               strategy
Ada                 1.5        1.5
Bo                    –          –
`,
		20: "Person  Team count\nAda            1.5\nBo               –\n\nPerson  Stakeholders\n",
	} {
		got := drawn(t, report.Document{Lang: lang.EN, Blocks: []report.Block{g}}, terminal.Options{Width: width})
		if !strings.HasPrefix(got, want) {
			t.Errorf("in %d columns\n%s", width, got)
		}
	}
}
