package report

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

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
		sum := 0.0
		for i, x := range apportioned(parts, total, decimals) {
			n := shownUnits(x, decimals)
			sum += n
			if exact := parts[i] * math.Pow10(decimals); math.Abs(n-exact) > 1+1e-5 {
				t.Errorf("%v is shown as %v", parts[i], x)
			}
		}
		if want := shownUnits(total, decimals); sum != want {
			t.Errorf("the parts add up to %v units, the total shown is %v: %v", sum, want, parts)
		}
	})
}
