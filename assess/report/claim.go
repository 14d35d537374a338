package report

import "rung/rubric"

// Claim is what a text asserts about the answers or the ladder, in a form that can
// be held against both. The text is worded from it.
type Claim struct {
	Says      Assertion
	Level     *rubric.Level     // nil where it is about none
	Dimension *rubric.Dimension // nil where it is about none
	Question  *rubric.Question  // nil where it is about none
	Step      int               // of the answer, or expected; 0 where it is about none
	Count     int               // of what is counted; 0 where nothing is
}

// Assertion is the kind of a claim.
type Assertion string

// The assertions.
const (
	Answered  Assertion = "answered"  // Question was answered, which gives Step
	Open      Assertion = "open"      // Question, or everything on Dimension, has no answer
	Closest   Assertion = "closest"   // Level is closest of those the answers are eligible for
	Tied      Assertion = "tied"      // Level is as close as the closest
	Closer    Assertion = "closer"    // Level is closer than the closest, and its requirement is missed
	Misses    Assertion = "misses"    // Level requires of Dimension what the answers do not meet
	Expects   Assertion = "expects"   // Level expects Step of Dimension at the least
	UpTo      Assertion = "up to"     // Level expects Step of Dimension at the most
	Short     Assertion = "short"     // the answers on Dimension fall short of Level
	Over      Assertion = "over"      // the answers on Dimension are over what Level expects
	Gaps      Assertion = "gaps"      // Count dimensions fall short of Level, those it requires aside
	Ready     Assertion = "ready"     // nothing falls short of Level, and nothing it expects is open
	Sits      Assertion = "sits"      // the answers on Dimension are as near to Level as to any other
	Torn      Assertion = "torn"      // answers on Dimension lie three steps apart or more
	Decides   Assertion = "decides"   // open questions decide whether Level is the closest
	Described Assertion = "described" // how far the closest level lies is usual
	Undone    Assertion = "undone"    // no level describes the answers well
	Answers   Assertion = "answers"   // Count questions are answered
	Below     Assertion = "below"     // the answers are under what Level, the first, expects of anything
	Beyond    Assertion = "beyond"    // the answers are over what Level, the last, expects of anything
)
