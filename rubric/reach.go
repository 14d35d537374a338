package rubric

import "slices"

// maxPairs bounds how many pairs of questions are looked at on one dimension.
const maxPairs = 1000

// values is what answers on the dimension can come to: each step that a question
// gives alone, and each mean of two questions, ascending. Means of three and more
// fall between them.
func (r *Rubric) values(dimension int) []float64 {
	var values []float64
	questions := r.QuestionsOf(dimension)
	pairs := 0
	for i, a := range questions {
		steps := r.Questions[a].StepsPossible()
		for _, x := range steps {
			values = append(values, float64(x))
		}
		for _, b := range questions[:i] {
			if pairs++; pairs > maxPairs {
				break
			}
			for _, y := range r.Questions[b].StepsPossible() {
				for _, x := range steps {
					values = append(values, float64(x+y)/2)
				}
			}
		}
		slices.Sort(values)
		values = slices.Compact(values)
	}
	return values
}

// within keeps the values on a dimension that lie in the level's scope and meet
// its requirement.
func (l Level) within(dimension int, values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return !l.takes(dimension, v) })
}

// maxTries bounds the search for rivals in one rubric. A ladder for people takes
// a few dozen tries; of one that takes more, the rest is taken to be reachable.
const maxTries = 100_000

// rival returns the index of a level that takes every answer that fits level i,
// because it wins the tie (lower rung, then earlier in the file) wherever both
// are at distance 0; or -1 when some answers belong to i alone. With several such
// levels that only together take everything, it is the last one tried. Fitting
// holds, per dimension, the values that fit level i; tries is what is left of
// maxTries.
func (r *Rubric) rival(i int, fitting [][]float64, tries *int) int {
	s := search{r: r, values: fitting, tries: tries}
	level := r.Levels[i]
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
