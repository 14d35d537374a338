package rubric

// paired says of each text of a list which of another list it has become, -1 for none:
// the one with the same words, for as many as keep their order (a longest common
// subsequence); and, of those between, the first became the first.
func paired(from, to []Text) []int {
	pairs := withSameWords(from, to)
	free := 0
	for i, j := range pairs {
		if j < 0 && free < firstOf(pairs[i:], len(to)) {
			j, pairs[i] = free, free
		}
		if j >= 0 {
			free = j + 1
		}
	}
	return pairs
}

// firstOf is the first text that one of the pairs leads to, else what none is.
func firstOf(pairs []int, none int) int {
	for _, j := range pairs {
		if j >= 0 {
			return j
		}
	}
	return none
}

// withSameWords pairs only those with the same words.
func withSameWords(from, to []Text) []int {
	pairs, common := make([]int, len(from)), inCommon(from, to)
	j := 0
	for i := range from {
		pairs[i] = -1
		for common[i][j] > common[i+1][j] && !from[i].SameAs(to[j]) {
			j++
		}
		if common[i][j] > common[i+1][j] {
			pairs[i], j = j, j+1
		}
	}
	return pairs
}

// inCommon says how many texts two lists have in common, in order, from the i-th of one
// and the j-th of the other on.
func inCommon(from, to []Text) [][]int {
	common := make([][]int, len(from)+1)
	for i := range common {
		common[i] = make([]int, len(to)+1)
	}
	for i := len(from) - 1; i >= 0; i-- {
		for j := len(to) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if from[i].SameAs(to[j]) {
				common[i][j] = max(common[i][j], common[i+1][j+1]+1)
			}
		}
	}
	return common
}
