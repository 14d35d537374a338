package assess

import (
	"math"
	"slices"

	"rung/rubric"
)

// CalibrationBar is how far the confidence that a rubric claims may be from true. A
// ladder with few questions has few different confidences, each a little off whatever
// the temperature: with three questions on each of three to five dimensions by 0.029 at
// most, over 18 ladders; with one question, by up to 0.073.
const CalibrationBar = 0.03

// EnoughPeople are so many that the error of chance is small beside CalibrationBar.
const EnoughPeople = 20_000

// TooFew reports whether the questions are too few for any temperature to make the
// confidence true; never of fewer than EnoughPeople.
func (s Simulation) TooFew() bool { return s.FittedECE >= CalibrationBar && s.People >= EnoughPeople }

// Check is what came of trying a rubric.
type Check struct {
	Rubric     *rubric.Rubric
	Trials     []Trial // of the personas, in the order of their file; empty without any
	Personas   string  // the file that they are in or go into; empty where there is none
	Breaches   []Breach
	Simulation Simulation
}

// Passed reports whether all that was tried holds.
func (c Check) Passed() bool {
	failed := func(t Trial) bool { return !t.Passed() }
	return !slices.ContainsFunc(c.Trials, failed) && len(c.Breaches) == 0 && c.Simulation.holds(c.Rubric)
}

// holds reports whether people were found, each level by its own, and the confidence is
// what r claims. Without a temperature r claims none: its results have no band.
func (s Simulation) holds(r *rubric.Rubric) bool {
	return s.People > 0 && len(s.Lost()) == 0 && (!r.Fitted || s.ECE < CalibrationBar)
}

// Lost is a level whose own people are found on another more often than there, by more
// than two standard errors of the difference. Levels that public ladders hardly tell
// apart may share their people; but one that somebody else's name suits better is none.
type Lost struct {
	Level, On    *rubric.Level
	Exact, There float64 // shares of the level's people: found on it, and on the other
}

// Lost are the levels that are lost, in rubric order, each with where most of its
// people are found.
func (s Simulation) Lost() (all []Lost) {
	for _, f := range s.Levels {
		most := Lost{Level: f.Level, Exact: f.Exact}
		for _, c := range s.Confused {
			if on, share := c.taken(f.Level); share > most.There {
				most.On, most.There = on, share
			}
		}
		n := float64(f.People)
		if n*(most.There-most.Exact) > 2*math.Sqrt(n*(most.There+most.Exact)) {
			all = append(all, most)
		}
	}
	return all
}

// Unreached are the levels that no persona's answers name; none without personas.
func (c Check) Unreached() (levels []*rubric.Level) {
	for i := range c.Rubric.Levels {
		l := &c.Rubric.Levels[i]
		if len(c.Trials) > 0 && !slices.ContainsFunc(c.Trials, func(t Trial) bool { return t.Result.Named() == l }) {
			levels = append(levels, l)
		}
	}
	return levels
}
