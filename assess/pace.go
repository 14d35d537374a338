package assess

import (
	"slices"
	"time"

	"rung/rubric/lang"
)

// paceAfter is how many answers it takes to know somebody's pace.
const paceAfter = 4

// Pace is how fast somebody answers. The zero Pace is not known yet.
type Pace struct {
	taken []time.Duration // by the answers so far, the shortest first
}

// Took adds an answer, with how long it took.
func (p *Pace) Took(d time.Duration) {
	i, _ := slices.BinarySearch(p.taken, d)
	p.taken = slices.Insert(p.taken, i, d)
}

// Left is how long so many open questions will take: so many times the median of
// the answers so far; 0 while nobody can tell.
func (p *Pace) Left(open int) time.Duration {
	if len(p.taken) < paceAfter {
		return 0
	}
	return time.Duration(open) * p.taken[len(p.taken)/2]
}

// TimeLeft is how long the open questions will take, in words.
func TimeLeft(d time.Duration) lang.Message {
	minutes := max(1, int(d.Round(time.Minute).Minutes()))
	return lang.Sprintf("about %v left", lang.Count(minutes, "minute", "minutes"))
}
