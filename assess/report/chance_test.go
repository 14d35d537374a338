package report_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/report"
	"rung/rubric/lang"
)

// TestNoChanceIsACertainty holds every view of a result that is all but certain to it:
// no chance is shown as 1.00, or as 0.00.
func TestNoChanceIsACertainty(t *testing.T) {
	certain := 0
	eachResult(t, func(t *rapid.T, res *assess.Result) {
		if res.Named() == nil || res.Confidence.Value < 0.996 || res.Place != assess.Within {
			return
		}
		certain++
		twice := []*assess.Result{res, res}
		readings := assess.Readings{Made: res.Assessment, Under: []assess.Reading{{Result: res}}}
		for _, d := range []report.Document{
			report.History(twice, lang.EN), report.Comparison(assess.Compare(twice), lang.EN), report.Readings(readings, lang.EN),
		} {
			if text := said(d); !strings.Contains(text, "over 0.99") {
				t.Fatalf("a chance of %v:\n%s", res.Confidence.Value, text)
			}
		}
		for _, b := range report.Page(res, lang.EN, false).Blocks {
			if l, ok := b.(report.Ladder); ok {
				text := said(report.Document{Blocks: []report.Block{l.Told(lang.EN)}})
				if !strings.Contains(text, "chance over 0.99") || strings.Contains(text, "chance 0.00") {
					t.Fatalf("a chance of %v:\n%s", res.Confidence.Value, text)
				}
			}
		}
	})
	if certain == 0 {
		t.Error("nobody was all but certain")
	}
}
