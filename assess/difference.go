package assess

import (
	"slices"

	"rung/rubric"
)

// Verdict is what a new version of a rubric is, after semantic versioning.
type Verdict string

// The verdicts.
const (
	Same  Verdict = "same"  // nothing differs
	Patch Verdict = "patch" // words only
	Minor Verdict = "minor" // additions, and what was fitted; nobody compared changes level
	Major Verdict = "major" // anything else
)

// Verdicts lists them, the least first.
var Verdicts = []Verdict{Same, Patch, Minor, Major}

// Given is somebody's answers on a rubric, and what they are called.
type Given struct {
	Name    string
	Answers *Assessment
}

// Moved is somebody whose answers name another level under another rubric.
type Moved struct {
	Name    string
	Was, Is *rubric.Level // of the one rubric and of the other; nil where none is named
	// Why, as far as it can be told: answers that do not fit any more, those that are
	// another step now, and what differs of the two levels and of all dimensions.
	Unfit, Stepped []*rubric.Question
	Changes        []rubric.Change
}

// Difference is what differs from one rubric to another, and for whom.
type Difference struct {
	From, To *rubric.Rubric
	Changes  []rubric.Change
	Compared int // people
	Moved    []Moved
}

// Differ compares two rubrics, and what people's answers on the first come to under
// both.
func Differ(from, to *rubric.Rubric, people []Given) Difference {
	diff := Difference{From: from, To: to, Changes: rubric.Diff(from, to), Compared: len(people)}
	for _, one := range people {
		onto := one.Answers.Onto(from, to)
		m := Moved{Name: one.Name, Was: Brief(from, one.Answers).Named(), Is: Brief(to, onto).Named()}
		if !sameLevel(m.Was, m.Is) {
			diff.explain(&m, one.Answers, onto)
			diff.Moved = append(diff.Moved, m)
		}
	}
	return diff
}

func sameLevel(a, b *rubric.Level) bool {
	return a == nil && b == nil || a != nil && b != nil && a.ID == b.ID
}

// explain says why somebody is on another level.
func (diff *Difference) explain(m *Moved, made, onto *Assessment) {
	for i := range diff.From.Questions {
		q := &diff.From.Questions[i]
		before, given := made.Answer(q.ID)
		after, fits := onto.Answer(q.ID)
		switch {
		case !given || before.State != Answered:
		case !fits:
			m.Unfit = append(m.Unfit, q)
		case Step(q, before.Value) != Step(&diff.To.Questions[diff.To.QuestionIndex(q.ID)], after.Value):
			m.Stepped = append(m.Stepped, q)
		}
	}
	for _, c := range diff.Changes {
		concerns := func(l *rubric.Level) bool { return l != nil && c.Concerns(rubric.ALevel, l.ID) }
		added := c.How == rubric.Added && slices.Contains([]rubric.Noun{rubric.ADimension, rubric.AQuestion, rubric.AStep}, c.Of)
		weighed := c.Of == rubric.ADimension && c.How != rubric.Reworded
		if c.How != rubric.Reworded && (concerns(m.Was) || concerns(m.Is)) || added || weighed {
			m.Changes = append(m.Changes, c)
		}
	}
}

// Verdict is what the second rubric is as a new version of the first.
func (diff Difference) Verdict() Verdict {
	verdict := Same
	for _, c := range diff.Changes {
		kind := Major
		switch {
		case c.How == rubric.Reworded:
			kind = Patch
		case c.Of == rubric.TheFit, c.How == rubric.Added && c.Of != rubric.AStep:
			kind = Minor
		}
		verdict = Verdicts[max(slices.Index(Verdicts, verdict), slices.Index(Verdicts, kind))]
	}
	if len(diff.Moved) > 0 {
		return Major
	}
	return verdict
}
