package assess

import "rung/rubric"

// Readings are what the answers of one assessment come to under several rubrics.
type Readings struct {
	Made  *Assessment // as it was given
	Under []Reading   // in the order of the rubrics
}

// Reading is what answers come to under one rubric.
type Reading struct {
	Result     *Result  // of those that fit
	Fit, Unfit []Answer // in the order in which they were given
}

// Comparable reports whether the rubric asks anything that was answered.
func (r Reading) Comparable() bool { return len(r.Fit) > 0 || len(r.Unfit) == 0 }

// Read scores the answers of an assessment, which was made with a rubric, under each of
// some rubrics, as far as they fit.
func Read(a *Assessment, made *rubric.Rubric, rubrics []*rubric.Rubric) Readings {
	all := Readings{Made: a}
	for _, r := range rubrics {
		on := a.Onto(made, r)
		one := Reading{Result: Score(r, on)}
		one.Fit, one.Unfit = a.Parted(on)
		all.Under = append(all.Under, one)
	}
	return all
}

// Parted are the answers that are still there after they were put on another rubric,
// and those that are not. Reasons for having none are neither.
func (a *Assessment) Parted(onto *Assessment) (fit, unfit []Answer) {
	for _, given := range a.Answered() {
		if _, still := onto.Answer(given.Question); still {
			fit = append(fit, given)
		} else {
			unfit = append(unfit, given)
		}
	}
	return fit, unfit
}
