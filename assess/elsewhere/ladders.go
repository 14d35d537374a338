// Package elsewhere sets a scope beside public ladders: which of their levels state
// facts near to it, and how far ladders that use one title are apart. A fact is what
// a ladder states, as an answer to a question of a rubric; nothing else of a ladder is
// known here, and no level of one is ever given to anybody. Everything is pure.
package elsewhere

import (
	"slices"
	"time"

	"rung/rubric"
)

// Schema is the value of the `schema` key of a file of ladders.
const Schema = "rung.ladders/v1"

// Ladders are public ladders by the facts they state, valid after Parse.
type Ladders struct {
	Rubric  *rubric.Rubric // whose questions the facts answer
	Entered time.Time      // the day on which the facts were entered, UTC
	Kinds   []Kind         // in the order of the file
	All     []Ladder       // in the order of the file
}

// Kind is a question that facts answer.
type Kind struct {
	Question *rubric.Question
	Title    rubric.Text // what it is called in short
}

// Ladder is one public ladder.
type Ladder struct {
	ID, Name string
	Edition  string // the year that it gives itself; empty where it gives none
	Source   string // where it is published
	Levels   []Level
}

// Level is one level of a public ladder.
type Level struct {
	Ladder *Ladder
	Title  string
	Is     *rubric.Level   // the level it stands for; nil where it stands for none
	Or     []*rubric.Level // levels it may stand for as well, or instead
	Facts  []Fact          // at least one, in the order of Kinds
}

// Fact is what a ladder states of a level: how much, or which option.
type Fact struct {
	*Kind
	Least, Most float64        // of a number; Most is 0 where there is no upper end
	Option      *rubric.Option // of a choice
}

// Steps are those that the fact leaves open on its question's dimension, of which top
// is the highest.
func (f Fact) Steps(top int) rubric.Range {
	switch {
	case f.Option != nil:
		return rubric.Range{Lo: f.Option.Step, Hi: f.Option.Step}
	case f.Most == 0:
		return rubric.Range{Lo: f.Question.StepOf(f.Least), Hi: top}
	}
	return rubric.Range{Lo: f.Question.StepOf(f.Least), Hi: f.Question.StepOf(f.Most)}
}

// Levels are those of all ladders, in the order of the file.
func (l *Ladders) Levels() (all []*Level) {
	for i := range l.All {
		for j := range l.All[i].Levels {
			all = append(all, &l.All[i].Levels[j])
		}
	}
	return all
}

// place is where a kind stands among all.
func (l *Ladders) place(k *Kind) int {
	return slices.IndexFunc(l.Kinds, func(other Kind) bool { return other.Question == k.Question })
}
