// Package rubric is the ladder: the types of a rubric, and how a rubric file is
// read, checked and described. It knows nothing of people or terminals.
//
// A *Rubric that Load returns is valid: every id it names exists, every level
// has a scope for every dimension, and every text exists in every language the
// rubric declares. The other packages rely on that and do not check again.
package rubric

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"rung/rubric/lang"
)

// Schema is the value of the `schema` key this version of rung reads.
const Schema = "rung.rubric/v1"

// Text is a text of a rubric, by language tag. Every language that the rubric
// declares is present.
type Text map[lang.Tag]string

// Rubric is one career ladder, valid and immutable after Load.
type Rubric struct {
	ID      string
	Version string // content version, opaque
	Digest  string // SHA-256 of the text that Resolve returns, 64 lower-case hex digits

	Title     Text
	Languages []lang.Tag // in the order of the file; the first is the fallback
	Source    Source
	// Temperature is λ of the confidence (DESIGN §5) when every question is
	// answered; > 0. Fitted is false where the file gives none: then it is the
	// default, and nobody has shown what a confidence under it is worth.
	Temperature float64
	Fitted      bool
	// Spread is the distance that 95 and 99.5 of 100 simulated people keep from
	// the level they land on; 0 < Spread[0] < Spread[1], both 0 when the file gives
	// none.
	Spread [2]float64

	Tracks     []Track
	Dimensions []Dimension
	Levels     []Level // in the order of the file, which breaks ties
	Questions  []Question
}

// Source says where a rubric's content comes from. Empty fields are absent.
type Source struct{ Title, Date, URL string }

// Track is a line of levels.
type Track struct {
	ID    string
	Title Text
}

// Dimension is one aspect of scope.
type Dimension struct {
	ID     string
	Title  Text
	Weight float64 // > 0; 1 when the file does not say
	Steps  []Text  // index = step; at least two; of a step worded by track, all its wordings
	// ByTrack are the wordings of the steps that the tracks word apart, by the
	// track's id; index = step. A step that is worded alike has nil, and so has a
	// dimension without others.
	ByTrack []map[string]Text
	// Grow says of each step above 0 what helps to get there and what shows it;
	// index = step − 1. It is nil when the file does not say.
	Grow []Text
}

// Words is a step as it is said of the levels of a track.
func (d *Dimension) Words(step int, track string) Text {
	if d.ByTrack != nil && d.ByTrack[step][track] != nil {
		return d.ByTrack[step][track]
	}
	return d.Steps[step]
}

// Top is the highest step, K in the formulae; at least 1.
func (d Dimension) Top() int { return len(d.Steps) - 1 }

// Wordings are all that a step is called: as no track's, and as each track's that
// has words of its own, in no order.
func (d *Dimension) Wordings(step int) []Text {
	all := []Text{d.Steps[step]}
	if d.ByTrack != nil {
		all = slices.AppendSeq(all, maps.Values(d.ByTrack[step]))
	}
	return all
}

// Level is one role of the ladder.
type Level struct {
	ID      string
	Title   Text
	Short   string
	Label   string // what the company calls it, such as L5; empty when the file does not say
	Track   string // id
	Rung    int    // height, from 1
	Next    []int  // indexes into Rubric.Levels, in the order of the file
	Summary Text
	Basis   Text // nil when the file does not say
	// Elsewhere says what other ladders call this scope; nil when the file does
	// not say.
	Elsewhere Text

	Scope    []Range       // one per dimension, in rubric order
	Requires []Requirement // in rubric order of dimensions
}

// Range is a closed range of steps, 0 ≤ Lo ≤ Hi ≤ Top.
type Range struct {
	Lo, Hi int
	// Any says that nothing is expected: Lo is 0 and Hi the top step, so that
	// nothing lies outside, and the dimension does not count.
	Any bool
}

// Gap is how many steps v lies outside the range: 0 inside, else the distance
// to the nearer end, never negative.
func (r Range) Gap(v float64) float64 {
	switch {
	case v < float64(r.Lo):
		return float64(r.Lo) - v
	case v > float64(r.Hi):
		return v - float64(r.Hi)
	}
	return 0
}

// Mid is the middle of the range, in steps.
func (r Range) Mid() float64 { return float64(r.Lo+r.Hi) / 2 }

// Requirement is a must-have of a level on one dimension. Lo is 0 when the file
// gives no min, and Hi is the dimension's top step when it gives no max.
type Requirement struct {
	Dimension int       // index into Rubric.Dimensions
	By        *Question // the one question whose answer decides; nil: all of the dimension do
	Range
}

// Kind is what a question asks for.
type Kind string

// The kinds of question.
const (
	Number  Kind = "number"  // a fact to count
	Choice  Kind = "choice"  // one of the options
	Several Kind = "several" // those of the options that hold; may be none
)

// Question asks one thing about one dimension.
type Question struct {
	ID        string
	Dimension int // index into Rubric.Dimensions
	Kind      Kind
	Ask       Text // put to the subject
	AskAbout  Text // put to somebody else; {name} stands for the subject

	Unit       Text      // number only
	Thresholds []float64 // number and several, ascending; step = how many the number, or that of the options ticked, reaches
	Most       int       // number only, the largest count there can be; 0 where the file does not say
	Options    []Option  // choice and several, in the order of the file
	// Unnamed says of a choice that the file lists no options: they are the steps, and
	// their ids only say where each stands in this version of the rubric.
	Unnamed bool
}

// Largest is the largest count taken as an answer.
func (q *Question) Largest() int { return cmp.Or(q.Most, MaxThreshold) }

// Option is one possible answer to a choice, or one thing to tick. In the file that of
// a choice may leave its text to its step, and a choice its options to the steps; here
// all are written out.
type Option struct {
	ID   string
	Step int // of a choice; 0 where several are ticked
	Text Text
	// ByTrack is what the text is on each track, where it is that of a step which is
	// worded by track.
	ByTrack map[string]Text
}

// Wordings are all that the option is called in any language: as no track's, and as
// each track's that has words of its own, the longest first.
func (o *Option) Wordings() []string {
	all := slices.Collect(maps.Values(o.Text))
	for _, text := range o.ByTrack {
		all = slices.AppendSeq(all, maps.Values(text))
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(all)
}
