package plain_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess/report"
	"rung/assess/report/plain"
	"rung/assess/report/sample"
	"rung/rubric/lang"
)

func written(t interface{ Fatal(...any) }, d report.Document, width int) string {
	var b strings.Builder
	if err := plain.Write(&b, d, plain.Options{Width: width}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	if diff := cmp.Diff(english, written(t, sample.Document(lang.EN, nil), 0)); diff != "" {
		t.Error(diff)
	}
	got := strings.ReplaceAll(written(t, sample.Document(lang.FR, nil), 40), "\u00a0", "~")
	if diff := cmp.Diff(french, got); diff != "" {
		t.Error(diff)
	}
}

// Every text of a document is told, as it is but for its spaces, save what only
// explains a column, a mark or an absence.
func TestEveryTextIsTold(t *testing.T) {
	silent := []string{"Ada", "Dimension", "Rater", "Over time", "?", "2026-05-01", "Nothing"}
	var all []string
	number := func(s string) string {
		all = append(all, s)
		return fmt.Sprintf("<%d>", len(all)-1)
	}
	told := written(t, sample.Document(lang.EN, number), 9999)
	for i, s := range all {
		if !strings.Contains(told, fmt.Sprintf("<%d>", i)) && !slices.Contains(silent, s) {
			t.Errorf("%q is not told", s)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.StringMatching(`[^ ](?s:.){0,30}[^ ]`).Draw(t, "text")
		n := 0
		got := written(t, sample.Document(lang.EN, func(string) string {
			n++
			return fmt.Sprintf("<%d>%s<%d>", n-1, raw, n-1)
		}), 9999)
		for i := range all {
			whole := fmt.Sprintf("<%d>%s<%d>", i, strings.Join(strings.FieldsFunc(lang.Defang(raw), func(c rune) bool { return c == ' ' }), " "), i)
			if strings.Contains(told, fmt.Sprintf("<%d>", i)) && !strings.Contains(got, whole) {
				t.Fatalf("no %q in\n%s", whole, got)
			}
		}
	})
}

// A screen reader hears no drawing and no empty columns, and finds no line that is
// longer than asked but for a command or one word.
func TestLinesAreSentences(t *testing.T) {
	for width := 10; width < 100; width += 7 {
		for _, line := range strings.Split(written(t, sample.Document(lang.FR, nil), width), "\n") {
			if strings.Contains(line, "  ") || strings.TrimSpace(line) != line || strings.ContainsAny(line, "●◐○■│─|\t\x1b") {
				t.Errorf("%q is drawn", line)
			}
			whole := strings.HasPrefix(line, "rung ") || !strings.Contains(line, " ") || slices.Contains([]string{"Ada 4,", "Lee 3.", "nobody else."}, line)
			if lang.Columns(line) > width && !whole {
				t.Errorf("%q is wider than %d", line, width)
			}
		}
	}
}

// Control characters and line breaks are shown, never sent.
func TestControlCharactersAreShown(t *testing.T) {
	d := report.Document{Blocks: []report.Block{
		report.Sentence{Text: "a\nb\x1b[2J\u202ec"},
		report.Next{Text: "Next", Commands: []string{"rung  show\n'a  b'"}},
	}}
	if got, want := written(t, d, 0), "a\\nb\\x1b[2J\\u202ec\n\nNext:\nrung  show\\n'a  b'\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

var figure = regexp.MustCompile(`\d+(?:[.,]\d+)?`)

// The figures of every grid are read back from the sentences, those of drawings
// among them, but for a nought in words.
func TestFiguresReadBack(t *testing.T) {
	for _, tag := range lang.Tags {
		d := sample.Document(tag, nil)
		for _, b := range d.Blocks {
			g, ok := b.(report.Grid)
			if !ok {
				continue
			}
			lines := strings.Split(written(t, report.Document{Lang: tag, Blocks: []report.Block{report.Grid{Key: g.Key, Columns: g.Columns, Rows: g.Rows}}}, 9999), "\n")
			for r, row := range g.Table(tag).Rows {
				if unanswered(g.Rows[r]) {
					continue
				}
				found := read(lines[r])
				for _, f := range row {
					if n := f.Number; n != nil && n.Value != 0 && !slices.Contains(found, shown(*n)) {
						t.Errorf("no %v in %q", shown(*n), lines[r])
					}
				}
			}
		}
	}
}

// unanswered reports whether a row says that there is no answer, and so nothing of
// the steps there are.
func unanswered(row []report.Cell) bool {
	return slices.ContainsFunc(row, func(c report.Cell) bool {
		s, ok := c.Drawing.(report.Steps)
		return ok && s.Value == nil
	})
}

func shown(n report.Number) float64 {
	if n.Percent {
		return 100 * n.Value
	}
	return max(n.Value, -n.Value)
}

func read(line string) (figures []float64) {
	for _, s := range figure.FindAllString(line, -1) {
		x, _ := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
		figures = append(figures, x)
	}
	return figures
}

const english = `Ada is closest to Senior PM.
Self-assessment, 27 November 2026.
Leads a complex product.
Staff PM requires more.
Two questions have no answer.
Nothing was sent.
Confidence: medium, 0.64.
Answered: 24 of 26.

Table: Levels, 3 rows.
Rung 2: Expert Staff PM (staff, chance 0.33); Manager Group PM (group).
Rung 2: Manager Lead PM (lead).
Rung 1: Expert Senior PM (senior, chance 0.64, closest).

Between Senior PM and Staff PM

Table: Comparison, 3 rows.
Mentoring: Now 2.5 of 4; Senior PM expects 1 to 2; Staff PM expects 3; To Staff
PM 0.5 to go.
Vision: Now 7 of 10; Senior PM expects 5 to 7; Staff PM expects 6 to 9; To Staff
PM as expected.
Team: Now no answer; Senior PM expects any; Staff PM expects any.

The widest, in words:
0.5 Mentoring
Answered: Two people helped. Note: Paired with Lee since May. Juniors come to
learn.
Staff PM expects: Develops people across teams. Note: of each team.
a one
1.2. two

2. Vision

Dana: Ada 4, Lee 3.
nobody else.

1. Talk about Ada.
2. Then about Lee.

Table: Raters, 2 rows.
Dana: Severity 0.42 (0.12 to 0.71); People 8; Share 75%.
Lee: Severity –; People 0; Share unknown.

Standing: Change +0.5; 2026-01-31 2.25; 2026-11-27 2.75.

Lee
1 of 2.

Decision

Level: to be filled in.
Reason: to be filled in.

Next:
rung show --explain
rung show --target 'staff-pm'

product 2.0.0, not a decision
`

const french = `Ada is closest to Senior PM.
Self-assessment, 27 November 2026.
Leads a complex product.
Staff PM requires more.
Two questions have no answer.
Nothing was sent.
Confidence~: medium, 0.64.
Answered~: 24 of 26.

Tableau~: Levels, 3 lignes.
Échelon 2~: Expert Staff PM (staff,
probabilité 0,33)~; Manager Group PM
(group).
Échelon 2~: Manager Lead PM (lead).
Échelon 1~: Expert Senior PM (senior,
probabilité 0,64, le plus proche).

Between Senior PM and Staff PM

Tableau~: Comparison, 3 lignes.
Mentoring~: Now 2.5 of 4~; Senior PM
expects 1 à 2~; Staff PM expects 3~; To
Staff PM 0.5 to go.
Vision~: Now 7 of 10~; Senior PM expects
5 à 7~; Staff PM expects 6 à 9~; To
Staff PM as expected.
Team~: Now no answer~; Senior PM expects
sans attente~; Staff PM expects sans
attente.

The widest, in words:
0.5 Mentoring
Answered~: Two people helped. Note~:
Paired with Lee since May. Juniors come
to learn.
Staff PM expects~: Develops people
across teams. Note~: of each team.
a one
1.2. two

2. Vision

Dana~: Ada 4, Lee 3.
nobody else.

1. Talk about Ada.
2. Then about Lee.

Tableau~: Raters, 2 lignes.
Dana~: Severity 0.42 (0.12 to 0.71)~;
People 8~; Share 75%.
Lee~: Severity –~; People 0~; Share
unknown.

Standing~: Change +0.5~; 2026-01-31
2,25~; 2026-11-27 2,75.

Lee
1 of 2.

Decision

Level~: à remplir.
Reason~: à remplir.

Next~:
rung show --explain
rung show --target 'staff-pm'

product 2.0.0, not a decision
`
