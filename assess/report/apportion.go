package report

import (
	"math"
	"sort"

	"rung/rubric/lang"
)

// apportioned rounds parts to so many decimals that they add up to their total as
// it is shown (largest remainder; of equal remainders the first).
func apportioned(parts []float64, total float64, decimals int) []float64 {
	unit := math.Pow10(-decimals)
	units := make([]float64, len(parts))
	order := make([]int, len(parts))
	left := shownUnits(total, decimals)
	for i, part := range parts {
		units[i], order[i] = math.Floor(part/unit), i
		left -= units[i]
	}
	sort.SliceStable(order, func(a, b int) bool {
		return parts[order[a]]/unit-units[order[a]] > parts[order[b]]/unit-units[order[b]]+1e-6
	})
	for _, i := range order {
		if left < 0.5 {
			break
		}
		units[i]++
		left--
	}
	for i := range units {
		units[i] *= unit
	}
	return units
}

// shownUnits is how many units of the last decimal a number shows.
func shownUnits(x float64, decimals int) float64 {
	return math.Round(lang.Number{Value: x, Decimals: decimals}.Shown() * math.Pow10(decimals))
}
