package assess

import (
	"fmt"
	"slices"

	"rung/rubric"
)

// Verdict is what a new version of a rubric is, after semantic versioning.
type Verdict string

// The verdicts.
const (
	Same  Verdict = "same"  // nothing differs
	Patch Verdict = "patch" // words only
	Minor Verdict = "minor" // nothing more than additions and what was fitted; nobody compared changes level
	Major Verdict = "major" // anything else
)

// Verdicts lists them, the least first.
var Verdicts = []Verdict{Same, Patch, Minor, Major}

// Origin is where answers that are compared are from.
type Origin string

// The origins.
const (
	OfPersona Origin = "persona"
	OfStore   Origin = "store"
	OfFile    Origin = "file"
)

// Origins lists them, in the order in which they are told.
var Origins = []Origin{OfPersona, OfStore, OfFile}

// Given is somebody's answers on a rubric, what they are called, and where they are from.
type Given struct {
	Name    string
	From    Origin
	Answers *Assessment
}

// Moved is somebody whose answers name another level under another rubric.
type Moved struct {
	Given
	Was, Is *rubric.Level // of the one rubric and of the other; nil where none is named
	// Why is what decided it: that the level is gone; else, in the order of all changes
	// and two at most, those each of which, undone alone, brings the level back. It is
	// empty where it takes several together; then Unfit and Stepped are the questions
	// whose answers do not fit any more, and those whose answers are another step.
	Why            []rubric.Change
	Unfit, Stepped []*rubric.Question
}

// mostWhy is how many changes are named that each decided somebody's level.
const mostWhy = 2

// Difference is what differs from one rubric to another, and for whom.
type Difference struct {
	From, To *rubric.Rubric
	Changes  []rubric.Change
	Compared []Given
	Moved    []Moved

	undone map[int]*rubric.Rubric // To without one of the changes, by its index
}

// Differ compares two rubrics, and what people's answers on the first come to under
// both; nobody's where they have no question in common.
func Differ(from, to *rubric.Rubric, people []Given) Difference {
	if !shareQuestions(from, to) {
		people = nil
	}
	diff := Difference{From: from, To: to, Changes: rubric.Diff(from, to), Compared: people, undone: map[int]*rubric.Rubric{}}
	for _, one := range people {
		m := Moved{Given: one, Was: Brief(from, one.Answers).Named(), Is: diff.levelOn(to, one)}
		if !sameLevel(m.Was, m.Is) {
			if m.Why = diff.decided(m); len(m.Why) == 0 {
				diff.refit(&m)
			}
			diff.Moved = append(diff.Moved, m)
		}
	}
	return diff
}

func shareQuestions(a, b *rubric.Rubric) bool {
	return slices.ContainsFunc(a.Questions, func(q rubric.Question) bool { return b.QuestionIndex(q.ID) >= 0 })
}

// Comparable reports whether the rubrics have a question in common.
func (diff Difference) Comparable() bool { return shareQuestions(diff.From, diff.To) }

// Of is how many of those compared are from somewhere.
func (diff Difference) Of(from Origin) (n int) {
	for _, one := range diff.Compared {
		if one.From == from {
			n++
		}
	}
	return n
}

// levelOn is the level that answers on the first rubric name on another.
func (diff Difference) levelOn(r *rubric.Rubric, one Given) *rubric.Level {
	return Brief(r, one.Answers.Onto(diff.From, r)).Named()
}

func sameLevel(a, b *rubric.Level) bool {
	return a == nil && b == nil || a != nil && b != nil && a.ID == b.ID
}

// decided is Why somebody is on another level.
func (diff Difference) decided(m Moved) (why []rubric.Change) {
	for i, c := range diff.Changes {
		if m.Was != nil && c.How == rubric.Removed && c.Of == rubric.ALevel && c.ID == m.Was.ID {
			return []rubric.Change{c}
		}
		if len(why) < mostWhy && diff.bringsBack(i, m) {
			why = append(why, c)
		}
	}
	return why
}

// bringsBack reports whether somebody's level is the old one without a change.
func (diff Difference) bringsBack(i int, m Moved) bool {
	without, tried := diff.undone[i]
	if !tried {
		without = rubric.Undone(diff.From, diff.To, diff.Changes[i])
		diff.undone[i] = without
	}
	return without != nil && sameLevel(diff.levelOn(without, m.Given), m.Was)
}

// refit lists the questions whose answers fit no more, or are another step.
func (diff Difference) refit(m *Moved) {
	onto := m.Answers.Onto(diff.From, diff.To)
	for _, before := range m.Answers.Answered() {
		q := &diff.From.Questions[diff.From.QuestionIndex(before.Question)]
		after, fits := onto.Answer(q.ID)
		switch {
		case !fits:
			m.Unfit = append(m.Unfit, q)
		case Step(q, before.Value) != Step(&diff.To.Questions[diff.To.QuestionIndex(q.ID)], after.Value):
			m.Stepped = append(m.Stepped, q)
		}
	}
}

// Verdict is what the second rubric is as a new version of the first.
func (diff Difference) Verdict() Verdict {
	verdict := Same
	for _, c := range diff.Changes {
		verdict = Verdicts[max(slices.Index(Verdicts, verdict), slices.Index(Verdicts, verdictOf(c)))]
	}
	if len(diff.Moved) > 0 {
		return Major
	}
	return verdict
}

// Unraised reports whether the second rubric differs and has the id and version of the
// first; due is then the version that it should have, empty where versions are not three
// numbers.
func (diff Difference) Unraised() (due string, unraised bool) {
	verdict := diff.Verdict()
	if verdict == Same || diff.From.ID != diff.To.ID || diff.From.Version != diff.To.Version {
		return "", false
	}
	var n [3]int
	if _, err := fmt.Sscanf(diff.From.Version, "%d.%d.%d", &n[0], &n[1], &n[2]); err != nil ||
		fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2]) != diff.From.Version {
		return "", true
	}
	raised := slices.Index([]Verdict{Major, Minor, Patch}, verdict)
	n[raised]++
	clear(n[raised+1:])
	return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2]), true
}

// verdictOf is the verdict on one change.
func verdictOf(c rubric.Change) Verdict {
	switch {
	case c.How == rubric.Reworded:
		return Patch
	case c.Of == rubric.TheFit, c.How == rubric.Added && c.Of != rubric.AStep:
		return Minor
	}
	return Major
}

// OnlyLanguages reports whether all that is more than minor is languages that are gone.
func (diff Difference) OnlyLanguages() bool {
	return !slices.ContainsFunc(diff.Changes, func(c rubric.Change) bool { return verdictOf(c) == Major && c.Of != rubric.ALanguage })
}
