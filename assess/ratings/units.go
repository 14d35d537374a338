package ratings

import (
	"encoding/binary"
	"slices"
)

// units is the sheet as agreement sees it: which values each subject received,
// not from whom. Subjects with the same values are one pattern, so that the
// jackknife works on the patterns there are and not on subjects.
type units struct {
	values   []float64 // the distinct values, ascending
	patterns []pattern // in the order of their first subjects
}

// pattern is a set of values that some subjects received.
type pattern struct {
	tallies  []tally // ascending
	raters   int     // Σ of the tallies' counts
	subjects int     // how many have it
}

// tally is how often one value, an index of units.values, was given.
type tally struct{ value, count int }

func (s *Sheet) units() units {
	u := units{values: s.values()}
	at := map[string]int{}
	for _, row := range s.rows {
		if len(row) == 0 {
			continue
		}
		tallies, key := u.count(row)
		i, known := at[key]
		if !known {
			i = len(u.patterns)
			at[key] = i
			u.patterns = append(u.patterns, pattern{tallies: tallies, raters: len(row)})
		}
		u.patterns[i].subjects++
	}
	return u
}

// values lists the distinct values others gave, ascending. Those within
// sameValue of the one before count as that one.
func (s *Sheet) values() []float64 {
	all := make([]float64, 0, s.ratings())
	for _, row := range s.rows {
		for _, c := range row {
			all = append(all, c.value)
		}
	}
	return distinct(all)
}

func distinct(all []float64) []float64 {
	slices.Sort(all)
	var kept []float64
	for i, v := range all {
		if i == 0 || v-all[i-1] > sameValue {
			kept = append(kept, v)
		}
	}
	return kept
}

// count tallies a row, and encodes the tallies as a key.
func (u units) count(row []cell) ([]tally, string) {
	at := make([]int, len(row))
	for i, c := range row {
		at[i] = u.index(c.value)
	}
	slices.Sort(at)
	var tallies []tally
	var key []byte
	for i, v := range at {
		if i == 0 || v != at[i-1] {
			tallies = append(tallies, tally{value: v})
		}
		tallies[len(tallies)-1].count++
		key = binary.AppendUvarint(key, uint64(v))
	}
	return tallies, string(key)
}

// index is the place of the last distinct value that is not above v.
func (u units) index(v float64) int {
	at, exact := slices.BinarySearch(u.values, v)
	if exact {
		return at
	}
	return at - 1
}

// paired keeps the patterns of two raters or more, and the values they hold.
func (u units) paired() units {
	counts := make([]int, len(u.values))
	var kept []pattern
	for _, p := range u.patterns {
		if p.raters > 1 {
			kept = append(kept, p)
			for _, t := range p.tallies {
				counts[t.value] += t.count
			}
		}
	}
	return units{values: u.values, patterns: kept}.drop(counts)
}

// drop renumbers the values, leaving out those with a count of 0.
func (u units) drop(counts []int) units {
	to := make([]int, len(counts))
	out := units{}
	for v, n := range counts {
		to[v] = len(out.values)
		if n > 0 {
			out.values = append(out.values, u.values[v])
		}
	}
	for _, p := range u.patterns {
		tallies := slices.Clone(p.tallies)
		for i, t := range tallies {
			tallies[i].value = to[t.value]
		}
		out.patterns = append(out.patterns, pattern{tallies, p.raters, p.subjects})
	}
	return out
}

// subjects counts the subjects of all patterns.
func (u units) subjects() int {
	n := 0
	for _, p := range u.patterns {
		n += p.subjects
	}
	return n
}
