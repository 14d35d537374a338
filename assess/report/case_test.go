package report

import (
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/ratings"
	"rung/rubric"
	"rung/rubric/lang"
)

// TestRatersPartFirst has a subject who sees themself far from raters who agree, and
// raters who do not.
func TestRatersPartFirst(t *testing.T) {
	r := &rubric.Rubric{}
	for _, title := range []string{"agreed", "self apart", "raters apart"} {
		r.Dimensions = append(r.Dimensions, rubric.Dimension{Title: rubric.Text{lang.EN: title}})
	}
	var voices []calibrate.CaseVoice
	for i, values := range [][]float64{{2, 4, 2}, {2, 1, 1}, {2, 1, 2}} {
		voice := calibrate.CaseVoice{RaterView: calibrate.RaterView{Relation: []assess.Relation{assess.Self, assess.Manager, assess.Panel}[i]}}
		for _, x := range values {
			voice.Values = append(voice.Values, ratings.Known(x))
		}
		voices = append(voices, voice)
	}
	for whole, want := range map[bool][]string{false: {"raters apart", "self apart"}, true: {"raters apart", "self apart", "agreed"}} {
		v := caseView{writing{tag: lang.EN}, r, &calibrate.Case{Voices: voices}, NameOf, whole}
		rows := v.apart()
		if len(rows) != len(want) {
			t.Fatalf("whole %t: %d rows, want %v", whole, len(rows), want)
		}
		for i := range rows {
			if got := rows[i].cells[0].Text; got != want[i] {
				t.Errorf("whole %t: row %d is %s, want %s", whole, i, got, want[i])
			}
		}
	}
}
