package assess

import "rung/rubric"

// ClosestAnyway is the closest level without the coverage floor: the field
// sample states too few facts for it.
func ClosestAnyway(r *rubric.Rubric, a *Assessment) *rubric.Level {
	return closest(r, Score(r, a).profile())
}

// BuiltIn is the rubric product.
var BuiltIn = builtIn
