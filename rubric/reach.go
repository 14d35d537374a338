package rubric

import "slices"

// allowed is the part of the level's scope on a dimension that also meets its
// requirement there. A valid level has one on each dimension.
func (l Level) allowed(dimension int) Range {
	r := l.Scope[dimension]
	for _, must := range l.Requires {
		if must.Dimension == dimension {
			r = Range{max(r.Lo, must.Lo), min(r.Hi, must.Hi)}
		}
	}
	return r
}

// stepsAsked is every step that some question on the dimension can give.
func (r *Rubric) stepsAsked(dimension int) []int {
	var steps []int
	for _, q := range r.QuestionsOf(dimension) {
		steps = append(steps, r.Questions[q].StepsPossible()...)
	}
	slices.Sort(steps)
	return slices.Compact(steps)
}

// within is what answers on the dimension can come to inside the range: the
// steps that one question gives alone, else the means of two.
func (r *Rubric) within(dimension int, in Range) []float64 {
	var values []float64
	for _, step := range r.stepsAsked(dimension) {
		if in.Lo <= step && step <= in.Hi {
			values = append(values, float64(step))
		}
	}
	if len(values) > 0 {
		return values
	}
	return r.means(r.QuestionsOf(dimension), in)
}

// maxPairs bounds how many pairs of questions are looked at on one dimension.
const maxPairs = 1000

// means is what the answers to two of the questions can average to inside the
// range.
func (r *Rubric) means(questions []int, in Range) []float64 {
	var values []float64
	pairs := 0
	for i, a := range questions {
		for _, b := range questions[:i] {
			for _, x := range r.Questions[a].StepsPossible() {
				for _, y := range r.Questions[b].StepsPossible() {
					mean := float64(x+y) / 2
					if in.Gap(mean) == 0 && !slices.Contains(values, mean) {
						values = append(values, mean)
					}
				}
			}
			if pairs++; pairs > maxPairs {
				return values
			}
		}
	}
	return values
}

// maxTries bounds the search for rivals in one rubric. A ladder for people takes
// a few dozen tries; of one that takes more, the rest is taken to be reachable.
const maxTries = 100_000

// rival returns the index of a level that takes every answer that fits level i,
// because it wins the tie (lower rung, then earlier in the file) wherever both
// are at distance 0; or -1 when some answers belong to i alone. With several such
// levels that only together take everything, it is the last one tried. Tries is
// what is left of maxTries.
func (r *Rubric) rival(i int, tries *int) int {
	s := search{r: r, tries: tries}
	level := r.Levels[i]
	for d := range r.Dimensions {
		s.values = append(s.values, r.within(d, level.allowed(d)))
	}
	var rivals []int
	for j, l := range r.Levels {
		if l.Rung < level.Rung || l.Rung == level.Rung && j < i {
			rivals = append(rivals, j)
		}
	}
	if s.escape(rivals) || *tries < 0 {
		return -1
	}
	return s.last
}

// search looks for values, one per dimension, that lie outside the scope of
// every rival on at least one dimension, or break one of its requirements.
type search struct {
	r      *Rubric
	values [][]float64 // per dimension, those still possible; never empty
	last   int         // the rival tried last
	tries  *int
}

func (s *search) escape(rivals []int) bool {
	if *s.tries--; len(rivals) == 0 || *s.tries < 0 {
		return len(rivals) == 0
	}
	s.last = rivals[0]
	rival := s.r.Levels[s.last]
	for d, possible := range s.values {
		outside := slices.DeleteFunc(slices.Clone(possible), func(v float64) bool { return rival.takes(d, v) })
		if len(outside) == 0 {
			continue
		}
		s.values[d] = outside
		if s.escape(rivals[1:]) {
			return true
		}
		s.values[d] = possible
	}
	return false
}

// takes reports whether v is within the scope on the dimension and meets the
// requirement there, which holds within half a step.
func (l Level) takes(dimension int, v float64) bool {
	for _, must := range l.Requires {
		if must.Dimension == dimension && must.Gap(v) > 0.5 {
			return false
		}
	}
	return l.Scope[dimension].Gap(v) == 0
}
