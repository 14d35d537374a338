package report_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/report"
	"rung/rubric"
	"rung/rubric/lang"
)

// unitsOf is a figure as it is shown, as a whole number of its last decimal.
func unitsOf(x float64, decimals int) int {
	n, err := strconv.Atoi(strings.NewReplacer(".", "", ",", "").Replace(lang.Number{Value: x, Decimals: decimals}.In(lang.EN)))
	if err != nil {
		panic(err)
	}
	return n
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

// testRubrics are one as people use it, one on which every kind of result can be had,
// and one whose levels say nothing about some dimensions.
var testRubrics = []string{"../../rubrics/product.yaml", "../../cmd/testdata/mini.yaml", "../../cmd/testdata/studio.yaml"}

// eachResult draws results of answers that fit a rubric, some of them missing.
func eachResult(t *testing.T, check func(*rapid.T, *assess.Result)) {
	for _, file := range testRubrics {
		r := testRubric(t, file)
		if r.Spread[0] == 0 {
			r.Spread = [2]float64{0.12, 0.17}
		}
		rapid.Check(t, func(t *rapid.T) {
			a := &assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Answers: drawnAnswers(t, r)}
			if rapid.Bool().Draw(t, "a person") {
				a.Answers = personsAnswers(t, r)
			}
			if rapid.Bool().Draw(t, "named") {
				a.Subject.Name, a.Relation = "Ada", assess.Manager
			}
			check(t, assess.Score(r, a))
		})
	}
}

// personsAnswers are those of somebody near a level, who may not answer on a
// dimension.
func personsAnswers(t *rapid.T, r *rubric.Rubric) []assess.Answer {
	home := rapid.SampledFrom(r.Levels).Draw(t, "home")
	silent := rapid.IntRange(-1, len(r.Dimensions)-1).Draw(t, "silent on")
	var answers []assess.Answer
	for _, q := range r.Questions {
		if q.Dimension == silent {
			continue
		}
		at := home.Scope[q.Dimension].Lo + rapid.SampledFrom([]int{0, 0, 0, 0, -1, 1}).Draw(t, q.ID)
		answers = append(answers, answerNear(&q, at))
	}
	return answers
}

// answerNear is the answer that gives a step, or the one nearest to it.
func answerNear(q *rubric.Question, step int) assess.Answer {
	a := assess.Answer{Question: q.ID, State: assess.Answered}
	if q.Kind != rubric.Choice {
		return assess.AnswerAt(q, max(0, min(step, len(q.Thresholds))))
	}
	far := func(o rubric.Option) int { return max(o.Step-step, step-o.Step) }
	best := q.Options[0]
	for _, o := range q.Options {
		if far(o) < far(best) {
			best = o
		}
	}
	a.Value.Option = best.ID
	return a
}

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
		case q.Kind == rubric.Several:
			var ids []string
			for _, o := range q.Options {
				if rapid.Bool().Draw(t, o.ID) {
					ids = append(ids, o.ID)
				}
			}
			a.Value.Ticks = assess.Tick(ids...)
		default:
			a.Value.Option = q.Options[rapid.IntRange(0, len(q.Options)-1).Draw(t, q.ID)].ID
		}
		answers = append(answers, a)
	}
	return answers
}

// TestExplainAddsUp adds the figures shown: the parts of each distance, the
// probabilities, and the shares of each gap.
func TestExplainAddsUp(t *testing.T) {
	eachResult(t, func(t *rapid.T, res *assess.Result) {
		d := report.Explain(res, lang.EN)
		if g, ok := d.Grid("distances"); ok {
			last := len(g.Rows) - 1
			for c := 1; c < len(g.Columns); c++ {
				if parts, total := shown(g.Rows[:last], c), shown(g.Rows[last:], c); parts != total {
					t.Errorf("the parts in column %d add up to %d, the distance shown is %d", c, parts, total)
				}
			}
		}
		if g, ok := d.Grid("probabilities"); ok {
			if sum := shown(g.Rows, 3); sum != 1000 {
				t.Errorf("the probabilities add up to %d thousandths", sum)
			}
		}
		for _, block := range d.Blocks {
			if items, ok := block.(report.Items); ok && items.Title != nil {
				addsUp(t, items)
			}
		}
	})
}

func addsUp(t *rapid.T, gaps report.Items) {
	sum, any := 0, false
	for _, item := range gaps.Items {
		if share, found := strings.CutSuffix(item.Lead, "%"); found {
			n, err := strconv.Atoi(share)
			if err != nil {
				t.Fatal(err)
			}
			sum, any = sum+n, true
		}
	}
	if any && sum != 100 {
		t.Errorf("the shares of the gaps add up to %d %%", sum)
	}
}

// TestEveryPageIsWhole draws every view of a result in both languages.
func TestEveryPageIsWhole(t *testing.T) {
	eachResult(t, func(t *rapid.T, res *assess.Result) {
		tag := rapid.SampledFrom(lang.Tags).Draw(t, "lang")
		for name, d := range map[string]report.Document{
			"result": report.Result(res, tag, report.Screen{Notes: true}), "explain": report.Explain(res, tag),
			"page": report.Page(res, tag, false), "whole page": report.Page(res, tag, true),
		} {
			if _, ok := d.Grid(d.Main); !ok && len(res.Ranking) > 0 {
				t.Errorf("%s has no table %q", name, d.Main)
			}
			for _, g := range d.Grids() {
				for _, row := range g.Rows {
					if len(row) != len(g.Columns) {
						t.Fatalf("%s: a row of %d cells in %d columns", name, len(row), len(g.Columns))
					}
				}
			}
			mustBeWhole(t, name, said(d))
		}
	})
}

func mustBeWhole(t interface{ Errorf(string, ...any) }, name, text string) {
	for _, wrong := range []string{"NaN", "Inf ", "%!", "<nil>"} {
		if strings.Contains(text, wrong) {
			t.Errorf("%s in %s:\n%s", wrong, name, text)
		}
	}
}

// TestThePageHasTheFiguresOfTheResult finds the mean step of every dimension, once.
func TestThePageHasTheFiguresOfTheResult(t *testing.T) {
	eachResult(t, func(t *rapid.T, res *assess.Result) {
		g, ok := report.Page(res, lang.EN, false).Grid("comparison")
		if !ok {
			return
		}
		means := map[string]*float64{}
		for _, dv := range res.Dimensions {
			means[dv.Dimension.Title.In(lang.EN)] = dv.Value
		}
		for _, row := range g.Rows {
			mean, known := means[row[0].Text]
			if !known || (mean == nil) != (row[1].Number == nil) || mean != nil && row[1].Number.Value != *mean {
				t.Errorf("%s: %v, want %s", row[0].Text, row[1].Number, fmt.Sprint(mean))
			}
			delete(means, row[0].Text)
		}
		if len(means) > 0 {
			t.Errorf("left out: %v", means)
		}
	})
}

// TestALikelierLevelIsCalledThat holds what is said of the second level to its chance:
// one that the open questions make likelier than the closest does not come second.
func TestALikelierLevelIsCalledThat(t *testing.T) {
	eachResult(t, func(t *rapid.T, res *assess.Result) {
		if res.Confidence == nil || res.Named() == nil || res.Place != assess.Within || res.Fit != nil && res.Fit.Grade == assess.Misfit {
			return
		}
		likelier := res.Second().Probability > res.Confidence.Value+0.005
		screen, page := said(report.Result(res, lang.EN, report.Screen{})), said(report.Page(res, lang.EN, false))
		if strings.Contains(screen, " is likelier (") != likelier || strings.Contains(page, "Likelier with the open") != likelier {
			t.Fatalf("%s is likelier: %v, yet\n%s\n%s", res.Second().Level.ID, likelier, screen, page)
		}
	})
}
