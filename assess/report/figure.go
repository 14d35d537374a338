package report

import (
	"math"
	"strconv"
)

// Figure is the number of the field as data: to six decimals, as processors
// differ in the last bits and the same answers give the same bytes everywhere. It
// is false where the field holds no number, or none that is finite.
func (f Field) Figure() (float64, bool) {
	if f.Number == nil || math.IsNaN(f.Number.Value) || math.IsInf(f.Number.Value, 0) {
		return 0, false
	}
	v, err := strconv.ParseFloat(strconv.FormatFloat(f.Number.Value, 'f', 6, 64), 64)
	if v == 0 {
		v = 0 // not -0
	}
	return v, err == nil
}
