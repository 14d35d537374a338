package rubric_test

import (
	"testing"

	"rung/rubric"
	"rung/rubric/lang"
)

func TestFindLevel(t *testing.T) {
	t.Parallel()
	r := &rubric.Rubric{ID: "small", Levels: []rubric.Level{
		{ID: "pm", Short: "PM", Label: "L 40", Title: rubric.Text{lang.EN: "Product Manager", lang.FR: "Chef de produit"}},
		{ID: "senior-pm", Short: "Sr. PM", Title: rubric.Text{lang.EN: "Senior Product Manager", lang.FR: "Chef de produit confirmé"}},
		{ID: "lead-ic", Short: "Lead", Title: rubric.Text{lang.EN: "Lead", lang.FR: "Référent"}},
		{ID: "lead-m", Short: "Lead M", Title: rubric.Text{lang.EN: "Lead", lang.FR: "Responsable"}},
	}}
	for name, want := range map[string]string{
		"pm": "pm", " PM": "pm", "product\u00a0manager": "pm", "chef de  PRODUIT": "pm", "L40": "pm", "l-40": "pm",
		"senior-pm": "senior-pm", "Senior PM": "senior-pm", "sr pm": "senior-pm", "Sr. Product Manager": "senior-pm", "Snr Product Mgr": "senior-pm", "Chef de produit confirme\u0301": "senior-pm",
		"lead-ic": "lead-ic", "référent": "lead-ic", "REFERENT": "lead-ic", "lead m": "lead-m",
	} {
		if l, err := r.FindLevel(name); err != nil || l.ID != want {
			t.Errorf("%q is %v, %v; want %s", name, l, err, want)
		}
	}
	for name, want := range map[string]string{
		"lead":                   "“lead” is more than one level of the rubric “small”; say which: lead-ic and lead-m",
		"senor-pm":               "the rubric “small” has no level “senor-pm”; did you mean “senior-pm”?",
		"Seniour Product Manger": "the rubric “small” has no level “Seniour Product Manger”; did you mean “senior-pm”?",
		"L41":                    "the rubric “small” has no level “L41”; its levels are pm (L 40), senior-pm, lead-ic and lead-m",
		"boss":                   "the rubric “small” has no level “boss”; its levels are pm (L 40), senior-pm, lead-ic and lead-m",
		"":                       "the rubric “small” has no level “”; its levels are pm (L 40), senior-pm, lead-ic and lead-m",
	} {
		if l, err := r.FindLevel(name); err == nil || err.Error() != want {
			t.Errorf("%q is %v\ngot  %v\nwant %s", name, l, err, want)
		}
	}
}

func TestRungs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rungs    []int
		places   []int
		numbered bool
	}{
		{[]int{1, 2, 3, 2}, []int{1, 2, 3, 2}, true},
		{[]int{3, 4, 4, 6}, []int{1, 2, 2, 3}, false},
		{[]int{2}, []int{1}, false},
	} {
		r := &rubric.Rubric{}
		for _, rung := range c.rungs {
			r.Levels = append(r.Levels, rubric.Level{Rung: rung})
		}
		for i := range r.Levels {
			if got := r.Place(&r.Levels[i]); got != c.places[i] || r.Numbered() != c.numbered {
				t.Errorf("level %d of %v has place %d, numbered: %t", i, c.rungs, got, r.Numbered())
			}
		}
	}
}
