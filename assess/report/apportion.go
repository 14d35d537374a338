package report

import (
	"math"
	"sort"
	"strconv"
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

// shownUnits is how many units of the last decimal a number shows: as lang.Number
// rounds it, and not as math.Round would where the two part at a half.
func shownUnits(x float64, decimals int) float64 {
	shown, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', decimals, 64), 64)
	if err != nil {
		return 0
	}
	return math.Round(shown * math.Pow10(decimals))
}
