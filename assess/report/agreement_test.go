package report

import (
	"testing"

	"rung/assess/ratings"
	"rung/rubric/lang"
)

func TestAnIntervalShortOfOneIsNotRoundedToIt(t *testing.T) {
	v := newSessionView(nil, lang.EN)
	for high, want := range map[float64]string{0.9949: "0.50 to 0.99", 0.9951: "0.500 to 0.995", 0.99999: "0.500 to 0.999"} {
		if got := v.short(ratings.Interval{Low: 0.5, High: high}); got != want {
			t.Errorf("an end at %v reads %q, want %q", high, got, want)
		}
	}
}
