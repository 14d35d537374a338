package report_test

import (
	"math"
	"testing"

	"rung/assess/report"
)

func TestFigureHasSixDecimals(t *testing.T) {
	for _, c := range []struct {
		value, want float64
		ok          bool
	}{
		{1.0 / 3, 0.333333, true},
		{0.1 + 0.2, 0.3, true},
		{math.Copysign(1e-9, -1), 0, true},
		{-12345678901.5, -12345678901.5, true},
		{math.NaN(), 0, false},
		{math.Inf(1), 0, false},
	} {
		got, ok := report.Field{Number: &report.Number{Value: c.value}}.Figure()
		if got != c.want || ok != c.ok || math.Signbit(got) != math.Signbit(c.want) {
			t.Errorf("%v: got %v, %v; want %v, %v", c.value, got, ok, c.want, c.ok)
		}
	}
	if _, ok := (report.Field{Text: "3"}).Figure(); ok {
		t.Error("a text is a figure")
	}
}
