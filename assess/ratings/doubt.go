package ratings

import "math"

// typicalError is how far a single rating lies from what the average rater would
// give, as a standard deviation in rungs, severity and noise together. It stands in
// where the ratings of a session cannot tell. Supervisors' ratings of overall job
// performance have a reliability of 0.52 between raters (Viswesvaran, Ones and
// Schmidt 1996, Journal of Applied Psychology 81:557), so that the error of one has
// (1 − 0.52)/0.52 of the variance between people; these are taken to be a rung
// apart, as standard deviation.
var typicalError = math.Sqrt((1 - 0.52) / 0.52)

// typicalFreedom is how many degrees of freedom typicalError counts for beside
// those that a part does have: as many as it takes to adjust anything.
const typicalFreedom = minFreedom

// assumed is how far a standing may lie from the raw mean of so many raters, where
// nothing can be adjusted in their part: by typicalError and by how far the part's
// raters differ, each counting for its degrees of freedom.
func (n normal) assumed(raters int) mixture {
	freedom := typicalFreedom + n.freedom
	squares := typicalFreedom*typicalError*typicalError + n.squares
	scale := math.Sqrt(squares / float64(freedom) / float64(raters))
	return mixture{student: studentOf(freedom), weights: []float64{1}, places: []float64{0}, scales: []float64{scale}}
}

// below is the probability that the subject stands below x.
func (f FairStanding) below(x float64) float64 {
	raw, _ := f.Raw.Value()
	probability, _ := f.shift.below(x - raw)
	return probability
}

// doubt is the probability that the value nearest to the standing is not the one
// nearest to where the subject stands; halfway between two values it is at least a
// half. It is 0 on a scale without a choice.
func (f FairStanding) doubt(scale Scale) float64 {
	if len(scale) < 2 {
		return 0
	}
	standing, _ := f.Standing().Value()
	proposed := scale.Candidates(standing)
	right := 0.0
	for _, value := range proposed {
		low, high := scale.around(value)
		right = max(right, f.below(high)-f.below(low))
	}
	return 1 - min(right, 1/float64(len(proposed)))
}
