package report

import (
	"bytes"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// units reads a figure as a whole number of its last decimal.
func units(t interface{ Fatalf(string, ...any) }, figure string) int {
	n, err := strconv.Atoi(strings.Replace(figure, ".", "", 1))
	if err != nil {
		t.Fatalf("%q is no figure", figure)
	}
	return n
}

func TestApportionedPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		decimals := rapid.IntRange(0, 4).Draw(t, "decimals")
		parts := rapid.SliceOfN(rapid.OneOf(
			rapid.Float64Range(0, 2),
			rapid.Map(rapid.IntRange(0, 4000), func(n int) float64 { return float64(n) / 2000 }), // halves of a unit
			rapid.Just(0.0),
			rapid.Float64Range(0, 1e-6),
		), 0, 60).Draw(t, "parts")
		total := 0.0
		for _, part := range parts {
			total += part
		}
		v := resultView{page: newPage(&bytes.Buffer{}, Options{Lang: lang.EN})}
		sum := 0
		for i, shown := range v.apportioned(parts, total, decimals) {
			n := units(t, shown)
			sum += n
			if exact := parts[i] * math.Pow10(decimals); math.Abs(float64(n)-exact) > 1+1e-5 {
				t.Errorf("%v is shown as %s", parts[i], shown)
			}
		}
		if want := units(t, v.number(total, decimals)); sum != want {
			t.Errorf("the parts add up to %d units, the total shown is %d: %v", sum, want, parts)
		}
	})
}

func testRubric(t *testing.T, file string) *rubric.Rubric {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var figures = regexp.MustCompile(`\d+\.\d{3}\b`)

// sumsOf adds up the columns of the lines between two marks, and returns them
// with the figures of the line of totals.
func sumsOf(t interface{ Fatalf(string, ...any) }, text, from, totals string) (sums, want []int) {
	_, table, ok := strings.Cut(text, from)
	if !ok {
		return nil, nil
	}
	for line := range strings.Lines(table) {
		var row []int
		for _, figure := range figures.FindAllString(line, -1) {
			row = append(row, units(t, figure))
		}
		if strings.HasPrefix(line, totals) {
			return sums, row
		}
		for i, n := range row {
			if i == len(sums) {
				sums = append(sums, 0)
			}
			sums[i] += n
		}
	}
	t.Fatalf("no line of totals after %q:\n%s", from, text)
	return nil, nil
}

var percents = regexp.MustCompile(`(?m)^ {0,3}(\d+)%  `)

// TestExplainAddsUp reads every number back from the page: the parts of each
// distance, the probabilities, and the shares of each gap.
func TestExplainAddsUp(t *testing.T) {
	for _, file := range []string{"../../rubrics/product.yaml", "../../cmd/testdata/mini.yaml"} {
		r := testRubric(t, file)
		rapid.Check(t, func(t *rapid.T) {
			res := assess.Score(r, &assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Answers: drawnAnswers(t, r)})
			var page bytes.Buffer
			if err := Explain(&page, res, Options{Lang: lang.EN, Width: 200}); err != nil {
				t.Fatal(err)
			}
			sums, want := sumsOf(t, page.String(), "Distance to each level", "Distance ")
			for i := range want {
				if sums[i] != want[i] {
					t.Errorf("the parts in column %d add up to %d, the distance shown is %d:\n%s", i+1, sums[i], want[i], page.String())
				}
			}
			if res.Level == nil {
				return
			}
			total := 0
			_, ranking, _ := strings.Cut(page.String(), "Probability")
			for _, line := range strings.Split(ranking, "\n")[1 : 1+len(r.Levels)] {
				if found := figures.FindAllString(line, -1); len(found) == 2 {
					total += units(t, found[1])
				}
			}
			if total != 1000 {
				t.Errorf("the probabilities add up to %d thousandths:\n%s", total, page.String())
			}
			for _, p := range res.Next {
				sum := 0
				for _, found := range percents.FindAllStringSubmatch(strings.Join(v(res).gaps(p), ""), -1) {
					sum += units(t, found[1])
				}
				if len(p.Gaps) > 0 && sum != 100 {
					t.Errorf("the gaps to %s add up to %d %%", p.Level.ID, sum)
				}
			}
		})
	}
}

func v(res *assess.Result) resultView {
	return resultView{newPage(&bytes.Buffer{}, Options{Lang: lang.EN}), res}
}

// drawnAnswers are answers that fit r, some of them missing.
func drawnAnswers(t *rapid.T, r *rubric.Rubric) []assess.Answer {
	var answers []assess.Answer
	for i := range r.Questions {
		q := &r.Questions[i]
		a := assess.Answer{Question: q.ID, State: assess.Answered}
		switch {
		case rapid.IntRange(0, 9).Draw(t, "missing") == 0:
			continue
		case q.Kind == rubric.Number:
			a.Value.Number = rapid.IntRange(0, 40).Draw(t, q.ID)
		default:
			a.Value.Option = q.Options[rapid.IntRange(0, len(q.Options)-1).Draw(t, q.ID)].ID
		}
		answers = append(answers, a)
	}
	return answers
}

func TestNoLineIsWiderThanItsScreen(t *testing.T) {
	for _, file := range []string{"../../rubrics/product.yaml", "../../cmd/testdata/mini.yaml"} {
		r := testRubric(t, file)
		rapid.Check(t, func(t *rapid.T) {
			res := assess.Score(r, &assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Answers: drawnAnswers(t, r)})
			o := Options{Lang: rapid.SampledFrom(lang.Tags).Draw(t, "lang"), Width: rapid.IntRange(44, 120).Draw(t, "width"), Plain: rapid.Bool().Draw(t, "plain")}
			var page bytes.Buffer
			if err := Table(&page, res, o); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(page.String()) {
				if n := lang.Columns(strings.TrimSuffix(line, "\n")); n > o.Width {
					t.Errorf("%d columns on a screen of %d: %s", n, o.Width, line)
				}
			}
		})
	}
}
